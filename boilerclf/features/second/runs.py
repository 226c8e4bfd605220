"""What the first pass thought of a run of lines, and of where its words stand elsewhere."""

from __future__ import annotations

from typing import Final

import numpy as np

from boilerclf.features.arrays.basics import Doubles, gather
from boilerclf.features.columns import Family, Rows, ratio, ratios
from boilerclf.features.text.runs import share_of_run
from boilerclf.features.text.view import LineView


def compute(view: LineView, probability: Doubles) -> Rows:
    """Return the columns of trust in a run.

    ``trusted_outside_share`` is the mean over the block's rarer words of the trust they find in
    other runs, at most 1; ``run_trusted_share`` the same over the run's words; ``run_probability``
    the run's mean probability. In [0, 1].
    """
    words, run_of = view.vocabulary, view.run_of
    types = words.pair_types
    group = view.begins_in_run.cumsum() - 1
    own = gather(probability, words.pair_blocks)
    outside = gather(np.bincount(types, own, len(words.hashes)), types)
    outside -= gather(np.bincount(group, own), group)
    found = outside.clip(0.0, 1.0) * words.pair_counts
    total = np.bincount(words.pair_blocks, found, view.n_blocks).astype(np.float32)
    return (
        ratio(total, words.n_tokens),
        share_of_run(total, words.n_tokens, run_of),
        share_of_run(probability, np.ones(view.n_blocks, np.float32), run_of),
    )


FAMILY: Final = Family(
    "around", ratios("trusted_outside_share", "run_trusted_share", "run_probability"), compute
)
