"""Kept blocks as markup: headings, lists, tables, code, quotes and links, and nothing else.

The markup is built anew from the page's columns. It can have no other elements and attributes than
those named here, text is escaped, and links lead to the web or to mail addresses only.

=============  ==================================================================================
what           how it is written
=============  ==================================================================================
cells          dropped and empty cells, and the further places that a cell spans, are written as
               empty cells, and all rows of a table are as long as the longest, so that columns
               stay in line. Headings, paragraphs and code in a cell become lines of it
paragraphs     end where a list, a table or another paragraph begins in them; in items they begin
               behind an empty line
headings       begin with the number of a step in a box of its own before them, as paragraphs do;
               end where a list, a table, code or the first of several paragraphs begins in them.
               One with the text of a higher one right before it is left out
layout tables  their cells are written as paragraphs. A table is one if
               - its role is "presentation", or it has one column and no ``<th>``
               - it is one row of a number or bullet, "(1)", and a text: these become one paragraph
               - it has two ``<th>`` or more, and more than a quarter of its rows have parts of a
                 page: a quote, a table, or a cell of four blocks, not counting those in lists
               - it has fewer, and any cell has such a part, a heading or code, or a list (unless
                 all cells are short and side by side)
               - it has no ``<th>``, ``<caption>`` or ``<thead>``, and has nothing side by side, or
                 several paragraphs in a cell of more than a quarter of its rows
lists          an item has its number as ``value`` if it is not the next one, a numbered list its
               ``type`` (letters, Roman numerals). Bullets and numbers that items have as text
               are left out, and a box that is nothing but the number, if all items of the list
               have one. A list that is alone in an item is written into the item before, or in its
               place if there is none. Lists that
               follow each other become one if the numbers go on, or if each has one item and all
               have the same names. One without numbers is none if most of its items are sections
               (`boilerclf.classified.kept.lists.lists_of_sections`)
links          with whole addresses if that of the page is known, else as the page has them. Those
               that lead nowhere and are the sign of a control, "×", are left out with their text
formulas       as text, TeX between dollar signs
code           with ``class="language-x"`` on a ``code`` in the ``pre`` if the page names the
               language (`boilerclf.classified.kept.code_language`)
left out       images, other classes
=============  ==================================================================================
"""

from __future__ import annotations

from collections import defaultdict
from html import escape
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.classified.kept.boards import BOXES, name_on_boards
from boilerclf.classified.kept.code_language import CodeLanguages
from boilerclf.classified.kept.headlines import without_second_headline
from boilerclf.classified.kept.inline import InlineTexts, link_base, without_noncharacters
from boilerclf.classified.kept.lists import (
    continued_lists,
    items_before,
    list_ordinals,
    lists_alone,
    lists_of_sections,
)
from boilerclf.classified.kept.numbers import own_numbers, step_numbers, without_sign
from boilerclf.classified.kept.tables import CELLS, EMPTY, MAX_COLUMNS, Tables
from boilerclf.page import PREFORMATTED, Markup, Page
from boilerclf.segment.tags import TAGS

MAX_NESTING: Final = 24
"""The deepest nesting that is written; deeper blocks are written as if they were at this level."""

_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PHRASES: Final = _HEADINGS | {"p", "pre"}
"""Elements that hold text and no further structure."""

_MOST_IN_HEADING: Final = 2
"""The most paragraphs in a heading; one with more was not closed."""

_ITEMS: Final = {
    "li": frozenset(("ul", "ol")),
    "dt": frozenset(("dl",)),
    "dd": frozenset(("dl",)),
    "tr": frozenset(("table",)),
    "td": frozenset(("tr",)),
    "th": frozenset(("tr",)),
    "caption": frozenset(("table",)),
}
"""Elements that may only be directly inside one of these."""

_HOLDERS: Final = _PHRASES | (_ITEMS.keys() - {"tr"})
"""Elements whose text needs no paragraph of its own."""

_NUMBERS: Final = frozenset("1aAiI")
"""Values of ``type`` of a numbered list (HTML, section 4.4.5)."""

