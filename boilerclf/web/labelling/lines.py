"""The lines of the file of labels and of the journal beside it: whole ones, whatever happens."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from boilerclf.errors import ConfigurationError, DataError, InputError
from boilerclf.files import open_input, read_json_lines, to_utf8

_BEGINNING: Final = b'{"id": "'
"""How the lines of both files begin."""


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of all lines, without a last line that was cut when a program was killed.

    Parameters
    ----------
    path : Path
        The file, which is left as it is; one that is not there holds nothing.

    Returns
    -------
    list of dict
        The objects.

    Raises
    ------
    DataError
        A line is no JSON object, or the only one is unfinished and does not begin like ours.
    """
    if not path.exists():
        return []
    _, torn = _last_line(path)
    lines = list(read_json_lines(open_input(path, decompress=False)))
    if _is_torn(torn) and (len(lines) > 1 or _BEGINNING.startswith(torn[: len(_BEGINNING)])):
        lines.pop()
    records = []
    for number, record in lines:
        if isinstance(record, InputError):
            raise DataError(f"{path}:{number}: {record}; name another file")
        records.append(record)
    return records


def end_line(path: Path) -> None:
    """Make a file end with a whole line: add a missing line feed, or cut an unfinished line.

    Parameters
    ----------
    path : Path
        A file that `read_lines` has read and that proved to be ours.
    """
    if not path.exists():
        return
    start, line = _last_line(path)
    if not line:
        return
    with open(path, "r+b") as file:
        if _is_torn(line):
            file.truncate(start)
        else:
            file.seek(start + len(line))
            file.write(b"\n")


def append_line(path: Path, value: Mapping[str, Any]) -> None:
    """Add an object to a file, and return when it is on the disk.

    Parameters
    ----------
    path : Path
        The file, whose last line is whole.
    value : mapping
        The object.

    Raises
    ------
    ConfigurationError
        It cannot be written, and the file is as it was.
    """
    left = memoryview(to_utf8(json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n"))
    try:
        with open(path, "ab", buffering=0) as file:  # what a buffer holds is written at the end
            size = os.fstat(file.fileno()).st_size
            try:
                while left:
                    left = left[file.write(left) :]
                os.fsync(file.fileno())
            except OSError:
                file.truncate(size)
                raise
    except OSError as error:
        raise not_writable(path, error) from error


def not_writable(path: Path, error: OSError) -> ConfigurationError:
    """Return what to say of a file that cannot be written.

    Parameters
    ----------
    path : Path
        The file.
    error : OSError
        What the system says of it.

    Returns
    -------
    ConfigurationError
        With the system's reason and what to do.
    """
    return ConfigurationError(
        f"cannot write {path}: {error.strerror}; make room for it, or name a file you may write to"
    )


def _last_line(path: Path) -> tuple[int, bytes]:
    """Return where what follows the last line feed begins, and what that is."""
    whole = path.read_bytes()
    start = whole.rfind(b"\n") + 1
    return start, whole[start:]


def _is_torn(line: bytes) -> bool:
    if not line.strip():
        return False
    try:
        json.loads(line)
    except ValueError:
        return True
    except RecursionError:  # whole or not, it is none of ours
        return False
    return False
