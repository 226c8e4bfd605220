import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.features.arrays.page_spans import exact_cumsum, page_spans

LENGTHS = st.lists(st.integers(0, 9), max_size=6)


def bounds(lengths):
    """First block and one past the last of each page that has blocks."""
    ends = np.cumsum(lengths)
    return [(int(end) - n, int(end)) for n, end in zip(lengths, ends, strict=True) if n]


def halves(lengths, seed):
    """A value a block, of which sums are exact."""
    return np.random.default_rng(seed).integers(0, 99, sum(lengths)) / 2


@given(LENGTHS, st.integers(0, 99))
def test_totals_first_highest_and_first_marked_are_those_of_each_page(lengths, seed):
    spans, values = page_spans(lengths), halves(lengths, seed)
    edges = bounds(lengths)
    assert spans.total(values).tolist() == [values[a:b].sum() for a, b in edges]
    assert spans.first_highest(values).tolist() == [a + values[a:b].argmax() for a, b in edges]
    assert spans.first_marked(values > 25).tolist() == [
        next((i for i in range(a, b) if values[i] > 25), b) for a, b in edges
    ]


@given(LENGTHS)
def test_values_of_pages_are_looked_up_once_for_a_single_page(lengths):
    spans = page_spans(lengths)
    assert len(spans.pages) == (1 if spans.n_pages == 1 else spans.n_blocks)
    assert np.broadcast_to(spans.pages, spans.n_blocks).tolist() == spans.page_of.tolist()


@given(LENGTHS, st.integers(0, 99), st.integers(1, 4))
def test_neighbours_end_at_the_page(lengths, seed, reach):
    values = halves(lengths, seed) + 1
    found = page_spans(lengths).around(values, reach)
    expected = np.zeros((2 * reach, len(values)))
    for a, b in bounds(lengths):
        for i in range(a, b):
            for n in range(1, reach + 1):
                expected[n - 1, i] = values[i - n] if i - n >= a else 0
                expected[reach + n - 1, i] = values[i + n] if i + n < b else 0
    assert found.tolist() == expected.tolist()


@given(LENGTHS, st.integers(0, 99))
def test_equal_values_of_a_page_stand_together(lengths, seed):
    n_values = 2 * sum(lengths)
    rng = np.random.default_rng(seed)
    values = rng.integers(0, 4, n_values).astype(np.uint64)
    blocks = rng.permutation(np.arange(n_values) // 2)
    spans = page_spans(lengths)
    order, is_new = spans.grouped(values, blocks)
    keys = [(int(spans.page_of[blocks[i]]), int(values[i]), i) for i in range(n_values)]
    assert order.tolist() == [key[2] for key in sorted(keys)]
    assert is_new.sum() == len({key[:2] for key in keys})
    assert len({keys[i][:2] for i in order[is_new]}) == is_new.sum()


@given(
    st.lists(st.floats(0, 1), max_size=20),
    st.lists(st.floats(0, 1000), min_size=1, max_size=20),
)
def test_running_sums_do_not_depend_on_what_stands_before(before, values):
    alone = exact_cumsum(np.array(values))
    after = exact_cumsum(np.array(before + values))[len(before) :]
    assert (after - after[0]).tolist() == alone.tolist()
    assert alone[-1] == pytest.approx(sum(values), abs=1e-9)


def test_running_sums_are_exact_up_to_the_most_that_shares_a_pass():
    sums = exact_cumsum(np.array([2.0**18 - 2.0**-34, 2.0**-35, 2.0**-35]))
    assert np.diff(sums).tolist() == [2.0**18 - 2.0**-34, 2.0**-35, 2.0**-35]


@given(LENGTHS, st.integers(0, 99))
def test_the_next_mark_is_looked_for_on_the_same_page_alone(lengths, seed):
    marks = np.random.default_rng(seed).random((2, sum(lengths))) < 0.3
    back, on = page_spans(lengths).to_marked(marks, 99)
    for a, b in bounds(lengths):
        for row in range(2):
            for i in range(a, b):
                before = [i - j for j in range(a, i) if marks[row, j]]
                after = [j - i for j in range(i + 1, b) if marks[row, j]]
                assert back[row, i] == min(before, default=99)
                assert on[row, i] == min(after, default=99)
