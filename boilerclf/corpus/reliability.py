"""How far probabilities are from the share of content; NaN where there is no block."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from boilerclf.corpus.quotients import quotient

N_BINS: Final = 15
"""Equal-width bins of the calibration error (Guo et al. 2017, section 4.1)."""


def bin_sums(
    labels: ArrayLike, probabilities: ArrayLike, weights: ArrayLike | None = None
) -> NDArray[np.float64]:
    """Return what calibration is made of, bin by bin.

    Parameters
    ----------
    labels : array of shape (n_blocks,)
        1 content, 0 noise.
    probabilities : array of shape (n_blocks,)
        0 to 1.
    weights : array of shape (n_blocks,), default: None
        What each block counts, 0 or more; every block 1 where None.

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


def calibration_error(
    labels: ArrayLike, probabilities: ArrayLike, weights: ArrayLike | None = None
) -> float:
    """Return the expected calibration error: the mean gap of probability and share of content.

    Parameters
    ----------
    labels, probabilities, weights
        As in `bin_sums`.

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


def error_of_bins(sums: NDArray[np.float64]) -> NDArray[np.float64]:
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
    return quotient(np.abs(probability - content).sum(axis=-1), weight.sum(axis=-1))
