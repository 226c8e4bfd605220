"""HTML into blocks: one walk over Lexbor's tree, a block for each run of text.

A block is the text between two block-level boundaries: the start and the end of a block-level
element, a table cell, or two and more ``<br>`` in a row. A single ``<br>`` is a line break inside
its block. Inline elements, links included, do not end a block.

=====================  ===========================================================================
what                   how it is read
=====================  ===========================================================================
``<noscript>``         as markup, with scripting off; its blocks carry `NOSCRIPT`. A short notice
                       in the body's that is all the page shows is no block; text of the head's is
                       moved to the body by the parser (WHATWG) and is text like any other
``<template>``         its fragment is walked in place; its blocks carry `TEMPLATE`, but not
                       those of a ``shadowrootmode``, which browsers show
``hidden``, CSS        ``hidden``, inline ``display:none`` and ``visibility:hidden``: kept, `HIDDEN`
``<pre>``              white space kept, one block
``<select>``           its options make one block, those of an ``<optgroup>`` one of their own
unknown elements       as block-level, as most custom elements are used
``<title>``            `Markup.title`, not a block
MathML                 inline text without its annotations (MathML Core, appendix A)
left out               ``script style iframe noembed noframes svg canvas textarea``, comments
=====================  ===========================================================================
"""

from __future__ import annotations

from functools import cache
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray
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
    Status,
)
from boilerclf.segment.limits import Limits
from boilerclf.segment.payload import as_payload, is_notice, payload_markup, without_blocks
from boilerclf.segment.prescan import prescan
from boilerclf.segment.tags import CUSTOM, TAG_FLOW, TAG_NUMBER, Flow

_INVISIBLE: Final = " \t\r\n\f\xa0\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
_LONGEST_INVISIBLE: Final = 8
"""A longer run of zero-width characters makes a block: it is not worth a look at every text."""

_NAMED: Final = frozenset(("class", "id", "role", "itemprop"))
_SELDOM: Final = frozenset(("id", "role", "itemprop", "hidden", "style"))
"""Where none of these stands, the name is the class alone and the element is not hidden."""

_BREAK, _SKIP, _LINK, _INLINE = Flow.BREAK, Flow.SKIP, Flow.LINK, Flow.INLINE
_TEMPLATE, _OPTION = Flow.TEMPLATE, Flow.OPTION
_STYLE: Final = {Flow.EMPHASIS: EMPHASIS, Flow.CONTROL: CONTROL}
_FLAG: Final = {
    Flow.PREFORMATTED: PREFORMATTED,
    Flow.NOSCRIPT: NOSCRIPT,
    Flow.TEMPLATE: TEMPLATE,
}

_MATHML: Final = (
    "maction menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom "
    "mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder "
    "munderover none semantics"
)
_UNKNOWN: Final = {
    **dict.fromkeys(("-", "-comment", "-doctype", "annotation", "annotation-xml"), Flow.SKIP),
    **dict.fromkeys(_MATHML.split(), Flow.INLINE),
}
"""What nodes do that are no element of HTML; those left out here are blocks."""

_NONE: Final = -1

_Integer = TypeVar("_Integer", np.int32, np.int64)

_WITHOUT_EVENTS: Final = int(LexborDocumentOptions.WO_EVENTS)
"""Nothing changes after parsing; else each ``<option>`` is copied to each ``<selectedcontent>``."""


class _Numbers(dict[str, int]):
    """Numbers strings in the order they come up."""

    def __missing__(self, key: str) -> int:
        number = self[key] = len(self)
        return number


