"""How far the first pass trusts the other blocks that have a block's words.

Source: lexical cohesion after Hearst 1997, "TextTiling".
"""

from __future__ import annotations

from typing import Final

import numpy as np

from boilerclf.features.arrays.basics import Doubles, gather
from boilerclf.features.columns import Family, Rows, counts, ratios
from boilerclf.features.view import TextView


def compute(view: TextView, probability: Doubles) -> Rows:
    """Return how many of a block's rarer words stand in other blocks that are trusted.

    ``trusted_share`` is the mean over the block's rarer words of the sum of the probabilities of
    the other blocks that have them, each sum at most 1; ``trusted_others_share`` the mean of the
    other blocks' mean probability; ``n_trusted`` the first times the number of rarer words. 0 for a
    block without rarer words.
    """
    words = view.vocabulary
    types = words.pair_types
    own = gather(probability, words.pair_blocks)
    mass = gather(np.bincount(types, own, len(words.hashes)), types) - own
    share = words.share(np.minimum(mass, 1.0))
    mean = words.share(mass / gather(np.maximum(words.type_blocks - 1, 1), types))
    return share, mean, share * words.n_tokens


FAMILY: Final = Family(
    "around",
    (*ratios("trusted_share", "trusted_others_share"), *counts(31.0, "n_trusted")),
    compute,
)
