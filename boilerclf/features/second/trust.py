"""How far the first pass trusts the other lines that have a line's words, and the line's run.

Source: lexical cohesion after Hearst 1997, "TextTiling".
"""

from __future__ import annotations

from typing import Final

import numpy as np

from boilerclf.features.arrays.basics import Doubles, gather
from boilerclf.features.columns import Family, Rows, counts, ratio, ratios
from boilerclf.features.text.runs import share_of_run
from boilerclf.features.text.view import LineView


def compute(view: LineView, probability: Doubles) -> Rows:
    """Return how many of a line's rarer words stand in other lines that are trusted.

    ``trusted_share`` is the mean over the line's rarer words of the sum of the probabilities of
    the other lines that have them, each sum at most 1; ``trusted_others_share`` the mean of the
    other lines' mean probability; ``n_trusted`` the first times the number of rarer words. Of
    other runs than its own ``trusted_outside_share`` is the first, ``run_trusted_share`` the same
    over the run's words; ``run_probability`` is the run's mean probability. 0 without such words.
    """
    words, run_of = view.vocabulary, view.run_of
    types = words.pair_types
    own = gather(probability, words.pair_blocks)
    everywhere = gather(np.bincount(types, own, len(words.hashes)), types)
    mass = everywhere - own
    share = words.share(np.minimum(mass, 1.0))
    mean = words.share(mass / gather(np.maximum(words.type_blocks - 1, 1), types))
    group = view.begins_in_run.cumsum() - 1
    outside = everywhere - gather(np.bincount(group, own), group)
    found = outside.clip(0.0, 1.0) * words.pair_counts
    total = np.bincount(words.pair_blocks, found, view.n_blocks).astype(np.float32)
    return (
        *(share, mean, share * words.n_tokens),
        ratio(total, words.n_tokens),
        share_of_run(total, words.n_tokens, run_of),
        share_of_run(probability, np.ones(view.n_blocks, np.float32), run_of),
    )


FAMILY: Final = Family(
    "around",
    (
        *(*ratios("trusted_share", "trusted_others_share"), *counts(31.0, "n_trusted")),
        *ratios("trusted_outside_share", "run_trusted_share", "run_probability"),
    ),
    compute,
)
