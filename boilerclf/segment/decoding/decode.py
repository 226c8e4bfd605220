"""Bytes in, text out: which encoding a document is in, and how sure that is.

The order is that of the WHATWG Encoding and HTML standards (byte order mark, HTTP header,
``<meta>`` or XML declaration), followed by a UTF-8 check and `turbohtml.detect`.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from turbohtml import tokenize
from turbohtml.detect import detect

from boilerclf.segment.decoding.guess import guess_encoding

EncodingSource = Literal["bom", "header", "meta", "utf-8", "detected", "fallback"]

PRESCAN_BYTES: Final = 64 * 1024
"""How far a declaration in the markup is looked for. The standard says 1024; real pages put 15 kB
of scripts and tags before it, and looking costs half a millisecond."""

_BELIEVED: Final = 0.9
"""The share of non-ASCII characters that an encoding must decode to be believed."""

_MIXED: Final = 0.25
"""The share of non-ASCII bytes in pieces of valid UTF-8 that shows two encodings in one document.
By accident it is a fortieth: one word of two characters in GBK."""

_BOMS: Final = {
    "utf-32le": codecs.BOM_UTF32_LE,  # not in the standard; its mark begins with the mark of UTF-16
    "utf-32be": codecs.BOM_UTF32_BE,
    "utf-8": codecs.BOM_UTF8,
    "utf-16le": codecs.BOM_UTF16_LE,
    "utf-16be": codecs.BOM_UTF16_BE,
}

_NEVER: Final = frozenset(("visual", "x-user-defined"))
"""Labels that name no encoding of a document: "visual" is an order of Hebrew letters, the other is
for scripts that read bytes."""

_LABEL: Final = re.compile(r"[\w.:-]{1,64}", re.ASCII)
_BLANK_OR_QUOTE: Final = re.compile(r"^[\s\"']+|(?<![\s\"';,])[\s\"';,]+$")
_CONTENT_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?\s*([^\s;\"']+)", re.IGNORECASE)
_XML_ENCODING: Final = re.compile(
    rb"\s*<\?xml\s[^>]*?encoding\s*=\s*[\"']\s*([^\"'\s>]+)", re.IGNORECASE
)
_LANGUAGE: Final = re.compile(
    rb"<html\s[^<>]{0,1000}?\blang\s*=\s*[\"']?\s*([a-z]{2,3})\b", re.IGNORECASE
)
_ISO_2022_JP: Final = re.compile(rb"\x1b(?:\$[@B]|\([IJ])")
_PIECE: Final = re.compile(rb"[^\n<>]+|[\n<>]+")
_SURROGATE: Final = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
"""A lone half of a UTF-16 pair, written as UTF-8. It becomes U+FFFD, but does not suggest that the
document is in another encoding."""

_NOT_DECODED: Final = re.compile("[\ufffd\x80-\x9f]")

_PRINTABLE: Final = bytes(range(0x20, 0x7F))
_IN_TEXT: Final = bytes(sorted({*range(0x20, 0x100), *b"\t\n\r\x1b"} - {0x7F}))
"""Bytes that occur in text of an 8-bit encoding; UTF-16 of any script soon has others."""

_NOT_IN_UTF16: Final = re.compile(
    "[^\t\n\f\r -~\xa0-\u203f\u20ac\u2100-\u2bff\u3000-\u33ff\u4e00-\u9fff\uac00-\ud7a3"
    "\uff00-\uffef\U00010000-\U0003ffff]"
)
"""Characters that text seldom has, among them those that a space and an ASCII letter make when they
are read as one UTF-16 unit."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and how it was decoded.

    Parameters
    ----------
    text : str
        The text without its byte order mark; never holds a lone surrogate.
    encoding : str
        The encoding's WHATWG name in lower case, such as "utf-8" or "windows-1252".
    source : {"bom", "header", "meta", "utf-8", "detected", "fallback"}
        What the encoding was taken from.
    confidence : float
        0 to 1: how well the bytes agree with the encoding (1 less the share of non-ASCII
        characters that could not be decoded; what detection itself says where it was used).
    is_mixed : bool
        True where not all of a UTF-8 document is UTF-8: parts were decoded otherwise, or are
        U+FFFD.
    """

    text: str
    encoding: str
    source: EncodingSource
    confidence: float
    is_mixed: bool = False


def decode(data: bytes, *, declared: str | None = None, markup: bool = True) -> Decoded:
    r"""Decode a document, whatever its bytes are.

    A byte order mark decides. Otherwise what the bytes themselves show goes before what is declared
    about them, because a crawl meets more wrong labels than a browser's user does:

    - bytes that make sense as UTF-16 and hold what no text of 8 bits does are UTF-16;
    - bytes that are valid UTF-8 with at least one multi-byte sequence (or have ten good ones
      for each bad one) are UTF-8, even if a legacy encoding is declared;
    - where UTF-8 is valid in some lines or elements and not in others, each is decoded by itself;
    - a declared encoding that cannot decode a tenth of the non-ASCII characters is not believed,
      UTF-8 included.

    Parameters
    ----------
    data : bytes
        The document.
    declared : str or None, default: None
        The ``charset`` of the HTTP header. An unknown label counts as none.
    markup : bool, default: True
        Look for ``<meta charset>``, ``http-equiv``, an XML declaration and ``lang`` too.

    Returns
    -------
    Decoded
        Empty bytes give an empty text, "utf-8" and confidence 1. Never raises: bytes that cannot be
        decoded become U+FFFD.

    References
    ----------
    WHATWG Encoding Standard, sections 4.2 and 6; HTML Standard, section 13.2.3.2 (determining the
    character encoding).

    Examples
    --------
    >>> decode("naïve".encode()).source
    'utf-8'
    >>> decode(b"<meta charset=iso-8859-1>na\xefve").encoding
    'windows-1252'
    >>> decode("Ночь\nДень".encode() + "\nУтро".encode("cp1251"), declared="cp1251").text
    'Ночь\nДень\nУтро'
    """
    if marked := bom_encoding(data):
        return _decoded_as(data.removeprefix(_BOMS[marked]), marked, "bom")
    pattern = utf16_pattern(data)
    if pattern is not None:
        return _decoded_as(data, pattern, "detected")
    labels = _declared_labels(data, declared, markup)
    unicode = _decoded_as(data, "utf-8", _source_of("utf-8", labels) or "utf-8")
    if data.isascii():
        return _ascii(data, labels, unicode)
    if unicode.confidence == 1:
        return unicode
    language = _LANGUAGE.search(data[:PRESCAN_BYTES]) if markup else None
    hint = language[1].decode().lower() if language else ""
    if mixed := _decode_pieces(data, labels, unicode, hint):
        return mixed
    return _decode_legacy(data, labels, hint)


def bom_encoding(data: bytes) -> str | None:
    r"""Return the encoding that a byte order mark tells, or None.

    Parameters
    ----------
    data : bytes
        The document, or how it begins.

    Returns
    -------
    {"utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be"} or None
        None where the data begins with no such mark.

    Examples
    --------
    >>> bom_encoding(b"\xff\xfea\0"), bom_encoding(b"a\0")
    ('utf-16le', None)
    """
    return next((name for name, bom in _BOMS.items() if data.startswith(bom)), None)


def utf16_pattern(data: bytes) -> Literal["utf-16le", "utf-16be"] | None:
    """Return which UTF-16 the bytes look like without a byte order mark, or None.

    Parameters
    ----------
    data : bytes
        The document; its first 4096 bytes are looked at.

    Returns
    -------
    {"utf-16le", "utf-16be"} or None
        The byte order that makes nearly all 16-bit units characters in use; if both make as many,
        the one whose characters come from fewer blocks of 256. None for fewer than four bytes, for
        bytes without control characters, and for valid UTF-8 or mostly printable ASCII, NUL behind
        it aside.

    Examples
    --------
    >>> utf16_pattern("plain".encode("utf-16-be"))
    'utf-16be'
    """
    head = data[:4096]
    head = head[: len(head) & ~1]
    n_controls = len(head.translate(None, _IN_TEXT))
    is_ascii_text = len(head.translate(None, _PRINTABLE)) < 0.1 * len(head)
    if len(head) < 4 or n_controls < 0.01 * len(head) or not n_controls or is_ascii_text:
        return None
    if not head.rstrip(b"\0").translate(None, _PRINTABLE + b"\t\n\r"):  # padded with NUL
        return None
    if _is_utf8(head):
        return None
    little = _utf16_likeness(head, "utf-16-le", head[1::2])
    big = _utf16_likeness(head, "utf-16-be", head[::2])
    if max(little, big)[0] < 0.95:
        return None
    return "utf-16le" if little > big else "utf-16be"


def _is_utf8(head: bytes) -> bool:
    """Tell if the bytes are valid UTF-8 with a multi-byte character; the last may be cut."""
    try:
        text, _ = codecs.utf_8_decode(head, "strict", False)
    except UnicodeDecodeError:
        return False
    return not text.isascii()


def _utf16_likeness(head: bytes, codec: str, high_bytes: bytes) -> tuple[float, int]:
    """Return the share of characters in use, and minus the number of blocks of 256 they are in."""
    text = head.decode(codec, "replace")
    n_unlikely = len(_NOT_IN_UTF16.findall(text[:-1]))  # the last may be cut
    return 1 - n_unlikely / len(text), -len(set(high_bytes))


def resolve_label(label: str) -> str | None:
    """Return the WHATWG name of the encoding that a label stands for.

    Parameters
    ----------
    label : str
        A label as pages and servers write it; case, blanks and quotes around it do not count.

    Returns
    -------
    str or None
        The name in lower case, "utf-8" for a label of UTF-16 (a declaration that could be read in
        ASCII cannot stand in UTF-16); None for an unknown or empty label, and for "visual", which
        tells the order of Hebrew letters and not their code.

    Examples
    --------
    >>> resolve_label(" GB2312 "), resolve_label("latin1"), resolve_label("x-user-defined")
    ('gbk', 'windows-1252', None)
    """
    bare = _BLANK_OR_QUOTE.sub("", label[:100]).lower()
    return _known_label(bare) if _LABEL.fullmatch(bare) and bare not in _NEVER else None


@lru_cache(maxsize=1024)
def _known_label(label: str) -> str | None:
    # Only a known label makes the detector certain of these bytes: they end in a lone 0xFF.
    match = detect(f"<meta charset={label}>".encode() + b"\xff")
    name = (match.encoding or "").lower()
    return name if match.confidence == 1 and name != "replacement" else None


def _decoded_as(data: bytes, name: str, source: EncodingSource) -> Decoded:
    """Decode with U+FFFD for what cannot be decoded, and measure how much that was."""
    if name == "utf-8":
        try:
            return Decoded(data.decode(), name, source, 1.0)
        except UnicodeDecodeError as error:
            text = data.decode(errors="replace")
            is_cut = error.reason == "unexpected end of data"
            n_bad = max(text.count("\ufffd") - data.count(b"\xef\xbf\xbd"), 1)
    else:
        text = data.decode(f"whatwg-{name}", "replace")
        is_cut = False
        n_bad = len(_NOT_DECODED.findall(text))
    n_not_ascii = len(text) - len(text.encode("ascii", "ignore"))
    if is_cut and n_not_ascii > 1:  # only the document's end is missing
        n_bad = 0
    confidence = round(1 - n_bad / max(n_not_ascii, n_bad, 1), 4)
    return Decoded(text, name, source, confidence, is_mixed=name == "utf-8" and n_bad > 0)


def _ascii(data: bytes, labels: list[tuple[str, EncodingSource]], unicode: Decoded) -> Decoded:
    """Decode bytes below 0x80, which every encoding but ISO-2022-JP reads alike."""
    name, source = labels[0] if labels else ("utf-8", unicode.source)
    if name == "iso-2022-jp" or _ISO_2022_JP.search(data):
        return _decoded_as(data, "iso-2022-jp", _source_of("iso-2022-jp", labels) or "detected")
    return Decoded(unicode.text, name, source, 1.0)


def _source_of(name: str, labels: list[tuple[str, EncodingSource]]) -> EncodingSource | None:
    return next((source for label, source in labels if label == name), None)


def _declared_labels(
    data: bytes, declared: str | None, markup: bool
) -> list[tuple[str, EncodingSource]]:
    """Return the known encodings that are declared, the most trusted first."""
    found: list[tuple[str, EncodingSource]] = []
    header = resolve_label(declared or "")
    if header is not None:
        found.append((header, "header"))
    meta = _markup_encoding(data[:PRESCAN_BYTES]) if markup else None
    if meta is not None and meta != header:
        found.append((meta, "meta"))
    return found


def _markup_encoding(head: bytes) -> str | None:
    """Return the encoding that the markup declares."""
    if b"charset" in head.lower():
        for token in tokenize(head.decode("latin-1")):
            if token.tag == "meta" and (label := _label_of_meta(dict(token.attrs or ()))):
                return label
    declaration = _XML_ENCODING.match(head)
    return resolve_label(declaration[1].decode("latin-1")) if declaration else None


def _label_of_meta(attributes: dict[str, str | None]) -> str | None:
    if "charset" in attributes:
        return resolve_label(attributes["charset"] or "")
    if (attributes.get("http-equiv") or "").strip().lower() == "content-type":
        charset = _CONTENT_CHARSET.search(attributes.get("content") or "")
        return resolve_label(charset[1]) if charset else None
    return None


def _decode_pieces(
    data: bytes, labels: list[tuple[str, EncodingSource]], unicode: Decoded, language: str
) -> Decoded | None:
    """Decode a document of two encodings, line by line and element by element.

    Returns None where so little of it is valid UTF-8 that this is by accident.
    """
    pieces = [piece[0] for piece in _PIECE.finditer(data)]
    is_bad = [not piece.isascii() and _is_bad(piece) for piece in pieces]
    bad = b"\n".join(piece for piece, its in zip(pieces, is_bad, strict=True) if its)
    n_bytes, n_bad = (len(part.translate(None, bytes(range(0x80)))) for part in (data, bad))
    if n_bytes - n_bad < _MIXED * n_bytes:
        return None
    if not bad:
        return unicode
    rest = _decode_legacy(bad, labels, language)
    codec = f"whatwg-{rest.encoding}"
    text = "".join(
        piece.decode(codec) if its else piece.decode(errors="replace")
        for piece, its in zip(pieces, is_bad, strict=True)
    )
    confidence = round(1 - n_bad / n_bytes * (1 - rest.confidence), 4)
    return Decoded(text, "utf-8", unicode.source, confidence, is_mixed=True)


def _is_bad(piece: bytes) -> bool:
    """Tell if too many characters of a line or element cannot be decoded as UTF-8."""
    return _decoded_as(_SURROGATE.sub(b"", piece), "utf-8", "utf-8").confidence < _BELIEVED


def _decode_legacy(data: bytes, labels: list[tuple[str, EncodingSource]], language: str) -> Decoded:
    """Decode bytes that are not UTF-8: as declared where that can be believed, else as detected."""
    for name, source in labels:
        as_declared = _decoded_as(data, name, source)
        if name != "utf-8" and as_declared.confidence >= _BELIEVED:
            return as_declared
    name, confidence = guess_encoding(data, language)
    decoded = _decoded_as(data, name, "detected" if confidence else "fallback")
    return Decoded(
        decoded.text, name, decoded.source, round(min(decoded.confidence, confidence), 4)
    )
