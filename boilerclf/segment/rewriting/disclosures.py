"""Questions that stand in buttons and open their answers, as in lists of frequent questions.

Other buttons act on the page, and what they say is no text of it. One that opens running text right
below it is its heading, and is read like the ``<summary>`` of ``<details>``. So is a ``<div>`` with
the role of a button that names what it opens, as Elementor has them.

Sources: WAI-ARIA Authoring Practices, "Disclosure" and "Accordion"; Bootstrap's ``data-bs-toggle``.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from turbohtml import Document, Element, Node, Text

from boilerclf.segment.tags import Flow, flow_of
from boilerclf.segment.tree.amid_text import HEADINGS, is_text
from boilerclf.segment.tree.beside import holds_fewer
from boilerclf.segment.tree.names import name_of
from boilerclf.segment.visibility.opening import LAID_OVER, n_characters
from boilerclf.segment.visibility.readers_only import is_for_readers_only

_NAMING: Final = ("aria-controls", "data-bs-target", "data-target")
"""Attributes of a button that name what it opens: by id, or by a selector of an id or a class."""
_TOLD: Final = ",".join(
    f"button[{told}]:not([aria-haspopup])" for told in ("aria-expanded", *_NAMING)
)
_BY_ROLE: Final = "div[role=button]:not([aria-haspopup])"
_NAMED: Final = "button[class]:not([aria-haspopup])"
_OPENS: Final = re.compile(r"accord|collaps|faq|question(?!\S)")
"""What a button's class, in small letters, says of one that opens what stands below it, though
nothing else does. One whose name goes on after "question" votes for it or answers it."""
_ROLES: Final = (None, "button")

_MOST_ABOVE: Final = 4
"""How many elements, each with no other text than the button's, may be around the button."""
_FEW: Final = 48
"""Such an element, and the button, hold fewer nodes."""
_NEAR: Final = 8
"""How many nodes beside the button, or beside such an element, are looked at."""
_FIRST: Final = 4
"""How many nodes at the start of what opens may bear the name that the button names."""
_MOST: Final = 512
"""A part that opens and holds as many nodes is no answer, but a part of the page."""
_LONGEST: Final = 20_000
"""So is one that holds more characters."""
_PROSE: Final = 50
"""The fewest characters of running text, white space aside, in other elements than these."""
_TOLD_AS_TEXT: Final = "p,table,dl"
_SHORTEST: Final = 18
"""The fewest in a paragraph, in a table, and in terms and what is said of them."""

_AROUND: Final = f"{HEADINGS},nav,header,footer,dialog,[role=navigation],[role=dialog],[role=menu]"
"""What is no text below these; and a heading is the text of a button in it anyway."""
_NO_ANSWER: Final = (
    "form,input,select,textarea,nav,dialog,[role=menu],[role=listbox],[role=dialog],[role=tablist],"
    "[role=navigation],[role=tree]"
)
_ACTIVE: Final = "a,button"
_RAW: Final = "script,style"
_QUESTION_MARKS: Final = ("?", "\uff1f", "\u061f", "\u037e")


def write_disclosures(document: Document) -> None:
    """Make a ``<summary>`` of each button that heads running text which it opens.

    A button asks a question, or says what no other of its series says, if most of a series do so:
    "Read more" is neither.

    Parameters
    ----------
    document : Document
        A tree, which is changed.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<button aria-controls=a>Is there tea?</button><div id=a><p>From nine in "
    ...     "the morning.</div><button aria-controls=m>Menu</button><ul id=m><li>Tea</ul>")
    >>> write_disclosures(document)
    >>> [node.text for node in document.select("summary")], len(document.select("button"))
    (['Is there tea?'], 1)
    """
    series: dict[str, dict[str, list[Element]]] = {}
    told = document.select(_TOLD)
    named = filter(_is_named_so, document.select(_NAMED))
    naming = filter(_names_other, document.select(_BY_ROLE))
    for button in dict.fromkeys((*told, *named, *naming)):
        if _opens_prose(button):
            said = series.setdefault(button.attr("class") or "", {})
            said.setdefault(" ".join(button.text.split()), []).append(button)
    for said in series.values():
        n_single = sum(len(buttons) == 1 for buttons in said.values())
        n_others = sum(map(len, said.values())) - n_single
        are_heads = n_single > max(n_others, 1)
        for text, buttons in said.items():
            if text.endswith(_QUESTION_MARKS) or (are_heads and len(buttons) == 1):
                for button in buttons:
                    button.tag = "summary"


