"""How far a block stands from the page's anchors: the headline and where the story is thickest.

Sources: the top candidate and its siblings after Arc90's and Mozilla's Readability (paragraphs
score their parent in full and its parent by half, less by link density); the lowest common ancestor
as a measure of belonging together after Alarte, Insa, Silva and Tamarit 2015, "TeMex".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.columns import Column, as_columns, counts, flags, ratio, ratios
from boilerclf.features.tree import Tree, inside_sums

_MOST_LEVELS: Final = 12
"""Growing ancestors of an anchor that are told apart."""

_WORDS_A_POINT: Final = 17.0
_MOST_LENGTH_POINTS: Final = 3.0
_PARAGRAPH_WORDS: Final = 5.0
"""A hundred characters a point, at most three, from 25 characters on: Readability's, in words."""

_HEADLINE_FLOOR: Final = 0.35


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


FIRST_COLUMNS: Final[tuple[Column, ...]] = (
    *anchor_columns("headline"),
    *anchor_columns("longest"),
    *anchor_columns("candidate"),
    *flags("has_headline"),
)
SECOND_COLUMNS: Final[tuple[Column, ...]] = (
    *anchor_columns("best_block"),
    *anchor_columns("best_candidate"),
    *anchor_columns("trusted_headline"),
)


def anchored(
    tree: Tree, sums: NDArray[np.float32], anchors: Sequence[tuple[int, int, int] | None]
) -> NDArray[np.float32]:
    """Return the columns of anchors.

    The shared element of a block is the nearest growing ancestor of the anchor that holds the
    block. ``..._level`` is how many steps up from the anchor it lies, ``levels_to_...`` how many
    steps up from the block; ``..._shared_word_share`` the page's words that it holds;
    ``..._shared_purity`` how much of it is good text; then the blocks since the anchor's end, and
    until its start.

    Parameters
    ----------
    tree : Tree
        The page's elements.
    sums : float32 array of shape (n_elements + 1, 2)
        Words inside each element, and good words.
    anchors : sequence of (element, first, end) or None
        The elements and their blocks; all columns of None are 0.

    Returns
    -------
    float32 array of shape (n_blocks, 6 * n_anchors)
        For each anchor in the order of `anchor_columns`.
    """
    n_blocks = int(tree.end[-1])
    top = len(tree.parents) - 1
    shared = np.full((len(anchors), n_blocks), top, np.int64)
    step = np.zeros((len(anchors), n_blocks), np.float32)
    for place, anchor in enumerate(anchors):
        chain = [top if anchor is None else anchor[0]]
        while len(chain) < _MOST_LEVELS and chain[-1] != top:
            chain.append(int(tree.grown[chain[-1]]))
        step[place] = len(chain)
        for level in range(len(chain) - 1, -1, -1):
            inside = slice(int(tree.first[chain[level]]), int(tree.end[chain[level]]))
            shared[place, inside] = chain[level]
            step[place, inside] = level
    words, good = sums.T[:, shared]
    index = np.arange(n_blocks)
    first, end = np.array([(0, 0) if its is None else its[1:] for its in anchors]).T[:, :, None]
    columns = np.empty((len(anchors), 6, n_blocks), np.float32)
    columns[:, 0] = step
    columns[:, 1] = np.maximum(tree.levels[tree.containers[0]] - tree.levels[shared], 0)
    columns[:, 2] = words / np.float32(max(float(sums[-1, 0]), 1.0))
    columns[:, 3] = ratio(good, words)
    columns[:, 4] = np.maximum(index - end + 1, 0)
    columns[:, 5] = np.maximum(first - index, 0)
    columns[[its is None for its in anchors]] = 0
    return columns.reshape(6 * len(anchors), n_blocks).T


def top_candidate(
    tree: Tree, points: NDArray[np.float64], link_density: NDArray[np.float32]
) -> int:
    """Return the element that Readability's scoring puts first.

    Parameters
    ----------
    tree : Tree
        The page's elements.
    points : float64 array of shape (n_blocks,)
        What each block gives to its parent in full and to its grandparent by half.
    link_density : float32 array of shape (n_elements + 1,)
        Link characters over characters inside each element.

    Returns
    -------
    int
        Its index; the sentinel's where nothing scores.
    """
    score = np.bincount(tree.containers[1], points, len(tree.parents)).astype(np.float64)
    score += np.bincount(tree.containers[2], points / 2, len(tree.parents))
    score *= 1 - link_density
    return int(score.argmax()) if score.any() else len(tree.parents) - 1


