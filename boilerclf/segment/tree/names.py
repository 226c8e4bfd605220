"""What elements are called."""

from __future__ import annotations

from turbohtml import Element


def name_of(node: Element) -> str:
    """Return an element's classes and id.

    Parameters
    ----------
    node : Element
        Any.

    Returns
    -------
    str
        With a space between; a space alone for an element that has neither.
    """
    return f"{node.attr('class') or ''} {node.attr('id') or ''}"
