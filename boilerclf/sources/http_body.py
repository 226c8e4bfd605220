"""What a server sent, out of how it was sent: chunks put together, compression undone.

FastWARC's own decoding (version 2.0.1) refuses chunk extensions, gives nothing of a body whose end
is damaged, and takes the next record for part of this one after some of them; so this is done here,
with the standard library where it can.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from boilerclf.errors import MissingExtraError
from boilerclf.files import decompressed
from boilerclf.sources.warc_records import MAX_HEADER_BYTES

MAX_ENCODINGS: Final = 4
"""Compressions undone one after the other; a body that unpacks to itself has no last one."""

_PIECE_BYTES: Final = 1024
"""Taken at a time, so that what came before damage is kept and a bomb is seen early."""

_STATUS_LINE: Final = re.compile(rb"HTTP/[0-9.]{1,4} [0-9]{3}")
_STREAM: Final = re.compile(rb"ICY(?= [0-9]{3})")
"""What servers of streams write for the version."""

_LEAST_FINAL: Final = 200
"""Below, there is no content, and another header follows."""

_END_OF_HEADER: Final = re.compile(rb"\r?\n\r?\n")
_CHUNK: Final = re.compile(rb"\s*+([0-9a-fA-F]{1,15})[ \t]*+(?:;[^\r\n]*+)?\r?\n")


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP response.

    Parameters
    ----------
    body : bytes
        The decoded body.
    status : int or None
        The status code; None where there is none to read.
    content_type : str
        The header ``Content-Type``; empty where there is none.
    problem : str
        Why the body is not whole: "truncated", "corrupt", "over_limit"; empty where it is.
    is_begun : bool
        False where the header does not end, and no body can begin.
    """

    body: bytes
    status: int | None = None
    content_type: str = ""
    problem: str = ""
    is_begun: bool = True


def import_fastwarc() -> tuple[Any, Any]:
    """Return FastWARC's modules ``warc`` and ``stream_io``, or raise MissingExtraError."""
    try:
        from fastwarc import stream_io, warc  # noqa: PLC0415  # an extra
    except ImportError:
        raise MissingExtraError("fastwarc", "crawl") from None
    return warc, stream_io


def parse_header(head: bytes) -> Any:  # noqa: ANN401  # a class of an extra
    r"""Return a header, its first line included, as a FastWARC ``HeaderMap``.

    Parameters
    ----------
    head : bytes
        The header; bytes that are not UTF-8 become U+FFFD. Lines may end in LF alone.

    Returns
    -------
    HeaderMap
        With ``get(name)`` whatever the case; an empty header gives an empty one.

    Examples
    --------
    >>> parse_header(b"HTTP/1.1 200 OK\nContent-Type: text/html").get("content-type")
    'text/html'
    """
    warc, _ = import_fastwarc()
    header = warc.HeaderMap("utf-8")
    lines = b"\r\n".join(head.splitlines())[: MAX_HEADER_BYTES - 4]
    header.parse(io.BytesIO(lines + b"\r\n\r\n"))
    return header


def read_response(block: bytes, *, max_bytes: int) -> Response:
    r"""Read an HTTP response as a crawler stored it.

    Headers often tell of an encoding that the crawler undid: what cannot be decoded from its first
    byte on is taken as it is.

    Parameters
    ----------
    block : bytes
        Status line, header and body.
    max_bytes : int
        Where decoding stops.

    Returns
    -------
    Response
        Without a status line, all of `block` is the body. An empty block gives an empty body.

    Raises
    ------
    MissingExtraError
        Where fastwarc, or zstandard for a body of that kind, is not installed.

    References
    ----------
    RFC 9112, section 7.1 (chunks); RFC 9110, section 8.4 (content codings), section 15.2 (headers
    that come before the last one), section 9.3.6 (tunnels).

    Examples
    --------
    >>> read_response(b"HTTP/1.1 200 OK\r\n\r\n<p>Hello", max_bytes=100)
    Response(body=b'<p>Hello', status=200, content_type='', problem='', is_begun=True)
    """
    if _STREAM.match(block):
        block = _STREAM.sub(b"HTTP/1.0", block, count=1)
    if not block.startswith(b"HTTP/"):
        return Response(block)
    header, end = _last_header(block)
    body = block[end.end() :] if end else b""
    problem = ""
    codings = _codings(header, "Transfer-Encoding") + _codings(header, "Content-Encoding")[::-1]
    if "chunked" in codings:
        body, problem = _put_together(body)
    decoders = [_DECODERS[coding] for coding in codings if coding in _DECODERS]
    for number, decode in enumerate(decoders):
        if number == MAX_ENCODINGS:
            problem = "over_limit"
            break
        body, why = decode(body, max_bytes)
        problem = problem or why
    content_type = header.get("Content-Type") or ""
    return Response(body, header.status_code, content_type, problem, is_begun=end is not None)


