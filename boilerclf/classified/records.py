"""Classified pages as the JSON records that the command line writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from boilerclf.page import LABELS

if TYPE_CHECKING:
    from boilerclf.classified.page import ClassifiedPage, ContentForm

SAID_BY_PAGE: Final = ("title", "language", "headline")
"""Keys of what the page says of itself."""

RECORD_KEYS: Final = (
    *("id", "source", "kind", "status", "reason", "model", "decision"),
    *("encoding", "encoding_source", "encoding_confidence", "warnings"),
    *SAID_BY_PAGE,
    *("content", "blocks"),
)
"""All keys that a record may have; most are left out where they have no value."""


def page_record(page: ClassifiedPage, identifier: str, form: ContentForm) -> dict[str, Any]:
    """Return a page's record.

    Parameters
    ----------
    page : ClassifiedPage
        The page.
    identifier : str
        The record's ``id``.
    form : {"text", "markdown", "html"}
        What ``content`` holds.

    Returns
    -------
    dict
        The keys of `page_header`, then ``content`` and ``blocks``.
    """
    record = page_header(page, identifier)
    record["content"] = page.content_as(form)
    record["blocks"] = _block_records(page)
    return record


def page_header(page: ClassifiedPage, identifier: str) -> dict[str, Any]:
    """Return a page's record without ``content`` and ``blocks``.

    Parameters
    ----------
    page : ClassifiedPage
        The page.
    identifier : str
        The record's ``id``.

    Returns
    -------
    dict
        Keys ``id, source, kind, status, reason, model, decision, encoding, encoding_source,
        encoding_confidence, warnings, title, language, headline``. The first four are always there,
        the others if they have a value.
    """
    read = page.page
    record: dict[str, Any] = {
        "id": identifier,
        "source": read.source,
        "kind": read.kind,
        "status": page.status,
    }
    if page.reason:
        record["reason"] = page.reason
    record |= {"model": page.model, "decision": page.decision}
    if read.encoding:
        record["encoding"] = read.encoding
        record["encoding_source"] = read.encoding_source
        record["encoding_confidence"] = read.encoding_confidence
    if read.warnings:
        record["warnings"] = list(read.warnings)
    said = zip(SAID_BY_PAGE, (page.title, page.language, page.headline), strict=True)
    return record | {key: value for key, value in said if value}


def _block_records(page: ClassifiedPage) -> list[dict[str, Any]]:
    columns = (page.texts, page.kept.tolist(), page.written_probabilities())
    records: list[dict[str, Any]] = [
        {"text": text, "label": LABELS[kept], "probability": probability}
        for text, kept, probability in zip(*columns, strict=True)
    ]
    read = page.page
    if read.lines is not None:
        places = (read.lines.tolist(), read.starts.tolist(), read.ends.tolist())
        for record, line, start, end in zip(records, *places, strict=True):
            record |= {"line": line, "start": start, "end": end}
    return records
