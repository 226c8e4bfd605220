"""Whether probabilities mean what they say; NaN where there is no block."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from boilerclf.corpus.quotients import quotient
from boilerclf.corpus.reliability import N_BINS, bin_sums


def brier(labels: ArrayLike, probabilities: ArrayLike, weights: ArrayLike | None = None) -> float:
    """Return the Brier score: the mean squared distance of probability and label.

    Parameters
    ----------
    labels, probabilities, weights
        As in `boilerclf.evaluation.metrics.roc_auc`; probabilities 0 to 1.

    Returns
    -------
    float
        0 (sure and right) to 1 (sure and wrong); NaN for no blocks.

    References
    ----------
    Brier 1950.

    Examples
    --------
    >>> brier([1, 0], [0.5, 0.5])
    0.25
    """
    squares = (np.asarray(probabilities, dtype=np.float64) - np.asarray(labels)) ** 2
    weights = np.ones(len(squares)) if weights is None else np.asarray(weights, dtype=np.float64)
    return float(quotient(weights @ squares, weights.sum()))


@dataclass(frozen=True, slots=True)
class Reliability:
    """One bin of the reliability table.

    Parameters
    ----------
    low, high : float
        The bin's probabilities: from `low`, `high` excluded but for the last bin.
    weight : float
        The blocks in the bin.
    probability : float
        Their mean probability; NaN for an empty bin.
    share : float
        The share of them that is content; NaN for an empty bin.
    """

    low: float
    high: float
    weight: float
    probability: float
    share: float


def reliability_table(
    labels: ArrayLike, probabilities: ArrayLike, weights: ArrayLike | None = None
) -> tuple[Reliability, ...]:
    """Return, bin by bin, how probable content was said to be and how often it was.

    Parameters
    ----------
    labels, probabilities, weights
        As in `brier`.

    Returns
    -------
    tuple of Reliability
        `N_BINS` rows; rows of weight 0 for no blocks.

    Examples
    --------
    >>> row = reliability_table([1, 0], [0.75, 0.75])[11]
    >>> row.weight, row.probability, row.share
    (2.0, 0.75, 0.5)
    """
    weight, probability, content = bin_sums(labels, probabilities, weights)
    edges = np.arange(N_BINS + 1) / N_BINS
    columns = (
        edges[:-1],
        edges[1:],
        weight,
        quotient(probability, weight),
        quotient(content, weight),
    )
    return tuple(Reliability(*row) for row in np.stack(columns, axis=1).tolist())
