"""Work spread over processes, its results in the order of the work."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, TypeVar

from boilerclf.errors import InputError

if TYPE_CHECKING:
    from concurrent.futures import Future

_WAITING_PER_WORKER: Final = 3
"""Tasks handed out for each worker: one at work, one waiting, one being taken in."""

Task = TypeVar("Task")
Result = TypeVar("Result")


def worker_count(jobs: int) -> int:
    """Return how many processes are worth starting.

    Parameters
    ----------
    jobs : int
        How many are asked for; 0 and less ask for one a core.

    Returns
    -------
    int
        1 to the number of cores this process may use.

    Examples
    --------
    >>> worker_count(1), worker_count(0) == worker_count(-1) == worker_count(10_000)
    (1, True)
    """
    affinity = getattr(os, "sched_getaffinity", None)  # which not every system has
    n_cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    return n_cores if jobs < 1 else min(jobs, n_cores)


def ordered_map(
    function: Callable[[Task], Result],
    tasks: Iterable[Task],
    *,
    n_workers: int,
    start: Callable[..., None],
    arguments: tuple[Any, ...],
) -> Iterator[Result]:
    """Apply a function to tasks in worker processes; few tasks are in memory at a time.

    Workers are started afresh ("spawn"), the same on every system and safe after threads; a script
    that calls this needs the usual ``if __name__ == "__main__":``.

    Parameters
    ----------
    function : callable
        Takes a task; must be importable by its name.
    tasks : iterable
        Read as workers become free.
    n_workers : int
        Processes, 1 or more.
    start : callable
        Called once in each worker, before its first task.
    arguments : tuple
        What `start` is called with.

    Yields
    ------
    object
        The results, in the order of the tasks; nothing for no tasks.

    Raises
    ------
    InputError
        If a worker died, as where memory ran out.
    """
    # What one process needs not is 10 ms of its start.
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    executor = ProcessPoolExecutor(
        n_workers,
        mp_context=get_context("spawn"),
        initializer=_start_worker,
        initargs=(start, arguments),
    )
    waiting: deque[Future[Result]] = deque()
    try:
        for task in tasks:
            waiting.append(executor.submit(function, task))
            if len(waiting) >= n_workers * _WAITING_PER_WORKER:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise InputError(
            "a worker process died, perhaps because memory ran out; use fewer --jobs"
        ) from error
    finally:
        executor.shutdown(cancel_futures=True)


def _start_worker(start: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent has it too, and ends its workers
    threading.Thread(target=_end_with_parent, daemon=True).start()
    start(*arguments)


def _end_with_parent() -> None:
    from multiprocessing import parent_process  # noqa: PLC0415  # as above

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
