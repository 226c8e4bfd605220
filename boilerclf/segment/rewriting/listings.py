"""Listings of code as ``<pre>`` where a page lays their lines out as cells or boxes.

A browser shows such a listing as lines of code; to a parser each line is a block of its own, and
what indents it is lost. Here each becomes one ``<pre>``, with the class of what held its lines.

==================  ===============================================================================
what                what its lines are
==================  ===============================================================================
tables              cells ``blob-code`` (GitHub) or ``lines-code`` (Gitea, Forgejo), if other cells
                    hold numbers or nothing
cells               boxes ``line`` in a cell ``code`` (SyntaxHighlighter), ``crayon-line`` in
                    ``crayon-code`` (Crayon), if nothing else has text
Doxygen             boxes ``line`` in a ``fragment``, if a number stands before each, or if the
                    page has the generator's name, style sheet or tables
styled boxes        boxes, ``<br>`` and line feeds in a box whose own style has ``white-space:pre``
                    and a font of one width, if it holds nothing but boxes and spans, as what is
                    copied from VS Code, and on Notion
lists in            items, each indented by the lists around it, if the code is an object or an
``<code>``          array, as JSON that can be folded (Redoc)
``<code>`` alone    what ends with ``<br>`` and is indented by no-break spaces, as in boxes
                    ``w3-code`` (W3Schools); or what ends with a line feed, if it names its language
==================  ===============================================================================

All are found by tags of which a page has few, through the parser's index of tags. A listing that
holds another is left as it is, so that no text is read twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from turbohtml import Document, Element, Node, Text

from boilerclf.segment.css.fonts import names_code_font
from boilerclf.segment.css.styles import hides_itself
from boilerclf.segment.tree.amid_text import is_blank
from boilerclf.segment.tree.beside import beside
from boilerclf.segment.tree.squeezed import squeezed
from boilerclf.segment.visibility.marks import is_mark
from boilerclf.segment.visibility.readers_only import is_for_readers_only

_LINE_CELLS: Final = ("td.blob-code", "td.lines-code")
_BOXES: Final = (
    (".syntaxhighlighter td.code", "div.line"),
    ("td.crayon-code", "div.crayon-line"),
)
_FRAGMENT: Final = ("div[class=fragment]", "div.line")
"""Doxygen's box has this class alone, which takes half the time to find of one among others."""
_BROKEN_BOX, _BROKEN_LINES = "div.w3-code", "div.w3-code br"
_NO_LINES: Final = f"{_BROKEN_BOX},pre,table,ul,ol,p,div,h1,h2,h3,h4,h5,h6"
_JEKYLL: Final = "highlighter-rouge"
"""The class that Jekyll gives all code of a page, that in sentences included."""

_STYLED: Final = "div[style*='white-space']"
_KEEPS_SPACE: Final = re.compile(r"white-space\s*:\s*pre\s*(?:[;!]|\Z)", re.IGNORECASE)
_OF_LINES: Final = frozenset(("div", "span", "br"))

_NUMBER: Final = "span.lineno"
_DOXYGEN: Final = (
    "meta[name=generator][content^=Doxygen],td.memname,link[href*=doxygen],"
    f"div.fragment > div.line > a + {_NUMBER}"
)
_SHOWN_OVER_CODE: Final = "div.fragment > div.ttc"
"""What Doxygen's style sheet shows where the mouse is over a name in code."""
_MOST_BESIDE: Final = 2
_FOLDED: Final = re.compile(r"[ \t\r\n\f]+")
_MOST_INSIDE: Final = 8
"""How many elements may be around the text of a line; GitHub has one."""

_NO_CODE: Final = frozenset(("script", "style", "svg", "button", "template", "textarea"))
_HOLD_CODE: Final = frozenset(
    ("p", "div", "li", "td", "dd", "blockquote", "section", "article", "main", "body", "figure")
)
_BREAK: Final = "\0"

_NESTED: Final = ("code > ul", "code > ol")
_LISTS: Final = ("ul", "ol")
_BRACKETS: Final = (("{", "}"), ("[", "]"))
_INDENT: Final = "  "
_DEEPEST: Final = 64
"""How many lists may stand in one another; those in further ones are indented as far."""


