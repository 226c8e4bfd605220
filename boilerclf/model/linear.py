"""The additive model: a curve for each named column, a weight for each hashed one, one sum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.columns import N_KNOTS
from boilerclf.lazy import cached_property


@dataclass(frozen=True, eq=False)
class AdditiveModel:
    """A logistic regression over piecewise linear curves and hashed columns.

    Source: generalized additive models, Hastie and Tibshirani 1986, fitted as one logistic
    regression over hat functions.

    Parameters
    ----------
    intercept : float
        The score of a block whose columns are all 0.
    curves : float32 array of shape (n_columns, N_KNOTS)
        The score of each column at its knots; between them the curve is a straight line.
    hashed : float32 array of shape (2**n_bits,) or (0,)
        The weight of each hashed column; empty where the model has none.

    Examples
    --------
    >>> curves = np.zeros((1, N_KNOTS), np.float32)
    >>> curves[0, 2] = 4.0
    >>> model = AdditiveModel(-1.0, curves, np.zeros(0, np.float32))
    >>> model.scores(np.array([[1.5], [9.0]], np.float32)).tolist()
    [1.0, -1.0]
    """

    intercept: float
    curves: NDArray[np.float32]
    hashed: NDArray[np.float32]

    @cached_property
    def _lines(self) -> tuple[NDArray[np.complex64], NDArray[np.intp]]:
        """Return value and slope at each knot, flat, and where each column begins.

        A value and its slope make one complex number, so that one look gives both.
        """
        lines = np.empty(self.curves.shape, np.complex64)
        lines.real = self.curves
        lines.imag = np.diff(self.curves, axis=1, append=self.curves[:, -1:])
        return lines.ravel(), np.arange(len(self.curves))[:, None] * N_KNOTS

    @cached_property
    def _kinds(self) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]:
        """Return the columns whose curve bends, those where the last knot alone counts, and it."""
        inner = self.curves[:, :-1].any(axis=1)
        steps = np.flatnonzero(~inner & (self.curves[:, -1] != 0))
        return np.flatnonzero(inner), steps, self.curves[steps, -1:]

    def _parts(self, rows: NDArray[np.float32], first: NDArray[np.intp]) -> NDArray[np.float32]:
        below = np.trunc(rows)
        places = below.astype(np.intp)
        places += first
        found = self._lines[0].take(places)
        parts = rows - below
        parts *= found.imag
        parts += found.real
        return parts

    def contributions(self, knots: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return what each named column adds to each block's score.

        Parameters
        ----------
        knots : float32 array of shape (n_blocks, n_columns)
            Columns in units of knots, 0 to N_KNOTS - 1.

        Returns
        -------
        float32 array of shape (n_blocks, n_columns)
            Parts of the score.
        """
        return self._parts(knots.T, self._lines[1]).T

    def scores(
        self, knots: NDArray[np.float32], hashed_scores: NDArray[np.float64] | None = None
    ) -> NDArray[np.float64]:
        """Return the log-odds of content.

        Parameters
        ----------
        knots : float32 array of shape (n_blocks, n_columns)
            Columns in units of knots.
        hashed_scores : float64 array of shape (n_blocks,), optional
            Sums of the hashed columns' weights.

        Returns
        -------
        float64 array of shape (n_blocks,)
            The scores; empty for no blocks.
        """
        bent, steps, heights = self._kinds
        rows = knots.T
        parts = self._parts(rows[bent], self._lines[1][bent])
        total: NDArray[np.float64] = parts.sum(axis=0, dtype=np.float64) + self.intercept
        if len(steps):
            # Between the last knots but one and the last the curve rises from 0: flags are either.
            above = rows[steps]
            above -= N_KNOTS - 2
            np.maximum(above, 0, out=above)
            above *= heights
            total += above.sum(axis=0, dtype=np.float64)
        return total if hashed_scores is None else total + hashed_scores


def sigmoid(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probability for log-odds, without overflow.

    Examples
    --------
    >>> sigmoid(np.array([0.0, -1000.0, 1000.0])).tolist()
    [0.5, 0.0, 1.0]
    """
    return np.exp(-np.logaddexp(0.0, -scores))
