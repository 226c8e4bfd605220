"""What stays whole where texts meet without a space, as it is no part of the word beside it.

=====================  ===========================================================================
what                   how texts meet
=====================  ===========================================================================
what is struck out     an old price before the new one; ``<del>`` before the ``<ins>`` in its
                       place, unless both are in a word
times                  ``<time>`` behind a word, or before one: ``<time>3 May</time>by``
ratings                the number of those who rated something, in brackets behind it
addresses              parts of the text of a link that are so in its address, as on Mastodon, have
                       no space between them
=====================  ===========================================================================
"""

from __future__ import annotations

import re
from typing import Final

from turbohtml import Element

from boilerclf.segment.tree.amid_text import CURRENCIES
from boilerclf.segment.tree.beside import text_of

_STRUCK: Final = ("del", "s", "strike")
_STRUCK_OUT: Final = "del,s,strike"
_SHORTEST_WORD: Final = 2
_LONGEST_PART: Final = 40
_RATING: Final = re.compile(r"\s*(?:\d[.,]\d{1,2}|[\u2605\u2606]+)\s*")
_COUNT: Final = re.compile(r"\(\d[\d.,]*[\s)]")
_LONGEST_ADDRESS: Final = 2048
_OF_ADDRESS: Final = ("/", ".")


def is_old_price(left: Element, before: str, after: str) -> bool:
    """Tell if an element strikes a price out, before the new one.

    Parameters
    ----------
    left : Element
        What holds the first text.
    before, after : str
        The texts; neither is blank.

    Returns
    -------
    bool
        False for figures that are struck out in a number.

    Examples
    --------
    >>> is_old_price(Element("s"), "$5", "$4 each"), is_old_price(Element("s"), "5", "4")
    (True, False)
    """
    if left.tag not in _STRUCK or not (before[-1].isdecimal() or before[-1] in CURRENCIES):
        return False
    return after[0] in CURRENCIES or (before[-1] in CURRENCIES and after[0].isdecimal())


def is_replaced(left: Element, right: Element) -> bool:
    """Tell if the first text is struck out and the second stands in its place, as a whole.

    Parameters
    ----------
    left, right : Element
        What holds the texts.

    Returns
    -------
    bool
        False amid a word.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<p><del>oars</del><ins>sails</ins> and boat<del>s</del><ins>ing</ins>")
    >>> [is_replaced(old, old.next_sibling) for old in document.select("del")]
    [True, False]
    """
    new = right.closest("ins")
    old = None if new is None else left.closest(_STRUCK_OUT)
    if new is None or old is None or old.next_sibling is not new:
        return False
    before, after = text_of(old.previous_sibling), text_of(new.next_sibling)
    return not (before[-1:].isalnum() or after[:1].isalnum())


def is_time_behind(right: Element, before: str, after: str) -> bool:
    """Tell if an element is a time right behind a word.

    Parameters
    ----------
    right : Element
        What begins with the second text.
    before, after : str
        The texts; neither is blank.

    Returns
    -------
    bool
        True for one that begins with a figure.

    Examples
    --------
    >>> is_time_behind(Element("time"), "Posted", "3 May")
    True
    """
    return right.tag == "time" and before[-1].isalpha() and after[0].isdecimal()


def is_time_before(left: Element, before: str, after: str) -> bool:
    """Tell if an element is a time that ends with a word, right before another one.

    Parameters
    ----------
    left : Element
        What ends with the first text.
    before, after : str
        The texts; neither is blank.

    Returns
    -------
    bool
        False behind a figure, as an ordinal may follow.

    Examples
    --------
    >>> is_time_before(Element("time"), "3 May", "by"), is_time_before(Element("time"), "3", "rd")
    (True, False)
    """
    return (
        left.tag == "time"
        and before[-_SHORTEST_WORD:].isalpha()
        and len(after) >= _SHORTEST_WORD
        and after[:_SHORTEST_WORD].isalpha()
    )


def are_of_address(left: Element, before: str, after: str) -> bool:
    """Tell if two texts are parts of the address that their link leads to.

    Parameters
    ----------
    left : Element
        What holds the first text.
    before, after : str
        The texts; neither is blank.

    Returns
    -------
    bool
        False for words, though they may be of an address too.

    Examples
    --------
    >>> from turbohtml import parse
    >>> part = parse("<a href='https://a.no/boats'><i>a.no/bo</i><i>ats</i></a>").select_one("i")
    >>> are_of_address(part, "a.no/bo", "ats"), are_of_address(part, "bo", "ats")
    (True, False)
    """
    if not any(sign in before for sign in _OF_ADDRESS):
        return False
    link = left.closest("a")
    both = before[-_LONGEST_PART:].strip() + after[:_LONGEST_PART].strip()
    return link is not None and both in (link.attr("href") or "")[:_LONGEST_ADDRESS]


def is_rating(before: str, after: str) -> bool:
    """Tell if a text is a rating, and the one behind it says how many gave it.

    Parameters
    ----------
    before, after : str
        The texts; neither is blank.

    Returns
    -------
    bool
        False for other numbers in brackets.

    Examples
    --------
    >>> is_rating("4.2", "(1,204)"), is_rating("12", "(3)")
    (True, False)
    """
    return _COUNT.match(after) is not None and _RATING.fullmatch(before) is not None
