"""Files opened for reading, whatever compresses them."""

from __future__ import annotations

import bz2
import io
import lzma
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Literal, Protocol, cast

from isal import isal_zlib

from boilerclf.errors import InputError, MissingExtraError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_DECOMPRESSED_BYTES: Final = 1 << 40
"""Where a decompressed stream ends at the latest. A crawl's largest files hold some 10 GB, so one
TiB is a decompression bomb; memory stays small whatever the length, as nothing is kept."""

HEAD_BYTES: Final = 64 * 1024
"""What ``InputStream.peek()`` shows of a stream nothing was read from, if it is that long."""

STDIN: Final = ("-", "/dev/stdin")
"""The names of standard input."""

_FEED_BYTES: Final = 1024
"""Compressed bytes taken at a time: the densest bomb makes some 30 MB of them."""

_RECENT_BYTES: Final = 8 * 1024
"""Compressed bytes kept to look for the next member in once one proves damaged: a decoder notices
within a few hundred bytes, or at the member's checksum."""

_MOST_MEMORY: Final = 256 * 1024 * 1024
"""What xz and zstandard may keep to look back at. ``xz -9`` needs 65 MB and ``zstd --long`` 128; a
header can ask for 4 GB, or 2."""

_MAGIC_BYTES: Final = 10
"""What the longest of the patterns below looks at."""

OVER_MEMORY: Final = "unpacking takes over 256 MB of memory: unpack the file first"

Problem = Literal[
    "",
    "truncated",
    "corrupt",
    "trailing_data",
    "over_limit",
    "unreadable",
    "unpacking takes over 256 MB of memory: unpack the file first",
]


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


def import_zstandard() -> Any:  # noqa: ANN401  # a module without a type of its own
    """Return the zstandard package, or raise MissingExtraError naming the extra that brings it."""
    try:
        import zstandard  # noqa: PLC0415  # an extra
    except ImportError:
        raise MissingExtraError("zstandard", "crawl") from None
    return zstandard


_NOT_GZIP: Final = cast("type[Exception]", isal_zlib.error)  # typed as an instance by mistake
_DAMAGE: Final = (_NOT_GZIP, lzma.LZMAError, OSError, EOFError)
"""What decompressors raise at damaged data."""


class _Zstandard:
    """A zstandard frame whose damage is reported like that of the standard library's formats."""

    def __init__(self) -> None:
        self._package = import_zstandard()
        self._inner = self._package.ZstdDecompressor(max_window_size=_MOST_MEMORY).decompressobj()

    @property
    def eof(self) -> bool:
        return bool(self._inner.eof)

    @property
    def unused_data(self) -> bytes:
        return bytes(self._inner.unused_data)

    def decompress(self, data: bytes, /) -> bytes:
        try:
            return bytes(self._inner.decompress(data))
        except self._package.ZstdError as error:
            raise OSError(str(error)) from error


def _new_gzip() -> _Decompressor:
    return isal_zlib.decompressobj(wbits=31)


def _new_xz() -> _Decompressor:
    return lzma.LZMADecompressor(lzma.FORMAT_XZ, _MOST_MEMORY)


def _new_bzip2() -> _Decompressor:
    return bz2.BZ2Decompressor()


_Format = tuple[re.Pattern[bytes], Callable[[], _Decompressor]]
"""How a member begins, and what decompresses it."""

_FORMATS: Final[tuple[_Format, ...]] = (
    (re.compile(rb"\x1f\x8b\x08"), _new_gzip),
    (re.compile(rb"\xfd7zXZ\0"), _new_xz),
    # The second is a skippable frame, which pzstd puts before each of its frames.
    (re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"), _Zstandard),
    (re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), _new_bzip2),
)


