"""Quotation marks around ``<q>``, which a browser draws and the text lacks.

They are those of the language around it, one kind for a quote and another for a quote in it. None
where the text has them already, or where the page's own style sheets say that none are drawn.

Sources: HTML Living Standard, section 15.3.4 (quotes); Unicode CLDR 46, delimiters.
"""

from __future__ import annotations

import re
from typing import Final

from turbohtml import Document, Element, Text

from boilerclf.segment.css.rules import joined_sheets, rules_with, selectors_of
from boilerclf.segment.tree.beside import holds_fewer, text_of
from boilerclf.segment.tree.in_line import holds_block

_USUAL: Final = "\u201c\u201d\u2018\u2019"
"""The marks before and behind a quote, and before and behind one in it."""
_MARKS: Final = {
    language: marks
    for languages, marks in (
        ("bg cs de et is ka lt sk sl", "\u201e\u201c\u201a\u2018"),
        ("hr ro sr pl", "\u201e\u201d\u00ab\u00bb"),
        ("hu", "\u201e\u201d\u00bb\u00ab"),
        ("be ru uk", "\u00ab\u00bb\u201e\u201c"),
        ("ca el es eu hy it sq", "\u00ab\u00bb\u201c\u201d"),
        ("fr lv", "\u00ab\u00bb\u00ab\u00bb"),
        ("nb nn no", "\u00ab\u00bb\u2018\u2019"),
        ("fa de-ch", "\u00ab\u00bb\u2039\u203a"),
        ("fi sv", "\u201d\u201d\u2019\u2019"),
        ("he", "\u201d\u201d\u2019\u2019"),
        ("ar", "\u201d\u201c\u2019\u2018"),
        ("nl", "\u2018\u2019\u201c\u201d"),
        ("ja zh-tw zh-hk zh-hant", "\u300c\u300d\u300e\u300f"),
    )
    for language in languages.split()
}
_TYPED: Final = frozenset(
    '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u300c\u300d\u300e\u300f\u301d\u301e'
)
_STOPS: Final = " \t\r\n.,;:!?"

_ONE: Final = re.compile(r"(?<![\w.#-])q(?![\w-])")
_NONE: Final = re.compile(
    r"quotes\s*:\s*(?:none|\"\"|'')|content\s*:\s*(?:none|normal|\"\"|'')\s*(?:[;!}]|\Z)"
)
_MOST_INSIDE: Final = 1024
"""A quote that holds as many nodes is one that was not closed."""


def write_quotes(document: Document) -> None:
    """Put quotation marks around what stands in ``<q>``.

    Parameters
    ----------
    document : Document
        A tree, which is changed.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<p>She said <q>It <b>rains</b></q>.<p lang=fr><q>Oui</q>")
    >>> write_quotes(document)
    >>> [node.text for node in document.select("p")]
    ['She said “It rains”.', '«Oui»']
    """
    quotes = [its for its in document.select("q") if holds_fewer(its, _MOST_INSIDE)]
    if not quotes or _draws_none(document):
        return
    is_inner: dict[Element, bool] = {}
    """Whether each quote has the marks of one in another."""
    for quote in quotes:
        around = quote.parent.closest("q") if isinstance(quote.parent, Element) else None
        is_inner[quote] = around is not None and not is_inner.get(around, False)
        if quote.text.strip() and not _is_quoted(quote) and not holds_block(quote):
            marks = _marks_of(quote)[2 * is_inner[quote] :]
            _put_around(quote, marks[0], marks[1])


def _draws_none(document: Document) -> bool:
    """Tell if a rule of the page says that no marks are drawn."""
    css = joined_sheets(its.text for its in document.select("style"))
    if _NONE.search(css) is None:
        return False
    return any(
        _ONE.search(selectors_of(before)) and _NONE.search(body)
        for before, body, *_ in rules_with(css, ("quotes", "content"))
    )


def _marks_of(quote: Element) -> str:
    """Return the marks of the language around a quote, which its own does not change."""
    around = quote.parent.closest("[lang]") if isinstance(quote.parent, Element) else None
    language = ((around and around.attr("lang")) or "").lower().replace("_", "-")
    return _MARKS.get(language) or _MARKS.get(language.partition("-")[0]) or _USUAL


def _is_quoted(quote: Element) -> bool:
    """Tell if marks stand in a quote already, at both ends, or right before and behind it."""
    text = quote.text.strip(_STOPS)
    if text[:1] in _TYPED and text[-1:] in _TYPED:
        return True
    before, after = text_of(quote.previous_sibling), text_of(quote.next_sibling)
    return before[-1:] in _TYPED and after.lstrip(_STOPS)[:1] in _TYPED


def _put_around(quote: Element, opening: str, closing: str) -> None:
    inside = [*quote]
    first, last = inside[0], inside[-1]
    if type(first) is Text:
        first.data = opening + first.data
    else:
        quote.insert(0, Text(opening))
    if type(last) is Text:
        last.data += closing
    else:
        quote.append(Text(closing))
