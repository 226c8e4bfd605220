"""HTML into blocks: one walk over the parser's tree, a block for each run of text.

A block is the text between two block-level boundaries: the start and the end of a block-level
element, a table cell, or two and more ``<br>`` in a row. A single ``<br>`` is a line break inside
its block, but between a line of text and one of links alone (`rewriting.link_lines`).
Inline elements, links included, do not end a block. Modules are named as this room has them.

=====================  ===========================================================================
what                   how it is read
=====================  ===========================================================================
``<noscript>``         as markup, with scripting off; its blocks carry `NOSCRIPT`. In the body, a
                       short notice that is all the page shows is no block; in the head, the parser
                       moves text to the body (WHATWG), where it is text like any other; one that
                       says what the element beside it shows is left out; what one leaves open ends
                       with it (`rewriting.open_noscripts`)
``<template>``         its fragment is walked in place; its blocks carry `TEMPLATE`, but not
                       those of a ``shadowrootmode``, which browsers show, with what its slots
                       are for (`rewriting.slots`)
``hidden``, CSS        ``hidden``, inline ``display:none`` and ``visibility:hidden``: kept, `HIDDEN`
text never shown       what no visitor can bring to view (`visibility.hidden`) carries
                       `UNSEEN`; in the middle of a block that is shown, it is left out
``<pre>``              white space kept, one block; a ``<div>`` in it is a line
code                   the innermost element of a block that begins in code is its block-level
                       element, not the span that colours the first word
``<ruby>``             the base text; its readings (``<rt>``, ``<rp>``) are left out
``<button>``           a block; inline where it has few words or none and stands in the text of
                       ``<p>``, a heading or ``<li>``, and where it is all that a heading holds;
                       a ``<summary>`` where it opens an answer, as is a ``<div>`` with its role
                       (`rewriting.disclosures`)
tabs                   their text counts as that of a ``<button>``, where they stand in a row
                       (``role=tab`` in a ``tablist`` without panes, headings and paragraphs), but
                       for links
``<input>``            parts words by a space
``<select>``           its options make one block, those of an ``<optgroup>`` one of their own
``<sup>``              a number raised right after a number has a circumflex before it, 10^6, a
                       space where it is a link, a point or comma where it is coins
tooltips               ``role=tooltip`` inside a block is set off by a space
soft hyphens           are left out; like ``<wbr>`` they part no word
unknown elements       in ``<p>`` and headings, beside text, and where a sentence goes on behind
                       them, inline where no block is inside; elsewhere block-level, as most custom
                       elements are used; Word's and those of reports (``ix:``) are inline
``display:inline``     inline, of ``<div>``, ``<p>`` and ``<center>`` without a block inside, amid
                       text (`tree.in_line`)
``<a>``                a link too without an address, unless it is an anchor, heads a pane, or has
                       no attribute and holds a sentence (`tree.anchors`)
``<iframe srcdoc>``    its document's body as a part of the page, with what its own style sheets
                       hide; not one in another, hidden, or without a word
                       (`rewriting.frames`)
streamed parts         where React puts them (`rewriting.streamed`)
``<title>``            `Markup.title`, not a block
types, address         of the page, as it declares them: words in `Markup.declared`
                       (`tree.declared`)
formulas               one run of inline text each (`rewriting.formulas`); a block a row
                       where LaTeXML lays equations out (`rewriting.equations`)
notes                  behind the paragraph that calls them, with their number
                       (`rewriting.notes`)
text in attributes     addresses that Cloudflare hides, emoji, ticks of tasks, signs in cells: as
                       text, in its place (`rewriting.attribute_texts`)
numbered lists         ``<ol>`` where their items have numbers by their own style
                       (`rewriting.numbered`)
kept lines             ``<br>`` where ``white-space`` keeps line feeds, inline or by the page's own
                       style sheets (`rewriting.kept_lines`)
``<b>``, ``<i>``       a ``<span>`` where their own style makes them plain
                       (`rewriting.plain_emphasis`)
``<q>``                with the quotation marks that a browser draws (`rewriting.quotes`)
verses                 lines of one block for each stanza, where elements hold them
                       (`rewriting.verses`)
headlines              ``<h1>`` on pages of Doxygen (`rewriting.headlines`)
credits of pictures    a block each where they end or begin a ``<figcaption>``
                       (`visibility.picture_credits`)
listings               one ``<pre>`` each (`rewriting.listings`), without what is put around
                       code (`rewriting.code_boxes`)
depth                  elements deeper than 512 stand on that level, as in browsers
XHTML                  behind an XML declaration ``<a id=x/>`` is closed, as XML has it
left out               ``script style iframe noembed noframes svg canvas textarea``, comments, and
                       what ``audio video object`` have for browsers that cannot show them
=====================  ===========================================================================
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from struct import pack
from typing import Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from turbohtml import Document, Namespace, parse

from boilerclf.page import UNSEEN, Markup, Page, Status
from boilerclf.segment.limits import Limits
from boilerclf.segment.rewriting.attribute_texts import write_attribute_texts
from boilerclf.segment.rewriting.code_boxes import tidy_code
from boilerclf.segment.rewriting.disclosures import write_disclosures
from boilerclf.segment.rewriting.equations import write_equations
from boilerclf.segment.rewriting.formulas import write_formulas
from boilerclf.segment.rewriting.frames import write_frames
from boilerclf.segment.rewriting.headlines import write_headlines
from boilerclf.segment.rewriting.kept_lines import write_kept_lines, write_lines_of_classes
from boilerclf.segment.rewriting.link_lines import write_link_lines
from boilerclf.segment.rewriting.listings import write_listings
from boilerclf.segment.rewriting.noscript_copies import drop_noscript_copies
from boilerclf.segment.rewriting.notes import write_notes
from boilerclf.segment.rewriting.numbered import write_numbered
from boilerclf.segment.rewriting.open_noscripts import holds_page, with_closed_noscripts
from boilerclf.segment.rewriting.plain_emphasis import write_plain_emphasis
from boilerclf.segment.rewriting.quotes import write_quotes
from boilerclf.segment.rewriting.slots import fill_slots
from boilerclf.segment.rewriting.streamed import put_in_place
from boilerclf.segment.rewriting.verses import write_verses
from boilerclf.segment.shells.payload import as_payload, is_notice, payload_markup, shows_little
from boilerclf.segment.shells.waiting import waits_for_script
from boilerclf.segment.tree.declared import declared_words
from boilerclf.segment.visibility.hidden import Visibility
from boilerclf.segment.walking.walk import Walk

THIN_MARKUP: Final = 2048
"""Markup longer than this that shows hardly any text is most likely filled in by a script."""

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_TOP_TAG: Final = re.compile(r"<(?:[bB][oO][dD][yY]|[hH][tT][mM][lL])(?=[\s/])")
_MANY_TOP_TAGS: Final = 1000
"""How many ``<html>`` and ``<body>`` tags are parsed as such. At each one the parser copies all the
attributes of those before it: for a thousand that takes 10 ms."""

_SOFT_HYPHEN: Final = "\u00ad"
"""Where a word may be broken; it shows at the end of a line only."""

_APART: Final = 0x2A
"""The bits in which the letters B, b, H and h differ."""

_XML: Final = re.compile(r"\s*<\?xml\s")
_VOID: Final = "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"
_CLOSED: Final = re.compile(
    rf"<(?!(?:{_VOID})[\s/])([a-z][a-z0-9]*)((?:\s[^<>]*)?)/>", re.IGNORECASE
)
"""Tags such as ``<title/>``, which XML closes at once. HTML does so for void elements only (HTML
Standard, section 13.1.2.1): there such a title would hold the rest of the page."""

_Integer = TypeVar("_Integer", np.int32, np.int64)


def segment_html(html: str, *, source: str = "", limits: Limits | None = None) -> Page:
    r"""Cut markup into blocks.

    Parameters
    ----------
    html : str
        Markup: a page or a fragment, well-formed or not.
    source : str, default: ""
        Where the page came from.
    limits : Limits, optional
        The caps; the defaults of `Limits` where left out.

    Returns
    -------
    Page
        Status "limited" with the caps reached as reason, "empty" where there is no text, else "ok".
        The warning "payload" says that the tree had hardly any text, and that the blocks, which
        carry `PAYLOAD`, are from data in the page (`boilerclf.segment.shells.payload`). The warning
        "thin_input" says that long markup has hardly any text, or none but a notice to readers
        without scripts, which is no block.

    Examples
    --------
    >>> page = segment_html("<nav><a href=/>Home</a></nav><p>A <b>bold</b>\n claim.<br>Two.")
    >>> page.block_texts()
    ['Home', 'A bold claim.\nTwo.']
    >>> segment_html("").status
    'empty'
    """
    longest = (limits or Limits()).max_characters
    reached = "max_characters" if len(html) > longest else ""
    html = html[:longest]
    document = _parse(html)
    if holds_page(document):
        html = with_closed_noscripts(html, _parse)
        document = _parse(html)
    page = _read(document, source, reached)
    if not shows_little(page):
        return page
    if payload := payload_markup(page, document):
        read = _read(_parse(payload[:longest]), source, reached)
        if read.n_blocks:
            return as_payload(read, page)
    if notice := is_notice(page):
        for element in document.select("noscript"):
            element.clear()
        page = _read(document, source, reached)
    if notice or len(html) > THIN_MARKUP:
        page = replace(page, warnings=("thin_input",))
    return page


def _parse(html: str) -> Document:
    """Parse markup, with U+FFFD for lone surrogates, which no output can hold."""
    if _XML.match(html):
        html = _CLOSED.sub(r"<\1\2></\1>", html)
    try:
        units = html.encode("utf-16-le")
    except UnicodeEncodeError:
        html = _SURROGATE.sub("\ufffd", html)
        units = html.encode("utf-16-le")
    if _may_have_many_top_tags(np.frombuffer(units, "<u2")) and (
        more := next(islice(_TOP_TAG.finditer(html), _MANY_TOP_TAGS, None), None)
    ):
        html = html[: more.start()] + _TOP_TAG.sub("<wbr", html[more.start() :])
    return parse(html, positions=False, allow_declarative_shadow_roots=False)


def _may_have_many_top_tags(units: NDArray[np.uint16]) -> bool:
    """Tell by two characters of each tag, which is far quicker, if a search for them is needed."""
    may_be_top = (units[1:] | np.uint16(_APART)) == ord("B") | _APART
    may_be_top &= units[:-1] == ord("<")
    return int(np.count_nonzero(may_be_top)) > _MANY_TOP_TAGS


class _Head(NamedTuple):
    """What a page says of itself; empty where it says nothing."""

    title: str
    language: str
    base: str
    declared: str


def _read(document: Document, source: str, reached: str) -> Page:
    """Read a tree into a page."""
    titles = (node for node in document.select("title") if node.namespace is Namespace.HTML)
    base = document.select_one("base[href]")
    head = _Head(
        title=next(filter(None, (" ".join(node.text.split()) for node in titles)), ""),
        language=(document.root and document.root.attr("lang")) or "",
        base=(base and base.attr("href")) or "",
        declared=declared_words(document),
    )
    write_frames(document, _parse)
    put_in_place(document)
    fill_slots(document)
    write_disclosures(document)
    write_headlines(document)
    write_formulas(document)
    write_equations(document)
    write_notes(document)
    write_attribute_texts(document)
    write_numbered(document)
    write_quotes(document)
    write_plain_emphasis(document)
    write_link_lines(document)
    write_verses(document)
    write_listings(document)
    tidy_code(document)
    visibility = Visibility(document)
    drop_noscript_copies(document, visibility)
    write_kept_lines(document, visibility)
    walk = Walk(visibility)
    walk.run(document, shown=0)
    if write_lines_of_classes(document, walk.names):
        walk = Walk(visibility)
        walk.run(document, shown=0)
    page = _page(walk, head, source, reached)
    if waits_for_script(page):
        walk = Walk(visibility)
        walk.run(document, shown=UNSEEN)
        page = _page(walk, head, source, reached)
    return page


def _page(walk: Walk, head: _Head, source: str, reached: str) -> Page:
    parts, text = walk.parts, "".join(walk.parts)
    if _SOFT_HYPHEN in text:
        text = text.replace(_SOFT_HYPHEN, "")
        parts = [part.replace(_SOFT_HYPHEN, "") for part in parts]
    lengths = np.fromiter(map(len, parts), np.int64, len(parts))
    part_ends = lengths.cumsum()
    part_starts = part_ends - lengths
    first_parts = _integers(walk.block_parts, np.int64)
    starts = part_starts[first_parts]
    # A block ends where the next begins, or with the text; its last part is the separator.
    ends = np.empty_like(starts)
    ends[:-1], ends[-1:] = starts[1:], part_ends[-1:]
    first_part = _integers(walk.first_part, np.int32)
    end_part = _integers(walk.end_part, np.int32)
    first_block, end_block = _blocks_inside(first_part, end_part, first_parts, len(lengths))
    markup = Markup(
        tags=np.frombuffer(bytes(walk.tags), np.uint8).astype(np.int16),
        parents=_integers(walk.parents, np.int32),
        names=tuple(walk.names),
        name_ids=_integers(walk.name_ids, np.int32),
        first_block=first_block,
        end_block=end_block,
        block_element=_integers(walk.block_element, np.int32),
        block_leaf=_integers(walk.block_leaf, np.int32),
        block_flags=np.frombuffer(bytes(walk.block_flags), np.uint8),
        part_starts=part_starts,
        part_flags=np.frombuffer(bytes(walk.part_flags), np.uint8),
        n_links=_integers(walk.n_links, np.int32),
        title=head.title,
        language=head.language,
        first_part=first_part,
        end_part=end_part,
        hrefs=walk.hrefs,
        base=head.base,
        declared=head.declared,
        attributes=walk.attributes,
    )
    status: Status = "limited" if reached else "ok"
    if not len(starts) and not reached:
        status, reached = "empty", "no_text"
    return Page("html", text, starts, ends, None, markup, source, status, reached)


def _integers(numbers: list[int], dtype: type[_Integer]) -> NDArray[_Integer]:
    code = np.dtype(dtype).char
    return np.frombuffer(pack(f"{len(numbers)}{code}", *numbers), dtype)  # a third of np.array's


def _blocks_inside(
    first: NDArray[np.int32],
    end: NDArray[np.int32],
    first_parts: NDArray[np.int64],
    n_parts: int,
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the first block with text inside each element, and one past the last.

    An element without text gets an empty range: both numbers are that of the blocks begun before
    it.
    """
    begun = np.zeros(n_parts + 3, np.int32)
    begun[first_parts + 1] = 1
    begun[n_parts + 1] = 1  # as if one more began behind the last
    begun.cumsum(out=begun)
    end_block = begun[end]
    # Right behind the separator that ends a block the next one begins, so an element whose first
    # part is a separator has that next block first.
    return np.where(first == end, end_block, begun[first + 2] - 1), end_block
