"""The walk over the parser's tree: elements, runs of text, and where a block begins and ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from turbohtml import Document, DocumentFragment, Element, Text

from boilerclf.page import (
    CONTROL,
    EMPHASIS,
    LINE_BREAK,
    LINK,
    NOSCRIPT,
    PREFORMATTED,
    TEMPLATE,
    UNSEEN,
)
from boilerclf.segment.tags import CUSTOM, TAG_FLOW, TAG_NUMBER, Flow
from boilerclf.segment.visibility import Visibility

_INVISIBLE: Final = " \t\r\n\f\xa0\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
_LONGEST_INVISIBLE: Final = 8
"""A longer run of zero-width characters makes a block: it is not worth a look at every text."""

_NAMED_BY: Final = "[role],[itemprop]"
"""Elements with another name than class and id; few, so they are looked up beforehand."""

_BREAK, _SKIP, _LINK, _INLINE = Flow.BREAK, Flow.SKIP, Flow.LINK, Flow.INLINE
_TEMPLATE, _OPTION, _CODE = Flow.TEMPLATE, Flow.OPTION, Flow.CODE
_STYLE: Final = {Flow.EMPHASIS: EMPHASIS, Flow.CONTROL: CONTROL}

_IN_CODE, _MUTED, _STORED = 256, 512, 255
"""Flags that the walk alone needs: inside code; never shown, inside a block that is. And a mask."""

_FLAG: Final = {
    Flow.PREFORMATTED: PREFORMATTED | _IN_CODE,
    Flow.NOSCRIPT: NOSCRIPT,
    Flow.TEMPLATE: TEMPLATE,
    Flow.CODE: _IN_CODE,
}

_MATHML: Final = (
    "maction menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom "
    "mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder "
    "munderover none semantics"
)
_KINDS: Final = {
    **{tag: (number, TAG_FLOW[number]) for tag, number in TAG_NUMBER.items() if number != CUSTOM},
    **dict.fromkeys(_MATHML.split(), (CUSTOM, Flow.INLINE)),
    **dict.fromkeys(("annotation", "annotation-xml", "rt", "rp"), (CUSTOM, Flow.SKIP)),
}
"""Each tag's number and flow."""
_UNKNOWN: Final = (CUSTOM, Flow.BLOCK)
_DIV: Final = TAG_NUMBER["div"]

_NONE: Final = -1

_BLOCK, _LINE = 1, 2
"""What an element's end may end: its block, or a line of the ``<pre>`` that it stands in."""

_LINE_ENDS: Final = ("\n", LINE_BREAK)


class _Names(dict[str, int]):
    """Numbers names in the order they come up, and remembers those that may hide an element."""

    def __init__(self, is_suspect: Callable[[str], bool]) -> None:
        super().__init__({"": 0})
        self._is_suspect = is_suspect
        self.suspects: set[int] = set()

    def __missing__(self, key: str) -> int:
        number = self[key] = len(self)
        if self._is_suspect(key):
            self.suspects.add(number)
        return number


