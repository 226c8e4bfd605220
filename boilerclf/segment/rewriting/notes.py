"""Notes beside the text that calls them, and the numbers of notes, each in its place.

==================  ===============================================================================
what                how it is read
==================  ===============================================================================
notes amid a        a block after the paragraph, or at the end of the item or cell, that calls them;
sentence            it begins with their mark where they have one: of LaTeXML, Tufte CSS and
                    WordPress's Modern Footnotes, which show them in the margin or under the mouse;
                    left out where they come again below the text (WordPress's Footnotes)
numbers before      a part of the note, where a link back to the text stands alone before the block
notes               that it numbers (Substack)
==================  ===============================================================================

Sources: LaTeXML, "LaTeXML.css" (``ltx_note``); Tufte CSS (``sidenote``, ``marginnote``).
"""

from __future__ import annotations

import re
from typing import Final

from turbohtml import Document, Element, Node, Text

from boilerclf.segment.tags import Flow, flow_of
from boilerclf.segment.tree.amid_text import is_blank, next_but_blank

_OUTER: Final = "ltx_note_outer"
_REPEATED: Final = "footnote_tooltip"
_BELOW: Final = ".footnotes_reference_container"
_NAMES: Final = (_OUTER, "sidenote", "marginnote", "modern-footnotes-footnote__note", _REPEATED)
_NOTES: Final = ",".join(f"span.{name}" for name in _NAMES)
_MARKS: Final = ".ltx_note_mark,.ltx_tag_note"
_PARTS: Final = ("li", "td", "th")
"""What holds its notes, which would cut its list or table in two."""
_HOLDERS: Final = ",".join(("p,h1,h2,h3,h4,h5,h6,figcaption", *_PARTS))
_MARK: Final = re.compile(r"[\[(]?(?:\d{1,3}|[^\w\s])[\])]?")
_NUMBER: Final = re.compile(r"[\[(]?(?:\d{1,3}|[*\u2020\u2021\u00a7])[\])]?\.?")
_DEEPEST: Final = 4


def write_notes(document: Document) -> None:
    """Put notes behind their paragraphs, and the numbers of notes into them.

    Parameters
    ----------
    document : Document
        A tree, which is changed.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<p>It sank<sup>1</sup><span class=sidenote>Twice.</span> in May.</p>"
    ...     "<div><a href='#r2'>2</a><div><p>So they say.")
    >>> write_notes(document)
    >>> document.select_one("body").html[:63]
    '<body><p>It sank<sup>1</sup><span class="sidenote"></span> in M'
    >>> [node.text for node in document.select("div > div, p + div")]
    ['1 Twice.', '2 So they say.']
    """
    _write_beside(document)
    for link in document.select("a[href^='#']"):
        if (note := _note_behind(link)) is not None:
            _number(note, link)


def _write_beside(document: Document) -> None:
    behind: dict[Element, list[Element]] = {}
    notes = document.select(_NOTES)
    if notes and document.select_one(_BELOW) is not None:
        for note in notes:
            if note.has_class(_REPEATED):
                note.clear()
    for note in notes:
        holder = note.closest(_HOLDERS)
        if holder is None or not len(note) or note.select_one(_NOTES) is not None:
            continue
        for mark in note.select(_MARKS):
            mark.clear()
        text = Element("div")
        mark_before = note.previous_sibling
        if isinstance(mark_before, Element) and _MARK.fullmatch(mark_before.text):
            text.append(Text(f"{mark_before.text} "))
        inside: list[Node] = list(note.select_one(".ltx_note_content") or note)
        text.extend(inside)
        note.clear()
        behind.setdefault(holder, []).append(text)
    for holder, texts in behind.items():
        if holder.tag in _PARTS:
            holder.extend(texts)
            continue
        for text in reversed(texts):
            holder.insert_after(text)


def _note_behind(link: Element) -> Element | None:
    """Return the block that a link to a place on the page numbers, alone before it."""
    following = next_but_blank(link) if link.previous_sibling is None else None
    if not (isinstance(following, Element) and _is_block(following)):
        return None
    return following if _NUMBER.fullmatch(link.text.strip()) else None


def _is_block(node: Element) -> bool:
    return node.tag in ("div", "p", "blockquote", "section")


def _number(note: Element, link: Element) -> None:
    """Put a number at the start of the first text of a note."""
    for _ in range(_DEEPEST):
        first = next((its for its in note if not is_blank(its)), None)
        if not (isinstance(first, Element) and Flow.UNKNOWN != flow_of(first) < Flow.BREAK):
            break
        note = first
    note.insert(0, link.extract())
    link.insert_after(Text(" "))