class _Walk:
    """The columns that grow while the tree is walked."""

    def __init__(self) -> None:
        self.tags: list[int] = []
        self.parents: list[int] = []
        self.names = _Numbers({"": 0})
        self.name_ids: list[int] = []
        self.first_part: list[int] = []
        self.end_part: list[int] = []
        self.block_element: list[int] = []
        self.block_leaf: list[int] = []
        self.block_flags: list[int] = []
        self.n_links: list[int] = []
        self.hrefs: dict[int, str] = {}
        self.block_parts: list[int] = []
        self.parts: list[str] = []
        self.part_flags: list[int] = []
        self.title = ""

    def run(self, root: LexborNode) -> None:  # noqa: PLR0912, PLR0915  # for speed
        """Walk the tree below the root, once, in document order.

        One loop with its state in local names: a call for each node would double its price.
        """
        tags, parents, names, name_ids = self.tags, self.parents, self.names, self.name_ids
        first_part, end_part = self.first_part, self.end_part
        block_parts, parts, part_flags = self.block_parts, self.parts, self.part_flags
        numbers, title_id = _parser_tags()
        flows, is_seldom = TAG_FLOW, _SELDOM.isdisjoint
        stack: list[tuple[LexborNode | None, int, int, int, bool]] = []
        element = container = counted_link = link = _NONE
        style = flags = n_breaks = 0
        is_open = False
        node: LexborNode | None = root
        while True:
            while node is None:
                if not stack:
                    return
                node, container, style, flags, is_block = stack.pop()
                if is_block and is_open:
                    is_open = False
                    parts.append("\n")
                    part_flags.append(0)
                end_part[element] = len(parts)
                element = parents[element]
            number = numbers[node.tag_id]
            if number < CUSTOM:
                text = node.text_content or ""
                if text.isspace():
                    if is_open:
                        parts.append(text if flags & PREFORMATTED else " ")
                        part_flags.append(style)
                elif is_open:
                    n_breaks = 0
                    if style & LINK and link != counted_link:
                        counted_link = link
                        self.n_links[-1] += 1
                    parts.append(text)
                    part_flags.append(style)
                elif len(text) > _LONGEST_INVISIBLE or text.strip(_INVISIBLE):
                    n_breaks = 0
                    is_open = True
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
            flow = flows[number]
            if number == CUSTOM:
                tag = node.tag or "-"
                flow = _UNKNOWN.get(tag, flow)
            if flow < _SKIP:
                if is_open:
                    is_open = False
                    parts.append("\n")
                    part_flags.append(0)
                child = node.first_child
            elif flow > _BREAK:
                child = node.first_child
                if child is None:
                    node = node.next
                    continue
            else:
                if flow == _BREAK:
                    if is_open:
                        n_breaks += 1
                        if n_breaks > 1 and not flags & PREFORMATTED:
                            is_open = False
                            parts.append("\n")
                        else:
                            parts.append(LINE_BREAK)
                        part_flags.append(0)
                elif not self.title and node.tag_id == title_id:
                    self.title = " ".join(node.text().split())
                node = node.next
                continue
            index = len(tags)
            old_style, old_flags = style, flags
            attributes = node.attributes
            if not attributes:
                name = ""
            elif is_seldom(attributes):
                name = attributes.get("class") or ""
            else:
                name = " ".join([v for k, v in attributes.items() if v and k in _NAMED])
                if _is_hidden(attributes):
                    flags |= HIDDEN
            if flow == _LINK:
                style |= LINK
                link = index
                self.hrefs[index] = attributes.get("href") or ""
            elif number == CUSTOM:
                name = f"{tag} {name}"
            elif flow and flow != _INLINE:
                style |= _STYLE.get(flow, 0)
                flags |= _FLAG.get(flow, 0)
                if flow == _TEMPLATE:
                    child = _fragment(node)
                    if "shadowrootmode" in attributes:
                        flags = old_flags | flags & HIDDEN
                elif flow == _OPTION and is_open:
                    parts.append(" ")
                    part_flags.append(style)
            n_parts = len(parts)
            tags.append(number)
            parents.append(element)
            name_ids.append(names[name])
            first_part.append(n_parts)
            end_part.append(n_parts)
            if child is None:
                style, flags, node = old_style, old_flags, node.next
                continue
            stack.append((node.next, container, old_style, old_flags, flow < _SKIP))
            element = index
            if flow < _SKIP:
                container = index
            node = child


