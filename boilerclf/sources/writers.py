"""Classified pages written out: their content as text, or one JSON record a line."""

from __future__ import annotations

import json
import re
from typing import Any, Final, TextIO

from boilerclf.page import ClassifiedPage
from boilerclf.sources.document import Document

# What makes a terminal do something: shown as a picture of itself (Unicode's block 2400) or as hex.
_PICTURES: Final = (
    {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\n\t"}
    | {0x7F: "\u2421"}
    | {code: f"\\x{code:02x}" for code in range(0x80, 0xA0)}
)

# json.dumps escapes what is below U+0020 and leaves these, at which terminals act or programs that
# split with `str.splitlines` break a line.
_UNESCAPED: Final = re.compile("[\x7f-\x9f\u2028\u2029]")


class TextWriter:
    r"""Writes the kept text of each page, a blank line between pages.

    Parameters
    ----------
    stream : text stream
        Where to write.
    visible : bool or None, default: None
        Make control characters visible instead of sending them; None does so on a terminal only.

    Examples
    --------
    >>> import sys, numpy as np
    >>> document = Document("1", "a.txt", "Keep this.\nDrop that.")
    >>> page = ClassifiedPage(document.to_page(), np.array([0.9, 0.1]), np.array([True, False]))
    >>> TextWriter(sys.stdout).write(document, page)
    Keep this.
    """

    def __init__(self, stream: TextIO, *, visible: bool | None = None) -> None:
        self._stream = stream
        self._visible = stream.isatty() if visible is None else visible
        self._between = ""

    def write(self, document: Document, page: ClassifiedPage | None) -> None:
        """Write one page; nothing for a page without content, or None (it could not be read)."""
        if page is None or not page.content:
            return
        content = page.content.translate(_PICTURES) if self._visible else page.content
        self._stream.write(f"{self._between}{content}\n")
        self._between = "\n"


class JsonlWriter:
    """Writes one JSON record a line, documents that could not be read included.

    Parameters
    ----------
    stream : text stream
        Where to write.

    Examples
    --------
    >>> import sys
    >>> JsonlWriter(sys.stdout).write(Document("1", "a", None, error="is a folder"), None)
    {"id": "1", "source": "a", "kind": "html", "status": "failed", "reason": "is a folder",
     "content": "", "blocks": []}
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, document: Document, page: ClassifiedPage | None) -> None:
        """Write one record: the page's (None: it could not be read), then the document's own keys.

        Where both have a key, the page's is written.
        """
        record = _failed_record(document) if page is None else page.to_record(document.id)
        record |= {key: value for key, value in document.extra.items() if key not in record}
        line = json.dumps(record, ensure_ascii=False, allow_nan=False)
        line = _UNESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", line)
        self._stream.write(line + "\n")


def _failed_record(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "source": document.source,
        "kind": "text" if document.kind == "text" else "html",
        "status": "failed",
        "reason": document.error,
        "content": "",
        "blocks": [],
    }
