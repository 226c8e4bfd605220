"""Kept blocks as markup: headings, lists, tables, code, quotes and links, and nothing else.

The markup is built anew from the page's columns. Only elements and the one attribute named here
can come out, text is escaped, and a link leads to the web or to a mail address, or it is none.

=============  ==================================================================================
what           how it is written
=============  ==================================================================================
cells          a row's dropped and empty cells are written empty: columns stay in line
layout tables  a table around headings, lists, quotes, code or a table: its cells are paragraphs
links          as the page has them: nothing is resolved
left out       images, classes, spans of cells
=============  ==================================================================================
"""

from __future__ import annotations

import re
from collections import defaultdict
from html import escape
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.page import LINE_BREAK, PREFORMATTED, Markup, Page
from boilerclf.segment.tags import TAG_NUMBER, TAGS

MAX_NESTING: Final = 24
"""Deepest nesting that is written; what is deeper is written as if it stood there."""

_PHRASES: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "p", "pre"))
"""What holds text and no other structure."""

_ITEMS: Final = {
    "li": frozenset(("ul", "ol")),
    "dt": frozenset(("dl",)),
    "dd": frozenset(("dl",)),
    "tr": frozenset(("table",)),
    "td": frozenset(("tr",)),
    "th": frozenset(("tr",)),
    "caption": frozenset(("table",)),
}
"""What stands only directly in one of these."""

_HOLDERS: Final = _PHRASES | (_ITEMS.keys() - {"tr"})
"""What text may stand in without a paragraph of its own."""

_STRUCTURE: Final = _HOLDERS | {"ul", "ol", "dl", "table", "tr", "blockquote"}
_SAME: Final = {"listing": "pre", "xmp": "pre", "plaintext": "pre", "dir": "ul", "menu": "ul"}
_NOT_IN_DATA: Final = _STRUCTURE - (_ITEMS.keys() | {"p", "tr"})

_INLINE: Final = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em"), "em"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
}
_STYLES: Final = ("strong", "em", "code")
"""From the outer to the inner; a run's style is a number with a bit for each."""

_SCHEMES: Final = frozenset(("http", "https", "mailto"))
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_UNSEEN_IN_ADDRESS: Final = dict.fromkeys(map(ord, "\t\r\n"))
_NOT_IN_ADDRESS: Final = re.compile(r"[\x00-\x20\x7f<>\"'\\^`{|}()]")
_WHITE: Final = re.compile(r"\s+")


def kept_html(page: Page, kept: NDArray[np.bool_]) -> str:
    """Return the kept blocks as markup.

    Parameters
    ----------
    page : Page
        The page; one of plain text gives a paragraph a line.
    kept : bool array of shape (n_blocks,)
        True where the block is to be written.

    Returns
    -------
    str
        An ``<article>``, its blocks on lines of their own; empty where nothing is kept.

    Examples
    --------
    >>> from boilerclf.segment import segment_html
    >>> page = segment_html("<ul class=x><li><a href=/a onclick=f()>A</a> &lt; b<li>C</ul><p>D")
    >>> print(kept_html(page, np.array([True, False, True])))
    <article>
    <ul>
    <li><a href="/a">A</a> &lt; b</li>
    </ul>
    <p>D</p>
    </article>
    """
    numbers = [int(index) for index in kept.nonzero()[0]]
    if not numbers:
        return ""
    if page.markup is None:
        body = "\n".join(f"<p>{escape(page.block_text(i), quote=False)}</p>" for i in numbers)
    else:
        body = _Writer(page, page.markup).write(numbers)
    return f"<article>\n{body}\n</article>"