class Walk:
    """The columns that grow while the tree is walked; `Page` and `Markup` tell what they hold.

    Parameters
    ----------
    visibility : Visibility
        What hides in the tree.
    """

    def __init__(self, visibility: Visibility) -> None:
        self._visibility = visibility
        self.tags: list[int] = []
        self.parents: list[int] = []
        self.names = _Names(visibility.is_suspect)
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

    def run(self, document: Document, shown: int) -> None:  # noqa: PLR0912, PLR0915  # for speed
        """Walk the tree once, in document order; flags in `shown` are not set.

        One loop with its state in local names: a call for each node would double its price. The
        parser's iterator tells no depth: an element is left where a node has another parent.
        """
        tags, parents, names, name_ids = self.tags, self.parents, self.names, self.name_ids
        first_part, end_part = self.first_part, self.end_part
        block_parts, parts, part_flags = self.block_parts, self.parts, self.part_flags
        kind_of, named = _KINDS.get, {*document.select(_NAMED_BY)}
        hidden, hidden_names = self._visibility.suspects, names.suspects
        stack: list[tuple[object, int, int, int, int, int]] = []
        top: object = document
        element = container = counted_link = link = _NONE
        style = flags = n_breaks = 0
        closes = 0
        is_open = False
        for node in document.descendants:
            parent = node.parent
            while parent is not top:
                if closes and is_open:
                    is_open = closes is _LINE
                    parts.append(LINE_BREAK if is_open else "\n")
                    part_flags.append(0)
                end_part[element] = len(parts)
                top, element, container, style, flags, closes = stack.pop()
            if isinstance(node, Text):
                text = node.data
                if flags & _MUTED:
                    continue
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
                    self.block_leaf.append(container if flags & _IN_CODE else element)
                    self.block_flags.append(flags & _STORED)
                    self.n_links.append(style & LINK)
                    parts.append(text)
                    part_flags.append(style)
                continue
            if not isinstance(node, Element):
                if isinstance(node, DocumentFragment):
                    stack.append((top, element, container, style, flags, closes))
                    top, closes = node, 0
                continue
            if flags & _MUTED:
                stack.append((top, element, container, style, flags, closes))
                top, closes = node, 0
                continue
            tag = node.tag
            number, flow = kind_of(tag, _UNKNOWN)
            if flow > _BREAK:
                if not len(node):
                    continue
                ends = 0
            elif flow == _SKIP:
                stack.append((top, element, container, style, flags, closes))
                top, closes = node, 0
                flags |= _MUTED
                continue
            elif flow == _BREAK:
                if is_open:
                    n_breaks += 1
                    if n_breaks > 1 and not flags & PREFORMATTED:
                        is_open = False
                        parts.append("\n")
                    else:
                        parts.append(LINE_BREAK)
                    part_flags.append(0)
                continue
            elif number == _DIV and flags & PREFORMATTED:
                ends = _LINE
                if is_open and parts[-1][-1:] not in _LINE_ENDS:
                    parts.append(LINE_BREAK)
                    part_flags.append(0)
            else:
                ends = _BLOCK
                if is_open:
                    is_open = False
                    parts.append("\n")
                    part_flags.append(0)
            stack.append((top, element, container, style, flags, closes))
            top, closes = node, ends
            parents.append(element)
            element = len(tags)
            tags.append(number)
            name = node.attr("class")
            identifier = node.attr("id")
            if identifier:
                name = f"{name} {identifier}" if name else identifier
            if node in named:
                name = _all_names(node, name or "")
                if is_open and node.attr("role") == "tooltip":
                    parts.append(" ")
                    part_flags.append(style)
            if number == CUSTOM:
                name = f"{tag} {name or ''}"
            name_id = names[name or ""]
            name_ids.append(name_id)
            if name_id in hidden_names or node in hidden:
                added = self._visibility.flags_of(node) & ~shown
                if added & UNSEEN and ends != _BLOCK and not flags & UNSEEN:
                    if is_open:
                        added |= _MUTED
                    else:
                        closes = _BLOCK
                flags |= added
            if ends == _BLOCK:
                container = element
            if flow == _LINK:
                style |= LINK
                link = element
                self.hrefs[element] = node.attr("href") or ""
            elif flow and flow != _INLINE:
                style |= _STYLE.get(flow, 0)
                if flow != _TEMPLATE or node.attr("shadowrootmode") is None:
                    flags |= _FLAG.get(flow, 0)
                if flow == _OPTION and is_open:
                    parts.append(" ")
                    part_flags.append(style)
            first_part.append(len(parts))
            end_part.append(len(parts))
        for _ in range(len(stack)):
            if closes and is_open:
                is_open = False
                parts.append("\n")
                part_flags.append(0)
            end_part[element] = len(parts)
            top, element, container, style, flags, closes = stack.pop()


def _all_names(node: Element, name: str) -> str:
    """Return an element's class and id with its role and itemprop."""
    names = (name, node.attr("role"), node.attr("itemprop"))
    return " ".join(name for name in names if name)
