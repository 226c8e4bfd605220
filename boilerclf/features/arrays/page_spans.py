"""Several pages in one pass over the arrays: whose each block is, and sums that stop at a page.

A page's columns have to have the same bits whatever pages stand before and after it. Sums by
`numpy.bincount` add a page's values in order, from 0 on; running sums cannot begin anew at each
page, so they are made of values whose sums are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.basics import (
    Bools,
    Doubles,
    Hashes,
    Ints,
    changes,
    gather,
    stable_order,
)

_UNIT: Final = 2.0**35
"""Values are rounded to multiples of 2**-35, so that sums below 2**18 are exact."""


@dataclass(frozen=True, slots=True, eq=False)
class PageSpans:
    """Pages whose blocks stand in the same arrays, one page after the other, each with a block.

    There are 65,536 at most.

    Parameters
    ----------
    first_block, end_block : int64 arrays of shape (n_pages,)
        The blocks of each page: first and one past the last.
    page_of : int64 array of shape (n_blocks,)
        The page of each block.
    low, high : int64 arrays of shape (n_blocks,)
        First block, and one past the last, of each block's page.
    """

    first_block: Ints
    end_block: Ints
    page_of: Ints
    low: Ints
    high: Ints

    @property
    def n_pages(self) -> int:
        """The number of pages."""
        return len(self.first_block)

    @property
    def n_blocks(self) -> int:
        """The number of blocks of all pages."""
        return len(self.page_of)

    @property
    def edges(self) -> list[tuple[int, int]]:
        """The first block of each page, and one past its last."""
        return [*zip(self.first_block.tolist(), self.end_block.tolist(), strict=True)]

    @property
    def pages(self) -> Ints:
        """The page of each block; of a single page one entry, which stands for all its blocks."""
        return self.page_of if self.n_pages != 1 else self.page_of[:1]

    def total(self, values: NDArray[Any]) -> Doubles:
        """Sum a number or a truth value of each block over each page, in the order of the blocks.

        Examples
        --------
        >>> page_spans([2, 1]).total(np.array([1, 2, 4])).tolist()
        [3.0, 4.0]
        """
        sums = np.bincount(self.page_of, values, self.n_pages)
        return sums.astype(np.float64, copy=False)

    def first_highest(self, values: NDArray[Any]) -> Ints:
        """Return the first block of each page that has the page's highest value.

        Examples
        --------
        >>> page_spans([3, 1]).first_highest(np.array([1, 2, 2, 0])).tolist()
        [1, 3]
        """
        highest = np.maximum.reduceat(values, self.first_block) if self.n_pages else values
        return self.first_marked(values == highest[self.page_of])

    def first_marked(self, marks: Bools) -> Ints:
        """Return the first marked block of each page; one past its last where none is.

        Examples
        --------
        >>> page_spans([2, 1, 2]).first_marked(np.array([False, True, False, True, True])).tolist()
        [1, 3, 3]
        """
        marked = np.concatenate((marks.nonzero()[0], (self.n_blocks,)))
        found: Ints = marked[marked.searchsorted(self.first_block)]
        return np.minimum(found, self.end_block)

    def to_marked(self, marks: Bools, beyond: int) -> tuple[Ints, Ints]:
        """Return how many blocks back, and on, the next other marked block of the page is.

        `beyond` stands where there is none. Marks may have several rows.

        Examples
        --------
        >>> back, on = page_spans([3, 1]).to_marked(np.array([True, False, True, True]), 9)
        >>> back.tolist(), on.tolist()
        ([9, 1, 2, 9], [2, 1, 9, 9])
        """
        index = np.arange(self.n_blocks)
        before, after = np.full(marks.shape, -1), np.full(marks.shape, self.n_blocks)
        marked = np.where(marks, index, before)[..., :-1]
        np.maximum.accumulate(marked, axis=-1, out=before[..., 1:])
        marked = np.where(marks, index, after)[..., :0:-1]
        np.minimum.accumulate(marked, axis=-1, out=after[..., -2::-1])
        return (
            np.where(before < self.low, beyond, index - before),
            np.where(after >= self.high, beyond, after - index),
        )

    def ordered(self, values: NDArray[Any], blocks: Ints | None = None) -> Ints:
        """Return the places of values by page, then by value; equal values stay in order.

        Examples
        --------
        >>> page_spans([3, 2]).ordered(np.array([2.0, 1.0, 2.0, 4.0, 0.0])).tolist()
        [1, 0, 2, 4, 3]
        """
        if self.n_pages < 2:
            return stable_order(values)
        page_of = self.page_of if blocks is None else gather(self.page_of, blocks)
        return stable_order(values, page_of, self.n_pages)

    def grouped(self, values: Hashes, blocks: Ints) -> tuple[Ints, Bools]:
        """Bring equal hashes of each page together, given the block of each hash.

        Returns
        -------
        int64 array of shape (n,)
            Their places, by page, then by value; equal values stay in order.
        bool array of shape (n,)
            True for the first of a value on its page, in that order.

        Examples
        --------
        >>> values = np.array([9, 2, 9, 9], np.uint64)
        >>> order, is_new = page_spans([3, 1]).grouped(values, np.arange(4))
        >>> order.tolist(), is_new.tolist()
        ([1, 0, 2, 3], [True, True, False, True])
        """
        order = self.ordered(values, blocks)
        is_new = changes(gather(values, order))
        if self.n_pages > 1:
            is_new |= changes(gather(self.page_of, gather(blocks, order)))
        return order, is_new

    def group_ids(self, values: Hashes, blocks: Ints) -> tuple[Ints, Bools]:
        """Give equal values of one page one number, and tell which stood before.

        Examples
        --------
        >>> values = np.array([9, 2, 9, 9], np.uint64)
        >>> ids, seen_before = page_spans([3, 1]).group_ids(values, np.arange(4))
        >>> ids.tolist(), seen_before.tolist()
        ([1, 0, 1, 2], [False, False, True, False])
        """
        order, is_new = self.grouped(values, blocks)
        ids, seen_before = np.empty(len(order), np.int64), np.empty(len(order), bool)
        ids[order] = is_new.cumsum() - 1
        seen_before[order] = ~is_new
        return ids, seen_before

    def around(self, rows: NDArray[Any], reach: int) -> NDArray[Any]:
        """Return the values of so many blocks before each, then after it, the nearest first.

        Of shape (..., 2 * reach, n_blocks); 0 beyond the ends of a page.

        Examples
        --------
        >>> page_spans([2, 1]).around(np.array([4, 5, 6]), 1).tolist()
        [[0, 4, 0], [5, 0, 0]]
        """
        found = np.zeros((*rows.shape[:-1], 2 * reach, self.n_blocks), rows.dtype)
        for step in range(1, reach + 1):
            before, after = found[..., step - 1, :], found[..., reach + step - 1, :]
            before[..., step:] = rows[..., :-step]
            after[..., :-step] = rows[..., step:]
            for n in range(min(step, self.n_blocks) * (self.n_pages > 1)):  # none of another page
                before[..., np.minimum(self.first_block + n, self.n_blocks - 1)] = 0
                after[..., np.maximum(self.end_block - 1 - n, 0)] = 0
        return found


def page_spans(n_blocks: Sequence[int]) -> PageSpans:
    """Lay pages one after the other.

    Parameters
    ----------
    n_blocks : sequence of int
        Blocks of each page; a page without any is left out.

    Returns
    -------
    PageSpans
        Without pages where no page has a block.

    Examples
    --------
    >>> spans = page_spans([2, 0, 1])
    >>> spans.page_of.tolist(), spans.end_block.tolist()
    ([0, 0, 1], [2, 3])
    """
    lengths = np.array([n for n in n_blocks if n], np.int64)
    ends = lengths.cumsum()
    page_of = np.arange(len(lengths)).repeat(lengths)
    firsts = ends - lengths
    return PageSpans(firsts, ends, page_of, firsts[page_of], ends[page_of])


def exact_cumsum(rows: NDArray[np.floating[Any]]) -> Doubles:
    """Return running sums, the differences of which do not depend on what stands before them.

    Parameters
    ----------
    rows : float array of shape (..., n_blocks)
        Each value is rounded to a multiple of 2**-35.

    Returns
    -------
    float64 array of shape (..., n_blocks + 1)
        The sums of what stands before each block, and of all; exact up to 2**18, the most words
        that pages which share a pass have (`boilerclf.features.featurizer.MAX_PASS_CHARACTERS`).

    Examples
    --------
    >>> exact_cumsum(np.array([0.5, 0.25])).tolist()
    [0.0, 0.5, 0.75]
    """
    sums = np.zeros((*rows.shape[:-1], rows.shape[-1] + 1))
    terms = sums[..., 1:]
    np.multiply(rows, _UNIT, out=terms)
    np.rint(terms, out=terms)
    terms.cumsum(axis=-1, out=terms)
    sums *= 1 / _UNIT
    return sums
