"""``boilerclf evaluate``: how good a model's labels are."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Annotated, Any

import typer

from boilerclf.cli.console import OK, say, write_json, write_out
from boilerclf.cli.labelled import LabelledData, read_labelled
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
        _refuse_beside_agreement(model=model, cv=cv, passes=passes, threshold=threshold)
        return _tell_agreement(data, kind, as_json=as_json, quiet=quiet)
    if cv and model is not None:
        raise ConfigurationError("--model and --cv exclude each other; give one of them")
    if passes is not None and not cv:
        raise ConfigurationError("--passes goes with --cv; a model has the passes that it has")

    from boilerclf.bulk import worker_count  # noqa: PLC0415  # these are slow to load
    from boilerclf.evaluation import cross_validate  # noqa: PLC0415
    from boilerclf.evaluation import evaluate as evaluate_model  # noqa: PLC0415
    from boilerclf.model import load_model, parse_decision  # noqa: PLC0415

    decision = None if threshold is None else parse_decision(threshold)
    classifier = None if model is None else load_model(model, allow_mismatch=allow_mismatch)
    n_workers = worker_count(jobs)
    chosen_kind = kind if classifier is None else classifier.kind
    labelled = read_labelled(data, chosen_kind, n_workers, quiet=quiet)
    judging: dict[str, Any] = {
        "decision": decision,
        "corpora": labelled.digests,
        "jobs": n_workers,
    }
    if cv:
        with working("training and judging, fold by fold", quiet=quiet):
            evaluation = cross_validate(
                labelled.pages, kind=labelled.kind, passes=passes, **judging
            )
    else:
        chosen = classifier or load_model(labelled.kind)
        if not quiet:
            _warn_of_seen(chosen, labelled)
        with working("judging", quiet=quiet):
            evaluation = evaluate_model(chosen, labelled.pages, **judging)
    if as_json:
        write_json(evaluation.to_dict())
    else:
        write_out(evaluation.to_text(shutil.get_terminal_size().columns) + "\n")
    return OK


def _refuse_beside_agreement(**options: object) -> None:
    given = [name for name, value in options.items() if value]
    if given:
        raise ConfigurationError(
            f"--agreement asks for no model and --{given[0]} for one; give one of them"
        )


def _tell_agreement(data: list[str], kind: Kind | None, *, as_json: bool, quiet: bool) -> int:
    from boilerclf.evaluation.agreement import agreement  # noqa: PLC0415  # slow to load

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


def _warn_of_seen(model: Classifier, labelled: LabelledData) -> None:
    """Tell of files that the model was trained on: their digests are in its card."""
    learnt = {digest for note in model.card.corpora for digest in note.digest.split("+")}
    seen = [name for name, its in labelled.digests.items() if learnt.intersection(its.split("+"))]
    if seen:
        say(
            f"warning: {model.identity} was trained on {', '.join(seen)}; "
            "these figures say nothing about new pages"
        )
