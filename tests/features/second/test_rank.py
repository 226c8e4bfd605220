import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.features.second.rank import FAMILY

BLOCKS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 60).map(float)), min_size=1, max_size=30
)


@pytest.fixture(scope="session")
def blocks_with(view_of):
    """View blocks of so many words."""

    def build(n_words):
        view = view_of(*("a" for _ in n_words))
        view.__dict__["n_words"] = np.array(n_words, np.float32)
        return view

    return build


def test_a_story_and_its_rest(blocks_with, named):
    found = named(FAMILY, blocks_with([9.5, 9.5, 9.5]), np.array([0.25, 0.75, 0.5]))
    assert found["mass_above"] == pytest.approx([12.5 / 15, 0, 7.5 / 15])
    assert found["share_above"] == pytest.approx([2 / 3, 0, 1 / 3])
    assert found["words_above"] == [20, 0, 10]
    assert found["words_below"] == [10, 30, 20]
    lead = np.log(3) / 12
    assert found["surest_tenth"] == pytest.approx([np.log(3) / 16 + 0.5] * 3)
    assert found["behind_surest_tenth"] == pytest.approx([0.75 - 2 * lead, 0.75, 0.75 - lead])


def test_blocks_with_just_half_of_the_content_are_the_surest_half(blocks_with, named):
    found = named(FAMILY, blocks_with([9.5, 9.5, 9.5]), np.array([0.5, 0.25, 0.25]))
    assert found["surest_half"] == [0.5, 0.5, 0.5]


def test_of_equals_the_earlier_one_counts_as_higher(blocks_with, named):
    assert named(FAMILY, blocks_with([3, 3]), np.array([0.5, 0.5]))["words_above"] == [0, 3.5]


@pytest.mark.parametrize("probability", [0.0, 1.0])
def test_certainty_is_finite(probability, blocks_with, named):
    found = named(FAMILY, blocks_with([1, 1]), np.array([probability, 0.5]))
    assert all(np.isfinite(column).all() for column in found.values())


@given(BLOCKS)
def test_the_order_of_a_page_is_the_order_of_its_columns(blocks_with, values_of, blocks):
    probability, n_words = map(np.array, zip(*blocks, strict=True))
    found = values_of(FAMILY, blocks_with(n_words), probability)
    order = np.argsort(-probability, kind="stable")
    assert (np.diff(found[order, 6]) >= 0).all()
    assert (found[:, 2] >= found[order[-1], 2]).all()


def test_no_blocks(view_of, values_of):
    assert not values_of(FAMILY, view_of(), np.zeros(0)).size
