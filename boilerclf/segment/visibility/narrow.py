"""Copies of what wide screens show elsewhere on the page: for narrow ones, paper, and of slides."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from turbohtml import Document, Element, Node

from boilerclf.lazy import cached_property
from boilerclf.segment.tree.squeezed import SELDOM_TWICE, squeezed

_WIDTHS: Final = ("sm", "md", "lg", "xl", "2xl", "xxl")

NARROW_ONLY: Final = frozenset(
    (
        *(f"{width}:{name}" for width in _WIDTHS for name in ("hidden", "!hidden")),
        *(f"tw-{width}:hidden" for width in _WIDTHS),
        *(f"d-{width}-none" for width in _WIDTHS),
        *("visible-xs", "visible-xs-block", "visible-xs-inline", "visible-xs-inline-block"),
        *("hidden-sm-up", "hidden-md-up", "hidden-lg-up", "hidden-xl-up"),
        *("hidden-sm-and-up", "hidden-md-and-up", "hidden-lg-and-up"),
        *("show-for-small-only", "show-for-small", "hide-for-medium", "hide-for-large"),
        *("hide-for-medium-up", "hide-for-large-up", "is-hidden-tablet", "is-hidden-desktop"),
        *("uk-hidden@s", "uk-hidden@m", "uk-hidden@l", "hide-on-med-and-up"),
        *("hide-on-large-only", "elementor-hidden-desktop", "mobile-only", "only-mobile"),
        *("show-mobile", "visible-mobile", "mobile-visible", "show-on-mobile", "show-for-mobile"),
        *("hide-desktop", "hidden-desktop", "hide-on-desktop", "hide-for-desktop"),
        *("hidden-lg", "vc_hidden-lg", "fusion-no-large-visibility", "large-up-hide"),
        *("visible-sm", "visible-sm-block", "visible-md", "visible-md-block"),
        *("elementor-tab-mobile-title",),
    )
)
"""Class names of what wide screens leave out: of Tailwind, Bootstrap, Vuetify, Foundation, Bulma,
UIkit, Materialize and Elementor, and names that the web has for the same."""

_HIDDEN: Final = frozenset(("hidden", "!hidden", "d-none", "tw-hidden"))
_SHOWN_FROM: Final = re.compile(
    r"(?:(?:tw-)?(?:sm|md|lg|xl|2xl):!?|d-(?:sm|md|lg|xl|xxl)-)"
    r"(?:block|inline|flex|grid|table|contents|flow)[\w-]*|visible-lg[\w-]*"
)
"""Class names of elements that show from some screen width on."""

_WIDE_ONLY: Final = frozenset(
    (
        *("hidden-xs", "hidden-xs-down", "hidden-sm-down", "hidden-md-down"),
        *("hidden-xs-and-down", "hidden-sm-and-down", "hidden-md-and-down"),
        *(f"max-{width}:hidden" for width in _WIDTHS),
        *("hide-for-small", "hide-for-small-only", "show-for-medium", "show-for-large"),
        *("show-for-medium-up", "show-for-large-up", "is-hidden-mobile", "is-hidden-touch"),
        *("uk-visible@s", "uk-visible@m", "uk-visible@l", "hide-on-small-only"),
        *("hide-on-med-and-down", "elementor-hidden-mobile", "elementor-hidden-phone"),
        *("desktop-only", "only-desktop", "visible-desktop", "show-desktop", "show-on-desktop"),
        *("hide-mobile", "hidden-mobile", "hide-on-mobile", "hide-for-mobile"),
        *("hidden-sm", "vc_hidden-xs", "vc_hidden-sm", "fusion-no-small-visibility", "small-hide"),
        *("visible-lg", "visible-lg-block", "elementor-tab-desktop-title"),
    )
)
"""Class names of elements that narrow screens leave out."""

SLIDE_COPIES: Final = frozenset(
    (
        *("slick-cloned", "swiper-slide-duplicate", "splide__slide--clone", "bx-clone", "cloned"),
        *("glide__slide--clone", "tns-slide-cloned", "tablesaw-cell-label"),
        *("dataTables_scrollHead", "dt-scroll-head"),
    )
)
"""Class names of copies: of slides (Slick, Swiper, Splide, bxSlider, Owl, Glide, Tiny), and of the
head of a table (Tablesaw has it in each cell, DataTables once more above a table that scrolls)."""


def is_slide_copy(names: list[str]) -> bool:
    """Tell if an element is a second copy of a slide; the class ``cloned`` says so for Owl only.

    Parameters
    ----------
    names : list of str
        Its classes and its id.

    Returns
    -------
    bool
        True for a copy.

    Examples
    --------
    >>> is_slide_copy(["owl-item", "cloned"]), is_slide_copy(["cloned"])
    (True, False)
    """
    found = SLIDE_COPIES.intersection(names)
    return bool(found) and (found != {"cloned"} or "owl-item" in names)


_STORY: Final = 200
"""A paragraph of as many characters is no notice."""

_LOOKED_AT: Final = 512
"""How many nodes inside an element are looked at: one for paper may hold another."""

_MOST: Final = 64
"""How many elements of a page are looked for elsewhere on it: each takes a search of all text."""

_NO_TEXT: Final = "script,style,noscript,template,[hidden],[style*=none]"
"""Selects elements whose text does not show."""


class ShownText:
    """Tells if text of a page shows on wide screens as well.

    Parameters
    ----------
    document : Document
        The tree.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<p class=md:hidden>a line that is here two times, or more<p>another<p>"
    ...     "a line that is here two times, or more")
    >>> shown = ShownText(document)
    >>> [shown.has(node) for node in document.select("p")]
    [True, False, True]
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._n_left = _MOST

    def has(self, node: Element) -> bool:
        """Tell if wide screens show the text of an element for narrow screens somewhere else.

        Parameters
        ----------
        node : Element
            Any.

        Returns
        -------
        bool
            False for a short text, which may occur twice by chance, and for every element after the
            first `_MOST`.
        """
        if not self._n_left:
            return False
        self._n_left -= 1
        text = squeezed(node)
        n_times = self._all.count(text) if len(text) >= SELDOM_TWICE else 0
        return n_times > 1 and n_times > self._not_shown.count(text)

    def lacks(self, node: Element) -> bool:
        """Tell if an element has a long paragraph, and wide screens do not show its longest one.

        Paragraphs are looked for among the first nodes inside it.

        Parameters
        ----------
        node : Element
            Any.

        Returns
        -------
        bool
            False for a notice, and for a copy of a story.
        """
        near = islice(node.descendants, _LOOKED_AT)
        paragraphs = (its for its in near if isinstance(its, Element) and its.tag == "p")
        longest = max(paragraphs, key=_length, default=node)
        return _length(longest) >= _STORY and not self.has(longest)

    @cached_property
    def _all(self) -> str:
        return squeezed(self._document)

    @cached_property
    def _not_shown(self) -> str:
        found: set[Node] = set(self._document.select(_NO_TEXT))
        is_narrow = {"": False}
        for node in self._document.select("[class]"):
            name = node.attr("class") or ""
            if name not in is_narrow:  # many elements have the same
                is_narrow[name] = is_for_narrow_screens(name.split())
            if is_narrow[name]:
                found.add(node)
        return "\n".join(map(squeezed, _outermost(found)))


