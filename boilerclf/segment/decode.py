"""Bytes in, text out: which encoding a document is in, and how sure that is.

The order is that of the WHATWG Encoding and HTML standards (byte order mark, HTTP header,
``<meta>`` or XML declaration), followed by a UTF-8 check, charset-normalizer and windows-1252.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final, Literal

from boilerclf.segment.labels import CODECS, resolve_label

EncodingSource = Literal["bom", "header", "meta", "utf-8", "detected", "fallback"]

PRESCAN_BYTES: Final = 64 * 1024
"""How far a declaration in the markup is looked for. The standard says 1024; real pages put 15 kB
of scripts and tags before it, and looking costs under a millisecond."""

SAMPLE_BYTES: Final = 32 * 1024
"""How much non-ASCII text detection looks at; more makes it slower, not better."""

_WINDOW_BYTES: Final = 2048
"""Length of one piece of the sample."""

_MAX_WINDOWS: Final = 64
"""How many pieces are looked at, so that a page of lone accents stays cheap."""

_BELIEVED: Final = 0.9
"""The share of non-ASCII characters that an encoding must decode to be believed."""

_FALLBACK: Final = "windows-1252"

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
)

_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_ISO_2022_JP = re.compile(rb"\x1b(?:\$[@B]|\([IJ])")
_MARKUP = re.compile(rb"<[^<>]*>")
_SEPARATOR = re.compile(rb"[<>\s]")
_TAG_OR_COMMENT = re.compile(rb"<(?:(!--)|(meta(?=[\s/]))|[a-z/][^\s/>]*+)", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    rb"[\s/]*+([^\s/>=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>\"'][^\s>]*+)))?"
)
_CONTENT_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([^\s;\"']+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"\s*<\?xml\s[^>]*?encoding\s*=\s*[\"']\s*([^\"'\s>]+)", re.IGNORECASE)

# What charset-normalizer may choose from: the encodings of the web that text is really in.
_CANDIDATES: Final = (
    *("windows-1252", "windows-1251", "windows-1250", "windows-1253", "windows-1254"),
    *("windows-1255", "windows-1256", "windows-1257", "windows-1258", "windows-874"),
    *("koi8-r", "ibm866", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and how it was got from bytes.

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
    """

    text: str
    encoding: str
    source: EncodingSource
    confidence: float


def decode(data: bytes, *, declared: str | None = None, markup: bool = True) -> Decoded:
    r"""Decode a document, whatever its bytes are.

    A byte order mark decides. Otherwise what the bytes themselves show goes before what is declared
    about them, because a crawl meets more wrong labels than a browser's user does:

    - zero bytes in every other place are UTF-16;
    - bytes that are valid UTF-8 with at least one multi-byte sequence (or have ten good ones
      for each bad one) are UTF-8, even if a legacy encoding is declared;
    - a declared encoding that cannot decode a tenth of the non-ASCII characters is not believed,
      UTF-8 included.

    Parameters
    ----------
    data : bytes
        The document.
    declared : str or None, default: None
        The ``charset`` of the HTTP header. An unknown label counts as none.
    markup : bool, default: True
        Look for ``<meta charset>``, ``http-equiv`` and an XML declaration too.

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
    >>> decode("naïve".encode())
    Decoded(text='naïve', encoding='utf-8', source='utf-8', confidence=1.0)
    >>> decode(b"<meta charset=iso-8859-1>na\xefve").encoding
    'windows-1252'
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _decoded_as(data[len(bom) :], name, "bom")
    pattern = utf16_pattern(data)
    if pattern is not None:
        return _decoded_as(data, pattern, "detected")
    labels = _declared_labels(data, declared, markup)
    unicode = _decoded_as(data, "utf-8", _source_of("utf-8", labels) or "utf-8")
    if data.isascii():
        return _ascii(data, labels, unicode)
    if unicode.confidence >= _BELIEVED:
        return unicode
    for name, source in labels:
        as_declared = unicode if name == "utf-8" else _decoded_as(data, name, source)
        if as_declared.confidence >= _BELIEVED:
            return as_declared
    return _detect(data) or _decoded_as(data, _FALLBACK, "fallback")


def utf16_pattern(data: bytes) -> Literal["utf-16le", "utf-16be"] | None:
    """Return which UTF-16 the bytes look like without a byte order mark, or None.

    Parameters
    ----------
    data : bytes
        The document; its first 4096 bytes are looked at.

    Returns
    -------
    {"utf-16le", "utf-16be"} or None
        UTF-16 if a fifth of the even (or odd) bytes are zero and hardly any of the others is; None
        for fewer than four bytes.

    Examples
    --------
    >>> utf16_pattern("plain".encode("utf-16-be"))
    'utf-16be'
    """
    head = data[:4096]
    if len(head) < 4 or b"\0" not in head:
        return None
    even, odd = head[::2], head[1::2]
    if _mostly_zero(odd) and even.count(0) <= 0.02 * len(even):
        return "utf-16le"
    if _mostly_zero(even) and odd.count(0) <= 0.02 * len(odd):
        return "utf-16be"
    return None


def _mostly_zero(half: bytes) -> bool:
    """Tell if so many bytes are zero that it is no accident: all, or four and a fifth."""
    n_zeros = half.count(0)
    return n_zeros == len(half) or (n_zeros >= 4 and n_zeros >= 0.2 * len(half))


def _decoded_as(data: bytes, name: str, source: EncodingSource) -> Decoded:
    """Decode with U+FFFD for what cannot be, and measure how much that was."""
    try:
        text = data.decode(CODECS[name])
    except UnicodeDecodeError:
        text = data.decode(CODECS[name], "replace")
    else:
        return Decoded(text, name, source, 1.0)
    genuine = data.count(b"\xef\xbf\xbd") if name == "utf-8" else 0
    n_bad = max(text.count("\ufffd") - genuine, 1)
    n_not_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return Decoded(text, name, source, round(1 - n_bad / max(n_not_ascii, n_bad), 4))


def _ascii(data: bytes, labels: list[tuple[str, EncodingSource]], unicode: Decoded) -> Decoded:
    """Choose for bytes below 0x80, which only ISO-2022-JP reads otherwise than UTF-8."""
    name, source = labels[0] if labels else ("utf-8", unicode.source)
    if name.startswith("utf-16"):
        return Decoded(unicode.text, "utf-8", "utf-8", 1.0)
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
    meta = _markup_encoding(data) if markup else None
    if meta is not None and meta != header:
        found.append((meta, "meta"))
    return found


def _markup_encoding(data: bytes) -> str | None:
    """Return the encoding that the markup declares, as the standard's prescan finds it."""
    head = data[:PRESCAN_BYTES]
    label = _meta_label(head)
    if label is None and (declaration := _XML_ENCODING.match(head)):
        label = resolve_label(declaration[1].decode("latin-1"))
    # A declaration that could be read in ASCII cannot stand in UTF-16.
    return "utf-8" if label in ("utf-16le", "utf-16be") else label


