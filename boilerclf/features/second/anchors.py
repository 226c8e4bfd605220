"""How far a block stands from where the first pass found most content."""

from __future__ import annotations

from typing import Final

import numpy as np

from boilerclf.features.arrays.basics import Doubles
from boilerclf.features.columns import Family, Rows
from boilerclf.features.html.anchors import anchor_columns, distances
from boilerclf.features.html.view import HtmlView


def compute(view: HtmlView, probability: Doubles) -> Rows:
    """Return the columns of the block with most expected content words, as an anchor.

    As `boilerclf.features.html.anchors.distances` tells; good text is expected content words.
    """
    expected = probability * view.n_words
    (good,) = view.tree.inside(expected.astype(np.float32)[None])
    return tuple(distances(view, good, [view.spans.first_highest(expected)]))


FAMILY: Final = Family("around", anchor_columns("best_block"), compute)
