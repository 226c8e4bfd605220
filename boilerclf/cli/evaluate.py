"""``boilerclf evaluate``: how good a model's labels are."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from boilerclf.cli.console import OK, say, say_written, write_json, write_out
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
from boilerclf.cli.targets import refuse_nameless, refuse_unfit_report
from boilerclf.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from boilerclf.evaluation import Comparison, Evaluation, Judgement, LearningPoint
    from boilerclf.model import Classifier, Decision
    from boilerclf.page import Kind


def evaluate(  # noqa: PLR0913  # one parameter an option
    data: Data,
    *,
    model: Model = None,
    cv: Annotated[
        bool,
        typer.Option(
            "--cv",
            help="Train on four fifths of the sites and judge on the last fifth, five times.",
        ),
    ] = False,
    passes: Annotated[
        int | None,
        typer.Option(metavar="N", help="With --cv: 1 trains the first pass alone. Default: 2."),
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
            "--learning-curve", help="With --report: also train on more and more of the sites."
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

    With --agreement, compare two people's labels of the same pages instead. Each score has a 95 %
    interval: how far it would move on pages of other sites.

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
            allow_mismatch=allow_mismatch,
            jobs=None if jobs == 1 else jobs,
        )
        return _tell_agreement(data, kind, as_json=as_json, quiet=quiet)
    beside_cv = (model, compare, write_threshold, allow_mismatch or None)
    _refuse_contradictions(cv=cv, passes=passes, beside_cv=beside_cv)
    if learning_curve and report is None:
        raise ConfigurationError("--learning-curve is drawn in a report; name one with --report")
    _refuse_unfit_copy(write_threshold)
    if report is not None:
        refuse_unfit_report(report, data)

    from boilerclf.bulk import worker_count
    from boilerclf.model import load_model, parse_decision

    decision = None if threshold is None else parse_decision(threshold)
    own, rival = (
        _named_model(name, kind, allow_mismatch=allow_mismatch) for name in (model, compare)
    )
    n_workers = worker_count(jobs)
    labelled = read_labelled(data, own.kind if own else kind, n_workers, quiet=quiet)
    judging = _Judging(labelled, decision, n_workers, weighed=report is not None, quiet=quiet)
    classifier = None if cv else own or load_model(labelled.kind, allow_mismatch=allow_mismatch)
    judgement = judging.by_folds(passes) if classifier is None else judging.by_model(classifier)
    comparison = judging.beside(judgement, rival) if rival else None
    points = judging.points() if learning_curve else ()
    try:
        if report is not None:
            _write_report(report, judgement, points, comparison, quiet=quiet)
        if write_threshold is not None and classifier is not None:
            _write_copy(classifier, *write_threshold, quiet=quiet)
    finally:  # on a full disk, too: the scores may be the work of hours
        _print(judgement.evaluation, comparison, as_json=as_json)
    return OK


def _named_model(name: str | None, kind: Kind | None, *, allow_mismatch: bool) -> Classifier | None:
    """Load a model that is named, and refuse one for other pages than those asked for."""
    if name is None:
        return None
    from boilerclf.model import load_model, refuse_other_kind

    named = load_model(name, allow_mismatch=allow_mismatch)
    refuse_other_kind(named, kind)
    return named


@dataclass(frozen=True, slots=True)
class _Judging:
    """Labelled data, and how they are judged."""

    labelled: LabelledData
    decision: Decision | None
    n_workers: int
    weighed: bool
    quiet: bool

    def by_folds(self, passes: int | None) -> Judgement:
        """Judge models that are trained for it, a fold each."""
        from boilerclf.evaluation import judge_folds

        with working("training and judging, fold by fold", quiet=self.quiet):
            return judge_folds(
                self.labelled.pages,
                kind=self.labelled.kind,
                jobs=self.n_workers,
                passes=passes,
                decision=self.decision,
                corpora=self.labelled.digests,
                weighed=self.weighed,
            )

    def by_model(self, classifier: Classifier) -> Judgement:
        """Judge a model, and warn where it was trained on the data."""
        if not self.quiet:
            warn_of_seen(classifier, self.labelled)
        with working("judging", quiet=self.quiet):
            return self._judged(classifier, weighed=self.weighed)

    def beside(self, judgement: Judgement, rival: Classifier) -> Comparison:
        """Compare a judgement with that of another model."""
        from boilerclf.evaluation import compare

        with working("judging the other model", quiet=self.quiet):
            return compare(judgement, self._judged(rival, weighed=False))

    def points(self) -> Sequence[LearningPoint]:
        """Train on more and more of the sites."""
        from boilerclf.evaluation import learning_curve

        with working("training on more and more sites", quiet=self.quiet):
            return learning_curve(
                self.labelled.pages,
                kind=self.labelled.kind,
                decision=self.decision,
                jobs=self.n_workers,
            )

    def _judged(self, classifier: Classifier, *, weighed: bool) -> Judgement:
        from boilerclf.evaluation import judge

        return judge(
            classifier,
            self.labelled.pages,
            self.decision,
            corpora=self.labelled.digests,
            jobs=self.n_workers,
            weighed=weighed,
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
        say_written(path)


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


def _refuse_contradictions(*, cv: bool, passes: int | None, beside_cv: tuple[object, ...]) -> None:
    if cv and any(value is not None for value in beside_cv):
        raise ConfigurationError(
            "--cv trains its own models; leave out --model, --compare, --write-threshold and "
            "--allow-mismatch"
        )
    if passes is not None and not cv:
        raise ConfigurationError("--passes goes with --cv; a model has the passes that it has")


def _refuse_unfit_copy(wanted: tuple[float, str] | None) -> None:
    if wanted is None:
        return
    from boilerclf.model import refuse_unfit_folder

    value, name = wanted
    refuse_nameless(write_threshold=name)
    if not 0 <= value <= 1:
        raise ConfigurationError(f"threshold {value:g} is not usable: give a number from 0 to 1")
    folder = Path(name)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigurationError(f"{folder} is there already; name a new folder")
    refuse_unfit_folder(name)


def _write_copy(classifier: Classifier, value: float, folder: str, *, quiet: bool) -> None:
    from boilerclf.model import Decision, save_model

    # Without a decision for extracted text, towards which a gate would move the threshold.
    card = replace(classifier.card, decision=Decision("threshold", value), extracted=None)
    stored = save_model(replace(classifier, card=card), folder)
    if not quiet:
        say(f"wrote {stored.identity}, which decides by {card.decision}, to {folder}")


def _refuse_beside_agreement(**options: object) -> None:
    for name, value in options.items():
        if value is not None and value is not False:
            raise ConfigurationError(
                f"--agreement asks for no model, --{name.replace('_', '-')} is about one; give one "
                "of them"
            )


def _tell_agreement(data: list[str], kind: Kind | None, *, as_json: bool, quiet: bool) -> int:
    from boilerclf.evaluation.agreement import agreement

    if len(data) != 2:
        raise ConfigurationError(
            f"--agreement compares two files of labels and {len(data)} were named; name two"
        )
    one, other = (read_labelled([name], kind, 1, both=False, quiet=quiet).pages for name in data)
    found = agreement(one, other)
    if as_json:
        write_json(found.to_dict())
    else:
        write_out(found.to_text() + "\n")
    return OK
