"""The neighbours' values: what stands just before and after a block, and on the whole page.

Sources: previous and next block after Kohlschütter et al. 2010, section 5, where they carry most of
the decision; page-level values after Vogels et al. 2018 ("Web2Text", section 3.2).
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.basics import Floats
from boilerclf.features.arrays.page_spans import PageSpans, exact_cumsum, page_spans
from boilerclf.features.columns import Column, stacked

REACH: Final = 2
"""How many blocks on either side are looked at one by one."""

_WINDOWS: Final = np.array((4, 12))
_FARTHEST: Final = int(_WINDOWS.max())
"""The farthest neighbour that a block's columns know of, by place."""


def neighbour_columns(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Declare the columns of the neighbours: each neighbour's, window's and page's own columns."""
    places = [
        *(f"{side}{n}" for side in ("previous", "next") for n in range(1, REACH + 1)),
        *(f"{side}_window{size}" for size in _WINDOWS.tolist() for side in ("before", "after")),
        "page",
    ]
    return tuple(
        Column(f"{place}_{column.name}", "ratio") for place in places for column in columns
    )


def neighbour_values(rows: NDArray[np.floating[Any]], spans: PageSpans, blocks: slice) -> Floats:
    """Return the neighbours' values.

    Parameters
    ----------
    rows : float array of shape (n, n_blocks)
        The chosen columns, scaled to [0, 1].
    spans : PageSpans
        Whose the blocks are.
    blocks : slice
        The blocks that are asked for: those of whole pages, or a stretch of a single page.

    Returns
    -------
    float32 array of shape (n * (2 * REACH + 5), n_asked)
        In the order of `neighbour_columns`; 0 beyond the page's ends. Windows are means over the
        blocks that exist; the page's mean is the same for all its blocks.

    Examples
    --------
    >>> neighbour_values(np.array([[1.0, 0.5]]), page_spans([2]), slice(0, 2))[[0, 2, 8]].tolist()
    [[0.0, 1.0], [0.5, 0.0], [0.75, 0.75]]
    """
    n_blocks = rows.shape[1]
    first, end = max(blocks.start - _FARTHEST, 0), min(blocks.stop + _FARTHEST, n_blocks)
    near = rows[:, first:end]
    asked = slice(blocks.start - first, blocks.stop - first)
    sums = exact_cumsum(near)
    if end - first == n_blocks:
        n_of_page = spans.end_block - spans.first_block
        mean = (sums[:, spans.end_block] - sums[:, spans.first_block]) / n_of_page
        mean = mean[:, spans.page_of]
    else:
        mean = np.repeat(rows.mean(axis=1, dtype=np.float64)[:, None], end - first, axis=1)
        spans = page_spans([end - first])
    index, sizes = np.arange(end - first), _WINDOWS[:, None]
    low, high = np.maximum(index - sizes, spans.low), np.minimum(index + 1 + sizes, spans.high)
    before = (sums[:, None, :-1] - sums.take(low, axis=1)) / np.maximum(index - low, 1)
    after = (sums.take(high, axis=1) - sums[:, None, 1:]) / np.maximum(high - index - 1, 1)
    return stacked(
        *spans.around(near, REACH).swapaxes(0, 1)[..., asked],
        *(side[:, size, asked] for size in range(len(_WINDOWS)) for side in (before, after)),
        mean[:, asked],
    )
