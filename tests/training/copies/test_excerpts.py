"""Texts made of HTML pages: their lines, their labels, and where they come from."""

from dataclasses import replace

import numpy as np
import pytest

from boilerclf.corpus import UNKNOWN, Record, label_record
from boilerclf.model import load_model
from boilerclf.training.copies.excerpts import EXCERPTS, LINES, excerpts

HEADLINE = "Tarvo stands under water"
STORY = [
    f"Rain fell on the town of Tarvo for {n} days, and the river rose by {n} feet, said the mayor."
    for n in range(40)
]
MENU = [f"Part {n}" for n in range(30)]
FOOT = [f"Terms {n}" for n in range(30)]


@pytest.fixture(scope="module")
def model():
    return load_model("html")


def page_of(story=STORY, amid="", gold=None, **said):
    def links(names):
        return "<ul>" + "".join(f"<li><a href=/>{name}</a>" for name in names) + "</ul>"

    told = ["<p>" + text for text in story]
    html = (
        f"<title>{HEADLINE}</title><nav>{links(MENU)}</nav><article><h1>{HEADLINE}</h1>"
        f"<p hidden>Unseen{''.join(told[:2])}{amid}{''.join(told[2:])}</article>"
        f"<footer>{links(FOOT)}</footer>"
    )
    content = "\n".join([HEADLINE, *story]) if gold is None else gold
    record = Record("a", "mine", "town.example", 3, html=html, content=content, lang="en", **said)
    return label_record(record)


def lines_of(page):
    return [page.page.block_text(n) for n in range(page.page.n_blocks)]


def made_of(model, *pages, habits=None, shares=None):
    return excerpts(pages, model, habits=habits or {}, shares=shares or {})


def cut_of(model, *pages, **options):
    return [page for page in made_of(model, *pages, **options) if page.corpus == EXCERPTS]


def lines_made_of(model, *pages, **options):
    return [page for page in made_of(model, *pages, **options) if page.corpus == LINES]


def test_an_excerpt_is_the_end_of_the_menu_the_headline_and_the_beginning_of_the_rest(model):
    for name in range(10):
        for cut in cut_of(model, replace(page_of(), id=str(name))):
            lines = lines_of(cut)
            story = [line for line in lines if line in STORY]
            n_menu = lines.index(HEADLINE)
            n_foot = len(lines) - n_menu - 1 - len(story)
            assert lines == [*MENU[-n_menu:], HEADLINE, *STORY[: len(story)], *FOOT[:n_foot]]
            assert 2 <= n_menu < 12
            assert 3 <= len(story) < 30
            assert 3 <= n_foot < 15
            assert cut.labels.tolist() == [0] * n_menu + [1] * (1 + len(story)) + [0] * n_foot
            assert cut.gold == "\n".join(lines[n_menu : n_menu + 1 + len(story)])
            assert (cut.page.kind, cut.corpus) == ("text", EXCERPTS)
            assert (cut.site, cut.fold, cut.lang) == ("town.example", 3, "en")


def test_all_lines_of_a_page_that_is_not_long_are_a_text_too(model):
    verses = ["The ferry sleeps below the hill,", "and all the bells of Tarvo still."]
    gold = "\n".join([HEADLINE, *STORY[:2], *verses, *STORY[2:]])
    [whole] = lines_made_of(model, page_of(amid=f"<p>{'<br>'.join(verses)}<p> ", gold=gold))
    lines = [*MENU, HEADLINE, *STORY[:2], *verses, *STORY[2:], *FOOT]
    assert lines_of(whole) == lines
    assert whole.labels.tolist() == [0] * len(MENU) + [1] * (len(STORY) + 3) + [0] * len(FOOT)
    assert whole.gold == "\n".join(lines[len(MENU) : -len(FOOT)])
    assert (whole.id, whole.title, whole.page.kind) == ("mine/a#all", "", "text")
    assert (whole.site, whole.fold, whole.lang) == ("town.example", 3, "en")
    # Headline, menu, foot and what nobody sees are 62 blocks.
    assert len(lines_made_of(model, page_of(STORY[:30] + STORY[:30] * 30 + STORY[:8]))) == 1
    assert lines_made_of(model, page_of(STORY[:30] + STORY[:30] * 30 + STORY[:9])) == []


def test_each_draw_is_another_and_depends_on_its_page_alone(model):
    first, second = cut_of(model, page_of())
    assert (first.id, second.id) == ("mine/a#0", "mine/a#1")
    assert lines_of(first) != lines_of(second)
    other, *_, again = cut_of(model, replace(page_of(), id="b"), page_of())
    assert lines_of(again) == lines_of(second)
    assert lines_of(other) != lines_of(first)


def test_what_the_gold_text_denies_is_unknown_but_for_what_it_leaves_out_by_habit(model):
    story_alone = page_of(gold="\n".join(STORY))
    for habits, label in (({}, UNKNOWN), ({"mine": ["headline"]}, 1), ({"a": ["headline"]}, -1)):
        for cut in cut_of(model, story_alone, habits=habits):
            assert set(cut.labels[[line in STORY for line in lines_of(cut)]].tolist()) == {1}
            if HEADLINE in lines_of(cut):
                assert cut.labels[lines_of(cut).index(HEADLINE)] == label
            else:  # above it nothing is content
                assert label == UNKNOWN


def test_where_the_gold_text_is_half_a_block_the_model_says_what_it_is(model):
    known, more = "The mayor and her dog stayed", "among ninety bored pupils elsewhere, she said."
    gold = "\n".join([HEADLINE, *STORY[:2], known, *STORY[2:]])
    cut, _ = cut_of(model, page_of(amid=f"<p>{known} {more}", gold=gold))
    assert cut.labels[lines_of(cut).index(f"{known} {more}")] == 1


def test_pages_with_little_content_and_those_not_drawn_give_none(model):
    assert cut_of(model, page_of(STORY[:1])) == []
    assert cut_of(model) == []
    pages = [replace(page_of(), id=str(n)) for n in range(40)]
    n_cut = len(cut_of(model, *pages, shares={"mine": 0.5}))
    assert 20 < n_cut < 60
    assert n_cut % 2 == 0
    assert cut_of(model, *pages, shares={"mine": 0.0}) == []
    assert len(cut_of(model, *pages, shares={"other": 0.0})) == 80


def test_matched_says_what_the_labels_say(model):
    for cut in cut_of(model, page_of(gold="\n".join(STORY))):
        known = cut.labels != UNKNOWN
        assert np.array_equal(cut.matched[known], cut.labels[known])
        assert np.isnan(cut.matched[~known]).all()


def test_a_headline_that_is_content_is_the_title(model):
    assert {cut.title for cut in cut_of(model, page_of())} == {HEADLINE}
    for cut in cut_of(model, page_of(gold="\n".join(STORY))):  # where nothing is known of it
        assert cut.labels[lines_of(cut).index(cut.title)] == UNKNOWN