class InputStream(io.BufferedReader):
    """A decompressed stream that ends instead of raising, and then says why."""

    @property
    def problem(self) -> Problem:
        """Why the stream ended before its time; empty where it did not, or not yet.

        "truncated": compressed data ends early. "corrupt": compressed data is damaged.
        "trailing_data": something else follows the compressed data. "over_limit": a cap on bytes
        was reached. "unreadable": the system reported an error. `OVER_MEMORY`: compressed data is
        whole and asks for more memory than is given.
        """
        return cast("_RawInput", self.raw).problem

    @property
    def n_read(self) -> int:
        """Bytes taken of the file so far, before decompression.

        A reader that reads the file of `plain_path` itself sets it as it goes.
        """
        return cast("_RawInput", self.raw).n_read

    @n_read.setter
    def n_read(self, value: int) -> None:
        cast("_RawInput", self.raw).n_read = value

    @property
    def plain_path(self) -> str | None:
        """The file's path, for readers that jump about in a file.

        None for what can only be read from its beginning to its end: standard input, a FIFO,
        compressed data.
        """
        return cast("_RawInput", self.raw).plain_path

    def resume(self) -> bool:
        """Go on behind the damage that ended a compressed stream, at the next member found.

        What was read so far ends somewhere inside the damaged member; the rest of it is lost.

        Returns
        -------
        bool
            True where there is a next member; `problem` is empty again. False where the stream
            ended for another reason, or nothing follows.
        """
        return cast("_RawInput", self.raw).resume()


class _RawInput(io.RawIOBase):
    problem: Problem = ""
    n_read = 0

    def __init__(self, stream: BinaryIO, *, owned: bool, decompress: bool, max_bytes: int) -> None:
        self._stream = stream
        self._owned = owned
        self._left = max_bytes
        self._pending = memoryview(b"")
        self._form: _Format | None = None
        self._recent = b""
        head = self._read_file(_MAGIC_BYTES) if decompress else b""
        self._pieces = self._plain(head)
        for form in _FORMATS:
            if form[0].match(head):
                form[1]()  # a missing package is reported here, not in the middle of reading
                self._form = form
                self._pieces = self._members(head, form)

    @property
    def plain_path(self) -> str | None:
        name = getattr(self._stream, "name", None)
        is_plain = self._owned and self._form is None and self._stream.seekable()
        return os.fsdecode(name) if is_plain and isinstance(name, str | bytes) else None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        target = memoryview(buffer).cast("B")
        filled = 0
        while filled < len(target) and (self._pending or self._next_piece()):
            n = min(len(target) - filled, len(self._pending))
            target[filled : filled + n] = self._pending[:n]
            self._pending = self._pending[n:]
            filled += n
        return filled

    def _next_piece(self) -> bool:
        piece = next(self._pieces, b"")
        if len(piece) > self._left:
            self.problem, self._pieces = "over_limit", iter(())
            piece = piece[: self._left]
        self._left -= len(piece)
        self._pending = memoryview(piece)
        return bool(piece)

    def resume(self) -> bool:
        if self._form is None or self.problem in ("", "over_limit", "unreadable"):
            return False
        data = self._recent
        while not (found := self._form[0].search(data)):
            more = self._read_file(io.DEFAULT_BUFFER_SIZE)
            if not more:
                return False
            data = data[-_MAGIC_BYTES:] + more
        self.problem = ""
        self._pieces = self._members(data[found.start() :], self._form)
        return True

    def close(self) -> None:
        if self._owned and not self.closed:
            self._stream.close()
        super().close()

    def _read_file(self, size: int) -> bytes:
        try:
            data = self._stream.read(size)
        except OSError:
            self.problem = "unreadable"
            return b""
        self.n_read += len(data)
        return data

    def _plain(self, head: bytes) -> Iterator[bytes]:
        if head:
            yield head
        while piece := self._read_file(io.DEFAULT_BUFFER_SIZE):
            yield piece

    def _members(self, data: bytes, form: _Format) -> Iterator[bytes]:
        """Decompress one member after the other; zeros between and after them are padding."""
        magic, new = form
        while data:
            if len(data) < _MAGIC_BYTES:
                data += self._read_file(_MAGIC_BYTES - len(data))
            self._recent = data[1:]
            if not magic.match(data):
                self.problem = self.problem or "trailing_data"
                return
            member = new()
            while not member.eof:
                try:
                    piece = member.decompress(data)
                except _DAMAGE as error:
                    # "Frame requires too much memory" and "Memory usage limit exceeded"
                    self.problem = OVER_MEMORY if "memory" in str(error).lower() else "corrupt"
                    return
                if piece:
                    yield piece
                data = b"" if member.eof else self._read_file(_FEED_BYTES)
                self._recent = self._recent[-_RECENT_BYTES:] + data
                if not data and not member.eof:
                    self.problem = self.problem or "truncated"
                    return
            data = self._after_padding(member.unused_data)

    def _after_padding(self, data: bytes) -> bytes:
        data = data.lstrip(b"\0")
        while not data and (more := self._read_file(_FEED_BYTES)):
            data = more.lstrip(b"\0")
        return data


