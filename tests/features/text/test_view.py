"""Long pages in stretches: the same numbers as at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.features.featurizer import Featurizer
from boilerclf.features.text import view as text_view
from boilerclf.segment import segment_text

THAI = "เรือออกตอนเช้าทุกวันจากท่าเรือ" * 5
LINES = st.lists(
    st.sampled_from(
        ["The ferry of the herons sailed at nine in the fog.", "Menu | Home", "• Herons", "\ufffd",
         "", THAI, "渡船早上离开了码头。", "Sign up", "A line of more than thirty characters?", "x"]
    ),
    min_size=1,
    max_size=40,
)  # fmt: skip


def numbers_of(page):
    """All that the model reads of a page, and what hashed weights add up to."""
    featurizer = Featurizer("text")
    features = featurizer.first(page)
    knots = [knots for _, knots in features.in_stretches()]
    probability = np.random.default_rng(0).random(page.n_blocks)
    weights = np.random.default_rng(1).normal(size=2**12).astype(np.float32)
    return (
        len(knots),
        np.concatenate(knots),
        features.knots,
        featurizer.second(features, probability),
        featurizer.scorer(weights).block_scores(features.view),
    )


@pytest.fixture
def in_stretches(monkeypatch):
    """Cut pages of more than so many characters."""

    def numbers(page, size):
        with monkeypatch.context() as patch:
            patch.setattr(text_view, "_STRETCH", size)
            return numbers_of(page)

    return numbers


def check(page, whole, cut):
    np.testing.assert_array_equal(cut[1], cut[2])
    for mine, its in zip(cut[2:], whole[2:], strict=True):
        np.testing.assert_allclose(mine, its, rtol=0, atol=1e-6)
    assert np.array_equal(cut[4], whole[4])


def test_a_long_page_is_computed_in_stretches(in_stretches):
    lines = [f"Line {n} of the ferry timetable. It sails at {n % 24}." for n in range(2000)]
    page = segment_text("\n".join([*lines, THAI, "渡船早上离开了码头。"] * 2))
    whole, cut = in_stretches(page, 1 << 30), in_stretches(page, 1 << 12)
    assert whole[0] == 1
    assert cut[0] > 20
    check(page, whole, cut)


@pytest.mark.parametrize("size", [1, 60, 200])
def test_a_line_longer_than_a_stretch_is_one(in_stretches, size):
    page = segment_text(f"Short.\n{'The long line of the ferry. ' * 9}\nShort again\n{THAI}")
    check(page, in_stretches(page, 1 << 30), in_stretches(page, size))


@given(LINES, st.sampled_from([1, 40, 150]))
def test_any_cut_gives_the_same_numbers(lines, size):
    page = segment_text("\n".join(lines))
    whole = numbers_of(page)
    kept, text_view._STRETCH = text_view._STRETCH, size
    try:
        check(page, whole, numbers_of(page))
    finally:
        text_view._STRETCH = kept


def test_a_line_that_shows_nothing_takes_nothing_from_its_neighbours():
    featurizer = Featurizer("text")
    names = [column.name for column in featurizer.columns]
    features = featurizer.first(segment_text("Rain?\n\ufffd\nSnow."))
    of_kind = [n for n, name in enumerate(names) if name.startswith(("first_", "last_"))]
    assert features.knots[0, of_kind].any()
    assert not features.knots[1, of_kind].any()


def test_long_lines_of_a_script_without_full_stops_end_a_sentence_every_15_words(lines_of):
    thai = "เรือออกตอนเช้าทุกวันจากท่าเรือ"  # six words
    lines = lines_of(thai, thai * 2, thai * 3, f"{thai} is said by all who sail the boat from here")
    assert lines.n_words[:3].tolist() == [6, 12, 18]
    assert lines.ends_sentence.tolist() == [False, True, True, False]
    assert lines.n_sentences.tolist() == [0, 1, 2, 0]


def test_a_page_begins_a_run_of_its_own():
    pages = [segment_text("Menu\nHome"), segment_text("News\nAbout")]
    assert text_view.LineView(pages).run_of.tolist() == [0, 0, 1, 1]


def test_what_speaks_for_noise_is_told_of_long_pages_too(monkeypatch):
    page = segment_text("Posted by Ann\nThe ferry sailed.\n3 May\nCookie settings\n" * 50)
    expected = [True, False, False, True] * 50
    assert text_view.LineView([page]).speaks_for_noise.tolist() == expected
    monkeypatch.setattr(text_view, "_STRETCH", 500)
    view = Featurizer("text").first(page).view
    assert view.is_long
    assert view.speaks_for_noise.tolist() == expected
