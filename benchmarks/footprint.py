"""What a whole process costs, in time and in memory."""

from __future__ import annotations

import gc
import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from itertools import cycle, islice
from pathlib import Path

from boilerclf.errors import DataError
from boilerclf.model import Classifier


def process_times(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, list[float]]:
    """Return the seconds of each command by round, after a first round that is not counted."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    # As an installed package starts: with the byte code that the first round writes.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(rounds + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            done = subprocess.run(  # noqa: S603  # ours
                command, capture_output=True, text=True, check=False, env=environment
            )
            times[name].append(time.perf_counter() - start)
            if done.returncode:
                raise DataError(f"{' '.join(command)} failed: {done.stderr.strip()[-300:]}")
    return {name: seconds[1:] for name, seconds in times.items()}


def memory_growth(classifier: Classifier, pages: Sequence[str], n_few: int, n_many: int) -> float:
    """Return by how many MB resident memory grew from the few-th page to the many-th."""
    after_few = 0.0
    for number, page in enumerate(islice(cycle(pages), n_many), start=1):
        _ = classifier.classify(page).content
        if number == n_few:
            after_few = resident_mb()
    return resident_mb() - after_few


def resident_mb() -> float:
    """Return the resident memory of this process in MB.

    Raises
    ------
    DataError
        The system does not tell it in /proc.
    """
    gc.collect()
    try:
        n_pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError as error:
        raise DataError(f"resident memory is not known: {error}; measure on Linux") from error
    return n_pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000
