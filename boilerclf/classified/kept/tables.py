"""Tables of a page: which hold data, and which cell is in each column of their rows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import takewhile
from typing import Final

from boilerclf.page import UNSEEN, Markup
from boilerclf.segment.tags import LAYOUT_ROLES, TAG_NUMBER, TAGS

EMPTY: Final = -2
"""A place in a row that a cell before or above it spans."""

MAX_COLUMNS: Final = 100
"""Rows are not filled up to the length of a longer row: most of them would be empty cells."""

_MAX_ROWS: Final = 65534
"""The most rows that a cell can span (HTML, section 4.9.11)."""

_MOST_DIGITS: Final = 6
CELLS: Final = frozenset(("td", "th"))
_LISTS: Final = frozenset(("ul", "ol", "dl", "dir", "menu"))
_PARTS: Final = frozenset(("blockquote", "table"))
"""Elements in cells of layouts and posts, hardly ever in cells of data."""

_IN_SOME_DATA: Final = frozenset(
    ("h1", "h2", "h3", "h4", "h5", "h6", "pre", "listing", "xmp", "plaintext")
)
"""Elements that cells of data have only in tables with heads."""

_LAYOUT_BLOCKS: Final = 4
"""A cell of so many blocks is a part of the page and no datum; blocks in lists do not count."""

_FEWEST_HEADS: Final = 2
_MOST_PARTS: Final = 0.25
"""With at least so many ``<th>``, a table holds data even if this share of its rows has parts of a
page."""

_TEXT_BLOCKS, _TEXT_LENGTH = 2, 200
"""A cell of so many blocks, not counting those in lists, and so many characters is running text.

