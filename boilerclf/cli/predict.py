"""``boilerclf predict``: documents in, their content out."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from boilerclf.cli.console import EMPTY, FAILED, OK, is_terminal, say
from boilerclf.cli.options import AllowMismatch, Jobs, Model, Threshold
from boilerclf.cli.progress import counting
from boilerclf.errors import ConfigurationError, InputError

if TYPE_CHECKING:
    from boilerclf.bulk import Target
    from boilerclf.model import Decision
    from boilerclf.page import ClassifiedPage
    from boilerclf.sources import Document

_MOST_NOTES: Final = 20
"""Pages named on standard error because something is to be said of them; all are counted."""


def predict(  # noqa: PLR0913  # one parameter an option
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT",
            show_default=False,
            help="HTML, text, .jsonl, WARC and WET files, folders, patterns; - is standard input.",
        ),
    ] = None,
    *,
    model: Model = None,
    kind: Annotated[
        Literal["auto", "html", "text"], typer.Option(help="What to read pages as.")
    ] = "auto",
    form: Annotated[
        Literal["text", "jsonl", "html", "markdown"] | None,
        typer.Option(
            "--format",
            help="text: what is kept. html, markdown: the same with headings, lists, tables and "
            "links. jsonl: a record a page, with every block. "
            "Default: text, but jsonl where FILE is named so.",
        ),
    ] = None,
    out: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help="Where to write; .gz, .xz, .bz2, .zst compress. - is standard output.",
        ),
    ] = "-",
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
    allow_mismatch: AllowMismatch = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Stop at the first page that fails.")
    ] = False,
    fail_on_empty: Annotated[
        bool, typer.Option("--fail-on-empty", help="Exit with 3 if a page has no content.")
    ] = False,
) -> int:
    """Print pages without their noise.

    Exit codes: 0 all fine, 1 some pages failed (the others are done), 2 wrong usage, 130
    interrupted.
    """
    named = inputs or _standard_input()

    from boilerclf.bulk import classify_documents  # noqa: PLC0415  # numpy is slow to load
    from boilerclf.files import open_output  # noqa: PLC0415
    from boilerclf.sources import WRITERS, read_documents  # noqa: PLC0415

    tally = _Tally()
    results = classify_documents(
        read_documents(named, kind=kind, output=out, skipped=tally.skipped),
        model=model,
        decision=_decision(threshold, target_recall, target_precision),
        jobs=jobs,
        allow_mismatch=allow_mismatch,
    )
    with (
        open_output(out) as stream,
        counting("pages", output_shown=stream.isatty()) as advance,
    ):
        writer = WRITERS[form or _format_of(out)](stream)
        for document, page in results:
            tally.add(document, page)
            if strict and tally.counts["failed"]:
                raise InputError("stopped at the first page that failed, as --strict asks")
            writer.write(document, page)
            advance()
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
    threshold: str | None, recall: float | None, precision: float | None
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
    if len(options) > 1:
        raise ConfigurationError(f"{' and '.join(options)} exclude each other; give one of them")
    return next(iter(options.values()), None)


def _format_of(out: str) -> Literal["text", "jsonl"]:
    from boilerclf.sources.document import split_suffix  # noqa: PLC0415  # numpy is slow to load
    from boilerclf.sources.jsonl import FORMAT  # noqa: PLC0415

    return "jsonl" if split_suffix(out)[0] in FORMAT.suffixes else "text"


class _Tally:
    """Counts pages by status, and names those that are not "ok"."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter(ok=0, empty=0, limited=0, failed=0)
        self.skipped: Counter[str] = Counter()
        self._n_notes = 0

    def add(self, document: Document, page: ClassifiedPage | None) -> None:
        """Count a page, and say what is to be said of it."""
        status = "failed" if page is None else page.status
        self.counts[status] += 1
        remarks = [document.error if page is None else page.reason]
        remarks += [] if page is None else page.page.warnings
        note = ", ".join(filter(None, remarks))
        if not note:
            return
        self._n_notes += 1
        if self._n_notes <= _MOST_NOTES:
            name, source = document.id, document.source
            say(f"{name if name.startswith(source) else f'{source} ({name})'}: {status}: {note}")
        elif self._n_notes == _MOST_NOTES + 1:
            say("further pages are only counted; --format jsonl tells of each")

    def tell(self) -> None:
        """Sum up, unless one page was read and all is fine."""
        n_pages = self.counts.total()
        if self.skipped:
            parts = (f"{count:,} {what}" for what, count in sorted(self.skipped.items()))
            say(f"records that are no page: {', '.join(parts)}")
        if n_pages == 1 and self.counts["ok"]:
            return
        pages = "1 page" if n_pages == 1 else f"{n_pages:,} pages"
        counts = ", ".join(f"{count:,} {status}" for status, count in self.counts.items() if count)
        say(f"{pages}: {counts}" if counts else "no pages")
