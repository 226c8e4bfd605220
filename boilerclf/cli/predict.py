"""``boilerclf predict``: documents in, their content out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from boilerclf.cli.console import is_terminal
from boilerclf.cli.crawl import names_folder, refuse_beside_folder, run_crawl
from boilerclf.cli.options import AllowMismatch, Jobs, Model, Quiet, Threshold
from boilerclf.cli.progress import Advance, measuring
from boilerclf.cli.tally import Tally
from boilerclf.cli.targets import refuse_nameless
from boilerclf.errors import ConfigurationError

if TYPE_CHECKING:
    from boilerclf.bulk import Budget
    from boilerclf.classified import ClassifiedPage, ContentForm
    from boilerclf.sources import Document
    from boilerclf.sources.outputs import OutputFormat, Writer


def predict(  # noqa: PLR0913  # one parameter an option
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[INPUT]...",
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
        Literal["text", "jsonl", "html", "markdown", "parquet"] | None,
        typer.Option(
            "--format",
            help="text: what is kept. html, markdown: the same with headings, lists, tables and "
            "links. jsonl, parquet: one record per page, with every block. "
            "Default: what the name of FILE says, or else text; jsonl in a FOLDER.",
        ),
    ] = None,
    out: Annotated[
        str,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE|FOLDER",
            help="Where to write. - is standard output. FILE ends in .txt, .md, .html, .jsonl (and "
            ".gz, .xz, .bz2, .zst to compress it) or .parquet, which says the format. FOLDER (or "
            "FOLDER/, or a new name without suffix): a file for each input, and summary.json; "
            "a run that was killed is continued by the same command.",
        ),
    ] = "-",
    content: Annotated[
        Literal["text", "markdown", "html"] | None,
        typer.Option(help="What the key content of records (jsonl, parquet) holds. Default: text."),
    ] = None,
    headline: Annotated[
        Literal["content", "apart"],
        typer.Option(
            help="apart: leave the headline out of the content; records have it under the key "
            "headline either way."
        ),
    ] = "content",
    dropped: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Write every dropped block and why it was dropped: one JSON object per line.",
        ),
    ] = None,
    jobs: Jobs = 1,
    threshold: Threshold = None,
    target_recall: Annotated[
        float | None,
        typer.Option(
            metavar="SHARE",
            help="Keep this share of the content's words (above 0, below 1): takes the highest "
            "threshold that did so on pages held out from training.",
        ),
    ] = None,
    target_precision: Annotated[
        float | None,
        typer.Option(
            metavar="SHARE",
            help="Let this share of the kept words be content (above 0, below 1): takes the "
            "lowest threshold that did so on pages held out from training.",
        ),
    ] = None,
    extracted: Annotated[
        bool,
        typer.Option(
            "--extracted",
            help="The plain text comes from another extractor: drop only what is surely noise.",
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
            help="Processor time that one page may take in a worker process; 0: no limit. "
            "Default: 60.",
        ),
    ] = None,
    page_memory: Annotated[
        int | None,
        typer.Option(
            metavar="MB",
            min=0,
            help="Memory that a worker process may take, at least 256; 0: no limit. Default: 4096.",
        ),
    ] = None,
    fail_on_empty: Annotated[
        bool, typer.Option("--fail-on-empty", help="Exit with code 3 if a page has no content.")
    ] = False,
    quiet: Quiet = False,
) -> int:
    """Print pages without their noise.

    Exit codes: 0 all fine, 1 some pages failed or could not be written (the others are done), 2
    wrong usage or model, 3 a page has no content and --fail-on-empty is given, 130 interrupted,
    141 nobody reads the output any more.
    """
    named = inputs or _standard_input()
    outputs = _outputs(out, dropped)

    from boilerclf.bulk import Budget, Job, Settings, classify_with
    from boilerclf.model import asked_decision
    from boilerclf.sources import format_of, read_documents

    decision = asked_decision(
        threshold=threshold,
        target_recall=target_recall,
        target_precision=target_precision,
        extracted=extracted,
    )
    settings = Settings(
        model,
        decision,
        allow_mismatch=allow_mismatch,
        with_reasons=dropped is not None,
        headline=headline,
        kind=kind,
    )
    budget = _budget(page_seconds, page_memory)
    if names_folder(out):
        refuse_beside_folder(form, dropped)
        job = Job(
            named,
            Path(out),
            form="parquet" if form == "parquet" else "jsonl",
            kind=kind,
            settings=replace(settings, content=content or "text"),
            budget=budget or Budget(),
            jobs=jobs,
            dropped=None if dropped is None else Path(dropped),
            strict=strict,
        )
        return run_crawl(job, fail_on_empty=fail_on_empty, quiet=quiet)
    written = format_of(out, form)
    settings = replace(settings, content=_content_form(written, content))
    tally = Tally(strict=strict, quiet=quiet, recorded=written in ("jsonl", "parquet"))
    documents = read_documents(named, kind=kind, outputs=outputs, skipped=tally.skipped)
    results = classify_with(documents, settings, jobs=jobs, budget=budget)
    with ExitStack() as stack:
        writers = _writers(stack, out, written, settings.content, dropped)
        output_shown = out == "-" and is_terminal(sys.stdout)
        advance = stack.enter_context(measuring(output_shown=output_shown, quiet=quiet))
        _write_all(results, writers, tally, advance)
    code = tally.exit_code(fail_on_empty=fail_on_empty)
    tally.tell(code)
    return code


def _outputs(out: str, dropped: str | None) -> list[str]:
    """Return the files that are written, and refuse names that no file can have."""
    from boilerclf.sources import format_of

    refuse_nameless(out=out, dropped=dropped)
    if dropped is None:
        return [out]
    if os.path.realpath(out) == os.path.realpath(dropped):
        raise ConfigurationError("--out and --dropped name the same file; name two")
    format_of(dropped, "jsonl")
    return [out, dropped]


def _writers(
    stack: ExitStack, out: str, form: OutputFormat, content: ContentForm, dropped: str | None
) -> list[Writer]:
    """Open what pages are written to, until the stack is closed."""
    from boilerclf.files import open_output
    from boilerclf.sources import DroppedWriter, open_writer

    writers: list[Writer] = [stack.enter_context(open_writer(out, form, content=content))]
    if dropped is not None:
        writers.append(DroppedWriter(stack.enter_context(open_output(dropped))))
    return writers


def _standard_input() -> list[str]:
    if is_terminal(sys.stdin):
        raise ConfigurationError(
            "no input was named; name files or folders, or - to type a page, "
            "or see: boilerclf predict --help"
        )
    return ["-"]


def _budget(seconds: float | None, megabytes: int | None) -> Budget | None:
    from boilerclf.bulk import Budget

    if seconds is None and megabytes is None:
        return None
    default = Budget()
    return Budget(
        seconds=default.seconds if seconds is None else seconds,
        megabytes=default.megabytes if megabytes is None else megabytes,
    )


def _content_form(form: OutputFormat, content: ContentForm | None) -> ContentForm:
    """Return the form of content that a format asks for."""
    if form == "jsonl" or form == "parquet":  # noqa: PLR1714  # what type checkers follow
        return content or "text"
    if content not in (None, form):
        raise ConfigurationError(
            f"--content {content} is for records (jsonl, parquet) and {form} is written; "
            f"give --format {content}"
        )
    return form


def _write_all(
    results: Iterable[tuple[Document, ClassifiedPage | None]],
    writers: list[Writer],
    tally: Tally,
    advance: Advance,
) -> None:
    n_bytes = 0
    for document, page in results:
        tally.add(document, page)
        for writer in writers:
            writer.write(document, page)
        n_bytes += len(document.data or "")
        advance(tally.counts.total(), n_bytes, None)
