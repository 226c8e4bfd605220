"""What stands just above the page's likeliest run of content and shares its words: a headline.

Menus stand above a story as well, but the words of a headline come again in the text below it.
Source: lexical cohesion after Hearst 1997, "TextTiling"; that a headline is told by the text below
it is our own.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from boilerclf.features.arrays.basics import Doubles, gather
from boilerclf.features.columns import Family, Rows, counts, flags, ratios
from boilerclf.features.second.sequence import best_runs
from boilerclf.features.view import TextView

_REACH: Final = 15
"""How many blocks above the run are looked at: a menu may stand between, a whole story may not."""


def compute(view: TextView, probability: Doubles) -> Rows:
    """Return how much of a block that stands just above the likeliest run is said in it again.

    The run is that of `best_runs`. ``lead_share`` is the share of a block's rarer words that its
    blocks have, ``n_lead`` their number, and ``is_lead`` tells the first block with the highest
    number. All are 0 for blocks that are not among the 15 above it.
    """
    spans, words = view.spans, view.vocabulary
    start, stop = best_runs(view, probability)
    index = np.arange(view.n_blocks)
    ahead = start[spans.page_of] - index
    is_above = (ahead > 0) & (ahead <= _REACH)
    in_run = (index >= start[spans.page_of]) & (index < stop[spans.page_of])
    is_inside = np.zeros(len(words.hashes), bool)
    is_inside[words.pair_types[gather(in_run, words.pair_blocks)]] = True
    share = words.share(gather(is_inside, words.pair_types)) * is_above
    number = share * words.n_tokens
    is_first = (index == spans.first_highest(number)[spans.page_of]) & (number > 0)
    return share, is_first, number


FAMILY: Final = Family(
    "around", (*ratios("lead_share"), *flags("is_lead"), *counts(31.0, "n_lead")), compute
)
