"""Lines with numbers have one shape where they differ in words, digits and case alone."""

import numpy as np
import pytest

from boilerclf.features.arrays.tokens import tokenize_each
from boilerclf.features.text.shapes import shapes_of_lines
from boilerclf.features.text.view import LineView
from boilerclf.model import shipped_model
from boilerclf.segment import segment_text


def shapes(lines):
    ends = np.cumsum([len(line) + 1 for line in lines], dtype=np.int64) - 1
    starts = ends - [len(line) for line in lines]
    return shapes_of_lines(tokenize_each(lines), starts.astype(np.int64), ends).tolist()


ALIKE = {
    "numbers": ("Posts: 44", "Posts: 120"),
    "words": ("Mar 18, 2022", "april 2, 1999"),
    "names of several words": ("Kell 9", "Port Arden on Sea 21"),
    "white space": ("  Kell \t 9 ", "Kell 9"),
    "vowel signs": ("12 नवंबर 2023", "3 मई 2024"),
    "ideographs and kana": ("発表 2022年3月", "更新 1999年12月"),
    "digits of Bengal": ("৭ মে", "7 May"),
}


@pytest.mark.parametrize(("one", "other"), ALIKE.values(), ids=ALIKE)
def test_lines_of_one_shape(one, other):
    first, second = shapes([one, other])
    assert first == second != 0


DIFFERENT = {
    "marks": ("Posts: 44", "Posts 44"),
    "order": ("44 posts", "posts 44"),
    "numbers between words": ("Kell 2 Arden", "Kell Arden 2"),
    "marks that come twice": ("(44)", "((44))"),
    "a number with a comma": ("9120", "9,120"),
}


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT)
def test_lines_of_two_shapes(one, other):
    first, second = shapes([one, other])
    assert first != second


def test_a_shape_depends_on_nothing_beside_the_line():
    lines = ["a 1", "", "  ", "b 2", "1", "!", "c"]
    alone = [shapes([line])[0] for line in lines]
    assert shapes(lines) == alone
    assert shapes([]) == []


def test_few_words_and_a_digit_make_a_shape_and_nothing_else_does():
    lines = ["Posts: 44", "Posts", "7 " + "words " * 13, "7 " + "words " * 14]
    found = LineView([segment_text("\n".join(lines))]).shapes
    assert (found != 0).tolist() == [True, False, True, False]


def test_long_pages_have_the_same_shapes(monkeypatch):
    page = segment_text("Ann Weir\nPosts: 44\nThe ferry sailed at nine on Monday.\n" * 40)
    expected = LineView([page]).shapes
    monkeypatch.setattr("boilerclf.features.text.view._STRETCH", 500)
    view = shipped_model("text").featurizer.first(page).view
    assert view.is_long
    assert view.shapes.tolist() == expected.tolist()
