"""Where the command ``boilerclf`` begins, as ``python -m boilerclf`` does."""

from __future__ import annotations

import os
import signal

TYPE_CHECKING = False  # as in `boilerclf`
if TYPE_CHECKING:
    from typing import NoReturn


def program() -> NoReturn:
    """Load the command line and run it; an interrupt meanwhile ends the process without a word.

    Raises
    ------
    SystemExit
        Always, with the exit code of `boilerclf.cli.main`.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # and is not ignored
        signal.signal(signal.SIGINT, _end)
    from boilerclf.cli import program as run  # noqa: PLC0415  # this takes a tenth of a second

    run()


def _end(number: int, _: object) -> NoReturn:
    """End at once: nothing is begun, and amid an import Python would show where it was."""
    os._exit(128 + number)


if __name__ == "__main__":  # worker processes import this module again under another name
    program()
