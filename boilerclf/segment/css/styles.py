"""What the style sheets in a page hide and show, by selectors of tags, classes and ids."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain, islice
from typing import Final, NamedTuple

from turbohtml import Element

from boilerclf.lazy import cached_property
from boilerclf.segment.css.layout import DISPLAY, is_box, lays_out
from boilerclf.segment.css.media import Scope
from boilerclf.segment.css.out_of_sight import SIGNS_IN_SHEETS, is_out_of_sight, way_back
from boilerclf.segment.css.rules import (
    KEYS,
    SIMPLE,
    ends_of,
    joined_sheets,
    keys_of,
    last_compound,
    rules_with,
    selectors_of,
    strength,
)

MAX_SELECTORS: Final = 32
"""How many hiding selectors are tried that end in the same name, and how many that end in a tag."""

MAX_CHILDREN_TRIED: Final = 100_000
"""How many ``>`` the selectors may have in all that are tried on the elements of a page: a chain of
them is tried anew from each element around one. A page of a megabyte has 1,000."""

_VISIBILITY: Final = re.compile(r"visibility(?<![\w-]visibility)\s*:\s*([\w-]*)")
"""It begins with the literal, as `DISPLAY` does."""
_FIXED: Final = re.compile(r"position\s*:\s*fixed")
_SIGNS_OF_DISPLAY: Final = ("display", "visibility")
_TOUCHED: Final = re.compile(r"(?<!:not\():(?:focus|active|hover)\b")


class Styles:
    """What style sheets hide.

    Parameters
    ----------
    sheets : iterable of str
        The text of each ``<style>`` for screens.

    Examples
    --------
    >>> styles = Styles([".note, p > i { display: none } .note .open { display: block }"])
    >>> sorted(styles.names), styles.hiding, styles.of_tags, styles.shows(["open"])
    (['note'], {'note': ['.note']}, ['p > i'], True)
    """

    def __init__(self, sheets: Iterable[str]) -> None:
        self.css = joined_sheets(sheets)
        """Their text, as far as it is read."""
        self.names: set[str] = set()
        """Classes and ids in selectors that hide."""
        self.hiding: dict[str, list[str]] = {}
        """The selectors that hide on wide screens, by the class or id they end in."""
        self.of_tags: list[str] = []
        """Those that end in a tag."""
        self.tags: set[str] = set()
        """The tags that those end in."""
        self.away: dict[str, re.Pattern[str]] = {}
        """Those of `hiding` that hide by a clip, a size or a place, each with the declarations
        that bring an element back."""
        self._back: dict[re.Pattern[str], dict[str, bool]] = {}
        """Classes and ids of elements that rules bring back, by the declarations that do so. Each
        with whether a rule does that is stronger than any without an id."""
        self.wide: dict[str, int] = {}
        """Those of `hiding` that hide on wide screens only, each with the number of other rules
        before it: it overrides those of them that have the same selector."""
        self.laid_over: dict[str, int] = {}
        """Those of `hiding` that also take an element out of the page, as dialogs are; as `wide`"""
        self._n_left = MAX_CHILDREN_TRIED
        self._others: list[tuple[str, str, Scope]] = []
        self._learnt: set[int] = set()
        self._shown: dict[str, list[tuple[int, int, int, str]]] = {}
        """Classes and ids that rules show, with strength, place and selector of the wide ones."""
        self._shown_when_touched: set[str] = set()
        self._rows: set[str] = set()
        self._boxes: dict[str, list[str]] = {}
        """Selectors of boxes that have been learnt, by the class or id they end in."""
        for before, body, scope, is_marked in rules_with(
            self.css, _SIGNS_OF_DISPLAY, SIGNS_IN_SHEETS
        ):
            may_hide = "none" in body or "hidden" in body
            if may_hide and read_display(body).hides:
                if selectors := selectors_of(before):
                    self.names.update(keys_of(selectors))
                    if scope <= Scope.WIDE:
                        self._add(selectors)
                    its = dict.fromkeys(map(str.strip, selectors.split(",")), len(self._others))
                    self.laid_over.update(its if _FIXED.search(body) else ())
                    self.wide.update(its if scope is Scope.WIDE else ())
                continue
            if is_marked and scope is Scope.EVERYWHERE and is_out_of_sight(body):
                self._add_away(selectors_of(before), way_back(body))
            self._others.append((before, body, scope))

    def _add_away(self, selectors: str, back: re.Pattern[str]) -> None:
        """Add selectors that end in a class or id; those that end in a tag open with the mouse."""
        for selector, keys in ends_of(selectors):
            if keys and selector not in self.hiding.get(keys[0], ()):
                self.away[selector] = back
                self.names.update(keys)
                self._add(selector)

    def _add(self, selectors: str) -> None:
        for selector in map(str.strip, selectors.split(",")):
            if SIMPLE.fullmatch(selector):
                last = last_compound(selector)
                key = KEYS.search(last)
                same = self.hiding.setdefault(key[1], []) if key else self.of_tags
                if len(same) < MAX_SELECTORS:
                    same.append(selector)
                    self.tags.update(() if key else (last,))

    def shows(self, names: list[str]) -> bool:
        """Tell if other rules show an element of such classes and ids, without mouse or focus."""
        self._learn(names)
        return not self._shown.keys().isdisjoint(names)

    def still_laid_over(self, node: Element, names: list[str], selectors: list[str]) -> list[str]:
        """Return those of `laid_over` that none of the rules that `shows` found overrides."""
        shown = [its for name in names for its in self._shown.get(name, ())][:MAX_SELECTORS]
        matching = self.matching(node, [selector for *_, selector in shown])
        best = max((its[:3] for its in shown if its[3] in matching), default=(-1, 0, 0))
        laid_over = [one for one in selectors if one in self.laid_over]
        return [one for one in laid_over if (*strength(one), self.laid_over[one]) > best]

    def shows_when_touched(self, names: list[str]) -> bool:
        """Tell if rules show such an element when the mouse or the focus is there."""
        self._learn(names)
        return not self._shown_when_touched.isdisjoint(names)

    def lays_out(self, names: list[str]) -> bool:
        """Tell if rules lay out the children of such an element in a row or a grid."""
        self._learn(names)
        return not self._rows.isdisjoint(names)

    def _learn(self, names: list[str]) -> None:
        """Read the rules that have some names in their selectors; most are never asked about."""
        for name in names:
            for place in self._places.pop(name, ()):
                if place not in self._learnt:
                    self._learnt.add(place)
                    self._learn_rule(place)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """The places of other rules by the classes and ids in their selectors."""
        places: dict[str, list[int]] = {}
        for place, (before, _, _) in enumerate(self._others):
            for key in keys_of(before):
                places.setdefault(key, []).append(place)
        return places

    def _learn_rule(self, place: int) -> None:
        """Note the classes and ids that the selectors of a rule end in, by what it does to them."""
        before, body, scope = self._others[place]
        if not read_display(body).shows:
            return
        shows = not is_out_of_sight(body)
        is_row = scope <= Scope.WIDE and lays_out(body)
        makes_box = scope <= Scope.WIDE and is_box(body)
        is_last = scope is not Scope.EVERYWHERE or "!important" in body
        for selector, keys in ends_of(selectors_of(before)):
            if is_row:
                self._rows.update(keys)
            if makes_box and keys and SIMPLE.fullmatch(selector):
                self._boxes.setdefault(keys[0], []).append(selector)
            if shows and keys and (is_last or place >= self.wide.get(selector, 0)):
                if ":" in selector and _TOUCHED.search(selector):
                    self._shown_when_touched.update(keys)
                    continue
                is_known = scope <= Scope.WIDE and SIMPLE.fullmatch(selector)
                its = [(*strength(selector), place, selector)] if is_known else []
                for key in keys:
                    self._shown.setdefault(key, []).extend(its)

    def brings_back(self, selector: str, names: list[str]) -> bool:
        """Tell if rules bring back an element with such names if a selector of `away` hides it."""
        back = self.away.get(selector)
        if back is None:
            return False
        if back not in self._back:
            self._back[back] = _brought_back(self.css, back)
        found = self._back[back]
        return any(name in found and (found[name] or "#" not in selector) for name in names)

    def matching(self, node: Element, selectors: list[str]) -> list[str]:
        """Return the selectors that match an element; none after `MAX_CHILDREN_TRIED`."""
        self._n_left -= "".join(selectors).count(">")
        if self._n_left < 0:
            return []
        return [selector for selector in selectors if node.matches(selector)]

    def boxes_of(self, tag: str, names: list[str]) -> list[str]:
        """Return the first selectors of boxes that end in an element's tag or one of its names."""
        self._learn(names)
        found = (self._boxes_of_tags.get(tag, ()), *(self._boxes.get(name, ()) for name in names))
        return [*islice(chain.from_iterable(found), MAX_SELECTORS)]

    @cached_property
    def _boxes_of_tags(self) -> dict[str, list[str]]:
        """The selectors of boxes that end in a tag, by that tag."""
        boxes: dict[str, list[str]] = {}
        for before, body, scope in self._others:
            if scope <= Scope.WIDE and is_box(body):
                for selector in map(str.strip, selectors_of(before).split(",")):
                    last = last_compound(selector)
                    if last.isalnum() and SIMPLE.fullmatch(selector):
                        boxes.setdefault(last.lower(), []).append(selector)
        return boxes


