"""Tables of which each line is one cell, as text dumps leave them.

The rows of such a table show in where its cells hold digits: name, number, number; name, number,
number. A run of short lines in which that comes back every two to six lines, three times and more,
is a table. As many lines right before it as a row has, none with a digit, are its head. The last
row may be one that is not whole.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

_COLUMNS: Final = range(6, 1, -1)
_FEWEST_ROWS: Final = 3


def tables_of_cells(
    is_cell: NDArray[np.bool_], has_digit: NDArray[np.bool_], begins: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Find the tables of which each line is one cell.

    Parameters
    ----------
    is_cell : bool array of shape (n_lines,)
        True for lines that may be a cell.
    has_digit : bool array of shape (n_lines,)
        True for lines with a digit.
    begins : bool array of shape (n_lines,)
        True for lines that belong with nothing before them, such as the first of a page.

    Returns
    -------
    int64 array of shape (n_lines,)
        The first line of the table that a line is of, of the one with the fewest columns where
        there are several; -1 for lines that are of none.

    Examples
    --------
    >>> lines = "Boat Sails Petrel 7:12 Coot 7:31 Grebe 8:05 Home News".split()
    >>> digit = np.array([any(map(str.isdigit, line)) for line in lines])
    >>> tables_of_cells(np.ones(10, bool), digit, np.arange(10) == 0).tolist()
    [0, 0, 0, 0, 0, 0, 0, 0, 0, -1]
    """
    table = np.full(len(is_cell), -1)
    stretch = (begins | ~is_cell).cumsum()
    of_line = np.where(is_cell, 2 * stretch + has_digit, -np.arange(1, len(is_cell) + 1))
    digits_before = np.concatenate(([0], has_digit.cumsum()))
    for n_columns in _COLUMNS:
        recurs = np.zeros(max(len(is_cell) - n_columns, 0) + 2, bool)
        np.equal(of_line[n_columns:], of_line[:-n_columns], out=recurs[1:-1])
        edges = np.flatnonzero(recurs[1:] != recurs[:-1])
        first, end = edges[::2], edges[1::2] + n_columns
        n_digits = digits_before[end] - digits_before[first]
        is_long = end - first >= _FEWEST_ROWS * n_columns
        is_table = is_long & (n_digits > 0) & (n_digits < end - first)
        if not is_table.any():
            continue
        first, end = first[is_table], end[is_table]
        head = np.maximum(first - n_columns, 0)
        has_head = (of_line[head] == 2 * stretch[first]) & (first >= n_columns)
        has_head &= digits_before[first] == digits_before[head]
        has_head[1:] &= head[1:] >= end[:-1]
        for start, stop in zip(np.where(has_head, head, first), end, strict=True):
            table[start:stop] = start
    return table
