"""How far a block stands from where the first pass found most content."""

from __future__ import annotations

from typing import Final

import numpy as np

from boilerclf.features.arrays.basics import Doubles
from boilerclf.features.columns import Family, Rows, ratio
from boilerclf.features.html.anchors import anchor_columns, distances, top_candidate
from boilerclf.features.html.view import HtmlView


def compute(view: HtmlView, probability: Doubles) -> Rows:
    """Return the columns of the second pass's anchors.

    The anchors are the block with most expected content words, the top candidate when each block
    gives its expected content words, and the headline again; good text is expected content words.
    As `boilerclf.features.html.anchors.distances` tells.
    """
    expected = probability * view.n_words
    (good,) = view.tree.inside(expected.astype(np.float32)[None])
    candidate = top_candidate(view.tree, expected, 1 - ratio(good, view.inside[0]))
    blocks = view.spans.first_highest(expected), view.headline
    best, headline, of_candidate = distances(view, good, blocks, candidate)
    return best, of_candidate, headline


FAMILY: Final = Family(
    "around", anchor_columns("best_block", "best_candidate", "trusted_headline"), compute
)
