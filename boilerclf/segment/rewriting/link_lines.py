"""Lines of nothing but links, and the line of text that one ``<br>`` parts them from.

So pages of the nineties set their name over their menu, and others what they reserve over their
terms. A single ``<br>`` ends no block; here a second one does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from turbohtml import Document, Element, Node

from boilerclf.segment.tags import Flow, flow_of
from boilerclf.segment.tree.beside import holds_fewer

_BELOW: Final = ("br + a", "br + font")
_ABOVE: Final = ("a + br", "font + br")
"""Where such a line begins or ends; one selector each, as the parser has an index of tags."""
_SIGNS: Final = re.compile(r"[\s|\xb7\u2022]+")
"""What stands between the links of a menu."""
_FEWEST: Final = 2
_MOST: Final = 64
"""The fewest links of such a line, and the most nodes of any line that are looked at."""
_NOT_IN: Final = "pre,code"


def write_link_lines(document: Document) -> None:
    """Put a second ``<br>`` between a line without links and a line of links alone.

    Not in code, nor in a cell beside the head of its row, where both are one value.

    Parameters
    ----------
    document : Document
        A tree, which is changed.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<td>Barometers<br><a href=/>Home</a> | <a href=/c>Cats</a>")
    >>> write_link_lines(document)
    >>> len(document.select("br"))
    2
    """
    below = [its for selector in _BELOW for its in document.select(selector)]
    above = [its for selector in _ABOVE for its in document.select(selector)]
    breaks = [*filter(_begins_links, map(_break_before, below)), *filter(_ends_links, above)]
    for node in breaks:
        if node.closest(_NOT_IN) is None and not _is_beside_head(node):
            node.insert_after(Element("br"))


def _is_beside_head(node: Element) -> bool:
    """Tell if the cell that holds a node has a head before it, among the nearest of its row."""
    cell = node.closest("td")
    before = islice(cell.previous_siblings, _MOST) if cell is not None else ()
    return any(isinstance(its, Element) and its.tag == "th" for its in before)


def _break_before(first: Element) -> Element:
    """Return the ``<br>`` before an element, with text between or none."""
    return next(node for node in first.previous_siblings if isinstance(node, Element))


def _begins_links(node: Element) -> bool:
    return _are_links(_line(node.next_siblings)) and _is_text(_line(node.previous_siblings))


def _ends_links(node: Element) -> bool:
    return _are_links(_line(node.previous_siblings)) and _is_text(_line(node.next_siblings))


def _line(beside: Iterable[Node]) -> Iterator[Node]:
    """Yield the nodes up to the end of a line."""
    for node in islice(beside, _MOST):
        if isinstance(node, Element):
            flow = flow_of(node)
            if flow == Flow.BREAK or 0 <= flow < Flow.SKIP:
                return
        yield node


def _is_text(line: Iterable[Node]) -> bool:
    """Tell if a line has text, and no link."""
    has_text = False
    for node in line:
        if isinstance(node, Element) and (
            node.tag == "a" or not holds_fewer(node, _MOST) or node.select_one("a") is not None
        ):
            return False
        has_text = has_text or _SIGNS.sub("", node.text) != ""
    return has_text


def _are_links(line: Iterable[Node]) -> bool:
    """Tell if a line has several links, and no other text but what stands between them."""
    n_links = 0
    for node in line:
        if isinstance(node, Element) and holds_fewer(node, _MOST):
            if node.select_one("br") is not None:
                return False
            links = [node] if node.tag == "a" else node.select("a")
            said = [text for link in links if (text := _SIGNS.sub("", link.text))]
            if "".join(said) != _SIGNS.sub("", node.text):
                return False
            n_links += len(said)
        elif _SIGNS.sub("", node.text):
            return False
    return n_links >= _FEWEST