def write_listings(document: Document) -> None:
    r"""Make one ``<pre>`` of each listing whose lines are cells or boxes, or end with ``<br>``.

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
    _write_tables(document)
    _write_boxes(document)
    _write_styled(document)
    lists = (found for selector in _NESTED for found in document.select(selector))
    for code in dict.fromkeys(found.closest("code") for found in lists):
        if code is None or code.closest("pre") is not None or code.select_one("code") is not None:
            continue
        lines_of_code = _lines_of_lists(code)
        if lines_of_code and (lines_of_code[0][0], lines_of_code[-1][-1]) in _BRACKETS:
            code.replace_with(_listing(code, lines_of_code))
    for code in dict.fromkeys(line.closest("code") for line in document.select("code br")):
        if code is None or code.select_one("code") is not None:
            continue
        if code.closest("pre") is None and _is_alone(code):
            _write_broken(code)
    breaks = document.select(_BROKEN_LINES)
    for broken in dict.fromkeys(line.closest(_BROKEN_BOX) for line in breaks):
        if broken is not None and not broken.select_one(_NO_LINES):
            _write_broken(broken)
    for code in document.select("code[class*='language-']"):
        if _JEKYLL in (code.attr("class") or "") or code.closest("pre,code code") is not None:
            continue
        if _is_alone(code):  # few are, and gathering text costs more
            lines_of_code = "".join(_pieces(code)).replace(_BREAK, "\n").strip().split("\n")
            if len(lines_of_code) > 1:
                code.replace_with(_listing(code, lines_of_code))


def _write_boxes(document: Document) -> None:
    """Make a listing of each element whose boxes are lines."""
    boxes = [*_BOXES]
    # Few pages have such a box: the signs of the generator take a search of the whole tree.
    if document.select_one(_FRAGMENT[0]) and document.select_one(_DOXYGEN):
        boxes.append(_FRAGMENT)
        for node in document.select(f"{_NUMBER},{_SHOWN_OVER_CODE}"):
            node.clear()
    for holder, line in boxes:
        for box in document.select(holder):
            lines = [] if box.select_one(f"pre,{holder},{line} {line}") else box.select(line)
            if lines and _is_all(lines, box):
                texts = [_text_of_line(line) for line in lines]
                if box.select_one(_NUMBER):
                    texts = _without_gap(texts)
                listing = _listing(box, texts)
                box.clear()
                box.append(listing)


def _write_styled(document: Document) -> None:
    """Make a ``<pre>`` of each box that its own style shows as code; a box in it is a line."""
    others: set[Element] = set()
    """Elements in such boxes that hold what is no line, so that no box in one is read again."""
    for box in document.select(_STYLED):
        style = box.attr("style") or ""
        if not _KEEPS_SPACE.search(style) or not names_code_font(style) or box in others:
            continue
        if box.closest("pre") is not None:
            continue
        other = _first_but_lines(box)
        if other is None:
            box.tag = "pre"
            for holder in (box, *box.select("div")):
                inside = list(holder)
                if any(isinstance(node, Element) and node.tag == "div" for node in inside):
                    for node in inside:
                        if isinstance(node, Text) and _is_between(node.data):
                            node.extract()
        while isinstance(other, Element) and other is not box:
            others.add(other)
            other = other.parent


def _first_but_lines(box: Element) -> Node | None:
    """Return the first element in a box that is neither a box, nor a span, nor a line break."""
    inside = (node for node in box.descendants if isinstance(node, Element))
    return next((node for node in inside if node.tag not in _OF_LINES), None)


def _without_gap(lines: list[str]) -> list[str]:
    """Return lines without the space that parts each from its number."""
    has_gap = all(line[:1] in {"", " "} for line in lines)
    return [line[1:] for line in lines] if has_gap else lines


def _write_broken(box: Element) -> None:
    """Make a listing of a box that has several lines, each ended by ``<br>``."""
    lines = _broken_lines(box)
    if len(lines) > 1:
        box.replace_with(_listing(box, lines))


def _write_tables(document: Document) -> None:
    tables: dict[Element, list[Element]] = {}
    for selector in _LINE_CELLS:
        for cell in document.select(selector):
            if table := cell.closest("table"):
                tables.setdefault(table, []).append(cell)
    for table, cells in tables.items():
        if not table.select_one("table") and not _says_more(table, cells):
            table.replace_with(_listing(table, map(_text_of_line, cells)))


def _says_more(table: Element, cells: list[Element]) -> bool:
    """Tell if a table has other text than lines and their numbers."""
    others = set(table.select("td")).difference(cells)
    others = others.union(table.select("th"), table.select("caption"))
    return not all(text.isdigit() for text in map(squeezed, others) if text)


def _is_all(lines: list[Element], box: Element) -> bool:
    """Tell if a box has no text beside its lines."""
    return squeezed(box) == "".join(map(squeezed, lines))


def _is_alone(code: Element) -> bool:
    """Tell if nothing stands beside an element in the block that holds it."""
    around = code.parent
    if not isinstance(around, Element) or around.tag not in _HOLD_CODE:
        return False
    others = beside(code, _MOST_BESIDE)
    return len(others) <= _MOST_BESIDE and all(map(is_blank, others))


def _broken_lines(code: Element) -> list[str]:
    """Return the lines of an element as a browser shows them, which folds white space."""
    lines = _FOLDED.sub(" ", "".join(_pieces(code))).strip(f" {_BREAK}").split(_BREAK)
    return [line.strip(" ").replace("\xa0", " ").rstrip() for line in lines]


def _lines_of_lists(code: Element) -> list[str]:
    """Return the items of lists in code as lines, with what stands before and behind each list."""
    pieces: list[str] = []
    levels, n_around = [(code, iter(code))], 0
    while levels:
        node, inside = levels[-1]
        child = next(inside, None)
        if child is None:
            levels.pop()
            if node.tag in _LISTS:
                n_around -= 1
                pieces += (_BREAK, _INDENT * min(n_around, _DEEPEST))
        elif isinstance(child, Text):
            pieces.append(_FOLDED.sub(" ", child.data))
        elif isinstance(child, Element) and child.tag not in _NO_CODE and not _is_left_out(child):
            n_around += child.tag in _LISTS
            if child.tag == "li":
                pieces += (_BREAK, _INDENT * min(n_around, _DEEPEST))
            levels.append((child, iter(child)))
    lines = [line.rstrip() for line in "".join(pieces).split(_BREAK) if line.strip()]
    return [lines[0].lstrip(), *lines[1:]] if lines else lines


def _listing(holder: Element, lines: Iterable[str]) -> Element:
    listing = Element("pre")
    if name := holder.attr("class"):
        listing.attrs["class"] = name
    listing.set_text("\n".join(lines))
    return listing


def _text_of_line(line: Element) -> str:
    """Return a line with its own indent, without the white space of the markup around it."""
    marker = ""
    for _ in range(_MOST_INSIDE):
        marker = marker or line.attr("data-code-marker") or ""  # GitHub's "+" and "-"
        inside = [node for node in line if not (isinstance(node, Text) and _is_between(node.data))]
        if len(inside) != 1 or not isinstance(inside[0], Element):
            break
        line = inside[0]
    text = "".join(_pieces(line)).replace(_BREAK, "").replace("\xa0", " ")
    return marker + text.strip("\r\n").rstrip()


def _is_between(text: str) -> bool:
    """Tell if a text is only the line break and indent between two tags of the source."""
    return text.isspace() and "\n" in text


def _pieces(node: Element) -> Iterator[str]:
    """Yield the texts inside an element that are code, and a sign for each ``<br>``."""
    levels = [iter(node)]
    while levels:
        child = next(levels[-1], None)
        if child is None:
            levels.pop()
        elif isinstance(child, Text):
            yield child.data
        elif isinstance(child, Element) and child.tag == "br":
            yield _BREAK
        elif isinstance(child, Element) and child.tag not in _NO_CODE and not _is_left_out(child):
            levels.append(iter(child))


def _is_left_out(node: Element) -> bool:
    """Tell if an element is hidden, or the number of a line."""
    names = (node.attr("class") or "").split()
    return hides_itself(node) or is_for_readers_only(names) or is_mark(node, names)
