"""Named dense columns, and families: what a file of features declares beside its code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.basics import Floats

N_KNOTS: Final = 10
"""Knots of the piecewise linear curve that the model draws for each column."""

_BLOCKS_AT_ONCE: Final = 4096
"""Blocks that are laid on knots at a time: little memory for a long page."""

Scale = Literal["count", "ratio", "flag"]

Rows: TypeAlias = tuple[NDArray[Any], ...]
"""Columns of blocks, in order: arrays of shape (n_blocks,), or (n, n_blocks) for n columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """One named number of a block and the scale its knots are laid on.

    Parameters
    ----------
    name : str
        Unique among all columns of a featurizer.
    scale : {"count", "ratio", "flag"}
        "count": knots at equal steps of ``log2(1 + value)`` up to `top`; "ratio": at equal steps of
        the value up to `top`; "flag": 0 or 1.
    top : float, default: 1.0
        The value at and above which the curve is flat.
    """

    name: str
    scale: Scale
    top: float = 1.0


def counts(top: float, *names: str) -> tuple[Column, ...]:
    """Declare count columns that share a top value.

    Examples
    --------
    >>> counts(512.0, "n_words")
    (Column(name='n_words', scale='count', top=512.0),)
    """
    return tuple(Column(name, "count", top) for name in names)


def ratios(*names: str, top: float = 1.0) -> tuple[Column, ...]:
    """Declare ratio columns that share a top value.

    Examples
    --------
    >>> ratios("link_density")
    (Column(name='link_density', scale='ratio', top=1.0),)
    """
    return tuple(Column(name, "ratio", top) for name in names)


def flags(*names: str) -> tuple[Column, ...]:
    """Declare columns that are 0 or 1.

    Examples
    --------
    >>> flags("hidden")
    (Column(name='hidden', scale='flag', top=1.0),)
    """
    return tuple(Column(name, "flag") for name in names)


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """Columns that one function computes.

    Parameters
    ----------
    name : str
        What reasons report.
    columns : tuple of Column
        The columns, in the order in which `compute` returns them.
    compute : callable
        Takes a view of pages (`boilerclf.features.view`) and returns `Rows`; that of a family of
        the second pass takes the first pass's probabilities too, a float64 array of shape
        (n_blocks,).
    is_local : bool, default: False
        True where a block's columns depend on its own text alone: those of a long page are
        computed in stretches.
    """

    name: str
    columns: tuple[Column, ...]
    compute: Callable[..., Rows]
    is_local: bool = False


def columns_of(families: Sequence[Family]) -> tuple[Column, ...]:
    """Return the columns of families, one family after the other."""
    return tuple(column for family in families for column in family.columns)


class KnotScale:
    """Lays values on the knots of their columns.

    Examples
    --------
    >>> rows = np.array([[7.0], [0.5]], np.float32)
    >>> KnotScale((*counts(511.0, "n_words"), *ratios("link_density"))).lay(rows)
    >>> rows.tolist()
    [[3.0], [4.5]]
    """

    def __init__(self, columns: tuple[Column, ...]) -> None:
        is_count = np.array([column.scale == "count" for column in columns])
        tops = np.array([column.top for column in columns])
        factors = (N_KNOTS - 1) / np.where(is_count, np.log2(1 + tops), tops)
        self._factors = factors.astype(np.float32)[:, None]
        self._counts = np.flatnonzero(is_count)
        self._count_factors = self._factors[self._counts]

    def lay(self, rows: Floats) -> None:
        """Put values, a column a row, into units of knots in place."""
        for start in range(0, rows.shape[1], _BLOCKS_AT_ONCE):
            few = rows[:, start : start + _BLOCKS_AT_ONCE]
            counts = few[self._counts].astype(np.float64)  # processors differ in float32's log2
            few *= self._factors
            counts += 1
            np.log2(counts, out=counts)
            few[self._counts] = counts.astype(np.float32) * self._count_factors
            few.clip(0, N_KNOTS - 1, out=few)


def stacked(*rows: NDArray[Any], out: Floats | None = None) -> Floats:
    """Lay columns below each other, one a row: in new memory, or in `out`.

    Examples
    --------
    >>> stacked(np.array([1, 2]), np.array([[True, False], [True, True]])).tolist()
    [[1.0, 2.0], [1.0, 0.0], [1.0, 1.0]]
    """
    flat = [row if row.ndim > 1 else row[None] for row in rows]
    if out is None:
        return np.concatenate(flat, dtype=np.float32, casting="unsafe")
    return np.concatenate(flat, out=out, casting="unsafe")


def ratio(numerator: Floats, denominator: Floats) -> Floats:
    """Divide numbers that are not negative, with 0 where the denominator is 0.

    Examples
    --------
    >>> ratio(np.array([1.0, 1.0]), np.array([4.0, 0.0])).tolist()
    [0.25, 0.0]
    """
    out = np.zeros(denominator.shape, denominator.dtype)
    return np.divide(numerator, denominator, out=out, where=denominator > 0)
