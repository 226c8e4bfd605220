"""Text that a script fades in: it is transparent at first, and keeps its place free."""

from __future__ import annotations

import re
from typing import Final

from turbohtml import Element

_INVISIBLE: Final = re.compile(r"visibility\s*:\s*hidden", re.IGNORECASE)
_NO_OPACITY: Final = re.compile(r"opacity\s*:\s*0(?![.\d])", re.IGNORECASE)
_LAID_OVER: Final = re.compile(r"position\s*:\s*(?:fixed|absolute)", re.IGNORECASE)
_STORY: Final = 100
"""The fewest bytes of running text, in UTF-8: a sentence or two."""


def is_transparent(style: str) -> bool:
    """Tell if a style hides an element that a script will fade in, and keeps its place free.

    Parameters
    ----------
    style : str
        Declarations.

    Returns
    -------
    bool
        False where the element is hidden in one way only.

    Examples
    --------
    >>> is_transparent("visibility:hidden; opacity:0"), is_transparent("opacity:0")
    (True, False)
    """
    return _INVISIBLE.search(style) is not None and _NO_OPACITY.search(style) is not None


def is_story(node: Element, style: str) -> bool:
    """Tell if most of an element is running text, and it is not laid over the page.

    Parameters
    ----------
    node : Element
        One that is transparent.
    style : str
        Its declarations.

    Returns
    -------
    bool
        False for a dialog, and for a menu.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse(f"<p>{'It sails. ' * 19}</p><div><a href=/>{'Home ' * 50}</a></div>")
    >>> [is_story(node, "opacity:0") for node in document.select("p,div")]
    [True, False]
    """
    if _LAID_OVER.search(style) or node.attr("role") or node.attr("aria-hidden"):
        return False
    if node.select_one("form,input,button") is not None:  # a dialog
        return False
    of_links = sum(len(link.text.encode("utf-8", "replace")) for link in node.select("a"))
    return len(node.text.encode("utf-8", "replace")) - of_links >= max(_STORY, of_links)
