"""What stands amid text: buttons, links, quotes and hidden pieces as parts of a sentence or not."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from turbohtml import Element, Node, Text

from boilerclf.segment.tags import CUSTOM, TAG_FLOW, TAG_NUMBER, Flow

CURRENCIES: Final = frozenset("$\u20ac\u00a3\u00a5\u20b9")
_STOPS: Final = frozenset(".,;:!?")

MAX_WORDS: Final = 6
"""A button that is a part of a sentence has no more."""

_NEAR: Final = 8
"""Nodes: how far to look for the text behind what is left out of a block."""

_HEAD_OF_PANE: Final = re.compile(r"accordion|toggle-title|\bfaq", re.IGNORECASE)


def leads(node: Element) -> bool:
    """Tell if an ``<a>`` without a usable address still counts as a link.

    It does not where it is an anchor to jump to, or the head of an accordion.

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


def stands_apart(link: Element) -> bool:
    """Tell if no text that is not blank stands right before or after a link that is a button.

    Parameters
    ----------
    link : Element
        The ``<a>``.

    Returns
    -------
    bool
        False for one in a sentence.
    """
    beside = (link.previous_sibling, link.next_sibling)
    return not any(type(node) is Text and not node.data.isspace() for node in beside)


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
