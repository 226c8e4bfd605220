"""``boilerclf predict``: documents in, their content out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from boilerclf.cli.console import EMPTY, FAILED, OK, is_terminal
from boilerclf.cli.crawl import names_folder, refuse_format, run_crawl
from boilerclf.cli.options import AllowMismatch, Jobs, Model, Threshold
from boilerclf.cli.progress import measuring
from boilerclf.cli.tally import Tally
from boilerclf.errors import ConfigurationError

if TYPE_CHECKING:
    from boilerclf.bulk import Budget, Target
    from boilerclf.model import Decision
    from boilerclf.page import ClassifiedPage
    from boilerclf.sources import Document
    from boilerclf.sources.outputs import OutputFormat, Writer

Format = Literal["text", "jsonl", "html", "markdown", "parquet"]


def predict(  # noqa: PLR0913  # one parameter an option
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT",
            show_default=False,
            help="HTML, text, .jsonl, .parquet, WARC and WET files, folders, patterns; "
            "- is standard input.",
        ),
    ] = None,
    *,
    model: Model = None,
    kind: Annotated[
        Literal["auto", "html", "text"], typer.Option(help="What to read pages as.")
    ] = "auto",
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            help="text: what is kept. html, markdown: the same with headings, lists, tables and "
            "links. jsonl, parquet: a record a page, with every block. "
            "Default: what the name of FILE says, or text; jsonl in a FOLDER.",
        ),
    ] = None,
    out: Annotated[
        str,
        typer.Option(
            metavar="FILE|FOLDER",
            help="Where to write; .gz, .xz, .bz2, .zst compress. - is standard output. FOLDER (or "
            "FOLDER/, or a new name without suffix): a file for each input, and summary.json; "
            "a run that was killed is continued by the same command.",
        ),
    ] = "-",
    dropped: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Write every block that is dropped, and why: JSON, a block a line."
        ),
    ] = None,
    jobs: Jobs = 1,
    threshold: Threshold = None,
    target_recall: Annotated[
        float | None,
        typer.Option(metavar="SHARE", help="Keep at least this share of the content's words."),
    ] = None,
    target_precision: Annotated[
        float | None,
        typer.Option(metavar="SHARE", help="At least this share of what is kept is content."),
    ] = None,
    extracted: Annotated[
        bool,
        typer.Option(
            "--extracted",
            help="Plain text has been through an extractor already: drop only what is surely "
            "noise.",
        ),
    ] = False,
    allow_mismatch: AllowMismatch = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Stop at the first page that fails.")
    ] = False,
    page_seconds: Annotated[
        float | None,
        typer.Option(
            metavar="SECONDS",
            min=0,
            help="Processor time that a page may take in a worker process; 0: any. Default: 60.",
        ),
    ] = None,
    page_memory: Annotated[
        int | None,
        typer.Option(
            metavar="MB",
            min=0,
            help="Memory that a worker process may take; 0: any. Default: 4096.",
        ),
    ] = None,
    fail_on_empty: Annotated[
        bool, typer.Option("--fail-on-empty", help="Exit with 3 if a page has no content.")
    ] = False,
) -> int:
    """Print pages without their noise.

    Exit codes: 0 all fine, 1 some pages failed (the others are done), 2 wrong usage, 130
    interrupted.
    """
    named = inputs or _standard_input()

    from boilerclf.bulk import Job, Settings, classify_documents  # noqa: PLC0415  # numpy is slow
    from boilerclf.sources import format_of, read_documents  # noqa: PLC0415

    decision = _decision(threshold, target_recall, target_precision, extracted=extracted)
    budget = _budget(page_seconds, page_memory)
    if names_folder(out):
        if form not in (None, "jsonl", "parquet"):
            raise refuse_format(form)
        job = Job(
            named,
            Path(out),
            form="parquet" if form == "parquet" else "jsonl",
            kind=kind,
            settings=Settings(model, decision, allow_mismatch, extracted=extracted),
            budget=budget,
            jobs=jobs,
            dropped=None if dropped is None else Path(dropped),
            strict=strict,
        )
        return run_crawl(job, fail_on_empty=fail_on_empty)
    tally = Tally(strict=strict)
    outputs = [out] if dropped is None else [out, dropped]
    if len(outputs) > 1 and os.path.realpath(out) == os.path.realpath(outputs[1]):
        raise ConfigurationError("--out and --dropped name the same file; name two")
    documents = read_documents(named, kind=kind, outputs=outputs, skipped=tally.skipped)
    results = classify_documents(
        documents,
        model=model,
        decision=decision,
        jobs=jobs,
        allow_mismatch=allow_mismatch,
        budget=budget,
        with_reasons=dropped is not None,
        extracted=extracted,
    )
    _write_all(results, form or format_of(out), out, dropped, tally)
    tally.tell()
    if tally.counts["failed"]:
        return FAILED
    return EMPTY if fail_on_empty and tally.counts["empty"] else OK


def _standard_input() -> list[str]:
    if is_terminal(sys.stdin):
        raise ConfigurationError(
            "no input was named; name files or folders, or - to type a page, "
            "or see: boilerclf predict --help"
        )
    return ["-"]


def _decision(
    threshold: str | None, recall: float | None, precision: float | None, *, extracted: bool
) -> Decision | Target | None:
    from boilerclf.bulk import Target  # noqa: PLC0415  # numpy is slow to load
    from boilerclf.model import parse_decision  # noqa: PLC0415

    options: dict[str, Decision | Target] = {}
    if threshold is not None:
        options["--threshold"] = parse_decision(threshold)
    if recall is not None:
        options["--target-recall"] = Target("recall", recall)
    if precision is not None:
        options["--target-precision"] = Target("precision", precision)
    named = [*options, *(["--extracted"] if extracted else [])]
    if len(named) > 1:
        raise ConfigurationError(f"{' and '.join(named)} exclude each other; give one of them")
    return next(iter(options.values()), None)


def _budget(seconds: float | None, megabytes: int | None) -> Budget:
    from boilerclf.bulk import Budget  # noqa: PLC0415  # numpy is slow to load

    default = Budget()
    return Budget(
        seconds=default.seconds if seconds is None else seconds,
        megabytes=default.megabytes if megabytes is None else megabytes,
    )


def _write_all(
    results: Iterable[tuple[Document, ClassifiedPage | None]],
    form: OutputFormat,
    out: str,
    dropped: str | None,
    tally: Tally,
) -> None:
    from boilerclf.files import open_output  # noqa: PLC0415  # numpy is slow to load
    from boilerclf.sources import DroppedWriter, open_writer  # noqa: PLC0415

    n_bytes = 0
    with ExitStack() as stack:
        writers: list[Writer] = [stack.enter_context(open_writer(out, form))]
        if dropped is not None:
            writers.append(DroppedWriter(stack.enter_context(open_output(dropped))))
        output_shown = out == "-" and is_terminal(sys.stdout)
        advance = stack.enter_context(measuring(output_shown=output_shown))
        for document, page in results:
            tally.add(document, page)
            for writer in writers:
                writer.write(document, page)
            n_bytes += len(document.data or "")
            advance(tally.counts.total(), n_bytes, None)
