"""Files written in one piece or not at all."""

from __future__ import annotations

import bz2
import codecs
import errno
import gzip
import io
import lzma
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal, TextIO

from boilerclf.errors import ConfigurationError
from boilerclf.files.irregular import is_irregular
from boilerclf.files.reading import import_zstandard
from boilerclf.unfinished import keep_permissions, open_naming, unfinished_beside

_SURROGATES: Final = "boilerclf-surrogates"


def _pack_xz(raw: BinaryIO) -> lzma.LZMAFile:
    return lzma.LZMAFile(raw, "wb", preset=6)


def _pack_zstandard(raw: BinaryIO) -> Any:  # noqa: ANN401  # a class of an extra
    compressor = import_zstandard().ZstdCompressor(level=3, write_checksum=True)
    return compressor.stream_writer(raw, closefd=False)


_PACKERS: Final[dict[str, Callable[[BinaryIO], Any]]] = {
    ".gz": lambda raw: gzip.GzipFile("", "wb", 6, raw, mtime=0),
    ".xz": _pack_xz,
    ".zst": _pack_zstandard,
    ".bz2": lambda raw: bz2.BZ2File(raw, "wb"),
}

COMPRESSIONS: Final = tuple(_PACKERS)
"""Suffixes of compressed files, in lower case: what is written under them can be read again."""


