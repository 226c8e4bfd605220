"""Which elements that may be blocks are parts of the sentence around them.

=====================  ===========================================================================
what                   where
=====================  ===========================================================================
unknown elements       between two texts of which the second, in an inline element, goes on with the
                       sentence of the first; what else makes them inline is in the walk
``display:inline``     of a ``<div>``, ``<p>`` or ``<center>``: beside text, and where a sentence
                       goes on from the text before it, into the inline element behind it, or both
=====================  ===========================================================================

Neither where it holds a block or where words would run together, nor as an entry of a menu: a
sentence goes on in a small letter, if there are some words or a mark around, at a mark that stands
right behind a word, and at a bracket; not behind a full stop.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import islice
from typing import Final

from turbohtml import Element, Node, Text

from boilerclf.segment.tags import Flow, flow_of
from boilerclf.segment.tree.amid_text import run_together
from boilerclf.segment.tree.beside import holds_fewer

_NEAR: Final = 8
"""How many nodes are looked at to find the text behind an element."""
_MOST_INSIDE: Final = 64
"""An unknown element that holds as many nodes is a part of the page."""

_END: Final = 64
"""How many characters on either side tell if a sentence goes on."""
_FEWEST_WORDS: Final = 4
"""The fewest words there; fewer are entries of a menu in small letters."""
_MARKS: Final = frozenset(
    ".,;:!?)\uff0c\u3002\u3001\uff1b\uff1a\uff01\uff1f\uff09\u060c\u061b\u061f\u0964"
)
"""What stands right behind a word, in scripts of the world."""
_ENDS: Final = frozenset(".!?\u3002\uff01\uff1f\u061f\u0964")
"""What ends a sentence."""
_NONE: Final[frozenset[Element]] = frozenset()


def is_phrase(node: Element, before: str, in_line: Container[Element] = _NONE) -> bool:
    """Tell if an element can be a part of a sentence, as its text and what it holds go.

    Parameters
    ----------
    node : Element
        An unknown element, a button, or one that its style puts in line.
    before : str
        The text before it; empty where its block begins with it.
    in_line : container of Element, optional
        Elements that are no blocks here, though HTML has them as such.

    Returns
    -------
    bool
        True if it holds no block, as `holds_block` has it, and no word of it would run into one
        beside it.
    """
    if holds_block(node, in_line):
        return False
    text, after = node.text, node.next_sibling
    runs_on = type(after) is Text and run_together(text, after.data)
    return not runs_on and not run_together(before, text)


def holds_block(node: Element, in_line: Container[Element] = _NONE) -> bool:
    """Tell if an element holds a block, or so much that it is a part of the page.

    Parameters
    ----------
    node : Element
        Any.
    in_line : container of Element, optional
        Elements that are no blocks here, though HTML has them as such.

    Returns
    -------
    bool
        True too for several unknown elements, as a card has.
    """
    inside = list(islice(node.descendants, _MOST_INSIDE))
    elements = [its for its in inside if isinstance(its, Element) and its not in in_line]
    flows = [flow_of(its) for its in elements]
    if len(inside) == _MOST_INSIDE or flows.count(Flow.UNKNOWN) > 1:
        return True
    return any(flow < Flow.SKIP and flow != Flow.UNKNOWN for flow in flows)


def goes_on_behind(node: Element, before: Sequence[str]) -> bool:
    """Tell if the sentence before an element goes on in the inline element behind it.

    Parameters
    ----------
    node : Element
        An element without text right before or behind it.
    before : sequence of str
        The last texts before it in its block.

    Returns
    -------
    bool
        False where a word of the element would run into the next one.

    Examples
    --------
    >>> from turbohtml import parse
    >>> node = parse("<b>Eels cost</b> <x-y>12</x-y><i> each, in coin</i>").select_one("x-y")
    >>> goes_on_behind(node, ["Eels cost", " "]), goes_on_behind(node, ["Sold out."])
    (True, False)
    """
    after = _begin_behind(node)
    if not _goes_on(_end_of(before), after) or not holds_fewer(node, _MOST_INSIDE):
        return False
    return not run_together(node.text, after)


def stands_in_line(node: Element, before: Sequence[str], in_line: Container[Element]) -> bool:
    """Tell if an element that its style puts in line is a part of the text around it.

    It is right beside text, or where a sentence goes on from or into an inline element beside it.
    Entries of a menu side by side are none.

    Parameters
    ----------
    node : Element
        One of `in_line`.
    before : sequence of str
        The last texts before it in its block; empty where none is begun.
    in_line : container of Element
        All elements of the page that their style puts in line.

    Returns
    -------
    bool
        False too for one that holds a block, and where words would run together.

    Examples
    --------
    >>> from turbohtml import parse
    >>> first, second = parse("<div>May 2, </div><div>it had 5 weirs</div>").select("div")
    >>> both = {first, second}
    >>> stands_in_line(first, [], both), stands_in_line(second, ["May 2, "], both)
    (True, True)
    """
    if not is_phrase(node, "".join(before[-1:]), in_line):
        return False
    outer = node
    while (above := outer.parent) in in_line and isinstance(above, Element):
        if outer.previous_sibling is not None or outer.next_sibling is not None:
            break
        outer = above
    text, after = node.text, _begin_behind(outer, in_line)
    if run_together(text, after):
        return False
    if _is_of_sentence(outer.previous_sibling) or _is_of_sentence(outer.next_sibling):
        return True
    link = node.select_one("a")
    if link is not None and link.text.strip() == text.strip():
        return False
    end = _end_of(before)
    return _goes_on(end, text) or _goes_on(end, after) or _goes_on(text, after)


def _is_of_sentence(node: Node | None) -> bool:
    """Tell if a node is text that is more than a sign between the entries of a menu."""
    if type(node) is not Text:
        return False
    return node.data.lstrip()[:1] in _MARKS or any(map(str.isalnum, node.data))


def _end_of(texts: Sequence[str]) -> str:
    """Return the end of the last texts; the very last may be blank."""
    return "".join(text[-_END:] for text in texts[-2:])


def _begin_behind(node: Element, in_line: Container[Element] = _NONE) -> str:
    """Return how the inline text behind a node begins; empty where a block or nothing is there."""
    space = ""
    for after in islice(node.next_siblings, _NEAR):
        text = ""
        if isinstance(after, Element):
            is_part = flow_of(after) >= Flow.INLINE or after in in_line
            text = _begin_of(after) if is_part else ""
            if not text and (len(after) or not is_part):
                break
        elif type(after) is Text:
            text = after.data[:_END]
        if text and not text.isspace():
            return space + text
        space += text[:1]
    return ""


def _begin_of(node: Element) -> str:
    """Return how an element's text begins, up to the first block in it."""
    texts = []
    for inner in islice(node.descendants, _NEAR):
        if isinstance(inner, Element) and 0 <= flow_of(inner) < Flow.SKIP:
            break
        if type(inner) is Text:
            texts.append(inner.data[:_END])
    return "".join(texts)


def _goes_on(before: str, after: str) -> bool:
    """Tell if a sentence goes on from one text into another."""
    before, after = before.rstrip(), after.lstrip()
    last, first = before[-1:], after[:1]
    if not (last and first) or last in _ENDS:
        return False
    if first in _MARKS or first == "(":
        return True
    if first.isupper() or not first.isalpha():
        return False
    both = f"{before} {after}"
    if first.islower() and len(both.split()) >= _FEWEST_WORDS:
        return True
    return not _MARKS.isdisjoint(both)
