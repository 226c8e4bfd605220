"""Progress on standard error: for long work, and where somebody sits before it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Final

from boilerclf.cli.console import counted, is_pipe, is_terminal

if TYPE_CHECKING:
    from rich.progress import Progress

_AFTER_SECONDS: Final = 1.0
"""Shorter work is over before a bar could be read."""

Advance = Callable[[int, int, int | None], None]
"""Takes the pages done, the bytes read, and how many there are to read where that is known."""


@contextmanager
def measuring(*, output_shown: bool, quiet: bool = False) -> Iterator[Advance]:
    """Show pages, megabytes, their rates and the time left, once work has taken a second.

    Parameters
    ----------
    output_shown : bool
        True where results go to a terminal too: a bar would be in their way.
    quiet : bool, default: False
        Show nothing.

    Yields
    ------
    callable
        To be called as work goes on.
    """
    if output_shown or not _can_draw(quiet=quiet):
        yield lambda n_pages, n_bytes, n_bytes_total: None
        return
    begin = time.monotonic()
    bar: Progress | None = None
    with ExitStack() as stack:

        def advance(n_pages: int, n_bytes: int, n_bytes_total: int | None) -> None:
            nonlocal bar
            seconds = time.monotonic() - begin
            if bar is None and seconds >= _AFTER_SECONDS:
                bar = stack.enter_context(_new_bar("{task.description}", with_end=True))
                bar.add_task("", total=n_bytes_total)
            if bar is not None:
                described = told(n_pages, n_bytes, n_bytes_total, seconds)
                bar.update(bar.task_ids[0], completed=n_bytes, description=described)

        yield advance


def told(n_pages: int, n_bytes: int, n_bytes_total: int | None, seconds: float) -> str:
    """Return in words how far work is.

    Examples
    --------
    >>> told(1200, 3_500_000, 7_000_000, 10.0)
    '1,200 pages, 3.5 of 7.0 MB, 120.0 pages/s, 0.35 MB/s'
    """
    megabytes = f"{n_bytes / 1e6:,.1f}"
    if n_bytes_total:
        megabytes += f" of {n_bytes_total / 1e6:,.1f}"
    per_second = f"{n_pages / seconds:,.1f} pages/s, {n_bytes / 1e6 / seconds:,.2f} MB/s"
    return f"{counted(n_pages, 'page')}, {megabytes} MB, {per_second}"


@contextmanager
def working(what: str, *, quiet: bool = False) -> Iterator[None]:
    """Show that something is being done, and since when.

    Parameters
    ----------
    what : str
        What is done, such as "reading".
    quiet : bool, default: False
        Show nothing.
    """
    if not _can_draw(quiet=quiet):
        yield
        return
    with _new_bar("{task.description}") as bar:
        bar.add_task(what, total=None)
        yield


def _can_draw(*, quiet: bool) -> bool:
    """Tell whether standard error is a terminal that no other program draws on, such as a pager."""
    return not quiet and is_terminal(sys.stderr) and not is_pipe(sys.stdout)


def _new_bar(text: str, *, with_end: bool = False) -> Progress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    return Progress(
        SpinnerColumn(),
        TextColumn(text, markup=False),
        *((BarColumn(bar_width=20), TimeRemainingColumn()) if with_end else (TimeElapsedColumn(),)),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
    )