def _is_named_so(button: Element) -> bool:
    return _OPENS.search((button.attr("class") or "").lower()) is not None


def _names_other(button: Element) -> bool:
    return any(map(button.attr, _NAMING))


def _opens_prose(button: Element) -> bool:
    if button.attr("role") not in _ROLES or button.closest(_AROUND) is not None:
        return False
    if not holds_fewer(button, _FEW):
        return False
    text = button.text.strip()
    if not any(map(str.isalpha, text)):
        return False
    pane = _below(button, text)
    return (
        pane is not None
        and _is_named(pane, button)
        and _is_prose(pane)
        and not _is_picture(button, text)
    )


def _is_picture(button: Element, text: str) -> bool:
    """Tell if what a button says is for screen readers only."""
    inside = (node for node in islice(button.descendants, _FEW) if isinstance(node, Element))
    return any(
        is_for_readers_only(name_of(node).split()) and node.text.strip() == text for node in inside
    )


def _below(button: Element, text: str) -> Element | None:
    """Return the element that comes next after a button, or after what holds it alone."""
    node: Node = button
    for _ in range(_MOST_ABOVE):
        if _stands_behind_text(node):
            return None
        for after in islice(node.next_siblings, _NEAR):
            if isinstance(after, Element):
                return after
            if is_text(after):
                return None
        above = node.parent
        if not isinstance(above, Element) or not holds_fewer(above, _FEW):
            return None
        if above.text.strip() != text:
            return None
        node = above
    return None


def _stands_behind_text(node: Node) -> bool:
    """Tell if text comes before a node in its line, with nothing but phrases between."""
    for before in islice(node.previous_siblings, _NEAR):
        if is_text(before):
            return True
        if isinstance(before, Element):
            flow = flow_of(before)
            if flow < Flow.INLINE and flow != Flow.SKIP:
                return False
    return False


def _is_named(pane: Element, button: Element) -> bool:
    """Tell if a button names an element or one of the first in it; true if it names none."""
    named = [name for its in map(button.attr, _NAMING) if its for name in its.split()]
    if not named or pane.attr("id") in named:
        return True
    first = (node for node in islice(pane.descendants, _FIRST) if isinstance(node, Element))
    names = {name for node in (pane, *first) for name in name_of(node).split()}
    return any(name.lstrip("#.") in names for name in named)


def _is_prose(pane: Element) -> bool:
    """Tell if what opens is text or data for the most part: no menu, no form, no filters."""
    if pane.matches(_NO_ANSWER) or _is_large(pane):
        return False
    if pane.select_one(_NO_ANSWER) is not None:
        return False
    n_active = sum(map(n_characters, pane.select(_ACTIVE)))
    n_prose = n_characters(pane) - sum(map(n_characters, pane.select(_RAW))) - n_active
    is_told = pane.matches(_TOLD_AS_TEXT) or pane.select_one(_TOLD_AS_TEXT) is not None
    is_long = n_prose >= (_SHORTEST if is_told else _PROSE)
    return is_long and n_prose > n_active and LAID_OVER.search(name_of(pane)) is None


def _is_large(pane: Element) -> bool:
    """Tell if an element holds too much for an answer: asked first, for one may hold another."""
    inside = [*islice(pane.descendants, _MOST)]
    length = sum(len(node.data) for node in inside if type(node) is Text)
    return len(inside) == _MOST or length > _LONGEST