class _ParserTags(dict[int, int]):
    """Our number for each of the parser's; elements that HTML does not know have one of theirs."""

    def __missing__(self, key: int) -> int:
        return CUSTOM


@cache
def _parser_tags() -> tuple[_ParserTags, int]:
    """Return our number for each of the parser's, text below all; and the parser's of a title."""
    parser = LexborHTMLParser("")
    known = _ParserTags({parser.create_node(tag).tag_id: n for tag, n in TAG_NUMBER.items()})
    text = next(LexborHTMLParser("text").css("body")[0].iter(include_text=True))
    known[text.tag_id] = CUSTOM - 1
    return known, parser.create_node("title").tag_id


def _fragment(node: LexborNode) -> LexborNode | None:
    for fragment in node.template_fragments():
        return fragment.first_child
    return None


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes:
        return True
    folded = "".join((attributes.get("style") or "").split()).lower()
    return "display:none" in folded or "visibility:hidden" in folded


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
        carry `PAYLOAD`, are from data in the page (`boilerclf.segment.payload`); "thin_input" that
        all it said was a notice to readers without scripts, which is no block.

    Examples
    --------
    >>> page = segment_html("<nav><a href=/>Home</a></nav><p>A <b>bold</b>\n claim.<br>Two.")
    >>> page.block_texts()
    ['Home', 'A bold claim.\nTwo.']
    >>> segment_html("").status
    'empty'
    """
    caps = limits or Limits()
    data, reached = prescan(html, caps)
    parser = LexborHTMLParser(data, options=_WITHOUT_EVENTS)
    page = _read_tree(parser, source, reached)
    if payload := payload_markup(page, parser):
        data, _ = prescan(payload, caps)
        read = _read_tree(LexborHTMLParser(data, options=_WITHOUT_EVENTS), source, reached)
        if read.n_blocks:
            return as_payload(read, page)
    return without_blocks(page) if is_notice(page) else page


def _read_tree(parser: LexborHTMLParser, source: str, reached: str) -> Page:
    walk = _Walk()
    language = base = ""
    root = parser.root
    if root is not None:
        walk.run(root)
        if (element := parser.css_first("base[href]")) is not None:
            base = element.attributes["href"] or ""
        language = root.attributes.get("lang") or ""
    lengths = np.fromiter(map(len, walk.parts), np.int64, len(walk.parts))
    part_ends = lengths.cumsum()
    part_starts = part_ends - lengths
    first_parts = _integers(walk.block_parts, np.int64)
    starts = part_starts[first_parts]
    # A block ends where the next begins, or with the text; its last part is the separator.
    ends = np.append(starts[1:], part_ends[-1:]) if len(starts) else starts
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
        title=walk.title,
        language=language,
        first_part=first_part,
        end_part=end_part,
        hrefs=walk.hrefs,
        base=base,
    )
    status: Status = "limited" if reached else "ok"
    if not len(starts) and not reached:
        status, reached = "empty", "no_text"
    return Page("html", "".join(walk.parts), starts, ends, None, markup, source, status, reached)


def _integers(numbers: list[int], dtype: type[_Integer]) -> NDArray[_Integer]:
    return np.fromiter(numbers, dtype, len(numbers))


def _blocks_inside(
    first: NDArray[np.int32],
    end: NDArray[np.int32],
    first_parts: NDArray[np.int64],
    n_parts: int,
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the first block with text inside each element, and one past the last.

    An element without text gets twice the number of blocks that began before it.
    """
    separators = np.zeros(n_parts + 1, np.int32)
    separators[np.append(first_parts[1:], n_parts) - 1] = 1
    closed = np.zeros(n_parts + 2, np.int32)
    np.cumsum(separators, out=closed[1:])
    at_first, at_end = closed[first], closed[end]
    # A part that is no separator belongs to a block that has begun.
    end_block = at_end + (end > 0) * (1 - separators[end - 1])
    is_empty = end - first == at_end - at_first
    return np.where(is_empty, end_block, closed[first + 1]), end_block
