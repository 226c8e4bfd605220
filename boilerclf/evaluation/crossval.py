"""A way of training judged: each fold's pages by a model that was trained on the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from boilerclf.corpus import LabelledPage
from boilerclf.evaluation.judging import Judgement, judgement_of
from boilerclf.evaluation.report import Evaluation
from boilerclf.model import Decision
from boilerclf.page import Kind
from boilerclf.training import TrainingOptions, default_options, train_folds


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


def judge_folds(  # noqa: PLR0913  # as above
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
    return judgement_of(
        pages,
        models_of_pages,
        decision,
        model=name,
        rule="",
        corpora=corpora,
        jobs=jobs,
        weighed=weighed,
    )
