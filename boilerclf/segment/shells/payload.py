"""Text that a page has in its data only.

It stands in JSON-LD, in the state that the page hands to its scripts, or in its description.

Some pages are shells that a script fills in, often with text that is in the page already, as JSON.
This text is read if the tree has hardly any; in other pages it would repeat the text of the tree.
What is a text in JSON, and how editors store one, `boilerclf.segment.shells.rich_text` tells.

Sources: schema.org ``Article`` (``headline``, ``articleBody``) and ``CreativeWork`` (``text``);
``__NEXT_DATA__`` of Next.js and its like, which are ``<script type="application/json">``; what
scripts assign, and lists of Nuxt (`boilerclf.segment.shells.script_states`); the rows that the app
router of Next.js sends (`boilerclf.segment.shells.flight`);
``data-page`` of Inertia, ``data-props`` of React on Rails and ``data-react-props`` of react-rails;
the Open Graph protocol (``og:description``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape, unescape
from typing import Final, NamedTuple

import numpy as np
from turbohtml import Document

from boilerclf.page import NOSCRIPT, PAYLOAD, Page
from boilerclf.segment.shells.flight import Flight
from boilerclf.segment.shells.rich_text import (
    HEADLINES,
    LEADS,
    MAX_DEPTH,
    MIN_TEXT,
    TITLES,
    Piece,
    Run,
    first_string,
    is_sentence,
    runs_of,
    sentence_of,
)
from boilerclf.segment.shells.script_states import assigned_states, put_together

MAX_SHELL_TEXT: Final = 100
"""Characters, white space aside: a tree with more text than this is a page and no shell."""

MAX_JSON: Final = 8 * 1024 * 1024
"""How many characters of JSON are parsed for a page; a script that exceeds them is skipped."""

MAX_TEXT: Final = 1024 * 1024
"""How many characters of text are taken from a page's data."""

_SCRIPTS: Final = ('script[type="application/ld+json" i]', 'script[type="application/json" i]')
_IN_ATTRIBUTES: Final = ("data-page", "data-props", "data-react-props")
_WITH_ATTRIBUTES: Final = ",".join(f"[{name}]" for name in _IN_ATTRIBUTES)
_DESCRIPTIONS: Final = 'meta[name="description" i], meta[property="og:description" i]'
_SUMMARY: Final = "description"
"""Key of a summary, taken if a page has no texts: else it is often of the site or another story."""

_IS_MARKUP: Final = re.compile(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|table|section)\b[^<>]*>", re.IGNORECASE
)

_TAG: Final = re.compile(r"<[^<>]*>")
_PARAGRAPH: Final = re.compile(r"</p\s*>", re.IGNORECASE)

_INLINE: Final = "a|abbr|b|cite|code|del|em|font|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u"
_INLINE_END: Final = re.compile(rf"</(?:{_INLINE})\s*>", re.IGNORECASE)
_INLINE_TAG: Final = re.compile(rf"</?(?:{_INLINE})(?:\s[^<>]*)?>", re.IGNORECASE)


def shows_little(page: Page) -> bool:
    """Tell if a tree has hardly any text: at most `MAX_SHELL_TEXT` characters, white space aside.

    Hidden text counts: on pages that a script uncovers all text is hidden.

    Parameters
    ----------
    page : Page
        What the tree has.

    Returns
    -------
    bool
        True for a page without blocks.
    """
    return _length_shown(page) <= MAX_SHELL_TEXT


def _length_shown(page: Page) -> int:
    # A word has a character at least: beyond as many words there is no need to split the rest.
    return sum(map(len, page.text.split(maxsplit=MAX_SHELL_TEXT)))


def payload_markup(page: Page, document: Document) -> str:
    """Return a shell's text as simple markup.

    Parameters
    ----------
    page : Page
        What the tree has.
    document : Document
        The tree.

    Returns
    -------
    str
        Articles with headings and paragraphs, in the order of the page: from JSON-LD; else from
        the JSON of other scripts; else from what scripts assign, the tree or the data of Next.js,
        whichever has more text, or JSON in attributes, the first that is longer than the
        description, as they also hold what a box about cookies says; else
        the description. Empty where the data have no more text than the tree.

    Examples
    --------
    >>> from boilerclf.segment import segment_html
    >>> data = '{"headline": "Ferry", "articleBody": "It sailed at nine on Monday, with a band."}'
    >>> page = segment_html(f'<script type="application/ld+json">{data}</script><p>Loading')
    >>> page.block_texts(), page.warnings
    (['Ferry', 'It sailed at nine on Monday, with a band.'], ('payload',))
    """
    shown = _length_shown(page)
    for selector in _SCRIPTS:
        found = "".join(_articles(_read_all(node.text for node in document.select(selector))))
        if len(found) > shown:
            return found
    description = _description(document, shown)
    for found in _texts_for_scripts(document):
        if len(found) > max(shown, len(description)):
            return found
    return description


