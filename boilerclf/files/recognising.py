"""What a file holds, by its name and by how it begins, and what its records are called."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from typing import Any, Final

from boilerclf.files.reading import HEAD_BYTES
from boilerclf.files.writing import COMPRESSIONS

HTML_SUFFIXES: Final = (".html", ".htm", ".xhtml", ".xht", ".shtml")

TEXT_SUFFIXES: Final = (".txt", ".text", ".md", ".markdown", ".rst")

JSON_LINES_SUFFIXES: Final = (".jsonl", ".ndjson")

_PAGE_KEY: Final = re.compile(rb"[{,]\s*\"(?:html|text)\"\s*:")


def split_suffix(name: str) -> tuple[str, bool]:
    """Return a file name's suffix below that of a compression, and if there was one.

    Examples
    --------
    >>> split_suffix("crawl/a.HTML.gz"), split_suffix("a.b/c")
    (('.html', True), ('', False))
    """
    stem, suffix = os.path.splitext(name)
    if suffix.lower() in COMPRESSIONS:
        return os.path.splitext(stem)[1].lower(), True
    return suffix.lower(), False


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


def record_id(record: Mapping[str, Any], place: str) -> str:
    """Return the name of a record.

    Parameters
    ----------
    record : mapping
        The object of a line.
    place : str
        File and line, which name a record without ``id``, or with null or "" there.

    Returns
    -------
    str
        The ``id``, or `place`; what is no string as JSON writes it, so that no two that differ have
        one name.

    Examples
    --------
    >>> record_id({"id": 7}, "a.jsonl:1"), record_id({"id": ""}, "a.jsonl:2")
    ('7', 'a.jsonl:2')
    >>> print(record_id({"id": {"$oid": "5f"}}, "a.jsonl:3"))
    {"$oid": "5f"}
    """
    name = record.get("id")
    if name is None or name == "":
        return place
    return name if isinstance(name, str) else json.dumps(name, ensure_ascii=False)
