"""The units of HTML: rows of data tables, terms with definitions, pairs, code, items of lists.

============  ==================================================================================
what          how it is found
============  ==================================================================================
data table    has at least two rows with text in at least two cells. A table is a layout, and no
              data table, if it holds a table, ``<h1>`` or ``<h2>``, has a cell of more than four
              blocks (of more than two where it has only two such rows) or a hundred words, or the
              role ``presentation`` or ``none``
row           the blocks of a ``<tr>`` of a data table; its rows are a group. Rows of ``<thead>``,
              rows of ``<th>`` alone and the caption follow the others
definition    a ``<dt>`` and the ``<dd>`` after it, each of one block, in a ``<dl>`` or in a
              ``<div>`` of one; those of a list are a group
pair          an element of two short blocks, no headings, the first without a link, if there are
              at least two more of its tag and name: a row that is built of ``<div>``; those in one
              element are a group. Before a colon, as of who speaks, the first may be no element and
              the second long
code          the blocks of a ``<pre>`` or ``<code>`` that was cut into several
list item     the first block of an ``<li>``, alone; those of a list are a group
comments      in no unit: what is below "3 comments" (`boilerclf.model.units.comments`)
============  ==================================================================================
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.html.view import HEADING_LEVELS, HtmlView
from boilerclf.model.units.comments import commented_blocks
from boilerclf.model.units.pooling import Units
from boilerclf.model.units.sections import html_sections
from boilerclf.segment.tags import LAYOUT_ROLES, TAG_NUMBER, TAGS

MOST_CELL_BLOCKS: Final = 4
MOST_CELL_BLOCKS_OF_TWO: Final = 2
MOST_CELL_WORDS: Final = 100.0
"""The most blocks in a cell of a data table, in one of two rows, and the most words. With more
blocks allowed, more rows of labelled pages had both labels (of two rows 8 in 39, else 3 in 100): a
post beside who wrote it. A cell of more words is a column of the page."""

MOST_PAIR_WORDS: Final = 8.0
FEWEST_PAIRS: Final = 3

_COLONS: Final = tuple(map(ord, ":\uff1a"))

_SHIFT: Final = 1 << 8
_NAMES: Final = 100_003
"""Factors that put an element, its name and three tags into one number. With millions of elements
the numbers exceed 2**63 and wrap; different ones are then hardly ever the same.
"""


def _marks(names: str) -> NDArray[np.bool_]:
    """Return True for the numbers of some elements; the last, False, is that of a page's top."""
    marks = np.zeros(len(TAGS) + 1, bool)
    marks[[TAG_NUMBER[name] for name in names.split()]] = True
    return marks


_CELL: Final = _marks("td th")
_NOT_IN_DATA: Final = _marks("table h1 h2")
_CODE: Final = _marks("pre listing xmp plaintext code")
_TERM: Final = _marks("dt dd")
_TABLE, _CAPTION, _THEAD, _TR, _TD, _DL, _DT, _DIV, _LI = (
    TAG_NUMBER[name] for name in ("table", "caption", "thead", "tr", "td", "dl", "dt", "div", "li")
)


def html_units(view: HtmlView) -> Units:
    """Find which blocks of HTML pages belong together.

    Parameters
    ----------
    view : HtmlView
        The pages.

    Returns
    -------
    Units
        A block is in one unit at most: in code rather than a row, in a row rather than a
        definition, in a definition rather than a pair, in a pair rather than an item.

    Examples
    --------
    >>> from boilerclf.segment import segment_html
    >>> page = segment_html("<table><tr><th>A<td>1<tr><th>B<td>2</table><p>Text.")
    >>> html_units(HtmlView([page])).unit_of.tolist()
    [0, 0, 1, 1]
    """
    found = _Finding(view)
    found.items()
    found.pairs()
    found.definitions()
    found.rows()
    found.code()
    is_some_unseen = view.is_unseen.any()
    if is_some_unseen:
        found.unit[view.is_unseen] = -1
    units = Units.of_blocks(
        found.unit, found.group, follows=found.follows, sections=html_sections(view)
    )
    units = replace(units, commented=commented_blocks(view))
    return replace(units, unseen=view.is_unseen) if is_some_unseen else units


