"""Which elements no visitor can bring to view, as far as the page alone can tell.

=======================  =========================================================================
hidden by                ``hidden`` (not ``until-found``), inline ``display:none`` and
                         ``visibility:hidden``, a closed ``<dialog>``, ``popover``, ``<template>``
                         (not one of a shadow root), the page's own ``<style>`` (selectors of tags,
                         classes and ids; of ``@media`` those of every screen), class names that the
                         web uses for text to screen readers; a clip to nothing, inline or of a
                         class; inline a place far outside the screen, and letters without a size
as good as hidden        what marks lines and sections (`boilerclf.segment.marks`); what narrow
                         screens alone show in the place of something else, or a second time
not by                   ``aria-hidden``, which hides nothing from the eye; style sheets of other
                         files; scripts
shown again by           inline ``display``, and any rule but one for print that shows the same
                         class or id: in another state, on another screen, further down
what a visitor can       ``<details>``; what a control names (``aria-controls``, ``data-target``,
bring to view            ``href="#id"``, ``for``); tab panels; panes below a heading or a button;
                         alike siblings of which one shows; a rest behind "..."; what
                         stands for a picture in a cell; what a script swaps in (React's
                         ``S:0``) or uncovers (``<main>``, the one ``<h1>``, most of the text)
=======================  =========================================================================

Sources: HTML Living Standard, sections 6.1 (``hidden``), 4.11.4 (``<dialog>``), 15.3.1; WAI-ARIA
1.2 (``tabpanel``, ``aria-controls``).
"""

from __future__ import annotations

import re
from typing import Final

from turbohtml import Document, Element, Node

from boilerclf.lazy import cached_property
from boilerclf.page import HIDDEN, UNSEEN
from boilerclf.segment.marks import MARK_NAMES, is_in_code, is_mark
from boilerclf.segment.narrow import (
    NARROW_ONLY,
    ShownText,
    is_for_narrow_screens,
    is_for_wide_screens,
)
from boilerclf.segment.readers_only import READERS_ONLY, is_all_of_cell, is_for_readers_only
from boilerclf.segment.seams import names_the_quoted
from boilerclf.segment.styles import (
    MAX_SELECTORS,
    NOTHING_TOLD,
    Display,
    Styles,
    is_out_of_sight,
    read_display,
)

MAX_NESTING_ASKED: Final = 500
"""Selectors of a page of which the whole tree is asked if one such element holds another."""

_CONTROLS: Final = (
    "[aria-controls],[data-target],[data-bs-target],[aria-owns],[aria-details],[popovertarget],"
    "[commandfor],label[for],a[href^='#'],[data-toggle-target],[data-tab],[data-content-id]"
)
_CONTROL_ATTRIBUTES: Final = (
    *("aria-controls", "data-target", "data-bs-target", "aria-owns", "aria-details", "href"),
    *("popovertarget", "commandfor", "for", "data-toggle-target", "data-tab", "data-content-id"),
)
_NO_SIZE: Final = re.compile(r"font-size\s*:\s*0(?:px|pt|r?em|%)?\s*(?:;|!|$)", re.IGNORECASE)
_TELLING: Final = ("[hidden],[style],[role],[itemprop],[popover]", "dialog", "template")
"""Elements that may be hidden, or tell by more than class and id what they are. The parser finds
those of one tag at once, as it does not those of several in one selector."""
_SHOWN_BY: Final = {"dialog": "open", "template": "shadowrootmode"}
_SWAPPED_IN: Final = re.compile(r"[SP]:\w+")
"""React's streamed parts, which a script moves to their place."""

_PANE: Final = re.compile(
    r"accord|collaps|tab(?:s|-|_|\b|pan|cont)|pane|toggle|faq|answer|spoiler|expand|reveal"
    r"|read-?more|more-?(?:text|content)|carousel|slide|swiper|step|details?\b|drawer-content"
    r"|elementor-invisible|animate_when|\bwow\b",
    re.IGNORECASE,
)
"""Words in names of what opens, or comes into view when a visitor gets there."""
_NOWHERE: Final = (None, "", "#", "javascript:void(0)", "javascript:void(0);", "javascript:;")

_DOTS: Final = ("...", "\u2026", "[...]", "[\u2026]")
_FEWEST_WORDS: Final = 6
"""What stands in the place of a rest that opens, and how many words that has at least."""

_OPENERS: Final = frozenset(["summary", "dt", "label"])
_HEADS: Final = frozenset(["h2", "h3", "h4", "h5", "h6", "p", "div", "a", "span"])
_FEW: Final = 20
_STATE: Final = re.compile(
    r"\b(?:is-)?(?:active|current|selected|show|shown|open|visible|in|hidden|hide|inactive|first|last)\b"
)


