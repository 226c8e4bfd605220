"""Pictures, players and advertisements between two texts, where nothing of them is text."""

from __future__ import annotations

from typing import Final

from turbohtml import Element

from boilerclf.segment.amid_text import is_of_word
from boilerclf.segment.styles import hides_itself
from boilerclf.segment.tags import CUSTOM, TAG_NUMBER

PICTURES: Final = frozenset(
    (
        *("img", "svg", "video", "audio", "iframe", "object", "embed", "canvas"),
        *("amp-ad", "amp-sticky-ad", "ins", "textarea", "meter", "progress"),
    )
)
"""Elements that take a place in a line; ``<ins>`` if it is empty, for an advertisement."""

DRAWN: Final = frozenset(TAG_NUMBER.get(tag, CUSTOM) for tag in PICTURES)
"""Their numbers, among which is that of unknown elements."""

_ADVERTISEMENT: Final = "adsbygoogle"
_THINNEST: Final = 2
"""The width in pixels up to which a picture is a hair's breadth, or counts who reads."""
_LETTERS: Final = 2
_ENDS: Final = frozenset("])%?!:.,;")
_SHORTEST: Final = 3
"""The fewest letters of a word behind a picture; fewer are the end of the word before an icon."""


def takes_place(node: Element) -> bool:
    """Tell if an element is one of `PICTURES` and drawn, and not as a letter.

    Parameters
    ----------
    node : Element
        The element.

    Returns
    -------
    bool
        False for a hidden one, one a hair's breadth wide, and the picture of a letter.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<img src=a><img width=1><img alt=T><ins></ins>")
    >>> [takes_place(node) for node in document.select("img,ins")]
    [True, False, False, False]
    """
    if node.tag not in PICTURES:
        return False
    if node.tag == "ins":
        return not len(node) and _ADVERTISEMENT in (node.attr("class") or "")
    width, name = node.attr("width") or "", (node.attr("alt") or "").strip()
    if width.isdecimal() and len(width) < _LETTERS and int(width) <= _THINNEST:
        return False
    is_letter = 0 < len(name) <= _LETTERS and name.isalnum()
    return not is_letter and not hides_itself(node)


def parts_texts(before: str, after: str) -> bool:
    """Tell if two texts with a picture between need a space.

    Parameters
    ----------
    before, after : str
        The texts; neither is blank.

    Returns
    -------
    bool
        False where the second is the end of a word, as "s" behind the icon of a link.

    Examples
    --------
    >>> parts_texts("two", "shows at"), parts_texts("Link", "s to")
    (True, False)
    """
    last, first = before[-1], after[0]
    if not (is_of_word(last) or last in _ENDS):
        return False
    word = after.split(maxsplit=1)[0]
    return not first.islower() or sum(map(str.isalpha, word)) >= _SHORTEST
