"""Fitting the gate: which pages tell a story, and columns that count as much as a page does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from boilerclf.features.columns import N_KNOTS
from boilerclf.model import Gate
from boilerclf.training.design import Csr
from boilerclf.training.samples import Samples

_C: Final = 1.0
_MAX_ITER: Final = 150
_FEWEST: Final = 10
"""Pages of each kind in every cell, below which no gate can be fitted."""


def can_be_gated(samples: Samples) -> bool:
    """Tell whether a gate is asked for and every cell has pages of both kinds.

    Parameters
    ----------
    samples : Samples
        All pages.

    Returns
    -------
    bool
        False where the option `gated` is off.
    """
    if not samples.options.gated:
        return False
    cells = samples.cells[: samples.n_judged]
    counts = [
        np.bincount(samples.is_story[: samples.n_judged][cells == cell], minlength=2).min()
        for cell in np.unique(cells)
    ]
    return bool(min(counts) >= _FEWEST)


def fit_gate(samples: Samples, out: frozenset[int]) -> Gate:
    """Fit the gate on the pages of all cells but some.

    Parameters
    ----------
    samples : Samples
        All pages; copies are not learnt from.
    out : frozenset of int
        The cells that are left out.

    Returns
    -------
    Gate
        With curves of 0: what a story changes is fitted with the first pass.
    """
    pages = ~np.isin(samples.cells, sorted(out))
    pages[samples.n_judged :] = False
    regression = LogisticRegression(C=_C, max_iter=_MAX_ITER)
    regression.fit(samples.summaries[pages], samples.is_story[pages])
    weights = regression.coef_[0].astype(np.float32)
    flat = np.zeros((len(weights) // 2, N_KNOTS), np.float32)
    return Gate(float(regression.intercept_[0]), weights, 0.0, flat)


@dataclass(frozen=True, slots=True, eq=False)
class GatedColumns:
    """Columns whose rows count as much as a share: a matrix that is made when it is asked for.

    Parameters
    ----------
    matrix : csr_matrix of shape (n_rows, n_columns)
        The columns.
    shares : float32 array of shape (n_rows,)
        0 to 1.
    """

    matrix: Csr
    shares: NDArray[np.float32]

    @property
    def indptr(self) -> NDArray[np.integer]:
        """Where each row begins, as in the matrix: a share of 0 is an entry too."""
        return np.asarray(self.matrix.indptr)

    @property
    def shape(self) -> tuple[int, int]:
        """The shape of the matrix."""
        rows, columns = self.matrix.shape
        return int(rows), int(columns)

    def __getitem__(self, rows: NDArray[np.int64]) -> Csr:
        """Return some rows, multiplied by their shares."""
        chosen = self.matrix[rows]
        data = chosen.data * np.repeat(self.shares[rows], np.diff(chosen.indptr))
        return sp.csr_matrix((data, chosen.indices, chosen.indptr), shape=chosen.shape)


def gated_columns(named: Csr, shares: NDArray[np.float64]) -> list[Csr | GatedColumns]:
    """Return what a story adds: each named column once more, and one for the page itself.

    Parameters
    ----------
    named : csr_matrix of shape (n_rows, n_columns)
        Hat functions of the first pass.
    shares : float64 array of shape (n_rows,)
        The probability that each row's page tells a story.

    Returns
    -------
    list of two matrices
        With `n_columns` columns and with one.
    """
    single = shares.astype(np.float32)
    return [GatedColumns(named, single), sp.csr_matrix(single[:, None])]
