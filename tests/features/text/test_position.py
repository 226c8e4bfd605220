import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.features.text.position import FAMILY


def view_with(view_of, n_words):
    """View blocks of so many words."""
    return view_of(*("a " * n for n in n_words))


def test_three_blocks(named, view_of):
    found = named(FAMILY, view_with(view_of, [2, 4, 2]))
    assert found == {
        "block_position": [0, 0.5, 1],
        "word_position": [0.125, 0.5, 0.875],
        "n_blocks_before": [0, 1, 2],
        "n_blocks_after": [2, 1, 0],
        "n_words_before": [0, 2, 6],
        "n_words_after": [6, 2, 0],
    }


@pytest.mark.parametrize(
    ("n_words", "rows"),
    [([], []), ([0], [[0] * 6]), ([4], [[0, 0.5, 0, 0, 0, 0]])],
)
def test_small_pages(n_words, rows, view_of, values_of):
    assert values_of(FAMILY, view_with(view_of, n_words)).tolist() == rows


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=40))
def test_positions_grow_from_0_to_1(view_of, values_of, n_words):
    found = values_of(FAMILY, view_with(view_of, n_words))
    assert ((found[:, :2] >= 0) & (found[:, :2] <= 1)).all()
    assert (np.diff(found[:, :2], axis=0) >= 0).all()
    assert (found[:, 4] + found[:, 5] + n_words == sum(n_words)).all()
