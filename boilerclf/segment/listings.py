"""Listings of code as ``<pre>`` where a page lays their lines out as cells or boxes.

A browser shows such a listing as lines of code; to a parser each line is a block of its own, and
what indents it is lost. Here each becomes one ``<pre>``, with the class of what held its lines.

==================  ===============================================================================
what                how its lines are told
==================  ===============================================================================
tables              a cell ``blob-code`` (GitHub) or ``lines-code`` (Gitea, Forgejo) a line, where
                    other cells have numbers at most
cells               boxes ``line`` in a cell ``code`` (SyntaxHighlighter), ``crayon-line`` in
                    ``crayon-code`` (Crayon)
Doxygen             boxes ``line`` in a ``fragment``, each behind its number
``<code>`` alone    its lines end with ``<br>``, and no-break spaces indent them
==================  ===============================================================================

All are found by tags of which pages have few: the parser finds those at once. What holds another of
its kind is left as it is, so no text is looked at twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Final

from turbohtml import Document, Element, Text

_LINE_CELLS: Final = ("td.blob-code", "td.lines-code")
_BOXES: Final = (("td.code", "div.line"), ("td.crayon-code", "div.crayon-line"))
_FRAGMENT: Final = ("div.fragment", "div.line")
_DOXYGEN: Final = "meta[name=generator][content^=Doxygen]"
_FEW: Final = 4
_FOLDED: Final = re.compile(r"[ \t\r\n\f]+")
_MOST_INSIDE: Final = 8
"""Elements around the text of a line; GitHub has one."""


def write_listings(document: Document) -> None:
    r"""Make one ``<pre>`` of each listing whose lines are cells or boxes.

    Parameters
    ----------
    document : Document
        A tree, which is changed.

    Examples
    --------
    >>> from turbohtml import parse
    >>> cells = "<tr><td class=blob-num>{}<td class=blob-code>{}"
    >>> document = parse("<table>" + cells.format(1, "if a:") + cells.format(2, "  b()"))
    >>> write_listings(document)
    >>> document.select_one("body").html
    '<body><pre>if a:\n  b()</pre></body>'
    """
    tables: dict[Element, list[Element]] = {}
    for selector in _LINE_CELLS:
        for cell in document.select(selector):
            if table := cell.closest("table"):
                tables.setdefault(table, []).append(cell)
    for table, cells in tables.items():
        if not table.select_one("table") and not _says_more(table, cells):
            table.replace_with(_listing(table, map(_text_of_line, cells)))
    boxes = [*_BOXES]
    if document.select_one(_DOXYGEN):
        boxes.append(_FRAGMENT)
        for number in document.select("span.lineno"):
            number.clear()
    for holder, line in boxes:
        for box in document.select(holder):
            lines = [] if box.select_one(f"pre,{holder},{line} {line}") else box.select(line)
            if lines:
                listing = _listing(box, map(_text_of_line, lines))
                box.clear()
                box.append(listing)
    for code in dict.fromkeys(line.closest("code") for line in document.select("code br")):
        if code is not None and code.closest("pre") is None and _is_alone(code):
            code.replace_with(_listing(code, _broken_lines(code)))


def _says_more(table: Element, cells: list[Element]) -> bool:
    """Tell if other cells of a table have text that is no number of a line."""
    others = set(table.select("td")).difference(cells).union(table.select("th"))
    texts = ("".join(other.text.split()) for other in others)
    return not all(text.isdigit() for text in texts if text)


def _is_alone(code: Element) -> bool:
    """Tell if nothing stands beside an element in the one that holds it."""
    before, after = (
        list(islice(its, _FEW)) for its in (code.previous_siblings, code.next_siblings)
    )
    is_blank = all(isinstance(node, Text) and node.data.isspace() for node in (*before, *after))
    return is_blank and len(before) < _FEW and len(after) < _FEW


def _broken_lines(code: Element) -> list[str]:
    """Return the lines of an element as a browser shows them, which folds white space."""
    pieces: list[str] = []
    for node in code.descendants:
        if isinstance(node, Text):
            pieces.append(node.data)
        elif isinstance(node, Element) and node.tag == "br":
            pieces.append("\0")
    lines = _FOLDED.sub(" ", "".join(pieces)).split("\0")
    return [line.strip(" ").replace("\xa0", " ").rstrip() for line in lines]


def _listing(holder: Element, lines: Iterable[str]) -> Element:
    listing = Element("pre")
    if name := holder.attr("class"):
        listing.attrs["class"] = name
    listing.set_text("\n".join(lines))
    return listing


def _text_of_line(line: Element) -> str:
    """Return a line with the white space that indents it, not that of the markup around it."""
    for _ in range(_MOST_INSIDE):
        inside = [node for node in line if not (isinstance(node, Text) and node.data.isspace())]
        if len(inside) != 1 or not isinstance(inside[0], Element):
            break
        line = inside[0]
    text = line.text.replace("\xa0", " ").strip("\n").rstrip()
    return (line.attr("data-code-marker") or "") + text  # GitHub's "+" and "-"
