"""``boilerclf label``: labels by hand, in the browser."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from boilerclf.cli.console import FAILED, OK, say
from boilerclf.cli.options import AllowMismatch, Model, Quiet
from boilerclf.cli.progress import working
from boilerclf.errors import ConfigurationError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from boilerclf.model import Classifier
    from boilerclf.sources import Document
    from boilerclf.sources.document import AskedKind
    from boilerclf.web.labelling.session import Session, Task

_MOST_PAGES: Final = 2000
"""Pages that are held in memory to choose the next from: more than a person labels in a month."""


@dataclass
class _Reading:
    """What came of the inputs beside pages to label.

    Parameters
    ----------
    quiet : bool
        Count what cannot be read, and name none of it.
    """

    quiet: bool
    n_failed: int = 0
    n_read: int = 0

    def readable(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Say of each document that cannot be read why, and give the others."""
        for document in documents:
            if document.error:
                self.n_failed += 1
                if not self.quiet:
                    say(f"{document.id}: failed: {document.error}")
            else:
                self.n_read += 1
                yield document

    def tell(self, n_tasks: int) -> None:
        """Count what is not to be labelled."""
        if self.n_failed and self.quiet:
            say(f"warning: pages that could not be read: {self.n_failed:,}")
        if n_left := self.n_read - n_tasks:
            say(
                f"warning: pages left out: {n_left:,}, which have no block to label or are not of "
                "the model's kind; boilerclf predict tells of each"
            )


def label(  # noqa: PLR0913  # one parameter an option
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            show_default=False,
            help="HTML, text, .jsonl, .parquet, WARC and WET files, folders, patterns.",
        ),
    ],
    *,
    out: Annotated[
        str,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="The .jsonl file of labels; an existing one is continued.",
        ),
    ],
    model: Model = None,
    kind: Annotated[
        Literal["auto", "html", "text"], typer.Option(help="What to read pages as.")
    ] = "auto",
    port: Annotated[
        int,
        typer.Option(
            metavar="N", min=0, max=65535, help="Port of the labelling page; 0 takes a free one."
        ),
    ] = 0,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")
    ] = True,
    import_from: Annotated[
        str | None,
        typer.Option(
            "--import", metavar="JSON", help="First take the annotations of a Label Studio export."
        ),
    ] = None,
    export_to: Annotated[
        str | None,
        typer.Option(
            "--export",
            metavar="JSON",
            help="Write pages, guesses and labels as Label Studio's tasks, and open no page.",
        ),
    ] = None,
    allow_mismatch: AllowMismatch = False,
    quiet: Quiet = False,
) -> int:
    """Label pages by hand in the browser.

    The pages that teach the model most come first. The address that is printed works on this
    machine alone. Ctrl+C ends the work; every label is saved in FILE by then, and the same command
    continues.

    Exit codes: 0 all pages are done, or --export wrote them; 1 no page can be labelled or some are
    left; 2 wrong usage or model.
    """
    path = Path(out)
    if path.suffix.lower() != ".jsonl":
        raise ConfigurationError(f"labels are written as JSON Lines; name {path} with .jsonl")
    try:
        from boilerclf.web.labelling.server import serve
    except ImportError as error:
        raise MissingExtraError(str(error.name), "web") from error

    from boilerclf.model import load_model
    from boilerclf.web.labelling.session import Session
    from boilerclf.web.labelling.studio import export_tasks

    exported = [] if export_to is None else [export_to]
    _refuse_unfit([out, *exported], import_from)
    classifier = None if model is None else load_model(model, allow_mismatch=allow_mismatch)
    reading = _Reading(quiet=quiet)
    with working("reading pages", quiet=quiet):
        tasks = _tasks(inputs, kind, exported, out, classifier, reading=reading)
    if not tasks:
        say("error: none of the inputs has a block to label")
        return FAILED
    reading.tell(len(tasks))

    with closing(Session(tasks, path)) as session:
        if import_from is not None:
            _import(session, import_from, quiet=quiet)
        if export_to is not None:
            export_tasks(session, export_to)
            return OK
        serve(session, port=port, opened=partial(_told, browser=browser))
        progress = session.progress()
    code = OK if progress.n_done == progress.n_pages else FAILED
    if not quiet or code != OK:
        say(f"{progress.n_done:,} of {progress.n_pages:,} pages done; labels are in {path}")
    return code


def _told(address: str, *, browser: bool) -> None:
    """Print the address of the page, and open it where that is asked for."""
    typer.echo(address)
    if browser:
        import webbrowser

        webbrowser.open(address)


def _refuse_unfit(outputs: list[str], import_from: str | None) -> None:
    """Refuse outputs that cannot be written, or would replace what is imported."""
    from boilerclf.files import refuse_unwritable
    from boilerclf.sources import refuse_overwriting

    for output in outputs:
        refuse_unwritable(output)
    if import_from is not None:
        refuse_overwriting([import_from], outputs)


def _tasks(  # noqa: PLR0913  # the options of the command
    inputs: list[str],
    kind: AskedKind,
    exported: list[str],
    out: str,
    classifier: Classifier | None,
    *,
    reading: _Reading,
) -> list[Task]:
    """Read the pages to label, as many as are held in memory."""
    from boilerclf.sources import read_documents
    from boilerclf.web.labelling.tasks import tasks_of

    tasks: list[Task] = []
    documents = read_documents(inputs, kind=kind, outputs=exported, continued=[out])
    for task in tasks_of(reading.readable(documents), classifier):
        if len(tasks) == _MOST_PAGES:
            say(f"warning: only the first {_MOST_PAGES:,} pages are taken")
            reading.n_read -= 1
            break
        tasks.append(task)
    return tasks


def _import(session: Session, path: str, *, quiet: bool) -> None:
    from boilerclf.web.labelling.studio import import_tasks

    n_taken = import_tasks(session, path)
    if not quiet:
        say(f"took the labels of {n_taken:,} pages from {path}")