def _replace_surrogates(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "\ufffd".encode() * (error.end - error.start), error.end


codecs.register_error(_SURROGATES, _replace_surrogates)


def to_utf8(text: str) -> bytes:
    r"""Encode text as `open_output` writes it: lone surrogates become U+FFFD.

    Examples
    --------
    >>> to_utf8("\ud800\xe9").decode()
    '\ufffdé'
    """
    return text.encode("utf-8", _SURROGATES)


def refuse_unwritable(path: str | os.PathLike[str]) -> None:
    """Refuse the name of an output that cannot be a file, before the work for it is done.

    Parameters
    ----------
    path : str or path
        The file; "-" is standard output.

    Raises
    ------
    ConfigurationError
        If the name is empty, too long or holds a zero character, if it is a folder, or if there is
        no folder to make the file in, or none that may be written to.

    Examples
    --------
    >>> refuse_unwritable("")
    Traceback (most recent call last):
    boilerclf.errors.ConfigurationError: cannot write '': the name is empty; name a file in a folder
    you may write to
    """
    name = os.fspath(path)
    if name == "-":
        return
    reason = ""
    if not name:
        reason = "the name is empty"
    elif "\0" in name:
        reason = "the name holds a zero character"
    elif os.path.isdir(name) or name.endswith(("/", os.sep)):
        reason = os.strerror(errno.EISDIR)
    else:
        reason = _why_not_made(name)
    if reason:
        raise _cannot_write(path, reason)


def _why_not_made(name: str) -> str:
    """Say why a file cannot be made anew; empty where nothing speaks against it."""
    try:
        os.lstat(name)  # a link to what is not there
    except FileNotFoundError:
        pass
    except OSError as error:  # such as a name that is too long, which only the end would tell
        return error.strerror or str(error)
    if is_irregular(name):  # which is written to as it is
        return ""
    folder = os.path.dirname(os.path.realpath(name))
    shown = folder if os.path.islink(name) else os.path.dirname(name) or "."
    if not os.path.isdir(folder):
        return f"{os.strerror(errno.ENOENT)}: {shown!r}"
    if not os.access(folder, os.W_OK | os.X_OK):
        return f"{os.strerror(errno.EACCES)}: {shown!r}"
    return ""


def _cannot_write(path: str | os.PathLike[str], reason: object) -> ConfigurationError:
    return ConfigurationError(
        f"cannot write {os.fspath(path)!r}: {reason}; name a file in a folder you may write to"
    )


@contextmanager
def open_output(path: str | os.PathLike[str]) -> Iterator[TextIO]:
    r"""Open a file for writing UTF-8 text; it appears under its name once all of it is written.

    The text goes to a temporary file in the same folder, which is renamed at the end and removed
    after any error. Names ending in .gz, .xz, .bz2 and .zst are compressed, always to the same
    bytes. Lone surrogates become U+FFFD; a line feed stays a line feed on every system.

    Parameters
    ----------
    path : str or path
        The file; "-" is standard output. A FIFO or a device is written to directly.

    Yields
    ------
    text stream
        Open for writing.

    Raises
    ------
    ConfigurationError
        If the file cannot be made where it should be.
    OSError
        If writing fails later, as on a full disk.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with open_output(os.path.join(folder, "out.txt")) as out:
    ...         _ = out.write("caf\xe9 \ud800")
    ...     Path(folder, "out.txt").read_text("utf-8"), os.listdir(folder)
    ('café \ufffd', ['out.txt'])
    """
    if os.fspath(path) == "-":
        yield from _standard_output()
        return
    with (
        open_binary_output(path) as raw,
        compressing(raw, os.path.splitext(os.path.realpath(path))[1]) as binary,
        _as_text(binary) as out,
    ):
        yield out


@contextmanager
def open_binary_output(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Open a file for writing bytes as they are; as `open_output` in all else.

    Parameters
    ----------
    path : str or path
        The file.

    Yields
    ------
    binary stream
        Open for writing.

    Raises
    ------
    ConfigurationError
        If the file cannot be made where it should be.
    OSError
        If writing fails later, as on a full disk.
    """
    refuse_unwritable(path)
    try:
        direct = is_irregular(path)
        # A link that a system makes up, such as /dev/stdout, can be opened and not resolved.
        target = Path(path if direct else os.path.realpath(path))
    except OSError as error:
        raise _cannot_write(path, error.strerror or error) from error
    if direct:
        with _opened(target, "w", path) as raw:
            yield raw
        return
    with unfinished_beside(target) as part:
        with _opened(part, "x", path) as raw:
            keep_permissions(target, part)
            yield raw
        os.replace(part, target)


def _opened(part: Path, mode: Literal["w", "x"], path: str | os.PathLike[str]) -> BinaryIO:
    try:
        return open_naming(part, mode, shown=path)
    except OSError as error:
        raise _cannot_write(path, error.strerror or error) from error


def _standard_output() -> Iterator[TextIO]:
    if sys.stdout is None:  # as Python has it where the caller closed it
        raise OSError(errno.EBADF, "standard output is closed")
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None:  # replaced by a text buffer, as by contextlib.redirect_stdout
        yield sys.stdout
        return
    sys.stdout.flush()
    # Unbuffered, as by PYTHONUNBUFFERED, a stream may take a part of a write and raise nothing.
    is_raw = isinstance(binary, io.RawIOBase)
    buffered = io.BufferedWriter(binary) if is_raw else binary
    out = _as_text(buffered)
    try:
        yield out
        out.flush()
    finally:
        with suppress(OSError):  # a closed pipe has been reported by the write
            out.detach()
        if is_raw:
            with suppress(OSError):
                buffered.detach()


def _as_text(binary: BinaryIO) -> io.TextIOWrapper:
    return io.TextIOWrapper(binary, encoding="utf-8", errors=_SURROGATES, newline="\n")


@contextmanager
def compressing(raw: BinaryIO, suffix: str) -> Iterator[BinaryIO]:
    """Compress what is written as a file name's suffix says, always to the same bytes.

    Parameters
    ----------
    raw : binary stream
        Where compressed data go; it stays open.
    suffix : str
        .gz, .xz, .bz2 or .zst; with any other, nothing is compressed.

    Yields
    ------
    binary stream
        Open for writing; what it wrote is one complete member afterwards.
    """
    pack = _PACKERS.get(suffix.lower())
    if pack is None:
        yield raw
        return
    with pack(raw) as packed:
        yield packed
