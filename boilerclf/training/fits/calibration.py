"""Calibration: scores of held-out blocks into probabilities."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # publishes none

from boilerclf.model import AdditiveModel, sigmoid


@dataclass(frozen=True, slots=True)
class Platt:
    """A line through log-odds that makes them mean what they say.

    Source: Platt 1999, "Probabilistic Outputs for Support Vector Machines".

    Parameters
    ----------
    slope : float, default: 1.0
        Above 0.
    intercept : float, default: 0.0
        What is added.
    """

    slope: float = 1.0
    intercept: float = 0.0

    def __call__(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return calibrated probabilities for scores."""
        return sigmoid(self.slope * scores + self.intercept)

    def folded(self, model: AdditiveModel) -> AdditiveModel:
        """Return the model whose scores are the calibrated ones."""
        return AdditiveModel(
            self.slope * model.intercept + self.intercept,
            (self.slope * model.curves.astype(np.float64)).astype(np.float32),
            (self.slope * model.hashed.astype(np.float64)).astype(np.float32),
        )


def fit_platt(
    scores: NDArray[np.float64],
    labels: NDArray[np.int8],
    weights: NDArray[np.float64] | None = None,
) -> Platt:
    """Fit a logistic regression of labels on scores.

    Parameters
    ----------
    scores : float64 array of shape (n_blocks,)
        Log-odds of blocks that the fit behind them did not see.
    labels : int8 array of shape (n_blocks,)
        1 content, 0 noise.
    weights : float64 array of shape (n_blocks,), default: None
        What each block counts; once where None.

    Returns
    -------
    Platt
        The identity where there is one class only, or where higher scores do not mean content.

    Examples
    --------
    >>> fit_platt(np.array([1.0, 2.0]), np.array([1, 1], np.int8))
    Platt(slope=1.0, intercept=0.0)
    """
    if len(np.unique(labels)) < 2:
        return Platt()
    # The penalty of C=1 is felt by hundreds of blocks alone: it keeps separable ones finite.
    with threadpool_limits(limits=1):  # else the last bits depend on the number of cores
        fitted = LogisticRegression(C=1.0, tol=1e-8).fit(scores[:, None], labels, weights)
    slope = float(fitted.coef_[0, 0])
    return Platt(slope, float(fitted.intercept_[0])) if slope > 0 else Platt()
