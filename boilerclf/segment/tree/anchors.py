"""Which ``<a>`` without an address are links all the same."""

from __future__ import annotations

import re
from typing import Final

from turbohtml import Element

from boilerclf.segment.tree.in_line import holds_block

_HEAD_OF_PANE: Final = re.compile(r"accordion|toggle-title|\bfaq", re.IGNORECASE)
_FEWEST_WORDS: Final = 5
"""The fewest words of a sentence; fewer are the text of a menu or a button."""


def leads(node: Element) -> bool:
    """Tell if an ``<a>`` without a usable address still counts as a link.

    It does not where it is an anchor to jump to, the head of an accordion, or a sentence.

    Nearly all ``<a>`` without an address and without a ``name`` are menus and buttons that a script
    answers. One with nothing but an ``id`` is an anchor, whose missing end tag may let it hold the
    rest of the page. In an accordion the question itself is the text of the ``<a>``. Without any
    attribute it is a link where it holds few words, as menus of applications do, or a block.

    Parameters
    ----------
    node : Element
        The ``<a>``, without ``href`` or with an empty one or ``#``.

    Returns
    -------
    bool
        False for an anchor, for the head of an accordion, and for a sentence in a bare ``<a>``.
    """
    if _HEAD_OF_PANE.search(node.attr("class") or ""):
        return False
    if not node.attrs:
        return not _is_sentence(node)
    if node.attr("href") is not None:
        return True
    return node.attr("name") is None and (node.attr("id") is None or len(node.attrs) > 1)


def _is_sentence(node: Element) -> bool:
    """Tell if an element holds no block, and a text of several words that ends with a full stop.

    Not a question: teasers without addresses, which scripts follow, ask some.
    """
    if holds_block(node):
        return False
    text = node.text.rstrip()
    return text.endswith(".") and len(text.split()) >= _FEWEST_WORDS
