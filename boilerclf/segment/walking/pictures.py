"""Pictures, players and advertisements between two texts, where nothing of them is text."""

from __future__ import annotations

import re
from typing import Final

from turbohtml import Element

from boilerclf.segment.css.styles import hides_itself
from boilerclf.segment.tags import CUSTOM, TAG_NUMBER
from boilerclf.segment.tree.amid_text import is_of_word

PICTURES: Final = frozenset(
    (
        *("img", "svg", "video", "audio", "iframe", "object", "embed", "canvas"),
        *("amp-ad", "amp-sticky-ad", "ins", "textarea", "meter", "progress"),
    )
)
"""Elements that take a place in a line; ``<ins>`` if it is for an advertisement, and empty."""

DRAWN: Final = frozenset(TAG_NUMBER.get(tag, CUSTOM) for tag in PICTURES)
"""Their numbers, among which is that of unknown elements."""

_ADVERTISEMENT: Final = "adsbygoogle"
_THIN: Final = r"\s*[0-2](?:\.\d*)?(?:px)?\s*"
_IS_THIN: Final = re.compile(_THIN)
_DRAWN_THIN: Final = re.compile(rf"(?<![\w-])width\s*:{_THIN}(?:[;!]|\Z)", re.IGNORECASE)
"""A width of some two pixels: a hair's breadth, or a picture that counts who reads."""
_LETTERS: Final = 2
_ENDS_TEXT: Final = frozenset("])%?!:.,;")
_LETTERS_BEHIND: Final = 3
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
        return _ADVERTISEMENT in (node.attr("class") or "")
    if _IS_THIN.fullmatch(node.attr("width") or "") or _DRAWN_THIN.search(node.attr("style") or ""):
        return False
    name = (node.attr("alt") or "").strip()
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
    if not (is_of_word(last) or last in _ENDS_TEXT):
        return False
    word = after.split(maxsplit=1)[0]
    return not first.islower() or sum(map(str.isalpha, word)) >= _LETTERS_BEHIND
