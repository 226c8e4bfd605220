"""A model judged on labelled pages; nothing here trains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from boilerclf.cores import worker_count
from boilerclf.corpus import LabelledPage
from boilerclf.corpus.in_workers import in_workers
from boilerclf.evaluation.columns import (
    ColumnSums,
    ColumnWeight,
    column_sums,
    heaviest_columns,
)
from boilerclf.evaluation.news import Decided, news_slice
from boilerclf.evaluation.report import Evaluation, evaluate_predictions
from boilerclf.model import Classifier, Decision
from boilerclf.page import Page

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
    said = str(decision or classifier.own_rule)
    models = [classifier] * len(labelled_pages)
    return judgement_of(
        labelled_pages,
        models,
        decision,
        model=classifier.identity,
        rule=said,
        corpora=corpora,
        jobs=jobs,
        weighed=weighed,
    )


def judgement_of(  # noqa: PLR0913  # what judging a model and judging folds have in common
    pages: Sequence[LabelledPage],
    classifiers: Sequence[Classifier],
    decision: Decision | None,
    *,
    model: str,
    rule: str,
    corpora: Mapping[str, str] | None,
    jobs: int,
    weighed: bool,
) -> Judgement:
    """Judge each page by a model of its own.

    Parameters
    ----------
    pages : sequence of LabelledPage
        The pages.
    classifiers : sequence of Classifier
        What judges each page.
    decision, corpora, jobs, weighed
        As for `judge`.
    model, rule : str
        What the report calls the model, and how labels are chosen; an empty rule stands for the
        models' own.

    Returns
    -------
    Judgement
        The evaluation and what it was made of.

    Raises
    ------
    ConfigurationError
        A page is of another kind than its model.
    """
    judged = _judge(pages, classifiers, decision, jobs, weighed)
    probabilities = [page.probabilities for page in judged]
    kept = [page.kept for page in judged]
    evaluation = evaluate_predictions(
        pages,
        probabilities,
        kept,
        model=model,
        decision=rule or "; ".join(sorted({str(decision or its.own_rule) for its in classifiers})),
        corpora=corpora,
    )
    if classifiers and classifiers[0].kind == "text":

        def kept_of(numbers: Sequence[int], spliced: Sequence[LabelledPage]) -> list[Decided]:
            models = [classifiers[number] for number in numbers]
            return [page.kept for page in _judge(spliced, models, decision, jobs, weighed=False)]

        evaluation = replace(evaluation, news=news_slice(pages, kept, kept_of))
    columns = heaviest_columns([page.columns for page in judged if page.columns is not None])
    return Judgement(evaluation, pages, probabilities, kept, classifiers, decision, columns)


class _Judged(NamedTuple):
    probabilities: NDArray[np.float64]
    kept: Decided
    columns: ColumnSums | None


def _judge(
    pages: Sequence[LabelledPage],
    classifiers: Sequence[Classifier],
    decision: Decision | None,
    jobs: int,
    weighed: bool,
) -> list[_Judged]:
    """Judge pages in tasks of one model each, so that small pages share its passes."""
    numbers_of: dict[int, list[int]] = {}
    for number, classifier in enumerate(classifiers):
        numbers_of.setdefault(id(classifier), []).append(number)
    tasks = [
        numbers[first : first + _PAGES_A_TASK]
        for numbers in numbers_of.values()
        for first in range(0, len(numbers), _PAGES_A_TASK)
    ]
    calls = (
        (classifiers[task[0]], [pages[number].page for number in task], decision, weighed)
        for task in tasks
    )
    judged = dict(
        zip(chain(*tasks), chain(*in_workers(_judge_some, calls, worker_count(jobs))), strict=True)
    )
    return [judged[number] for number in range(len(pages))]


def _judge_some(
    classifier: Classifier, pages: Sequence[Page], decision: Decision | None, weighed: bool
) -> list[_Judged]:
    # What explains a page may take megabytes: such pages come one by one.
    parts = [[page] for page in pages] if weighed else [pages]
    return [
        _Judged(
            labelled.probabilities,
            labelled.kept,
            column_sums(labelled.explain()) if weighed else None,
        )
        for part in parts
        for labelled in classifier.classify_pages(part, decision, explained=weighed)
    ]
