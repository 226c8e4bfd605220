"""Where text of two elements meets: what the walk asks of a few elements and their neighbours."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from operator import attrgetter
from typing import Final

from turbohtml import Element, Node, Text

from boilerclf.segment.tags import CUSTOM, TAG_FLOW, TAG_NUMBER, Flow

_STOPS: Final = frozenset(".,;:!?")

MAX_WORDS: Final = 6
"""A button that is a part of a sentence has no more."""

_NEAR: Final = 8
"""Nodes: how far to look for the text behind what is left out of a block."""

_PARTED: Final = frozenset(("span", "a", "b", "strong", "time", "small", "label", "cite"))
_CELLS: Final = ("cell", "gridcell", "columnheader", "rowheader")
"""Roles of what tables built of other elements have for cells (WAI-ARIA 1.2)."""

_NEXT: Final = attrgetter("next_sibling")
_PREVIOUS: Final = attrgetter("previous_sibling")

_RAISES: Final = re.compile(r"\bsu[bp]", re.IGNORECASE)
_HEAD_OF_PANE: Final = re.compile(r"accordion|toggle-title|\bfaq", re.IGNORECASE)

CURRENCIES: Final = frozenset("$\u20ac\u00a3\u00a5\u20b9")
_RIGHTS: Final = "\u00a9"
_CLOSING: Final = frozenset("])%")
_ENDS: Final = frozenset(".?!")
_LABEL: Final = re.compile(r"\[\d{1,4}\]|\(?(?:\d{1,3}|[ivxlc]{1,5}|[a-zA-Z])[.)]|§+\s?\d+[a-z]?")
_LONGEST_LABEL: Final = 8
_SHORTEST_NUMBERED: Final = 3
"""Letters: what stands behind a number and has fewer is the end of an ordinal, or a unit."""
_SHORTEST_WORD: Final = 2
"""Of single characters are drop caps, coloured letters, formulas and the figures of a counter."""


def leads(node: Element) -> bool:
    """Tell if an ``<a>`` that leads nowhere is a link, no place for links and no head of a pane.

    Without an address nearly all that have no ``name`` are what scripts answer to: menus, buttons.
    One that only has an ``id`` is a place, and may be left open around the rest of the page. In an
    accordion the question itself is what a click opens.

    Parameters
    ----------
    node : Element
        The ``<a>``, without ``href`` or with an empty one or ``#``.

    Returns
    -------
    bool
        False for a place only, and for a head of what opens.
    """
    if _HEAD_OF_PANE.search(node.attr("class") or ""):
        return False
    if node.attr("href") is not None:
        return True
    return node.attr("name") is None and (node.attr("id") is None or len(node.attrs) > 1)


def stands_in_sentence(button: Element) -> bool:
    """Tell if a button with text before it can be a part of the sentence: a term, a note, an icon.

    Parameters
    ----------
    button : Element
        A ``<button>``.

    Returns
    -------
    bool
        True where it has few words and more words or a stop come right after it, and for one
        without text.
    """
    words, after = button.text.split(), button.next_sibling
    if not words:
        return True
    if type(after) is not Text:
        return False
    goes_on = any(map(str.isalnum, after.data)) or after.data[:1] in _STOPS
    return goes_on and len(words) <= MAX_WORDS


def is_seam(left: object, right: object, before: str, after: str) -> bool:
    """Tell if a style sheet must part two texts that nothing in the markup does.

    So it is for a label and its value, a date and an hour, the number and the words of an item; not
    within a word, a number, a unit.

    Parameters
    ----------
    left, right : object
        The nodes that hold the texts. They are parted where they, or inline elements that end with
        the one and begin with the other, stand right beside each other; and a text from an element
        behind it that ends the same line.
    before, after : str
        The texts; neither is blank.

    Returns
    -------
    bool
        True where a space is missing.
    """
    first = after[0]
    is_cased = first.islower() or first.isupper()
    may_begin = is_cased or first.isdecimal() or first in CURRENCIES or first == _RIGHTS
    if not (may_begin and isinstance(left, Element) and isinstance(right, Element)):
        return False
    if first == _RIGHTS:
        return before[-1].isalpha() and after[1:].lstrip()[:1].isalnum()
    if left.parent is right:
        return left.tag in _PARTED and _is_label(left, before, after)
    if right.parent is left:
        return _is_note(right, before, after) or _is_added(right, before, after)
    left, right = _outermost(left, _NEXT), _outermost(right, _PREVIOUS)
    if left.tag not in _PARTED or right.tag not in _PARTED or not _are_beside(left, right):
        return False
    return (
        left.tag == right.tag == "label"
        or (left.attr("role") in _CELLS and right.attr("role") in _CELLS)
        or _is_label(left, before, after)
        or (_are_fields(left, right) and _may_be_fields(before, after))
        or _are_two(left, right, before, after)
    )


def _are_two(left: Element, right: Element, before: str, after: str) -> bool:
    """Tell if two texts side by side cannot be parts of one word, number or name."""
    last, first = before[-1], after[0]
    if first.islower():
        return "time" in (left.tag, right.tag) and last.isalnum()
    is_whole = min(len(before), len(after)) >= _SHORTEST_WORD and _may_end(before, last, after)
    return is_whole and not (last.islower() and first.isupper() and _is_name(right, before, after))


def _is_label(left: Element, before: str, after: str) -> bool:
    """Tell if a text is the number or letter of what comes after it: "(a)", "1.", "§ 3"."""
    if len(before) > _LONGEST_LABEL or left.previous_sibling is not None:
        return False
    label, first_word = before.strip(), after.split(maxsplit=1)[0]
    if label.isdecimal():
        is_capital = first_word[:1].isupper() and first_word[1:2].islower()
        return (len(first_word) >= _SHORTEST_NUMBERED or is_capital) and first_word.isalpha()
    return first_word[0].isalpha() and _LABEL.fullmatch(label) is not None


def _outermost(node: Element, beside: Callable[[Element], Node | None]) -> Element:
    """Return the outermost inline element that ends or begins with a node, on one side of it."""
    while beside(node) is None and isinstance(above := node.parent, Element):
        if above.tag not in _PARTED:
            break
        node = above
    return node


def _are_beside(left: Element, right: Element) -> bool:
    """Tell if nothing is between two but an empty element, for which a style sheet draws a sign."""
    after = left.next_sibling
    if isinstance(after, Element) and after is not right and after.tag != "wbr" and not len(after):
        after = after.next_sibling
    return after is right


def _is_note(right: Element, before: str, after: str) -> bool:
    """Tell if an element is the number of a note, which is not raised here, behind a number."""
    if right.tag != "a" or not (before[-1].isdecimal() and after.strip().isdecimal()):
        return False
    href = right.attr("href") or ""
    return href[:1] == "#" and len(href) > 1


def _is_added(right: Element, before: str, after: str) -> bool:
    """Tell if an element is a count or a date at the end of a text, and no part of a word."""
    if right.tag != "span" or right.next_sibling is not None or right.attr("class") is None:
        return False
    if after[0].islower() or (after[0].isupper() and after.strip().isalpha()):
        return False
    return before[-_SHORTEST_NUMBERED:].isalpha() and before[-1].islower()


def _are_fields(left: Element, right: Element) -> bool:
    """Tell if two elements have a class each, not the same one, and none that raises or lowers."""
    of_left, of_right = left.attr("class"), right.attr("class")
    is_both = bool(of_left and of_right) and of_left != of_right
    return is_both and _RAISES.search(of_right or "") is None


def _may_be_fields(before: str, after: str) -> bool:
    """Tell if two texts are more than parts of a word, a number or a sum: "4.6", "212 reviews"."""
    last, first = before[-1], after[0]
    if len(before) == len(after) == 1:
        return False
    if first.isdecimal():
        return last.isalnum()
    if first.islower():
        word = after.split(maxsplit=1)[0]
        return last.isdecimal() and len(word) >= _SHORTEST_NUMBERED and word.isalpha()
    return last in _ENDS and len(before) > 1 and after[1:2].islower()


def _is_name(right: Element, before: str, after: str) -> bool:
    """Tell if two words can be a name in two colours: what goes on after it has no columns."""
    return stands_before_text(right) and len(before.split()) == len(after.split()) == 1


def _may_end(before: str, last: str, after: str) -> bool:
    """Tell if a text may end before another that begins with a capital, a digit or a currency."""
    first = after[0]
    if last.islower():
        return not first.isupper() or min(len(before), len(after)) > _SHORTEST_WORD
    if last.isdecimal():
        return first in CURRENCIES or (first.isupper() and after[1].islower())
    if last == ":":
        return not (before[-2].isdecimal() and first.isdecimal())
    if last in CURRENCIES:
        return before[:-1].rstrip()[-1:].isdecimal()
    if last in _ENDS:
        is_sentence = before[-2:-1].islower() and len(before.split()) > 1
        return is_sentence and first.isupper() and after[1:2].islower()
    return last in _CLOSING


def names_the_quoted(cite: Element) -> bool:
    """Tell if an element stands over a quote and says whose it is, as boards have it.

    Parameters
    ----------
    cite : Element
        A ``<cite>``.

    Returns
    -------
    bool
        False for one amid text, and for one at the end of the quote.
    """
    around = cite.parent
    if isinstance(around, Element) and around.tag == "div":
        around = around.parent
    if not isinstance(around, Element) or around.tag != "blockquote":
        return False
    before, after = cite.previous_sibling, cite.next_sibling
    is_first = before is None or (type(before) is Text and before.data.isspace())
    return is_first and after is not None


def stands_before_text(node: Element) -> bool:
    """Tell if text that is not blank comes right after an element.

    Parameters
    ----------
    node : Element
        The element.

    Returns
    -------
    bool
        True where it does.
    """
    after = node.next_sibling
    return type(after) is Text and not after.data.isspace()


def parts_words(hidden: Element, before: str) -> bool:
    """Tell if what is left out of a block stands between two words, which need a space then.

    Parameters
    ----------
    hidden : Element
        What is left out.
    before : str
        The text before it.

    Returns
    -------
    bool
        False where it says the same once more, as of a letter that begins a text in a box.
    """
    if not is_of_word(before[-1:]) or hidden.text.strip() == before.strip():
        return False
    return _may_follow_word(_text_behind(hidden)[:1])


def _text_behind(node: Element) -> str:
    """Return the next text behind an element; empty where a block is between or none is near."""
    above: Node | None = node
    for _ in range(_NEAR):
        if above is None or above.next_sibling is not None:
            break
        above = above.parent
        if isinstance(above, Element) and 0 <= _flow(above) < Flow.BREAK:
            return ""
    after = above and above.next_sibling
    if type(after) is Text:
        return after.data
    if not isinstance(after, Element):
        return ""
    inside = islice(after.descendants, _NEAR)
    return next((inner.data for inner in inside if type(inner) is Text), "")


def _flow(node: Element) -> int:
    return TAG_FLOW[TAG_NUMBER.get(node.tag, CUSTOM)]


def _may_follow_word(character: str) -> bool:
    """Tell if a character begins what a space parts from a word: another, a sum, a bracket."""
    return is_of_word(character) or character in CURRENCIES or character == "("


def run_together(before: str, after: str) -> bool:
    """Tell if two texts without a space between would run into one word or sentence.

    Parameters
    ----------
    before, after : str
        The texts.

    Returns
    -------
    bool
        True where a letter or a digit follows another, or a stop.
    """
    return is_of_word(after[:1]) and (before[-1:] in _STOPS or is_of_word(before[-1:]))


def is_of_word(character: str) -> bool:
    """Tell if a character is a digit, or a letter of a script with two cases, which has spaces.

    Parameters
    ----------
    character : str
        One, or none.

    Returns
    -------
    bool
        False for none.
    """
    return character.isdigit() or character.lower() != character.upper()
