"""``boilerclf info``: what a model says of itself, and the caps on what is read."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from boilerclf.cli.console import OK, write_json, write_out
from boilerclf.cli.options import AllowMismatch, AsJson
from boilerclf.shown import printable

if TYPE_CHECKING:
    from boilerclf.model import Classifier


def info(
    models: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[MODEL]...",
            show_default=False,
            help="html, text, or model folders. Default: the two shipped ones.",
        ),
    ] = None,
    *,
    allow_mismatch: AllowMismatch = False,
    as_json: AsJson = False,
) -> int:
    """Show a model, its scores, and input limits."""
    from boilerclf.model import SHIPPED, load_model

    classifiers = [load_model(name, allow_mismatch=allow_mismatch) for name in models or SHIPPED]
    if as_json:
        described = [
            {"model": model.identity, "digest": model.digest, **model.card.to_dict()}
            for model in classifiers
        ]
        write_json({"models": described, "limits": _cuts() | _refusals()})
    else:
        parts = [_described(model) for model in classifiers]
        parts.append(
            _section("Caps; what is longer is cut, and said to be; characters are of HTML", _cuts())
        )
        parts.append(_section("Limits; what is beyond fails, and says why", _refusals()))
        write_out("\n\n".join(parts) + "\n")
    return OK


def _cuts() -> dict[str, int]:
    from boilerclf.files import MAX_DECOMPRESSED_BYTES
    from boilerclf.segment import Limits
    from boilerclf.sources.plain import MAX_DOCUMENT_BYTES
    from boilerclf.sources.warc_records import MAX_RECORD_BYTES

    return {
        **asdict(Limits()),
        "max_document_bytes": MAX_DOCUMENT_BYTES,
        "max_record_bytes": MAX_RECORD_BYTES,
        "max_decompressed_bytes": MAX_DECOMPRESSED_BYTES,
    }


def _refusals() -> dict[str, int]:
    from boilerclf.bulk.budget import PAGE_MEGABYTES, PAGE_SECONDS
    from boilerclf.files import MAX_LINE_BYTES
    from boilerclf.model.archive import MAX_MODEL_BYTES

    return {
        "max_line_bytes": MAX_LINE_BYTES,
        "max_model_bytes": MAX_MODEL_BYTES,
        "page_seconds": int(PAGE_SECONDS),
        "page_megabytes": PAGE_MEGABYTES,
    }


def _described(model: Classifier) -> str:
    card = model.card
    parts = [
        _section(
            model.identity,
            {
                "kind": card.kind,
                "decision": model.own_rule,
                **({} if card.extracted is None else {"extracted": card.extracted}),
                **({"comments": "content, by its labels"} if card.keeps_comments else {}),
                **card.options_in_use(),
                **card.versions,
            },
        )
    ]
    if card.corpora:
        notes = {
            note.name: f"{note.n_pages:,} pages, {note.n_blocks:,} blocks"
            + (f", {note.licence}" if note.licence else "")
            for note in card.corpora
        }
        parts.append(_section("Trained on", notes))
    if card.scores:
        scores = {name: f"{value:.3f}" for name, value in card.scores.items()}
        parts.append(_section("Scores on held-out folds", scores))
    return "\n\n".join(parts)


def _section(title: str, values: Mapping[str, Any]) -> str:
    return "\n".join([printable(title), *_lines(values)])


def _lines(values: Mapping[str, Any]) -> Iterable[str]:
    names = [printable(name) for name in values]
    width = max(map(len, names), default=0) + 4
    for name, value in zip(names, values.values(), strict=True):
        text = f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else value
        yield from textwrap.wrap(
            printable(str(text)),
            80,
            initial_indent=f"  {name}".ljust(width),
            subsequent_indent=" " * width,
        )
