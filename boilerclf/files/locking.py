"""Files that one process at a time writes to."""

from __future__ import annotations

import os
from typing import BinaryIO


def lock(file: BinaryIO) -> bool:
    """Lock a file for as long as it is open here.

    Parameters
    ----------
    file : binary stream
        Open for writing.

    Returns
    -------
    bool
        False if it is locked already, by another process or through another stream.
    """
    try:
        import fcntl  # noqa: PLC0415  # not on Windows
    except ImportError:
        return _lock_on_windows(file)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lock_on_windows(file: BinaryIO) -> bool:
    import msvcrt  # noqa: PLC0415  # on Windows alone

    file.seek(1 << 40)  # such a lock keeps others from reading, too
    try:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]  # on Windows alone
    except OSError:
        return False
    finally:
        file.seek(0, os.SEEK_END)
    return True
