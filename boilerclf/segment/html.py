"""HTML into blocks: one walk over Lexbor's tree, a block for each run of text.

A block is the text between two block-level boundaries: the start and the end of a block-level
element, a table cell, or two and more ``<br>`` in a row. A single ``<br>`` is a line break inside its
block. Inline elements, links included, do not end a block.

=====================  ===========================================================================
what                   how it is read
=====================  ===========================================================================
``<noscript>``         as markup, with scripting off; its blocks carry `NOSCRIPT`
``<template>``         its fragment is walked in place; its blocks carry `TEMPLATE`
``hidden``, CSS        ``hidden``, inline ``display:none`` and ``visibility:hidden``: kept, `HIDDEN`
``<pre>``              white space kept, one block
``<select>``           its options make one block
``<title>``            `Markup.title`, not a block
left out               ``script style iframe noembed noframes svg canvas textarea``, comments
MathML                 inline text
=====================  ===========================================================================
"""

from __future__ import annotations

from typing import Final

import numpy as np
from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from boilerclf.page import (
    CONTROL,
    EMPHASIS,
    HIDDEN,
    LINE_BREAK,
    LINK,
    NOSCRIPT,
    PREFORMATTED,
    TEMPLATE,
    Markup,
    Page,
)
from boilerclf.segment.limits import Limits
from boilerclf.segment.prescan import prescan
from boilerclf.segment.tags import CUSTOM, TAG_FLOW, TAG_NUMBER, Flow

_INVISIBLE: Final = " \t\r\n\f\xa0\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
_LONGEST_INVISIBLE: Final = 8
"""A longer run of zero-width characters makes a block: it is not worth a look at every text."""

_NAMED: Final = frozenset(("class", "id", "role", "itemprop"))

_BREAK, _SKIP, _LINK, _INLINE = Flow.BREAK, Flow.SKIP, Flow.LINK, Flow.INLINE
_TEMPLATE, _OPTION = Flow.TEMPLATE, Flow.OPTION
_STYLE: Final = {Flow.EMPHASIS: EMPHASIS, Flow.CONTROL: CONTROL}
_FLAG: Final = {
    Flow.PREFORMATTED: PREFORMATTED,
    Flow.NOSCRIPT: NOSCRIPT,
    Flow.TEMPLATE: TEMPLATE,
}

_NONE: Final = -1

_WITHOUT_EVENTS: Final = int(LexborDocumentOptions.WO_EVENTS)
"""Nothing changes after parsing; else each ``<option>`` is copied to each ``<selectedcontent>``."""


