"""From probabilities to labels."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from boilerclf.errors import ConfigurationError

EXPECTED_F1 = "expected-f1"
CONFIDENT_F1 = "confident-f1"

_SUREST: Final = 0.1
"""The share of a page's expected content words that its confidence is read from."""

Rule = Literal["threshold", "expected-f1", "confident-f1"]


@dataclass(frozen=True, slots=True)
class Decision:
    """A rule that chooses the content blocks of a page.

    Parameters
    ----------
    rule : {"threshold", "expected-f1", "confident-f1"}
        "threshold" keeps blocks whose probability is at least `threshold`; "expected-f1" keeps the
        most probable blocks, as many as give the highest expected F1 over words on this page.
    threshold : float, default: 0.5
        0 to 1; "expected-f1" never keeps a block below `floor`.
    floor : float, default: 0.0
        Lowest probability that "expected-f1" keeps. "confident-f1" is the same with a floor that
        follows the page: `floor` times the square of the page's confidence, the probability that
        its surest tenth of expected content words has at least. Where a story is plain, what is
        only likely is left out; where nothing is sure, the likely is kept.
    target : str, default: ""
        What the threshold was bought for, such as "recall 0.95".

    Examples
    --------
    >>> Decision("threshold", 0.5).apply(np.array([0.4, 0.6]), np.array([1.0, 1.0])).tolist()
    [False, True]
    >>> Decision("expected-f1").apply(np.array([0.45, 0.9]), np.array([5.0, 5.0])).tolist()
    [True, True]
    """

    rule: Rule = "expected-f1"
    threshold: float = 0.5
    floor: float = 0.0
    target: str = ""

    def __str__(self) -> str:
        """Return the rule in words."""
        if self.rule == CONFIDENT_F1:
            return f"{CONFIDENT_F1}, at least {self.floor:.4g} of the page's confidence squared"
        if self.rule == EXPECTED_F1:
            return f"{EXPECTED_F1}, at least {self.floor:.4g}" if self.floor else EXPECTED_F1
        bought = f" ({self.target})" if self.target else ""
        return f"threshold {self.threshold:.4g}{bought}"

    def apply(
        self, probabilities: NDArray[np.float64], n_words: NDArray[np.floating]
    ) -> NDArray[np.bool_]:
        """Choose the content blocks of one page.

        Parameters
        ----------
        probabilities : float64 array of shape (n_blocks,)
            Probabilities of content.
        n_words : float array of shape (n_blocks,)
            Words of each block; they weigh in "expected-f1" only.

        Returns
        -------
        bool array of shape (n_blocks,)
            True for content; empty for an empty page.
        """
        if self.rule == EXPECTED_F1:
            return _best_expected_f1(probabilities, n_words, self.floor)
        if self.rule == CONFIDENT_F1:
            floor = self.floor * confidence(probabilities, n_words) ** 2
            return _best_expected_f1(probabilities, n_words, floor)
        return probabilities >= self.threshold


def confidence(probabilities: NDArray[np.float64], n_words: NDArray[np.floating]) -> float:
    """Return how sure a page's surest content is.

    Parameters
    ----------
    probabilities : float64 array of shape (n_blocks,)
        Probabilities of content.
    n_words : float array of shape (n_blocks,)
        Words of each block.

    Returns
    -------
    float
        The lowest probability among the most probable blocks that hold a tenth of the page's
        expected content words; 0 for a page without words.

    Examples
    --------
    >>> confidence(np.array([0.2, 0.9, 0.5]), np.array([100.0, 1.0, 10.0]))
    0.5
    """
    order = np.argsort(-probabilities, kind="stable")
    expected = (probabilities * n_words)[order].cumsum()
    if not len(expected) or expected[-1] <= 0:
        return 0.0
    return float(probabilities[order][np.searchsorted(expected, _SUREST * expected[-1])])


def _best_expected_f1(
    probabilities: NDArray[np.float64], n_words: NDArray[np.floating], floor: float
) -> NDArray[np.bool_]:
    """Keep the prefix, by falling probability, whose expected F1 is highest.

    The F1 of a prefix is taken at expected counts: 2 E[content kept] / (kept + E[content]).
    Source: Lewis 1995, "Evaluating and optimizing autonomous text classification systems".
    """
    kept = np.zeros(len(probabilities), bool)
    if not len(probabilities):
        return kept
    order = np.argsort(-probabilities, kind="stable")
    weights = n_words.astype(np.float64)[order]
    expected = probabilities[order] * weights
    f1 = 2 * expected.cumsum() / np.maximum(weights.cumsum() + expected.sum(), 1e-12)
    best = order[: int(f1.argmax()) + 1]
    kept[best] = probabilities[best] >= floor
    return kept


def parse_decision(text: str) -> Decision:
    """Read a decision as the command line writes it.

    Parameters
    ----------
    text : str
        "expected-f1", or a threshold from 0 to 1.

    Returns
    -------
    Decision
        The rule.

    Raises
    ------
    ConfigurationError
        Where the text is neither.

    Examples
    --------
    >>> str(parse_decision("0.7"))
    'threshold 0.7'
    """
    if text == EXPECTED_F1:
        return Decision()
    try:
        threshold = float(text)
    except ValueError:
        threshold = math.nan
    if not 0 <= threshold <= 1:
        message = f"threshold {text!r} is not usable: give a number from 0 to 1, or {EXPECTED_F1!r}"
        raise ConfigurationError(message)
    return Decision("threshold", threshold)
