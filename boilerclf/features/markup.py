"""What the tags around a block tell, and how much of it is link text.

Sources: link density after Kohlschütter et al. 2010, section 4; tags of the path after Spousta et
al. 2008 ("Victor", section 3) and Vogels, Ganea and Eickhoff 2018 ("Web2Text", section 3.2).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.characters import Kind
from boilerclf.features.columns import Column, counts, flags, ratio, ratios
from boilerclf.features.length import visible
from boilerclf.features.tree import Tree
from boilerclf.features.view import TextView
from boilerclf.page import (
    CONTROL,
    EMPHASIS,
    HIDDEN,
    LINK,
    NOSCRIPT,
    PREFORMATTED,
    TEMPLATE,
    Markup,
)
from boilerclf.segment.tags import TAG_NUMBER, TAGS

# A tag a line would be sixty lines: no formatting.
_OWN: Final = (
    "p", "div", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "figcaption",
    "blockquote", "pre", "section", "article", "button", "label", "caption",
)  # fmt: skip
_LEAF: Final = (
    "a", "span", "strong", "b", "em", "i", "time", "small", "code", "img", "label", "font", "cite",
)  # fmt: skip
_AROUND: Final = (
    "nav", "header", "footer", "aside", "main", "article", "section", "form", "table", "ul", "ol",
    "dl", "figure", "blockquote", "button", "details", "h1", "h2", "h3", "center", "p", "li",
)  # fmt: skip
_STYLES: Final = (LINK, EMPHASIS, CONTROL)
_FLAGS: Final = {
    "hidden": HIDDEN,
    "noscript": NOSCRIPT,
    "template": TEMPLATE,
    "preformatted": PREFORMATTED,
}

COLUMNS: Final[tuple[Column, ...]] = (
    *ratios("link_density", "emphasis_density", "control_density"),
    *counts(15.0, "n_links"),
    *counts(31.0, "depth"),
    *flags(*(f"is_{name}" for name in _FLAGS)),
    *flags(*(f"own_{tag}" for tag in _OWN)),
    *flags(*(f"leaf_{tag}" for tag in _LEAF)),
    *flags(*(f"in_{tag}" for tag in _AROUND)),
    *counts(15.0, "n_lists_around", "n_tables_around", "n_sections_around"),
)


def _select(tags: tuple[str, ...]) -> NDArray[np.float32]:
    table = np.zeros((len(TAGS) + 1, len(tags)), np.float32)
    for column, tag in enumerate(tags):
        if tag in TAG_NUMBER:
            table[TAG_NUMBER[tag], column] = 1
    return table


def _around_table() -> NDArray[np.float32]:
    table = np.zeros((len(TAGS) + 1, len(_AROUND) + 4), np.float32)
    table[:, : len(_AROUND)] = _select(_AROUND)
    for column, group in enumerate(("ul ol dl", "table", "section article")):
        for tag in group.split():
            table[TAG_NUMBER[tag], len(_AROUND) + column] = 1
    table[: len(TAGS), -1] = 1
    return table


_OWN_TABLE: Final = _select(_OWN)
_LEAF_TABLE: Final = _select(_LEAF)
_AROUND_TABLE: Final = _around_table()


def styled_characters(view: TextView, markup: Markup) -> NDArray[np.float32]:
    """Return how many visible characters of each block are links, emphasis and controls.

    Parameters
    ----------
    view : TextView
        The page's text.
    markup : Markup
        The page's markup.

    Returns
    -------
    float32 array of shape (n_blocks, 3)
        Characters inside ``<a>``, inside ``<b>`` and its like, inside ``<button>`` and its like.
    """
    if not len(markup.part_starts) or not view.n_blocks:
        return np.zeros((view.n_blocks, len(_STYLES)), np.float32)
    running = np.zeros(len(view.kinds) + 1, np.int32)
    np.cumsum(view.kinds != Kind.SPACE, out=running[1:])
    edges = np.append(markup.part_starts, len(view.kinds))
    shown = np.diff(running[edges])
    owner = np.minimum(
        np.searchsorted(view.starts, markup.part_starts, "right") - 1, view.n_blocks - 1
    )
    return np.stack(
        [
            np.bincount(owner, shown * ((markup.part_flags & style) != 0), view.n_blocks)
            for style in _STYLES
        ],
        axis=1,
    ).astype(np.float32)


def markup_columns(
    view: TextView, markup: Markup, tree: Tree, styled: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return the markup columns.

    ``link_density`` is visible characters inside ``<a>`` over the block's visible characters;
    ``emphasis_density`` and ``control_density`` likewise for bold, italic and the like, and for
    buttons and selections. ``n_links`` counts the links that begin in the block, ``depth`` the
    elements around it, ``n_..._around`` those of them that are lists, tables and sections;
    ``is_...`` tells what the reader marked it as. ``own_...`` is the block-level element of the
    block, ``leaf_...`` the innermost element around its first text, ``in_...`` any ancestor.

    Parameters
    ----------
    view : TextView
        The page's text.
    markup : Markup
        The page's markup.
    tree : Tree
        Its elements.
    styled : float32 array of shape (n_blocks, 3)
        From `styled_characters`.

    Returns
    -------
    float32 array of shape (n_blocks, n_columns)
        In the order of `COLUMNS`; densities in [0, 1], 0 for an empty block.
    """
    n_characters = visible(view)
    densities = ratio(styled, np.repeat(n_characters[:, None], styled.shape[1], axis=1))
    tags = np.append(markup.tags, len(TAGS))
    own, leaf = markup.block_element, markup.block_leaf
    around = tree.sum_up(_AROUND_TABLE[tags])[leaf]
    n_around = len(_AROUND)
    flags_ = [(markup.block_flags & flag) != 0 for flag in _FLAGS.values()]
    return np.column_stack(
        (
            densities,
            markup.n_links,
            around[:, -1],
            *flags_,
            _OWN_TABLE[tags[own]],
            _LEAF_TABLE[tags[leaf]],
            np.minimum(around[:, :n_around], 1),
            around[:, n_around:-1],
        )
    ).astype(np.float32, copy=False)
