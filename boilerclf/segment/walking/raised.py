"""Raised numbers, and the sign that parts one from the number right before it."""

from __future__ import annotations

import re
from typing import Final

from turbohtml import Element, Node, Text

from boilerclf.page import RAISING
from boilerclf.segment.tree.amid_text import CURRENCIES, SLASHES

MOST_BEFORE: Final = 3
"""How many texts before a raised number tell what it is: of a price a sign, a space and a sum."""

_PLUS_AND_MINUS: Final = ("+", "-", "\u2212", "\u2013")
_CURRENCY: Final = re.compile(
    r"\s?(?:[$\u20ac\u00a3\u00a5\u20b9\u20bd]|(?:EUR|[Ee]uro|USD|CHF|z\u0142|K\u010d|kr|Ft|\u0440\u0443\u0431)\b)"
)
_DIGITS_OF_COINS: Final = 2
_WHOLE_SUM: Final = re.compile(r"(^|[^\d.,])(\d{1,3}(?:[.,]\d{3})+|\d+)\Z")
_LONGEST_SUM: Final = 20


def raising(before: str, node: Element) -> str:
    """Return what to write between a number and a raised number that follows it.

    A circumflex before an exponent. A space before the numerator of a mixed number, a second note,
    and a note that is a link. Before the cents of a price a point or comma, as its currency has it.

    Parameters
    ----------
    before : str
        The text of its block before the raised number, or the end of it.
    node : Element
        A ``<sup>``.

    Returns
    -------
    str
        Empty where no number stands before it, or none is raised.
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
    """Return a point or a comma if two digits are the cents of a price, else an empty string.

    A price has a currency: a sign such as "$" before it gives a point, one after it a comma. A
    power of ten is no price, nor is a number that has decimals already.
    """
    whole = _WHOLE_SUM.search(before[-_LONGEST_SUM:])
    if len(text) != _DIGITS_OF_COINS or not text.isdecimal() or whole is None or whole[2] == "10":
        return ""
    if whole[1] in CURRENCIES:
        return "."
    behind = after.data if isinstance(after, Text) else after.text if after is not None else ""
    return "," if _CURRENCY.match(behind) else ""
