"""The records of a WARC file, one after the other, past whatever is damaged between them.

FastWARC's own iterator ends at the first damaged record and does not tell of a wrong length or a
clipped record (version 2.0.1), so records are found here; FastWARC reads what is in them.

References
----------
ISO 28500, The WARC File Format 1.1, sections 4 and 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from boilerclf.files import InputStream

MAX_RECORD_BYTES: Final = 64 * 1024 * 1024
"""What is read of one record, and of its decoded body: ten times the longest web page we know."""

MAX_HEADER_BYTES: Final = 32 * 1024
"""The longest header that is read, of a record or of HTTP: FastWARC's own limit."""

_PIECE_BYTES: Final = 64 * 1024

VERSION_LINE: Final = re.compile(rb"WARC/\d\.\d{1,2}[ \t]*\r?\n")
"""The first line of a record."""

_MARK: Final = re.compile(VERSION_LINE.pattern + rb"[\w-]+[ \t]*:")
"""How a record begins, inside anything that is no record."""

_MARK_BYTES: Final = 256
"""More than the mark of any record: what is kept when looking for one piece by piece."""

_HEADER_END: Final = re.compile(rb"\r\n\r?\n|\n\r?\n|" + _MARK.pattern)
"""A blank line or the next record: which of them is first, without looking far beyond it."""

_LENGTH: Final = re.compile(rb"^content-length[ \t]*:[ \t]*(\d{1,18})[ \t]*\r?$", re.I | re.M)
_LINE_ENDS: Final = re.compile(rb"[\r\n]*+")
_AFTER_BODY: Final = re.compile(rb"\r\n\r\n|[\r\n]*+(?:WARC/\d|\Z)")
_AFTER_BODY_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Record:
    """One record, or what stands in the place of one.

    Parameters
    ----------
    number : int
        Its number in the file, from 1.
    head : bytes
        The header, its version line first, without the blank line that ends it; empty for what is
        no record.
    body : bytes
        What follows the header.
    problem : str
        Why the body is not what was stored: "truncated", "wrong_length", "over_limit", "corrupt";
        for what is no record, a sentence. Empty where all is well.
    """

    number: int
    head: bytes
    body: bytes
    problem: str = ""


class _Tape:
    """The stream, with as much of it in sight as is asked for."""

    def __init__(self, stream: InputStream) -> None:
        self._stream = stream
        self._sight = bytearray()

    @property
    def problem(self) -> str:
        return self._stream.problem

    def see(self, size: int) -> bytearray:
        """Return at least `size` bytes from here, fewer only where the stream ends."""
        while len(self._sight) < size:
            piece = self._stream.read(max(_PIECE_BYTES, size - len(self._sight)))
            if not piece:
                break
            self._sight += piece
        return self._sight

    def take(self, size: int) -> bytes:
        """Take `size` bytes that are in sight."""
        taken = bytes(memoryview(self._sight)[:size])
        del self._sight[:size]
        return taken

    def take_to_mark(self, max_bytes: int) -> tuple[bytes, int, bool]:
        """Take everything up to the next record, and its first byte whatever that is.

        Returns
        -------
        tuple of bytes, int and bool
            The first `max_bytes` of what was taken, its length, and if a next record was found.
        """
        kept = bytearray()
        length, begin = 0, 1
        while True:
            sight = self.see(_PIECE_BYTES)
            found = _MARK.search(sight, begin)
            at_end = not found and len(sight) < _PIECE_BYTES
            if found or at_end:
                n_taken = found.start() if found else len(sight)
            else:
                n_taken = len(sight) - _MARK_BYTES
            piece = self.take(n_taken)
            length += len(piece)
            kept += piece[: max_bytes - len(kept)]
            if found or at_end:
                return bytes(kept), length, bool(found)
            begin = 0

    def skip_line_ends(self) -> bool:
        """Take line ends; return False where nothing is left."""
        while sight := self.see(_PIECE_BYTES):
            n_line_ends = _LINE_ENDS.match(sight).end()  # type: ignore[union-attr]  # matches anything
            self.take(n_line_ends)
            if self._sight:
                return True
        return False

    def resume(self) -> bool:
        """Go on behind damage, at the next place where something can be read."""
        while self._stream.resume():
            if self.see(1):
                return True
        return False


def read_records(
    stream: InputStream, *, max_record_bytes: int = MAX_RECORD_BYTES
) -> Iterator[Record]:
    r"""Read every record of a WARC file that can be found.

    Where a record does not end where its length says, it ends where the next one begins. Behind
    damaged compressed data reading goes on with the next compressed member, which in a crawl's
    files is the next record.

    Parameters
    ----------
    stream : InputStream
        The open file.
    max_record_bytes : int, default: `MAX_RECORD_BYTES`
        What is read of one record.

    Yields
    ------
    Record
        In the order of the file; bytes between records that belong to none, and damage to the file,
        come as one without a head. An empty file yields nothing.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from boilerclf.files import open_input
    >>> record = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 2\r\n\r\nhi\r\n\r\n"
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "crawl.warc")
    ...     _ = path.write_bytes(record + b"???" + record)
    ...     [(record.number, record.body) for record in read_records(open_input(path))]
    [(1, b'hi'), (2, b''), (3, b'hi')]
    """
    tape = _Tape(stream)
    number = 0
    while True:
        while tape.skip_line_ends():
            number += 1
            yield _next_record(tape, number, max_record_bytes)
        if not tape.problem:
            return
        number += 1
        problem, goes_on = tape.problem, tape.resume()
        what = "the file is damaged here" if goes_on else "the file ends early"
        yield Record(number, b"", b"", f"{what} ({problem})")
        if not goes_on:
            return


def _next_record(tape: _Tape, number: int, max_bytes: int) -> Record:
    sight = tape.see(MAX_HEADER_BYTES)
    if not VERSION_LINE.match(sight):
        return _no_record(tape, number, "no record header")
    end = _HEADER_END.search(sight, 1, MAX_HEADER_BYTES)
    if end is None or end[0].startswith(b"WARC"):
        too_long = end is None and len(sight) >= MAX_HEADER_BYTES
        what = f"longer than {MAX_HEADER_BYTES} bytes" if too_long else "clipped"
        return _no_record(tape, number, f"a record header is {what}")
    head = tape.take(end.end())[: end.start()]
    length = _LENGTH.search(head)
    body, problem = _body(tape, int(length[1]) if length else None, max_bytes)
    return Record(number, head, body, problem)


def _no_record(tape: _Tape, number: int, what: str) -> Record:
    _, length, _ = tape.take_to_mark(0)
    return Record(
        number, b"", b"", f"{what} where record {number} should be; skipped {length} bytes"
    )


def _body(tape: _Tape, length: int | None, max_bytes: int) -> tuple[bytes, str]:
    if length is not None and length <= max_bytes:
        sight = tape.see(length + _AFTER_BODY_BYTES)
        end = min(len(sight), length + _AFTER_BODY_BYTES)
        if len(sight) >= length and _AFTER_BODY.match(sight, length, end):
            return tape.take(length), ""
    # What is longer than is read ends at a mark too: a length of exabytes has no other end.
    if _MARK.match(tape.see(_MARK_BYTES)):
        return b"", "wrong_length"
    body, n_bytes, found = tape.take_to_mark(max_bytes)
    if n_bytes > max_bytes:
        return body, "over_limit"
    if not found and length is not None and n_bytes < length:
        return body, tape.problem or "truncated"
    return body.rstrip(b"\r\n"), "wrong_length"
