import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from boilerclf.features.columns import N_KNOTS, KnotScale, counts, flags, ratio, ratios

COLUMNS = (*counts(511.0, "n_words"), *ratios("share"), *ratios("small", top=0.25), *flags("is"))
NUMBERS = st.floats(0, 1e6, width=32)


def laid(values):
    rows = np.array(values, np.float32).T.copy()
    KnotScale(COLUMNS).lay(rows)
    return rows.T


@pytest.mark.parametrize(
    ("values", "knots"),
    [
        ([0, 0, 0, 0], [0, 0, 0, 0]),
        ([1, 0.5, 0.125, 1], [1, 4.5, 4.5, 9]),
        ([7, 1, 0.25, 1], [3, 9, 9, 9]),
        ([511, 1, 0.25, 1], [9, 9, 9, 9]),
        ([1e9, 7, 7, 7], [9, 9, 9, 9]),
    ],
)
def test_knots(values, knots):
    np.testing.assert_allclose(laid([values]), [knots], rtol=1e-6)


@given(hnp.arrays(np.float32, (3, 4), elements=NUMBERS))
def test_knots_are_in_range_and_grow_with_the_value(values):
    knots = laid(np.sort(values, axis=0))
    assert ((knots >= 0) & (knots <= N_KNOTS - 1)).all()
    assert (np.diff(knots, axis=0) >= 0).all()


def test_no_blocks_no_rows():
    assert laid(np.zeros((0, 4))).shape == (0, 4)


@given(hnp.arrays(np.float32, 5, elements=NUMBERS), hnp.arrays(np.float32, 5, elements=NUMBERS))
def test_a_ratio_of_nothing_is_nothing(part, whole):
    found = ratio(np.minimum(part, whole), whole)
    assert (found[whole == 0] == 0).all()
    assert ((found >= 0) & (found <= 1)).all()
