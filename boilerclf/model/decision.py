"""From probabilities to labels."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from boilerclf.errors import ConfigurationError

EXPECTED_F1 = "expected-f1"

MAX_SPREAD: Final = 10.0
"""The largest spread: beyond it all blocks of a page might as well be one."""

_EFFECTS: Final = np.arange(-2.5, 2.75, 0.5)[:, None]
"""Values of the effect that a page's blocks share, in standard deviations: the places at which the
trapezoidal rule takes means over it."""

_EFFECT_SHARES: Final = np.exp(-(_EFFECTS**2) / 2) / np.exp(-(_EFFECTS**2) / 2).sum()
"""The weight of each of `_EFFECTS` under a normal distribution; they add up to 1."""

_AT_ONCE: Final = 1 << 12
"""Probabilities worked on at a time: few calls of numpy for a short page, little memory for a long
one."""

_ATTENUATION: Final = (16 * math.sqrt(3) / (15 * math.pi)) ** 2
"""How much a normal effect of variance 1 pulls log-odds to the middle: Zeger, Liang and Albert
1988, "Models for longitudinal data", section 4."""

_BAR_STEP: Final = 5e-4
"""How exactly the bar is searched for a page on which nothing is kept."""

Rule = Literal["threshold", "expected-f1"]


@dataclass(frozen=True, slots=True)
class Decision:
    """A rule that chooses the content blocks of a page.

    Parameters
    ----------
    rule : {"threshold", "expected-f1"}
        "threshold" keeps blocks whose probability is at least `threshold`. "expected-f1" keeps the
        most probable blocks, as many as give the highest expected F1 over words on this page, and
        none where it is likelier that there is no content at all.
    threshold : float, default: 0.5
        0 to 1; not used by "expected-f1".
    floor : float, default: 0.0
        Lowest probability that "expected-f1" keeps.
    spread : float, default: 0.0
        How much all blocks of a page may be more or less probable together, for a reason that the
        model does not know, such as what its annotator calls content: the standard deviation, in
        log-odds, of a normal effect that they share. "expected-f1" takes the mean over this effect.
        With 0 blocks are independent, and of many unsure ones about half are kept. With 3 the
        unsure blocks of a page are all content or all noise, and are kept if keeping them is
        likely to lose less than dropping them.
    target : str, default: ""
        What the threshold was chosen to reach, such as "recall 0.95".

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
    spread: float = 0.0
    target: str = ""

    def __str__(self) -> str:
        """Return the rule in words."""
        if self.rule == EXPECTED_F1:
            floor = f", at least {self.floor:.4g}" if self.floor else ""
            spread = f", pages spread by {self.spread:.4g}" if self.spread else ""
            return EXPECTED_F1 + spread + floor
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
            Words of each block; only "expected-f1" uses them.

        Returns
        -------
        bool array of shape (n_blocks,)
            True for content; empty for an empty page.
        """
        if self.rule == EXPECTED_F1:
            return _best_expected_f1(probabilities, n_words, self.floor, self.spread)
        return probabilities >= self.threshold

    def towards(self, other: Decision, share: float) -> Decision:
        """Return the decision between this one and another.

        Parameters
        ----------
        other : Decision
            The decision for a share of 1.
        share : float
            How far to go, 0 to 1.

        Returns
        -------
        Decision
            With a threshold between both; this one itself where one of them has no threshold.

        Examples
        --------
        >>> str(Decision("threshold", 0.5).towards(Decision("threshold", 0.3), 0.25))
        'threshold 0.45'
        """
        if self.rule != "threshold" or other.rule != "threshold":
            return self
        threshold = self.threshold + share * (other.threshold - self.threshold)
        return Decision("threshold", threshold, target=self.target)

    def bar(
        self, probabilities: NDArray[np.float64], n_words: NDArray[np.floating]
    ) -> float | None:
        """Return the probability from which blocks of one page are kept.

        Parameters
        ----------
        probabilities, n_words
            As in `apply`.

        Returns
        -------
        float or None
            The threshold, whatever the page holds. For "expected-f1" the lowest probability that
            is kept; if nothing is kept, the probability that the most probable block would need,
            to three decimals; None for a page without blocks.

        Examples
        --------
        >>> Decision("expected-f1").bar(np.array([0.45, 0.9, 0.1]), np.full(3, 5.0))
        0.45
        """
        if self.rule != EXPECTED_F1:
            return self.threshold
        kept = self.apply(probabilities, n_words)
        if kept.any():
            return float(probabilities[kept].min())
        return self._least(probabilities.copy(), n_words) if len(probabilities) else None

    def _least(self, probabilities: NDArray[np.float64], n_words: NDArray[np.floating]) -> float:
        """Find, by bisection, the probability that the most probable block would need."""
        best = int(probabilities.argmax())
        low, high = float(probabilities[best]), 1.0
        while high - low > _BAR_STEP:
            probabilities[best] = (low + high) / 2
            if self.apply(probabilities, n_words)[best]:
                high = float(probabilities[best])
            else:
                low = float(probabilities[best])
        return round(high, 3)


def _best_expected_f1(
    probabilities: NDArray[np.float64], n_words: NDArray[np.floating], floor: float, spread: float
) -> NDArray[np.bool_]:
    """Keep as many of the most probable blocks as have the highest expected F1; perhaps none.

    The F1 of a number of blocks is taken at expected counts, 2 E[content kept] / (kept +
    E[content]), where a block counts its words and half a word, and averaged over the effect that
    the page's blocks share. The F1 of keeping none is the probability that there is no content.
    Source: Lewis 1995, "Evaluating and optimizing autonomous text classification systems".
    """
    kept = np.zeros(len(probabilities), bool)
    if not len(probabilities):
        return kept
    order = np.argsort(-probabilities, kind="stable")
    weights = n_words.astype(np.float64)[order] + 0.5  # what has no words is kept or lost as well
    n_kept = weights.cumsum()
    mean, nothing = np.zeros(len(order)), 0.0
    for shares, given in _given_effect(probabilities[order], spread):
        expected = given * weights
        whole = n_kept + expected.sum(axis=1, keepdims=True)
        f1 = 2 * expected.cumsum(axis=1) / np.maximum(whole, 1e-12)
        mean += (shares * f1).sum(axis=0)
        nothing += (shares * np.prod(1 - given, axis=1, keepdims=True)).sum()
    ranked = probabilities[order]
    mean[:-1][ranked[:-1] == ranked[1:]] = -1.0  # equal ones are kept or dropped together
    if mean.max() >= nothing:
        best = order[: int(mean.argmax()) + 1]
        kept[best] = probabilities[best] >= floor
    return kept


def _given_effect(
    probabilities: NDArray[np.float64], spread: float
) -> Iterator[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Yield the probabilities given each value of the effect that the page's blocks share.

    Yields
    ------
    float64 array of shape (n_values, 1)
        The weights of some of the values; all weights add up to 1.
    float64 array of shape (n_values, n_blocks)
        The probabilities, whose weighted mean is about the given one; one row without a spread.
    """
    if not spread:
        yield np.ones((1, 1)), probabilities[None]
        return
    inside = np.clip(probabilities, 1e-12, 1 - 1e-12)
    odds = (inside / (1 - inside)) ** math.sqrt(1 + _ATTENUATION * spread**2)
    against = np.exp(-spread * _EFFECTS)
    step = max(1, _AT_ONCE // len(odds))
    for start in range(0, len(_EFFECTS), step):
        values = slice(start, start + step)
        yield _EFFECT_SHARES[values], odds / (odds + against[values])


def decision_for_page(
    decision: Decision, extracted: Decision | None, gate_share: float | None
) -> Decision:
    """Return the decision for a page of which nobody has said where it comes from.

    Parameters
    ----------
    decision : Decision
        The decision for pages as they were crawled.
    extracted : Decision or None
        That for plain text that an extractor has cleaned; None where there is none.
    gate_share : float or None
        The probability that an extractor has cleaned the page, 0 to 1; None where it is not known.

    Returns
    -------
    Decision
        The first; where the other two are given, the further towards the second, the likelier it
        is to be right for the page.

    Examples
    --------
    >>> crawled, extracted = Decision("threshold", 0.5), Decision("threshold", 0.3)
    >>> str(decision_for_page(crawled, extracted, 0.25))
    'threshold 0.45'
    """
    if extracted is None or gate_share is None:
        return decision
    return decision.towards(extracted, gate_share)


def rule_in_words(decision: Decision, extracted: Decision | None) -> str:
    """Tell what `decision_for_page` chooses from.

    Parameters
    ----------
    decision, extracted : Decision
        As there; the second is None where no page's share is known.

    Returns
    -------
    str
        Both, where pages have something between them; else the first.

    Examples
    --------
    >>> rule_in_words(Decision("threshold", 0.5), Decision("threshold", 0.3))
    'threshold 0.5, the nearer to threshold 0.3 the likelier an extractor has cleaned the page'
    """
    if decision_for_page(decision, extracted, 1.0) == decision:
        return str(decision)
    where = "the likelier an extractor has cleaned the page"
    return f"{decision}, the nearer to {extracted} {where}"


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
