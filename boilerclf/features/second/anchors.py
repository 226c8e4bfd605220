"""How far a block stands from where the first pass found most content."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.columns import Family, Rows, ratio
from boilerclf.features.html.anchored import (
    anchor_columns,
    at_block,
    at_element,
    distances,
    top_candidate,
)
from boilerclf.features.html.view import HtmlView


def compute(view: HtmlView, probability: NDArray[np.float64]) -> Rows:
    """Return the columns of the second pass's anchors.

    The anchors are the block with most expected content words, the top candidate when each block
    gives its expected content words, and the headline again; good text is expected content words.
    As `boilerclf.features.html.anchored.distances` tells.
    """
    tree = view.tree
    expected = probability * view.n_words
    (good,) = tree.inside(expected.astype(np.float32)[None])
    candidate = top_candidate(tree, expected, 1 - ratio(good, view.inside[0]))
    anchors = (
        at_block(tree, view.spans.first_highest(expected)),
        at_element(tree, candidate),
        at_block(tree, view.headline),
    )
    return (distances(view, good, anchors),)


FAMILY: Final = Family(
    "around",
    (
        *anchor_columns("best_block"),
        *anchor_columns("best_candidate"),
        *anchor_columns("trusted_headline"),
    ),
    compute,
)
