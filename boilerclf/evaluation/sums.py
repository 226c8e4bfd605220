"""What each page adds to the scores, and the scores as functions of the sums over pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import partial
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from boilerclf.corpus import UNKNOWN, LabelledPage, tokens
from boilerclf.corpus.quotients import quotient
from boilerclf.corpus.reliability import N_BINS, bin_sums, error_of_bins
from boilerclf.evaluation.metrics import (
    BlockScores,
    Floats,
    confusion,
    scores_of_counts,
    text_sums,
    words_f1,
)

Statistic = Callable[[Floats], Floats]
"""Takes sums of shape (..., n_sums), gives scores of shape (...,)."""

_N_SUMS = {"counts": 4, "bins": 3 * N_BINS} | dict.fromkeys(
    ("page_f1", "untouched_f1", "brier", "empty_share", "must_have_kept", "must_not_have_kept"), 2
)
"""What a page adds to the scores; two sums are a numerator and a denominator."""


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """What scores are made of: columns of blocks, and rows of sums of pages.

    Parameters
    ----------
    sites : list of str
        The site of each page.
    pages : int64 array of shape (n_blocks,)
        The page of each block whose label is known.
    labels : int8 array of shape (n_blocks,)
        1 content, 0 noise.
    probabilities : float64 array of shape (n_blocks,)
        Of content; labels and they are what a ranking needs.
    sums : mapping of str to float64 array of shape (n_pages, n_sums)
        What each page adds to the scores of `STATISTICS`.
    """

    sites: list[str]
    pages: NDArray[np.int64]
    labels: NDArray[np.int8]
    probabilities: Floats
    sums: dict[str, Floats]

    @classmethod
    def of(
        cls,
        pages: Sequence[LabelledPage],
        probabilities: Sequence[NDArray[np.floating[Any]]],
        kept: Sequence[NDArray[np.bool_]],
    ) -> ScoreTable:
        """Add up pages; the arguments are those of `evaluate_predictions`."""
        known = [page.labels != UNKNOWN for page in pages]
        labels = [page.labels[mask] for page, mask in zip(pages, known, strict=True)]
        scores = [p[mask].astype(np.float64) for p, mask in zip(probabilities, known, strict=True)]
        rows = [
            _page_sums(page, label, score, decided[mask], _kept_text(page, decided))
            for page, label, score, decided, mask in zip(
                pages, labels, scores, kept, known, strict=True
            )
        ]
        return cls(
            sites=[page.site for page in pages],
            pages=np.repeat(np.arange(len(pages)), np.array([*map(len, labels)], np.int64)),
            labels=np.concatenate([np.zeros(0, np.int8), *labels]),
            probabilities=np.concatenate([np.zeros(0), *scores]),
            sums={
                name: np.array([row[name] for row in rows], np.float64).reshape(len(rows), width)
                for name, width in _N_SUMS.items()
            },
        )


def _kept_text(page: LabelledPage, kept: NDArray[np.bool_]) -> str:
    counted = np.flatnonzero(kept & page.is_counted)
    return "\n".join(page.page.block_text(int(index)) for index in counted)


def _page_sums(
    page: LabelledPage, labels: NDArray[np.int8], scores: Floats, kept: NDArray[np.bool_], text: str
) -> dict[str, ArrayLike]:
    gold_words = None if page.gold is None else Counter(tokens(page.gold))
    untouched: tuple[float, float] = (0, 0)
    if gold_words is not None:
        everything = _kept_text(page, np.ones(page.page.n_blocks, np.bool_))
        untouched = words_f1(Counter(tokens(everything)), gold_words), 1
    return {
        "counts": confusion(labels, kept),
        "bins": bin_sums(labels, scores).ravel(),
        "untouched_f1": untouched,
        "brier": (((scores - labels) ** 2).sum(), len(labels)),
        **text_sums(text, gold_words, page.must_have, page.must_not_have),
    }


def share_of_sums(sums: Floats) -> Floats:
    """Return the share that sums of shape (..., 2), a numerator and a denominator, amount to."""
    return quotient(sums[..., 0], sums[..., 1])


def _block_score(name: str, counts: Floats) -> Floats:
    return scores_of_counts(counts)[name]


def _calibration_error(sums: Floats) -> Floats:
    return error_of_bins(sums.reshape(*sums.shape[:-1], 3, N_BINS))


BEFORE_AUC: Final[dict[str, tuple[str, Statistic]]] = {
    "page_f1": ("page_f1", share_of_sums),
    "untouched_f1": ("untouched_f1", share_of_sums),
    **{score.name: ("counts", partial(_block_score, score.name)) for score in fields(BlockScores)},
}
AFTER_AUC: Final[dict[str, tuple[str, Statistic]]] = {
    "brier": ("brier", share_of_sums),
    "calibration_error": ("bins", _calibration_error),
    **{
        name: (name, share_of_sums)
        for name in ("empty_share", "must_have_kept", "must_not_have_kept")
    },
}
"""Scores before and after ROC-AUC, in the order of reports."""

STATISTICS: Final = BEFORE_AUC | AFTER_AUC
"""The scores that are functions of sums over pages: the sums of each, and the function."""
