"""How many processes or threads are worth starting."""

from __future__ import annotations

import os
from typing import SupportsIndex


def worker_count(jobs: int) -> int:
    """Return how many workers are worth starting.

    Parameters
    ----------
    jobs : int
        How many are asked for; 0 and less ask for one a core.

    Returns
    -------
    int
        1 to the number of cores this process may use.

    Raises
    ------
    TypeError
        For what is no whole number.

    Examples
    --------
    >>> worker_count(1), worker_count(0) == worker_count(-1) == worker_count(10_000)
    (1, True)
    """
    if not isinstance(jobs, SupportsIndex):
        message = f"jobs is a whole number, not {type(jobs).__name__}: give 0 for one a core"
        raise TypeError(message)
    affinity = getattr(os, "sched_getaffinity", None)  # which not every system has
    n_cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    return n_cores if jobs < 1 else min(jobs, n_cores)
