"""Intervals: how far a score would move had other sites been judged.

Sites, not blocks or pages, are drawn with replacement (cluster bootstrap: Davison and Hinkley 1997,
section 3.8), because pages of a site are alike. A score is computed from sums over sites, so one
draw costs a weighted sum and all draws together one matrix product.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boilerclf.evaluation.metrics import auc_of_histograms

N_RESAMPLES = 1000
"""Draws: the ends of a 95 % interval then rest on 25 draws each."""

N_LEVELS = 512
"""Levels of probability that ROC-AUC is resampled on, at equal shares of the blocks."""

_LOW, _HIGH = 2.5, 97.5
_SEED = 0

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Score:
    """A score and its 95 % interval.

    Parameters
    ----------
    value : float
        The score on the data as it is; NaN where it is not defined.
    low, high : float
        The interval's ends; NaN for fewer than two sites.
    """

    value: float
    low: float = float("nan")
    high: float = float("nan")


class Bootstrap:
    """Draws of sites, the same for every score, so that scores of one report move together.

    Parameters
    ----------
    sites : sequence of str, one a page
        The site of each page.
    n_resamples : int, default: N_RESAMPLES
        Number of draws, at least 1.

    Examples
    --------
    >>> bootstrap = Bootstrap(["a", "a", "b"])
    >>> means = np.array([[1.0, 1], [1, 1], [0, 1]])
    >>> bootstrap.score(means, lambda sums: sums[..., 0] / sums[..., 1])
    Score(value=0.6666666666666666, low=0.0, high=1.0)
    """

    def __init__(self, sites: Sequence[str], *, n_resamples: int = N_RESAMPLES) -> None:
        # Not np.unique: an array of strings gives each of them the room of the longest.
        numbers = {name: number for number, name in enumerate(sorted(set(sites)))}
        self._site = np.fromiter(map(numbers.__getitem__, sites), np.intp, len(sites))
        self.n_sites = len(numbers)
        rng = np.random.default_rng(_SEED)
        self._draws = (
            rng.multinomial(
                self.n_sites, np.full(self.n_sites, 1 / self.n_sites), size=n_resamples
            ).astype(np.float64)
            if self.n_sites > 1
            else np.zeros((0, self.n_sites))
        )

    def score(self, sums: Floats, statistic: Callable[[Floats], Floats]) -> Score:
        """Return a score that is a function of sums over pages, with its interval.

        Parameters
        ----------
        sums : float64 array of shape (n_pages, n_sums)
            What each page adds to the sums.
        statistic : callable
            Takes sums of shape (..., n_sums), gives scores of shape (...,).

        Returns
        -------
        Score
            The 2.5th and 97.5th percentile of the draws in which the score is defined.
        """
        value = float(statistic(sums.sum(axis=0)))
        return interval(value, statistic(self._draws @ self._by_site(sums)))

    def auc(
        self, value: float, pages: NDArray[np.int64], labels: NDArray[np.int8], scores: Floats
    ) -> Score:
        """Return ROC-AUC with its interval.

        Draws see the scores on `N_LEVELS` levels, each with an equal share of the blocks; scores
        that share a level are ties. That moves an end of the interval by less than 1 / `N_LEVELS`.

        Parameters
        ----------
        value : float
            The area on the data as it is, from `metrics.roc_auc`.
        pages : int64 array of shape (n_blocks,)
            The page of each block.
        labels : int8 array of shape (n_blocks,)
            1 content, 0 noise.
        scores : float64 array of shape (n_blocks,)
            The probabilities.

        Returns
        -------
        Score
            The area and its interval.
        """
        return interval(value, self.auc_draws(pages, labels, scores))

    def auc_draws(
        self, pages: NDArray[np.int64], labels: NDArray[np.int8], scores: Floats
    ) -> Floats:
        """Return ROC-AUC in each draw.

        Parameters
        ----------
        pages, labels, scores
            As for `auc`.

        Returns
        -------
        float64 array of shape (n_resamples,)
            NaN for a draw with one label only; of shape (0,) for no blocks and for fewer than two
            sites.
        """
        if not len(scores) or self.n_sites < 2:
            return np.zeros(0)
        edges = np.unique(np.quantile(scores, np.arange(1, N_LEVELS) / N_LEVELS))
        cells = self._site[pages] * (len(edges) + 1) + np.searchsorted(edges, scores, side="right")
        shape = (self.n_sites, len(edges) + 1)
        content, noise = (
            self._draws
            @ np.bincount(cells, weights=labels == label, minlength=shape[0] * shape[1]).reshape(
                shape
            )
            for label in (1, 0)
        )
        return auc_of_histograms(content, noise)

    def _by_site(self, sums: Floats) -> Floats:
        result = np.zeros((self.n_sites, sums.shape[1]))
        np.add.at(result, self._site, sums)
        return result


def interval(value: float, draws: Floats) -> Score:
    """Return a score with the interval that its draws give.

    Parameters
    ----------
    value : float
        The score on the data as it is.
    draws : float64 array of shape (n_resamples,)
        The score in each draw; NaN where it is not defined there.

    Returns
    -------
    Score
        Without an interval where no draw is defined.

    Examples
    --------
    >>> interval(0.5, np.array([0.25, np.nan, 0.25]))
    Score(value=0.5, low=0.25, high=0.25)
    """
    defined = draws[~np.isnan(draws)]
    if not len(defined):
        return Score(value)
    low, high = np.percentile(defined, (_LOW, _HIGH))
    return Score(value, float(low), float(high))
