"""Classified pages written out: their content as text or markup, or one JSON record a line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, Final, TextIO

from boilerclf.classified import ClassifiedPage, ContentForm
from boilerclf.classified.records import RECORD_KEYS
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


class _ContentWriter:
    """Writes what is kept of each page; on a terminal control characters are made visible."""

    _between = "\n"
    """What stands between two pages, behind the line feed that ends the first."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._is_visible = stream.isatty()
        self._is_first = True

    def write(self, document: Document, page: ClassifiedPage | None) -> None:
        """Write one page; nothing for a page without content, or None (it could not be read)."""
        written = "" if page is None else self._written(page)
        if not written:
            return
        written = written.translate(_PICTURES) if self._is_visible else written
        self._stream.write(f"{'' if self._is_first else self._between}{written}\n")
        self._is_first = False

    def _written(self, page: ClassifiedPage) -> str:
        raise NotImplementedError


class TextWriter(_ContentWriter):
    r"""Writes the kept text of each page, a blank line between pages.

    Of plain text with the blank lines that stood in it (`ClassifiedPage.spaced_content`).

    Parameters
    ----------
    stream : text stream
        Where to write; on a terminal control characters are made visible instead of sent.

    Examples
    --------
    >>> import sys, numpy as np
    >>> document = Document("1", "a.txt", "Keep this.\nDrop that.")
    >>> page = ClassifiedPage(document.to_page(), np.array([0.9, 0.1]), np.array([True, False]))
    >>> TextWriter(sys.stdout).write(document, page)
    Keep this.
    """

    def _written(self, page: ClassifiedPage) -> str:
        return page.spaced_content if page.content else ""


class HtmlWriter(_ContentWriter):
    r"""Writes the kept blocks of each page as an ``<article>``, a blank line between pages.

    Parameters
    ----------
    stream : text stream
        As for `TextWriter`.

    Examples
    --------
    >>> import sys, numpy as np
    >>> document = Document("1", "a.html", "<h1>Ferry</h1><p>Sailed.<p>Menu")
    >>> page = ClassifiedPage(document.to_page(), np.ones(3), np.array([True, True, False]))
    >>> HtmlWriter(sys.stdout).write(document, page)
    <article>
    <h1>Ferry</h1>
    <p>Sailed.</p>
    </article>
    """

    def _written(self, page: ClassifiedPage) -> str:
        return page.html


class MarkdownWriter(_ContentWriter):
    """Writes the kept blocks of each page as Markdown, a thematic break between pages.

    Parameters
    ----------
    stream : text stream
        As for `TextWriter`.

    Examples
    --------
    >>> import sys, numpy as np
    >>> document = Document("1", "a.html", "<h1>Ferry</h1><ul><li><a href=/b>Bell</a></ul>")
    >>> page = ClassifiedPage(document.to_page(), np.ones(2), np.array([True, True]))
    >>> MarkdownWriter(sys.stdout).write(document, page)
    # Ferry
    <BLANKLINE>
    * [Bell](/b)
    """

    _between = "\n---\n\n"

    def _written(self, page: ClassifiedPage) -> str:
        return page.markdown


class JsonlWriter:
    """Writes one JSON record a line, documents that could not be read included.

    Parameters
    ----------
    stream : text stream
        Where to write.
    content : {"text", "markdown", "html"}, default: "text"
        What ``content`` holds.

    Examples
    --------
    >>> import sys
    >>> JsonlWriter(sys.stdout).write(Document("1", "a", None, error="is a folder"), None)
    {"id": "1", "source": "a", "kind": "html", "status": "failed", "reason": "is a folder",
     "content": "", "blocks": []}
    """

    def __init__(self, stream: TextIO, *, content: ContentForm = "text") -> None:
        self._stream = stream
        self._content: ContentForm = content

    def write(self, document: Document, page: ClassifiedPage | None) -> None:
        """Write one record: the page's, then the keys that the document brought.

        A record's own keys never come from the document, not even where the page has nothing to
        say.

        Parameters
        ----------
        document : Document
            What was classified.
        page : ClassifiedPage or None
            None where it could not be read: the record says why.
        """
        if page is None:
            record = failed_record(document)
        else:
            record = page.to_record(document.id, content=self._content)
        theirs = document.passed_on().items()
        record |= {key: value for key, value in theirs if key not in RECORD_KEYS}
        self._stream.write(as_json(record) + "\n")


class DroppedWriter:
    r"""Writes what is dropped: one JSON record a line for each block taken for noise.

    Parameters
    ----------
    stream : text stream
        Where to write.

    Examples
    --------
    >>> import sys, numpy as np
    >>> document = Document("1", "a.txt", "Keep.\nDrop.")
    >>> kept, probabilities = np.array([True, False]), np.array([0.9, 0.1])
    >>> page = ClassifiedPage(document.to_page(), probabilities, kept, reasons=("", "length"))
    >>> DroppedWriter(sys.stdout).write(document, page)
    {"id": "1", "source": "a.txt", "block": 1, "text": "Drop.", "probability": 0.1,
     "reason": "length"}
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, document: Document, page: ClassifiedPage | None) -> None:
        """Write the noise of one page, a record a block.

        Parameters
        ----------
        document : Document
            What was classified.
        page : ClassifiedPage or None
            None where it could not be read: nothing is written.
        """
        if page is None:
            return
        probabilities = page.written_probabilities()
        for number in (~page.kept).nonzero()[0].tolist():
            record = {
                "id": document.id,
                "source": document.source,
                "block": number,
                "text": page.texts[number],
                "probability": probabilities[number],
                "reason": page.reasons[number],
            }
            self._stream.write(as_json(record) + "\n")


def as_json(value: object, indent: int | None = None) -> str:
    r"""Return a value as JSON, without what terminals obey or programs break lines at.

    Parameters
    ----------
    value : object
        Of the types that JSON has.
    indent : int or None, default: None
        Spaces a level; None writes one line.

    Returns
    -------
    str
        Control characters stand in it as escapes.

    Examples
    --------
    >>> print(as_json({"text": "caf\xe9\x85"}))
    {"text": "café\u0085"}
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return _UNESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def failed_record(document: Document) -> dict[str, Any]:
    """Return the record of a document that could not be read.

    Examples
    --------
    >>> failed_record(Document("1", "a", None, error="is a folder"))["status"]
    'failed'
    """
    return {
        "id": document.id,
        "source": document.source,
        "kind": "text" if document.kind == "text" else "html",
        "status": "failed",
        "reason": document.error,
        "content": "",
        "blocks": [],
    }


WRITERS: Final[dict[str, Callable[[TextIO], _ContentWriter]]] = {
    "text": TextWriter,
    "html": HtmlWriter,
    "markdown": MarkdownWriter,
}
"""What writes the content alone, by the name of its format on the command line."""
