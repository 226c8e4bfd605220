"""Models judged on labelled pages: one that stands, or one a fold from scratch."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray

from boilerclf.corpus import LabelledPage
from boilerclf.evaluation.news import news_slice
from boilerclf.evaluation.report import Evaluation, evaluate_predictions
from boilerclf.model import Classifier, Decision
from boilerclf.page import Kind
from boilerclf.training import TrainingOptions, default_options, train_folds

_PAGES_A_TASK: Final = 32
"""Pages that a worker classifies at a time."""


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
        Worker processes; the result does not depend on their number.

    Returns
    -------
    Evaluation
        All scores are NaN for no pages.

    Raises
    ------
    ConfigurationError
        A page is of the other kind.
    """
    judged = _judge([(classifier, page) for page in labelled_pages], decision, jobs)
    evaluation = evaluate_predictions(
        labelled_pages,
        [page.probabilities for page in judged],
        [page.kept for page in judged],
        model=classifier.identity,
        decision=str(decision or classifier.card.decision),
        corpora=corpora,
    )
    return _with_news(evaluation, labelled_pages, [classifier] * len(labelled_pages), decision)


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
        Worker processes; the result does not depend on their number.
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
    """
    chosen = options or default_options(kind)
    if passes is not None:
        chosen = replace(chosen, passes=passes)
    models = train_folds(labelled_pages, kind=kind, options=chosen, jobs=jobs)
    model_of = {index: model.classifier for model in models for index in model.held_out}
    pages = [held_out(page) if held_out else page for page in labelled_pages]
    models_of_pages = [model_of[index] for index in range(len(pages))]
    judged = _judge(list(zip(models_of_pages, pages, strict=True)), decision, jobs)
    evaluation = evaluate_predictions(
        pages,
        [page.probabilities for page in judged],
        [page.kept for page in judged],
        model=f"cross-validation, {chosen.passes} pass{'es' * (chosen.passes > 1)}",
        decision=", ".join(sorted({page.decision for page in judged})),
        corpora=corpora,
    )
    return _with_news(evaluation, pages, models_of_pages, decision)


def _with_news(
    evaluation: Evaluation,
    pages: Sequence[LabelledPage],
    models: Sequence[Classifier],
    decision: Decision | None,
) -> Evaluation:
    """Add what becomes of foreign headlines, for plain text alone."""
    if not models or models[0].kind != "text":
        return evaluation
    news = news_slice(pages, lambda index, page: models[index].classify_page(page, decision).kept)
    return replace(evaluation, news=news)


class _Judged(NamedTuple):
    probabilities: NDArray[np.float64]
    kept: NDArray[np.bool_]
    decision: str


def _judge(
    pages: Sequence[tuple[Classifier, LabelledPage]], decision: Decision | None, jobs: int
) -> list[_Judged]:
    tasks = [pages[first : first + _PAGES_A_TASK] for first in range(0, len(pages), _PAGES_A_TASK)]
    done = Parallel(n_jobs=jobs, max_nbytes=None)(
        delayed(_judge_some)(task, decision) for task in tasks
    )
    return [page for pages in done for page in pages]


def _judge_some(
    pages: Sequence[tuple[Classifier, LabelledPage]], decision: Decision | None
) -> list[_Judged]:
    classified = (classifier.classify_page(page.page, decision) for classifier, page in pages)
    return [_Judged(its.probabilities, its.kept, its.decision) for its in classified]
