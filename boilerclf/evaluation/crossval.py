"""Models judged on labelled pages: one that stands, or one a fold from scratch."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray

from boilerclf.cores import worker_count
from boilerclf.corpus import LabelledPage
from boilerclf.evaluation.columns import (
    ColumnSums,
    ColumnWeight,
    column_sums,
    heaviest_columns,
)
from boilerclf.evaluation.news import news_slice
from boilerclf.evaluation.report import Evaluation, evaluate_predictions
from boilerclf.model import Classifier, Decision
from boilerclf.page import Kind
from boilerclf.training import TrainingOptions, default_options, train_folds

_PAGES_A_TASK: Final = 32
"""Pages that a worker classifies at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """An evaluation, and what it was made of, page by page.

    Parameters
    ----------
    evaluation : Evaluation
        The scores.
    pages : sequence of LabelledPage
        The pages.
    probabilities : sequence of float64 arrays of shape (n_blocks,)
        The probability of content of each page's blocks.
    kept : sequence of bool arrays of shape (n_blocks,)
        The decisions.
    classifiers : sequence of Classifier
        What judged each page.
    decision : Decision or None
        How labels were chosen; None for each classifier's own.
    columns : tuple of ColumnWeight
        The columns by what they do, the heaviest first; empty where nobody asked.
    """

    evaluation: Evaluation
    pages: Sequence[LabelledPage]
    probabilities: Sequence[NDArray[np.float64]]
    kept: Sequence[NDArray[np.bool_]]
    classifiers: Sequence[Classifier]
    decision: Decision | None = None
    columns: tuple[ColumnWeight, ...] = ()


def evaluate(
    classifier: Classifier,
    labelled_pages: Sequence[LabelledPage],
    decision: Decision | None = None,
    *,
    corpora: Mapping[str, str] | None = None,
    jobs: int = 1,
) -> Evaluation:
    """Judge a model on labelled pages.

    Parameters
    ----------
    classifier : Classifier
        The model.
    labelled_pages : sequence of LabelledPage
        Pages of its kind that it should not have been trained on.
    decision : Decision, default: None
        How labels are chosen; the model's own where None.
    corpora : mapping of str to str, default: None
        The digest of each corpus, by its name, for the report.
    jobs : int, default: 1
        Worker processes, 0 and less: one a core; the result does not depend on their number.

    Returns
    -------
    Evaluation
        All scores are NaN for no pages.

    Raises
    ------
    ConfigurationError
        A page is of the other kind.

    Examples
    --------
    >>> from boilerclf.corpus import Record, label_record
    >>> from boilerclf.model import load_model
    >>> lines = ("Menu", "Rain fell on the town all night.")
    >>> page = label_record(Record("a", "mine", "a", 0, lines=lines, labels=(0, 1)))
    >>> all_kept = evaluate(load_model("text"), [page], Decision("threshold", 0.0))
    >>> round(all_kept.scores["page_f1"].value, 3)
    0.933
    """
    return judge(classifier, labelled_pages, decision, corpora=corpora, jobs=jobs).evaluation


def judge(  # noqa: PLR0913  # the last three are named, and have defaults
    classifier: Classifier,
    labelled_pages: Sequence[LabelledPage],
    decision: Decision | None = None,
    *,
    corpora: Mapping[str, str] | None = None,
    jobs: int = 1,
    weighed: bool = False,
) -> Judgement:
    """Judge a model as `evaluate` does, and keep what it says of every page.

    Parameters
    ----------
    classifier, labelled_pages, decision, corpora, jobs
        As for `evaluate`.
    weighed : bool, default: False
        Find the heaviest columns too.

    Returns
    -------
    Judgement
        The evaluation and what it was made of.

    Raises
    ------
    ConfigurationError
        A page is of the other kind.

    Examples
    --------
    >>> from boilerclf.corpus import Record, label_record
    >>> from boilerclf.model import load_model
    >>> lines = ("Menu", "Rain fell on the town all night.")
    >>> page = label_record(Record("a", "mine", "a", 0, lines=lines, labels=(0, 1)))
    >>> judgement = judge(load_model("text"), [page], Decision("threshold", 0.0))
    >>> [kept.tolist() for kept in judgement.kept]
    [[True, True]]
    """
    said = str(decision or classifier.card.decision)
    models = [classifier] * len(labelled_pages)
    return _judgement(
        labelled_pages, models, decision, jobs, weighed, (classifier.identity, said), corpora
    )


