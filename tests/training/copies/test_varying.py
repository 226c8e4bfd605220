"""Copies of text pages hold what the page held, with its labels, and noise in new places."""

import re
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from boilerclf.corpus import UNKNOWN, Record, label_record
from boilerclf.training.copies import rewriting
from boilerclf.training.copies.copying import relabelled
from boilerclf.training.copies.notices import learnt_notices, read_notices
from boilerclf.training.copies.rewriting import Line
from boilerclf.training.copies.varying import Surroundings, lines_around, varied_copies, vary

SENTENCE = "The ferry that left the harbour at nine was full, and the next one sailed at noon. "


def story(name, lang="en"):
    lines = (
        "Home",
        "Sign in",
        "Search the site",
        f"Ferry that left harbour: {name}",
        "By the desk",
    )
    lines += (f"{name} {SENTENCE * 2}", "Fares", "Adults: four pounds", "Children: two pounds")
    lines += (f"The crew of {name} said: {SENTENCE}", "Most read", "Contact")
    labels = (0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0)
    return label_record(
        Record(name, "mine", f"{name}.example", 0, lines=lines, labels=labels, lang=lang)
    )


@pytest.fixture(scope="module")
def pages():
    return [story(f"boat{number}") for number in range(40)]


@pytest.fixture(scope="module")
def copies(pages):
    return varied_copies(pages, [0] * len(pages), share=1.0)[0]


def ink(text):
    """Return what no change may take away or add: letters, whatever their case."""
    return "".join(re.findall(r"[^\W\d]", text)).lower()


def rows(page):
    return list(zip(page.page.block_texts(), page.labels.tolist(), strict=True))


def test_a_copy_holds_the_content_of_its_page_as_content_and_no_noise_of_it(pages, copies):
    assert len(copies) == len(pages)
    for page, copy in zip(pages, copies, strict=True):
        kept = ink("".join(text for text, label in rows(copy) if label == 1))
        left = ink("".join(text for text, label in rows(copy) if label == 0))
        for text, label in rows(page):
            if label == 1:
                assert ink(text) in kept
            elif text in {"Most read", "Contact"}:
                assert ink(text) not in kept
        assert copy.labels.tolist().count(UNKNOWN) == 0
        assert (copy.site, copy.fold, copy.gold) == (page.site, page.fold, None)
        assert copy.id == f"{page.id}+varied"
        assert "andthenextone" not in left


def test_copies_hold_only_notices_that_may_be_learnt(copies):
    judged = {ink(notice.text) for notice in read_notices() if notice.use == "judge"}
    noise = Counter(ink(text) for copy in copies for text, label in rows(copy) if label == 0)
    assert not noise.keys() & judged
    learnt = {ink(text) for text in learnt_notices("en")}
    assert sum(number for text, number in noise.items() if text in learnt) > len(copies) / 2


def test_copies_depend_on_names_and_seed_alone(pages, copies):
    again, cells = varied_copies(pages[::-1], [0] * len(pages), share=1.0)
    assert [copy.page.text for copy in again[::-1]] == [copy.page.text for copy in copies]
    assert cells == [0] * len(pages)
    other, _ = varied_copies(pages, [0] * len(pages), share=1.0, seed=1)
    assert [copy.page.text for copy in other] != [copy.page.text for copy in copies]
    assert varied_copies(pages, [0] * len(pages), share=0.0) == ([], [])
    some, _ = varied_copies(pages, [0] * len(pages), share=0.5)
    assert 10 <= len(some) <= 30
    assert {copy.id for copy in some} < {copy.id for copy in copies}


def test_menus_and_footers_come_from_other_sites_of_the_same_cell_and_language(pages):
    here, there = story("here"), story("there")
    far = replace(story("far"), lang="de")
    around = Surroundings.of([here, there, far], [0, 1, 0])
    rng = np.random.default_rng(0)
    assert around.draw(here, 0, rng) == ((), ())
    assert around.draw(here, 1, rng) == (
        ("Home", "Sign in", "Search the site"),
        ("Most read", "Contact"),
    )


def test_headlines_that_people_left_out_are_content_where_asked_for(pages):
    around = Surroundings.of(pages, [0] * len(pages))
    for page in pages[:10]:
        for keeps in (False, True):
            copy = vary(page, around, 0, seed=3, keeps_headline=keeps)
            labels = [
                label for text, label in rows(copy) if ink("Ferry that left harbour:") in ink(text)
            ]
            assert labels in ([], [int(keeps)])
        assert labels == [1]


def test_pages_without_content_and_long_pages_have_no_copy(pages):
    empty = replace(pages[0], labels=np.zeros_like(pages[0].labels))
    assert vary(empty, Surroundings({}), 0, seed=0) is None
    long = label_record(
        Record("l", "mine", "l", 0, lines=("Menu", *["A line."] * 150), labels=(0, *[1] * 150))
    )
    assert varied_copies([empty, long], [0, 0], share=1.0) == ([], [])


def changed(change, lines, seed=0):
    return change(list(lines), np.random.default_rng(seed))


LINES = tuple(
    Line(text, label)
    for text, label in (
        ("A list", 1),
        ("- one", 1),
        ("- two", 1),
        ("* three", 1),
        (SENTENCE * 2, 1),
        ("Menu.", 0),
    )
)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("change", [change for change, _ in rewriting.CHANGES])
def test_no_change_moves_a_word_or_a_label(change, seed):
    after = [line for line in changed(change, LINES, seed) if line != rewriting.BLANK]
    for label in (0, 1):
        before = ink("".join(text for text, its, _ in LINES if its == label))
        assert ink("".join(text for text, its, _ in after if its == label)) == before


def test_each_change_is_seen():
    def texts(change, seed):
        return [line.text for line in changed(change, LINES, seed)]

    assert "Menu" in {text for seed in range(40) for text in texts(rewriting.without_marks, seed)}
    assert "menu." in texts(rewriting.in_case, 3) or "MENU." in texts(rewriting.in_case, 3)
    assert any(text.startswith("> ") for text in texts(rewriting.quoted, 0))
    assert max(map(len, texts(rewriting.wrapped, 0))) < 100
    assert max(map(len, texts(rewriting.in_short_lines, 0))) < 100
    assert "" in texts(rewriting.spaced, 0)
    marks = {text[:2] for seed in range(20) for text in texts(rewriting.with_bullets, seed)}
    assert len(marks) > 6


def test_lines_without_ink_take_their_label_with_them(pages):
    copy = relabelled(
        pages[0],
        [Line("", UNKNOWN), Line("Menu", 0, 2.0), Line("\u200b", 1), Line("Rain fell.", 1)],
        "x",
    )
    assert copy.emphasis.tolist() == [2.0, 1.0]
    assert rows(copy) == [("Menu", 0), ("Rain fell.", 1)]
    assert copy.matched.tolist() == [0.0, 1.0]


def test_at_most_twenty_five_lines_around_the_content_are_taken():
    lines = (*(f"Menu {number}" for number in range(30)), SENTENCE)
    lines += tuple(f"Footer {number}" for number in range(30))
    labels = (*[0] * 30, 1, *[0] * 30)
    above, below = lines_around(
        label_record(Record("a", "mine", "a", 0, lines=lines, labels=labels))
    )
    assert above == tuple(f"Menu {number}" for number in range(25))
    assert below == tuple(f"Footer {number}" for number in range(25))
