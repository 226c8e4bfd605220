"""Where on the page a block stands.

Sources: Kohlschütter et al. 2010, section 4 (relative position); Weninger, Hsu and Han 2010,
"CETR", section 3 (position in the mass of text).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from boilerclf.features.arrays.page_spans import exact_cumsum
from boilerclf.features.columns import Family, Rows, counts, ratios
from boilerclf.features.view import TextView


def compute(view: TextView) -> Rows:
    """Return the position columns.

    ``block_position`` is blocks before over all other blocks; ``word_position`` is the words up to
    the block's middle over all words; the counts are what stands before and after. The positions in
    [0, 1], 0 for a page of one block.
    """
    low, high = view.spans.low, view.spans.high
    index = np.arange(view.n_blocks)
    n_before, n_after = index - low, high - 1 - index
    words = exact_cumsum(view.n_words)
    of_page = words[high] - words[low]
    before, after = words[:-1] - words[low], words[high] - words[1:]
    return (
        n_before / np.maximum(n_before + n_after, 1),
        (before + view.n_words / 2) / np.maximum(of_page, 1.0),
        n_before,
        n_after,
        before,
        after,
    )


FAMILY: Final = Family(
    "position",
    (
        *ratios("block_position", "word_position"),
        *counts(127.0, "n_blocks_before", "n_blocks_after"),
        *counts(2047.0, "n_words_before", "n_words_after"),
    ),
    compute,
)