def cross_validate(  # noqa: PLR0913  # all but the first are named, and most have defaults
    labelled_pages: Sequence[LabelledPage],
    *,
    kind: Kind,
    options: TrainingOptions | None = None,
    jobs: int = 1,
    passes: int | None = None,
    decision: Decision | None = None,
    held_out: Callable[[LabelledPage], LabelledPage] | None = None,
    corpora: Mapping[str, str] | None = None,
) -> Evaluation:
    """Judge a way of training: each fold's pages by a model trained on the others from scratch.

    Both passes, calibration and decision of the model that judges a fold were made without it, and
    inside that model each of them again without the pages that it was made from.

    Parameters
    ----------
    labelled_pages : sequence of LabelledPage
        Pages of one kind from two folds or more; no site may lie in two.
    kind : {"html", "text"}
        Their kind.
    options : TrainingOptions, default: None
        How to train; `boilerclf.training.default_options` where None.
    jobs : int, default: 1
        Worker processes, 0 and less: one a core; the result does not depend on their number.
    passes : {1, 2}, default: None
        How many passes, where it shall not be what the options say.
    decision : Decision, default: None
        How labels are chosen; what each fold's model has chosen where None.
    held_out : callable, default: None
        Changes each page before it is judged, as by taking its class names away; the pages that
        are learnt from stay as they are.
    corpora : mapping of str to str, default: None
        The digest of each corpus, by its name, for the report.

    Returns
    -------
    Evaluation
        Every page is judged once.

    Raises
    ------
    ConfigurationError
        A page is of the other kind, or an option cannot be used.
    DataError
        There are too few sites, one fold or class only, or a site in two folds.

    Examples
    --------
    >>> from boilerclf.corpus import Record, label_record
    >>> lines = ("Menu", "Rain fell on the town all night.")
    >>> records = [
    ...     Record(site, "mine", site, fold, lines=lines, labels=(0, 1))
    ...     for fold, site in enumerate("abcd")
    ... ]
    >>> pages = [label_record(record) for record in records]
    >>> cross_validate(pages, kind="text").scores["page_f1"].value
    1.0
    """
    return judge_folds(
        labelled_pages,
        kind=kind,
        options=options,
        jobs=jobs,
        passes=passes,
        decision=decision,
        held_out=held_out,
        corpora=corpora,
    ).evaluation


def judge_folds(  # noqa: PLR0913  # all but the first are named, and most have defaults
    labelled_pages: Sequence[LabelledPage],
    *,
    kind: Kind,
    options: TrainingOptions | None = None,
    jobs: int = 1,
    passes: int | None = None,
    decision: Decision | None = None,
    held_out: Callable[[LabelledPage], LabelledPage] | None = None,
    corpora: Mapping[str, str] | None = None,
    weighed: bool = False,
) -> Judgement:
    """Judge a way of training as `cross_validate` does, and keep what is said of every page.

    Parameters
    ----------
    labelled_pages, kind, options, jobs, passes, decision, held_out, corpora
        As for `cross_validate`.
    weighed : bool, default: False
        Find the heaviest columns too.

    Returns
    -------
    Judgement
        The evaluation and what it was made of.

    Raises
    ------
    ConfigurationError, DataError
        As in `cross_validate`.

    Examples
    --------
    >>> from boilerclf.corpus import Record, label_record
    >>> lines = ("Menu", "Rain fell on the town all night.")
    >>> records = [
    ...     Record(site, "mine", site, fold, lines=lines, labels=(0, 1))
    ...     for fold, site in enumerate("abcd")
    ... ]
    >>> pages = [label_record(record) for record in records]
    >>> [kept.tolist() for kept in judge_folds(pages, kind="text").kept][:2]
    [[False, True], [False, True]]
    """
    chosen = options or default_options(kind)
    if passes is not None:
        chosen = replace(chosen, passes=passes)
    models = train_folds(labelled_pages, kind=kind, options=chosen, jobs=jobs)
    model_of = {index: model.classifier for model in models for index in model.held_out}
    pages = [held_out(page) if held_out else page for page in labelled_pages]
    models_of_pages = [model_of[index] for index in range(len(pages))]
    name = f"cross-validation, {chosen.passes} pass{'es' * (chosen.passes > 1)}"
    return _judgement(pages, models_of_pages, decision, jobs, weighed, (name, ""), corpora)


def _judgement(  # noqa: PLR0913, PLR0917  # what its two callers have in common
    pages: Sequence[LabelledPage],
    classifiers: Sequence[Classifier],
    decision: Decision | None,
    jobs: int,
    weighed: bool,
    said: tuple[str, str],
    corpora: Mapping[str, str] | None,
) -> Judgement:
    judged = _judge(list(zip(classifiers, pages, strict=True)), decision, jobs, weighed)
    model, rule = said
    probabilities = [page.probabilities for page in judged]
    kept = [page.kept for page in judged]
    evaluation = evaluate_predictions(
        pages,
        probabilities,
        kept,
        model=model,
        decision=rule or ", ".join(sorted({page.decision for page in judged})),
        corpora=corpora,
    )
    if classifiers and classifiers[0].kind == "text":
        news = news_slice(
            pages, lambda index, page: classifiers[index].classify_page(page, decision).kept
        )
        evaluation = replace(evaluation, news=news)
    columns = heaviest_columns([page.columns for page in judged if page.columns is not None])
    return Judgement(evaluation, pages, probabilities, kept, classifiers, decision, columns)


class _Judged(NamedTuple):
    probabilities: NDArray[np.float64]
    kept: NDArray[np.bool_]
    decision: str
    columns: ColumnSums | None


def _judge(
    pages: Sequence[tuple[Classifier, LabelledPage]],
    decision: Decision | None,
    jobs: int,
    weighed: bool,
) -> list[_Judged]:
    tasks = [pages[first : first + _PAGES_A_TASK] for first in range(0, len(pages), _PAGES_A_TASK)]
    done = Parallel(n_jobs=worker_count(jobs), max_nbytes=None)(
        delayed(_judge_some)(task, decision, weighed) for task in tasks
    )
    return [page for pages in done for page in pages]


def _judge_some(
    pages: Sequence[tuple[Classifier, LabelledPage]], decision: Decision | None, weighed: bool
) -> list[_Judged]:
    classified = (
        classifier.classify_pages([page.page], decision, explained=weighed)[0]
        for classifier, page in pages
    )
    return [
        _Judged(
            its.probabilities,
            its.kept,
            its.decision,
            column_sums(its.explain()) if weighed else None,
        )
        for its in classified
    ]
