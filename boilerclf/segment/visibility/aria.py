"""Tables, headings and tabs that are made of other elements, whose roles tell what they are.

Source: WAI-ARIA 1.2, section 5.3.3 (``table``, ``grid``, ``treegrid`` and what they hold,
``heading``, ``tab``), section 6.6 (``aria-level``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from turbohtml import Element

from boilerclf.segment.tags import TAG_NUMBER
from boilerclf.segment.tree.amid_text import is_text

TABLE_ROLES: Final = frozenset(("table", "grid", "treegrid"))

_READ_AS: Final = {
    **dict.fromkeys(TABLE_ROLES, TAG_NUMBER["table"]),
    "rowgroup": TAG_NUMBER["tbody"],
    "row": TAG_NUMBER["tr"],
    **dict.fromkeys(("cell", "gridcell"), TAG_NUMBER["td"]),
    **dict.fromkeys(("columnheader", "rowheader"), TAG_NUMBER["th"]),
}
_MAY_HEAD: Final = ("div", "span", "p")
_PARTS: Final = "p,ul,ol,dl,table,h1,h2,h3,h4,h5,h6"
_SENTENCES: Final = "p,h1,h2,h3,h4,h5,h6"
_ROW: Final = "[role=tablist]"
_NO_ROW: Final = f"[role=tabpanel],{_SENTENCES}"
_LEVELS: Final = tuple("123456")
_OF_TABLES: Final = frozenset(
    ("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th")
)


def parts_of_table(table: Element) -> dict[Element, int]:
    """Return the parts of a table by its role, with the HTML element that each stands for.

    Parameters
    ----------
    table : Element
        One with a role of `TABLE_ROLES`.

    Returns
    -------
    dict of Element to int
        The table and its parts in document order, each with the number of the element that it
        stands for (`boilerclf.segment.tags.TAG_NUMBER`). Parts that are table elements already are
        left out. Empty where the table itself is a ``<table>``, or has no row.

    Examples
    --------
    >>> from turbohtml import parse
    >>> from boilerclf.segment.tags import TAGS
    >>> html = "<div role=table><p role=row><b role=rowheader>A</b><i role=cell>B</i></p></div>"
    >>> parts = parts_of_table(parse(html).select("div")[0])
    >>> [(part.tag, TAGS[number]) for part, number in parts.items()]
    [('div', 'table'), ('p', 'tr'), ('b', 'th'), ('i', 'td')]
    """
    if table.tag in _OF_TABLES:
        return {}
    roles = {part: part.attr("role") for part in (table, *table.select("[role]"))}
    parts = {
        part: _READ_AS[role]
        for part, role in roles.items()
        if role in _READ_AS and part.tag not in _OF_TABLES
    }
    return parts if TAG_NUMBER["tr"] in parts.values() else {}


def is_heading(node: Element) -> bool:
    """Tell if an element with the role ``heading`` is read as one.

    Parameters
    ----------
    node : Element
        One with that role.

    Returns
    -------
    bool
        False inside a sentence or a heading, and for one that holds parts of a page.
    """
    if node.tag not in _MAY_HEAD or node.select_one(_PARTS) is not None:
        return False
    around = node.parent
    if not isinstance(around, Element) or around.closest(_SENTENCES) is not None:
        return False
    beside = (node.previous_sibling, node.next_sibling) if node.tag == "span" else ()
    return not any(map(is_text, beside))


def heading_number(heading: Element) -> int:
    """Return which element a heading by its role stands for.

    Parameters
    ----------
    heading : Element
        One with the role ``heading``.

    Returns
    -------
    int
        The number of ``<h1>`` to ``<h6>``; that of ``<h2>`` where no level is given, as in
        browsers.

    Examples
    --------
    >>> from turbohtml import parse
    >>> from boilerclf.segment.tags import TAGS
    >>> heading = parse("<div role=heading aria-level=3>Tides</div>").select_one("div")
    >>> TAGS[heading_number(heading)]
    'h3'
    """
    level = heading.attr("aria-level") or ""
    return TAG_NUMBER[f"h{level}" if level in _LEVELS else "h2"]


def in_rows(tabs: Iterable[Element]) -> set[Element]:
    """Return the tabs that stand in a row by themselves, as buttons do.

    Accordions give the same role to the headings of their panes.

    Parameters
    ----------
    tabs : iterable of Element
        Those with the role.

    Returns
    -------
    set of Element
        Those in a ``tablist`` without a pane, a heading or a paragraph; no links, which have an
        address of their own.

    Examples
    --------
    >>> from turbohtml import parse
    >>> html = "<ul role=tablist><li role=tab>npm</ul><div role=tablist><i role=tab>Why?</i><p>So."
    >>> [tab.text for tab in in_rows(parse(html).select("[role=tab]"))]
    ['npm']
    """
    is_row: dict[Element | None, bool] = {None: False}
    found: set[Element] = set()
    for tab in tabs:
        row = tab.closest(_ROW)
        if row not in is_row:
            is_row[row] = row is not None and row.select_one(_NO_ROW) is None
        if is_row[row] and tab.tag != "a":
            found.add(tab)
    return found
