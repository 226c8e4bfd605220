"""What is kept of the same pages before and after a change, with the interval of the gain.

It needs decisions alone, such as those of an adapted model on pages held out, and so compares only
two scores. `boilerclf.evaluation.comparison` compares all scores of two models.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boilerclf.corpus import LabelledPage
from boilerclf.evaluation.bootstrap import Bootstrap, Score
from boilerclf.evaluation.comparison import score_difference
from boilerclf.evaluation.sums import STATISTICS, ScoreTable


@dataclass(frozen=True, slots=True)
class Difference:
    """A score before and after a change, and what the change brought.

    Parameters
    ----------
    name : {"page_f1", "macro_f1"}
        The score, as `evaluate` has it: F1 over the words of a page, the mean over pages whose
        content is known; or the mean of both labels' F1 over blocks.
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
    >>> [round(score.gain.value, 3) for score in differences([page], [all_kept], [right])]
    [0.2, 0.667]
    """
    tables = [  # no score here depends on probabilities
        ScoreTable.of(pages, [decided.astype(np.float64) for decided in kept], kept)
        for kept in (before, after)
    ]
    bootstrap = Bootstrap([page.site for page in pages])
    page_f1, macro_f1 = (_difference(bootstrap, name, *tables) for name in ("page_f1", "macro_f1"))
    return page_f1, macro_f1


def _difference(
    bootstrap: Bootstrap, name: str, before: ScoreTable, after: ScoreTable
) -> Difference:
    sums, statistic = STATISTICS[name]
    return Difference(
        name,
        bootstrap.score(before.sums[sums], statistic),
        bootstrap.score(after.sums[sums], statistic),
        score_difference(bootstrap, name, after, before),
    )