class Visibility:
    """Answers of one page's elements if they are hidden, and if for good.

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
        sheets = filter(_is_for_screen, document.select("style"))
        self._styles = Styles(node.text for node in sheets)
        self.hiding_names = READERS_ONLY | MARK_NAMES | NARROW_ONLY | self._styles.names
        """Classes and ids that may hide."""
        self._nesting: dict[str, bool] = {}
        self._children: dict[Node, tuple[list[Element], dict[Element, int]]] = {}
        self._kinds_shown: dict[Node, set[str]] = {}
        self.noted: set[Element] = set()
        """Elements to ask about, whatever their class and id; those with a role among them."""
        self.blocks: set[Element] = set()
        """Elements that are block-level here alone, most by their inline style."""
        self._suspects: dict[Element, int] = {}
        """Elements that are hidden but not by their name, with their flags if nothing speaks for
        them."""
        for selector in _TELLING:
            for node in document.select(selector):
                self._note(node)
        self.noted.update(filter(is_in_code, document.select("button")))
        self.blocks.update(filter(names_the_quoted, document.select("cite")))
        self._matched: dict[tuple[Node | None, str, str], list[str]] = {}
        for node in (node for tag in sorted(self._styles.tags) for node in document.select(tag)):
            selectors = self._matching(node, self._styles.of_tags)
            if selectors and not _is_shown_inline(node):
                self._suspects[node] = self._suspects.get(node, 0) | UNSEEN
                self.noted.add(node)

    def _note(self, node: Element) -> None:
        style = node.attr("style")
        display = read_display(style) if style else NOTHING_TOLD
        if display.is_block:
            self.blocks.add(node)
        flags = _own_flags(node, style or "", display)
        if flags:
            self._suspects[node] = flags
        if flags or node.attr("role") is not None or node.attr("itemprop") is not None:
            self.noted.add(node)

    def _matching(self, node: Element, selectors: list[str], name: str = "") -> list[str]:
        """Return the selectors that match; once for all siblings of one tag and name."""
        key = node.parent, node.tag, name
        if key not in self._matched:
            self._matched[key] = [selector for selector in selectors if node.matches(selector)]
        return self._matched[key]

    def flags_of(self, node: Element) -> int:
        """Return `HIDDEN` for the attribute and inline styles, `UNSEEN` for what never shows.

        Parameters
        ----------
        node : Element
            Any; only one of `noted`, or with one of `hiding_names`, can be hidden.

        Returns
        -------
        int
            Both bits, one or 0.
        """
        name = _name(node)
        names = name.split()
        flags = self._suspects.get(node, 0)
        if is_mark(node, names) or self._is_narrow_copy(node, names):
            return flags | UNSEEN
        if not flags & UNSEEN and self._is_hidden_by_name(node, name, names):
            flags |= UNSEEN
        return flags & HIDDEN if flags & UNSEEN and self._opens(node, names) else flags

    def _is_narrow_copy(self, node: Element, names: list[str]) -> bool:
        """Tell if wide screens show something else in an element's place, or its text elsewhere."""
        if not is_for_narrow_screens(names):
            return False
        siblings, place = self._siblings(node)
        near = siblings[max(place - 1, 0) : place + 2]
        is_one_of_two = any(is_for_wide_screens(_name(sibling).split()) for sibling in near)
        return is_one_of_two or self._shown_text.has(node)

    @cached_property
    def _shown_text(self) -> ShownText:
        return ShownText(self._document)

    def _is_hidden_by_name(self, node: Element, name: str, names: list[str]) -> bool:
        if _is_shown_inline(node):
            return False
        if is_for_readers_only(names):
            return not is_all_of_cell(node)
        hiding = self._styles.hiding
        selectors = [selector for name in names for selector in hiding.get(name, ())]
        if not selectors or not self._styles.shown.isdisjoint(names):
            return False
        away = self._styles.away
        if not away.isdisjoint(selectors) and not self._styles.in_place.isdisjoint(names):
            selectors = [one for one in selectors if one not in away]
        matching = self._matching(node, selectors[:MAX_SELECTORS], name)
        return not all(map(self._nests, matching))

    def _nests(self, selector: str) -> bool:
        """Tell if one such element holds another: a layout that a style of another file shows."""
        if selector not in self._nesting:
            if len(self._nesting) >= MAX_NESTING_ASKED:
                return False
            inside = self._document.select_one(f"{selector} {selector}")
            self._nesting[selector] = inside is not None
        return self._nesting[selector]

    def _opens(self, node: Element, names: list[str]) -> bool:
        """Tell if a visitor or a script brings an element to view, by what is around it."""
        if node.tag in ("template", "dialog"):
            return False
        identifier = node.attr("id") or ""
        if identifier and (identifier in self._controlled or _SWAPPED_IN.fullmatch(identifier)):
            return True
        if not READERS_ONLY.isdisjoint(names):
            return False
        return (
            node.attr("role") == "tabpanel"
            or _PANE.search(_told_of(node)) is not None
            or node in self._around_main
            or node in self._in_details
            or self._follows_dots(node)
            or self._is_below_head(node)
            or self._shows_in_turn(node)
        )

    @cached_property
    def _controlled(self) -> set[str]:
        """The ids that controls name."""
        names: set[str] = set()
        for control in self._document.select(_CONTROLS):
            for attribute in _CONTROL_ATTRIBUTES:
                value = control.attr(attribute)
                if value and (attribute != "href" or value.startswith("#")):
                    names.update(name.lstrip("#.") for name in value.split())
        return names

    @cached_property
    def _around_main(self) -> set[Node]:
        """What holds the page's main part or its headline."""
        around: set[Node] = set()
        for node in self._document.select("main,[role=main],h1")[:_FEW]:
            above: Node | None = node.parent if node.tag == "h1" else node
            while above is not None and above not in around:
                around.add(above)
                above = above.parent
        return around

    @cached_property
    def _in_details(self) -> set[Element]:
        is_any = self._document.select_one("details") is not None  # far quicker
        return {*self._document.select("details, details *")} if is_any else set()

    def _siblings(self, node: Element) -> tuple[list[Element], int]:
        """Return an element's siblings, itself among them, and its place."""
        parent = node.parent
        if parent is None:
            return [node], 0
        if parent not in self._children:
            # Once a parent: the parser finds an earlier sibling by a walk from the first.
            elements = [child for child in parent if isinstance(child, Element)]
            places = {child: place for place, child in enumerate(elements)}
            self._children[parent] = elements, places
        elements, places = self._children[parent]
        return elements, places[node]

    def _follows_dots(self, node: Element) -> bool:
        siblings, place = self._siblings(node)
        stands_behind = place > 0 and siblings[place - 1].text.strip() in _DOTS
        return stands_behind and len(node.text.split()) >= _FEWEST_WORDS

    def _is_below_head(self, node: Element) -> bool:
        """Tell if it stands right beside what opens it: a button, or below one of some headings."""
        siblings, place = self._siblings(node)
        if node.tag in ("p", "span"):
            return False
        if place + 1 < len(siblings) and _is_button(siblings[place + 1]):
            return True
        before = siblings[place - 1] if place else None
        if before is None or before in self._suspects:
            return False
        if before.tag in _OPENERS or _is_button(before):
            return True
        if before.select_one("button,[role=button]") is not None:
            return True
        return before.tag in _HEADS and any(
            siblings[other].tag == node.tag and siblings[other - 1].tag == before.tag
            for other in range(max(place - _FEW, 1), min(place + _FEW, len(siblings)))
            if other != place and siblings[other] in self._suspects
        )

    def _shows_in_turn(self, node: Element) -> bool:
        """Tell if a sibling of the same tag and class shows, as one of several panes does."""
        parent = node.parent
        if parent is None:
            return False
        if parent not in self._kinds_shown:
            shown = (
                sibling
                for sibling in self._siblings(node)[0]
                if sibling not in self._suspects
                and self.hiding_names.isdisjoint(_name(sibling).split())
            )
            self._kinds_shown[parent] = {*map(_kind, shown)} - {""}
        return _kind(node) in self._kinds_shown[parent]


