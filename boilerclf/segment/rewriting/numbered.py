"""Lists whose own style numbers their items: a browser shows a ``<ul>`` of these as an ``<ol>``.

Source: CSS Lists and Counters Module Level 3, section 3.2 (``list-style-type``). WP Recipe Maker
writes the steps of recipes so.
"""

from __future__ import annotations

import re
from typing import Final

from turbohtml import Document, Element

_DECIMAL: Final = re.compile(
    r"list-style(?:-type)?\s*:(?:[^;()]|\([^;()]{0,80}\)){0,80}\bdecimal\b", re.IGNORECASE
)
"""Not in brackets, where an address of a picture stands."""
_OTHER: Final = "list-style"
_STYLED: Final = "li[style*=decimal]"


def write_numbered(document: Document) -> None:
    """Make an ``<ol>`` of each ``<ul>`` whose items have numbers by their own style.

    The first item has one, and no other has anything else: a bullet, or no sign.

    Parameters
    ----------
    document : Document
        A tree, which is changed.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<ul><li style='list-style-type: decimal'>Fold the sail.</ul><ul><li>Oil")
    >>> write_numbered(document)
    >>> [node.tag for node in document.select("ul,ol")]
    ['ol', 'ul']
    """
    lists = (item.parent for item in document.select(_STYLED))
    for its in dict.fromkeys(its for its in lists if isinstance(its, Element) and its.tag == "ul"):
        items = [item for item in its if isinstance(item, Element) and item.tag == "li"]
        styles = [item.attr("style") or "" for item in items]
        if _DECIMAL.search(styles[0]) and all(
            _OTHER not in style or _DECIMAL.search(style) for style in styles
        ):
            its.tag = "ol"