class Display(NamedTuple):
    """What declarations do to an element.

    Parameters
    ----------
    hides, shows : bool
        Whether they hide it, and whether they show it. Both are true where the declarations say
        both, as with a fallback.
    is_block : bool
        Whether they make it block-level.
    """

    hides: bool
    shows: bool
    is_block: bool


NOTHING_TOLD: Final = Display(hides=False, shows=False, is_block=False)


def read_display(declarations: str) -> Display:
    """Read ``display`` and ``visibility``.

    Parameters
    ----------
    declarations : str
        The body of a rule, or the value of ``style``.

    Returns
    -------
    Display
        All False where they say neither.

    Examples
    --------
    >>> read_display("color: red; Display : none").hides, read_display("visibility: visible").shows
    (True, True)
    """
    folded = declarations.lower()
    if "display" not in folded and "visibility" not in folded:
        return NOTHING_TOLD
    display = DISPLAY.findall(folded) if "display" in folded else ()
    visibility = _VISIBILITY.findall(folded) if "visibility" in folded else ()
    hides = "none" in display or "hidden" in visibility
    shows = any("a" <= value[:1] <= "z" and not value.startswith("none") for value in display)
    shows = shows or any(value.startswith("visible") for value in visibility)
    return Display(hides, shows, "block" in display)


