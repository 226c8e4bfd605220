"""What a run of short lines has in common with the rest of its page: a list is judged as one.

A headline has few words, so whether one of them recurs is chance; ten of other stories have a
hundred, none of which recurs elsewhere. A story's lists, tables and verse share words with it.

Source: lexical cohesion between blocks after Hearst 1997, "TextTiling", section 5; that runs of
short lines are its blocks is our own.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.basics import Floats, Ints, gather
from boilerclf.features.columns import Family, Rows, counts, ratio, ratios
from boilerclf.features.text.view import LineView


def compute(view: LineView) -> Rows:
    """Return the columns of runs.

    ``outside_share`` is the share of a block's rarer words that other runs have too,
    ``run_outside_share`` the same of all rarer words of the run; ``run_relative_share`` how far
    that is above the page's share, in [0, 1] with 0.5 where they are equal; ``run_lines`` the
    number of the run's lines. A share is 0 where there are no such words.
    """
    words, run_of, spans = view.vocabulary, view.run_of, view.spans
    types = words.pair_types
    n_runs = np.bincount(types[view.begins_in_run], minlength=len(words.hashes))
    outside = gather(n_runs > 1, types) * words.pair_counts
    total = np.bincount(words.pair_blocks, outside, view.n_blocks).astype(np.float32)
    of_run = share_of_run(total, words.n_tokens, run_of)
    of_page = spans.total(total) / np.maximum(spans.total(words.n_tokens), 1.0)
    return (
        ratio(total, words.n_tokens),
        of_run,
        0.5 + 0.5 * (of_run - of_page[spans.page_of]),
        np.bincount(run_of)[run_of],
    )


def share_of_run(values: NDArray[np.floating], weights: Floats, run_of: Ints) -> Floats:
    """Return the sum of the values over that of the weights, for the run of each block; or 0."""
    total = np.bincount(run_of, values).astype(np.float32)
    return ratio(total, np.bincount(run_of, weights).astype(np.float32))[run_of]


FAMILY: Final = Family(
    "runs",
    (
        *ratios("outside_share", "run_outside_share", "run_relative_share"),
        *counts(127.0, "run_lines"),
    ),
    compute,
)
