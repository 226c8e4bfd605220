"""``boilerclf explain``: why each block of a page has its label."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from boilerclf.cli.console import FAILED, OK, is_terminal, say, say_written, write_out
from boilerclf.cli.options import AllowMismatch, AsJson, Model, Quiet, Threshold
from boilerclf.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from boilerclf.classified.explanation import Explanation
    from boilerclf.sources import Document
    from boilerclf.sources.document import AskedKind


def explain(  # noqa: PLR0913  # one parameter an option
    page: Annotated[
        str,
        typer.Argument(
            metavar="PAGE", show_default=False, help="A file that holds one page; - for stdin."
        ),
    ],
    *,
    model: Model = None,
    kind: Annotated[
        Literal["auto", "html", "text"], typer.Option(help="What to read the page as.")
    ] = "auto",
    threshold: Threshold = None,
    html: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Write a page for the browser, with a slider."),
    ] = None,
    allow_mismatch: AllowMismatch = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> int:
    """Show why blocks are kept or dropped.

    Exit codes: 0 all fine, 1 the page could not be read or the result not written, 2 wrong usage
    or model, 130 interrupted, 141 nobody reads the output any more.
    """
    if as_json and html is not None:
        raise ConfigurationError("--json and --html exclude each other; give one of them")

    from boilerclf.bulk.rendering import remark
    from boilerclf.files import refuse_unwritable
    from boilerclf.model import load_model, parse_decision

    if html is not None:
        refuse_unwritable(html)
    decision = None if threshold is None else parse_decision(threshold)
    own = None if model is None else load_model(model, allow_mismatch=allow_mismatch)
    document = _only_document(page, kind, [] if html is None else [html])
    if document.error:
        say(f"error: {document.source}: {document.error}")
        return FAILED
    if document.kind == "auto" and own is not None:
        document = replace(document, kind=own.kind)
    content = document.to_page()
    classifier = own or load_model(content.kind, allow_mismatch=allow_mismatch)
    labelled = classifier.classify_pages([content], decision, explained=True)[0]
    if labelled.status == "failed":
        say(f"error: {document.source}: {labelled.reason}")
        return FAILED
    if not quiet and (said := remark(document, labelled)):
        _, source, status, text = said
        say(f"{source}: {status}: {text}")
    if html is not None:
        _write_html(labelled.explain(), html, "" if page == "-" else document.source, quiet=quiet)
    elif as_json:
        _write_json(labelled.explain())
    else:
        from boilerclf.cli.explained import explanation_text

        width = shutil.get_terminal_size().columns
        write_out(explanation_text(labelled.explain(), width, coloured=_can_colour()))
    return OK


def _only_document(page: str, kind: AskedKind, outputs: Sequence[str]) -> Document:
    """Return the one document of a file."""
    from boilerclf.sources import read_documents

    found = list(islice(read_documents([page], kind=kind, outputs=outputs), 2))
    if len(found) != 1:
        held = "more than one page" if found else "no page"
        raise ConfigurationError(f"{page} holds {held}; name a file that holds one")
    return found[0]


def _write_html(explanation: Explanation, path: str, name: str, *, quiet: bool) -> None:
    """Write reasons as a page for the browser."""
    from boilerclf.files import open_output
    from boilerclf.web.explained import explanation_page

    text = explanation_page(explanation, name)
    with open_output(path) as stream:
        stream.write(text)
    if not quiet:
        say_written(path)


def _write_json(explanation: Explanation) -> None:
    """Write reasons as one object, a block a line, with those of one block in memory."""
    from boilerclf.files import open_output
    from boilerclf.sources.writers import as_json

    with open_output("-") as out:
        out.write(as_json(explanation.of_page()).removesuffix("}") + ', "blocks": [')
        for number, block in enumerate(explanation.iter_blocks()):
            out.write((",\n" if number else "\n") + as_json(block.to_dict()))
        out.write("\n]}\n")


def _can_colour() -> bool:
    """Tell whether colours are wanted: on a terminal, unless the environment says no."""
    return (
        is_terminal(sys.stdout)
        and not os.environ.get("NO_COLOR")  # https://no-color.org
        and os.environ.get("TERM") != "dumb"
    )
