"""What stands under a name and is no regular file."""

from __future__ import annotations

import os
import stat


def is_irregular(path: str | os.PathLike[str]) -> bool:
    """Tell if something is there that is no regular file: to open a FIFO could wait for ever.

    Parameters
    ----------
    path : path-like
        A name.

    Returns
    -------
    bool
        True for a folder as well; False where nothing is.

    Examples
    --------
    >>> is_irregular("."), is_irregular("no/such/file")
    (True, False)
    """
    return os.path.exists(path) and not os.path.isfile(path)


def is_fifo(path: str | os.PathLike[str]) -> bool:
    """Tell if a path is a FIFO, which can be read once only.

    Parameters
    ----------
    path : path-like
        A name.

    Returns
    -------
    bool
        False where nothing is there, or what is there may not be looked at.

    Examples
    --------
    >>> is_fifo("."), is_fifo("no/such/file")
    (False, False)
    """
    try:
        return stat.S_ISFIFO(os.stat(path).st_mode)
    except (OSError, ValueError):  # opening it tells
        return False
