"""The rows that a regression learns from, as products with matrices that are held once.

Each fit has rows of its own: some pages are left out, some rows come a second time without their
words, the named columns come a second time multiplied by how much the page tells a story, and some
words hold for whole pages. As one matrix that would be several times as large as its parts, for
every fit anew. Products with it need the parts alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from boilerclf.training.fits.design import Csr


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Rows: named columns, then words, then the named columns again where `shares` is given.

    Parameters
    ----------
    blocks : int64 array of shape (n_rows,)
        The block that each row is of, as an index into `Samples`.
    named : tuple of csr_matrix, each with n_named columns
        Hat functions of the named columns, below one another.
    words : tuple of csr_matrix, each with n_words columns, default: ()
        Hashed columns, in parts as long as those of `named`; none where there are none.
    masked : csr_matrix of shape (n_masked, n_words), default: None
        Hashed columns of rows that come after the others: blocks without their words.
    masked_rows : int64 array of shape (n_masked,), default: None
        Which of the rows these are once more, none twice.
    pages : csr_matrix of shape (n_pages, n_words), default: None
        Hashed columns that all rows of a page have besides; masked rows do not.
    page_of : int64 array of shape (n_rows,), default: None
        The page of each row.
    shares : float32 array of shape (n_rows,), default: None
        How much each row's page tells a story, 0 to 1. Where given, the named columns and a 1
        follow the words, multiplied by it.

    Examples
    --------
    >>> import scipy.sparse as sp
    >>> named = sp.csr_matrix(np.array([[3], [1]], np.float32))
    >>> rows = Rows(np.arange(2), (named,), shares=np.array([0, 0.5], np.float32))
    >>> rows.n_columns, rows.scores(np.array([1, 10, 100], np.float32)).tolist()
    (3, [3.0, 56.0])
    >>> rows.pull(np.array([1.0, 1.0])).tolist()
    [4.0, 0.5, 0.5]
    """

    blocks: NDArray[np.int64]
    named: tuple[Csr, ...]
    words: tuple[Csr, ...] = ()
    masked: Csr | None = None
    masked_rows: NDArray[np.int64] | None = None
    pages: Csr | None = None
    page_of: NDArray[np.int64] | None = None
    shares: NDArray[np.float32] | None = None

    @property
    def n_named(self) -> int:
        """The number of named columns."""
        return int(self.named[0].shape[1])

    @property
    def n_words(self) -> int:
        """The number of hashed columns."""
        return int(self.words[0].shape[1]) if self.words else 0

    @property
    def n_columns(self) -> int:
        """The number of all columns."""
        n_gated = 0 if self.shares is None else self.n_named + 1
        return self.n_named + self.n_words + n_gated

    @property
    def origins(self) -> NDArray[np.int64]:
        """The block of each row, those of masked rows last."""
        masked = [] if self.masked_rows is None else [self.blocks[self.masked_rows]]
        return np.concatenate((self.blocks, *masked))

    def scores(self, weights: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
        """Return the rows times weights.

        Parameters
        ----------
        weights : float array of shape (n_columns,)
            A weight for each column.

        Returns
        -------
        float64 array of shape (n_rows + n_masked,)
            One for each of `origins`; empty for no rows.
        """
        single = weights.astype(np.float32)
        gated = self.n_named + self.n_words
        of_words = single[self.n_named : gated]
        if self.shares is None:
            own = _times(self.named, single[: self.n_named])
        else:
            both = np.stack((single[: self.n_named], single[gated:-1]), axis=1)
            products = _times(self.named, both)
            own = products[:, 0] + self.shares * (products[:, 1] + single[-1])
        full = own + _times(self.words, of_words) if self.words else own
        if self.pages is not None and self.page_of is not None:
            full = full + (self.pages @ of_words)[self.page_of]
        if self.masked is not None and self.masked_rows is not None:
            full = np.concatenate((full, own[self.masked_rows] + self.masked @ of_words))
        return full.astype(np.float64)

    def pull(self, of_rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the transposed rows times a number for each row, as gradients need it.

        Parameters
        ----------
        of_rows : float64 array of shape (n_rows + n_masked,)
            One for each of `origins`.

        Returns
        -------
        float64 array of shape (n_columns,)
            One for each column; 0 where there are no rows.
        """
        single = of_rows.astype(np.float32)
        full, of_masked = np.split(single, [len(self.blocks)])
        own = full
        by_word = np.zeros(self.n_words)
        if self.words:
            by_word += _across(self.words, full)
        if self.masked is not None and self.masked_rows is not None:
            own = full.copy()
            own[self.masked_rows] += of_masked
            by_word += self.masked.T @ of_masked
        if self.pages is not None and self.page_of is not None:
            by_page = np.bincount(self.page_of, full, self.pages.shape[0])
            by_word += self.pages.T @ by_page.astype(np.float32)
        if self.shares is None:
            return np.concatenate((_across(self.named, own), by_word))
        gated = self.shares * own
        both = _across(self.named, np.stack((own, gated), axis=1))
        return np.concatenate((both[:, 0], by_word, both[:, 1], [gated.sum(dtype=np.float64)]))

    def used_words(self) -> NDArray[np.int64]:
        """Return the hashed columns that any row or page has, ascending."""
        is_used = np.zeros(self.n_words, np.bool_)
        for part in (*self.words, self.masked, self.pages):
            if part is not None:
                is_used[part.indices] = True
        return np.flatnonzero(is_used)

    def of_words(self, chosen: NDArray[np.int64]) -> Rows:
        """Return the same rows with some of the hashed columns."""
        return replace(
            self,
            words=tuple(part[:, chosen] for part in self.words),
            masked=None if self.masked is None else self.masked[:, chosen],
            pages=None if self.pages is None else self.pages[:, chosen],
        )


def joined(rows: Sequence[Rows]) -> Rows:
    """Return rows below one another, in the memory that each has.

    Parameters
    ----------
    rows : sequence of Rows
        At least one, with the same columns and pages; none with masked rows or shares.

    Returns
    -------
    Rows
        All of them, in order.

    Examples
    --------
    >>> import scipy.sparse as sp
    >>> one = Rows(np.array([4]), (sp.csr_matrix(np.array([[3]], np.float32)),))
    >>> joined([one, one]).scores(np.ones(1)).tolist()
    [3.0, 3.0]
    """
    page_of = [part.page_of for part in rows if part.page_of is not None]
    return replace(
        rows[0],
        blocks=np.concatenate([part.blocks for part in rows]),
        named=tuple(part for some in rows for part in some.named),
        words=tuple(part for some in rows for part in some.words),
        page_of=np.concatenate(page_of) if page_of else None,
    )


def _times(parts: Sequence[Csr], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.concatenate([part @ weights for part in parts])


def _across(parts: Sequence[Csr], of_rows: NDArray[np.float32]) -> NDArray[np.float64]:
    ends = np.cumsum([part.shape[0] for part in parts])
    pieces = zip(parts, np.split(of_rows, ends[:-1]), strict=True)
    total: NDArray[np.float64] = sum(part.T @ values for part, values in pieces)
    return total
