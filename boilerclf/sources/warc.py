"""WARC and WET files: the pages and texts of a crawl."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from boilerclf.files import InputStream
from boilerclf.segment.decoding.sniff import sniff_kind
from boilerclf.sources.document import AskedKind, Document, Format, Skipped
from boilerclf.sources.http_body import Response, import_fastwarc, parse_header, read_response
from boilerclf.sources.warc_records import MAX_RECORD_BYTES, VERSION_LINE, Record, read_records

_PAGE_KINDS: Final[dict[str, AskedKind]] = {
    "text/html": "html",
    "text/htm": "html",  # no type, and what some servers call the former
    "application/xhtml+xml": "html",
    "application/vnd.wap.xhtml+xml": "html",
    "text/plain": "text",
}

_SAYS_NOTHING: Final = (
    *("", "*/*", "application/octet-stream", "application/unknown", "application/x-unknown"),
    "unknown/unknown",
)
"""Media types by which servers and crawlers say that they do not know; empty: none, or what is no
media type, such as "text/html, text/html" (WHATWG MIME Sniffing, section 7)."""

_XML: Final = ("text/xml", "application/xml")
"""Media types of feeds, and of XHTML from some servers."""

_NO_DOCUMENTS: Final = ("warcinfo", "request", "metadata", "revisit", "continuation")
"""Types of records that hold no page: about the crawl, or pages that stand elsewhere."""

_TOP_LEVEL: Final = (
    *("application", "audio", "font", "image", "message", "model", "multipart", "text", "video"),
)
"""What stands before the slash; crawls hold media types without end, and counts have few rows."""

_NAME_PART: Final = r"[!#-'*+.^-`|~\w-]++"
_MEDIA_TYPE: Final = re.compile(rf"\s*+({_NAME_PART}/{_NAME_PART})\s*+(?:;|\Z)", re.ASCII)
"""Two tokens (RFC 9110, section 8.3.1)."""

_CHARSET: Final = re.compile(r"[;,\s]charset\s*+=\s*+[\"']?\s*+([^\s;,\"']+)", re.IGNORECASE)
_ARC: Final = b"filedesc:"


def read_warc(
    stream: InputStream,
    source: str,
    kind: AskedKind,
    *,
    max_record_bytes: int = MAX_RECORD_BYTES,
) -> Iterator[Document | Skipped]:
    """Read one document from each record that holds a page or a text.

    ``response`` and ``resource`` records of HTML and plain text are documents, and so are
    ``conversion`` records (WET). The record's ``WARC-Record-ID`` becomes the document's ``id``, as
    it is unique where an address may have been fetched many times; where it is missing, the place
    in the file does ("crawl.warc.gz:3", counting records). ``extra`` has ``url``, ``date``,
    ``http_status`` and ``language`` (as identified by the crawler) where the record tells them.

    Parameters
    ----------
    stream : InputStream
        The open file.
    source : str
        Its name as shown.
    kind : {"auto", "html", "text"}
        What to read a document as whose record does not say what it is.
    max_record_bytes : int, default: `MAX_RECORD_BYTES`
        What is read of one record, and of its decoded body; longer ones are "limited".

    Yields
    ------
    Document or Skipped
        Skipped are records of other types ("request", "revisit" ...) and of other media types
        ("image/*", "application/*" ...). A record that is damaged gives what there is of it, with
        `limited`; what is no record gives a document with `error`, and so does an ARC file, once.
        An empty file yields nothing.

    Raises
    ------
    MissingExtraError
        Where fastwarc is not installed.
    """
    import_fastwarc()
    if stream.peek().startswith(_ARC):
        error = "is an ARC file, which is not read; convert it to WARC"
        yield Document(source, source, None, kind, error=error)
        return
    for record in read_records(stream, max_record_bytes=max_record_bytes):
        place = f"{source}:{record.number}"
        if not record.head:
            yield Document(place, source, None, kind, error=record.problem)
            continue
        document = _document(record, place, source, kind, max_record_bytes)
        # Of a damaged stream the reader of records tells itself.
        if isinstance(document, Skipped) and record.problem == "truncated" and not stream.problem:
            yield Document(place, source, None, kind, error="the file ends early (truncated)")
        else:
            yield document


def _document(
    record: Record, place: str, source: str, kind: AskedKind, max_bytes: int
) -> Document | Skipped:
    header = parse_header(record.head)
    record_type = (header.get("WARC-Type") or "").lower()
    if record_type in _NO_DOCUMENTS:
        return Skipped(record_type)
    if record_type not in ("response", "resource", "conversion"):
        return Skipped("unknown record type")
    content_type = header.get("Content-Type") or ""
    response = Response(record.body, None, content_type)
    if record_type == "response" and _media_type(content_type) in ("", "application/http"):
        response = read_response(record.body, max_bytes=max_bytes)
        if not response.is_begun and record.problem not in ("", "wrong_length"):
            identifier = header.get("WARC-Record-ID") or place
            error = f"ends inside its HTTP header ({record.problem})"
            return Document(identifier, source, None, kind, _extra(header, None), error)
    media_type = _media_type(response.content_type)
    found = _media_type(header.get("WARC-Identified-Payload-Type") or "")
    if media_type in _SAYS_NOTHING or (media_type in _XML and found):
        media_type = found
    chosen = _kind_of(media_type, response.body, kind)
    if isinstance(chosen, Skipped):
        return chosen
    charset = _CHARSET.search(response.content_type)
    return Document(
        id=header.get("WARC-Record-ID") or place,
        source=source,
        data=response.body,
        kind=chosen,
        extra=_extra(header, response.status),
        limited=record.problem or response.problem or _cut_by_crawler(header),
        declared_encoding=charset[1] if charset else None,
    )


def _media_type(content_type: str) -> str:
    """Return the media type that a header tells; empty where it is none."""
    match = _MEDIA_TYPE.match(content_type)
    return match[1].lower() if match else ""


def _kind_of(media_type: str, body: bytes, kind: AskedKind) -> AskedKind | Skipped:
    if media_type in _PAGE_KINDS:
        return _PAGE_KINDS[media_type]
    if media_type in _SAYS_NOTHING:
        return kind if sniff_kind(body) in ("html", "text") else Skipped("application/*")
    if media_type in _XML and sniff_kind(body) == "html":
        return "html"
    top_level = media_type.partition("/")[0]
    return Skipped(f"{top_level}/*" if top_level in _TOP_LEVEL else "unknown media type")


def _extra(header: Any, status: int | None) -> dict[str, Any]:  # noqa: ANN401  # of an extra
    address = header.get("WARC-Target-URI")
    if address is not None and address.startswith("<") and address.endswith(">"):
        address = address[1:-1]  # as the grammar of WARC 1.0 has it, and wget writes it
    extra = {
        "url": address,
        "date": header.get("WARC-Date"),
        "http_status": status,
        "language": header.get("WARC-Identified-Content-Language"),
    }
    return {key: value for key, value in extra.items() if value is not None}


def _cut_by_crawler(header: Any) -> str:  # noqa: ANN401  # a class of an extra
    return "truncated" if header.get("WARC-Truncated") else ""


def looks_like_warc(head: bytes) -> bool:
    r"""Tell from a file's first bytes if it is a WARC file, or an ARC file, which is refused.

    Examples
    --------
    >>> looks_like_warc(b"WARC/1.0\r\nWARC-Type: warcinfo\r\n"), looks_like_warc(b"WARC/ is ...")
    (True, False)
    """
    return head.startswith(_ARC) or VERSION_LINE.match(head.lstrip()) is not None


FORMAT: Final = Format(
    suffixes=(".warc", ".wet", ".wat", ".arc"), recognises=looks_like_warc, read=read_warc
)
