"""JSON Lines: one document a line, as ``{"id", "html"}`` or ``{"id", "text"}``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from boilerclf.errors import InputError
from boilerclf.files import HEAD_BYTES, InputStream, read_json_lines
from boilerclf.sources.document import AskedKind, Document, Format, says_nothing

_PAGE_KEY: Final = re.compile(rb"[{,]\s*\"(?:html|text)\"\s*:")


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
    identifier = record.pop("id", None)
    if isinstance(identifier, bool) or not isinstance(identifier, str | int | float):
        identifier = place
    choices: tuple[AskedKind, AskedKind] = ("text", "html") if kind == "text" else ("html", "text")
    there = [key for key in choices if key in record]
    if not there:
        keys = ", ".join(sorted(record)[:5]) or "no other key"
        error = f'{line}: wanted the key "html" or "text", saw {keys}'
        return Document(str(identifier), source, None, kind, record, error)
    key = next((key for key in there if not says_nothing(record[key])), there[0])
    data = record.pop(key)
    if data is None or isinstance(data, str):
        return Document(str(identifier), source, data or "", key, record)
    error = f'{line}: "{key}" is {type(data).__name__}, wanted a string'
    return Document(str(identifier), source, None, key, record, error)


def looks_like_jsonl(head: bytes) -> bool:
    r"""Tell from a file's first bytes if it holds one record a line.

    Parameters
    ----------
    head : bytes
        The first `boilerclf.files.HEAD_BYTES` of the file, or all of it.

    Returns
    -------
    bool
        True if the first line is a JSON object with the key ``html`` or ``text``, or the first two
        are JSON objects with whatever keys: reading them says which are wanted. Where one of them
        goes on beyond `head`, if it begins like that.

    Examples
    --------
    >>> looks_like_jsonl(b'{"id": "a", "html": "<p>One"}\n'), looks_like_jsonl(b'{"a": 1}')
    (True, False)
    >>> looks_like_jsonl(b'{"a": 1}\n{"a": 2}\n')
    True
    """
    line, end, rest = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if line.startswith(b"{") and not end and len(head) >= HEAD_BYTES:
        return bool(_PAGE_KEY.search(line))
    record = _object(line)
    if record is None or "html" in record or "text" in record:
        return record is not None
    second, end, _ = rest.lstrip().partition(b"\n")
    if second.startswith(b"{") and not end and len(head) >= HEAD_BYTES:
        return True
    return _object(second) is not None


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(line) if line.startswith(b"{") else None
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


FORMAT: Final = Format(suffixes=(".jsonl", ".ndjson"), recognises=looks_like_jsonl, read=read_jsonl)
