"""Two ways to label the same pages, side by side, with the interval of their difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boilerclf.corpus import UNKNOWN, LabelledPage, tokens
from boilerclf.evaluation.bootstrap import Bootstrap, Score
from boilerclf.evaluation.metrics import confusion, ratio, scores_of_counts, words_f1

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Difference:
    """A score before and after a change, and what the change brought.

    Parameters
    ----------
    name : {"page_f1", "macro_f1"}
        The score: F1 over the words of a page, the mean over pages whose content is known; or the
        mean of both labels' F1 over blocks.
    before, after, gain : Score
        Each with its 95 % interval over sites; NaN where the score is not defined.
    """

    name: str
    before: Score
    after: Score
    gain: Score


def differences(
    pages: Sequence[LabelledPage],
    before: Sequence[NDArray[np.bool_]],
    after: Sequence[NDArray[np.bool_]],
) -> tuple[Difference, Difference]:
    """Compare what is kept before and after a change.

    Parameters
    ----------
    pages : sequence of LabelledPage
        The pages; their sites are what the intervals draw.
    before, after : sequence of bool arrays of shape (n_blocks,)
        What is kept of each page.

    Returns
    -------
    tuple of two Difference
        Page F1, then macro-F1.

    Examples
    --------
    >>> from boilerclf.corpus import Record, label_record
    >>> page = label_record(Record("a", "a", "a", 0, lines=("Menu", "Rain fell"), labels=(0, 1)))
    >>> all_kept, right = np.array([True, True]), np.array([False, True])
    >>> [round(its.gain.value, 3) for its in differences([page], [all_kept], [right])]
    [0.2, 0.667]
    """
    bootstrap = Bootstrap([page.site for page in pages])
    f1 = np.array(
        [
            [*_f1(page, old), *_f1(page, new)]
            for page, old, new in zip(pages, before, after, strict=True)
        ],
        np.float64,
    ).reshape(len(pages), 4)
    cells = np.array(
        [
            [*_cells(page, old), *_cells(page, new)]
            for page, old, new in zip(pages, before, after, strict=True)
        ],
        np.float64,
    ).reshape(len(pages), 8)

    def share(sums: Floats) -> Floats:
        return ratio(sums[..., 0], sums[..., 1])

    def macro(counts: Floats) -> Floats:
        return scores_of_counts(counts)["macro_f1"]

    return (
        Difference(
            "page_f1",
            bootstrap.score(f1[:, :2], share),
            bootstrap.score(f1[:, 2:], share),
            bootstrap.score(f1, lambda sums: share(sums[..., 2:]) - share(sums[..., :2])),
        ),
        Difference(
            "macro_f1",
            bootstrap.score(cells[:, :4], macro),
            bootstrap.score(cells[:, 4:], macro),
            bootstrap.score(cells, lambda sums: macro(sums[..., 4:]) - macro(sums[..., :4])),
        ),
    )


def _f1(page: LabelledPage, kept: NDArray[np.bool_]) -> tuple[float, float]:
    if page.gold is None:
        return 0.0, 0.0
    text = "\n".join(page.page.block_text(int(block)) for block in np.flatnonzero(kept))
    return words_f1(Counter(tokens(text)), Counter(tokens(page.gold))), 1.0


def _cells(page: LabelledPage, kept: NDArray[np.bool_]) -> NDArray[np.float64]:
    known = page.labels != UNKNOWN
    return confusion(page.labels[known], kept[known])
