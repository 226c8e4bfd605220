"""Which elements no visitor can bring to view, as far as the page alone can tell.

=======================  =========================================================================
hidden by                ``hidden`` (not ``until-found``), inline ``display:none`` and
                         ``visibility:hidden``, a closed ``<dialog>``, ``<template>`` (not one of a
                         shadow root), the page's own ``<style>`` (selectors of tags, classes and
                         ids; of ``@media`` those of every screen), class names that the web uses
                         for text to screen readers
not by                   ``aria-hidden``, which hides nothing from the eye; style sheets of other
                         files; scripts
shown again by           inline ``display``, and any rule but one for print that shows the same
                         class or id: in another state, on another screen, further down
what a visitor can       ``<details>``; what a control names (``aria-controls``, ``data-target``,
bring to view            ``href="#id"``, ``for``); tab panels; panes below a heading or a button;
                         alike siblings of which one shows; what a script swaps in (React's
                         ``S:0``) or uncovers (``<main>``, the one ``<h1>``, most of the text)
=======================  =========================================================================

Sources: HTML Living Standard, sections 6.1 (``hidden``), 4.11.4 (``<dialog>``), 15.3.1; WAI-ARIA
1.2 (``tabpanel``, ``aria-controls``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from turbohtml import Document, Element, Node

from boilerclf.lazy import cached_property
from boilerclf.page import HIDDEN, UNSEEN, Page

MAX_STYLE: Final = 1024 * 1024
"""Characters of ``<style>`` that are read of one page."""

MAX_SELECTORS: Final = 32
"""Hiding selectors that are tried: those that end in one name, and those that end in a tag."""

MAX_SEEN_SHARE: Final = 0.2
"""Where less than this part of the text shows, a script will show the rest."""

MIN_SEEN: Final = 250
"""Characters, two sentences: where fewer show beside more that are hidden, the same holds."""

_CONTROLS: Final = (
    "[aria-controls],[data-target],[data-bs-target],[aria-owns],[aria-details],[popovertarget],"
    "[commandfor],label[for],a[href^='#'],[data-toggle-target],[data-tab],[data-content-id]"
)
_CONTROL_ATTRIBUTES: Final = (
    *("aria-controls", "data-target", "data-bs-target", "aria-owns", "aria-details", "href"),
    *("popovertarget", "commandfor", "for", "data-toggle-target", "data-tab", "data-content-id"),
)
_HIDDEN: Final = "[hidden],[style*='none' i],[style*='hidden' i]"
_READERS_ONLY: Final = frozenset(
    (
        *("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "show-for-sr"),
        *("screen-reader-only", "element-invisible", "u-visually-hidden", "a11y-hidden"),
        *("sr-only-focusable", "visually-hidden-focusable", "hide-visually"),
    )
)
"""Class names of Bootstrap, WordPress, Foundation, Drupal and the HTML5 Boilerplate."""

_HIDES: Final = re.compile(
    r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*hidden)(?![\w-])", re.IGNORECASE
)
_SHOWS: Final = re.compile(
    r"(?<![\w-])(?:display\s*:\s*(?!none)[a-z]|visibility\s*:\s*visible)", re.IGNORECASE
)
_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_BRACE: Final = re.compile(r"([{}])")
_BEFORE_VALUE: Final = re.compile(r"(?:display|visibility)\s*:\s*\Z")
_LONGEST_BEFORE_VALUE: Final = 30
_ANY_SCREEN: Final = re.compile(r"@(?:media\s+(?:only\s+)?(?:all|screen)\s*$|layer|supports)", re.I)
_FOR_PRINT: Final = re.compile(r"@media[^,]*\bprint\b|@(?:font-face|page)", re.IGNORECASE)
_NAME_PATTERN: Final = r"-?[A-Za-z_][A-Za-z0-9_-]*"
_COMPOUND: Final = rf"(?:[A-Za-z][A-Za-z0-9]*(?:[.#]{_NAME_PATTERN})*|(?:[.#]{_NAME_PATTERN})+)"
_SIMPLE: Final = re.compile(rf"{_COMPOUND}(?:(?:\s*>\s*|\s+){_COMPOUND})*")
"""Tags, classes and ids, inside one another."""
_KEYS: Final = re.compile(r"[#.](-?[A-Za-z_][\w-]*)")
_LAST: Final = re.compile(r"[^\s>+~]+\s*$")
_SWAPPED_IN: Final = re.compile(r"[SP]:\w+")
"""React's streamed parts, which a script moves to their place."""

_PANE: Final = re.compile(
    r"accord|collaps|tab(?:s|-|_|\b|pan|cont)|pane|toggle|faq|answer|spoiler|expand|reveal"
    r"|read-?more|more-?(?:text|content)|carousel|slide|swiper|step|details?\b|drawer-content",
    re.IGNORECASE,
)
"""Words in names of what opens."""

