"""Work shared out to processes, where that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from boilerclf.errors import InputError

Result = TypeVar("Result")


def in_workers(
    function: Callable[..., Result],
    calls: Iterable[tuple[Any, ...]],
    n_workers: int,
    *,
    at_once: int = 1,
) -> list[Result]:
    """Call a function many times, in processes where there is to be more than one.

    Parameters
    ----------
    function : callable
        A function of a module, with the same result wherever it is called.
    calls : iterable of tuple
        What it is called with.
    n_workers : int
        As `worker_count` returns it; 1 calls it here.
    at_once : int, default: 1
        Calls handed to a worker at a time.

    Returns
    -------
    list
        What it returned, in the order of the calls.

    Raises
    ------
    InputError
        If a worker is killed, as where memory runs out.

    Examples
    --------
    >>> in_workers(max, [(1, 2), (4, 3)], 1)
    [2, 4]
    """
    if n_workers == 1:
        return [function(*call) for call in calls]
    from joblib import Parallel, delayed  # noqa: PLC0415  # slow to import, needed here alone
    from joblib.externals.loky.process_executor import TerminatedWorkerError  # noqa: PLC0415

    from boilerclf.corpus.backend import Backend  # noqa: PLC0415

    parallel = Parallel(n_workers, Backend(), batch_size=at_once, max_nbytes=None)
    try:
        return list(parallel(delayed(function)(*call) for call in calls))
    except TerminatedWorkerError as error:
        raise InputError(
            "a worker process was killed, perhaps because memory ran out; use fewer --jobs"
        ) from error
