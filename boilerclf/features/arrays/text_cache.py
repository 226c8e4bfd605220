"""Numbers computed once for texts that come again: pages of a site share most of their names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import DTypeLike, NDArray

MOST_TEXTS: Final = 1 << 14
MOST_CHARACTERS: Final = 1 << 21
"""What is kept at most, some 6 MB; a full cache is cleared."""


class TextCache:
    """Remembers the numbers of texts, a column each.

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
        self._columns: dict[str, int] = {}
        self._n_characters = 0
        self._known = np.zeros((n_rows, MOST_TEXTS), dtype)

    def lookup(self, texts: Sequence[str]) -> NDArray[Any]:
        """Return the numbers of texts, of shape (n_rows, n_texts)."""
        columns = self._columns
        new = list(set(texts).difference(columns))
        if new:
            if self._is_too_much(new):
                columns.clear()
                self._n_characters = 0
                new = list(set(texts))
                if self._is_too_much(new):
                    return self._compute(texts)
            first, end = len(columns), len(columns) + len(new)
            self._known[:, first:end] = self._compute(new)
            columns.update(zip(new, range(first, end), strict=True))
            self._n_characters += sum(map(len, new))
        places = np.fromiter(map(columns.__getitem__, texts), np.intp, len(texts))
        return self._known.take(places, axis=1)

    def _is_too_much(self, new: Sequence[str]) -> bool:
        n_characters = self._n_characters + sum(map(len, new))
        return len(self._columns) + len(new) > MOST_TEXTS or n_characters > MOST_CHARACTERS
