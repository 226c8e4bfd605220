"""Which words of a block recur elsewhere: a story's lines share words, strangers do not.

Source: lexical cohesion after Hearst 1997, "TextTiling".
"""

from __future__ import annotations

from typing import Final

import numpy as np

from boilerclf.features.arrays.basics import gather
from boilerclf.features.columns import Family, Rows, counts, ratios
from boilerclf.features.view import LONG_WORDS, TextView


def compute(view: TextView) -> Rows:
    """Return the cohesion columns.

    ``recurring_share`` is the share of a block's rarer words that other blocks have too,
    ``recurring_in_long_share`` that other blocks of 15 words and more have; ``n_recurring`` the
    number of the former. 0 for a block without rarer words.
    """
    words = view.vocabulary
    types = words.pair_types
    is_long = gather(view.n_words >= LONG_WORDS, words.pair_blocks)
    n_long = gather(np.bincount(types[is_long], minlength=len(words.hashes)), types)
    share = words.share(gather(words.type_blocks > 1, types))
    return share, words.share(n_long > is_long), share * words.n_tokens


FAMILY: Final = Family(
    "cohesion",
    (*ratios("recurring_share", "recurring_in_long_share"), *counts(31.0, "n_recurring")),
    compute,
)