def _last_header(block: bytes) -> tuple[Any, re.Match[bytes] | None]:
    """Return the header that the body follows, and where it ends if it does.

    Before it stand those that say to wait, and that of a proxy which opened a tunnel.
    """
    start = 0
    while True:
        end = _END_OF_HEADER.search(block, start)
        header = parse_header(block[start : end.start()] if end else block[start:])
        if end is None or not _STATUS_LINE.match(block, end.end()):
            return header, end
        has_body = header.get("Content-Type") and (header.status_code or 0) >= _LEAST_FINAL
        if has_body:  # a text that begins like one
            return header, end
        start = end.end()


def _codings(header: Any, name: str) -> list[str]:  # noqa: ANN401  # a class of an extra
    values = ",".join(header.get_multiple(name))
    return [coding.strip().lower() for coding in values.split(",")]


def _put_together(data: bytes) -> tuple[bytes, str]:
    body = bytearray()
    place = 0
    while match := _CHUNK.match(data, place):
        size = int(match[1], 16)
        if not size:
            return bytes(body), ""
        place = match.end() + size
        body += data[match.end() : place]
    if not place:
        return data, ""
    return bytes(body), "truncated" if place >= len(data.rstrip()) else "corrupt"


def _unpacked(data: bytes, max_bytes: int) -> tuple[bytes, str]:
    """Undo gzip and zstandard, which tell by their first bytes if they are there."""
    with decompressed(data, max_bytes=max_bytes) as stream:
        body = stream.read()
        return body, "" if stream.problem == "trailing_data" else stream.problem


def _inflated(data: bytes, max_bytes: int) -> tuple[bytes, str]:
    """Undo ``deflate``: with zlib's header, as the standard says, or without, as some send it."""
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        inflater = zlib.decompressobj(window)
        body, problem = _drained(_inflated_pieces(inflater, data), max_bytes)
        if body:
            return body, problem or ("" if inflater.eof else "truncated")
    return data, ""


def _inflated_pieces(inflater: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    for place in range(0, len(data), _PIECE_BYTES):
        yield inflater.decompress(data[place : place + _PIECE_BYTES])
        if inflater.eof:  # whatever it is given behind, it keeps by copying all of it each time
            return


def _unbrotlied(data: bytes, max_bytes: int) -> tuple[bytes, str]:
    _, stream_io = import_fastwarc()
    reader = stream_io.BrotliReader(io.BytesIO(data))
    body, problem = _drained(iter(lambda: reader.read(_PIECE_BYTES), b""), max_bytes)
    return (body, problem) if body else (data, "")


def _drained(pieces: Iterator[bytes], max_bytes: int) -> tuple[bytes, str]:
    body = bytearray()
    try:
        for piece in pieces:
            body += piece
            if len(body) > max_bytes:
                return bytes(body[:max_bytes]), "over_limit"
    except (zlib.error, OSError):
        return bytes(body), "corrupt"
    return bytes(body), ""


_DECODERS: Final[dict[str, Callable[[bytes, int], tuple[bytes, str]]]] = {
    "gzip": _unpacked,
    "x-gzip": _unpacked,
    "zstd": _unpacked,
    "deflate": _inflated,
    "br": _unbrotlied,
}
