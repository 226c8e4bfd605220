"""A story that is cut short leaves all other blocks where they were."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.corpus import Record, label_record
from boilerclf.features.featurizer import Featurizer
from boilerclf.segment import segment_html, segment_text
from boilerclf.training.copies.shortening import shorten, shortened_copies, without_blocks

PARAGRAPH = "The heron number {} stood in the shallow water of the lake all morning long."
HTML = (
    "<nav><a href=/>Home</a> <a href=/b>Birds</a></nav><h1>Herons</h1><article><p>"
    + "<p>".join(PARAGRAPH.format(n) for n in range(9))
    + "</article><aside><h2>Also</h2><ul><li>One<li><b>Two</b> more</ul></aside>"
)


def story(name="a", **fields):
    gold = "Herons\n" + "\n".join(PARAGRAPH.format(n) for n in range(9))
    return replace(label_record(Record(name, "mine", name, 0, html=HTML, content=gold)), **fields)


def test_the_first_paragraphs_and_all_noise_stay():
    made = shorten(story())
    texts = made.page.block_texts()
    n_kept = sum(text.startswith("The heron") for text in texts)
    assert 1 <= n_kept <= 3
    assert texts == [
        "Home Birds",
        "Herons",
        *(PARAGRAPH.format(n) for n in range(n_kept)),
        "Also",
        "One",
        "Two more",
    ]
    assert made.labels.tolist() == [0, 1, *[1] * n_kept, 0, 0, 0]
    assert made.gold is None
    assert (made.site, made.fold, made.corpus) == ("a", 0, "mine")


def test_a_cut_page_is_read_as_one_that_was_short():
    page = segment_html(HTML)
    dropped = np.array([text.startswith("The heron number 8") for text in page.block_texts()])
    short = segment_html(HTML.replace("<p>" + PARAGRAPH.format(8), "<p>"))
    cut = without_blocks(page, dropped)
    assert cut.block_texts() == short.block_texts()
    first = Featurizer("html").first
    assert np.array_equal(first(cut).knots, first(short).knots)


@given(st.lists(st.booleans(), min_size=14, max_size=14))
def test_what_is_left_is_what_was_there(chosen):
    page = segment_html(HTML)
    dropped = np.array(chosen)[: page.n_blocks]
    cut = without_blocks(page, dropped)
    texts = page.block_texts()
    assert cut.block_texts() == [t for t, gone in zip(texts, dropped, strict=True) if not gone]
    markup = cut.markup
    assert (markup.end_block <= cut.n_blocks).all()
    assert markup.end_part.max() == len(markup.part_starts)
    inside = markup.end_block - markup.first_block
    assert (inside >= 0).all()
    assert inside[0] == cut.n_blocks


@pytest.mark.parametrize(
    "page",
    [story(type="listing"), story(labels=np.zeros(14, np.int8))],
    ids=["listing", "no story"],
)
def test_other_pages_have_no_copy(page):
    assert shorten(page) is None


def test_copies_keep_their_cell_and_do_not_depend_on_other_pages():
    pages = [story(name) for name in "abcdef"]
    copies, cells = shortened_copies(pages, range(6), share=0.5)
    alone = [shortened_copies([page], [cell], share=0.5) for cell, page in enumerate(pages)]
    assert 0 < len(copies) < 6
    assert cells == [cell for _, its in alone for cell in its]
    assert [copy.id for copy in copies] == [copy.id for its, _ in alone for copy in its]
    assert shortened_copies(pages, range(6), share=0.0) == ([], [])


def test_plain_text_has_no_elements_to_cut():
    with pytest.raises(ValueError, match="plain text"):
        without_blocks(segment_text("a"), np.array([True]))


@pytest.mark.parametrize(("n_paragraphs", "is_cut"), [(5, True), (4, False)])
def test_a_story_is_cut_from_five_paragraphs_on(n_paragraphs, is_cut):
    texts = [PARAGRAPH.format(n) for n in range(n_paragraphs)]
    record = Record("a", "mine", "a", 0, html="<p>" + "<p>".join(texts), content=" ".join(texts))
    assert (shorten(label_record(record)) is not None) is is_cut
