"""What one page may cost a worker process."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from boilerclf.errors import ConfigurationError

PAGE_SECONDS: Final = 60.0
"""Of processor time, on one page. The longest page we know takes under two."""

PAGE_MEGABYTES: Final = 4096
"""Memory of a worker; the longest markup that is parsed (`boilerclf.segment.Limits`) takes two
thirds of it, an ordinary page some MB."""


FEWEST_MEGABYTES: Final = 256
"""A worker takes half of it before it has read a page."""

OUT_OF_MEMORY: Final = 137
"""Exit code of a worker that got no more memory: what shells show of SIGKILL."""

TOO_LARGE: Final = "takes more memory than there is, or than a worker may take"
"""What is said of a page that takes more memory than can be had."""

NOT_SENT: Final = 65
"""Exit code of a worker that could not make out what it was sent, or not send what it made
("data error")."""

MOST: Final = 1_000_000_000
"""Seconds, or MiB: 32 years, or a thousand terabytes; systems count somewhat further."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What one page may cost; one that takes more fails, and the others go on.

    The system ends a worker that has used up its time, wherever it is, and refuses it more memory.
    Small pages that are labelled together have the time of all of them; where they take more, each
    is done again by itself. This needs a system with these limits, such as Linux (macOS: time only;
    Windows: neither).

    Parameters
    ----------
    seconds : float, default: `PAGE_SECONDS`
        Processor time, which a busy machine does not change; 0 sets no limit.
    megabytes : int, default: `PAGE_MEGABYTES`
        Memory of the worker, in MiB, `FEWEST_MEGABYTES` or more; 0 sets no limit.

    Raises
    ------
    ConfigurationError
        For less memory than a worker takes without a page, and for what no system can count.
    """

    seconds: float = PAGE_SECONDS
    megabytes: int = PAGE_MEGABYTES

    def __post_init__(self) -> None:
        """Refuse what every page would fail with."""
        for what, value in (("s", self.seconds), ("MB", self.megabytes)):
            if not 0 <= value <= MOST:
                raise ConfigurationError(
                    f"{value} {what} is no budget of a page; give 0 for no limit, or up to {MOST:,}"
                )
        if 0 < self.megabytes < FEWEST_MEGABYTES:
            raise ConfigurationError(
                f"{self.megabytes} MB is less than a worker process takes without a page; "
                f"give {FEWEST_MEGABYTES} or more, or 0 for no limit"
            )

    def limit_memory(self) -> None:
        """Set the limit on memory, for good, in this process."""
        try:
            import resource  # noqa: PLC0415  # not on every system
        except ImportError:
            return
        if self.megabytes:
            size = self.megabytes * 1024 * 1024
            hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
            allowed = size if hard == resource.RLIM_INFINITY else min(size, hard)
            resource.setrlimit(resource.RLIMIT_DATA, (allowed, hard))

    @contextmanager
    def timing(self, n_pages: int) -> Iterator[None]:
        """Have the system end this process if what is done meanwhile takes too long.

        Parameters
        ----------
        n_pages : int
            How many pages it is done for: together they have the time of all.

        Yields
        ------
        None
            The time counts from here to the end of the block; no limit where `seconds` is 0 or the
            system has no such timer.
        """
        if not self.seconds or not hasattr(signal, "setitimer"):
            yield
            return
        signal.setitimer(signal.ITIMER_PROF, min(self.seconds * n_pages, MOST))
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)

    def why_lost(self, exit_code: int) -> str:
        """Say why a page that ended a worker failed.

        Parameters
        ----------
        exit_code : int
            The worker's; below 0 the number of the signal that ended it.

        Returns
        -------
        str
            The limit on time or memory where that ended it, else the signal or the exit code.

        Examples
        --------
        >>> Budget().why_lost(-11)
        'ended the process that read it (SIGSEGV)'
        """
        timer = getattr(signal, "SIGPROF", None)  # which not every system has
        if timer is not None and exit_code == -timer:
            return f"took more than {self.seconds:g} s of processor time"
        if exit_code == OUT_OF_MEMORY:
            return TOO_LARGE
        if exit_code == NOT_SENT:
            return "cannot be sent to a worker process, or what was made of it cannot be sent back"
        return f"ended the process that read it ({_how_ended(exit_code)})"


def _how_ended(exit_code: int) -> str:
    if exit_code >= 0:
        return f"exit code {exit_code}"
    try:
        return signal.Signals(-exit_code).name
    except ValueError:  # a signal without a name, such as most of those for real time
        return f"signal {-exit_code}"
