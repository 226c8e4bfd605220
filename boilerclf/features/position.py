"""Where on the page a block stands.

Sources: Kohlschütter et al. 2010, section 4 (relative position); Weninger, Hsu and Han 2010,
"CETR", section 3 (position in the mass of text).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.columns import Column, as_columns, counts, ratios

COLUMNS: Final[tuple[Column, ...]] = (
    *ratios("block_position", "word_position"),
    *counts(127.0, "n_blocks_before", "n_blocks_after"),
    *counts(2047.0, "n_words_before", "n_words_after"),
)


def position(n_words: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the position columns.

    ``block_position`` is blocks before over all other blocks; ``word_position`` is the words up to
    the block's middle over all words; the counts are what stands before and after.

    Parameters
    ----------
    n_words : float32 array of shape (n_blocks,)
        Words of each block.

    Returns
    -------
    float32 array of shape (n_blocks, 6)
        In the order of `COLUMNS`; the positions in [0, 1], 0 for a page of one block.

    Examples
    --------
    >>> position(np.array([1.0, 2.0, 1.0], np.float32))[:, :2].tolist()
    [[0.0, 0.125], [0.5, 0.5], [1.0, 0.875]]
    """
    n_blocks = len(n_words)
    index = np.arange(n_blocks, dtype=np.float32)
    upto = n_words.cumsum(dtype=np.float64)
    total = upto[-1] if n_blocks else 0.0
    before = upto - n_words
    middle = (before + n_words / 2) / max(total, 1.0)
    return as_columns(
        index / max(n_blocks - 1, 1),
        middle,
        index,
        index[::-1],
        before,
        total - upto,
    )
