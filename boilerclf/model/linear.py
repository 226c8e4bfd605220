"""The additive model: a curve for each named column, a weight for each hashed one, one sum."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.columns import N_KNOTS


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
    def _lines(self) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.int32]]:
        """Return value and slope at each knot, flat, and where each column begins."""
        slopes = np.diff(self.curves, axis=1, append=self.curves[:, -1:])
        first = np.arange(len(self.curves), dtype=np.int32) * N_KNOTS
        return self.curves.ravel(), slopes.ravel(), first

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
        values, slopes, first = self._lines
        below = knots.astype(np.int32)
        part = knots - below
        below += first
        part *= slopes[below]
        part += values[below]
        return part

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
        parts = self.contributions(knots)
        total: NDArray[np.float64] = parts.sum(axis=1, dtype=np.float64) + self.intercept
        return total if hashed_scores is None else total + hashed_scores


def sigmoid(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probability for log-odds, without overflow.

    Examples
    --------
    >>> sigmoid(np.array([0.0, -1000.0, 1000.0])).tolist()
    [0.5, 0.0, 1.0]
    """
    return np.exp(-np.logaddexp(0.0, -scores))