def open_input(
    path: str | os.PathLike[str],
    *,
    decompress: bool = True,
    max_bytes: int = MAX_DECOMPRESSED_BYTES,
) -> InputStream:
    """Open a file for reading bytes; gzip, xz, zstandard and bzip2 are recognised by their bytes.

    Parameters
    ----------
    path : str or path
        The file; "-" or "/dev/stdin" is standard input, which stays open afterwards.
    decompress : bool, default: True
        False gives the bytes as they are. Data compressed twice is decompressed once.
    max_bytes : int, default: `MAX_DECOMPRESSED_BYTES`
        Where the stream ends at the latest, in bytes.

    Returns
    -------
    InputStream
        All members of a concatenated file, one after the other. Reading never raises: what could
        be read comes, and then `problem` says why there is no more. An empty file gives no byte.

    Raises
    ------
    InputError
        If the file cannot be opened, or is a folder, a socket or a device.
    MissingExtraError
        For zstandard data where the package is not installed.

    Examples
    --------
    >>> import gzip, pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "page.html")
    ...     _ = path.write_bytes(gzip.compress(b"<p>One") + gzip.compress(b"<p>Two"))
    ...     with open_input(path) as stream:
    ...         stream.read(), stream.problem
    (b'<p>One<p>Two', '')
    """
    owned = os.fspath(path) not in STDIN
    if not owned and sys.stdin is None:  # as Python has it where the caller closed it
        raise InputError("standard input is closed")
    stream = _open_file(path) if owned else sys.stdin.buffer
    raw = _RawInput(stream, owned=owned, decompress=decompress, max_bytes=max_bytes)
    return InputStream(raw, HEAD_BYTES)


def decompressed(data: bytes, *, max_bytes: int = MAX_DECOMPRESSED_BYTES) -> InputStream:
    """Return the stream that `open_input` would give for a file of these bytes.

    Parameters
    ----------
    data : bytes
        Compressed or not.
    max_bytes : int, default: `MAX_DECOMPRESSED_BYTES`
        Where the stream ends at the latest, in bytes.

    Returns
    -------
    InputStream
        As from `open_input`.

    Raises
    ------
    MissingExtraError
        For zstandard data where the package is not installed.

    Examples
    --------
    >>> import gzip
    >>> decompressed(gzip.compress(b"<p>One")).read()
    b'<p>One'
    """
    raw = _RawInput(io.BytesIO(data), owned=True, decompress=True, max_bytes=max_bytes)
    return InputStream(raw, HEAD_BYTES)


def _open_file(path: str | os.PathLike[str]) -> BinaryIO:
    try:
        mode = os.stat(path).st_mode
        for test, what in ((stat.S_ISDIR, "folder"), (stat.S_ISSOCK, "socket")):
            if test(mode):
                raise InputError(f"is a {what}, not a file")
        if (stat.S_ISCHR(mode) or stat.S_ISBLK(mode)) and not os.path.samefile(path, os.devnull):
            raise InputError("is a device, not a file")
        return open(path, "rb")
    except ValueError:
        raise InputError("cannot be opened: the name holds a zero character") from None
    except OSError as error:
        raise InputError(f"cannot be opened: {error.strerror or error}") from error
