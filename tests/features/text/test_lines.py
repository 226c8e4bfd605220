"""Runs of lines of one shape: sentences, short lines, bullets, blank lines between them."""

import numpy as np
import pytest

from boilerclf.features.text.lines import FAMILY
from boilerclf.features.text.view import LineView
from boilerclf.segment import segment_text

STORY = "The first ferry sailed at nine on a cold Monday morning."
PAGE = f"Home\n\n- News\n{STORY}\n{STORY}\n\n\nBy Ann\n{STORY}\nShare\nPrint"


@pytest.fixture
def lines(named):
    """Give the columns of pages of text that share a pass."""
    return lambda *texts: named(FAMILY, LineView([segment_text(text) for text in texts]))


def test_runs_and_what_stands_around_the_longest(lines):
    found = lines(PAGE)
    assert found["sentence_run"] == [0, 0, 2, 2, 0, 1, 0, 0]
    assert found["short_run"] == [2, 2, 0, 0, 1, 0, 2, 2]
    assert found["bullet_run"] == [0, 1, 0, 0, 0, 0, 0, 0]
    assert found["in_longest_run"] == [0, 0, 1, 1, 1, 1, 0, 0]  # one other line is forgiven
    assert found["before_longest_run"] == [1, 1, 0, 0, 0, 0, 0, 0]
    assert found["after_longest_run"] == [0, 0, 0, 0, 0, 0, 1, 1]
    assert found["longest_run_words"] == [33 + 2] * 8
    assert found["blocks_since_sentence"] == [31, 31, 0, 0, 1, 0, 1, 2]
    assert found["blocks_until_sentence"] == [2, 1, 0, 0, 1, 0, 31, 31]
    assert found["text_seen_before"] == [0, 0, 0, 1, 0, 1, 0, 0]
    assert found["n_same_text"] == [0, 0, 2, 2, 0, 2, 0, 0]
    assert found["blank_lines_before"] == [0, 1, 0, 0, 2, 0, 0, 0]
    assert found["blank_lines_after"] == [1, 0, 0, 2, 0, 0, 0, 0]
    assert found["page_sentence_share"] == pytest.approx([33 / 39] * 8)


def test_a_page_without_sentences_has_no_run_to_stand_before(lines):
    found = lines("Home\nNews\nShare")
    for name in ("in_longest_run", "before_longest_run", "after_longest_run"):
        assert found[name] == [0, 0, 0]
    assert found["longest_run_words"] == [0, 0, 0]
    assert found["blocks_until_sentence"] == [31, 31, 31]


def test_two_other_lines_in_a_row_end_a_run(lines):
    found = lines(f"{STORY}\n{STORY}\nShare\nPrint\n{STORY}")
    assert found["in_longest_run"] == [1, 1, 0, 0, 0]


def test_pages_of_one_pass_are_as_alone(lines):
    pages = (f"{STORY}\nMenu", f"News\n{STORY}", PAGE)
    together = lines(*pages)
    alone = [lines(page) for page in pages]
    for name, values in together.items():
        assert values == [value for page in alone for value in page[name]], name


def test_no_lines(values_of):
    assert values_of(FAMILY, LineView([])).shape == (0, len(FAMILY.columns))
    assert np.isfinite(values_of(FAMILY, LineView([segment_text("* * *")]))).all()


def test_a_line_is_in_title_case_above_three_fifths_of_its_words(lines):
    of_five, of_eight = "One Two Three four five", "One Two Three Four Five six seven eight"
    assert lines(f"{of_eight}\n{of_eight}\n{of_five}")["title_case_run"] == [2, 2, 0]
