"""What a ``<noscript>`` says again that shows right beside it, for readers without scripts."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

from turbohtml import Document, Element, Node, Text

from boilerclf.segment.tags import Flow, flow_of
from boilerclf.segment.tree.amid_text import is_blank
from boilerclf.segment.tree.beside import holds_fewer
from boilerclf.segment.tree.squeezed import SELDOM_TWICE, squeezed
from boilerclf.segment.visibility.hidden import Visibility
from boilerclf.segment.visibility.unseen import is_unseen

_NEAR: Final = 4
_MOST: Final = 512
"""A neighbour that holds as many nodes is a part of the page, and says more."""


def drop_noscript_copies(document: Document, visibility: Visibility) -> None:
    """Empty each ``<noscript>`` whose text the element before or after it shows as well.

    One without a text is undone where it stands amid text, which it does not part.

    Parameters
    ----------
    document : Document
        A tree, which is changed.
    visibility : Visibility
        What hides in the tree: a copy that waits for a script does not show.

    Examples
    --------
    >>> from turbohtml import parse
    >>> text = "<p>The ferry sails at nine and comes back at ten.</p>"
    >>> document = parse(f"{text}<noscript>{text}</noscript><noscript>Turn on scripts</noscript>")
    >>> drop_noscript_copies(document, Visibility(document))
    >>> [node.text for node in document.select("noscript")]
    ['', 'Turn on scripts']
    """
    for node in document.select("noscript"):
        if node.matches("noscript noscript"):
            continue  # its text would be read again for each one around it
        text = squeezed(node) if len(node.text) >= SELDOM_TWICE else ""
        if len(text) >= SELDOM_TWICE and any(
            squeezed(first) == text and not is_unseen(first, visibility)
            for first in map(_first, (node.previous_siblings, node.next_siblings))
            if first is not None
        ):
            node.clear()
        elif not node.text.strip() and _is_amid_text(node):
            node.unwrap()


def _is_amid_text(node: Element) -> bool:
    """Tell if text is on both sides of a node, and on one of them in no element of its own."""
    sides = [_nearest(its) for its in (node.previous_siblings, node.next_siblings)]
    return None not in sides and any(type(its) is Text for its in sides)


def _nearest(beside: Iterable[Node]) -> Node | None:
    """Return the first of some nodes that has text, with nothing but pictures before it."""
    for its in islice(beside, _NEAR):
        if isinstance(its, Element) and flow_of(its) < Flow.INLINE:
            break
        if its.text.strip():
            return its
    return None


def _first(beside: Iterable[Node]) -> Element | None:
    """Return the first of some nodes that is not blank, if that is a small element with text."""
    first = next((its for its in islice(beside, _NEAR) if not is_blank(its)), None)
    if not isinstance(first, Element) or flow_of(first) == Flow.SKIP:
        return None
    return first if holds_fewer(first, _MOST) else None
