"""Which elements no visitor can bring to view, as far as the page alone can tell.

=======================  =========================================================================
hidden by                ``hidden`` (not ``until-found``), inline ``display:none`` and
                         ``visibility:hidden``, a closed ``<dialog>`` and its like, what shows on
                         paper only (`visibility.closed`), ``popover``, ``<template>``
                         (not one of a shadow root), the page's own ``<style>`` (selectors of tags,
                         classes and ids; of ``@media`` those of wide screens), class names that the
                         web uses for text to screen readers; a clip to nothing, a box of a pixel
                         and a place far outside the screen, inline or of a class for all screens
                         (`css.out_of_sight` has what is searched for); inline
                         letters without a size
as good as hidden        what marks lines and sections (`visibility.marks`); what a rule of
                         the page hides and lays over it (``position:fixed``), unless another one
                         shows it as it is; what narrow
                         screens alone show in the place of something else, or a second time;
                         copies of slides; what is said again beside a text for the eye alone
                         (`visibility.readers_only`)
not by                   ``aria-hidden``, which hides nothing from the eye; style sheets of other
                         files or in ``<noscript>``; scripts
shown again by           inline ``display``, and any rule that shows the same class or id in another
                         state, further down, or on screens that may be wide; of inline elements
                         not one for the mouse or the focus
brought to view          by a visitor or a script: `visibility.opening`; by standing for a
                         picture in a cell
=======================  =========================================================================

Sources: HTML Living Standard, sections 6.1 (``hidden``), 4.11.4 (``<dialog>``), 15.3.1.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final, NamedTuple

from turbohtml import Document, Element, Node

from boilerclf.lazy import cached_property
from boilerclf.page import HIDDEN, UNSEEN
from boilerclf.segment.css.layout import is_in_line
from boilerclf.segment.css.media import is_for_screen
from boilerclf.segment.css.out_of_sight import is_out_of_sight
from boilerclf.segment.css.styles import (
    MAX_SELECTORS,
    NOTHING_TOLD,
    Display,
    Styles,
    read_display,
    shows_itself,
)
from boilerclf.segment.tags import TAG_NUMBER
from boilerclf.segment.tree.amid_text import SLASHES, names_the_quoted, stands_apart
from boilerclf.segment.tree.names import name_of
from boilerclf.segment.visibility.aria import (
    TABLE_ROLES,
    heading_number,
    in_rows,
    is_heading,
    parts_of_table,
)
from boilerclf.segment.visibility.closed import (
    CLOSED_NAMES,
    is_closed_by_name,
    is_closed_dialog,
    is_for_paper,
)
from boilerclf.segment.visibility.fading import is_story, is_transparent
from boilerclf.segment.visibility.marks import MARK_NAMES, is_in_code, is_mark, is_sign_of_section
from boilerclf.segment.visibility.narrow import (
    NARROW_ONLY,
    SLIDE_COPIES,
    ShownText,
    is_for_narrow_screens,
    is_for_wide_screens,
    is_slide_copy,
)
from boilerclf.segment.visibility.opening import Openings, Siblings
from boilerclf.segment.visibility.page_numbers import PAGE_ROLE
from boilerclf.segment.visibility.picture_credits import credits_apart
from boilerclf.segment.visibility.readers_only import (
    READERS_ONLY,
    is_all_of_cell,
    is_for_readers_only,
    said_again,
)

MAX_NESTING_ASKED: Final = 500
"""For how many selectors of a page the whole tree is searched for one such element in another."""

MAX_FADING_ASKED: Final = 32
"""Of how many transparent elements of a page the text is measured: one may hold another."""

_NO_SIZE: Final = re.compile(r"font-size\s*:\s*0(?:px|pt|r?em|%)?\s*(?:;|!|$)", re.IGNORECASE)

_TELLING: Final = ("[hidden],[role],[itemprop],[popover]", "dialog", "template")
"""Elements that may be hidden, or that have more than class and id to say what they are, besides
those whose inline style tells something. Tags have selectors of their own, because the parser has
an index of tags."""
_OTHER_LISTS: Final = ("menu", "dir")
_LIST: Final = TAG_NUMBER["ul"]
_FEW: Final = 4
_OF_TEXT: Final = ("div", "p", "center")
_PHRASES: Final = frozenset(("span", "small", "i", "em", "sup"))
_NAMES_OF_MARKS: Final = MARK_NAMES | NARROW_ONLY | SLIDE_COPIES
_HIDING_NAMES: Final = _NAMES_OF_MARKS | READERS_ONLY | CLOSED_NAMES
_SHOWN_BY: Final = {"dialog": "open", "template": "shadowrootmode"}


class _Told(NamedTuple):
    """What an inline style says: how it displays an element, and if letters have no size in it.

    Most styles say nothing that may hide an element or make it block-level or none.
    """

    display: Display
    is_away: bool
    has_no_size: bool
    is_in_line: bool
    says_nothing: bool


_NO_STYLE: Final = _Told(
    NOTHING_TOLD, is_away=False, has_no_size=False, is_in_line=False, says_nothing=True
)


class Visibility:
    """Tells which elements of a page are hidden, and which of them for good.

    Parameters
    ----------
    document : Document
        The tree.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<p>a<p hidden>b<details>c</details><div hidden id=S:0>d")
    >>> visibility = Visibility(document)
    >>> [(node.tag, visibility.flags_of(node)) for node in document.select("[hidden]")]
    [('p', 33), ('div', 1)]
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        sheets = filter(is_for_screen, document.select("style"))
        self.styles = Styles(node.text for node in sheets)
        """What the page's own style sheets hide."""
        self.hiding_names = _HIDING_NAMES | self.styles.names
        """Classes and ids that may hide."""
        self._nesting: dict[str, bool] = {}
        self.inline_styles = {"": _NO_STYLE}
        """What each inline style says, by its text."""
        self._siblings = Siblings()
        self._n_fading = 0
        self._away: set[Element] = set()
        """Elements out of sight by their style, or that say a text again: no click shows these."""
        self._for_narrow: set[Element] = set()
        """Elements that a rule of the page keeps for narrow screens."""
        self.noted: set[Element] = set()
        """Elements whose attributes say more than class and id: with a role, or `asked` about."""
        self.blocks: set[Element] = set()
        """Elements that are block-level on this page, most of them by their inline style."""
        self.in_line: set[Element] = set()
        """Elements of text that are no blocks on this page, by their inline style."""
        self._tabs: list[Element] = []
        self.read_as: dict[Element, int] = {}
        """Elements that stand for others by their role, with the numbers of those."""
        self._suspects: dict[Element, int] = {}
        """Elements that are hidden, but not by their names, with the flags that they have unless
        something brings them to view."""
        self._signs: set[Element] = set()
        """Elements that may be marks whatever their names."""
        self._matched: dict[tuple[Node | None, str, str], list[str]] = {}
        self._note_attributes()
        self.tabs = in_rows(self._tabs)
        """Elements that are tabs, which act as buttons do."""
        self._note_tags()
        self._hide_by_tags()
        self._note_said_again()
        self.asked = self._signs.union(self._suspects)
        """Elements to ask `flags_of` about, whatever their names."""
        self.noted |= self.asked

    def _note_attributes(self) -> None:
        """Note what inline styles and other attributes say of elements."""
        for node in self._document.select("[style]"):
            told = self._told_by(node)
            if not told.says_nothing:
                self._note(node, told)
        for selector in _TELLING:
            for node in self._document.select(selector):
                told = self._told_by(node)
                if told.says_nothing:
                    self._note(node, told)

    def _note_tags(self) -> None:
        """Note lists, blocks and signs that are known by their tags and what is in them."""
        select = self._document.select
        lists = (node for tag in _OTHER_LISTS for node in select(tag))
        self.read_as.update((node, _LIST) for node in lists if _holds_items(node))
        self.noted.update(self.read_as)
        self.blocks.update(self.read_as)
        self._signs.update(filter(is_in_code, select("button")))
        self._signs.update(filter(is_sign_of_section, select("a[href^='#']")))
        self.blocks.update(filter(names_the_quoted, select("cite")))
        self.blocks.update(credits_apart(self._document))

    def _hide_by_tags(self) -> None:
        """Note what the page's rules hide by a tag."""
        for tag in sorted(self.styles.tags):
            selectors = [selector for selector in self.styles.of_tags if selector.endswith(tag)]
            for node in self._document.select(tag):
                if self._matching(node, selectors) and not shows_itself(node):
                    self._suspects[node] = self._suspects.get(node, 0) | UNSEEN

    def _told_by(self, node: Element) -> _Told:
        """Return what an element's inline style says, read once for all that have the same."""
        style = node.attr("style") or ""
        told = self.inline_styles.get(style)
        if told is None:
            display, is_away = read_display(style), is_out_of_sight(style)
            has_no_size = "size" in style and _NO_SIZE.search(style) is not None
            in_line = display.shows and is_in_line(style.lower())
            says_nothing = not (
                display.hides or display.is_block or is_away or has_no_size or in_line
            )
            told = self.inline_styles[style] = _Told(
                display, is_away, has_no_size, in_line, says_nothing
            )
        return told

    def _note(self, node: Element, told: _Told) -> None:
        is_away = told.is_away or (told.has_no_size and _holds_no_element(node))
        is_away = is_away or (is_closed_dialog(node) and not told.display.shows)
        if told.display.is_block:
            self.blocks.add(node)
        elif told.is_in_line and node.tag in _OF_TEXT:
            self.in_line.add(node)
        flags = _own_flags(node, told.display, is_away=is_away)
        if flags & UNSEEN and self._n_fading < MAX_FADING_ASKED:
            style = node.attr("style") or ""
            if is_transparent(style):
                self._n_fading += 1
                if is_story(node, style):
                    flags &= ~UNSEEN
        if flags:
            self._suspects[node] = flags
        if is_away:
            self._away.add(node)
        self._note_role(node)

    def _note_said_again(self) -> None:
        for spoken, seen in said_again(self._document):
            if not self.flags_of(seen) & UNSEEN:
                self._suspects[spoken] = self._suspects.get(spoken, 0) | UNSEEN
                self._away.add(spoken)

    def _note_role(self, node: Element) -> None:
        role = node.attr("role")
        if role == PAGE_ROLE:
            self._signs.add(node)
        elif role in TABLE_ROLES and node not in self.read_as:
            self.read_as.update(parts_of_table(node))
        elif role == "heading" and is_heading(node):
            self.read_as[node] = heading_number(node)
        elif role == "button" and node.tag == "a" and stands_apart(node):
            self.blocks.add(node)
        elif role == "tab":
            self._tabs.append(node)
        if role is not None or node.attr("itemprop") is not None:
            self.noted.add(node)

    def _matching(self, node: Element, selectors: list[str], name: str = "") -> list[str]:
        """Return the selectors that match; asked once for all siblings of one tag and name."""
        key = node.parent, node.tag, name
        if key not in self._matched:
            self._matched[key] = self.styles.matching(node, selectors)
        return self._matched[key]

    def flags_of(self, node: Element) -> int:
        """Return `HIDDEN` if an element's attributes hide it, `UNSEEN` if it never shows.

        Parameters
        ----------
        node : Element
            Any. It can be hidden only if it is in `asked`, has one of `hiding_names`, or has a name
            like those for screen readers.

        Returns
        -------
        int
            Both bits, one of them, or 0.
        """
        name = name_of(node)
        names = name.split()
        flags = self._suspects.get(node, 0)
        if (node in self._signs or not _NAMES_OF_MARKS.isdisjoint(names)) and (
            is_mark(node, names) or is_slide_copy(names) or self._is_narrow_copy(node, names)
        ):
            return flags | UNSEEN
        if not flags & UNSEEN and self._is_hidden_by_name(node, name, names):
            flags |= UNSEEN
        may_open = flags & UNSEEN and node not in self._away
        if may_open and self._openings.opens(node, names) and not self._is_copy(node):
            return flags & HIDDEN
        return flags

    def _is_copy(self, node: Element) -> bool:
        """Tell if a rule keeps an element for narrow screens, and wide ones show its text too."""
        return node in self._for_narrow and self._shown_text.has(node)

    def _is_narrow_copy(self, node: Element, names: list[str]) -> bool:
        """Tell if wide screens have something else in its place, or its text in another."""
        if not is_for_narrow_screens(names):
            return False
        siblings, place = self._siblings.of(node)
        near = siblings[max(place - 1, 0) : place + 2]
        is_one_of_two = any(is_for_wide_screens(name_of(sibling).split()) for sibling in near)
        return is_one_of_two or self._shown_text.has(node)

    @cached_property
    def _openings(self) -> Openings:
        return Openings(self._document, self._siblings, self._suspects, self.hiding_names)

    @cached_property
    def _shown_text(self) -> ShownText:
        return ShownText(self._document)

    def _is_hidden_by_name(self, node: Element, name: str, names: list[str]) -> bool:
        if shows_itself(node):
            return False
        if is_for_readers_only(names):
            return not is_all_of_cell(node) and node.text not in SLASHES
        classes = [] if CLOSED_NAMES.isdisjoint(names) else (node.attr("class") or "").split()
        is_closed = is_closed_by_name(node.tag, classes) or (
            is_for_paper(classes) and not self._shown_text.lacks(node)
        )
        if is_closed and not self.styles.shows(names):
            self._away.add(node)
            return True
        hiding = self.styles.hiding
        selectors = [selector for name in names for selector in hiding.get(name, ())]
        if selectors and self.styles.shows(names):
            selectors = self.styles.still_laid_over(node, names, selectors)
        if not selectors:
            return False
        # In a sentence this is a note in a bubble; elsewhere it is a part of the page that opens.
        if self.styles.shows_when_touched(names) and node.tag not in _PHRASES:
            return False
        selectors = [one for one in selectors if not self.styles.brings_back(one, names)]
        matching = self._matching(node, selectors[:MAX_SELECTORS], name)
        is_hidden = not all(map(self._nests, matching))
        is_over = not self.styles.laid_over.keys().isdisjoint(matching)
        is_for_narrow = not self.styles.wide.keys().isdisjoint(matching)
        if is_hidden and is_over:
            self._away.add(node)
        elif is_hidden and is_for_narrow:
            self._for_narrow.add(node)
        return is_hidden

    def _nests(self, selector: str) -> bool:
        """Tell if one such element holds another: a layout, which another style sheet shows."""
        if selector not in self._nesting:
            if len(self._nesting) >= MAX_NESTING_ASKED:
                return False
            inside = self._document.select_one(f"{selector} {selector}")
            self._nesting[selector] = inside is not None
        return self._nesting[selector]


def _own_flags(node: Element, display: Display, *, is_away: bool) -> int:
    hides = display.hides or is_away
    flags = HIDDEN | UNSEEN if hides else 0
    hidden = node.attr("hidden")
    if hidden is not None:
        shows = display.shows or hidden.lower() == "until-found"
        flags |= HIDDEN if shows else HIDDEN | UNSEEN
    if node.attr("popover") is not None:
        flags |= HIDDEN | UNSEEN
    shown_by = _SHOWN_BY.get(node.tag)
    return flags | UNSEEN if shown_by and node.attr(shown_by) is None else flags


def _holds_items(node: Element) -> bool:
    """Tell if an element is a list: its first child that is an element is an item.

    One with another role is what that says.
    """
    if node.attr("role") not in (None, "list"):
        return False
    first = next((its for its in islice(node, _FEW) if isinstance(its, Element)), None)
    return first is not None and first.tag == "li"


def _holds_no_element(node: Element) -> bool:
    return not any(isinstance(child, Element) for child in node)