_NO_LIST_IN: Final = _PHRASES | {"table", "tr", "dl"}
_STRUCTURE: Final = _HOLDERS | {"ul", "ol", "dl", "table", "tr", "blockquote"}
_SAME: Final = {"listing": "pre", "xmp": "pre", "plaintext": "pre", "dir": "ul", "menu": "ul"}
_NAMES: Final = [_SAME.get(name, name) for name in TAGS]
_TABLE_PARTS: Final = frozenset(("table", "tbody", "tr", "td", "th", "caption"))

_Path = tuple[tuple[int, str], ...]
"""Number and name of nested elements, the outermost first."""

_LISTS: Final = ("ul", "ol")
_NUMBERED: Final = _HEADINGS | {"p"}
"""Elements that may hold an item's text, and before it its number."""


def kept_html(page: Page, kept: NDArray[np.bool_], address: str = "") -> str:
    """Return the kept blocks as markup.

    Parameters
    ----------
    page : Page
        The page; one of plain text gives a paragraph a line.
    kept : bool array of shape (n_blocks,)
        True where the block is to be written.
    address : str, default: ""
        Where the page stood on the web; links are resolved against it, and against its ``<base>``.
        Where left out it is `Page.source`, if that is an address.

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
    return written_html(page, kept, address, marks_formulas=False)


def written_html(page: Page, kept: NDArray[np.bool_], address: str, *, marks_formulas: bool) -> str:
    """Return what `kept_html` does, with formulas marked if Markdown is made of it."""
    numbers = [int(index) for index in kept.nonzero()[0]]
    if not numbers:
        return ""
    if page.markup is None:
        body = "\n".join(f"<p>{escape(page.block_text(i), quote=False)}</p>" for i in numbers)
        body = without_noncharacters(body) if marks_formulas else body
    else:
        base = link_base(address or page.source, page.markup.base)
        ordinals = list_ordinals(page.markup)
        own = own_numbers(page, ordinals)
        numbers = [number for number in numbers if number not in own.blocks] or numbers
        numbers = without_second_headline(page, numbers)
        texts = InlineTexts(page, page.markup, base, numbers, marks_formulas=marks_formulas)
        body = _Writer(page, page.markup, texts, ordinals, own.items).write(numbers)
    return f"<article>\n{body}\n</article>"


class _Writer:
    """Opens and closes elements on the way from block to block."""

    def __init__(
        self,
        page: Page,
        markup: Markup,
        texts: InlineTexts,
        ordinals: dict[int, int],
        own_numbers: frozenset[int],
    ) -> None:
        self._page, self._markup = page, markup
        self._texts = texts
        self._tags: list[int] = markup.tags.tolist()
        self._parents: list[int] = markup.parents.tolist()
        self._tables = Tables(markup, page.text)
        self._languages = CodeLanguages(markup)
        self._items_before = items_before(markup)
        self._sections = lists_of_sections(page, markup)
        self._ordinals = ordinals
        self._own_numbers = own_numbers
        self._continued = continued_lists(markup, self._ordinals)
        self._alone: set[int] = set()
        self._labels: set[int] = set()
        self._last: dict[int, int] = {}
        self._paths: dict[int, _Path] = {-1: ()}
        self._open: list[tuple[int, str]] = []
        self._last_text = (-1, -1)
        self._cells: dict[int, list[int]] = {}
        self._n_columns: defaultdict[int, int] = defaultdict(int)
        self._language = ""
        self._out: list[str] = []
        self._n_opened = 0

    def write(self, numbers: list[int]) -> str:
        """Return the markup of these blocks."""
        elements = self._markup.block_element[numbers].tolist()
        self._tables.dissolve_lone_cells(numbers)
        self._alone = lists_alone(self._markup, numbers)
        self._labels = self._tables.labels | step_numbers(self._page, self._markup, numbers)
        paths = [self._path(element) for element in elements]
        for path in paths:
            for (table, _), (row, name) in pairwise(path):
                n_columns = len(self._tables.rows[row]) if name == "tr" else 0
                if n_columns <= MAX_COLUMNS:
                    self._n_columns[table] = max(self._n_columns[table], n_columns)
        label = ""
        for place in self._tables.shown_order(numbers):
            if self._labels_next(numbers[place : place + 2], paths[place : place + 2]):
                text = self._page.block_text(numbers[place]).strip()
                label = f"{text}." if text.isdecimal() else self._texts.markup(place, in_pre=False)
            else:
                self._write_block(numbers[place], paths[place], place, label)
                label = ""
        self._close_to(0)
        return "".join(self._out).strip("\n")

    def _labels_next(self, numbers: list[int], paths: list[_Path]) -> bool:
        """Tell if the first of two blocks is the label of the other, a paragraph or heading."""
        if numbers[0] not in self._labels or numbers[1:] != [numbers[0] + 1]:
            return False
        if numbers[1] in self._labels:
            return False
        label, text = paths
        if label and label[-1][1] in _NUMBERED:
            label = label[:-1]
        if text and text[-1][1] in _NUMBERED:
            text = text[:-1]
        return text == label and not self._is_preformatted(numbers[1])

    def _name(self, element: int) -> str:
        return _NAMES[self._tags[element]]

    def _class(self, element: int) -> str:
        return self._markup.names[int(self._markup.name_ids[element])]

    def _path(self, element: int) -> _Path:
        """Return the elements to write around an element, the outermost first."""
        known, below = self._paths, []
        while element not in known:
            below.append(element)
            element = self._parents[element]
        path = known[element]
        for inner in reversed(below):
            path = known[inner] = self._extended(path, inner)
        while path and path[-1][1] not in _HOLDERS and path[-1][1] != "blockquote":
            path = path[:-1]
        return path

    def _extended(self, path: _Path, element: int) -> _Path:
        name = "div" if element in self._sections else self._name(element)  # of a list of sections
        if name in BOXES:
            name = name_on_boards(name, self._class(element).split())
        if name not in _STRUCTURE or len(path) == MAX_NESTING:
            return path
        if path and self._ends_before(path[-1], name):
            path = path[:-1]
        if name in _LISTS and path and path[-1][1] == "li":
            item = self._item_with_text(path[-1][0], element)
            if item == path[-1][0] and element in self._alone:  # there is no item to write it into
                if path[-2][1] == name:
                    return path[:-1]
                path = path[:-2]
            else:
                path = (*path[:-1], (item, "li"))
        if path and (path[-1][1] in _PHRASES or (name in _PHRASES and path[-1][1] in CELLS)):
            return path
        if element in self._tables.layout and name in _TABLE_PARTS:
            return path
        if name in _ITEMS and (not path or path[-1][1] not in _ITEMS[name]):
            if name != "li" or (path and path[-1][1] in _NO_LIST_IN):
                return path
            path = (*path, (self._parents[element], "ul"))  # as a browser shows it
        return (*path, (self._continued.get(element, element), name))

    def _item_with_text(self, item: int, inner: int) -> int:
        """Return an item, or the one before it if it holds a list alone, as some editors write."""
        first = self._markup.first_part
        return self._items_before.get(item, item) if first[item] == first[inner] else item

    def _ends_before(self, around: tuple[int, str], name: str) -> bool:
        """Tell if a paragraph or a heading ends before an element of this name inside it."""
        element, around_name = around
        if around_name == "p":
            return True  # without a doctype a table stands in the paragraph before it
        if around_name not in _HEADINGS:
            return False
        if name == "p":
            n_blocks = self._markup.end_block[element] - self._markup.first_block[element]
            return bool(n_blocks > _MOST_IN_HEADING)
        return name not in _HEADINGS

    def _write_block(self, number: int, path: _Path, place: int, label: str) -> None:
        if not path or path[-1][1] not in _HOLDERS:
            name = "pre" if self._is_preformatted(number) else "p"
            # A number of its own, so that two such paragraphs are not joined.
            path = (*path, (-1 - number, name))
        text_of = int(self._markup.block_element[number])
        if (text_of, number - 1) == self._last_text and path[-1][1] in {"li", "dd"}:
            path = (*path, (-1 - number, "p"))
        self._last_text = (text_of, number)
        in_pre = path[-1][1] == "pre"
        is_lines = path[-1][1] in CELLS and self._is_preformatted(number)
        text = self._texts.markup(place, in_pre=in_pre or is_lines)
        text = f"{label} {text}" if label else text
        if not text:
            return
        same = 0
        for ours, theirs in zip(path, self._open, strict=False):
            if ours != theirs:
                break
            same += 1
        if same == len(path) and path[-1][1] == "p":
            same -= 1  # it has two line breaks, which make it two paragraphs
        is_continued = same == len(path)
        self._close_to(same)
        for element, name in path[same:]:
            self._start(element, name, number)
        has_text = len(self._out) > self._n_opened
        if is_continued and has_text and not self._out[-1].endswith("\n"):  # no element after it
            self._out.append("\n" if in_pre else "<br>" if path[-1][1] in CELLS else "<br>\n")
        item = None if is_continued else self._item_of(number, path)
        if item is not None:
            has_own = item in self._own_numbers
            text = without_sign(text, self._ordinals.get(item), has_own=has_own)
        if text:
            self._out.append(_lines_of_code(text) if is_lines else text)

    def _item_of(self, number: int, path: _Path) -> int | None:
        """Return the item that a block begins with its text; `None` where there is none."""
        inner = path[-2:] if len(path) > 1 and path[-1][1] in _NUMBERED else path[-1:]
        item, name = inner[0]
        if name != "li":
            return None
        is_first = path[-1][1] == "li" or self._markup.first_block[item] == number
        return item if is_first else None

    def _start(self, element: int, name: str, number: int) -> None:
        if name in CELLS:
            self._skip_cells(self._open[-1][0], element)
        before = "" if not self._out or self._out[-1].endswith("\n") else "\n"
        after = "" if name in _HOLDERS else "\n"
        if name == "pre":
            self._language = self._languages.of(number)
            # A parser drops the first line feed in <pre>: this one, and none of the code.
            after = f'<code class="language-{self._language}">' if self._language else "\n"
        self._out.append(f"{before}<{name}{self._attribute(element, name)}>{after}")
        self._n_opened = len(self._out)
        self._open.append((element, name))
        if name == "ol":
            self._last.pop(element, None)
        if name == "tr":
            self._cells[element] = self._tables.rows[element][::-1]

    def _is_preformatted(self, number: int) -> bool:
        return bool(self._markup.block_flags[number] & PREFORMATTED)

    def _attribute(self, element: int, name: str) -> str:
        """Return the ``type`` of a list, or the ``value`` of an item that is not the next one."""
        if name == "ol":
            kind = self._markup.attributes.get(element, {}).get("type")
            return f' type="{kind}"' if kind in _NUMBERS else ""
        ordinal = self._ordinals.get(element) if name == "li" else None
        if ordinal is None:
            return ""
        around = self._open[-1][0]
        is_next = ordinal == self._last.get(around, 0) + 1
        self._last[around] = ordinal
        return "" if is_next else f' value="{ordinal}"'

    def _skip_cells(self, row: int, until: int) -> None:
        """Write the cells of a row before this one, which were dropped, as empty cells."""
        left = self._cells[row]
        while left:
            cell = left.pop()
            if cell == until:
                return
            name = "td" if cell == EMPTY else self._name(cell)
            before = "" if self._out[-1].endswith("\n") else "\n"
            self._out.append(f"{before}<{name}></{name}>\n")

    def _close_to(self, depth: int) -> None:
        while len(self._open) > depth:
            element, name = self._open.pop()
            if name == "tr":
                self._skip_cells(element, -1)
                n_missing = self._n_columns[self._open[-1][0]] - len(self._tables.rows[element])
                self._out.append("<td></td>\n" * n_missing)
            end = "</code>" if name == "pre" and self._language else ""
            self._out.append(f"{end}</{name}>\n")


def _lines_of_code(text: str) -> str:
    """Return preformatted text, already escaped, as lines of code in a cell."""
    return "<br>".join(f"<code>{line}</code>" if line.strip() else "" for line in text.split("\n"))
