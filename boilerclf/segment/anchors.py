"""Which ``<a>`` without an address are links all the same."""

from __future__ import annotations

import re
from typing import Final

from turbohtml import Element

_HEAD_OF_PANE: Final = re.compile(r"accordion|toggle-title|\bfaq", re.IGNORECASE)


def leads(node: Element) -> bool:
    """Tell if an ``<a>`` without a usable address still counts as a link.

    It does not where it is an anchor to jump to, or the head of an accordion.

    Nearly all ``<a>`` without an address and without a ``name`` are menus and buttons that a script
    answers. One with nothing but an ``id`` is an anchor, whose missing end tag may let it hold the
    rest of the page. In an accordion the question itself is the text of the ``<a>``.

    Parameters
    ----------
    node : Element
        The ``<a>``, without ``href`` or with an empty one or ``#``.

    Returns
    -------
    bool
        False for an anchor, and for the head of an accordion.
    """
    if _HEAD_OF_PANE.search(node.attr("class") or ""):
        return False
    if node.attr("href") is not None:
        return True
    return node.attr("name") is None and (node.attr("id") is None or len(node.attrs) > 1)