def _meta_label(head: bytes) -> str | None:
    if b"charset" not in head.lower():
        return None
    position = 0
    while tag := _TAG_OR_COMMENT.search(head, position):
        if tag[1]:
            end = head.find(b"-->", tag.start() + 2)  # "<!-->" is a whole comment
            if end < 0:
                return None
            position = end + 3
            continue
        attributes, position = _attributes(head, tag.end())
        if tag[2] and (label := _label_of_meta(attributes)) is not None:
            return label
    return None


def _attributes(head: bytes, position: int) -> tuple[dict[bytes, bytes], int]:
    """Return a tag's attributes, the first of each name, and where they end."""
    attributes: dict[bytes, bytes] = {}
    while match := _ATTRIBUTE.match(head, position):
        value = match[2] or match[3] or match[4] or b""
        attributes.setdefault(match[1].lower(), value)
        position = match.end()
    return attributes, position


def _label_of_meta(attributes: dict[bytes, bytes]) -> str | None:
    if b"charset" in attributes:
        return resolve_label(attributes[b"charset"].decode("latin-1"))
    if attributes.get(b"http-equiv", b"").strip().lower() == b"content-type":
        charset = _CONTENT_CHARSET.search(attributes.get(b"content", b""))
        return resolve_label(charset[1].decode("latin-1")) if charset else None
    return None


def _detect(data: bytes) -> Decoded | None:
    """Ask charset-normalizer about the words that hold non-ASCII bytes."""
    from charset_normalizer import from_bytes  # noqa: PLC0415  # 50 ms that few pages need

    names = {codecs.lookup(CODECS[name]).name: name for name in _CANDIDATES}
    matches = list(from_bytes(_sample(data), cp_isolation=list(names), enable_fallback=False))
    if not matches:
        return None
    best = matches[0]
    western = CODECS[_FALLBACK]
    for match in matches:
        # Latin encodings differ in a few letters: where one fits as well, the web's default is it.
        usual = western in (match.encoding, *match.could_be_from_charset)
        if usual and match.chaos <= best.chaos + 0.1 and match.coherence >= best.coherence:
            codec, sure = western, match.chaos
            break
    else:
        codec, sure = best.encoding, best.chaos
    decoded = _decoded_as(data, names[codecs.lookup(codec).name], "detected")
    confidence = round(min(decoded.confidence, 1 - sure), 4)
    return Decoded(decoded.text, decoded.encoding, "detected", confidence)


def _sample(data: bytes) -> bytes:
    """Return pieces of the document that hold non-ASCII bytes, tags taken out.

    Pieces begin and end at white space or ``<``, ``>``, which no multi-byte encoding of the web
    uses inside a character.
    """
    pieces: list[bytes] = []
    position = size = 0
    while size < SAMPLE_BYTES and len(pieces) < _MAX_WINDOWS:
        found = _NOT_ASCII.search(data, position)
        if found is None:
            break
        before = max(position, found.start() - 64)
        opening = _SEPARATOR.search(data, before, found.start())
        start = opening.end() if opening else found.start()
        closing = _SEPARATOR.search(data, start + _WINDOW_BYTES, start + 2 * _WINDOW_BYTES)
        position = closing.start() if closing else min(start + 2 * _WINDOW_BYTES, len(data))
        pieces.append(_MARKUP.sub(b" ", data[start:position]))
        size += len(pieces[-1])
    return b"\n".join(pieces)
