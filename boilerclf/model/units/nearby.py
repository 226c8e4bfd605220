"""Lines of a long page: each is drawn to the lines right before and after it.

A long page turns from noise to content and back about as often as a short one. So the longer it is,
the likelier two consecutive lines have the same label. Both passes know a line's neighbours, but
not that these tell more on a longer page.

Sources: a Markov chain of labels, Rabiner 1989, "A Tutorial on Hidden Markov Models", section III;
the messages of direct neighbours alone, as in one round of Pearl 1988, "Probabilistic Reasoning in
Intelligent Systems", section 4.2.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.page_spans import PageSpans

SHORT_PAGE: Final = 25
"""The most lines of a page whose lines do not draw their neighbours."""

GROWTH: Final = 0.3
MOST: Final = 0.4
"""The log-odds that two consecutive lines have one label, beyond what the passes know: `GROWTH`
times the logarithm of how much longer than `SHORT_PAGE` the page is, but not above `MOST`.

Chosen on labelled lines: between 0.2 and 0.4, 20 and 40 lines, macro-F1 differs by 0.002. Without
an upper bound the few kept lines of listings of more than a thousand lines are lost."""


def ties_of(spans: PageSpans) -> NDArray[np.float64] | None:
    """Return how surely two consecutive blocks have the same label, beyond what the passes know.

    Parameters
    ----------
    spans : PageSpans
        Whose the blocks are.

    Returns
    -------
    float64 array of shape (n_blocks - 1,) or None
        For each block but the last: the chance that it and the next block have the same label less
        the chance that they have not, 0 to 0.2; 0 between two pages and on short ones. None where
        all are 0.

    Examples
    --------
    >>> from boilerclf.features.arrays.page_spans import page_spans
    >>> ties_of(page_spans([25])) is None
    True
    >>> ties_of(page_spans([1, 200]))[[0, 1, 199]].round(3).tolist()
    [0.0, 0.197, 0.197]
    """
    n_lines = spans.end_block - spans.first_block
    if not (n_lines > SHORT_PAGE).any():
        return None
    staying = np.clip(GROWTH * np.log(n_lines / SHORT_PAGE), 0.0, MOST)
    ties = np.tanh(staying / 2)[spans.page_of[1:]]
    ties[spans.first_block[1:] - 1] = 0.0
    return np.asarray(ties)


def drawn_to_neighbours(
    probabilities: NDArray[np.float64], ties: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the probabilities of blocks, drawn to those of the blocks before and after them.

    Parameters
    ----------
    probabilities : float64 array of shape (n_blocks,)
        Those of each block by itself, 0 to 1.
    ties : float64 array of shape (n_blocks - 1,)
        From `ties_of`.

    Returns
    -------
    float64 array of shape (n_blocks,)
        0 to 1, with the same bits as before for blocks of pages without ties.

    Examples
    --------
    >>> drawn_to_neighbours(np.array([0.9, 0.5, 0.5]), np.array([0.2, 0.0])).round(2).tolist()
    [0.9, 0.58, 0.5]
    """
    leaning = 2 * probabilities - 1
    factor = np.ones(len(probabilities))
    factor[1:] *= odds_factor(ties * leaning[:-1])
    factor[:-1] *= odds_factor(ties * leaning[1:])
    return times_odds(probabilities, factor)


def odds_factor(leaning: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what multiplies the odds, by the chance of content less that of noise: -1 to 1."""
    return np.asarray((1 + leaning) / (1 - leaning))


def times_odds(
    probabilities: NDArray[np.float64], factor: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return probabilities whose odds are multiplied by a factor: the same bits where it is 1."""
    odds = probabilities * factor
    return np.where(factor == 1, probabilities, odds / (1 - probabilities + odds))
