"""Texts made into tables are content as a whole, between the page's own menu and footer."""

import re

from boilerclf.corpus import Record, label_record
from boilerclf.training.tabling import made_into_table, tabled_copies

STORY = "The ferry left the harbour at nine with all seats taken by people from the islands. " * 4
LINES = ("Home", "Sign in", STORY, "Contact")
LABELS = (0, 0, 1, 0)


def page(name="boat", lines=LINES, labels=LABELS):
    return label_record(Record(name, "mine", f"{name}.example", 0, lines=lines, labels=labels))


def rows(copy):
    return list(zip(copy.page.block_texts(), copy.labels.tolist(), strict=True))


COPIES = [made_into_table(page(f"boat{number}"), seed=0) for number in range(60)]


def test_what_stands_around_the_table_is_the_page_s_own_noise():
    alone = 0
    for copy in COPIES:
        noise = [text for text, label in rows(copy) if label == 0]
        assert noise in ([], ["Home", "Sign in", "Contact"])
        alone += not noise
        if noise:
            texts = copy.page.block_texts()
            assert (texts[:2], texts[-1]) == (["Home", "Sign in"], "Contact")
    assert 20 < alone < 40


def test_words_are_the_page_s_and_rows_are_alike():
    known = {word.lower() for word in re.findall(r"\w+", STORY)}
    separators = set()
    for copy in COPIES:
        table = [text for text, label in rows(copy) if label == 1]
        assert 4 <= len(table) <= 41
        assert {word.lower() for word in re.findall(r"[^\W\d]+", " ".join(table))} <= known
        for separator in (",", ";", "\t", " | ", "   ", "  "):
            if separator in table[-1]:
                separators.add(separator)
                assert len({text.count(separator) for text in table[1:]}) == 1
                break
    assert len(separators) == 6


def test_a_title_counts_more_than_a_row():
    titled = [copy for copy in COPIES if 4.0 in copy.emphasis]
    assert 20 < len(titled) < 40
    for copy in titled:
        (place,) = (copy.emphasis == 4.0).nonzero()[0]
        assert STORY.startswith(copy.page.block_texts()[place])
        assert copy.labels[place] == 1


def test_of_few_words_nothing_is_made():
    assert made_into_table(page(lines=("Home", "It rained."), labels=(0, 1)), seed=0) is None


def test_a_table_depends_on_its_page_and_the_seed_alone():
    pages = [page(f"boat{number}") for number in range(30)]
    copies, cells = tabled_copies(pages, range(30), share=0.5)
    assert 5 < len(copies) < 25
    alone = [tabled_copies([one], [7], share=0.5)[0] for one in pages]
    assert [rows(its) for its in copies] == [rows(its) for found in alone for its in found]
    assert [pages[cell].id + "+tabled" for cell in cells] == [its.id for its in copies]
    assert tabled_copies(pages, range(30), share=0.0) == ([], [])
    assert all(its.gold is None for its in copies)
