"""How a block stands among the blocks of its page by what the first pass thought of them.

A probability of 0.6 is much on a page where nothing is sure and little beside a story that is:
these columns say how sure the page's surest content is, and how far a block falls behind it.
The idea is that of ranking instead of classifying, Joachims 2002, "Optimizing Search Engines using
Clickthrough Data", section 3: what counts is the order within a page.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from boilerclf.features.arrays.basics import Doubles
from boilerclf.features.arrays.page_spans import exact_cumsum
from boilerclf.features.columns import Family, Rows, counts, ratios
from boilerclf.features.view import TextView

_SHARES: Final = np.array((0.1, 0.5))[:, None]
"""The parts of a page's expected content words whose least sure block is compared with."""

_SUREST: Final = 1 - 1e-6
_TOP: Final = 8.0
_SPAN: Final = 12.0
"""Log-odds by which a block may fall behind (nine) or lead (three) before the curve is flat."""


def compute(view: TextView, probability: Doubles) -> Rows:
    """Return the columns of a block's rank.

    A block weighs its words and half a word. ``mass_above`` is the share of the page's expected
    content words in blocks of higher probability, ``share_above`` the share of its words,
    ``words_above`` their number and ``words_below`` that of all other words, its own included; of
    equals the earlier block counts as higher. ``surest_tenth`` and ``surest_half`` are log-odds of
    the least sure of the surest blocks that hold a tenth, and half, of the expected content words,
    laid on [0, 1] from -8 to 8; ``behind_...`` the block's less those, from -9 to 3.
    """
    spans, pages = view.spans, view.spans.pages
    order = spans.ordered(-probability)
    words = (view.n_words.astype(np.float64) + 0.5)[order]
    sums = exact_cumsum(np.array((probability[order] * words, words)))
    first = sums[:, spans.first_block]
    upto_mass = sums[0, 1:] - first[0, pages]
    mass, n_words = sums[:, spans.end_block] - first
    above = np.empty((2, view.n_blocks))
    above[:, order] = sums[:, :-1] - first[:, pages]
    bounded = probability.clip(1 - _SUREST, _SUREST)
    logit = np.log(bounded) - np.log1p(-bounded)
    logit.clip(-_TOP, _TOP, out=logit)
    is_short = upto_mass < (_SHARES * mass)[:, pages]
    n_short = np.add.reduceat(is_short, spans.first_block, axis=1, dtype=np.int64)
    surest = logit[order[spans.first_block + n_short]][:, spans.page_of]
    return (
        above[0] / np.maximum(mass, 1e-9)[pages],
        above[1] / n_words[pages],
        (logit - surest) / _SPAN + 0.75,
        surest / (2 * _TOP) + 0.5,
        above[1],
        n_words[pages] - above[1],
    )


FAMILY: Final = Family(
    "around",
    (
        *ratios("mass_above", "share_above"),
        *ratios("behind_surest_tenth", "behind_surest_half", "surest_tenth", "surest_half"),
        *counts(4095.0, "words_above", "words_below"),
    ),
    compute,
)
