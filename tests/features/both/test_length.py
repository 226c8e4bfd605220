import numpy as np
import pytest

from boilerclf.features.both.length import FAMILY
from boilerclf.features.view import TextView
from boilerclf.page import Page

CASES = {
    "two sentences": ("Two words. Three here!", [4, 19, 4.75, 2, 2]),
    "no sentence end": ("Read more", [2, 8, 4, 0, 2]),
    "a point inside a number ends none": ("3.5 km", [3, 5, 5 / 3, 0, 3]),
    "a point at the end does": ("Stop.", [1, 5, 5, 1, 1]),
    "three points are one": ("Well...", [1, 7, 7, 1, 1]),
    "wide marks need no space": ("船来了。人走了。", [3, 8, 8 / 3, 2, 1.5]),
    "Hindi": ("वह आई। वह गया।", [4, 11, 11 / 4, 2, 2]),
    "marks alone": ("|", [0, 1, 0, 0, 0]),
    "empty": ("", [0, 0, 0, 0, 0]),
    "nothing to see": (" \u200b\u00ad", [0, 0, 0, 0, 0]),
}


def test_a_final_full_stop_ends_a_sentence_without_a_line_break_after_it(named):
    text = "Stop."
    view = TextView([Page("text", text, np.array([0]), np.array([len(text)]))])
    assert named(FAMILY, view)["n_sentences"] == [1]


@pytest.mark.parametrize("case", CASES)
def test_length(case, view_of, values_of):
    text, values = CASES[case]
    assert values_of(FAMILY, view_of(text))[0].tolist() == pytest.approx(values)


def test_a_sentence_ends_where_its_block_does(view_of, named):
    assert named(FAMILY, view_of("One.", "Two", "Three."))["n_sentences"] == [1, 0, 1]
