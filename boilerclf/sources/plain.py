"""A file that is one document: HTML, plain text, or whatever it turns out to be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from boilerclf.files import HTML_SUFFIXES, TEXT_SUFFIXES, InputStream, split_suffix
from boilerclf.segment.decoding.sniff import sniff_kind
from boilerclf.sources.document import AskedKind, Document, Format

MAX_DOCUMENT_BYTES: Final = 512 * 1024 * 1024
"""The longest single document that is read; longer inputs are cut, with status "limited".

Lines take 1 to 2 kB of memory each, so a text of two million lines, 100 MB of prose, fits a worker
with the default `--page-memory`."""

_NO_PAGES: Final = (".css", ".js", ".mjs")
"""What lies beside the pages of a site that was saved, and is plain text by its looks."""

_PIECE_BYTES: Final = 1 << 20
"""Taken at a time, so that a short document does not ask for the memory of the longest."""


def read_plain(
    stream: InputStream, source: str, kind: AskedKind, *, max_bytes: int = MAX_DOCUMENT_BYTES
) -> Iterator[Document]:
    """Read a whole file as one document.

    Parameters
    ----------
    stream : InputStream
        The open file.
    source : str
        Its name as shown; its suffix says what the document is where `kind` is "auto".
    kind : {"auto", "html", "text"}
        What to read it as.
    max_bytes : int, default: `MAX_DOCUMENT_BYTES`
        Where the document is cut, in bytes.

    Yields
    ------
    Document
        Exactly one. An empty file gives a document without a byte, a style sheet or a script one
        with `error`.
    """
    pieces, n_left = [], max_bytes
    while n_left and (piece := stream.read(min(n_left, _PIECE_BYTES))):
        pieces.append(piece)
        n_left -= len(piece)
    data = b"".join(pieces)
    beyond = stream.read(1)
    limited = stream.problem or ("over_limit" if beyond else "")
    if limited and not data:
        yield Document(source, source, None, kind, error=f"nothing could be read ({limited})")
    elif kind == "auto" and split_suffix(source)[0] in _NO_PAGES and sniff_kind(data) == "text":
        error = "a style sheet or a script by its name; --kind text reads it"
        yield Document(source, source, None, kind, error=error)
    else:
        yield Document(source, source, data, _kind_of(source, kind), limited=limited)


def _kind_of(source: str, kind: AskedKind) -> AskedKind:
    suffix, _ = split_suffix(source)
    if kind == "auto" and suffix in HTML_SUFFIXES:
        return "html"
    return "text" if kind == "auto" and suffix in TEXT_SUFFIXES else kind


FORMAT: Final = Format(
    suffixes=HTML_SUFFIXES + TEXT_SUFFIXES,
    recognises=lambda head: True,
    read=read_plain,
    decompress=False,
)
