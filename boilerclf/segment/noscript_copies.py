"""What a ``<noscript>`` says again that stands right beside it, for readers without scripts."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

from turbohtml import Document, Element, Node

from boilerclf.segment.amid_text import is_blank
from boilerclf.segment.beside import holds_fewer

_SHORTEST: Final = 25
"""How many characters, white space aside, do not come twice by chance."""
_NEAR: Final = 4
_MOST: Final = 512
"""A neighbour that holds as many nodes is a part of the page, and says more."""


def drop_noscript_copies(document: Document) -> None:
    """Empty each ``<noscript>`` whose text is that of the element before or after it.

    Parameters
    ----------
    document : Document
        A tree, which is changed.

    Examples
    --------
    >>> from turbohtml import parse
    >>> text = "<p>The ferry sails at nine and comes back at ten.</p>"
    >>> document = parse(f"{text}<noscript>{text}</noscript><noscript>Turn on scripts</noscript>")
    >>> drop_noscript_copies(document)
    >>> [node.text for node in document.select("noscript")]
    ['', 'Turn on scripts']
    """
    for node in document.select("noscript"):
        text = _squeezed(node) if len(node.text) >= _SHORTEST else ""
        if len(text) >= _SHORTEST and (
            _begins_with(node.previous_siblings, text) or _begins_with(node.next_siblings, text)
        ):
            node.clear()


def _begins_with(beside: Iterable[Node], text: str) -> bool:
    """Tell if the first of some nodes that is not blank is an element with this text."""
    first = next((its for its in islice(beside, _NEAR) if not is_blank(its)), None)
    return isinstance(first, Element) and holds_fewer(first, _MOST) and _squeezed(first) == text


def _squeezed(node: Node) -> str:
    return "".join(node.text.split())