def hides_itself(node: Element) -> bool:
    """Tell if an element's own attributes hide it: ``hidden`` or an inline style.

    Parameters
    ----------
    node : Element
        Any.

    Returns
    -------
    bool
        False where only something else could hide it.

    Examples
    --------
    >>> from turbohtml import parse
    >>> nodes = parse("<b hidden>a</b><b style='display:none'>b</b><b>c</b>").select("b")
    >>> [hides_itself(node) for node in nodes]
    [True, True, False]
    """
    style = node.attr("style")
    return node.attr("hidden") is not None or (style is not None and read_display(style).hides)


def _brought_back(css: str, back: re.Pattern[str]) -> dict[str, bool]:
    """Return the classes and ids of elements that rules bring back without the focus.

    Each with whether such a rule has an id in its selector or counts above all.
    """
    found: dict[str, bool] = {}
    for before, body, _, _ in rules_with(css, (":",)):
        if back.search(body) and not is_out_of_sight(body):
            for selector, keys in ends_of(selectors_of(before)):
                if ":focus" not in selector and ":active" not in selector:
                    is_strong = "#" in selector or "!important" in body
                    found.update((key, is_strong or found.get(key, False)) for key in keys)
    return found


def shows_itself(node: Element) -> bool:
    """Tell if an element's inline style shows it, whatever the page's rules say.

    Parameters
    ----------
    node : Element
        Any.

    Returns
    -------
    bool
        False for one without such a style.

    Examples
    --------
    >>> from turbohtml import parse
    >>> nodes = parse("<b style='display:block'>a</b><b style='color:red'>b</b>").select("b")
    >>> [shows_itself(node) for node in nodes]
    [True, False]
    """
    style = node.attr("style")
    return style is not None and read_display(style).shows
