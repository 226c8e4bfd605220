"""Progress on standard error: for long work, and where somebody sits before it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Final

from boilerclf.cli.console import is_terminal

if TYPE_CHECKING:
    from rich.progress import Progress

_AFTER_SECONDS: Final = 1.0
"""Shorter work is over before a bar could be read."""


@contextmanager
def counting(what: str, *, output_shown: bool) -> Iterator[Callable[[], None]]:
    """Count what is done, with the rate, once it has taken a second.

    Parameters
    ----------
    what : str
        The things counted, such as "pages".
    output_shown : bool
        True where results go to a terminal too: a bar would be in their way.

    Yields
    ------
    callable
        To be called after each thing.
    """
    if output_shown or not is_terminal(sys.stderr):
        yield lambda: None
        return
    begin, n_done = time.monotonic(), 0
    bar: Progress | None = None
    with ExitStack() as stack:

        def advance() -> None:
            nonlocal bar, n_done
            n_done += 1
            if bar is None and time.monotonic() - begin >= _AFTER_SECONDS:
                bar = stack.enter_context(_new_bar("{task.completed:,.0f} {task.description}"))
                bar.add_task(what, total=None)
            if bar is not None:
                bar.update(bar.task_ids[0], completed=n_done)

        yield advance


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show that something is being done, and since when.

    Parameters
    ----------
    what : str
        What is done, such as "reading".
    """
    if not is_terminal(sys.stderr):
        yield
        return
    with _new_bar("{task.description}") as bar:
        bar.add_task(what, total=None)
        yield


def _new_bar(text: str) -> Progress:
    from rich.console import Console  # noqa: PLC0415  # slow to load, needed in this case alone
    from rich.progress import (  # noqa: PLC0415
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    return Progress(
        SpinnerColumn(),
        TextColumn(text, markup=False),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
    )
