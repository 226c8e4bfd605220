"""Which columns move labels most: how far their parts of the log-odds spread over blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from boilerclf.classified.explanation import Explanation, PassParts

ColumnSums: TypeAlias = Mapping[tuple[str, str, str], NDArray[np.float64]]
"""By pass, column and family: blocks, the sum of the column's parts, the sum of their squares."""


@dataclass(frozen=True, slots=True)
class ColumnWeight:
    """What a column does on some pages.

    Parameters
    ----------
    in_pass : {"first", "second"}
        The pass.
    name, family : str
        The column, or the hashed columns of a family together; and their family.
    weight : float
        The standard deviation of its parts of the log-odds over all blocks.
    """

    in_pass: str
    name: str
    family: str
    weight: float


def column_sums(explanation: Explanation) -> ColumnSums:
    """Return what a page adds to the weights of columns.

    Parameters
    ----------
    explanation : Explanation
        The page's reasons.

    Returns
    -------
    mapping
        `ColumnSums`; zeros for a page without blocks.
    """
    sums: dict[tuple[str, str, str], NDArray[np.float64]] = {}
    for in_pass, parts in (("first", explanation.first), ("second", explanation.second)):
        if parts is not None:
            sums |= _sums_of(in_pass, parts)
    return sums


def _sums_of(in_pass: str, parts: PassParts) -> dict[tuple[str, str, str], NDArray[np.float64]]:
    n_blocks = len(parts.parts)
    columns = parts.parts.astype(np.float64)
    rows = np.stack((np.full(columns.shape[1], n_blocks), columns.sum(0), (columns**2).sum(0)), 1)
    sums = {
        (in_pass, name, family): row
        for name, family, row in zip(parts.columns, parts.families, rows, strict=True)
    }
    for family, part in parts.others.items():
        sums[in_pass, family, family] = np.array([n_blocks, part.sum(), (part**2).sum()])
    return sums


def heaviest_columns(sums: Sequence[ColumnSums]) -> tuple[ColumnWeight, ...]:
    """Return the columns by their weight.

    Parameters
    ----------
    sums : sequence of `ColumnSums`
        One a page.

    Returns
    -------
    tuple of ColumnWeight
        The heaviest first, without those that never differ; empty for no pages.

    Examples
    --------
    >>> page = {("first", "n_words", "length"): np.array([2.0, 2.0, 4.0])}
    >>> heaviest_columns([page])
    (ColumnWeight(in_pass='first', name='n_words', family='length', weight=1.0),)
    """
    total: dict[tuple[str, str, str], NDArray[np.float64]] = {}
    for page in sums:
        for column, row in page.items():
            total[column] = total[column] + row if column in total else row
    found = [ColumnWeight(*column, _deviation(row)) for column, row in total.items()]
    return tuple(
        sorted(
            (column for column in found if column.weight > 0),
            key=lambda column: (-column.weight, column.name),
        )
    )


def _deviation(row: NDArray[np.float64]) -> float:
    n_blocks, total, squares = row.tolist()
    if not n_blocks:
        return 0.0
    return float(np.sqrt(max(0.0, squares / n_blocks - (total / n_blocks) ** 2)))
