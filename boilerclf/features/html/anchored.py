"""How far each block stands from an anchor of its page, along the tree and along the page.

Sources: the top candidate and its siblings after Arc90's and Mozilla's Readability (paragraphs
score their parent in full and its parent by half, less by link density); the lowest common ancestor
as a measure of belonging together after Alarte, Insa, Silva and Tamarit 2015, "TeMex".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.tree import Tree
from boilerclf.features.columns import Column, counts, ratio, ratios
from boilerclf.features.html.view import HtmlView

_MOST_LEVELS: Final = 12
"""Growing ancestors of an anchor that are told apart."""


def anchor_columns(name: str) -> tuple[Column, ...]:
    """Declare the columns of one anchor.

    Examples
    --------
    >>> [column.name for column in anchor_columns("headline")][:2]
    ['headline_level', 'levels_to_headline']
    """
    return (
        *counts(15.0, f"{name}_level", f"levels_to_{name}"),
        *ratios(f"{name}_shared_word_share", f"{name}_shared_purity"),
        *counts(127.0, f"blocks_after_{name}", f"blocks_before_{name}"),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Anchor:
    """A block or an element of each page.

    Parameters
    ----------
    element : int64 array of shape (n_pages,)
        The element of each page, or its top.
    first, end : int64 arrays of shape (n_pages,)
        The blocks that the anchor is.
    exists : bool array of shape (n_pages,)
        False where a page has no such anchor; its columns are 0 there.
    """

    element: NDArray[np.int64]
    first: NDArray[np.int64]
    end: NDArray[np.int64]
    exists: NDArray[np.bool_]


def at_block(tree: Tree, block: NDArray[np.int64]) -> Anchor:
    """Return the anchor that is a block of each page; none where the block is -1."""
    exists = block >= 0
    element = (
        np.where(exists, tree.own.take(block, mode="clip"), tree.tops) if len(block) else block
    )
    return Anchor(element, block, block + 1, exists)


def at_element(tree: Tree, element: NDArray[np.int64]) -> Anchor:
    """Return the anchor that is an element of each page."""
    return Anchor(element, tree.first[element], tree.end[element], np.ones(len(element), bool))


def top_candidate(
    tree: Tree, points: NDArray[np.float64], link_density: NDArray[np.float32]
) -> NDArray[np.int64]:
    """Return the element of each page that Readability's scoring puts first, or the page's top.

    A block gives its points to its parent in full and to its grandparent by half; `link_density` is
    that of each element.
    """
    n_elements = len(tree.parents)
    score = np.bincount(tree.containers[1], points, n_elements).astype(np.float64)
    score += np.bincount(tree.containers[2], points / 2, n_elements)
    score *= 1 - link_density
    highest = tree.spans.highest(score)
    best = tree.spans.first_marked(score == highest[tree.spans.page_of])
    return np.where(highest > 0, best, tree.tops)


def distances(
    view: HtmlView, good: NDArray[np.float32], anchors: Sequence[Anchor]
) -> NDArray[np.float32]:
    """Return the columns of anchors.

    The shared element of a block is the nearest growing ancestor of the anchor that holds the
    block. ``..._level`` is how many steps up from the anchor it lies, ``levels_to_...`` how many
    steps up from the block; ``..._shared_word_share`` the page's words that it holds;
    ``..._shared_purity`` how much of it is good text; then the blocks since the anchor's end, and
    until its start. `good` is the good words inside each element.
    """
    tree, pages = view.tree, view.spans.pages
    elements = np.array([anchor.element for anchor in anchors])
    first = np.array([anchor.first for anchor in anchors]).take(pages, axis=1)
    end = np.array([anchor.end for anchor in anchors]).take(pages, axis=1)
    exists = np.array([anchor.exists for anchor in anchors]).take(pages, axis=1)
    level, shared = _shared(view, elements)
    words = view.inside[0]
    of_shared, index = words[shared], np.arange(view.n_blocks)
    columns = np.empty((len(anchors), 6, view.n_blocks), np.float32)
    columns[:, 0] = level
    columns[:, 1] = np.maximum(tree.levels[tree.own] - tree.levels[shared], 0)
    columns[:, 2] = of_shared / np.maximum(words[tree.tops], np.float32(1))[pages]
    columns[:, 3] = ratio(good[shared], of_shared)
    columns[:, 4] = np.maximum(index - end + 1, 0)
    columns[:, 5] = np.maximum(first - index, 0)
    columns *= exists[:, None]
    return columns.reshape(6 * len(anchors), view.n_blocks)


def _shared(
    view: HtmlView, elements: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return how many steps up from its anchor each block is found, and in which element."""
    tree, n_blocks, pages = view.tree, view.n_blocks, view.spans.pages
    chain = np.empty((_MOST_LEVELS + 1, *elements.shape), np.int64)
    chain[0] = elements
    for step in range(1, _MOST_LEVELS):
        tree.next_larger.take(chain[step - 1], out=chain[step], mode="clip")
    chain[-1] = tree.tops
    is_step = np.ones(chain[:-1].shape, bool)
    np.not_equal(chain[:-2], tree.tops, out=is_step[1:])
    # The elements of a chain hold each other: each begins and ends around those before it, so the
    # number of them around a block is that of beginnings less that of ends up to it.
    row = np.arange(len(elements))[:, None] * (n_blocks + 1)
    size = len(elements) * (n_blocks + 1)
    steps = chain[:-1]
    edges = np.bincount((tree.first[steps] + row)[is_step], minlength=size)
    edges -= np.bincount((tree.end[steps] + row)[is_step], minlength=size)
    n_around = edges.reshape(len(elements), n_blocks + 1).cumsum(axis=1)[:, :-1]
    level = is_step.sum(axis=0).take(pages, axis=1) - n_around
    # Beyond the last step stands the top, however many steps a chain has.
    return level, chain[level, np.arange(len(elements))[:, None], pages]
