"""The neighbours' values: what stands just before and after a block, and on the whole page.

Sources: previous and next block after Kohlschütter et al. 2010, section 5, where they carry most of
the decision; page-level values after Vogels et al. 2018 ("Web2Text", section 3.2).
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.columns import Column

REACH: Final = 3
"""How many blocks on either side are looked at one by one."""

_WINDOWS: Final = (4, 12)


def context_columns(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Declare the context columns for a choice of own columns.

    Parameters
    ----------
    columns : tuple of Column
        The own columns whose neighbours count.

    Returns
    -------
    tuple of Column
        For each neighbour, each window and the page, one column a choice.
    """
    places = [
        *(f"previous{n}" for n in range(1, REACH + 1)),
        *(f"next{n}" for n in range(1, REACH + 1)),
        *(f"{side}_window{size}" for size in _WINDOWS for side in ("before", "after")),
        "page",
    ]
    return tuple(
        Column(f"{place}_{column.name}", "ratio") for place in places for column in columns
    )


def context(values: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
    """Return the neighbours' values.

    Parameters
    ----------
    values : float array of shape (n_blocks, n)
        The chosen columns, scaled to [0, 1].

    Returns
    -------
    float32 array of shape (n_blocks, n * (2 * REACH + 5))
        In the order of `context_columns`; 0 beyond the page's ends. Windows are means over the
        blocks that exist; the page's mean is the same for all its blocks.

    Examples
    --------
    >>> context(np.array([[1.0], [0.5]], np.float32))[:, [0, 3, 10]].tolist()
    [[0.0, 0.5, 0.75], [1.0, 0.0, 0.75]]
    """
    n_blocks, n_columns = values.shape
    parts = []
    padded = np.zeros((n_blocks + 2 * REACH, n_columns), np.float32)
    padded[REACH : REACH + n_blocks] = values
    parts += [padded[REACH - n : REACH - n + n_blocks] for n in range(1, REACH + 1)]
    parts += [padded[REACH + n : REACH + n + n_blocks] for n in range(1, REACH + 1)]
    running = np.zeros((n_blocks + 1, n_columns))
    np.cumsum(values, axis=0, dtype=np.float64, out=running[1:])
    index = np.arange(n_blocks)
    for size in _WINDOWS:
        low, high = np.maximum(index - size, 0), np.minimum(index + 1 + size, n_blocks)
        before = (running[index] - running[low]) / np.maximum(index - low, 1)[:, None]
        after = (running[high] - running[index + 1]) / np.maximum(high - index - 1, 1)[:, None]
        parts += [before.astype(np.float32), after.astype(np.float32)]
    mean = (running[-1] / max(n_blocks, 1)).astype(np.float32)
    parts.append(np.broadcast_to(mean, values.shape))
    return np.concatenate(parts, axis=1)
