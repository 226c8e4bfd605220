"""Two models side by side on the same pages: every score, with the interval of each difference.

It needs probabilities. Where only decisions are known, before and after a change, there is
`boilerclf.evaluation.difference`.
"""

from __future__ import annotations

import numpy as np

from boilerclf.errors import ConfigurationError
from boilerclf.evaluation.bootstrap import N_RESAMPLES, Bootstrap, Floats, Score, interval
from boilerclf.evaluation.compared import Compared, Comparison
from boilerclf.evaluation.judging import Judgement
from boilerclf.evaluation.metrics import roc_auc
from boilerclf.evaluation.sums import STATISTICS, ScoreTable


def compare(one: Judgement, other: Judgement, *, n_resamples: int = N_RESAMPLES) -> Comparison:
    """Compare two judgements of the same pages.

    Parameters
    ----------
    one, other : Judgement
        What each model says of the pages.
    n_resamples : int, default: N_RESAMPLES
        Draws of sites for the intervals.

    Returns
    -------
    Comparison
        Without any score for no pages.

    Raises
    ------
    ConfigurationError
        Where the pages are not the same.

    Examples
    --------
    >>> from boilerclf.corpus import Record, label_record
    >>> from boilerclf.evaluation.judging import judge
    >>> from boilerclf.model import Decision, load_model
    >>> model, lines = load_model("text"), ("Menu", "Rain fell on the town all night.")
    >>> pages = [label_record(Record("a", "mine", "a", 0, lines=lines, labels=(0, 1)))]
    >>> all_kept, none_kept = (judge(model, pages, Decision("threshold", at)) for at in (0.0, 1.0))
    >>> round(compare(all_kept, none_kept).scores["page_f1"].difference.value, 3)
    0.933
    """
    if list(one.pages) != list(other.pages):
        raise ConfigurationError("two models are compared on the same pages; judge both on them")
    tables = [
        ScoreTable.of(judgement.pages, judgement.probabilities, judgement.kept)
        for judgement in (one, other)
    ]
    bootstrap = Bootstrap(tables[0].sites, n_resamples=n_resamples)
    compared: dict[str, Compared] = {}
    for name, value in one.evaluation.scores.items():
        if name == "roc_auc":
            difference = _auc_difference(bootstrap, *tables)
        else:
            difference = score_difference(bootstrap, name, *tables)
        if not np.isnan(difference.value):
            compared[name] = Compared(value, other.evaluation.scores[name], difference)
    return Comparison(other.evaluation.model, compared)


def score_difference(bootstrap: Bootstrap, name: str, one: ScoreTable, other: ScoreTable) -> Score:
    """Return by how much a score of one table is above that of another of the same pages.

    Parameters
    ----------
    bootstrap : Bootstrap
        Draws of the pages' sites.
    name : str
        One of `STATISTICS`.
    one, other : ScoreTable
        What each way to label the pages adds up to.

    Returns
    -------
    Score
        With the interval over draws in which both are judged together.
    """
    sums, statistic = STATISTICS[name]

    def of_both(both: Floats) -> Floats:
        first, second = np.split(both, 2, axis=-1)
        return np.asarray(statistic(first) - statistic(second))

    return bootstrap.score(np.concatenate([one.sums[sums], other.sums[sums]], axis=1), of_both)


def _auc_difference(bootstrap: Bootstrap, one: ScoreTable, other: ScoreTable) -> Score:
    values = [roc_auc(table.labels, table.probabilities) for table in (one, other)]
    draws = [
        bootstrap.auc_draws(table.pages, table.labels, table.probabilities)
        for table in (one, other)
    ]
    return interval(values[0] - values[1], draws[0] - draws[1])
