"""What commands say on standard error, and how they end."""

from __future__ import annotations

import _thread
import errno
import io
import os
import signal
import stat
import sys
import threading
from contextlib import suppress
from typing import Final, TextIO

from boilerclf.shown import printable

OK, FAILED, USAGE, EMPTY, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 3, 130, 141
"""Exit codes; the last two are what a shell shows for a program ended by SIGINT or SIGPIPE."""

PROGRAM: Final = "boilerclf"

_CLEARED_AWAY_S: Final = 0.01
"""Time that Python needs for the rest of what it clears away."""


def say(message: str) -> None:
    r"""Write one line to standard error, whatever the message holds.

    Parameters
    ----------
    message : str
        Control characters in it, as in names of files, are shown as ``\x1b``.
    """
    try:
        print(f"{PROGRAM}: {printable(message)}", file=sys.stderr, flush=True)  # noqa: T201  # its purpose
    except OSError:  # there is nobody left to tell
        _mute(sys.stderr)


def say_written(path: str) -> None:
    """Say where something was written to; of standard output, whoever reads it knows."""
    if path != "-":
        say(f"wrote {path}")


def counted(number: int, what: str) -> str:
    """Return a number of things in words.

    Examples
    --------
    >>> counted(1, "page"), counted(1200, "page")
    ('1 page', '1,200 pages')
    """
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def is_terminal(stream: object) -> bool:
    """Tell whether a standard stream is there and is a terminal."""
    isatty = getattr(stream, "isatty", None)
    return bool(isatty and isatty())


def open_closed_streams() -> None:
    """Put the null device in the place of standard streams that the caller closed.

    Python has None for them, on which libraries break; and the next file to be opened would get
    such a stream's number, and with it whatever is written to that number. What is written to
    standard output is then an error, as with other programs; messages go nowhere.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            place = os.open(os.devnull, os.O_RDWR)  # the lowest number that is free
            os.set_inheritable(place, True)  # worker processes have it too
    if sys.stdout is None:
        nowhere = os.open(os.devnull, os.O_RDONLY)
        sys.stdout = open(nowhere, "w", encoding="utf-8")  # noqa: SIM115  # until the end
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # until the end


def finish(code: int) -> int:
    """Write what is still to be written, and return how the program ends.

    Python does so at its end too, but can then only end with 120 and several lines.

    Parameters
    ----------
    code : int
        The exit code so far.

    Returns
    -------
    int
        `FAILED` or `BROKEN_PIPE` where it was `OK` and standard output does not take the rest.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream.closed:  # after an error that was told
            continue
        try:
            stream.flush()
        except OSError as error:
            _mute(stream)
            if code == OK and stream is sys.stdout:
                code = tell_fault(error)
    return code


def interrupt_again(lost: sys.UnraisableHookArgs) -> None:
    """Interrupt once more where Python drops an interrupt: while it clears away what is used up.

    Parameters
    ----------
    lost : sys.UnraisableHookArgs
        What `sys.unraisablehook` is called with; other errors than interrupts are shown as usual.
    """
    if lost.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(lost)
        return
    later = threading.Timer(_CLEARED_AWAY_S, _thread.interrupt_main)
    later.daemon = True  # the program may end before
    later.start()


def clear_away_when_terminated() -> None:
    """End workers and remove unfinished files where the program is terminated.

    Workers that outlive the program would keep its standard streams open for whoever reads them.
    It ends as if nothing had been done.
    """
    if signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        return
    own = os.getpid()

    def end(number: int, _: object) -> None:
        if os.getpid() == own:  # and no forked copy of it, whose files these are not
            # What is not imported yet, or only in part, has nothing to clear away.
            remove = getattr(sys.modules.get("boilerclf.unfinished"), "remove_unfinished", tuple)
            children = getattr(sys.modules.get("multiprocessing"), "active_children", tuple)
            remove()
            for worker in children():
                worker.terminate()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    signal.signal(signal.SIGTERM, end)


def tell_fault(error: OSError) -> int:
    """Say what could not be read or written, and return the exit code for it."""
    if isinstance(error, BrokenPipeError):  # as with | head
        _mute(sys.stdout)
        return BROKEN_PIPE
    reasons = {errno.EBADF: "standard output is closed"}
    what = error.filename
    if what is None:  # of a stream, or of the current folder
        what = "cannot read or write"
        reasons[errno.ENOENT] = "the current folder is gone; change to one that is there"
    say(f"error: {what}: {reasons.get(error.errno or 0) or error.strerror or error}")
    return FAILED


def _mute(stream: TextIO) -> None:
    """Send what is still to be written to a standard stream nowhere, which is no error."""
    if stream.closed:
        return
    with suppress(io.UnsupportedOperation), open(os.devnull, "wb") as nowhere:  # a text buffer
        os.dup2(nowhere.fileno(), stream.fileno())


def is_pipe(stream: object) -> bool:
    """Tell whether a standard stream is there and leads to another program."""
    try:
        mode = os.fstat(stream.fileno()).st_mode  # type: ignore[attr-defined]  # told below
    except (AttributeError, OSError, ValueError):  # None, a stream of this process, a closed one
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


def write_out(text: str) -> None:
    """Write text to standard output, in UTF-8 on every system."""
    from boilerclf.files import open_output

    with open_output("-") as stream:
        stream.write(text)


def write_json(value: object) -> None:
    """Write a value to standard output as indented JSON."""
    from boilerclf.sources.writers import as_json

    write_out(as_json(value, indent=2) + "\n")
