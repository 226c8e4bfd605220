"""One evaluation: scores with intervals, overall and by slices of the data."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from boilerclf.corpus import LabelledPage
from boilerclf.errors import ConfigurationError
from boilerclf.evaluation.bootstrap import N_RESAMPLES, Bootstrap, Score
from boilerclf.evaluation.calibration import Reliability, reliability_table
from boilerclf.evaluation.kinds import KindScore, score_kinds
from boilerclf.evaluation.metrics import roc_auc
from boilerclf.evaluation.news import NewsSlice
from boilerclf.evaluation.slicing import NOT_GIVEN, SLICED_BY, slice_of
from boilerclf.evaluation.sums import AFTER_AUC, BEFORE_AUC, ScoreTable, Statistic
from boilerclf.evaluation.tables import render_evaluation
from boilerclf.evaluation.undefined import without_nan

IN_SLICES = (
    "page_f1",
    "untouched_f1",
    "macro_f1",
    "roc_auc",
    "content_precision",
    "content_recall",
)
"""The scores that are given by slice."""


@dataclass(frozen=True, slots=True)
class Slice:
    """The scores of the pages that share a value of a field.

    Parameters
    ----------
    field : str
        One of `SLICED_BY`.
    value : str
        The value that these pages share.
    n_pages, n_blocks : int
        Its pages, and those of their blocks whose label is known.
    scores : mapping of str to Score
        The scores named by `IN_SLICES`.
    """

    field: str
    value: str
    n_pages: int
    n_blocks: int
    scores: Mapping[str, Score]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a model's labels are worth on labelled pages.

    Parameters
    ----------
    model, decision : str
        What made the labels, and how they were chosen from probabilities.
    corpora : mapping of str to str
        The SHA-256 of each corpus, by its name.
    n_pages, n_sites : int
        Pages, and the sites they come from.
    n_blocks, n_content : int
        Blocks whose label is known, and those of them that are content.
    n_unknown : int
        Blocks of which nothing is known; they count in page F1 alone.
    scores : mapping of str to Score
        ``page_f1`` (mean over pages with gold), ``untouched_f1`` (what it would be with every block
        kept), ``content_precision``, ``content_recall``,
        ``content_f1``, ``noise_precision``, ``noise_recall``, ``noise_f1``, ``macro_f1``,
        ``roc_auc``, ``brier``, ``calibration_error`` (over blocks), ``empty_share`` (of the pages
        whose gold holds a word, those with no word kept), ``must_have_kept`` and
        ``must_not_have_kept`` (share of the snippets).
    reliability : tuple of Reliability
        How probable content was said to be and how often it was, in bins.
    slices : tuple of Slice
        By field in the order of `SLICED_BY`, then by value.
    kinds : tuple of KindScore
        What became of each kind of block of HTML pages.
    news : NewsSlice or None
        What became of headlines that were spliced into the pages; None where that was not tried.
    """

    model: str
    decision: str
    corpora: Mapping[str, str]
    n_pages: int
    n_sites: int
    n_blocks: int
    n_content: int
    n_unknown: int
    scores: Mapping[str, Score]
    reliability: tuple[Reliability, ...] = field(repr=False)
    slices: tuple[Slice, ...] = field(repr=False)
    kinds: tuple[KindScore, ...] = field(default=(), repr=False)
    news: NewsSlice | None = None

    def slice_means(self, name: str) -> dict[str, float]:
        """Return the plain means of the scores over the slices of a field.

        Parameters
        ----------
        name : str
            The field, one of `SLICED_BY`.

        Returns
        -------
        dict of str to float
            By score; slices in which a score is not defined are left out of its mean, and without
            any it is NaN. A field without slices gives an empty dict.
        """
        slices = [part for part in self.slices if part.field == name]
        if not slices:
            return {}
        return {score: _mean(part.scores[score].value for part in slices) for score in IN_SLICES}

    def to_dict(self) -> dict[str, Any]:
        """Return everything as what JSON can hold.

        Returns
        -------
        dict
            By the names of the fields, with ``slices`` and ``slice_means`` by the field that they
            are of; a score that is not defined is None.
        """
        names = dict.fromkeys(part.field for part in self.slices)
        result: dict[str, Any] = asdict(self)
        result["slices"] = {
            name: [
                {key: value for key, value in part.items() if key != "field"}
                for part in result["slices"]
                if part["field"] == name
            ]
            for name in names
        }
        result["slice_means"] = {name: self.slice_means(name) for name in names}
        return {key: without_nan(value) for key, value in result.items()}

    def to_text(self, width: int = 80) -> str:
        """Return the tables that people read.

        Parameters
        ----------
        width : int, default: 80
            Columns of the terminal; a table that is too wide is broken into several.

        Returns
        -------
        str
            Lines of at most `width` columns from 40 columns on, without a line feed at the end.
        """
        return render_evaluation(self.to_dict(), width)


