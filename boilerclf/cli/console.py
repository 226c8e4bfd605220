"""What commands say on standard error, and how they end."""

from __future__ import annotations

import json
import os
import stat
import sys
from typing import Final

OK, FAILED, USAGE, EMPTY, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 3, 130, 141
"""Exit codes; the last two are what a shell shows for a program ended by SIGINT or SIGPIPE."""

PROGRAM: Final = "boilerclf"


def say(message: str) -> None:
    r"""Write one line to standard error, whatever the message holds.

    Parameters
    ----------
    message : str
        Control characters in it, as in names of files, are shown as ``\x1b``.
    """
    if not message.isprintable():
        from boilerclf.sources import printable  # noqa: PLC0415  # needed in this case alone

        message = printable(message)
    if sys.stderr is not None:  # None where the caller closed it
        print(f"{PROGRAM}: {message}", file=sys.stderr, flush=True)  # noqa: T201  # its purpose


def is_terminal(stream: object) -> bool:
    """Tell whether a standard stream is there and is a terminal."""
    isatty = getattr(stream, "isatty", None)
    return bool(isatty and isatty())


def is_pipe(stream: object) -> bool:
    """Tell whether a standard stream is there and leads to another program."""
    try:
        mode = os.fstat(stream.fileno()).st_mode  # type: ignore[attr-defined]  # told below
    except (AttributeError, OSError, ValueError):  # None, a stream of this process, a closed one
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


def mute_standard_output() -> None:
    """Send what is still to be written nowhere: nobody reads it, and that is no error."""
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)


def write_out(text: str) -> None:
    """Write text to standard output, in UTF-8 on every system."""
    from boilerclf.files import open_output  # noqa: PLC0415  # not needed to show help

    with open_output("-") as stream:
        stream.write(text)


def write_json(value: object) -> None:
    """Write a value to standard output as indented JSON."""
    write_out(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2) + "\n")
