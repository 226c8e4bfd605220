"""The neighbours' values: what stands just before and after a block, and on the whole page.

Sources: previous and next block after Kohlschütter et al. 2010, section 5, where they carry most of
the decision; page-level values after Vogels et al. 2018 ("Web2Text", section 3.2).
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.columns import Column, as_columns
from boilerclf.features.pages import Pages, pages_of, running

REACH: Final = 3
"""How many blocks on either side are looked at one by one."""

_WINDOWS: Final = np.array((4, 12))


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
        *(f"{side}_window{size}" for size in _WINDOWS.tolist() for side in ("before", "after")),
        "page",
    ]
    return tuple(
        Column(f"{place}_{column.name}", "ratio") for place in places for column in columns
    )


def context(values: NDArray[np.floating[Any]], pages: Pages | None = None) -> NDArray[np.float32]:
    """Return the neighbours' values.

    Parameters
    ----------
    values : float array of shape (n_blocks, n)
        The chosen columns, scaled to [0, 1].
    pages : Pages, optional
        Whose the blocks are; of one page where left out.

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
    pages = pages or pages_of([n_blocks])
    rows = np.ascontiguousarray(values.T)
    sums = running(rows)
    found, n_inside = pages.windows(sums, _WINDOWS)
    found /= np.maximum(n_inside, 1)
    n_of_page = pages.end_block - pages.first_block
    mean = (sums[:, pages.end_block] - sums[:, pages.first_block]) / n_of_page
    around = pages.around(rows, REACH)
    return as_columns(
        around.swapaxes(0, 1).reshape(2 * REACH * n_columns, n_blocks),
        found.transpose(1, 2, 0, 3).reshape(2 * len(_WINDOWS) * n_columns, n_blocks),
        mean[:, pages.page_of],
    )
