"""Numbers of printed pages amid the text of a book or a case, as Project Gutenberg has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from turbohtml import Element, Node, Text

PAGE_NUMBERS: Final = frozenset(
    (
        *("pagenum", "pageno", "pagenumber", "page-number", "page_number", "page-num", "page_num"),
        *("pageNum", "pageNo", "pageNumber", "pgnum", "pb", "page", "pagebreak", "page-break"),
        *("star-pagination", "page-label"),
    )
)
"""Classes and ids of such numbers; of other things, too."""

_PAGE: Final = "page"
"""The name of these that citations and notes have, too."""
_MORE_THAN_PAGE: Final = PAGE_NUMBERS - {_PAGE}

PAGE_ROLE: Final = "doc-pagebreak"
"""The role of one, whatever its names (DPUB-ARIA 1.1)."""

_SIGN: Final = r"(?:pg?|pag|p\u00e1g|page|s|seite|\u0441|\u0441\u0442\u0440)"
_NUMBER: Final = re.compile(
    rf"([\[({{*]?)\s*({_SIGN}(?:\.?\s+|\.|(?=\d)))?"
    r"(\d{1,4}[rv]?|[ivxlcdm]{1,12})(?:[-\u2013]\d{1,4})?\s*([\])}]?)",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(
    rf"(?<![\w'\u2019])(?:{_SIGN}|pp|pgs|p[a\u00e1]gs|pages|p[a\u00e1]gin[ae]s?|seiten|str"
    r"|stron[ay]?|stronie|stran[ayu]?|sidan?|siderne|blz|bladzijde|sivut?|sivulla|oldal|sayfa"
    r"|trang|halaman|\u0441\u0442\u0440\u0430\u043d\u0438\u0446[\u0430\u0435\u044b\u0443]"
    r"|\u03c3\u03b5\u03bb)[.:]?\s*\Z",
    re.IGNORECASE,
)
_LETTER_BEFORE: Final = re.compile(r"[^\W\d_]\s*\Z")
_SAYS: Final = re.compile(r"[^\W\d_]")
_OF_ANCHOR: Final = re.compile(r"(?:page|pg|p)[-_.]?0{0,3}(\d{1,4}|[ivxlcdm]{1,12})", re.IGNORECASE)
_SIGNS: Final = frozenset(("[]", "()", "{}", "*"))
"""What stands around a number; the star is that of reports of cases."""

_PHRASES: Final = frozenset(("span", "a", "small", "sup", "sub", "b", "i", "em", "strong", "ins"))
_TEXTS: Final = "p,h1,h2,h3,h4,h5,h6,blockquote,dd"
_FEW: Final = 8
_LONGEST: Final = 24
_NEAR: Final = 40
"""Two numbers of one class with fewer characters between them are no two pages: "3 of 10"."""
_SENTENCE: Final = 40
"""The fewest characters of text around a number that has nothing else to tell what it is."""


def is_page_number(node: Element, names: list[str]) -> bool:
    """Tell if an element is the number of a printed page, amid the text of that page.

    Parameters
    ----------
    node : Element
        Any.
    names : list of str
        Its classes and its id.

    Returns
    -------
    bool
        True where its own text is a number, in Roman numerals too, and its role says so, or a text
        is around it and the number is in brackets or after a star (with "p." or its like, if its
        name is just "page"), or that of its anchor ("Page_12"), or in digits amid a sentence.
        False for links to elsewhere.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<p>to the <span class=pagenum>[Pg 12]</span>next")
    >>> is_page_number(document.select_one("span"), ["pagenum"])
    True
    """
    is_told = node.attr("role") == PAGE_ROLE
    if not is_told and PAGE_NUMBERS.isdisjoint(names):
        return False
    inside = list(islice(node.descendants, _FEW)) if node.tag in _PHRASES else []
    text = "".join(inner.data for inner in inside if isinstance(inner, Text)).strip()
    match = _NUMBER.fullmatch(text) if len(text) <= _LONGEST and len(inside) < _FEW else None
    if match is None:
        return False
    anchors = [node, *(inner for inner in inside if isinstance(inner, Element))]
    is_marked = match[1] + match[4] in _SIGNS
    if any(_leads_elsewhere(anchor, is_marked and anchor is not node) for anchor in anchors):
        return False
    if is_told:
        return True
    if not is_marked and (match[1] or match[4]):
        return False
    return _is_in_text(node, names, match, anchors)


def _is_in_text(
    node: Element, names: list[str], match: re.Match[str], anchors: list[Element]
) -> bool:
    """Tell if a number without the role stands in a text, and is that of a page by its look."""
    _, sign, number, _ = match.groups()
    before, behind = _text_of(node.previous_sibling), _text_of(node.next_sibling)
    if not (_SAYS.search(before) or _SAYS.search(behind) or node.closest(_TEXTS)):
        return False
    if any(_number_of(anchor) == number.lower() for anchor in anchors):
        return True
    if match[1] or match[4]:
        return sign is not None or not _MORE_THAN_PAGE.isdisjoint(names)
    return number.isdecimal() and _PAGE not in names and _is_amid(node, before, behind)


def _is_amid(node: Element, before: str, behind: str) -> bool:
    """Tell if digits part a sentence that reads on without them, and does not ask for them."""
    classes = node.attr("class") or ""
    if PAGE_NUMBERS.isdisjoint(classes.split()):  # an id is that of one element: of no series
        return False
    if len(before) + len(behind) < _SENTENCE or not behind.lstrip()[:1].islower():
        return False
    end = before[-_LONGEST:]
    if _LETTER_BEFORE.search(end) is None or _ASKS.search(end):
        return False
    return not any(
        isinstance(other, Element) and other.attr("class") == classes
        for other in _next_to(node, before, behind)
    )


def _next_to(node: Element, before: str, behind: str) -> Iterator[Node | None]:
    """Yield what stands next to an element beyond a short text."""
    if len(before) < _NEAR and node.previous_sibling is not None:
        yield node.previous_sibling.previous_sibling
    if len(behind) < _NEAR and node.next_sibling is not None:
        yield node.next_sibling.next_sibling


def _text_of(node: Node | None) -> str:
    return node.data if isinstance(node, Text) else ""


def _leads_elsewhere(node: Element, may_lead_on_page: bool) -> bool:
    href = node.attr("href")
    if href is None or (may_lead_on_page and href[:1] == "#"):
        return False
    return href not in {f"#{name}" for name in _names(node)}


def _number_of(node: Element) -> str:
    """Return the number that an anchor has in its name, in lower case; empty where it has none."""
    matches = (_OF_ANCHOR.fullmatch(name) for name in _names(node))
    return next((match[1].lower() for match in matches if match), "")


def _names(node: Element) -> list[str]:
    return [node.attr("id") or "", node.attr("name") or ""]
