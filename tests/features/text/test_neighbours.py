import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from boilerclf.features.arrays.page_spans import page_spans
from boilerclf.features.columns import ratios
from boilerclf.features.text.neighbours import neighbour_columns, neighbour_values

OWN = ratios("a", "b")


def context(values):
    """Give the neighbours' values, a row a block."""
    return neighbour_values(values.T, page_spans([len(values)]), slice(0, len(values))).T


def slow(values):
    """The same with a loop over blocks."""
    rows = []
    n = len(values)
    zero = np.zeros(values.shape[1])
    for i in range(n):
        row = [values[i - k] if i >= k else zero for k in (1, 2)]
        row += [values[i + k] if i + k < n else zero for k in (1, 2)]
        for size in (4, 12):
            before, after = values[max(i - size, 0) : i], values[i + 1 : i + 1 + size]
            row += [part.mean(axis=0) if len(part) else zero for part in (before, after)]
        rows.append(np.concatenate((*row, values.mean(axis=0))))
    return np.array(rows)


def test_names_in_the_order_of_the_values():
    names = [column.name for column in neighbour_columns(OWN)]
    assert names[:2] == ["previous1_a", "previous1_b"]
    assert names[-2:] == ["page_a", "page_b"]
    assert len(set(names)) == len(names) == context(np.zeros((1, 2), np.float32)).shape[1]


@given(
    hnp.arrays(
        np.float32,
        st.tuples(st.integers(1, 30), st.just(2)),
        elements=st.floats(0, 1, width=32),
    )
)
def test_neighbours_windows_and_page_as_a_loop_finds_them(values):
    np.testing.assert_allclose(context(values), slow(values.astype(np.float64)), atol=1e-6)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=4), st.integers(0, 99))
def test_neighbours_and_windows_end_at_the_page(lengths, seed):
    values = np.random.default_rng(seed).random((sum(lengths), 2), np.float32)
    found = neighbour_values(values.T, page_spans(lengths), slice(0, len(values))).T
    alone = [context(page) for page in np.split(values, np.cumsum(lengths)[:-1])]
    assert found.tolist() == np.concatenate(alone).tolist()


def test_a_page_of_no_block_or_of_one():
    assert context(np.zeros((0, 2), np.float32)).shape == (0, 18)
    names = [column.name for column in neighbour_columns(OWN)]
    found = dict(zip(names, context(np.array([[0.25, 1]], np.float32))[0].tolist(), strict=True))
    assert {name: value for name, value in found.items() if value} == {
        "page_a": 0.25,
        "page_b": 1,
    }
