"""What is labelled as one: the cells of a table's row."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.page import Page
from boilerclf.segment.tags import TAGS

_ROW: Final = TAGS.index("tr")


def unit_numbers(page: Page) -> NDArray[np.int64]:
    """Return for each block the number of the unit that it belongs to.

    Parameters
    ----------
    page : Page
        The page.

    Returns
    -------
    int64 array of shape (n_blocks,)
        The first block of the unit: the cells of a table's row are one, every other block is one
        alone. Empty for a page without blocks.

    Examples
    --------
    >>> from boilerclf.segment import segment_html
    >>> html = "<p>Fares</p><table><tr><td>Child</td><td>2</td></tr><tr><td>Dog</td></tr></table>"
    >>> unit_numbers(segment_html(html)).tolist()
    [0, 1, 1, 3]
    """
    units = np.arange(page.n_blocks)
    if page.markup is None:
        return units
    for row in np.flatnonzero(page.markup.tags == _ROW):
        first, end = int(page.markup.first_block[row]), int(page.markup.end_block[row])
        units[first:end] = first
    return units