A table without heads is a layout if more than `_MOST_PARTS` of its rows have such cells. If it has
one row only, cells of any length count: one row makes no columns.
"""

_ICON: Final = "icon"
"""Class of the first cell of a note that AsciiDoc lays out as a table."""

_LABEL: Final = re.compile(
    r"\(?(?:\d{1,3}|[^\W\d_]{1,2}|[ivxlc]{1,5})[.)]|[\u2010-\u2015\u2022\u25cf\u25e6\u25aa\xb7\xa7*-]",
    re.IGNORECASE,
)
_LONGEST_LABEL: Final = 16
"""The most characters of a label, with white space around it."""

_TITLES: Final = frozenset(("caption", "thead"))


@dataclass(frozen=True, slots=True, eq=False)
class _Grid:
    """The rows, cells and titles of one table, without those of tables inside it."""

    rows: list[int] = field(default_factory=list)
    cells: list[int] = field(default_factory=list)
    with_parts: set[int] = field(default_factory=set)
    with_more: set[int] = field(default_factory=set)
    titles: list[int] = field(default_factory=list)
    n_listed: defaultdict[int, int] = field(default_factory=partial(defaultdict, int))


class Tables:
    """The tables of a page.

    Parameters
    ----------
    markup : Markup
        The page's.
    text : str
        The page's.

    Examples
    --------
    >>> from boilerclf.segment import segment_html
    >>> page = segment_html("<table><tr><th rowspan=2>A<th>B<tr><td>C</table><table><tr><td>D")
    >>> tables = Tables(page.markup, page.text)
    >>> [TAGS[page.markup.tags[element]] for element in sorted(tables.layout)]
    ['table', 'tbody', 'tr', 'td']
    >>> list(tables.rows.values())[1]
    [-2, 9]
    """

    def __init__(self, markup: Markup, text: str) -> None:
        self.layout: set[int] = set()
        """The elements of tables that are layouts."""
        self.rows: defaultdict[int, list[int]] = defaultdict(list)
        """For each row a cell, or `EMPTY`, for each of its columns."""
        self.labels: set[int] = set()
        """Blocks that are the number or the bullet of the text right after them, in its row."""
        self._text = text
        self._names = [TAGS[tag] for tag in markup.tags.tolist()]
        self._parents: list[int] = markup.parents.tolist()
        self._markup = markup
        self._starts: list[int] = [*markup.part_starts.tolist(), len(text)]
        self._table_of: dict[int, int] = {}
        self._cell_of: dict[int, int] = {}
        end = 0
        for table in (markup.tags == TAG_NUMBER["table"]).nonzero()[0].tolist():
            if table >= end:  # else inside the one before
                end = self._read(table)

    def dissolve_lone_cells(self, numbers: Sequence[int]) -> None:
        """Take a table for layout where all that is written of it stands in one of its cells.

        Parameters
        ----------
        numbers : sequence of int
            The blocks that are written.
        """
        written: defaultdict[int, set[int]] = defaultdict(set)
        for block in numbers:
            element = int(self._markup.block_element[block])
            while element in self._table_of:
                table = self._table_of[element]
                written[table].add(self._cell_of[element])
                element = self._parents[table]
        lone = {
            table
            for table, cells in written.items()
            if len(cells) == 1 and self._says_more(table, *cells)
        }
        self.layout.update(element for element, table in self._table_of.items() if table in lone)

    def _says_more(self, table: int, cell: int) -> bool:
        """Tell if a table has text outside of a cell, or of its caption where that is `EMPTY`."""
        return cell == EMPTY or self._n_blocks(table) > self._n_blocks(cell)

    def shown_order(self, numbers: Sequence[int]) -> list[int]:
        """Return the places of blocks in the order of a browser: the foot of a table comes last.

        Parameters
        ----------
        numbers : sequence of int
            Blocks, in document order.

        Returns
        -------
        list of int
            Places among `numbers`.
        """
        last_of: dict[int, int] = {}
        end = 0
        for foot in (self._markup.tags == TAG_NUMBER["tfoot"]).nonzero()[0].tolist():
            first, table = int(self._markup.first_block[foot]), self._parents[foot]
            if first < end or table in self.layout:  # inside the one before
                continue
            end = int(self._markup.end_block[foot])
            last_of.update(dict.fromkeys(range(first, end), int(self._markup.end_block[table]) - 1))
        if not last_of:
            return list(range(len(numbers)))
        # Equal keys stay in order, and a foot has the key of the last block of its table.
        return sorted(
            range(len(numbers)),
            key=lambda place: (
                last_of.get(numbers[place], numbers[place]),
                numbers[place] in last_of,
            ),
        )

    def _read(self, table: int) -> int:
        """Read a table and those inside it; return the first element after the table."""
        names, parents = self._names, self._parents
        end = table + 1
        while end < len(parents) and parents[end] >= table:
            end += 1
        found = {table: _Grid()}
        inner, cell_of, listed = {table: table}, {table: EMPTY}, {table: False}
        for element in range(table + 1, end):
            name, parent = names[element], parents[element]
            inner[element], cell_of[element] = inner[parent], cell_of[parent]
            listed[element] = listed[parent] or name in _LISTS
            grid = found[inner[parent]]
            if name in _PARTS:
                grid.with_parts.add(cell_of[element])
            elif name in _IN_SOME_DATA:
                grid.with_more.add(cell_of[element])
            elif name in _LISTS and not listed[parent]:
                grid.n_listed[cell_of[element]] += self._n_blocks(element)
            if name == "table":
                found[element] = _Grid()
                inner[element], listed[element] = element, False
            elif name in _TITLES:
                grid.titles.append(element)
            elif name == "tr":
                grid.rows.append(element)
            elif name in CELLS and names[parent] == "tr":
                cell_of[element] = element
                grid.cells.append(element)
                self.rows[parent].append(element)
        self._table_of.update(inner)
        self._cell_of.update(cell_of)
        self._tell_apart(found, inner)
        return end

    def _tell_apart(self, found: dict[int, _Grid], table_of: dict[int, int]) -> None:
        """Tell data from layout and from numbered text, and span the cells of data."""
        is_data = dict.fromkeys(found, False)
        for table, grid in found.items():
            self._leave_out_unseen(grid.rows)
            if (label := self._label(grid)) >= 0:
                self.labels.add(label)
            elif self._holds_data(table, grid):
                is_data[table] = True
                self._span(grid.rows)
        self.layout.update(at for at, table in table_of.items() if not is_data[table])

    def _holds_data(self, table: int, grid: _Grid) -> bool:
        role = self._class(table)
        n_heads = sum(self._names[cell] == "th" for cell in grid.cells)
        is_wide = any(len(self.rows[row]) > 1 for row in grid.rows)
        if not LAYOUT_ROLES.isdisjoint(role) or not (n_heads or is_wide):
            return False
        if len(grid.rows) == 1 and _ICON in self._class(grid.cells[0]):
            return False
        with_parts = grid.with_parts | {
            cell
            for cell in grid.cells
            if self._n_blocks(cell) - grid.n_listed[cell] >= _LAYOUT_BLOCKS
        }
        if n_heads < _FEWEST_HEADS:
            has_lists = any(grid.n_listed.values())
            if with_parts or grid.with_more or (has_lists and not self._is_of_short_cells(grid)):
                return False
            return n_heads > 0 or bool(grid.titles) or not self._lays_out(grid)
        odd_rows = {self._parents[cell] for cell in with_parts if cell != EMPTY}
        return len(odd_rows) <= _MOST_PARTS * len(grid.rows)

    def _label(self, grid: _Grid) -> int:
        """Return the block that numbers the text of a table of one row, as of a point of a law.

        -1 where the table is none of these.
        """
        filled = [cell for cell in grid.cells if self._n_blocks(cell)]
        if len(grid.rows) != 1 or len(filled) != 2 or grid.titles:
            return -1
        label, text = filled
        if self._length(label) > _LONGEST_LABEL:
            return -1
        is_headless = self._names[label] == self._names[text] == "td"
        is_label = is_headless and _LABEL.fullmatch(self._text[self._span_of(label)].strip())
        return int(self._markup.first_block[label]) if is_label else -1

    def _class(self, element: int) -> list[str]:
        return self._markup.names[int(self._markup.name_ids[element])].split()

    def _is_of_short_cells(self, grid: _Grid) -> bool:
        """Tell if there are two rows or more, all with several cells, and all cells are short."""
        n_filled = self._n_filled(grid)
        is_side_by_side = len(n_filled) > 1 and min(n_filled.values()) > 1
        return is_side_by_side and all(self._length(cell) < _TEXT_LENGTH for cell in grid.cells)

    def _lays_out(self, grid: _Grid) -> bool:
        """Tell if a table without heads has no cells side by side, or holds running text."""
        n_filled = self._n_filled(grid)
        if max(n_filled.values(), default=0) <= 1:
            return True
        shortest = _TEXT_LENGTH if len(n_filled) > 1 else 0
        rows_of_text = {
            self._parents[cell]
            for cell in grid.cells
            if self._n_blocks(cell) - grid.n_listed[cell] >= _TEXT_BLOCKS
            and self._length(cell) >= shortest
        }
        return len(rows_of_text) > _MOST_PARTS * len(n_filled)

    def _n_filled(self, grid: _Grid) -> Counter[int]:
        """Count the cells with text of each row; rows without any are left out."""
        return Counter(self._parents[cell] for cell in grid.cells if self._n_blocks(cell))

    def _span_of(self, element: int) -> slice:
        """Return where in the page's text an element stands."""
        first, end = int(self._markup.first_part[element]), int(self._markup.end_part[element])
        return slice(self._starts[first], self._starts[end])

    def _length(self, element: int) -> int:
        span = self._span_of(element)
        return int(span.stop - span.start)

    def _leave_out_unseen(self, rows: Sequence[int]) -> None:
        """Leave out hidden cells if all rows have the same length without them.

        If they have the same length with them, only columns that are hidden as a whole go.
        """
        hides = [[self._is_unseen(cell) for cell in self.rows[row]] for row in rows]
        if not any(map(any, hides)):
            return
        if len({*map(len, hides)}) == 1:
            columns = [all(cells) for cells in zip(*hides, strict=True)]
            hides = [columns] * len(rows)
        shown = [
            [cell for cell, is_hidden in zip(self.rows[row], of_row, strict=True) if not is_hidden]
            for row, of_row in zip(rows, hides, strict=True)
        ]
        if len({*map(len, shown)}) == 1:
            self.rows.update(zip(rows, shown, strict=True))

    def _is_unseen(self, cell: int) -> bool:
        """Tell if a cell has text, and none of it can be seen."""
        of_blocks = slice(int(self._markup.first_block[cell]), int(self._markup.end_block[cell]))
        flags = self._markup.block_flags[of_blocks]
        return len(flags) > 0 and bool((flags & UNSEEN).all())

    def _n_blocks(self, element: int) -> int:
        return int(self._markup.end_block[element] - self._markup.first_block[element])

    def _span(self, rows: Sequence[int]) -> None:
        """Put `EMPTY` where cells span columns and rows (HTML, section 4.9.12)."""
        attributes = self._markup.attributes
        if not any(cell in attributes for row in rows for cell in self.rows[row]):
            return
        group, below = EMPTY, [0] * MAX_COLUMNS
        for row in rows:
            if self._parents[row] != group:
                group, below = self._parents[row], [0] * MAX_COLUMNS
            places: list[int] = []
            for cell in self.rows[row]:
                places += [EMPTY for _ in takewhile(bool, below[len(places) :])]
                told = attributes.get(cell, {})
                n_columns = _count(told.get("colspan"), MAX_COLUMNS) or 1
                n_rows = _count(told.get("rowspan"), _MAX_ROWS) if "rowspan" in told else 1
                wide = slice(len(places), len(places) + n_columns)
                below[wide] = [(n_rows or _MAX_ROWS)] * len(below[wide])
                places += [cell, *[EMPTY] * (n_columns - 1)]
            last = max((place for place, left in enumerate(below) if left), default=EMPTY)
            places += [EMPTY] * (last + 1 - len(places))
            below = [max(left - 1, 0) for left in below]
            if len(places) <= MAX_COLUMNS:
                self.rows[row] = places


def _count(value: str | None, most: int) -> int:
    """Return the number in an attribute, capped at `most`; 1 where it is no number."""
    digits = (value or "").strip()
    is_number = digits.isascii() and digits.isdigit()
    return min(int(digits[:_MOST_DIGITS]), most) if is_number else 1
