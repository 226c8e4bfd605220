"""The additive model: a sum of curves of named columns and weights of hashed ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.errors import ModelError
from boilerclf.features.arrays.basics import gather
from boilerclf.features.columns import N_KNOTS
from boilerclf.lazy import cached_property

_CLIP: Final = 1e-12
"""Probabilities are clipped to this and 1 less this, so that log-odds stay finite."""

_BLOCKS_AT_ONCE: Final = 1024
"""How many blocks are looked up at a time: their arrays stay in the cache."""


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
    def _table(self) -> CurveTable:
        return CurveTable(self.curves[None], *kinds_of_curves(self.curves))

    def refuse_other_columns(self, n_columns: int, name: str) -> None:
        """Refuse a pass that has another number of curves than this program computes columns.

        Parameters
        ----------
        n_columns : int
            The number of columns.
        name : {"first", "second"}
            Which pass this is.

        Raises
        ------
        ModelError
            The numbers differ.
        """
        if len(self.curves) != n_columns:
            message = (
                f"the {name} pass has {len(self.curves)} columns and this program computes "
                f"{n_columns}: retrain the model"
            )
            raise ModelError(message)

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
        every = np.arange(len(self.curves))
        table = CurveTable(self.curves[None], every, every[:0])
        parts = np.empty(knots.T.shape, np.float32)
        for start in range(0, len(knots), _BLOCKS_AT_ONCE):
            few = slice(start, start + _BLOCKS_AT_ONCE)
            parts[:, few] = table.parts(knots.T[:, few], 0)
        return parts.T

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
        total = self._table.sums(knots, 0, self.intercept)
        return total if hashed_scores is None else total + hashed_scores


def kinds_of_curves(
    *curves: NDArray[np.float32],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Tell bent curves from steps, which are 0 at all knots but the last.

    Parameters
    ----------
    curves : float32 arrays of shape (n_columns, N_KNOTS)
        Curves that will be added to each other.

    Returns
    -------
    two int64 arrays
        The columns with a bent curve, and those with a step; all others are 0 throughout.
    """
    is_some = np.any(curves, axis=0)
    is_bent = is_some[:, :-1].any(axis=1)
    return np.flatnonzero(is_bent), np.flatnonzero(~is_bent & is_some[:, -1])


class CurveTable:
    """The curves of one or several pages, ready to be looked up.

    Parameters
    ----------
    curves : float32 array of shape (n_pages, n_columns, N_KNOTS)
        The score of each column at its knots.
    bent, steps : int64 arrays
        As from `kinds_of_curves`.
    """

    def __init__(
        self, curves: NDArray[np.float32], bent: NDArray[np.int64], steps: NDArray[np.int64]
    ) -> None:
        heights = curves[:, bent]
        slopes = np.zeros_like(heights)
        np.subtract(heights[..., 1:], heights[..., :-1], out=slopes[..., :-1])
        self._at_knots, self._slopes = heights.ravel(), slopes.ravel()
        self._bent, self._steps = bent, steps
        self._first = np.arange(len(bent), dtype=np.int32)[:, None] * np.int32(N_KNOTS)
        self._heights = np.ascontiguousarray(curves[:, steps, -1].T)

    def parts(
        self, rows: NDArray[np.float32], page_of: NDArray[np.int64] | int
    ) -> NDArray[np.float32]:
        """Return the heights of the bent curves.

        Parameters
        ----------
        rows : float32 array of shape (n_bent, n_blocks)
            Columns in units of knots.
        page_of : int64 array of shape (n_blocks,) or int
            The page of each block.

        Returns
        -------
        float32 array of shape (n_bent, n_blocks)
            The heights.
        """
        # To int32: a conversion to int64 takes numpy ten times as long.
        knots = rows.astype(np.int32)
        parts = rows - knots.astype(np.float32)
        knots += self._first
        if isinstance(page_of, np.ndarray):
            knots += (page_of * (len(self._bent) * N_KNOTS)).astype(np.int32)
        places = knots.astype(np.intp)
        parts *= gather(self._slopes, places)
        parts += gather(self._at_knots, places)
        return parts

    def sums(
        self,
        knots: NDArray[np.float32],
        page_of: NDArray[np.int64] | int,
        intercept: NDArray[np.float64] | float,
    ) -> NDArray[np.float64]:
        """Return for each block the sum of all curves and an intercept.

        Parameters
        ----------
        knots : float32 array of shape (n_blocks, n_columns)
            Columns in units of knots.
        page_of : int64 array of shape (n_blocks,) or int
            The page of each block.
        intercept : float64 array of shape (n_blocks,) or float
            What is added first.

        Returns
        -------
        float64 array of shape (n_blocks,)
            The sums; empty for no blocks.
        """
        total = np.zeros(len(knots))
        for start in range(0, len(knots), _BLOCKS_AT_ONCE):
            few = slice(start, start + _BLOCKS_AT_ONCE)
            page = page_of[few] if isinstance(page_of, np.ndarray) else page_of
            total[few] = self._sums(knots.T[:, few], page)
        total += intercept
        return total

    def _sums(
        self, rows: NDArray[np.float32], page_of: NDArray[np.int64] | int
    ) -> NDArray[np.float64]:
        parts = self.parts(rows[self._bent], page_of)
        total: NDArray[np.float64] = parts.sum(axis=0, dtype=np.float64)
        if len(self._steps):
            # A step rises from 0 between the last two knots; a flag is at one of its ends.
            above = rows[self._steps]
            above -= N_KNOTS - 2
            np.maximum(above, 0, out=above)
            if isinstance(page_of, np.ndarray):
                above *= self._heights.take(page_of, axis=1)
            else:
                above *= self._heights
            total += above.sum(axis=0, dtype=np.float64)
        return total


def log_odds_of(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the log-odds of probabilities, finite for 0 and 1 too.

    Parameters
    ----------
    probabilities : float64 array
        0 to 1, of any shape.

    Returns
    -------
    float64 array
        Log-odds of the same shape, from about -27.6 to 27.6.

    Examples
    --------
    >>> log_odds_of(np.array([0.0, 0.5, 1.0])).round(1).tolist()
    [-27.6, 0.0, 27.6]
    """
    inside = np.clip(probabilities, _CLIP, 1 - _CLIP)
    return np.asarray(np.log(inside / (1 - inside)))


def sigmoid(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probability for log-odds, without overflow.

    Parameters
    ----------
    scores : float64 array
        Log-odds, of any shape.

    Returns
    -------
    float64 array
        Probabilities in [0, 1], of the same shape.

    Examples
    --------
    >>> sigmoid(np.array([0.0, -1000.0, 1000.0])).tolist()
    [0.5, 0.0, 1.0]
    """
    return np.exp(-np.logaddexp(0.0, -scores))