def _name(node: Element) -> str:
    return f"{node.attr('class') or ''} {node.attr('id') or ''}"


def _own_flags(node: Element, style: str, display: Display) -> int:
    hides = display.hides or is_out_of_sight(style) or _has_no_size(node, style)
    flags = HIDDEN | UNSEEN if hides else 0
    hidden = node.attr("hidden")
    if hidden is not None:
        shows = display.shows or hidden.lower() == "until-found"
        flags |= HIDDEN if shows else HIDDEN | UNSEEN
    if node.attr("popover") is not None:
        flags |= HIDDEN | UNSEEN
    shown_by = _SHOWN_BY.get(node.tag)
    return flags | UNSEEN if shown_by and node.attr(shown_by) is None else flags


def _has_no_size(node: Element, style: str) -> bool:
    """Tell if an element's letters have no size; elements inside may have their own."""
    if "size" not in style or _NO_SIZE.search(style) is None:
        return False
    return not any(isinstance(child, Element) for child in node)


def _is_button(node: Element) -> bool:
    """Tell if a click on an element does something."""
    if node.tag == "a":
        return node.attr("href") in _NOWHERE and _PANE.search(_told_of(node)) is not None
    return node.tag == "button" or node.attr("role") == "button" or node.attr("onclick") is not None


def _is_shown_inline(node: Element) -> bool:
    style = node.attr("style")
    return style is not None and read_display(style).shows


def _is_for_screen(node: Element) -> bool:
    return (node.attr("media") or "all").strip().lower() in ("all", "screen", "only screen")


def _told_of(node: Element) -> str:
    """Return an element's class, id and data attributes."""
    told = node.attrs.copy().items()
    return " ".join(
        f"{key} {' '.join(value) if isinstance(value, list) else value}"
        for key, value in told
        if key in ("class", "id") or key.startswith("data-")
    )


def _kind(node: Element) -> str:
    """Return an element's tag with its classes, but for a state; empty without a class."""
    words = _STATE.sub(" ", (node.attr("class") or "").lower()).split()
    return " ".join((node.tag, *words)) if words else ""