def _texts_for_scripts(document: Document) -> Iterator[str]:
    """Yield as markup what scripts are given in other ways than as JSON of their own."""
    yield "".join(_articles(assigned_states(document, MAX_JSON)))
    flight = Flight(document, MAX_JSON)
    both = flight.markup(), "".join(_articles(flight.data()))
    yield max(both, key=lambda found: len(_TAG.sub("", found)))
    yield "".join(_articles(_read_all(_in_attributes(document))))


def is_notice(page: Page) -> bool:
    """Tell if a page shows nothing but a short notice to readers without scripts.

    This is about a ``<noscript>`` in the body. The parser moves text of one in the head to the
    body, as WHATWG asks ("in head noscript"), where it is text like any other.

    Parameters
    ----------
    page : Page
        What the tree has.

    Returns
    -------
    bool
        True where every block stands in ``<noscript>`` and they have at most `MAX_SHELL_TEXT`
        characters; False for a page without blocks.
    """
    return (
        page.markup is not None
        and page.n_blocks > 0
        and bool((page.markup.block_flags & NOSCRIPT).all())
        and shows_little(page)
    )


def as_payload(read: Page, shell: Page) -> Page:
    """Return the page read from a shell's data, marked as such.

    Parameters
    ----------
    read : Page
        What was read from `payload_markup`.
    shell : Page
        What was read from the tree; title, language and ``<base>`` are taken from it.

    Returns
    -------
    Page
        Every block has the flag `PAYLOAD`; the page has the warning "payload".
    """
    if read.markup is None or shell.markup is None:
        return shell
    markup = replace(
        read.markup,
        block_flags=read.markup.block_flags | np.uint8(PAYLOAD),
        title=shell.markup.title,
        language=shell.markup.language,
        base=shell.markup.base,
        declared=shell.markup.declared,
    )
    return replace(read, markup=markup, warnings=(*shell.warnings, "payload"))


def _articles(data: Iterable[object]) -> Iterator[str]:
    """Yield each object with a text as markup; a sentence that comes twice once.

    So it is with short pieces that stand alone between others. If none has a text by its key,
    what has paragraphs is one.
    """
    read = list(data)
    found = [its for each in read for its in _objects_in(each)]
    found = found or [its for each in read for its in _marked_up(each)]
    texts = [its for its in found if not its.is_summary] or found
    seen: set[str] = set()
    left, before = MAX_TEXT, ""
    for title, pieces, _, _ in texts:
        is_short = not any(is_sentence(piece.text) for piece in pieces)
        if is_short:
            short = "\n".join(piece.text for piece in pieces)
            if short in seen:
                continue
            seen.add(short)
        taken: list[Piece] = []
        for piece in pieces:
            if is_sentence(piece.text):
                if piece.text in seen:
                    continue
                seen.add(piece.text)
            left -= len(piece.text)
            if left < 0:
                break
            taken.append(piece)
        if taken and (is_short or any(is_sentence(piece.text) for piece in taken)):
            heading = "" if title in (before, taken[0].text) else _heading(title, 1)
            yield f"<article>{heading}{''.join(map(_written, taken))}</article>"
            before = title
        if left < 0:
            return


def _in_attributes(document: Document) -> Iterator[str]:
    for node in document.select(_WITH_ATTRIBUTES):
        yield from filter(None, map(node.attr, _IN_ATTRIBUTES))


class _Head(NamedTuple):
    """What an object says above its text."""

    title: str
    lead: str = ""


_NO_HEAD: Final = _Head("")


class _Object(NamedTuple):
    title: str
    pieces: list[Piece]
    is_summary: bool = False
    whole: list[object] | None = None
    """The list that is the text, if the pieces are a run of it."""


