"""Where on the page a block stands.

Sources: Kohlschütter et al. 2010, section 4 (relative position); Weninger, Hsu and Han 2010,
"CETR", section 3 (position in the mass of text).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.columns import Column, as_columns, counts, ratios
from boilerclf.features.pages import Pages, pages_of, running

COLUMNS: Final[tuple[Column, ...]] = (
    *ratios("block_position", "word_position"),
    *counts(127.0, "n_blocks_before", "n_blocks_after"),
    *counts(2047.0, "n_words_before", "n_words_after"),
)


def position(n_words: NDArray[np.float32], pages: Pages | None = None) -> NDArray[np.float32]:
    """Return the position columns.

    ``block_position`` is blocks before over all other blocks; ``word_position`` is the words up to
    the block's middle over all words; the counts are what stands before and after.

    Parameters
    ----------
    n_words : float32 array of shape (n_blocks,)
        Words of each block.
    pages : Pages, optional
        Whose the blocks are; of one page where left out.

    Returns
    -------
    float32 array of shape (n_blocks, 6)
        In the order of `COLUMNS`; the positions in [0, 1], 0 for a page of one block.

    Examples
    --------
    >>> position(np.array([1.0, 2.0, 1.0], np.float32))[:, :2].tolist()
    [[0.0, 0.125], [0.5, 0.5], [1.0, 0.875]]
    """
    pages = pages or pages_of([len(n_words)])
    index = np.arange(len(n_words))
    n_before, n_after = index - pages.low, pages.high - 1 - index
    words = running(n_words)
    before, after = words[:-1] - words[pages.low], words[pages.high] - words[1:]
    total = words[pages.high] - words[pages.low]
    return as_columns(
        n_before / np.maximum(n_before + n_after, 1),
        (before + n_words / 2) / np.maximum(total, 1.0),
        n_before,
        n_after,
        before,
        after,
    )
