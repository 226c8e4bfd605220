"""Quotes on boards, which some boards mark up as ``<div>``, and posts marked up as quotes."""

from __future__ import annotations

from typing import Final

BOXES: Final = frozenset(("div", "blockquote"))
"""Elements that may be a quote."""

_POSTS: Final = frozenset(("postcontent", "messageText"))
"""Class names of ``<blockquote>`` that is no quote: the posts of vBulletin 4 and XenForo 1."""
_QUOTE: Final = "bbcode_quote"
"""Class name of ``<div>`` that is a quote: vBulletin 4."""


def name_on_boards(name: str, classes: list[str]) -> str:
    """Return the tag that an element of `BOXES` should have, by its class names.

    Parameters
    ----------
    name : str
        Its tag.
    classes : list of str
        Its class names.

    Returns
    -------
    str
        One of `BOXES`.

    Examples
    --------
    >>> name_on_boards("div", ["bbcode_quote"]), name_on_boards("blockquote", ["postcontent"])
    ('blockquote', 'div')
    """
    if name == "div":
        return "blockquote" if _QUOTE in classes else name
    return name if _POSTS.isdisjoint(classes) else "div"
