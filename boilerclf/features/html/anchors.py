"""How far a block stands from the headline and from where the story is thickest.

Source: Arc90's and Mozilla's Readability (`boilerclf.features.html.anchored`).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.characters import CharClass
from boilerclf.features.columns import Family, Rows, flags, ratio
from boilerclf.features.html.anchored import (
    anchor_columns,
    at_block,
    at_element,
    distances,
    top_candidate,
)
from boilerclf.features.html.view import HtmlView

_WORDS_A_POINT: Final = 17.0
_MOST_LENGTH_POINTS: Final = 3.0
_PARAGRAPH_WORDS: Final = 5.0
"""A hundred characters a point, at most three, from 25 characters on: Readability's, in words."""


def paragraph_points(
    n_words: NDArray[np.float32], n_commas: NDArray[np.float32], link_density: NDArray[np.float32]
) -> NDArray[np.float64]:
    """Return Readability's points of each block: one, its commas, and up to three for length."""
    points = 1 + n_commas + np.minimum(n_words / _WORDS_A_POINT, _MOST_LENGTH_POINTS)
    return np.where(n_words >= _PARAGRAPH_WORDS, points * (1 - link_density), 0).astype(np.float64)


def compute(view: HtmlView) -> Rows:
    """Return the columns of the first pass's anchors.

    The anchors are the headline, the block with most words outside links, and Readability's top
    candidate; good text is words outside links. ``has_headline`` tells that the page has one. As
    `boilerclf.features.html.anchored.distances` tells; those of a headline are 0 where there is
    none.
    """
    tree = view.tree
    _, characters, links, _, good = view.inside
    points = paragraph_points(view.n_words, view.counts[CharClass.COMMA], view.link_density)
    anchors = (
        at_block(tree, view.headline),
        at_block(tree, view.spans.first_highest(view.n_good)),
        at_element(tree, top_candidate(tree, points, ratio(links, characters))),
    )
    has_headline = view.headline >= 0
    return distances(view, good, anchors), has_headline[view.spans.page_of]


FAMILY: Final = Family(
    "anchors",
    (
        *anchor_columns("headline"),
        *anchor_columns("longest"),
        *anchor_columns("candidate"),
        *flags("has_headline"),
    ),
    compute,
)
