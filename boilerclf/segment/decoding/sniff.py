"""What a document is: markup, plain text, data that is neither, or not text at all."""

from __future__ import annotations

import codecs
import re
from typing import Final, Literal

from boilerclf.segment.decoding.decode import bom_encoding, utf16_pattern

Sniffed = Literal["html", "text", "data", "binary"]

HEAD_LENGTH: Final = 16 * 1024
"""How many bytes are looked at; the standard takes 1445, but tags may come late."""

_SIGNATURES: Final = re.compile(
    rb"%PDF-|%!PS-Adobe-|GIF8[79]a|\x89PNG\r\n|\xff\xd8\xff|\x1f\x8b\x08|PK\x03\x04|PK\x05\x06"
    rb"|Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\xfd7zXZ\0|BZh[1-9]1AY&SY|\x28\xb5\x2f\xfd|\0asm|\x7fELF"
    rb"|\xca\xfe\xba\xbe|OggS\0|ID3[\x02-\x04]|fLaC\0|\x1a\x45\xdf\xa3|wOF[F2]\0|OTTO\0|\0\x01\0\0\0"
    rb"|II\x2a\0|MM\0\x2a|\0\0[\x01\x02]\0|RIFF[\s\S]{4}(?:WEBP|WAVE|AVI )|SQLite format 3\0"
    rb"|[\s\S]{4}ftyp[a-zA-Z0-9 ]{4}|\xd0\xcf\x11\xe0\xa1\xb1|\{\\rtf1|PAR1\x15"
    rb"|[\s\S]{257}ustar(?:\0|  \0)"
)
"""First bytes of formats that are not text (WHATWG MIME Sniffing, section 6, and others)."""

_BINARY: Final = bytes([*range(0x00, 0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)])
"""The standard's "binary data bytes". It calls text with a single one binary; stray control
characters are common in real pages, so here it takes a tenth of the head."""

_MIN_KINDS: Final = 3
_MIN_SHARE: Final = 0.02
"""What is neither UTF-8 nor UTF-16 takes so many different ones, and this share of the head: bytes
drawn at random have them from some 40 on, and text in encodings of one byte or two a character has
one that somebody's program put everywhere, or none."""

_TAGS: Final = (
    "a abbr acronym address applet area article aside audio b base basefont bdo big blockquote "
    "body br button canvas caption center cite code col colgroup dd del details dfn dialog dir div "
    "dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 "
    "head header hr html i iframe img input ins kbd label legend li link main map mark menu meta "
    "nav noframes noscript object ol optgroup option p picture pre q s samp script section select "
    "small source span strike strong style sub summary sup svg table tbody td template textarea "
    "tfoot th thead time title tr tt u ul var video"
).replace(" ", "|")

_TAG = re.compile(rf"</?(?:{_TAGS})(?:[\s/][^<>]*)?>", re.IGNORECASE)
_BLANK_START = re.compile(r"[\s\ufeff\x00-\x20]*")
_STARTS_AS_HTML = re.compile(rf"<!doctype\s+html|<!--|<(?:{_TAGS})(?:[\s/>]|$)", re.IGNORECASE)
_STARTS_AS_XML = re.compile(r"<\?xml\s|<(?:rss|feed|rdf:RDF|sitemapindex|urlset)[\s>]")
_XHTML = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_JSON = re.compile(
    r"\{\s*(?:\"(?:[^\"\\]|\\.)*+\"\s*:|\}\s*$)"
    r"|\[\s*(?:\{\s*\"|\"[^\"]*+\"\s*[,\]]|\[\s*(?:\"|-?\d++(?:\.\d++)?\s*,))"
)
_WARC = re.compile(r"WARC/\d\.\d\s")
_HEADER = re.compile(r"[A-Za-z-]++:[ \t]")
_MULTIPART = re.compile(r"^Content-Type:\s*multipart/related[ \t\r]*(?:;|$)", re.I | re.M)
"""The head of a page that a browser saved with its pictures in one file (RFC 2557)."""

_MIN_TAGS: Final = 3
_MIN_TAG_SHARE: Final = 0.2


def sniff_kind(data: str | bytes) -> Sniffed:
    r"""Tell what a document is from how it begins.

    Parameters
    ----------
    data : str or bytes
        The document; its first 16 KiB are looked at, those of its UTF-8 for a `str`.

    Returns
    -------
    {"html", "text", "data", "binary"}
        "html": begins with a doctype, a comment or a tag of HTML, or is XHTML, or has at least
        three tags of HTML that make up a fifth of it. "data": readable, but no page: JSON, feeds
        (RSS, Atom) and other XML, WARC, MHTML. "binary": the first bytes of a known format (PDF,
        images, archives and so on), a tenth of control characters, or fewer but several different
        ones in what is no UTF-8. "text": everything else, the empty document and text that only
        mentions a tag included.

    References
    ----------
    WHATWG MIME Sniffing Standard, sections 5 to 7.

    Examples
    --------
    >>> sniff_kind("<p>Hello"), sniff_kind("if a < b, write <b>"), sniff_kind(b"%PDF-1.7\n")
    ('html', 'text', 'binary')
    """
    head = data[:HEAD_LENGTH]
    if isinstance(head, str):
        head = head.encode("utf-8", "replace")[:HEAD_LENGTH]
    if _SIGNATURES.match(head):
        return "binary"
    codec = bom_encoding(head) or utf16_pattern(head) or "utf-8"
    if codec == "utf-8" and _is_binary(head):
        return "binary"
    return _sniff_text(head.decode(codec, "replace"))


def _is_binary(raw: bytes) -> bool:
    n_controls = len(raw) - len(raw.translate(None, _BINARY))
    if 10 * n_controls > len(raw):
        return True
    if n_controls < _MIN_SHARE * len(raw) or len(set(raw).intersection(_BINARY)) < _MIN_KINDS:
        return False
    return not _is_utf8(raw)


def _is_utf8(head: bytes) -> bool:
    """Tell if bytes are UTF-8, in which the last character may be cut."""
    try:
        codecs.utf_8_decode(head, "strict", False)
    except UnicodeDecodeError:
        return False
    return True


def _sniff_text(head: str) -> Sniffed:
    start = head[_BLANK_START.match(head).end() :]  # type: ignore[union-attr]  # matches anything
    if _STARTS_AS_XML.match(start):
        return "html" if start.startswith("<?xml") and _XHTML.search(start) else "data"
    if _STARTS_AS_HTML.match(start):
        return "html"
    if _JSON.match(start) or _WARC.match(start) or _is_saved_page(start):
        return "data"
    tags = [match.end() - match.start() for match in _TAG.finditer(start)]
    if len(tags) >= _MIN_TAGS and sum(tags) >= _MIN_TAG_SHARE * len(start):
        return "html"
    return "text"


def _is_saved_page(start: str) -> bool:
    if not _HEADER.match(start):
        return False
    headers = start.replace("\r\n", "\n").partition("\n\n")[0]
    return _MULTIPART.search(headers) is not None
