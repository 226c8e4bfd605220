"""Files written in one piece or not at all."""

from __future__ import annotations

import bz2
import codecs
import errno
import gzip
import io
import lzma
import os
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal, TextIO

from boilerclf.errors import ConfigurationError
from boilerclf.files.reading import import_zstandard

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


_unfinished: Final[set[Path]] = set()


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


class _NamingFile(io.FileIO):
    """A file whose errors of writing name what is written, which the system's do not."""

    def __init__(self, path: str | os.PathLike[str], mode: str, shown: str) -> None:
        super().__init__(path, mode)
        self._shown = shown

    def write(self, data: Any) -> int:  # noqa: ANN401  # any buffer
        try:
            return super().write(data)
        except OSError as error:
            error.filename = self._shown
            raise


def open_naming(
    path: str | os.PathLike[str],
    mode: Literal["w", "x", "a", "a+"],
    *,
    shown: str | os.PathLike[str],
) -> BinaryIO:
    """Open a file for writing bytes; an error of writing, as on a full disk, says to what.

    Parameters
    ----------
    path : str or path
        The file.
    mode : {"w", "x", "a", "a+"}
        As of `open`; with "a+" it can be read, too.
    shown : str or path
        What errors of writing call the file: what a user named it.

    Returns
    -------
    binary stream
        Open for writing.

    Raises
    ------
    OSError
        If the file cannot be opened.
    """
    raw = _NamingFile(path, mode, os.fspath(shown))
    return io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)


def _part_name(token: str) -> str:
    return f".boilerclf-{token}.part"


def remove_parts(folder: str | os.PathLike[str]) -> None:
    """Remove what programs that were killed left of unfinished files in a folder.

    Parameters
    ----------
    folder : str or path
        The folder; nobody else may be writing into it.
    """
    for part in Path(folder).glob(_part_name("*")):
        part.unlink(missing_ok=True)


def remove_unfinished() -> None:
    """Remove the files that this process is writing, as it is about to be killed."""
    for part in tuple(_unfinished):
        with suppress(OSError):
            part.unlink()


def refuse_unwritable(path: str | os.PathLike[str]) -> None:
    """Refuse the name of an output that cannot be a file, before the work for it is done.

    Parameters
    ----------
    path : str or path
        The file; "-" is standard output.

    Raises
    ------
    ConfigurationError
        If the name is empty or holds a zero character, if it is a folder, or if there is no folder
        to make the file in.

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
    elif not os.path.exists(name) and not os.path.isdir(os.path.dirname(os.path.realpath(name))):
        reason = os.strerror(errno.ENOENT)
    if reason:
        raise _cannot_write(path, reason)


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
        direct = os.path.exists(path) and not os.path.isfile(path)
        # A link that a system makes up, such as /dev/stdout, can be opened and not resolved.
        target = Path(path if direct else os.path.realpath(path))
        part = target if direct else target.with_name(_part_name(secrets.token_hex(8)))
        raw = open_naming(part, "w" if direct else "x", shown=path)
    except OSError as error:
        raise _cannot_write(path, error.strerror or error) from error
    if direct:
        with raw:
            yield raw
        return
    _unfinished.add(part)
    try:
        with raw:
            yield raw
        os.replace(part, target)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    finally:
        _unfinished.discard(part)


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