_OPENERS: Final = frozenset(["button", "summary", "dt", "label"])
_HEADS: Final = frozenset(["h2", "h3", "h4", "h5", "h6", "p", "div", "a", "span"])
_FEW: Final = 20
_LONGEST_PRELUDE: Final = 4096
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
        styles = filter(_is_for_screen, document.select("style"))
        css = "\n".join(node.text for node in styles)[:MAX_STYLE]
        self._css = _COMMENT.sub(" ", css) if css else ""
        keys, is_by_tag = _hiding_keys(self._css)
        self._keys = _READERS_ONLY | keys
        self._shown: set[str] = set()
        self._nesting: dict[str, bool] = {}
        self._children: dict[Node, tuple[list[Element], dict[Element, int], set[str]]] = {}
        self.suspects: dict[Element, int] = {}
        """Elements that are hidden but not by their name, with their flags if nothing speaks for
        them."""
        for node in document.select(_HIDDEN):
            if flags := _own_flags(node):
                self.suspects[node] = flags
        for node in (*document.select("dialog"), *document.select("template")):
            shown_by = "open" if node.tag == "dialog" else "shadowrootmode"
            if node.attr(shown_by) is None:
                self.suspects[node] = self.suspects.get(node, 0) | UNSEEN
        self._hiding = self._read_rules() if is_by_tag else None

    def is_suspect(self, name: str) -> bool:
        """Tell if an element of this name, its class and id, may be hidden by it."""
        return not self._keys.isdisjoint(name.split())

    def flags_of(self, node: Element) -> int:
        """Return `HIDDEN` for the attribute and inline styles, `UNSEEN` for what never shows.

        Parameters
        ----------
        node : Element
            One of `suspects`, or of a name that `is_suspect`.

        Returns
        -------
        int
            Both bits, one or 0.
        """
        names = _name(node).split()
        flags = self.suspects.get(node, 0)
        if not flags & UNSEEN and self._is_hidden_by_name(node, names):
            flags |= UNSEEN
        return flags & HIDDEN if flags & UNSEEN and self._opens(node, names) else flags

    def _is_hidden_by_name(self, node: Element, names: list[str]) -> bool:
        if _SHOWS.search(node.attr("style") or ""):
            return False
        if not _READERS_ONLY.isdisjoint(names):
            return True
        if self._hiding is None:
            self._hiding = self._read_rules()
        selectors = [selector for name in names for selector in self._hiding.get(name, ())]
        return self._shown.isdisjoint(names) and any(
            node.matches(selector) and not self._nests(selector) for selector in selectors
        )

    def _nests(self, selector: str) -> bool:
        """Tell if one such element holds another: a layout that a style of another file shows."""
        if selector not in self._nesting:
            inside = self._document.select_one(f"{selector} {selector}")
            self._nesting[selector] = inside is not None
        return self._nesting[selector]

    def _read_rules(self) -> dict[str, list[str]]:
        """Return the selectors that hide, by the classes and ids they end in."""
        hiding: dict[str, list[str]] = {}
        of_tags: list[str] = []
        for selectors, body, is_plain, is_print in _rules(self._css):
            hides, shows = _HIDES.search(body), _SHOWS.search(body)
            for selector in map(str.strip, selectors.split(",")) if hides or shows else ():
                last = _LAST.search(selector)
                keys = _KEYS.findall(last[0]) if last else []
                if hides and is_plain and _SIMPLE.fullmatch(selector):
                    for key in keys[:1]:
                        hiding.setdefault(key, []).append(selector)
                    if not keys:
                        of_tags.append(selector)
                elif shows and not hides and not is_print:
                    self._shown.update(keys)
        for selector in of_tags[:MAX_SELECTORS]:
            for node in self._document.select(selector):
                if not _SHOWS.search(node.attr("style") or ""):
                    self.suspects[node] = self.suspects.get(node, 0) | UNSEEN
        return {key: found[:MAX_SELECTORS] for key, found in hiding.items()}

    def _opens(self, node: Element, names: list[str]) -> bool:
        """Tell if a visitor or a script brings an element to view, by what is around it."""
        if node.tag in ("template", "dialog"):
            return False
        identifier = node.attr("id") or ""
        if identifier and (identifier in self._controlled or _SWAPPED_IN.fullmatch(identifier)):
            return True
        if not _READERS_ONLY.isdisjoint(names):
            return False
        return (
            node.attr("role") == "tabpanel"
            or _PANE.search(_told_of(node)) is not None
            or node in self._around_main
            or node.closest("details") is not None
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

    def _siblings(self, node: Element) -> tuple[list[Element], int, set[str]]:
        """Return an element's siblings, itself among them, its place, and the kinds that show."""
        parent = node.parent
        if parent is None:
            return [node], 0, set()
        if parent not in self._children:
            # Once a parent: the parser finds an earlier sibling by a walk from the first.
            elements = [child for child in parent if isinstance(child, Element)]
            places = {child: place for place, child in enumerate(elements)}
            shown = (
                child
                for child in elements
                if child not in self.suspects and not self.is_suspect(_name(child))
            )
            self._children[parent] = elements, places, {*map(_kind, shown)} - {""}
        elements, places, kinds = self._children[parent]
        return elements, places[node], kinds

    def _is_below_head(self, node: Element) -> bool:
        """Tell if it stands right below what opens it: a button, or one of several headings."""
        siblings, place, _ = self._siblings(node)
        if not place or node.tag in ("p", "span"):
            return False
        before = siblings[place - 1]
        if before in self.suspects:
            return False
        if before.tag in _OPENERS or before.select_one("button,[role=button]") is not None:
            return True
        return before.tag in _HEADS and any(
            siblings[other].tag == node.tag and siblings[other - 1].tag == before.tag
            for other in range(max(place - _FEW, 1), min(place + _FEW, len(siblings)))
            if other != place and siblings[other] in self.suspects
        )

    def _shows_in_turn(self, node: Element) -> bool:
        """Tell if a sibling of the same tag and class shows, as one of several panes does."""
        return _kind(node) in self._siblings(node)[2]


def waits_for_script(page: Page) -> bool:
    """Tell if so little of a page would show that a script must be about to show the rest.

    Parameters
    ----------
    page : Page
        With `UNSEEN` as `Visibility` has it.

    Returns
    -------
    bool
        True where less than `MAX_SEEN_SHARE` of the text shows, or less than `MIN_SEEN` characters
        do and more are hidden; False where nothing is `UNSEEN`.
    """
    if not page.is_unseen.any():
        return False
    lengths = page.ends - page.starts
    unseen = int(lengths[page.is_unseen].sum())
    seen = int(lengths.sum()) - unseen
    return seen < MAX_SEEN_SHARE * (seen + unseen) or seen < MIN_SEEN <= unseen


def _name(node: Element) -> str:
    return f"{node.attr('class') or ''} {node.attr('id') or ''}"


def _own_flags(node: Element) -> int:
    style = node.attr("style") or ""
    hides = HIDDEN if _HIDES.search(style) else 0
    value = node.attr("hidden")
    if value is None:
        return hides | (UNSEEN if hides else 0)
    shows = value.lower() == "until-found" or (not hides and _SHOWS.search(style) is not None)
    return HIDDEN | (0 if shows and not hides else UNSEEN)


def _is_for_screen(node: Element) -> bool:
    return (node.attr("media") or "all").strip().lower() in ("all", "screen", "only screen")


def _hiding_keys(css: str) -> tuple[set[str], bool]:
    """Return the classes and ids in selectors that may hide, and if one ends in a tag.

    Quicker than `_rules`, and most pages have no element of such a class.
    """
    keys: set[str] = set()
    is_by_tag = False
    folded = css.lower()
    for value in ("none", "hidden"):
        last, place = 0, folded.find(value)
        while place >= 0:
            if _BEFORE_VALUE.search(folded, max(last, place - _LONGEST_BEFORE_VALUE), place):
                opening = css.rfind("{", last, place)
                if opening >= 0:
                    start = max(css.rfind(end, last, opening) for end in "{};") + 1
                    selectors = css[max(start, last) : opening]
                    keys.update(_KEYS.findall(selectors))
                    is_by_tag = is_by_tag or any(map(_ends_in_tag, selectors.split(",")))
                last = place
            place = folded.find(value, place + len(value))
    return keys, is_by_tag


def _ends_in_tag(selector: str) -> bool:
    last = _LAST.search(selector)
    return (
        last is not None
        and not _KEYS.search(last[0])
        and _SIMPLE.fullmatch(selector.strip()) is not None
    )


def _rules(css: str) -> Iterator[tuple[str, str, bool, bool]]:
    """Give each rule on display: selectors, body, if it is for every screen, if only for print."""
    outer: list[str] = []
    pieces = _BRACE.split(css)
    for text, brace in zip(pieces[::2], pieces[1::2], strict=False):
        if brace == "{":
            outer.append(text.rpartition(";")[2].strip()[:_LONGEST_PRELUDE])
        elif outer:
            selectors = outer.pop()
            folded = text.lower()
            if "display" not in folded and "visibility" not in folded:
                continue
            if selectors and not selectors.startswith("@"):
                is_plain = all(map(_ANY_SCREEN.match, outer))
                is_print = any(map(_FOR_PRINT.match, outer))
                yield selectors, text, is_plain, is_print


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