class _Finding:
    """Notes for each block which elements are its unit and its group; the last note counts."""

    def __init__(self, view: HtmlView) -> None:
        tree = view.tree
        self._view = view
        self._tree = tree
        self._n_words = view.n_words
        self._tags = tree.tags
        self._n_inside = tree.end - tree.first
        self.unit = np.full(view.n_blocks, -1, np.int64)
        self.group = np.full(view.n_blocks, -1, np.int64)
        self.follows = np.zeros(view.n_blocks, bool)

    def _say(
        self,
        blocks: NDArray[np.int64],
        unit: NDArray[np.int64],
        group: NDArray[np.int64],
        *,
        follows: NDArray[np.bool_] | bool = False,
    ) -> None:
        self.unit[blocks], self.group[blocks], self.follows[blocks] = unit, group, follows

    def _nearest(self, marks: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return each element if it is marked, else its nearest marked ancestor or the top."""
        up = np.where(marks, np.arange(len(marks)), self._tree.parents)
        while ((above := up[up]) != up).any():
            up = above
        return up

    def _with_text(self, marks: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return the marked elements that hold a block."""
        return (marks & (self._n_inside > 0)).nonzero()[0]

    def items(self) -> None:
        """Note the blocks that begin an item of a list."""
        # Inner items come later: a block that begins several is that of the innermost.
        items = self._with_text(self._tags == _LI)
        self._say(self._tree.first[items], items, self._tree.parents[items])

    def pairs(self) -> None:
        """Note the blocks that are a key and its value, in elements that do not say so."""
        tree, tags, own = self._tree, self._tags, self._tree.own
        is_inline = self._n_inside[own] == 2  # a key that is no block-level element
        rows = np.where(is_inline, own, tree.containers[1])
        first = (self._n_inside[rows] == 2).nonzero()[0]
        first = first[tree.first[rows[first]] == first]
        is_plain = HEADING_LEVELS[tags[own]] == 0
        short = (self._n_words <= MOST_PAIR_WORDS) & is_plain
        first = first[(short & (self._view.n_links == 0))[first] & is_plain[first + 1]]
        last = self._view.tokens.codes[self._view.visible_ends[1][first]]
        is_short = short[first + 1] & ~is_inline[first]
        first = first[is_short | np.isin(last, _COLONS)]
        if len(first) < FEWEST_PAIRS:
            return
        rows = rows[first]
        around = tree.next_larger[rows]
        kinds = (tags[rows] * _SHIFT + tags[own[first]]) * _SHIFT + tags[own[first + 1]]
        shape = (around * _NAMES + tree.name_ids[rows]) * _SHIFT**3 + kinds
        shape = np.unique(shape, return_inverse=True)[1]
        often = np.bincount(shape)[shape] >= FEWEST_PAIRS
        first, rows, around = first[often], rows[often], around[often]
        self._say(first, rows, around)
        self._say(first + 1, rows, around)

    def definitions(self) -> None:
        """Note the blocks that are a term and its definition."""
        tags, parents = self._tags, self._tree.parents
        parts = self._with_text(_TERM[tags])
        holders = parents[parts]
        lists = np.where(tags[holders] == _DIV, parents[holders], holders)
        inside = tags[lists] == _DL
        parts, lists = parts[inside], lists[inside]
        if not len(parts):
            return
        order = lists.argsort(kind="stable")
        parts, lists = parts[order], lists[order]
        is_term = tags[parts] == _DT
        begins = np.ones(len(parts), bool)
        begins[1:] = (lists[1:] != lists[:-1]) | (is_term[1:] & ~is_term[:-1])
        pair = begins.cumsum() - 1
        n_terms = np.bincount(pair, is_term)
        n_long = np.bincount(pair, self._n_inside[parts] > 1)
        whole = ((n_terms > 0) & (n_terms < np.bincount(pair)) & (n_long == 0))[pair]
        self._say(self._tree.first[parts[whole]], parts[begins][pair][whole], lists[whole])

    def rows(self) -> None:
        """Note the blocks that are in one row of a data table, and those of its head."""
        tags, parents = self._tags, self._tree.parents
        own = self._tree.own
        cells = self._with_text(_CELL[tags])
        if len(cells) < 4:
            return
        table_of = self._nearest(tags == _TABLE)
        cell_of = self._nearest(_CELL[tags])[own]
        row_of = parents[cell_of]
        is_data = self._data_tables(cells, cell_of, table_of)
        blocks = (is_data[table_of[cell_of]] & (tags[row_of] == _TR)).nonzero()[0]
        rows = row_of[blocks]
        n_data = np.bincount(rows, tags[cell_of[blocks]] == _TD, len(tags))
        is_head = (tags[parents[rows]] == _THEAD) | (n_data[rows] == 0)
        self._say(blocks, rows, table_of[rows], follows=is_head)
        captions = (tags[own] == _CAPTION).nonzero()[0]
        captions = captions[is_data[table_of[own[captions]]]]
        self._say(captions, own[captions], table_of[own[captions]], follows=True)

    def _data_tables(
        self,
        cells: NDArray[np.int64],
        cell_of: NDArray[np.int64],
        table_of: NDArray[np.int64],
    ) -> NDArray[np.bool_]:
        """Tell for each element if it is a data table, from the cells that have text."""
        tags, parents, n_elements = self._tags, self._tree.parents, len(self._tags)
        rows = parents[cells]
        n_cells = np.bincount(rows[tags[rows] == _TR], minlength=n_elements)
        n_rows = np.bincount(table_of[n_cells >= 2], minlength=n_elements)
        is_data = n_rows >= 2
        is_data[table_of[parents[_NOT_IN_DATA[tags].nonzero()[0]]]] = False
        most = np.where(n_rows[table_of[cells]] > 2, MOST_CELL_BLOCKS, MOST_CELL_BLOCKS_OF_TWO)
        is_data[table_of[cells[self._n_inside[cells] > most]]] = False
        words = np.bincount(cell_of, self._n_words, n_elements)
        is_data[table_of[words > MOST_CELL_WORDS]] = False
        is_data[self._tree.tops] = False
        for table in is_data.nonzero()[0].tolist():
            name = self._tree.names[self._tree.name_ids[table]]
            is_data[table] = LAYOUT_ROLES.isdisjoint(name.split())
        return is_data

    def code(self) -> None:
        """Note the blocks that are pieces of one block of code."""
        marks = _CODE[self._tags] & (self._n_inside > 1)
        if not marks.any():
            return
        code = self._nearest(marks)[self._tree.own]
        blocks = marks[code].nonzero()[0]
        self._say(blocks, code[blocks], code[blocks])
