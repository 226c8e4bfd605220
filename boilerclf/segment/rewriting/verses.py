"""Verses of which each line is a block-level element: the lines of one block for each stanza.

So are those of Project Gutenberg (``div.stanza > div.verse``) and of TEI (``div.lg > div.l``), if
all that a stanza holds are lines.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

from turbohtml import Document, Element, Node

from boilerclf.segment.css.styles import hides_itself
from boilerclf.segment.tree.amid_text import is_blank
from boilerclf.segment.tree.in_line import holds_block

_STANZAS: Final = "div.stanza,div.lg"
_LINES: Final = frozenset(("verse", "line", "l"))
_TAGS: Final = ("div", "p", "span")
"""What may be nothing but a line; a heading, a link and code are more."""
_FEWEST: Final = 2
_MOST: Final = 4096
"""A stanza with more nodes stays as it is."""


def write_verses(document: Document) -> None:
    """Make lines, parted by ``<br>``, of the elements that hold the verses of a stanza.

    Parameters
    ----------
    document : Document
        A tree, which is changed.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<div class=stanza><p class=line>Over<p class=line>the sea</div>")
    >>> write_verses(document)
    >>> document.select_one("body").html
    '<body><p class="stanza">Over<br>the sea</p></body>'
    """
    for stanza in document.select(_STANZAS):
        inside = list(islice(stanza, _MOST))
        lines = [its for its in inside if not is_blank(its)]
        is_whole = len(lines) >= _FEWEST and len(inside) < _MOST
        if is_whole and all(map(_is_line, lines)):
            _write(stanza, [[*line] for line in lines if isinstance(line, Element)])


def _is_line(node: Node) -> bool:
    if not isinstance(node, Element) or node.tag not in _TAGS:
        return False
    if hides_itself(node) or holds_block(node):
        return False
    return not _LINES.isdisjoint((node.attr("class") or "").split())


def _write(stanza: Element, lines: list[list[Node]]) -> None:
    stanza.clear()
    for number, line in enumerate(lines):
        if number:
            stanza.append(Element("br"))
        stanza.extend(line)
    stanza.tag = "p"
