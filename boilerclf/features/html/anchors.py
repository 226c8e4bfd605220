"""How far each block stands from an anchor of its page, along the tree and along the page.

Source: the lowest common ancestor as a measure of belonging together after Alarte, Insa, Silva and
Tamarit 2015, "TeMex".
"""

from __future__ import annotations

from typing import Final

import numpy as np

from boilerclf.features.arrays.basics import Floats, Ints
from boilerclf.features.columns import Column, Family, Rows, counts, ratio, ratios
from boilerclf.features.html.view import HtmlView

_MOST_LEVELS: Final = 12
"""Growing ancestors of an anchor that are told apart."""


def _columns_of(anchor: str) -> tuple[Column, ...]:
    return (
        *counts(15.0, f"{anchor}_level", f"levels_to_{anchor}"),
        *ratios(f"{anchor}_shared_word_share", f"{anchor}_shared_purity"),
        *counts(127.0, f"blocks_after_{anchor}", f"blocks_before_{anchor}"),
    )


def _distances(view: HtmlView, anchors: Ints) -> Floats:
    """Return the columns of anchors, blocks of each page: of shape (n_anchors, 6, n_blocks).

    The shared element of a block is the nearest growing ancestor of the anchor that holds the
    block. ``..._level`` is how many steps up from the anchor it lies, ``levels_to_...`` how many
    steps up from the block; ``..._shared_word_share`` the page's words that it holds;
    ``..._shared_purity`` how many of these are outside links; then the blocks since the anchor, and
    until it. The columns are 0 on a page where the anchor is -1.
    """
    tree, n_blocks, pages = view.tree, view.n_blocks, view.spans.pages
    own = np.where(anchors >= 0, tree.own.take(anchors, mode="clip"), tree.tops)
    chain = tree.growing(own, _MOST_LEVELS)
    chain[-1] = tree.tops
    # The elements of a chain hold each other: each begins and ends around those before it, so the
    # number of them around a block is that of beginnings less that of ends up to it. A top that
    # comes again is around all blocks of its page.
    row = np.arange(len(anchors))[:, None]
    steps, offset, size = chain[:-1], row * (n_blocks + 1), len(anchors) * (n_blocks + 1)
    n_around = np.bincount((tree.first[steps] + offset).ravel(), minlength=size)
    n_around -= np.bincount((tree.end[steps] + offset).ravel(), minlength=size)
    level = _MOST_LEVELS - n_around.reshape(len(anchors), n_blocks + 1).cumsum(axis=1)[:, :-1]
    shared, (words, _, _, _, good) = chain[level, row, pages], view.inside
    of_shared, behind = words[shared], np.arange(n_blocks) - anchors.take(pages, axis=1)
    columns = np.empty((len(anchors), 6, n_blocks), np.float32)
    columns[:, 0] = level
    columns[:, 1] = np.maximum(tree.levels[tree.own] - tree.levels[shared], 0)
    columns[:, 2] = of_shared / np.maximum(words[tree.tops], np.float32(1))[pages]
    columns[:, 3] = ratio(good[shared], of_shared)
    columns[:, 4] = np.maximum(behind, 0)
    columns[:, 5] = np.maximum(-behind, 0)
    columns *= (anchors >= 0).take(pages, axis=1)[:, None]
    return columns


def compute(view: HtmlView) -> Rows:
    """Return the columns of the headline and of the block with most words outside links."""
    anchors = np.array((view.headline, view.spans.first_highest(view.n_good)))
    return tuple(_distances(view, anchors))


FAMILY: Final = Family("anchors", (*_columns_of("headline"), *_columns_of("longest")), compute)
