"""How far each block stands from an anchor of its page, along the tree and along the page.

Sources: the top candidate and its siblings after Arc90's and Mozilla's Readability (paragraphs
score their parent in full and its parent by half, less by link density); the lowest common ancestor
as a measure of belonging together after Alarte, Insa, Silva and Tamarit 2015, "TeMex".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from boilerclf.features.arrays.basics import Doubles, Floats, Ints
from boilerclf.features.arrays.characters import CharClass
from boilerclf.features.arrays.tree import Tree
from boilerclf.features.columns import Column, Family, Rows, counts, ratio, ratios
from boilerclf.features.html.view import HtmlView

_MOST_LEVELS: Final = 12
"""Growing ancestors of an anchor that are told apart."""

_WORDS_A_POINT: Final = 17.0
_MOST_LENGTH_POINTS: Final = 3.0
_PARAGRAPH_WORDS: Final = 5.0
"""A hundred characters a point, at most three, from 25 characters on: Readability's, in words."""


def anchor_columns(*names: str) -> tuple[Column, ...]:
    """Declare the columns of anchors.

    Examples
    --------
    >>> [column.name for column in anchor_columns("headline")][:2]
    ['headline_level', 'levels_to_headline']
    """
    return tuple(
        column
        for name in names
        for column in (
            *counts(15.0, f"{name}_level", f"levels_to_{name}"),
            *ratios(f"{name}_shared_word_share", f"{name}_shared_purity"),
            *counts(127.0, f"blocks_after_{name}", f"blocks_before_{name}"),
        )
    )


def paragraph_points(n_words: Floats, n_commas: Floats, link_density: Floats) -> Doubles:
    """Return Readability's points of each block: one, its commas, and up to three for length."""
    points = 1 + n_commas + np.minimum(n_words / _WORDS_A_POINT, _MOST_LENGTH_POINTS)
    return np.where(n_words >= _PARAGRAPH_WORDS, points * (1 - link_density), 0).astype(np.float64)


def top_candidate(tree: Tree, points: Doubles, link_density: Floats) -> Ints:
    """Return the element of each page that Readability's scoring puts first, or the page's top.

    A block gives its points to its parent in full and to its grandparent by half; `link_density` is
    that of each element.
    """
    n_elements = len(tree.parents)
    score = np.bincount(tree.containers[1], points, n_elements).astype(np.float64)
    score += np.bincount(tree.containers[2], points / 2, n_elements)
    score *= 1 - link_density
    best = tree.spans.first_highest(score)
    return np.where(score[best] > 0, best, tree.tops)


def _distances(view: HtmlView, blocks: Sequence[Ints], elements: Sequence[Ints]) -> Floats:
    """Return the columns of anchors: blocks of each page, then elements of each.

    The shared element of a block is the nearest growing ancestor of the anchor that holds the
    block. ``..._level`` is how many steps up from the anchor it lies, ``levels_to_...`` how many
    steps up from the block; ``..._shared_word_share`` the page's words that it holds;
    ``..._shared_purity`` how many of these are outside links; then the blocks since the anchor's
    end, and until its start. The columns of a block are 0 on a page where it is -1. Of shape
    (n_anchors, 6, n_blocks).
    """
    tree, n_blocks, pages = view.tree, view.n_blocks, view.spans.pages
    own = [np.where(at >= 0, tree.own.take(at, mode="clip"), tree.tops) for at in blocks]
    edges = np.array(
        [(at, at + 1) for at in blocks] + [(tree.first[at], tree.end[at]) for at in elements]
    )
    first, end = edges.take(pages, axis=2).swapaxes(0, 1)
    chain = tree.growing(np.array([*own, *elements]), _MOST_LEVELS)
    chain[-1] = tree.tops
    # The elements of a chain hold each other: each begins and ends around those before it, so the
    # number of them around a block is that of beginnings less that of ends up to it. A top that
    # comes again is around all blocks of its page.
    row = np.arange(len(edges))[:, None]
    steps, offset, size = chain[:-1], row * (n_blocks + 1), len(edges) * (n_blocks + 1)
    n_around = np.bincount((tree.first[steps] + offset).ravel(), minlength=size)
    n_around -= np.bincount((tree.end[steps] + offset).ravel(), minlength=size)
    level = _MOST_LEVELS - n_around.reshape(len(edges), n_blocks + 1).cumsum(axis=1)[:, :-1]
    shared, (words, _, _, _, good) = chain[level, row, pages], view.inside
    of_shared, index = words[shared], np.arange(n_blocks)
    columns = np.empty((len(edges), 6, n_blocks), np.float32)
    columns[:, 0] = level
    columns[:, 1] = np.maximum(tree.levels[tree.own] - tree.levels[shared], 0)
    columns[:, 2] = of_shared / np.maximum(words[tree.tops], np.float32(1))[pages]
    columns[:, 3] = ratio(good[shared], of_shared)
    columns[:, 4] = np.maximum(index - end + 1, 0)
    columns[:, 5] = np.maximum(first - index, 0)
    columns *= (first >= 0)[:, None]
    return columns


def compute(view: HtmlView) -> Rows:
    """Return the columns of the first pass's anchors.

    The anchors are the headline, the block with most words outside links, and Readability's top
    candidate.
    """
    _, characters, links, _, _ = view.inside
    points = paragraph_points(view.n_words, view.counts[CharClass.COMMA], view.link_density)
    candidate = top_candidate(view.tree, points, ratio(links, characters))
    blocks = view.headline, view.spans.first_highest(view.n_good)
    return tuple(_distances(view, blocks, [candidate]))


FAMILY: Final = Family("anchors", anchor_columns("headline", "longest", "candidate"), compute)
