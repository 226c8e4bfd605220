"""Scores of labels, probabilities and kept text against gold.

Every score is a float; where it is not defined (no block, one class only) it is NaN, never 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from boilerclf.corpus import tokens
from boilerclf.corpus.quotients import quotient

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class BlockScores:
    """Precision, recall and F1 of both classes.

    A precision without a block so decided, or a recall without a block of the class, is NaN; an F1
    is NaN only where the class neither occurs nor was decided, and then macro-F1 is the other F1.

    Parameters
    ----------
    content_precision, content_recall, content_f1 : float
        Scores of content as the class sought, 0 to 1.
    noise_precision, noise_recall, noise_f1 : float
        Scores of noise as the class sought, 0 to 1.
    macro_f1 : float
        The mean of the two F1 values.
    """

    content_precision: float
    content_recall: float
    content_f1: float
    noise_precision: float
    noise_recall: float
    noise_f1: float
    macro_f1: float


def block_scores(
    labels: ArrayLike, kept: ArrayLike, weights: ArrayLike | None = None
) -> BlockScores:
    """Return precision, recall and F1 of content and of noise.

    Parameters
    ----------
    labels : array of shape (n_blocks,)
        1 content, 0 noise.
    kept : bool array of shape (n_blocks,)
        The decisions.
    weights : array of shape (n_blocks,), default: None
        What each block counts, 0 or more; every block 1 where None.

    Returns
    -------
    BlockScores
        All NaN for no blocks.

    Examples
    --------
    >>> scores = block_scores([1, 1, 0, 0], [True, False, False, False])
    >>> scores.content_precision, scores.content_recall, scores.noise_recall
    (1.0, 0.5, 1.0)
    """
    counts = confusion(labels, kept, weights)
    values = scores_of_counts(counts)
    return BlockScores(**{name: float(value) for name, value in values.items()})


def confusion(
    labels: ArrayLike, kept: ArrayLike, weights: ArrayLike | None = None
) -> NDArray[np.float64]:
    """Return the four cells that precision, recall and F1 are made of.

    Parameters
    ----------
    labels, kept, weights
        As in `block_scores`.

    Returns
    -------
    float64 array of shape (4,)
        Weight of content kept, content dropped, noise kept, noise dropped; zeros for no blocks.

    Examples
    --------
    >>> confusion([1, 1, 0, 0], [True, False, False, False]).tolist()
    [1.0, 1.0, 0.0, 2.0]
    """
    cells = 2 * (np.asarray(labels) == 0) + ~np.asarray(kept, dtype=np.bool_)
    given = None if weights is None else np.asarray(weights, dtype=np.float64)
    return np.bincount(cells, weights=given, minlength=4).astype(np.float64)


def scores_of_counts(counts: Floats) -> dict[str, Floats]:
    """Return the scores of `BlockScores` for one table of counts, or for many at once.

    Parameters
    ----------
    counts : float64 array of shape (..., 4)
        As `confusion` returns them.

    Returns
    -------
    dict of str to float64 array of shape (...,)
        The fields of `BlockScores`, in their order.

    Examples
    --------
    >>> scores_of_counts(np.array([1.0, 1.0, 0.0, 2.0]))["noise_precision"].round(3).item()
    0.667
    """
    content_kept, content_dropped, noise_kept, noise_dropped = np.moveaxis(counts, -1, 0)
    content_f1 = quotient(2 * content_kept, 2 * content_kept + content_dropped + noise_kept)
    noise_f1 = quotient(2 * noise_dropped, 2 * noise_dropped + content_dropped + noise_kept)
    both = (content_f1 + noise_f1) / 2
    macro = np.where(np.isnan(both), np.fmax(content_f1, noise_f1), both)
    return {
        "content_precision": quotient(content_kept, content_kept + noise_kept),
        "content_recall": quotient(content_kept, content_kept + content_dropped),
        "content_f1": content_f1,
        "noise_precision": quotient(noise_dropped, noise_dropped + content_dropped),
        "noise_recall": quotient(noise_dropped, noise_dropped + noise_kept),
        "noise_f1": noise_f1,
        "macro_f1": macro,
    }


def roc_auc(labels: ArrayLike, probabilities: ArrayLike, weights: ArrayLike | None = None) -> float:
    """Return the area under the ROC curve: how often content outscores noise, a tie counting half.

    Parameters
    ----------
    labels : array of shape (n_blocks,)
        1 content, 0 noise.
    probabilities : array of shape (n_blocks,)
        Probability of content, or any score that grows with it.
    weights : array of shape (n_blocks,), default: None
        What each block counts, 0 or more; every block 1 where None.

    Returns
    -------
    float
        0 to 1; NaN where one of the classes is missing.

    References
    ----------
    Mann and Whitney 1947; Fawcett 2006, section 7.

    Examples
    --------
    >>> roc_auc([0, 0, 1, 1], [0.1, 0.4, 0.4, 0.8])
    0.875
    """
    labels, probabilities = np.asarray(labels), np.asarray(probabilities)
    weights = np.ones(len(labels)) if weights is None else np.asarray(weights, dtype=np.float64)
    levels, level = np.unique(probabilities, return_inverse=True)
    noise, content = (
        np.bincount(level, weights=weights * (labels == label), minlength=len(levels))
        for label in (0, 1)
    )
    return float(auc_of_histograms(content.astype(np.float64), noise.astype(np.float64)))


def auc_of_histograms(content: Floats, noise: Floats) -> Floats:
    """Return the area under the ROC curve for one pair of histograms, or for many at once.

    Parameters
    ----------
    content, noise : float64 arrays of shape (..., n_levels)
        Weight of each class at each level of the score, levels ascending.

    Returns
    -------
    float64 array of shape (...,)
        0 to 1; NaN where one of the classes has no weight.

    Examples
    --------
    >>> auc_of_histograms(np.array([0.0, 1.0]), np.array([1.0, 1.0])).item()
    0.75
    """
    below = np.cumsum(noise, axis=-1) - noise / 2
    pairs = content.sum(axis=-1) * noise.sum(axis=-1)
    return quotient((content * below).sum(axis=-1), pairs)


def page_f1(kept: str, gold: str) -> float:
    """Return WCXB's page F1: that of the two multisets of words.

    Parameters
    ----------
    kept : str
        The text that was kept.
    gold : str
        The text that should have been.

    Returns
    -------
    float
        0 to 1; 1 where neither holds a word, 0 where one of them holds none.

    Examples
    --------
    >>> page_f1("Rain fell on Tarvo", "rain fell"), page_f1("", "...")
    (0.6666666666666666, 1.0)
    """
    return words_f1(Counter(tokens(kept)), Counter(tokens(gold)))


def words_f1(kept_words: Counter[str], gold_words: Counter[str]) -> float:
    """Return `page_f1` of words that are counted already.

    Examples
    --------
    >>> words_f1(Counter("aab"), Counter("ab"))
    0.8
    """
    total = kept_words.total() + gold_words.total()
    return 2 * (kept_words & gold_words).total() / total if total else 1.0


def n_snippets_kept(kept: str, snippets: Iterable[str]) -> int:
    r"""Return how many of the snippets the kept text holds, white space folded on both sides.

    Parameters
    ----------
    kept : str
        The text that was kept.
    snippets : iterable of str
        What is sought in it, each as it stands, case included; a blank one is always held.

    Returns
    -------
    int
        0 to the number of snippets.

    Examples
    --------
    >>> n_snippets_kept("Rain fell\non Tarvo.", ["fell on", "Share"])
    1
    """
    text = " ".join(kept.split())
    return sum(" ".join(snippet.split()) in text for snippet in snippets)


def text_sums(
    kept: str,
    gold_words: Counter[str] | None,
    must_have: Sequence[str],
    must_not_have: Sequence[str],
) -> dict[str, tuple[float, float]]:
    """Return what a page's kept text adds to each score, numerator and denominator.

    Parameters
    ----------
    kept : str
        The text that was kept.
    gold_words : Counter of str or None
        The words of the text that should have been; None where that is not known.
    must_have, must_not_have : sequence of str
        Snippets that the kept text must, and must not, hold.

    Returns
    -------
    dict of str to tuple of (float, float)
        ``page_f1``, ``empty_share`` (no word is kept where gold has one), ``must_have_kept`` and
        ``must_not_have_kept``; a denominator is 0 where a page has no part in the score.

    Examples
    --------
    >>> sums = text_sums("Rain fell", Counter(["rain"]), ["Rain", "snow"], [])
    >>> sums["page_f1"], sums["must_have_kept"]
    ((0.6666666666666666, 1), (1, 2))
    """
    kept_words = Counter(tokens(kept))
    return {
        "page_f1": (0, 0) if gold_words is None else (words_f1(kept_words, gold_words), 1),
        "empty_share": (bool(gold_words) and not kept_words, bool(gold_words)),
        "must_have_kept": (n_snippets_kept(kept, must_have), len(must_have)),
        "must_not_have_kept": (n_snippets_kept(kept, must_not_have), len(must_not_have)),
    }
