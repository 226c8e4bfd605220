"""What a ``<noscript>`` says again that shows right beside it, for readers without scripts."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

from turbohtml import Document, Element, Node

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


def _first(beside: Iterable[Node]) -> Element | None:
    """Return the first of some nodes that is not blank, if that is a small element with text."""
    first = next((its for its in islice(beside, _NEAR) if not is_blank(its)), None)
    if not isinstance(first, Element) or flow_of(first) == Flow.SKIP:
        return None
    return first if holds_fewer(first, _MOST) else None
