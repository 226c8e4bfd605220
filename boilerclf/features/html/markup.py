"""What the tags around a block tell, and how much of it is link text.

Sources: link density after Kohlschütter et al. 2010, section 4; tags of the path after Spousta et
al. 2008 ("Victor", section 3) and Vogels, Ganea and Eickhoff 2018 ("Web2Text", section 3.2).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from boilerclf.features.arrays.basics import Ints
from boilerclf.features.arrays.tree import TOP_TAG
from boilerclf.features.columns import Family, Rows, counts, flags, ratios
from boilerclf.features.html.view import HtmlView
from boilerclf.page import HIDDEN, PREFORMATTED
from boilerclf.segment.tags import TAG_NUMBER, TAGS

# Rarer tags have hashed columns alone (`boilerclf.features.hashed.path`): 31 flags more, of those
# and of <noscript> and <template>, changed page F1 of no collection by more than its noise.
_OWN_TAGS: Final = ("p", "div", "li", "td", "h1", "h2", "h3", "h4")
_LEAF_TAGS: Final = ("a", "span", "strong")
_TAGS_AROUND: Final = (
    *("nav", "header", "footer", "aside", "main", "article", "section", "form", "table", "ul"),
    *("h2", "h3", "p", "li"),
)
_FLAGS: Final = {"hidden": HIDDEN, "preformatted": PREFORMATTED}

_FIELD_BITS: Final = 15
"""Room for one count of elements around a block: no tree that is read is a thousand deep."""

_COUNTED: Final = (" ".join(TAGS), "ul ol dl", "table", "section article")


def _numbers(tags: Sequence[str]) -> Ints:
    return np.array([TAG_NUMBER[tag] for tag in tags])


_BITS, _ADDED = np.zeros((2, TOP_TAG + 1), np.int64)
"""Of each tag its bit among those around, and what it adds to the counts: a field for each."""

_BITS[_numbers(_TAGS_AROUND)] = 1 << np.arange(len(_TAGS_AROUND))
for _place, _group in enumerate(_COUNTED):
    _ADDED[_numbers(_group.split())] += 1 << _place * _FIELD_BITS
_OWN, _LEAF = _numbers(_OWN_TAGS)[:, None], _numbers(_LEAF_TAGS)[:, None]
_SHIFTS: Final = np.arange(len(_TAGS_AROUND))[:, None]
_FIELDS: Final = np.arange(len(_COUNTED))[:, None] * _FIELD_BITS
_FLAG_BITS: Final = np.array([*_FLAGS.values()], np.uint8)[:, None]


def compute(view: HtmlView) -> Rows:
    """Return the markup columns.

    ``link_density`` is visible characters inside ``<a>`` over the block's visible characters;
    ``emphasis_density`` and ``control_density`` likewise for bold, italic and the like, and for
    buttons and selections. ``n_links`` counts the links that begin in the block, ``depth`` the
    elements around it, ``n_..._around`` those of them that are lists, tables and sections;
    ``is_...`` tells what the reader marked it as. ``own_...`` is the block-level element of the
    block, ``leaf_...`` the innermost element around its first text, ``in_...`` any ancestor.
    Densities in [0, 1], 0 for an empty block.
    """
    tree = view.tree
    tags, leaf = tree.tags, tree.leaf
    counted = (tree.sum_up(_ADDED[tags])[leaf] >> _FIELDS) & ((1 << _FIELD_BITS) - 1)
    return (
        view.styled / np.maximum(view.n_visible, 1),
        view.n_links,
        counted[0],
        (view.block_flags & _FLAG_BITS) != 0,
        tags[tree.own] == _OWN,
        tags[leaf] == _LEAF,
        (tree.any_up(_BITS[tags])[leaf] >> _SHIFTS) & 1,
        counted[1:],
    )


FAMILY: Final = Family(
    "markup",
    (
        *ratios("link_density", "emphasis_density", "control_density"),
        *counts(15.0, "n_links"),
        *counts(31.0, "depth"),
        *flags(*(f"is_{name}" for name in _FLAGS)),
        *flags(*(f"own_{tag}" for tag in _OWN_TAGS)),
        *flags(*(f"leaf_{tag}" for tag in _LEAF_TAGS)),
        *flags(*(f"in_{tag}" for tag in _TAGS_AROUND)),
        *counts(15.0, "n_lists_around", "n_tables_around", "n_sections_around"),
    ),
    compute,
)
