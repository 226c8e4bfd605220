"""``boilerclf evaluate``: how good a model's labels are."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from boilerclf.cli.console import OK, say, write_json, write_out
from boilerclf.cli.labelled import LabelledData, read_labelled, warn_of_seen
from boilerclf.cli.options import (
    AllowMismatch,
    AsJson,
    Data,
    DataKind,
    Jobs,
    Model,
    Quiet,
    Threshold,
)
from boilerclf.cli.progress import working
from boilerclf.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from boilerclf.evaluation import Comparison, Evaluation, Judgement, LearningPoint
    from boilerclf.model import Classifier
    from boilerclf.page import Kind


def evaluate(  # noqa: PLR0913  # one parameter an option
    data: Data,
    *,
    model: Model = None,
    cv: Annotated[
        bool, typer.Option("--cv", help="Train on four fifths of the sites, judge on the fifth.")
    ] = False,
    passes: Annotated[
        int | None,
        typer.Option(metavar="N", help="With --cv: 1 for the first pass alone. Default: 2."),
    ] = None,
    compare: Annotated[
        str | None,
        typer.Option(metavar="NAME|FOLDER", help="Show another model's scores beside these."),
    ] = None,
    report: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Write a page for the browser, with curves and reasons."),
    ] = None,
    learning_curve: Annotated[
        bool,
        typer.Option(
            "--learning-curve", help="With --report: train on more and more of the sites, too."
        ),
    ] = False,
    write_threshold: Annotated[
        tuple[float, str] | None,
        typer.Option(
            metavar="VALUE FOLDER", help="Write a copy of the model that decides by a threshold."
        ),
    ] = None,
    agreement: Annotated[
        bool,
        typer.Option(
            "--agreement",
            help="Compare two files of labels, with Cohen's kappa, instead of judging a model.",
        ),
    ] = False,
    kind: DataKind = None,
    threshold: Threshold = None,
    allow_mismatch: AllowMismatch = False,
    jobs: Jobs = 1,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> int:
    """Measure a model on labelled pages.

    Or, with --agreement, two people's labels of the same pages. Each score has its 95 % interval
    over sites.

    Exit codes: 0 all fine, 1 the scores could not be written, 2 wrong usage, data or model, 130
    interrupted, 141 nobody reads the output any more.
    """
    if agreement:
        _refuse_beside_agreement(
            model=model,
            cv=cv,
            passes=passes,
            threshold=threshold,
            compare=compare,
            report=report,
            learning_curve=learning_curve,
            write_threshold=write_threshold,
        )
        return _tell_agreement(data, kind, as_json=as_json, quiet=quiet)
    if cv and (model, compare, write_threshold) != (None, None, None):
        raise ConfigurationError(
            "--cv trains its own models; leave out --model, --compare and --write-threshold"
        )
    if passes is not None and not cv:
        raise ConfigurationError("--passes goes with --cv; a model has the passes that it has")
    if learning_curve and report is None:
        raise ConfigurationError("--learning-curve is drawn in a report; name one with --report")
    _refuse_unfit_copy(write_threshold)

    from boilerclf.bulk import worker_count
    from boilerclf.evaluation import judge, judge_folds
    from boilerclf.model import load_model, parse_decision

    decision = None if threshold is None else parse_decision(threshold)
    classifier = None if model is None else load_model(model, allow_mismatch=allow_mismatch)
    rival = None if compare is None else load_model(compare, allow_mismatch=allow_mismatch)
    n_workers = worker_count(jobs)
    chosen_kind = kind if classifier is None else classifier.kind
    labelled = read_labelled(data, chosen_kind, n_workers, quiet=quiet)
    judging: dict[str, Any] = {"decision": decision, "corpora": labelled.digests, "jobs": n_workers}
    weighed = report is not None
    if cv:
        with working("training and judging, fold by fold", quiet=quiet):
            judgement = judge_folds(
                labelled.pages, kind=labelled.kind, passes=passes, weighed=weighed, **judging
            )
    else:
        classifier = classifier or load_model(labelled.kind)
        if not quiet:
            warn_of_seen(classifier, labelled)
        with working("judging", quiet=quiet):
            judgement = judge(classifier, labelled.pages, weighed=weighed, **judging)
    comparison = None if rival is None else _beside(judgement, rival, judging, quiet=quiet)
    if report is not None:
        points = _points(labelled, judging, quiet=quiet) if learning_curve else ()
        _write_report(report, judgement, points, comparison, quiet=quiet)
    if write_threshold is not None and classifier is not None:
        _write_copy(classifier, *write_threshold, quiet=quiet)
    _print(judgement.evaluation, comparison, as_json=as_json)
    return OK


def _beside(
    judgement: Judgement, rival: Classifier, judging: dict[str, Any], *, quiet: bool
) -> Comparison:
    from boilerclf.evaluation import compare, judge

    with working("judging the other model", quiet=quiet):
        return compare(judgement, judge(rival, judgement.pages, **judging))


def _points(
    labelled: LabelledData, judging: dict[str, Any], *, quiet: bool
) -> Sequence[LearningPoint]:
    from boilerclf.evaluation import learning_curve

    with working("training on more and more sites", quiet=quiet):
        return learning_curve(
            labelled.pages,
            kind=labelled.kind,
            decision=judging["decision"],
            jobs=judging["jobs"],
        )


def _write_report(
    path: str,
    judgement: Judgement,
    points: Sequence[LearningPoint],
    comparison: Comparison | None,
    *,
    quiet: bool,
) -> None:
    from boilerclf.files import open_output
    from boilerclf.web.report import report_page

    with working("drawing", quiet=quiet):
        text = report_page(judgement, learning=points, comparison=comparison)
    with open_output(path) as stream:
        stream.write(text)
    if not quiet:
        say(f"wrote {path}")


def _print(evaluation: Evaluation, comparison: Comparison | None, *, as_json: bool) -> None:
    if as_json:
        said = evaluation.to_dict()
        if comparison is not None:
            said["comparison"] = comparison.to_dict()
        write_json(said)
        return
    from boilerclf.evaluation.tables import render_comparison

    width = shutil.get_terminal_size().columns
    parts = [evaluation.to_text(width)]
    if comparison is not None:
        parts.append(render_comparison(comparison, width))
    write_out("\n\n".join(parts) + "\n")


def _refuse_unfit_copy(wanted: tuple[float, str] | None) -> None:
    if wanted is None:
        return
    value, name = wanted
    if not 0 <= value <= 1:
        raise ConfigurationError(f"threshold {value:g} is not usable: give a number from 0 to 1")
    folder = Path(name)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigurationError(f"{folder} is there already; name a new folder")


def _write_copy(classifier: Classifier, value: float, folder: str, *, quiet: bool) -> None:
    from boilerclf.model import Decision, save_model

    card = replace(classifier.card, decision=Decision("threshold", value))
    stored = save_model(replace(classifier, card=card), folder)
    if not quiet:
        say(f"wrote {stored.identity}, which decides by {card.decision}, to {folder}")


def _refuse_beside_agreement(**options: object) -> None:
    given = [name.replace("_", "-") for name, value in options.items() if value]
    if given:
        raise ConfigurationError(
            f"--agreement asks for no model and --{given[0]} for one; give one of them"
        )


def _tell_agreement(data: list[str], kind: Kind | None, *, as_json: bool, quiet: bool) -> int:
    from boilerclf.evaluation.agreement import agreement

    if len(data) != 2:
        raise ConfigurationError(
            f"--agreement compares two files of labels and {len(data)} were named; name two"
        )
    one, other = (read_labelled([name], kind, 1, quiet=quiet).pages for name in data)
    found = agreement(one, other)
    if as_json:
        write_json(found.to_dict())
    else:
        write_out(found.to_text() + "\n")
    return OK
