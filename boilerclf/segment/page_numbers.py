"""Numbers of printed pages amid the text of a book or a case, as Project Gutenberg has them."""

from __future__ import annotations

import re
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
"""The name of these that citations have, too."""

PAGE_ROLE: Final = "doc-pagebreak"
"""The role of one, whatever its names (DPUB-ARIA 1.1)."""

_SIGN: Final = r"(?:pg?|pag|p\u00e1g|page|s|seite|\u0441|\u0441\u0442\u0440)"
_NUMBER: Final = re.compile(
    rf"([\[({{*]?)\s*(?:{_SIGN}(?:\.?\s+|\.|(?=\d)))?"
    r"(\d{1,4}[rv]?|[ivxlcdm]{1,12})(?:[-\u2013]\d{1,4})?\s*([\])}]?)",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(rf"(?<!\w)(?:pp|pages|seiten|{_SIGN})\.?\s*\Z", re.IGNORECASE)
_SAYS: Final = re.compile(r"[^\W\d_]")
_OF_ANCHOR: Final = re.compile(r"(?:page|pg|p)[-_.]?0{0,3}(\d{1,4}|[ivxlcdm]{1,12})", re.IGNORECASE)
_SIGNS: Final = frozenset(("[]", "()", "{}", "*"))
"""What stands around a number; the star is that of reports of cases."""

_PHRASES: Final = frozenset(("span", "a", "small", "sup", "sub", "b", "i", "em", "strong", "ins"))
_TEXTS: Final = "p,h1,h2,h3,h4,h5,h6,blockquote,dd"
_FEW: Final = 8
_LONGEST: Final = 24
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
        True where a text is around it, and its own text is a number, in Roman numerals too: in
        brackets or after a star, or that of its anchor ("Page_12"), or in digits amid a sentence.
        False for links to elsewhere.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<p>to the <span class=pagenum>[Pg 12]</span>next")
    >>> is_page_number(document.select_one("span"), ["pagenum"])
    True
    """
    if PAGE_NUMBERS.isdisjoint(names) and node.attr("role") != PAGE_ROLE:
        return False
    inside = list(islice(node.descendants, _FEW)) if node.tag in _PHRASES else []
    text = "".join(inner.data for inner in inside if isinstance(inner, Text)).strip()
    match = _NUMBER.fullmatch(text) if len(text) <= _LONGEST and len(inside) < _FEW else None
    if match is None:
        return False
    anchors = [node, *(inner for inner in inside if isinstance(inner, Element))]
    opening, number, closing = match.groups()
    is_marked = opening + closing in _SIGNS
    near = (node.previous_sibling, node.next_sibling)
    beside = [text.data for text in near if isinstance(text, Text) and _SAYS.search(text.data)]
    if (not beside and node.closest(_TEXTS) is None) or any(
        _leads_elsewhere(anchor, is_marked and anchor is not node) for anchor in anchors
    ):
        return False
    if opening or closing:
        return is_marked
    if any(_number_of(anchor) == number.lower() for anchor in anchors):
        return True
    is_amid = number.isdecimal() and sum(map(len, beside)) >= _SENTENCE
    return is_amid and _PAGE not in names and not _is_called_for(node.previous_sibling)


def _is_called_for(before: Node | None) -> bool:
    """Tell if a text asks for a number, as "see p." does."""
    text = before.data[-_LONGEST:] if isinstance(before, Text) else ""
    return _ASKS.search(text) is not None


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
