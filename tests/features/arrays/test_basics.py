"""Hashes in order: as numpy's own stable sort has them, whatever their bits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.features.arrays.basics import stable_order

LOW, HIGH = st.integers(0, 9), st.integers(0, 9).map(lambda n: n << 60)


@given(st.lists(LOW | HIGH | st.builds(int.__or__, LOW, HIGH) | st.integers(0, 2**64 - 1)))
def test_as_the_stable_sort_has_it(values):
    hashes = np.array(values, np.uint64)
    assert stable_order(hashes).tolist() == hashes.argsort(kind="stable").tolist()


@pytest.mark.parametrize("values", [[2.0, -1.0, 2.0], [3, 1, 3], []])
def test_of_other_numbers_too(values):
    numbers = np.array(values)
    assert stable_order(numbers).tolist() == numbers.argsort(kind="stable").tolist()


@given(st.lists(st.tuples(LOW | HIGH | st.builds(int.__or__, LOW, HIGH), st.integers(0, 4))))
def test_of_groups_one_after_the_other(pairs):
    values = np.array([value for value, _ in pairs], np.uint64)
    numbers = (values % 10).astype(float)
    groups = np.array([group for _, group in pairs], np.int64)
    expected = sorted(range(len(pairs)), key=lambda place: pairs[place][::-1])
    assert stable_order(values, groups, 5).tolist() == expected
    of_numbers = sorted(range(len(pairs)), key=lambda place: (pairs[place][1], numbers[place]))
    assert stable_order(numbers, groups, 5).tolist() == of_numbers