def _length(node: Element) -> int:
    return len(node.text)


def is_for_narrow_screens(names: list[str]) -> bool:
    """Tell if an element's names say that wide screens leave it out.

    Parameters
    ----------
    names : list of str
        Its classes and its id.

    Returns
    -------
    bool
        False where it shows from some width on.

    Examples
    --------
    >>> is_for_narrow_screens(["md:hidden"]), is_for_narrow_screens(["d-md-none", "d-lg-block"])
    (True, False)
    """
    return not NARROW_ONLY.isdisjoint(names) and not any(map(_SHOWN_FROM.fullmatch, names))


def is_for_wide_screens(names: list[str]) -> bool:
    """Tell if an element's names say that narrow screens leave it out.

    Parameters
    ----------
    names : list of str
        Its classes and its id.

    Returns
    -------
    bool
        False where wide screens leave it out as well.

    Examples
    --------
    >>> is_for_wide_screens(["hidden", "md:block"]), is_for_wide_screens(["d-md-block"])
    (True, False)
    """
    if not NARROW_ONLY.isdisjoint(names):
        return False
    if not _WIDE_ONLY.isdisjoint(names):
        return True
    return not _HIDDEN.isdisjoint(names) and any(map(_SHOWN_FROM.fullmatch, names))


def _outermost(nodes: set[Node]) -> list[Node]:
    """Return the nodes that are not inside another of them, in any order."""
    is_inside: dict[Node, bool] = {}
    for node in nodes:
        path: list[Node] = []
        above = node.parent
        while above is not None and above not in is_inside and above not in nodes:
            path.append(above)
            above = above.parent
        answer = above is not None and (above in nodes or is_inside[above])
        is_inside.update(dict.fromkeys(path, answer))
        is_inside[node] = answer
    return [node for node in nodes if not is_inside[node]]