class _Writer:
    """Opens and closes elements on the way from block to block."""

    def __init__(self, page: Page, markup: Markup) -> None:
        self._page = page
        self._markup = markup
        self._parents = markup.parents.tolist()
        self._names = [_SAME.get(TAGS[tag], TAGS[tag]) for tag in markup.tags.tolist()]
        self._mark_tables()
        self._part_ends = np.append(markup.part_starts[1:], len(page.text))
        self._styles, self._links = _inline(markup)
        self._open: list[tuple[int, str]] = []
        self._cells: dict[int, list[int]] = {}
        self._out: list[str] = []

    def write(self, numbers: list[int]) -> str:
        """Return the markup of these blocks."""
        for number in numbers:
            self._write_block(number)
        self._close_to(0)
        return "".join(self._out).strip("\n")

    def _mark_tables(self) -> None:
        """Find each element's nearest structure, the tables that hold data, and their cells."""
        names, parents = self._names, self._parents
        self._above: list[int] = []
        tables: list[int] = []
        layout: set[int] = set()
        self._row_cells: defaultdict[int, list[int]] = defaultdict(list)
        for element, (name, parent) in enumerate(zip(names, parents, strict=True)):
            above = self._above[parent] if parent >= 0 else -1
            self._above.append(element if name in _STRUCTURE else above)
            table = tables[parent] if parent >= 0 else -1
            if name in _NOT_IN_DATA and table >= 0:
                layout.add(table)
            tables.append(element if name == "table" else table)
            if name in ("td", "th") and parent >= 0 and names[parent] == "tr":
                self._row_cells[parent].append(element)
        self._is_layout = [table in layout for table in tables]

    def _path(self, element: int) -> list[tuple[int, str]]:
        """Return the structure around an element that is written, from the outermost in."""
        chain: list[int] = []
        element = self._above[element]
        while element >= 0:
            chain.append(element)
            parent = self._parents[element]
            element = self._above[parent] if parent >= 0 else -1
        path: list[tuple[int, str]] = []
        for index in reversed(chain):
            name = self._names[index]
            if self._is_layout[index] and name in ("table", "tr", "td", "th", "caption"):
                continue
            if name in _ITEMS and (not path or path[-1][1] not in _ITEMS[name]):
                continue
            path.append((index, name))
            if name in _PHRASES or len(path) == MAX_NESTING:
                break
        while path and path[-1][1] not in _HOLDERS and path[-1][1] != "blockquote":
            path.pop()
        return path

    def _write_block(self, number: int) -> None:
        markup = self._markup
        path = self._path(int(markup.block_element[number]))
        is_preformatted = bool(markup.block_flags[number] & PREFORMATTED)
        if not path or path[-1][1] not in _HOLDERS:
            # A number of its own: no two such paragraphs are one.
            path.append((-1 - number, "pre" if is_preformatted else "p"))
        same = 0
        for ours, theirs in zip(path, self._open, strict=False):
            if ours != theirs:
                break
            same += 1
        is_continued = same == len(path)
        self._close_to(same)
        for element, name in path[same:]:
            self._start(element, name)
        in_pre = path[-1][1] == "pre"
        if is_continued:
            self._out.append("\n" if in_pre else "<br>\n")
        self._out.append(self._text(number, in_pre=in_pre))

    def _start(self, element: int, name: str) -> None:
        if name in ("td", "th"):
            self._skip_cells(self._open[-1][0], element)
        before = "" if not self._out or self._out[-1].endswith("\n") else "\n"
        after = "" if name in _HOLDERS else "\n"
        # The parser drops a line feed right after <pre>: one is given to it.
        self._out.append(f"{before}<{name}>{chr(10) if name == 'pre' else after}")
        self._open.append((element, name))
        if name == "tr":
            self._cells[element] = self._row_cells[element][::-1]

    def _skip_cells(self, row: int, until: int) -> None:
        """Write a row's cells before this one as empty."""
        left = self._cells[row]
        while left:
            cell = left.pop()
            if cell == until:
                return
            name = self._names[cell]
            self._out.append(
                f"{'' if self._out[-1].endswith(chr(10)) else chr(10)}<{name}></{name}>\n"
            )

    def _close_to(self, depth: int) -> None:
        while len(self._open) > depth:
            element, name = self._open.pop()
            if name == "tr":
                self._skip_cells(element, -1)
            self._out.append(f"</{name}>\n")

    def _text(self, number: int, *, in_pre: bool) -> str:
        """Return a block's runs with their links and styles."""
        page, starts = self._page, self._markup.part_starts
        first, end = np.searchsorted(starts, (page.starts[number], page.ends[number])).tolist()
        # Empty runs share an offset with the run before the block.
        parts = range(first, end)
        pieces: list[str] = []
        at_space = True
        for link, of_link in groupby(parts, lambda part: int(self._links[part])):
            inner: list[str] = []
            for style, run in groupby(of_link, lambda part: int(self._styles[part])):
                text = "".join(page.text[starts[p] : self._part_ends[p]] for p in run)
                if not in_pre:
                    text = _fold(text, at_space=at_space)
                if text:
                    at_space = text[-1] in f" {LINE_BREAK}"
                    inner.append(_styled(text, style, in_pre=in_pre))
            href = _safe_address(self._markup.hrefs.get(link, ""))
            markup = "".join(inner)
            pieces.append(f'<a href="{href}">{markup}</a>' if href and markup else markup)
        text = "".join(pieces)
        return text.rstrip() if in_pre else text.strip().removesuffix("<br>")


def _inline(markup: Markup) -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
    """Return the style and the innermost link of each run of text; -1 where there is no link."""
    styles = np.zeros(len(markup.part_starts), np.uint8)
    links = np.full(len(markup.part_starts), -1, np.int32)
    bits = {TAG_NUMBER[name]: 1 << _STYLES.index(style) for name, style in _INLINE.items()}
    numbers = [*bits, TAG_NUMBER["a"]]
    for element in np.isin(markup.tags, numbers).nonzero()[0].tolist():
        span = slice(int(markup.first_part[element]), int(markup.end_part[element]))
        bit = bits.get(int(markup.tags[element]))
        if bit is None:
            links[span] = element
        else:
            styles[span] |= bit
    return styles, links


def _fold(text: str, *, at_space: bool) -> str:
    pieces = (_WHITE.sub(" ", piece) for piece in text.split(LINE_BREAK))
    folded = LINE_BREAK.join(pieces).replace(f" {LINE_BREAK}", LINE_BREAK)
    folded = folded.replace(f"{LINE_BREAK} ", LINE_BREAK)
    return folded.removeprefix(" ") if at_space else folded


def _styled(text: str, style: int, *, in_pre: bool) -> str:
    markup = escape(text, quote=False).replace(LINE_BREAK, "\n" if in_pre else "<br>")
    if in_pre or not style or not text.strip():
        return markup
    names = [name for bit, name in enumerate(_STYLES) if style >> bit & 1]
    opening = "".join(f"<{name}>" for name in names)
    return opening + markup + "".join(f"</{name}>" for name in reversed(names))


def _safe_address(href: str) -> str:
    """Return an address fit for an attribute and for Markdown; empty where it may run a script."""
    # As browsers read it (URL Standard, section 4.4 "URL parsing", steps 1 to 3).
    address = href.translate(_UNSEEN_IN_ADDRESS).strip("".join(map(chr, range(0x21))))
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() not in _SCHEMES:
        return ""
    return escape(_NOT_IN_ADDRESS.sub(lambda seen: f"%{ord(seen[0]):02X}", address))
