"""Which hidden elements a visitor or a script brings to view.

These are: ``<details>``; elements whose id a control names (``aria-controls``, ``data-target``,
``href="#id"``, ``for``), itself or in its script (``onclick``); elements that Alpine and Vue show;
tab panels; panes below a heading or a button, in pairs of a head and a pane, below as many buttons
as there are panes, or below a row of buttons of which one says what they begin with; siblings of
one kind of which one shows; the rest of a text after "..."; and what a script swaps in (React's
``S:0``) or uncovers (``<main>``, the one ``<h1>``).

Sources: WAI-ARIA 1.2 (``tabpanel``, ``aria-controls``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Set
from itertools import islice
from typing import Final

from turbohtml import Document, Element, Node, Text

from boilerclf.lazy import cached_property
from boilerclf.segment.tree.names import name_of
from boilerclf.segment.visibility.readers_only import is_for_readers_only

_CONTROLS: Final = (
    "[aria-controls],[data-target],[data-bs-target],[aria-owns],[aria-details],[popovertarget],"
    "[commandfor],label[for],a[href^='#'],[data-toggle-target],[data-tab],[data-content-id],"
    "[onclick],a[href^='javascript:']"
)
_CONTROL_ATTRIBUTES: Final = (
    *("aria-controls", "data-target", "data-bs-target", "aria-owns", "aria-details", "href"),
    *("popovertarget", "commandfor", "for", "data-toggle-target", "data-tab", "data-content-id"),
)
_NAMED: Final = re.compile(r"""(?<=['"])#?([A-Za-z][\w-]*)(?=['"])""")
"""Ids in the script of a control, such as ``toggle('answer-2')``."""
LAID_OVER: Final = re.compile(r"pop-?up|modal|overlay|lightbox|dialog", re.IGNORECASE)
"""Words in the names of elements that a script lays over the page: forms, terms, pictures."""
_SHOWN_BY_SCRIPT: Final = ("x-show", "v-show", "x-collapse")
"""Attributes of Alpine and Vue: a click shows the element."""
_SWAPPED_IN: Final = re.compile(r"[SP]:\w+")
"""React's streamed parts, which a script moves to their place."""

_PANE: Final = re.compile(
    r"accord|collaps|tab(?:s|-|_|\b|pan|cont)|pane|toggle|faq|answer|spoiler|expand|reveal"
    r"|read-?more|more-?(?:text|content)|carousel|slide|swiper|step|details?\b|drawer-content"
    r"|elementor-invisible|animate_when|wow(?<=\bwow)\b"
)
"""Words in the names of elements that open, or come into view when a visitor scrolls there; to be
searched for in small letters."""
LEAD_NOWHERE: Final = ("", "#", "javascript:void(0)", "javascript:void(0);", "javascript:;")
"""Addresses of links that a script answers."""

_DOTS: Final = ("...", "\u2026", "[...]", "[\u2026]")
_FEWEST_WORDS: Final = 6
"""What stands for the rest of a text until it opens, and the fewest words of that rest."""

_BUTTONS: Final = "button,[role=button],[onclick]"
_OPENERS: Final = frozenset(["summary", "dt", "label"])
_HEADS: Final = frozenset(["h2", "h3", "h4", "h5", "h6", "p", "div", "a", "span"])
_ANSWERS: Final = frozenset(["div", "section", "article", "dd"])
_FEW: Final = 20
"""How many siblings, headlines and the like are looked at."""
_MOST_BEFORE: Final = 64
"""Among how many nodes the first words of an element are."""
_STATE: Final = re.compile(
    r"\b(?:is-)?(?:active|current|selected|show|shown|open|visible|in|hidden|hide|inactive|first|last)\b"
    r"|(?<=[a-z]{3})\d+\b|(?<=[a-z]{4})[_-]\d+\b"
)


class Siblings:
    """The siblings of elements, listed once for each parent.

    Examples
    --------
    >>> from turbohtml import parse
    >>> siblings, place = Siblings().of(parse("<p>a<hr><p>b<p>c").select("p")[1])
    >>> [one.tag for one in siblings], place
    (['p', 'hr', 'p', 'p'], 2)
    """

    def __init__(self) -> None:
        self._children: dict[Node, tuple[list[Element], dict[Element, int]]] = {}

    def of(self, node: Element) -> tuple[list[Element], int]:
        """Return an element's siblings, itself among them, and its place."""
        parent = node.parent
        if parent is None:
            return [node], 0
        if parent not in self._children:
            # The parser finds an earlier sibling by a walk from the first: slow if done for each.
            elements = [child for child in parent if isinstance(child, Element)]
            places = {child: place for place, child in enumerate(elements)}
            self._children[parent] = elements, places
        elements, places = self._children[parent]
        return elements, places[node]


class Openings:
    """Tells which hidden elements of a page something brings to view.

    Parameters
    ----------
    document : Document
        The tree.
    siblings : Siblings
        Of the elements of the tree.
    suspects : collection of Element
        Elements that are hidden, but not by their names.
    hiding_names : set of str
        Classes and ids that may hide.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<p hidden>a</p><button>Why?</button><div hidden>b</div>")
    >>> hidden = document.select("[hidden]")
    >>> openings = Openings(document, Siblings(), hidden, set())
    >>> [openings.opens(node, []) for node in hidden]
    [False, True]
    """

    def __init__(
        self,
        document: Document,
        siblings: Siblings,
        suspects: Collection[Element],
        hiding_names: Set[str],
    ) -> None:
        self._document = document
        self._siblings = siblings
        self._suspects = suspects
        self._hiding_names = hiding_names
        self._kinds_shown: dict[Node, set[str]] = {}
        self._button_counts: dict[Element, int] = {}

    def opens(self, node: Element, names: list[str]) -> bool:
        """Tell if a visitor or a script brings an element to view, by what is around it.

        Parameters
        ----------
        node : Element
            One that is hidden.
        names : list of str
            Its classes and ids.

        Returns
        -------
        bool
            False where nothing says that it does.
        """
        if node.tag in ("template", "dialog"):
            return False
        identifier = node.attr("id") or ""
        if identifier and (identifier in self._controlled or _SWAPPED_IN.fullmatch(identifier)):
            return True
        controls = self._named_by_scripts.get(identifier, ()) if identifier else ()
        is_over = bool(controls) and LAID_OVER.search(" ".join(names)) is not None
        if not is_over and any(node not in control.ancestors for control in controls):
            return True
        if is_for_readers_only(names):
            return False
        return (
            node.attr("role") == "tabpanel"
            or any(name.startswith(_SHOWN_BY_SCRIPT) for name in node.attrs)
            or _PANE.search(_told_of(node)) is not None
            or node in self._around_main
            or node in self._in_details
            or self._follows_dots(node)
            or self._is_below_head(node)
            or self._shows_in_turn(node)
            or self._is_pane_of_buttons(node)
            or self._is_named_by_button(node)
        )

    @cached_property
    def _controlled(self) -> set[str]:
        """The ids that controls name."""
        names: set[str] = set()
        for control in self._controls:
            for attribute in _CONTROL_ATTRIBUTES:
                value = control.attr(attribute)
                if value and (attribute != "href" or value.startswith("#")):
                    names.update(name.lstrip("#.") for name in value.split())
        return names

    @cached_property
    def _named_by_scripts(self) -> dict[str, list[Element]]:
        """Quoted words in scripts of controls, ids among them, each with some of its controls."""
        found: dict[str, list[Element]] = {}
        for control in self._controls:
            script, link = control.attr("onclick") or "", control.attr("href") or ""
            if link.startswith("javascript:"):
                script += link
            for name in _NAMED.findall(script):
                controls = found.setdefault(name, [])
                if len(controls) < _FEW:
                    controls.append(control)
        return found

    @cached_property
    def _controls(self) -> list[Element]:
        return self._document.select(_CONTROLS)

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
        return {*self._document.select("details *")} if is_any else set()

    def _follows_dots(self, node: Element) -> bool:
        siblings, place = self._siblings.of(node)
        stands_behind = place > 0 and siblings[place - 1].text.strip() in _DOTS
        return stands_behind and len(node.text.split()) >= _FEWEST_WORDS

    def _is_below_head(self, node: Element) -> bool:
        """Tell if it is next to a button, or below a heading of a series with panes like it."""
        siblings, place = self._siblings.of(node)
        before = siblings[place - 1] if place else None
        if before in self._suspects:
            before = None
        if node.tag in ("p", "span"):
            return before is not None and before.tag == "summary"
        if self._stands_above_button(node):
            return True
        if before is None:
            return False
        if before.tag in _OPENERS or _is_button(before):
            return True
        if before.select_one("button,:not(details)>summary,[role=button]") is not None:
            return True
        return before.tag in _HEADS and (
            self._is_in_like_pair(node, before)
            or any(
                siblings[other].tag == node.tag and siblings[other - 1].tag == before.tag
                for other in range(max(place - _FEW, 1), min(place + _FEW, len(siblings)))
                if other != place and siblings[other] in self._suspects
            )
        )

    def _stands_above_button(self, node: Element) -> bool:
        """Tell if a button comes right after it, or after the list if it is an item."""
        above = node.parent if node.tag == "li" else node
        if not isinstance(above, Element):
            return False
        siblings, place = self._siblings.of(above)
        return place + 1 < len(siblings) and _is_button(siblings[place + 1])

    def _is_in_like_pair(self, node: Element, head: Element) -> bool:
        """Tell if it is second in a pair with its head, and a pair nearby has a hidden second."""
        pair = node.parent
        if node.tag not in _ANSWERS or not isinstance(pair, Element) or not head.text.strip():
            return False
        if self._siblings.of(node)[1] != 1:
            return False
        pairs, place = self._siblings.of(pair)
        near = (*pairs[max(place - _FEW, 0) : place], *pairs[place + 1 : place + 1 + _FEW])
        return any(
            isinstance(its, Element) and its in self._suspects and its.tag == node.tag
            for other in near
            if other.tag == pair.tag
            for its in other
        )

    def _shows_in_turn(self, node: Element) -> bool:
        """Tell if a sibling of the same tag and class shows, as with panes of which one shows."""
        parent, kind = node.parent, _kind(node)
        if parent is None or not kind:
            return False
        if parent not in self._kinds_shown:
            shown = filter(self._seems_to_show, self._siblings.of(node)[0])
            self._kinds_shown[parent] = {*map(_kind, shown)}
        return kind in self._kinds_shown[parent]

    def _seems_to_show(self, node: Element) -> bool:
        return node not in self._suspects and self._hiding_names.isdisjoint(name_of(node).split())

    def _is_pane_of_buttons(self, node: Element) -> bool:
        """Tell if it is a pane below a row of buttons alone, with as many panes as buttons."""
        siblings, place = self._siblings.of(node)
        for above in range(place - 1, max(place - _FEW, 0) - 1, -1):
            n_buttons = self._n_buttons(siblings[above])
            if n_buttons:
                panes = siblings[above + 1 : above + 1 + n_buttons]
                return (
                    len(panes) == n_buttons >= place - above
                    and sum(map(self._seems_to_show, panes)) <= 1
                    and {pane.tag for pane in panes} == {node.tag}
                )
        return False

    def _is_named_by_button(self, node: Element) -> bool:
        """Tell if it begins with what one button says of a row of buttons alone above it."""
        siblings, place = self._siblings.of(node)
        rows = [*filter(self._n_buttons, siblings[max(place - _FEW, 0) : place])]
        if not rows or LAID_OVER.search(name_of(node)):
            return False
        buttons = (button for row in rows for button in filter(_is_button, row.select(_BUTTONS)))
        labels = [label for button in buttons if (label := button.text.split())]
        start = _first_words(node, max(map(len, labels), default=0))
        return any(start[: len(label)] == label for label in labels)

    def _n_buttons(self, node: Element) -> int:
        """Return how many buttons an element holds; 0 for fewer than two, and beside other text."""
        if node not in self._button_counts:
            buttons = [*filter(_is_button, node.select(_BUTTONS))]
            is_row = len(buttons) > 1 and _has_letters(node, sum(map(n_characters, buttons)))
            self._button_counts[node] = len(buttons) if is_row else 0
        return self._button_counts[node]


def _first_words(node: Element, n: int) -> list[str]:
    """Return the first words of an element's texts, n of them or more, of a few texts at most."""
    words: list[str] = []
    texts = (its for its in islice(node.descendants, _MOST_BEFORE) if isinstance(its, Text))
    while len(words) < n and (text := next(texts, None)) is not None:
        words += text.data.split(maxsplit=n)[:n]
    return words


def n_characters(node: Element) -> int:
    """Return how many characters the text of an element has, white space aside."""
    return sum(map(len, node.text.split()))


def _has_letters(node: Element, n: int) -> bool:
    """Tell if an element's text has so many characters, white space aside."""
    # A word has a character at least: beyond as many words there is no need to split the rest.
    return sum(map(len, node.text.split(maxsplit=n))) == n


def _is_button(node: Element) -> bool:
    """Tell if a click on an element does something."""
    if node.tag == "summary":  # a button whose answer is below it, unless it is one of details
        return isinstance(node.parent, Element) and node.parent.tag != "details"
    if node.tag == "a":
        return (node.attr("href") or "") in LEAD_NOWHERE and _PANE.search(
            _told_of(node)
        ) is not None
    return node.tag == "button" or node.attr("role") == "button" or node.attr("onclick") is not None


def _told_of(node: Element) -> str:
    """Return an element's class, id and data attributes, in small letters."""
    told = node.attrs.copy().items()
    return " ".join(
        f"{key} {' '.join(value) if isinstance(value, list) else value}"
        for key, value in told
        if key in ("class", "id") or key.startswith("data-")
    ).lower()


def _kind(node: Element) -> str:
    """Return an element's tag and its classes, without states ("active") and numbers at the end.

    Empty where no class is left.
    """
    name = node.attr("class")
    words = _STATE.sub(" ", name.lower()).split() if name else []
    return " ".join((node.tag, *words)) if words else ""
