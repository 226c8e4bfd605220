"""JSON Lines: one document a line, as ``{"id", "html"}`` or ``{"id", "text"}``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from boilerclf.errors import InputError
from boilerclf.files import (
    JSON_LINES_SUFFIXES,
    InputStream,
    json_type,
    looks_like_jsonl,
    read_json_lines,
    record_id,
)
from boilerclf.sources.document import AskedKind, Document, Format, says_nothing


def read_jsonl(stream: InputStream, source: str, kind: AskedKind) -> Iterator[Document]:
    """Read one document from each line.

    Parameters
    ----------
    stream : InputStream
        The open file.
    source : str
        Its name as shown.
    kind : {"auto", "html", "text"}
        Which of the keys is taken where a record has both; "auto" takes ``html``. Otherwise the
        record's key says what the document is.

    Yields
    ------
    Document
        One a line, blank lines left out; a line that is no such record gives a document with
        `error`. A record without ``id`` is called after its line ("pages.jsonl:3"); null stands
        for an empty document. An empty file yields nothing.
    """
    for number, record in read_json_lines(stream):
        place = f"{source}:{number}"
        if isinstance(record, InputError):
            yield Document(place, source, None, kind, error=str(record))
        else:
            yield _document(record, place, source, kind)


def _document(record: dict[str, Any], place: str, source: str, kind: AskedKind) -> Document:
    line = f"line {place.rpartition(':')[2]}"
    identifier = record_id(record, place)
    record.pop("id", None)
    choices: tuple[AskedKind, AskedKind] = ("text", "html") if kind == "text" else ("html", "text")
    there = [key for key in choices if key in record]
    if not there:
        keys = ", ".join(sorted(record)[:5]) or "no other key"
        error = f'{line}: wanted the key "html" or "text", saw {keys}'
        return Document(identifier, source, None, kind, record, error)
    key = next((key for key in there if not says_nothing(record[key])), there[0])
    data = record.pop(key)
    if data is None or isinstance(data, str):
        return Document(identifier, source, data or "", key, record)
    error = f'{line}: "{key}" is {json_type(data)}, wanted a string'
    return Document(identifier, source, None, key, record, error)


FORMAT: Final = Format(suffixes=JSON_LINES_SUFFIXES, recognises=looks_like_jsonl, read=read_jsonl)