class _Walk:
    """The columns that grow while the tree is walked."""

    def __init__(self) -> None:
        self.tags: list[int] = []
        self.parents: list[int] = []
        self.names: dict[str, int] = {"": 0}
        self.name_ids: list[int] = []
        self.first_block: list[int] = []
        self.end_block: list[int] = []
        self.block_element: list[int] = []
        self.block_leaf: list[int] = []
        self.block_flags: list[int] = []
        self.n_links: list[int] = []
        self.block_parts: list[int] = []
        self.parts: list[str] = []
        self.part_flags: list[int] = []
        self.title = ""
        self.language = ""

    def run(self, root: LexborNode) -> None:
        """Walk the tree below the root, once, in document order.

        One loop with its state in local names: a call for each node would double its price.
        """
        tags, parents, names, name_ids = self.tags, self.parents, self.names, self.name_ids
        first_block, end_block = self.first_block, self.end_block
        block_parts, parts, part_flags = self.block_parts, self.parts, self.part_flags
        numbers, flows, named = TAG_NUMBER, TAG_FLOW, _NAMED
        stack: list[tuple[LexborNode, int, int, int, int, bool]] = []
        element = container = counted_link = link = _NONE
        style = flags = n_breaks = 0
        is_open = False
        node: LexborNode | None = root
        while True:
            if node is None:
                if not stack:
                    return
                node, container, style, flags, index, is_block = stack.pop()
                if is_block and is_open:
                    is_open = False
                    parts.append("\n")
                    part_flags.append(0)
                end_block[element] = len(block_parts)
                element = index
                node = node.next
                continue
            tag = node.tag
            if tag == "-text":
                text = node.text_content
                if not text or text.isspace():
                    if is_open and text:
                        parts.append(text if flags & PREFORMATTED else " ")
                        part_flags.append(style)
                elif is_open:
                    if style & LINK and link != counted_link:
                        counted_link = link
                        self.n_links[-1] += 1
                    n_breaks = 0
                    parts.append(text)
                    part_flags.append(style)
                elif len(text) > _LONGEST_INVISIBLE or text.strip(_INVISIBLE):
                    is_open = True
                    n_breaks = 0
                    counted_link = link if style & LINK else _NONE
                    block_parts.append(len(parts))
                    self.block_element.append(container)
                    self.block_leaf.append(element)
                    self.block_flags.append(flags)
                    self.n_links.append(style & LINK)
                    parts.append(text)
                    part_flags.append(style)
                node = node.next
                continue
            number = numbers.get(tag, CUSTOM)
            flow = flows[number]
            is_block = flow < _BREAK
            if flow == _BREAK:
                if is_open:
                    n_breaks += 1
                    if n_breaks > 1 and not flags & PREFORMATTED:
                        is_open = False
                        parts.append("\n")
                    else:
                        parts.append(LINE_BREAK)
                    part_flags.append(0)
                node = node.next
                continue
            child = node.first_child
            if child is None and not is_block or flow == _SKIP or number == CUSTOM:
                if number == CUSTOM and tag is not None and tag[0] not in "-!":
                    pass
                else:
                    if tag == "title" and not self.title:
                        self.title = " ".join((node.text() or "").split())
                    node = node.next
                    continue
            if is_block and is_open:
                is_open = False
                parts.append("\n")
                part_flags.append(0)
            old_style, old_flags = style, flags
            name = ""
            attributes = node.attributes
            if attributes:
                name = " ".join([v for k, v in attributes.items() if v and k in named])
                if "hidden" in attributes or ("style" in attributes and _is_hidden(attributes)):
                    flags |= HIDDEN
            if flow == _LINK:
                style |= LINK
                link = len(tags)
            elif flow != _INLINE and flow:
                style, flags = style | _STYLE.get(flow, 0), flags | _FLAG.get(flow, 0)
                if flow == _TEMPLATE:
                    child = _fragment(node)
                elif flow == _OPTION and is_open:
                    parts.append(" ")
                    part_flags.append(style)
            elif number == CUSTOM:
                name = f"{tag} {name}"
            elif tag == "html":
                self.language = attributes.get("lang") or ""
            stack.append((node, container, old_style, old_flags, element, is_block))
            if is_block:
                container = len(tags)
            parents.append(element)
            element = len(tags)
            tags.append(number)
            name_ids.append(names.setdefault(name, len(names)))
            # An open block reaches into the inline element: it is counted as inside.
            first_block.append(len(block_parts) - is_open)
            end_block.append(0)
            node = child


def _fragment(node: LexborNode) -> LexborNode | None:
    for fragment in node.template_fragments():
        return fragment.first_child
    return None


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    folded = (attributes["style"] or "").replace(" ", "").lower()
    return "display:none" in folded or "visibility:hidden" in folded


def segment_html(html: str, *, source: str = "", limits: Limits | None = None) -> Page:
    """Cut markup into blocks.

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

    Examples
    --------
    >>> page = segment_html("<nav><a href=/>Home</a></nav><p>A <b>bold</b>\\n claim.<br>Two.")
    >>> page.block_texts()
    ['Home', 'A bold claim.\\nTwo.']
    >>> segment_html("").status
    'empty'
    """
    data, reached = prescan(html, limits or Limits())
    walk = _Walk()
    root = LexborHTMLParser(data, options=_WITHOUT_EVENTS).root
    if root is not None:
        walk.run(root)
    lengths = np.fromiter(map(len, walk.parts), np.int64, len(walk.parts))
    part_ends = lengths.cumsum()
    part_starts = part_ends - lengths
    first_parts = np.array(walk.block_parts, np.int64)
    starts = part_starts[first_parts]
    # A block ends where the next begins, or with the text; its last part may be the separator.
    ends = np.append(starts[1:], part_ends[-1:]) if len(starts) else starts
    markup = Markup(
        tags=np.array(walk.tags, np.int16),
        parents=np.array(walk.parents, np.int32),
        names=tuple(walk.names),
        name_ids=np.array(walk.name_ids, np.int32),
        first_block=np.array(walk.first_block, np.int32),
        end_block=np.array(walk.end_block, np.int32),
        block_element=np.array(walk.block_element, np.int32),
        block_leaf=np.array(walk.block_leaf, np.int32),
        block_flags=np.array(walk.block_flags, np.uint8),
        part_starts=part_starts,
        part_flags=np.array(walk.part_flags, np.uint8),
        n_links=np.array(walk.n_links, np.int32),
        title=walk.title,
        language=walk.language,
    )
    status, reason = ("limited", reached) if reached else ("ok", "")
    if not len(starts) and not reached:
        status, reason = "empty", "no_text"
    return Page("html", "".join(walk.parts), starts, ends, None, markup, source, status, reason)
