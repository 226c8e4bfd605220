"""One document in, bytes or text, HTML or not; one page out."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, Literal

from boilerclf.errors import ConfigurationError
from boilerclf.page import Kind, Page
from boilerclf.segment.decoding.decode import decode
from boilerclf.segment.decoding.sniff import sniff_kind
from boilerclf.segment.html import segment_html
from boilerclf.segment.text import segment_text

KINDS: Final = ("auto", "html", "text")


def segment(
    data: str | bytes,
    *,
    kind: Literal["auto", "html", "text"] = "auto",
    source: str = "",
    declared_encoding: str | None = None,
) -> Page:
    r"""Read one document into a page, whatever it is.

    Parameters
    ----------
    data : str or bytes
        The document.
    kind : {"auto", "html", "text"}, default: "auto"
        What to read it as; "auto" looks at the document (see `sniff_kind`).
    source : str, default: ""
        Where the document came from.
    declared_encoding : str or None, default: None
        The ``charset`` of the HTTP header, for bytes.

    Returns
    -------
    Page
        Status "empty" and reason "no_text" where there is nothing to read. Status "failed" and no
        block for what is no page: PDF, images, archives and other binary data, and, unless plain
        text was asked for, JSON, feeds and other XML; the reason is "not_html", or "not_text" for
        `kind` "text". The warning "thin_input" marks long markup with hardly any text in it, and
        pages that only tell readers to turn scripts on; "mixed_encoding" marks UTF-8 with parts
        that are not valid and were decoded otherwise, or are U+FFFD.

    Raises
    ------
    ConfigurationError
        For an unknown `kind`.

    Examples
    --------
    >>> page = segment(b"A line.\n\nAnother line.")
    >>> page.kind, page.encoding, page.block_texts()
    ('text', 'utf-8', ['A line.', 'Another line.'])
    >>> segment(b"%PDF-1.7").reason
    'not_html'
    """
    if kind not in KINDS:
        raise ConfigurationError(f"kind is {kind!r}; choose one of {', '.join(KINDS)}")
    if kind == "text" and isinstance(data, str):
        return segment_text(data, source=source)
    sniffed = sniff_kind(data)
    if sniffed == "binary" or (sniffed == "data" and kind != "text"):
        return _failed("text" if kind == "text" else "html", source)
    chosen: Kind = "html" if kind == "html" or (kind == "auto" and sniffed == "html") else "text"
    if isinstance(data, str):
        return _segment(data, chosen, source)
    decoded = decode(data, declared=declared_encoding, markup=chosen == "html")
    page = _segment(decoded.text, chosen, source)
    return replace(
        page,
        encoding=decoded.encoding,
        encoding_source=decoded.source,
        encoding_confidence=decoded.confidence,
        warnings=(*page.warnings, "mixed_encoding") if decoded.is_mixed else page.warnings,
    )


def _segment(text: str, kind: Kind, source: str) -> Page:
    read = segment_text if kind == "text" else segment_html
    return read(text, source=source)


def _failed(kind: Kind, source: str) -> Page:
    return replace(_segment("", kind, source), status="failed", reason=f"not_{kind}")
