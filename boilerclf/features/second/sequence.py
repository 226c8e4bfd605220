"""What the first pass thought of the blocks before and after a block.

Sources: stacked sequential learning, Cohen and Carvalho 2005 (first-pass scores of neighbours as
columns); the maximum subsequence of scores after Pasternack and Roth 2009, "Extracting Article Text
from the Web with Maximum Subsequence Segmentation".
"""

from __future__ import annotations

from typing import Final

import numpy as np

from boilerclf.features.arrays.basics import Doubles, Ints
from boilerclf.features.arrays.page_spans import exact_cumsum
from boilerclf.features.columns import Family, Rows, counts, flags, ratios
from boilerclf.features.view import TextView

_SURE: Final = 0.8
_SURE_WORDS: Final = 5.0


def best_runs(view: TextView, probability: Doubles) -> tuple[Ints, Ints]:
    r"""Return the likeliest run of content of each page: its first block, and one past its last.

    That is the run with the highest sum of ``(probability - 0.5) * words``, where a block weighs
    its words and half a word. The page's first block twice where no sum is above 0.

    Examples
    --------
    >>> from boilerclf.segment import segment_text
    >>> view = TextView([segment_text("One\nTwo\nThree\nFour")])
    >>> [edges.tolist() for edges in best_runs(view, np.array([0.1, 0.9, 0.9, 0.1]))]
    [[1], [3]]
    """
    spans, words = view.spans, view.n_words.astype(np.float64) + 0.5
    upto = exact_cumsum((probability - 0.5) * words)
    # The lowest sum before each block and where it is, by rank: pages are kept apart by numbers
    # that are exact, those of a later page lower.
    order = upto[:-1].argsort(kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    apart = spans.page_of * len(order)
    lowest = order[np.minimum.accumulate(rank - apart) + apart]
    best = upto[1:] - upto[lowest]
    last = spans.first_highest(best)
    edges = np.array((lowest[last], last + 1))
    first, end = np.where(best[last] > 0, edges, spans.first_block)
    return first, end


def compute(view: TextView, probability: Doubles) -> Rows:
    """Return the columns along the order of the page.

    Probabilities beyond the page's ends count as 0. ``blocks_to_content`` is the distance to a
    block of probability above 0.8 and 5 words and more, ``blocks_to_noise`` to one below 0.2; the
    best run is that of `best_runs`. There are no columns of the whole page: they overfit to the
    sites that lines were learnt from.
    """
    spans, page_of = view.spans, view.spans.page_of
    is_content = (probability > _SURE) & (view.n_words >= _SURE_WORDS)
    is_noise = probability < 1 - _SURE
    start, stop = (bounds[page_of] for bounds in best_runs(view, probability))
    index = np.arange(view.n_blocks)
    return (
        spans.around(probability, 2),
        *spans.to_marked(np.array((is_content, is_noise)), beyond=63),
        (index >= start) & (index < stop),
        np.maximum(start - index, 0),
        np.maximum(index - stop + 1, 0),
    )


FAMILY: Final = Family(
    "around",
    (
        *ratios("previous1_probability", "previous2_probability"),
        *ratios("next1_probability", "next2_probability"),
        *counts(63.0, "blocks_to_content_before", "blocks_to_noise_before"),
        *counts(63.0, "blocks_to_content_after", "blocks_to_noise_after"),
        *flags("in_best_run"),
        *counts(63.0, "blocks_before_best_run", "blocks_after_best_run"),
    ),
    compute,
)
