"""``boilerclf evaluate``: how good a model's labels are."""

from __future__ import annotations

import shutil
from typing import Annotated, Any

import typer

from boilerclf.cli.console import OK, write_json, write_out
from boilerclf.cli.labelled import read_labelled
from boilerclf.cli.options import AllowMismatch, AsJson, Data, DataKind, Jobs, Model, Threshold
from boilerclf.cli.progress import working
from boilerclf.errors import ConfigurationError


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
    kind: DataKind = None,
    threshold: Threshold = None,
    allow_mismatch: AllowMismatch = False,
    jobs: Jobs = 1,
    as_json: AsJson = False,
) -> int:
    """Measure a model on labelled pages.

    Each score has its 95 % interval over sites.
    """
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
    labelled = read_labelled(data, kind if classifier is None else classifier.kind, n_workers)
    judging: dict[str, Any] = {
        "decision": decision,
        "corpora": labelled.digests,
        "jobs": n_workers,
    }
    if cv:
        with working("training and judging, fold by fold"):
            evaluation = cross_validate(
                labelled.pages, kind=labelled.kind, passes=passes, **judging
            )
    else:
        with working("judging"):
            chosen = classifier or load_model(labelled.kind)
            evaluation = evaluate_model(chosen, labelled.pages, **judging)
    if as_json:
        write_json(evaluation.to_dict())
    else:
        write_out(evaluation.to_text(shutil.get_terminal_size().columns) + "\n")
    return OK
