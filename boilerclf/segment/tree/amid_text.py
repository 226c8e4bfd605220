"""What stands amid text: buttons, links, quotes and hidden pieces as parts of a sentence or not."""

from __future__ import annotations

from itertools import islice
from typing import Final

from turbohtml import Element, Node, Text

from boilerclf.segment.tags import Flow, flow_of
from boilerclf.segment.tree.beside import holds_fewer

CURRENCIES: Final = frozenset("$\u20ac\u00a3\u00a5\u20b9")
SLASHES: Final = ("/", "\u2044")
"""Signs between the numbers of a fraction."""

_STOPS: Final = frozenset(".,;:!?")

MAX_WORDS: Final = 6
"""The most words of a button that is part of a sentence."""

_NEAR: Final = 8
"""How many nodes are looked at to find the text behind what is left out of a block."""

HEADINGS: Final = "h1,h2,h3,h4,h5,h6,[role=heading]"
_FEW: Final = 32
"""A heading that holds as many nodes is more than the name of what stands below it."""


def stands_in_sentence(button: Element) -> bool:
    """Tell if a button after text can be part of that sentence, as a term, a note or an icon is.

    Parameters
    ----------
    button : Element
        A ``<button>``.

    Returns
    -------
    bool
        True for a button without text, and for one of few words that is followed by more words or a
        punctuation mark.
    """
    words, after = button.text.split(), button.next_sibling
    if not words:
        return True
    if type(after) is not Text:
        return False
    goes_on = any(map(str.isalnum, after.data)) or after.data[:1] in _STOPS
    return goes_on and len(words) <= MAX_WORDS


def is_all_of_heading(button: Element) -> bool:
    """Tell if a heading has no text but that of a button in it, which opens what stands below.

    Parameters
    ----------
    button : Element
        A ``<button>``.

    Returns
    -------
    bool
        True where a click on the heading's text is a click on the button.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<h3><button>Why?</button></h3><h3>How<button>Edit</button></h3>")
    >>> [is_all_of_heading(button) for button in document.select("button")]
    [True, False]
    """
    heading = button.closest(HEADINGS)
    if heading is None or not holds_fewer(heading, _FEW):
        return False
    return bool(button.text.strip()) and heading.text.strip() == button.text.strip()


def stands_apart(link: Element) -> bool:
    """Tell if a link with the role of a button is no note's and has no text right beside it.

    Parameters
    ----------
    link : Element
        The ``<a>``.

    Returns
    -------
    bool
        False for one in a sentence, and for the raised number of a note; blank text counts as none.
    """
    if link.closest("sup") is not None or link.select_one("sup") is not None:
        return False
    return not (is_text(link.previous_sibling) or is_text(link.next_sibling))


def names_the_quoted(cite: Element) -> bool:
    """Tell if an element heads a quote and names its author, as on discussion boards.

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
    return (before is None or is_blank(before)) and after is not None


def stands_before_text(node: Element) -> bool:
    """Tell if text that is not blank comes right after an element.

    Parameters
    ----------
    node : Element
        The element.

    Returns
    -------
    bool
        True if the next sibling is such text.
    """
    return is_text(node.next_sibling)


def is_text(node: Node | None) -> bool:
    """Tell if a node is text that is not blank."""
    return type(node) is Text and not node.data.isspace()


def is_blank(node: Node | None) -> bool:
    """Tell if a node is text that is only white space."""
    return type(node) is Text and node.data.isspace()


def next_but_blank(node: Node) -> Node | None:
    """Return the next sibling that is not blank text."""
    after = node.next_sibling
    return after.next_sibling if after is not None and is_blank(after) else after


def parts_words(hidden: Element, before: str) -> bool:
    """Tell if leaving an element out of a block would join the words on either side of it.

    Parameters
    ----------
    hidden : Element
        What is left out.
    before : str
        The text before it.

    Returns
    -------
    bool
        True where a space is needed in its place; False too where the element repeats the text
        before it, as the copy of an initial letter does.
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
        flow = flow_of(above) if isinstance(above, Element) else Flow.INLINE
        if flow < Flow.BREAK and flow != Flow.UNKNOWN:
            return ""
    after = above and above.next_sibling
    if type(after) is Text:
        return after.data
    if not isinstance(after, Element):
        return ""
    inside = islice(after.descendants, _NEAR)
    return next((inner.data for inner in inside if type(inner) is Text), "")


def _may_follow_word(character: str) -> bool:
    """Tell if a character may begin what follows a word and a space: a word, a sum, a bracket."""
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
        True where the second begins with a letter or digit and the first ends in one, or in a
        punctuation mark.
    """
    return is_of_word(after[:1]) and (before[-1:] in _STOPS or is_of_word(before[-1:]))


def is_of_word(character: str) -> bool:
    """Tell if a character is a digit, or a letter of a script with two cases, which has spaces.

    Parameters
    ----------
    character : str
        One character, or an empty string.

    Returns
    -------
    bool
        False for an empty string.
    """
    return character.isdigit() or character.lower() != character.upper()
