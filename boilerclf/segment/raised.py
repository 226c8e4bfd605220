"""Raised numbers: what keeps them apart from the number that they follow."""

from __future__ import annotations

import re
from typing import Final

from turbohtml import Element, Node, Text

from boilerclf.page import RAISING
from boilerclf.segment.amid_text import CURRENCIES

_PLUS_AND_MINUS: Final = ("+", "-", "\u2212", "\u2013")
SLASHES: Final = ("/", "\u2044")
"""Of fractions."""

_CURRENCY: Final = re.compile(
    r"\s?(?:[$\u20ac\u00a3\u00a5\u20b9\u20bd]|(?:EUR|[Ee]uro|USD|CHF|z\u0142|K\u010d|kr|Ft|\u0440\u0443\u0431)\b)"
)
_DIGITS_OF_COINS: Final = 2
_WHOLE_SUM: Final = re.compile(r"(^|[^\d.,])(\d{1,3}(?:[.,]\d{3})+|\d+)\Z")
_LONGEST_SUM: Final = 20


def raising(before: str, node: Element) -> str:
    """Return what keeps a raised number apart from the number it follows, where it does.

    An exponent gets a circumflex, the numerator of a mixed number, a second note and one that is a
    link a space, the smaller coins of a price the sign that its currency has mostly.

    Parameters
    ----------
    before : str
        The text before it.
    node : Element
        A ``<sup>``.

    Returns
    -------
    str
        Empty where nothing is needed.
    """
    if not before[-1:].isdecimal():
        return ""
    text, after = node.text.lstrip(), node.next_sibling
    if not text[text[:1] in _PLUS_AND_MINUS :][:1].isdecimal():
        return ""
    is_fraction = type(after) is Text and after.data[:1] in SLASHES
    earlier = node.previous_sibling
    is_second = isinstance(earlier, Element) and earlier.tag == "sup"
    inside = next(iter(node))
    is_note = isinstance(inside, Element) and inside.attr("href") is not None
    if is_fraction or is_second or is_note:
        return " "
    return _sign_of_coins(before, text.rstrip(), after) or RAISING


def _sign_of_coins(before: str, text: str, after: Node | None) -> str:
    """Return a point or a comma where two digits are coins: "$" before, or a currency behind.

    A power of ten is none, and what has coins already has no others.
    """
    whole = _WHOLE_SUM.search(before[-_LONGEST_SUM:])
    if len(text) != _DIGITS_OF_COINS or not text.isdecimal() or whole is None or whole[2] == "10":
        return ""
    if whole[1] in CURRENCIES:
        return "."
    behind = after.data if isinstance(after, Text) else after.text if after is not None else ""
    return "," if _CURRENCY.match(behind) else ""