def headline(
    title_overlap: NDArray[np.float32],
    title_covered: NDArray[np.float32],
    rank: NDArray[np.float32],
) -> int:
    """Return the block that is most likely the headline, -1 where none is.

    Parameters
    ----------
    title_overlap, title_covered : float32 arrays of shape (n_blocks,)
        Share of the block in the title, and of the title in the block.
    rank : float32 array of shape (n_blocks,)
        A bonus, such as 0.5 for ``<h1>``.

    Returns
    -------
    int
        The first block with the highest sum, where that is above 0.35.
    """
    if not len(rank):
        return -1
    both = title_overlap + title_covered
    score = ratio(2 * title_overlap * title_covered, both) + rank
    best = int(score.argmax())
    return best if score[best] > _HEADLINE_FLOOR else -1


def paragraph_points(
    n_words: NDArray[np.float32], n_commas: NDArray[np.float32], link_density: NDArray[np.float32]
) -> NDArray[np.float64]:
    """Return Readability's points of each block: one, its commas, and up to three for length."""
    points = 1 + n_commas + np.minimum(n_words / _WORDS_A_POINT, _MOST_LENGTH_POINTS)
    return np.where(n_words >= _PARAGRAPH_WORDS, points * (1 - link_density), 0).astype(np.float64)


def first_anchors(  # noqa: PLR0913, PLR0917  # columns of other families that find the anchors
    tree: Tree,
    n_words: NDArray[np.float32],
    n_commas: NDArray[np.float32],
    n_characters: NDArray[np.float32],
    n_link_characters: NDArray[np.float32],
    headline_block: int,
) -> NDArray[np.float32]:
    """Return the first pass's anchor columns.

    The anchors are the headline, the block with most words outside links, and Readability's top
    candidate; good text is words outside links.

    Parameters
    ----------
    tree : Tree
        The page's elements.
    n_words, n_commas, n_characters, n_link_characters : float32 arrays of shape (n_blocks,)
        Of each block.
    headline_block : int
        From `headline`; -1 where there is none, and then its columns are 0.

    Returns
    -------
    float32 array of shape (n_blocks, n_columns)
        In the order of `FIRST_COLUMNS`.
    """
    n_blocks = len(n_words)
    density = ratio(n_link_characters, n_characters)
    good = n_words * (1 - density)
    sums = inside_sums(tree, as_columns(n_words, good, n_characters, n_link_characters))
    points = paragraph_points(n_words, n_commas, density)
    candidate = top_candidate(tree, points, ratio(sums[:, 3], sums[:, 2]))
    longest = int(good.argmax()) if n_blocks else 0
    found = anchored(
        tree,
        sums[:, :2],
        (
            _at_block(tree, headline_block),
            _at_block(tree, longest if n_blocks else -1),
            _at_element(tree, candidate),
        ),
    )
    return as_columns(found.T, np.full(n_blocks, headline_block >= 0))


def _at_block(tree: Tree, block: int) -> tuple[int, int, int] | None:
    return None if block < 0 else (int(tree.containers[0, block]), block, block + 1)


def _at_element(tree: Tree, element: int) -> tuple[int, int, int]:
    return element, int(tree.first[element]), int(tree.end[element])


def second_anchors(
    tree: Tree,
    probability: NDArray[np.float64],
    n_words: NDArray[np.float32],
    headline_block: int,
) -> NDArray[np.float32]:
    """Return the second pass's anchor columns.

    The anchors are the block with most expected content words, the top candidate when each block
    gives its expected content words, and the headline again; good text is expected content words.

    Parameters
    ----------
    tree : Tree
        The page's elements.
    probability : float64 array of shape (n_blocks,)
        First-pass probabilities of content.
    n_words : float32 array of shape (n_blocks,)
        Words of each block.
    headline_block : int
        From `headline`.

    Returns
    -------
    float32 array of shape (n_blocks, n_columns)
        In the order of `SECOND_COLUMNS`.
    """
    expected = probability * n_words
    sums = inside_sums(tree, as_columns(n_words, expected))
    candidate = top_candidate(tree, expected, 1 - ratio(sums[:, 1], sums[:, 0]))
    best = int(expected.argmax()) if len(expected) else -1
    return anchored(
        tree,
        sums,
        (
            _at_block(tree, best),
            _at_element(tree, candidate),
            _at_block(tree, headline_block),
        ),
    )
