"""How the benchmarks time: calls side by side on each page, every figure a ratio of one run."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def interleaved(
    calls: Mapping[str, Callable[[Item], object]], pages: Sequence[Item], rounds: int
) -> tuple[dict[str, list[float]], dict[str, int]]:
    """Time all calls on each page, or list of pages, before the next, in another order each round.

    Returns
    -------
    tuple of dict
        Seconds for all pages by call, one figure a round; and on how many pages each call raised.
    """
    times = {name: [0.0] * rounds for name in calls}
    raised = dict.fromkeys(calls, 0)
    for page in pages[:1]:  # what is loaded at the first call is not the price of a page
        for call in calls.values():
            _seconds(call, page)
    for number in range(rounds):
        order = list(calls.items())
        random.Random(number).shuffle(order)  # noqa: S311  # an order, not a secret
        for page in pages:
            for name, call in order:
                seconds, fine = _seconds(call, page)
                times[name][number] += seconds
                raised[name] += number == 0 and not fine
    return times, raised


def _seconds(call: Callable[[Item], object], page: Item) -> tuple[float, bool]:
    start, fine = time.perf_counter(), True
    try:
        call(page)
    except Exception:  # whatever another tool raises is its answer to this page
        fine = False
    return time.perf_counter() - start, fine


def ratio_cells(seconds: Sequence[float], unit: Sequence[float]) -> list[str]:
    """Return the median and the range over rounds of a ratio.

    Examples
    --------
    >>> ratio_cells([2, 4, 9], [1, 1, 3])
    ['3.00', '2.00-4.00']
    """
    ratios = [its / one for its, one in zip(seconds, unit, strict=True)]
    return [f"{statistics.median(ratios):.2f}", f"{min(ratios):.2f}-{max(ratios):.2f}"]