def _read_all(sources: Iterable[str]) -> Iterator[object]:
    """Yield what every source of JSON holds, in order."""
    left = MAX_JSON
    for source in sources:
        if len(source) > left:
            continue
        left -= len(source)
        try:
            yield put_together(json.loads(source, strict=False))  # many have line feeds in strings
        except (ValueError, RecursionError):
            continue


def _marked_up(data: object) -> Iterator[_Object]:
    """Yield the strings that have paragraphs, whatever their keys, in order."""
    stack = [(data, 0)]
    while stack:
        value, depth = stack.pop()
        held = list(value.values()) if isinstance(value, dict) else value
        if not isinstance(held, list) or depth > MAX_DEPTH:
            continue
        texts = [its for its in held if isinstance(its, str) and is_sentence(its)]
        if pieces := [Piece(text) for text in texts if _PARAGRAPH.search(text)]:
            title = first_string(value, TITLES) if isinstance(value, dict) else ""
            yield _Object(title, pieces)
        stack += [(its, depth + 1) for its in reversed(held) if isinstance(its, dict | list)]


def _objects_in(data: object) -> list[_Object]:
    """Return every object that has a text, and every run of a list that is a text, in order.

    What has no title takes that of the object around it, if that one has no text. Runs of a list
    are one if nothing between them has a text.
    """
    found: list[_Object] = []
    stack = [(data, 0, _NO_HEAD)]
    while stack:
        value, depth, around = stack.pop()
        inner: list[object] = []
        if isinstance(value, Run):
            if found and found[-1].whole is value.whole:
                found[-1].pieces.extend(value.pieces)
            else:
                head = around if value.is_first else _NO_HEAD
                pieces = _led(head.lead, value.pieces)
                found.append(_Object(head.title, pieces, whole=value.whole))
        elif isinstance(value, dict):
            piece, inner = sentence_of(value)
            summary = Piece(first_string(value, (_SUMMARY,)))
            if piece or is_sentence(summary.text):
                title = first_string(value, TITLES) or around.title
                pieces = _led(first_string(value, LEADS), [piece]) if piece else [summary]
                found.append(_Object(title, pieces, is_summary=not piece))
            if piece:
                around = _NO_HEAD
            elif headline := first_string(value, HEADLINES):
                around = _Head(headline, first_string(value, LEADS))
        elif isinstance(value, list):
            inner = runs_of(value)
        stack += [
            (child, depth + 1, around)
            for child in reversed(inner)
            if depth < MAX_DEPTH or isinstance(child, Run)
        ]
    return found


def _led(lead: str, pieces: list[Piece]) -> list[Piece]:
    """Return a text with its standfirst; one that the text begins with is none."""
    if not is_sentence(lead) or pieces[0].text.startswith(lead):
        return pieces
    return [Piece(lead), *pieces]


def _description(document: Document, shown: int) -> str:
    found = (unescape(node.attr("content") or "") for node in document.select(_DESCRIPTIONS))
    longest = max(found, key=len, default="")
    if len(longest) <= max(shown, MIN_TEXT):
        return ""
    return f"<article>{_paragraphs(longest[:MAX_TEXT])}</article>"


def _written(piece: Piece) -> str:
    if piece.is_code:
        return f"<pre>\n{escape(piece.text)}</pre>"
    return _heading(piece.text, piece.level) if piece.level else _paragraphs(piece.text)


def _heading(text: str, level: int) -> str:
    plain = _plain(_IS_MARKUP.sub(" ", text))
    return f"<h{level}>{escape(plain)}</h{level}>" if plain and not plain.isspace() else ""


def _paragraphs(text: str) -> str:
    """Return a text as markup: markup as it is, other text with a paragraph for each line."""
    for candidate in (text, unescape(text)):
        if _IS_MARKUP.search(candidate):
            return f"<div>{candidate}</div>"
    lines = _plain(text).splitlines()
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line and not line.isspace())


def _plain(text: str) -> str:
    """Return a text without tags of styles and links, and without references to characters.

    One without an end tag has none: it may be about an element.
    """
    if _INLINE_END.search(text):
        return unescape(_INLINE_TAG.sub("", text))
    plain = unescape(text)
    return _INLINE_TAG.sub("", plain) if _INLINE_END.search(plain) else plain
