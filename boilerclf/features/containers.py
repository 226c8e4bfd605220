"""What stands in the elements around a block: the company it keeps.

Sources: text density and tag ratios of subtrees after Weninger, Hsu and Han 2010 ("CETR") and Sun,
Song and Liao 2011 ("DOM Based Content Extraction via Text Density", section 3); blocks of one shape
after the idea of site templates on one page (Bar-Yossef and Rajagopalan 2002).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.columns import Column, as_columns, counts, flags, ratio, ratios
from boilerclf.features.length import LONG_WORDS
from boilerclf.features.tree import N_CONTAINERS, Tree, inside_sums, numbered
from boilerclf.page import Markup

_LEVELS: Final = tuple(range(1, N_CONTAINERS + 1))

COLUMNS: Final[tuple[Column, ...]] = (
    *(
        column
        for level in _LEVELS
        for column in (
            *counts(2047.0, f"container{level}_n_words"),
            *counts(255.0, f"container{level}_n_blocks"),
            *counts(63.0, f"container{level}_words_per_block"),
            *ratios(
                f"container{level}_link_density",
                f"container{level}_long_share",
                f"container{level}_word_share",
                f"container{level}_position",
            ),
        )
    ),
    *counts(63.0, "n_same_shape", "n_same_place", "n_same_text"),
    *counts(63.0, "shape_words_per_block"),
    *ratios("shape_link_density", "shape_long_share", "shape_word_share"),
    *flags("text_seen_before"),
)


def shapes(markup: Markup, tree: Tree) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give each block a number for its shape: equal where equal elements stand around it.

    Parameters
    ----------
    markup : Markup
        The page's markup.
    tree : Tree
        Its elements.

    Returns
    -------
    tuple of two int64 arrays of shape (n_blocks,)
        The narrow shape, tag and name of the three innermost elements; and the wide one, the tags
        alone of the four innermost.
    """
    tags = np.append(markup.tags, -1).astype(np.int64)
    names = np.append(markup.name_ids, 0).astype(np.int64)
    element: NDArray[np.int64] = markup.block_leaf.astype(np.int64)
    narrow = np.zeros(len(element), np.int64)
    wide = np.zeros(len(element), np.int64)
    for level in range(4):
        if level < 3:
            narrow = (narrow * 100_003 + tags[element]) * 100_003 + names[element]
        wide = wide * 1_009 + tags[element]
        element = tree.parents[element]
    return numbered(narrow)[0], numbered(wide)[0]


def containers(  # noqa: PLR0913, PLR0917  # what other families have counted of each block
    n_words: NDArray[np.float32],
    n_characters: NDArray[np.float32],
    n_link_characters: NDArray[np.float32],
    text_hashes: NDArray[np.uint64],
    markup: Markup,
    tree: Tree,
) -> NDArray[np.float32]:
    """Return the container columns.

    Container 1 is the nearest ancestor that holds more blocks than this one's element, and so on.
    ``..._words_per_block`` is the words over the blocks inside; ``..._long_share`` the words in
    blocks of 15 words and more over all words inside; ``..._word_share`` the words inside over the
    page's; ``..._position`` the block's place among the blocks inside; ``..._link_density`` link
    characters over visible characters inside. The ``shape_...`` columns are the same over all
    blocks of the narrow shape (`shapes`); ``n_same_...`` counts the other blocks of the narrow
    shape, of the wide one (place) and of the same text.

    Parameters
    ----------
    n_words, n_characters, n_link_characters : float32 arrays of shape (n_blocks,)
        Of each block.
    text_hashes : uint64 array of shape (n_blocks,)
        Equal for blocks of equal text.
    markup : Markup
        The page's markup.
    tree : Tree
        Its elements.

    Returns
    -------
    float32 array of shape (n_blocks, n_columns)
        In the order of `COLUMNS`; shares in [0, 1], 0 where the denominator is 0.
    """
    n_blocks = len(n_words)
    total = max(float(n_words.sum()), 1.0)
    index = np.arange(n_blocks)
    basis = as_columns(n_words, n_characters, n_link_characters, n_words * (n_words >= LONG_WORDS))
    around = tree.containers[1:]
    words, characters, links, long_ = inside_sums(tree, basis).T[:, around]
    first = tree.first[around]
    size = np.maximum(tree.end[around] - first, 1).astype(np.float32)
    levels = (
        words,
        size,
        words / size,
        ratio(links, characters),
        ratio(long_, words),
        words / np.float32(total),
        (index - first) / np.maximum(size - 1, 1),
    )
    narrow, wide = shapes(markup, tree)
    size = np.bincount(narrow)[narrow].astype(np.float32)
    words, characters, links, long_ = (
        np.bincount(narrow, row)[narrow].astype(np.float32) for row in basis.T
    )
    same, first_places = numbered(text_hashes)
    return as_columns(
        *(column[level] for level in range(N_CONTAINERS) for column in levels),
        size - 1,
        np.bincount(wide)[wide] - 1,
        np.bincount(same)[same] - 1,
        words / np.maximum(size, 1),
        ratio(links, characters),
        ratio(long_, words),
        words / np.float32(total),
        first_places[same] < index,
    )
