"""What thresholds would keep of labelled pages, counted in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.corpus import LabelledPage, tokens
from boilerclf.corpus.quotients import quotient
from boilerclf.evaluation.metrics import confusion

THRESHOLDS: Final = tuple(step / 20 for step in range(1, 20))
"""From 0.05 to 0.95."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is kept and dropped in one way; words are those of blocks whose label is known.

    Parameters
    ----------
    name : str
        The threshold, or the decision in words.
    content_kept, content_dropped, noise_kept, noise_dropped : float
        Words of content and of noise.
    """

    name: str
    content_kept: float
    content_dropped: float
    noise_kept: float
    noise_dropped: float

    @property
    def recall(self) -> float:
        """The share of content's words that is kept; NaN without content."""
        return float(quotient(self.content_kept, self.content_kept + self.content_dropped))

    @property
    def noise_share(self) -> float:
        """The share of the kept words that is noise; NaN where nothing is kept."""
        return float(quotient(self.noise_kept, self.noise_kept + self.content_kept))


def block_words(pages: Sequence[LabelledPage]) -> list[NDArray[np.float64]]:
    """Return the words of every block, as page F1 counts them: an array a page."""
    return [
        np.array([len(list(tokens(text))) for text in page.page.block_texts()], np.float64)
        for page in pages
    ]


def outcomes(
    pages: Sequence[LabelledPage],
    probabilities: Sequence[NDArray[np.floating[Any]]],
    kept: Sequence[NDArray[np.bool_]],
    decision: str = "decision",
) -> list[Outcome]:
    """Return what the decisions keep, and what each of `THRESHOLDS` would.

    Parameters
    ----------
    pages : sequence of LabelledPage
        The pages.
    probabilities : sequence of float arrays of shape (n_blocks,)
        The probability of content of each page's blocks.
    kept : sequence of bool arrays of shape (n_blocks,)
        The decisions.
    decision : str, default: "decision"
        What the decisions are called.

    Returns
    -------
    list of Outcome
        The decisions', then one a threshold, rising.

    Examples
    --------
    >>> from boilerclf.corpus import Record, label_record
    >>> record = Record("a", "mine", "a", 0, lines=("Home page", "Rain fell."), labels=(0, 1))
    >>> found = outcomes([label_record(record)], [np.array([0.3, 0.9])], [np.array([True, True])])
    >>> found[0].recall, found[0].noise_share, found[10].name, found[10].noise_share
    (1.0, 0.5, '0.50', 0.0)
    """
    none = np.zeros(0)
    labels = np.concatenate([none, *(page.labels for page in pages)])
    words = np.concatenate([none, *block_words(pages)])
    scores = np.concatenate([none, *probabilities])
    chosen = np.concatenate([none.astype(bool), *kept])
    known = labels >= 0
    ways = {decision: chosen} | {f"{value:.2f}": scores >= value for value in THRESHOLDS}
    return [
        Outcome(name, *confusion(labels[known], way[known], words[known]).tolist())
        for name, way in ways.items()
    ]
