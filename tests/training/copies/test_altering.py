"""Altered copies keep what people said, and depend on the page and the seed alone."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.corpus import Record, label_record
from boilerclf.features.html.view import HtmlView
from boilerclf.segment import segment_html, segment_text
from boilerclf.training.copies.altering import (
    alter,
    altered_copies,
    pare,
    renamed,
    with_linked_headline,
)
from boilerclf.training.copies.fragment import fragment_kinds

PARAGRAPH = "The heron number {} stood in the shallow water of the lake all morning long."
HTML = (
    '<nav class="menu"><a href=/>Home</a></nav><div class="main-text"><h1>Herons</h1><p>'
    + "<p>".join(PARAGRAPH.format(n) for n in range(9))
    + '</div><div class="main-text"><h2>Also</h2><ul><li>One<li>Two</ul></div>'
)
GOLD = "Herons\n" + "\n".join(PARAGRAPH.format(n) for n in range(9))
NOISE = {"comments", "consent", "teaser", "notice"}


def story(name="a", **fields):
    return replace(label_record(Record(name, "mine", name, 0, html=HTML, content=GOLD)), **fields)


@pytest.mark.parametrize("kind", fragment_kinds())
def test_a_piece_has_its_label_and_the_page_keeps_its_own(kind):
    page = story()
    made = alter(page, kinds=[kind], is_judged=True)
    own = made.piece_of < 0
    texts = np.array(made.page.page.block_texts(), object)
    assert made.pieces == (kind,)
    assert texts[own].tolist() == page.page.block_texts()
    assert made.page.labels[own].tolist() == page.labels.tolist()
    assert set(made.page.labels[~own].tolist()) == {int(kind not in NOISE)}


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("standfirst", "Herons", PARAGRAPH.format(0)),
        ("tail list", PARAGRAPH.format(8), "Also"),
        ("consent", None, "Home"),
    ],
)
def test_a_piece_stands_where_pages_have_it(kind, before, after):
    made = alter(story(), kinds=[kind], is_judged=True)
    texts = [None, *made.page.page.block_texts()]
    at = np.flatnonzero(made.piece_of == 0)
    assert (texts[at[0]], texts[at[-1] + 2]) == (before, after)


def test_copies_depend_on_the_page_and_the_seed_alone():
    pages = [story(name) for name in "abcd"]
    alone = [altered_copies([page], [0], share=1.0)[0][0] for page in pages]
    copies, cells = altered_copies(pages, [3, 1, 2, 0], share=1.0)
    assert cells == [3, 1, 2, 0]
    for one, other in zip(alone, copies, strict=True):
        assert one.page.text == other.page.text
        assert one.page.markup.names == other.page.markup.names
        assert one.labels.tolist() == other.labels.tolist()
        assert one.gold is None
    assert len({its.page.text for its in copies}) == 4
    other_seed, _ = altered_copies(pages, [3, 1, 2, 0], share=1.0, seed=7)
    assert [its.page.text for its in other_seed] != [its.page.text for its in copies]
    assert altered_copies(pages, [0] * 4, share=0.0) == ([], [])


def test_threads_and_listings_get_no_comments_and_no_teasers():
    for name in map(str, range(30)):
        made = alter(story(name, type="forum"))
        assert not {"comments", "teaser", "standfirst"} & {*made.pieces}


def test_a_page_without_paragraphs_has_no_copy():
    page = story()
    assert alter(replace(page, labels=np.zeros_like(page.labels))) is None


@given(st.floats(0, 1), st.integers(0, 99))
def test_paring_takes_noise_alone(kept, seed):
    page = story()
    made = pare(page, kept, np.random.default_rng(seed))
    texts = made.page.block_texts()
    assert [text for text, label in zip(texts, made.labels, strict=True) if label == 1] == (
        GOLD.split("\n")
    )
    assert set(texts) <= set(page.page.block_texts())


def test_names_of_one_kind_stay_of_one_kind():
    page = segment_html(HTML)
    ids = page.markup.name_ids
    for how in ("hashed", "plain", "translated"):
        made = renamed(page, how)
        assert made.markup.names[0] == ""
        assert len(set(made.markup.names)) == len(made.markup.names)
        assert not {"menu", "main-text"} & {*made.markup.names}
        for name in set(ids.tolist()):
            assert len(set(made.markup.name_ids[ids == name].tolist())) == 1
    assert renamed(page, "dropped").markup.names == ("",)
    assert renamed(page, "none") is page
    text = segment_text("Rain")
    assert renamed(text, "dropped") is text


def test_a_headline_among_content_becomes_a_link():
    text = "Herons return. " * 9
    html = f"<a href=/>Home</a><h1>Herons</h1><p>{text}"
    page = label_record(Record("a", "mine", "a", 0, html=html, content=f"Herons\n{text}"))
    made = with_linked_headline(page)
    before, after = (HtmlView([its.page]) for its in (page, made))
    headline = page.page.block_texts().index("Herons")
    assert after.link_density[headline] == 1 > before.link_density[headline] == 0
    assert after.n_links[headline] == 1 > before.n_links[headline] == 0
    others = np.arange(page.page.n_blocks) != headline
    assert after.link_density[others].tolist() == before.link_density[others].tolist()
    assert made.labels.tolist() == page.labels.tolist()
    of_noise = replace(page, labels=np.where(others, page.labels, 0).astype(np.int8))
    assert with_linked_headline(of_noise) is of_noise
