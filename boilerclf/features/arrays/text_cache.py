"""Numbers computed once for texts that come again: pages of a site share most of their names."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from itertools import filterfalse
from threading import Lock
from typing import Any, Final

import numpy as np
from numpy.typing import DTypeLike, NDArray

MOST_TEXTS: Final = 1 << 14
MOST_CHARACTERS: Final = 1 << 21
"""What is kept at most, some 6 MB; a full cache is cleared."""


class _Known:
    """Texts with their numbers. It only grows: what was once found in it stays as it is.

    Whoever reads needs no lock, because numbers are written before the text that leads to them.
    """

    def __init__(self, n_rows: int, dtype: DTypeLike) -> None:
        self.columns: dict[str, int] = {}
        self.numbers: NDArray[Any] = np.zeros((n_rows, MOST_TEXTS), dtype)
        self.process = os.getpid()
        self.growing = Lock()
        self._n_columns = 0
        self._n_characters = 0

    def add(self, texts: Sequence[str], numbers: NDArray[Any]) -> bool:
        """Add texts, by one thread at a time; return False where they are too many."""
        n_characters = self._n_characters + sum(map(len, texts))
        first, end = self._n_columns, self._n_columns + len(texts)
        if end > MOST_TEXTS or n_characters > MOST_CHARACTERS:
            return False
        self._n_columns, self._n_characters = end, n_characters
        self.numbers[:, first:end] = numbers
        self.columns.update(zip(texts, range(first, end), strict=True))
        return True


class TextCache:
    """Remembers the numbers of texts, a column each; any number of threads may ask at a time.

    No thread ever waits for another: what it cannot remember, it computes. So a process that was
    forked while another thread was at work here does not wait for that thread either.

    Parameters
    ----------
    compute : callable
        Takes texts, returns an array of shape (n_rows, n_texts) whose columns each depend on one
        text alone.
    n_rows : int
        Numbers of a text.
    dtype : dtype
        Their type.

    Examples
    --------
    >>> lengths = TextCache(lambda texts: np.array([[len(text) for text in texts]]), 1, np.int64)
    >>> lengths.lookup(["a", "bcd", "a"]).tolist()
    [[1, 3, 1]]
    """

    def __init__(
        self, compute: Callable[[Sequence[str]], NDArray[Any]], n_rows: int, dtype: DTypeLike
    ) -> None:
        self._compute = compute
        self._shape = n_rows, dtype
        self._known = _Known(*self._shape)

    def __reduce__(self) -> tuple[Any, ...]:
        """Send how to compute, not what is known, to another process."""
        return TextCache, (self._compute, *self._shape)

    def lookup(self, texts: Sequence[str]) -> NDArray[Any]:
        """Return the numbers of texts, of shape (n_rows, n_texts)."""
        known = self._known  # the same to the end, whatever other threads do
        columns = known.columns
        new = list(dict.fromkeys(filterfalse(columns.__contains__, texts)))
        if new and not self._learn(known, new):
            return self._compute(texts)
        places = np.fromiter(map(columns.__getitem__, texts), np.intp, len(texts))
        return known.numbers.take(places, axis=1)

    def _learn(self, known: _Known, new: Sequence[str]) -> bool:
        """Compute new texts and add them; return False where that is not to be had now."""
        numbers = self._compute(new)
        if not known.growing.acquire(blocking=False):
            if known.process != os.getpid():  # perhaps held by a thread that this process lacks
                self._known = _Known(*self._shape)
            return False
        try:
            has_room = known.add(new, numbers)
        finally:
            known.growing.release()
        if not has_room:
            self._known = _Known(*self._shape)
        return has_room
