"""Whether probabilities mean what they say; NaN where there is no block."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from boilerclf.evaluation.metrics import Floats, ratio

N_BINS = 15
"""Equal-width bins of the calibration error (Guo et al. 2017, section 4.1)."""


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
    return float(ratio(weights @ squares, weights.sum()))


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


def bin_sums(
    labels: ArrayLike, probabilities: ArrayLike, weights: ArrayLike | None = None
) -> NDArray[np.float64]:
    """Return what calibration is made of, bin by bin.

    Parameters
    ----------
    labels, probabilities, weights
        As in `brier`.

    Returns
    -------
    float64 array of shape (3, N_BINS)
        Per bin: weight, sum of weight × probability, weight of content; zeros for no blocks.

    Examples
    --------
    >>> bin_sums([1, 0], [0.99, 0.98])[:, -1].tolist()
    [2.0, 1.97, 1.0]
    """
    labels, probabilities = np.asarray(labels), np.asarray(probabilities, dtype=np.float64)
    weights = np.ones(len(labels)) if weights is None else np.asarray(weights, dtype=np.float64)
    bins = np.clip((probabilities * N_BINS).astype(np.int64), 0, N_BINS - 1)
    return np.stack(
        [
            np.bincount(bins, weights=weights * values, minlength=N_BINS)
            for values in (np.ones(len(labels)), probabilities, labels == 1)
        ]
    )


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
    columns = (edges[:-1], edges[1:], weight, ratio(probability, weight), ratio(content, weight))
    return tuple(Reliability(*row) for row in np.stack(columns, axis=1).tolist())


def calibration_error(
    labels: ArrayLike, probabilities: ArrayLike, weights: ArrayLike | None = None
) -> float:
    """Return the expected calibration error: the mean gap of probability and share of content.

    Parameters
    ----------
    labels, probabilities, weights
        As in `brier`.

    Returns
    -------
    float
        0 (every bin's probability is its share of content) to 1; NaN for no blocks.

    References
    ----------
    Naeini et al. 2015; Guo et al. 2017, section 2, here for two classes.

    Examples
    --------
    >>> calibration_error([1, 0], [0.75, 0.75])
    0.25
    """
    return float(error_of_bins(bin_sums(labels, probabilities, weights)))


def error_of_bins(sums: Floats) -> Floats:
    """Return the expected calibration error for one set of bins, or for many at once.

    Parameters
    ----------
    sums : float64 array of shape (..., 3, N_BINS)
        As `bin_sums` returns them.

    Returns
    -------
    float64 array of shape (...,)
        0 to 1; NaN where all bins are empty.

    Examples
    --------
    >>> error_of_bins(np.array([[2.0], [1.5], [1.0]])).item()
    0.25
    """
    weight, probability, content = np.moveaxis(sums, -2, 0)
    return ratio(np.abs(probability - content).sum(axis=-1), weight.sum(axis=-1))
