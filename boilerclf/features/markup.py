"""What the tags around a block tell, and how much of it is link text.

Sources: link density after Kohlschütter et al. 2010, section 4; tags of the path after Spousta et
al. 2008 ("Victor", section 3) and Vogels, Ganea and Eickhoff 2018 ("Web2Text", section 3.2).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.characters import Kind
from boilerclf.features.columns import Column, as_columns, counts, flags, ratios
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


def _select(tags: tuple[str, ...]) -> NDArray[np.bool_]:
    """Return which number of a tag is which of these, a row each."""
    table = np.zeros((len(tags), len(TAGS) + 1), bool)
    for row, tag in enumerate(tags):
        table[row, TAG_NUMBER[tag]] = True
    return table


_FIELD_BITS: Final = 21
"""Room for one count of elements around a block; no tree that is read is that deep."""

_COUNTED: Final = ("ul ol dl", "table", "section article")


def _around_tables() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return of each tag its bit among those around, and what it adds to the counts of groups.

    The counts stand in one number, a field each.
    """
    bits = np.zeros(len(TAGS) + 1, np.int64)
    for bit, tag in enumerate(_AROUND):
        bits[TAG_NUMBER[tag]] = 1 << bit
    added = np.zeros(len(TAGS) + 1, np.int64)
    for place, group in enumerate(_COUNTED):
        added[[TAG_NUMBER[tag] for tag in group.split()]] += 1 << place * _FIELD_BITS
    return bits, added


_OWN_TABLE: Final = _select(_OWN)
_LEAF_TABLE: Final = _select(_LEAF)
_BITS, _ADDED = _around_tables()
_SHIFTS: Final = np.arange(len(_AROUND))[:, None]
_FIELDS: Final = np.arange(len(_COUNTED))[:, None] * _FIELD_BITS
_FLAG_BITS: Final = np.array([*_FLAGS.values()], np.uint8)[:, None]


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
    running = np.empty(len(view.kinds) + 1, np.int32)
    running[0] = 0
    np.cumsum(view.kinds != Kind.SPACE.value, out=running[1:])
    edges = np.append(markup.part_starts, len(view.kinds))
    shown = np.diff(running[edges])
    # Parts without letters add nothing, and most of the others have no style.
    styled = np.flatnonzero((markup.part_flags != 0) & (shown != 0))
    shown, flags_ = shown[styled], markup.part_flags[styled]
    owner = view.starts.searchsorted(markup.part_starts[styled], "right") - 1
    return as_columns(
        *(np.bincount(owner, shown * ((flags_ & style) != 0), view.n_blocks) for style in _STYLES)
    )


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
    tags = np.append(markup.tags, len(TAGS))
    own, leaf = markup.block_element, markup.block_leaf
    counted = (tree.sum_up(_ADDED[tags])[leaf] >> _FIELDS) & ((1 << _FIELD_BITS) - 1)
    return as_columns(
        styled.T / np.maximum(view.n_visible, 1),
        markup.n_links,
        tree.depths()[leaf],
        (markup.block_flags & _FLAG_BITS) != 0,
        _OWN_TABLE[:, tags[own]],
        _LEAF_TABLE[:, tags[leaf]],
        (tree.any_up(_BITS[tags])[leaf] >> _SHIFTS) & 1,
        counted,
    )