def evaluate_predictions(  # noqa: PLR0913  # the last four are named, and have defaults
    labelled_pages: Sequence[LabelledPage],
    probabilities: Sequence[NDArray[np.floating[Any]]],
    kept: Sequence[NDArray[np.bool_]],
    *,
    model: str = "",
    decision: str = "",
    corpora: Mapping[str, str] | None = None,
    n_resamples: int = N_RESAMPLES,
) -> Evaluation:
    """Compare probabilities and decisions with the labels and the gold.

    Parameters
    ----------
    labelled_pages : sequence of LabelledPage
        The pages.
    probabilities : sequence of float arrays of shape (n_blocks,)
        The probability of content of each page's blocks.
    kept : sequence of bool arrays of shape (n_blocks,)
        The decisions for each page's blocks.
    model, decision : str, default: ""
        What is to stand in the report.
    corpora : mapping of str to str, default: None
        The SHA-256 of each corpus, by its name.
    n_resamples : int, default: N_RESAMPLES
        Draws of sites for the intervals.

    Returns
    -------
    Evaluation
        All scores are NaN for no pages. The text of a page that page F1 compares with its gold is
        that of its kept blocks, but for lines of text in doubt.

    Raises
    ------
    ConfigurationError
        The three sequences, or a page's arrays, do not fit each other.

    Examples
    --------
    >>> from boilerclf.corpus import Record, label_record
    >>> record = Record("a", "mine", "a", 0, lines=("Menu", "Rain fell."), labels=(0, 1))
    >>> page = label_record(record)
    >>> evaluation = evaluate_predictions([page], [np.array([0.2, 0.9])], [np.array([True, True])])
    >>> evaluation.scores["page_f1"].value, evaluation.scores["roc_auc"].value
    (0.8, 1.0)
    """
    _refuse_misfits(labelled_pages, probabilities, kept)
    table = ScoreTable.of(labelled_pages, probabilities, kept)
    every_page = np.ones(len(labelled_pages), dtype=np.bool_)
    return Evaluation(
        model=model,
        decision=decision,
        corpora=dict(corpora or {}),
        n_pages=len(labelled_pages),
        n_sites=len(set(table.sites)),
        n_blocks=len(table.labels),
        n_content=int((table.labels == 1).sum()),
        n_unknown=sum(page.page.n_blocks for page in labelled_pages) - len(table.labels),
        scores=_scores(table, every_page, n_resamples),
        reliability=reliability_table(table.labels, table.probabilities),
        slices=tuple(_slices(labelled_pages, table, n_resamples)),
        kinds=score_kinds(labelled_pages, kept),
    )


def _scores(table: ScoreTable, chosen: NDArray[np.bool_], n_resamples: int) -> dict[str, Score]:
    """Return every score of the chosen pages."""
    sites = [site for site, wanted in zip(table.sites, chosen, strict=True) if wanted]
    bootstrap = Bootstrap(sites, n_resamples=n_resamples)
    sums = {name: columns[chosen] for name, columns in table.sums.items()}

    def scored(statistics: Mapping[str, tuple[str, Statistic]]) -> dict[str, Score]:
        return {
            name: bootstrap.score(sums[column], statistic)
            for name, (column, statistic) in statistics.items()
        }

    blocks = chosen[table.pages]
    labels, values = table.labels[blocks], table.probabilities[blocks]
    pages = (np.cumsum(chosen) - 1)[table.pages[blocks]]
    auc = bootstrap.auc(roc_auc(labels, values), pages, labels, values)
    return scored(BEFORE_AUC) | {"roc_auc": auc} | scored(AFTER_AUC)


def _slices(pages: Sequence[LabelledPage], table: ScoreTable, n_resamples: int) -> Iterable[Slice]:
    for name in SLICED_BY:
        values = [slice_of(page, name) for page in pages]
        different = sorted(set(values))
        if set(different) <= {NOT_GIVEN} or (
            name in {"corpus", "script", "size"} and len(different) == 1
        ):
            continue
        for value in different:
            chosen = np.array([of_page == value for of_page in values])
            scores = _scores(table, chosen, n_resamples)
            yield Slice(
                field=name,
                value=value,
                n_pages=int(chosen.sum()),
                n_blocks=int(chosen[table.pages].sum()),
                scores={score: scores[score] for score in IN_SLICES},
            )


def _refuse_misfits(
    pages: Sequence[LabelledPage],
    probabilities: Sequence[NDArray[np.floating[Any]]],
    kept: Sequence[NDArray[np.bool_]],
) -> None:
    if not len(pages) == len(probabilities) == len(kept):
        raise ConfigurationError(
            f"{len(pages)} pages, {len(probabilities)} arrays of probabilities and {len(kept)} of "
            "decisions; give one of each for every page"
        )
    for page, scores, decided in zip(pages, probabilities, kept, strict=True):
        if not page.page.n_blocks == len(scores) == len(decided):
            raise ConfigurationError(
                f"page {page.id!r} has {page.page.n_blocks} blocks, {len(scores)} probabilities "
                f"and {len(decided)} decisions; give one of each for every block"
            )


def _mean(values: Iterable[float]) -> float:
    defined = [value for value in values if not math.isnan(value)]
    return math.fsum(defined) / len(defined) if defined else math.nan
