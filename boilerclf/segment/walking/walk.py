"""The walk over the parser's tree: elements, runs of text, and where a block begins and ends."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import Final

from turbohtml import Document, DocumentFragment, Element, Node, Text

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
from boilerclf.segment.tags import LANGUAGE_ATTRIBUTES, TAG_KINDS, TAG_NUMBER, UNKNOWN_TAG, Flow
from boilerclf.segment.tree.amid_text import (
    is_all_of_heading,
    parts_words,
    stands_before_text,
    stands_in_sentence,
)
from boilerclf.segment.tree.anchors import leads
from boilerclf.segment.tree.beside import holds_fewer
from boilerclf.segment.tree.in_line import goes_on_behind, is_phrase, stands_in_line
from boilerclf.segment.visibility.hidden import Visibility
from boilerclf.segment.visibility.readers_only import is_like_readers_only, may_be_like_readers_only
from boilerclf.segment.visibility.unseen import is_unseen
from boilerclf.segment.walking.boxes import Boxes
from boilerclf.segment.walking.code_lines import LINES, breaks_between, last_line
from boilerclf.segment.walking.pictures import DRAWN, takes_place
from boilerclf.segment.walking.raised import MOST_BEFORE, raising
from boilerclf.segment.walking.seams import is_seam

_INVISIBLE: Final = " \t\r\n\f\xa0\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
_LONGEST_INVISIBLE: Final = 8
"""A longer run of zero-width characters makes a block: to look at all texts would cost too much."""

_BREAK, _SKIP, _LINK, _INLINE = Flow.BREAK, Flow.SKIP, Flow.LINK, Flow.INLINE
_BUTTON, _SHAPED, _RAISED = Flow.BUTTON, Flow.SHAPED, Flow.RAISED
_MEDIA, _TEMPLATE, _OPTION, _CODE = Flow.MEDIA, Flow.TEMPLATE, Flow.OPTION, Flow.CODE
_STYLE: Final = {Flow.EMPHASIS: EMPHASIS, Flow.CONTROL: CONTROL}

_IN_CODE, _STORED = 256, 255
"""A flag for text in code, which only the walk needs, and a mask of the flags that are stored."""

_FLAG: Final = {
    Flow.PREFORMATTED: PREFORMATTED | _IN_CODE,
    Flow.NOSCRIPT: NOSCRIPT,
    Flow.TEMPLATE: TEMPLATE,
    Flow.CODE: _IN_CODE,
}

_HOLD_TEXT: Final = frozenset(TAG_NUMBER[tag] for tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6"))
_HOLD_SENTENCES: Final = _HOLD_TEXT | {TAG_NUMBER["li"]}
_OF_WORD: Final = ("st1:", "o:")
_FEW: Final = 64
"""Elements for media that hold as many nodes are a part of the page, by a tag that was not closed;
others hold a fallback only."""
_DIV, _INPUT, _SPAN, _LI = (TAG_NUMBER[tag] for tag in ("div", "input", "span", "li"))
_ATTRIBUTES: Final = {
    **{TAG_NUMBER[cell]: ("colspan", "rowspan") for cell in ("td", "th")},
    TAG_NUMBER["ol"]: ("start", "reversed", "type"),
    _LI: ("value",),
    TAG_NUMBER["code"]: ("data-language", "data-lang"),
    TAG_NUMBER["pre"]: LANGUAGE_ATTRIBUTES,
}

_DEEPEST: Final = 512
"""The parser's deepest level: it puts what an element there would hold after it, ..."""

_RAW_TEXT: Final = ("script", "style", "iframe", "noembed", "noframes", "textarea", "title")
"""... which for these elements is one text, and not to be shown."""

_NONE: Final = -1

_BLOCK, _LINE = 1, 2
"""What the end of an element closes: a block, or a line of the ``<pre>`` around it."""

_LINE_ENDS: Final = ("\n", LINE_BREAK)


class Walk:
    """The columns that grow while the tree is walked; `Page` and `Markup` tell what they hold.

    Parameters
    ----------
    visibility : Visibility
        What hides in the tree.
    """

    def __init__(self, visibility: Visibility) -> None:
        self._visibility = visibility
        self._boxes = Boxes(visibility.styles)
        self.tags: list[int] = []
        self.parents: list[int] = []
        self.names = {"": 0}
        self._hiding = visibility.hiding_names | LINES
        self._suspects: set[int] = set()
        self._of_lines: set[int] = set()
        self.name_ids: list[int] = []
        self.first_part: list[int] = []
        self.end_part: list[int] = []
        self.block_element: list[int] = []
        self.block_leaf: list[int] = []
        self.block_flags: list[int] = []
        self.n_links: list[int] = []
        self.hrefs: dict[int, str] = {}
        self.attributes: dict[int, dict[str, str]] = {}
        self.block_parts: list[int] = []
        self.parts: list[str] = []
        self.part_flags: list[int] = []

    def run(self, document: Document, shown: int) -> None:  # noqa: PLR0912, PLR0915  # for speed
        """Walk the tree once, in document order; flags in `shown` are not set.

        One loop, its state in local names: a call for each node would double the time. The parser's
        iterator tells no depth, so an element has ended when a node has another parent.
        """
        tags, parents, names, name_ids = self.tags, self.parents, self.names, self.name_ids
        first_part, end_part = self.first_part, self.end_part
        block_parts, parts, part_flags = self.block_parts, self.parts, self.part_flags
        kind_of, flags_of = TAG_KINDS.get, self._visibility.flags_of
        noted, blocks = self._visibility.noted, self._visibility.blocks
        in_line = self._visibility.in_line
        read_as, stand_in_boxes = self._visibility.read_as.get, self._boxes.part
        suspects, asked, tabs = self._suspects, self._visibility.asked, self._visibility.tabs
        of_items = () if document.select_one("li[value]") else (_LI,)  # many, seldom with a number
        kept = _ATTRIBUTES.keys() - of_items
        stack: list[tuple[object, int, int, int, int, int]] = []
        top: object = document
        element = container = counted_link = link = _NONE
        style = flags = n_breaks = closes = 0
        of_text: object = None
        line: Element | None = None
        indent, indented = "", _NONE
        is_open = is_text = is_blank = False
        nodes = document.descendants
        for node in nodes:
            if is_text := type(node) is Text:
                text = node.data
                is_blank = text.isspace()
                if is_blank and not is_open and not flags & PREFORMATTED:
                    continue
            parent = node.parent
            while parent is not top:
                if closes and is_open:
                    is_open = closes is _LINE
                    if not (
                        is_open
                        and parts[-1][-1:] in _LINE_ENDS
                        and first_part[element] < len(parts)
                    ):
                        parts.append(LINE_BREAK if is_open else "\n")
                        part_flags.append(0)
                end_part[element] = len(parts)
                top, element, container, style, flags, closes = stack.pop()
            if is_text:
                if is_open:
                    if is_blank:
                        text = text if flags & PREFORMATTED else " "
                    else:
                        n_breaks = 0
                        if (
                            of_text is not top
                            and text[:1] > " " < parts[-1][-1:]
                            and not flags & _IN_CODE
                            and (
                                is_seam(of_text, top, parts[-1], text)
                                or stand_in_boxes(of_text, top, parts[-1], text)
                            )
                        ):
                            text = " " + text
                        if style & LINK and link != counted_link:
                            counted_link = link
                            self.n_links[-1] += 1
                elif not is_blank and (
                    len(text) > _LONGEST_INVISIBLE
                    or (text.strip(_INVISIBLE) and not (len(text) == 1 and _is_icon(text)))
                ):
                    n_breaks = 0
                    is_open = True
                    if indent:
                        text = indent + text if container == indented else text
                        indent = ""
                    counted_link = link if style & LINK else _NONE
                    block_parts.append(len(parts))
                    self.block_element.append(container)
                    self.block_leaf.append(container if flags & _IN_CODE else element)
                    self.block_flags.append(flags & _STORED)
                    self.n_links.append(style & LINK)
                else:
                    if flags & PREFORMATTED and is_blank:
                        indent = last_line(indent * (container == indented) + text)
                        indented = container
                    continue
                parts.append(text)
                part_flags.append(style)
                of_text = top
                continue
            if type(node) is not Element:
                if isinstance(node, DocumentFragment):
                    stack.append((top, element, container, style, flags, closes))
                    top, closes = node, 0
                continue
            number, flow = kind_of(node.tag, UNKNOWN_TAG)
            if flow < 0:
                before = parts[-1] if is_open else ""
                if flow == _BUTTON:
                    is_part = stands_in_sentence if is_open else is_all_of_heading
                    is_amid_text = tags[container] in _HOLD_SENTENCES and is_part(node)
                else:
                    is_amid_text = (
                        (is_open and of_text is top)
                        or (container >= 0 and tags[container] in _HOLD_TEXT)
                        or (element != container and not tags[element])
                        or stands_before_text(node)
                        or (is_open and goes_on_behind(node, parts[-2:]))
                    )
                if is_amid_text and (node.tag.startswith(_OF_WORD) or is_phrase(node, before)):
                    number, flow = _SPAN if flow == _BUTTON else number, _INLINE
                else:
                    flow = Flow.CONTROL if flow == _BUTTON else Flow.BLOCK
            elif flow == _MEDIA:
                flow = _SKIP if holds_fewer(node, _FEW) else Flow.BLOCK
            elif (
                in_line
                and node in in_line
                and stands_in_line(node, parts[-2:] if is_open else [], in_line)
            ):
                number, flow = _SPAN, _INLINE
            if flow > _BREAK and not (blocks and node in blocks):
                if not len(node):
                    if number == _INPUT and is_open and node.attr("type") != "hidden":
                        parts.append(" ")
                        part_flags.append(style)
                    elif is_open and number in DRAWN and self._takes_place(node):
                        of_text = node
                    continue
                ends = 0
            elif flow < _SKIP or flow > _BREAK:
                ends = _BLOCK
                if flags & PREFORMATTED and number == _DIV:
                    ends, indent = _LINE, ""
                    if is_open and parts[-1][-1:] not in _LINE_ENDS:
                        parts.append(LINE_BREAK)
                        part_flags.append(0)
                elif is_open:
                    is_open = False
                    parts.append("\n")
                    part_flags.append(0)
            elif flow == _SKIP:
                if is_open and self._takes_place(node):
                    of_text = node
                _pass_over(nodes, node)
                if (
                    len(stack) >= _DEEPEST
                    and node.tag in _RAW_TEXT
                    and type(node.next_sibling) is Text
                ):
                    next(nodes)
                continue
            else:
                if is_open:
                    n_breaks += 1
                    if n_breaks > 1 and not flags & PREFORMATTED:
                        is_open = False
                        parts.append("\n")
                    else:
                        parts.append(LINE_BREAK)
                    part_flags.append(0)
                else:
                    indent = ""
                continue
            stack.append((top, element, container, style, flags, closes))
            top, closes = node, ends
            parents.append(element)
            element = len(tags)
            tags.append(number)
            name = node.attr("class") or ""
            identifier = node.attr("id")
            if identifier:
                name = f"{name} {identifier}" if name else identifier
            if is_noted := node in noted:
                number = tags[element] = read_as(node, number)
                name = _all_names(node, name)
                style |= CONTROL if node in tabs else 0
                if is_open and node.attr("role") == "tooltip":
                    parts.append(" ")
                    part_flags.append(style)
            if not number:
                name = f"{node.tag} {name}"
            name_id = names.get(name)
            if name_id is None:
                name_id = names[name] = len(names)
                self._look_at(name, name_id)
            name_ids.append(name_id)
            is_muted = False
            if name_id in suspects or (is_noted and node in asked):
                added = flags_of(node) & ~shown
                if added & UNSEEN and ends != _BLOCK and not flags & UNSEEN:
                    is_muted = is_open
                    closes = ends if is_open else _BLOCK
                flags |= added
                if name_id in self._of_lines and flags & PREFORMATTED and ends != _BLOCK:
                    line = self._next_line(line, node, is_open)
            if ends == _BLOCK:
                container = element
            if flow and flow != _INLINE:
                if number in kept:
                    self._keep_attributes(element, number, node)
                if flow == _LINK:
                    href = node.attr("href")
                    if (href and href != "#") or leads(node):
                        style |= LINK
                        link = element
                        self.hrefs[element] = href or ""
                elif flow != _SHAPED:
                    style |= _STYLE.get(flow, 0)
                    if flow != _TEMPLATE or node.attr("shadowrootmode") is None:
                        if flow == _CODE and flags & PREFORMATTED:
                            line = self._next_line(line, node, is_open)
                        flags |= _FLAG.get(flow, 0)
                    if flow == _OPTION and is_open:
                        parts.append(" ")
                        part_flags.append(style)
            n_parts = len(parts)
            first_part.append(n_parts)
            end_part.append(n_parts)
            if flow == _RAISED and is_open:
                last = parts[max(block_parts[-1], n_parts - MOST_BEFORE) :]
                if sign := raising("".join(last), node):
                    parts.append(sign)
                    part_flags.append(style)
            if is_muted:
                if parts_words(node, parts[-1]):
                    parts.append(" ")
                    part_flags.append(style)
                _pass_over(nodes, node)
        for _ in range(len(stack)):
            if closes and is_open:
                is_open = False
                parts.append("\n")
                part_flags.append(0)
            end_part[element] = len(parts)
            top, element, container, style, flags, closes = stack.pop()

    def _look_at(self, name: str, number: int) -> None:
        """Note a name whose elements need a closer look."""
        words = name.split()
        may_hide = not self._hiding.isdisjoint(words)
        if may_hide or (may_be_like_readers_only(name) and is_like_readers_only(words)):
            self._suspects.add(number)
            if not LINES.isdisjoint(words):
                self._of_lines.add(number)

    def _takes_place(self, node: Element) -> bool:
        return takes_place(node) and not is_unseen(node, self._visibility)

    def _keep_attributes(self, element: int, number: int, node: Element) -> None:
        for its in _ATTRIBUTES[number]:
            value = node.attr(its)
            if value is not None:
                self.attributes.setdefault(element, {})[its] = value

    def _next_line(self, line: Element | None, node: Element, is_open: bool) -> Element:
        """Add the line breaks between two lines of code that have no line feed between them."""
        n_breaks = breaks_between(line, node) if is_open else 0
        if n_breaks and not self.parts[-1].endswith(_LINE_ENDS):
            self.parts.append(LINE_BREAK * n_breaks)
            self.part_flags.append(0)
        return node


def _pass_over(nodes: Iterator[Node], node: Element) -> None:
    """Move the iterator past everything inside the element that it gave last."""
    n_children = len(node)
    if n_children == 1 and type(next(nodes)) is Text:  # as in most scripts
        return
    if n_children:
        n_left = len(list(node.descendants)) - (n_children == 1)
        deque(islice(nodes, n_left), maxlen=0)


def _is_icon(character: str) -> bool:
    """Tell if a character is one for private use, as in fonts of icons: alone it means nothing."""
    return "\ue000" <= character <= "\uf8ff"


def _all_names(node: Element, name: str) -> str:
    """Return an element's class and id with its role and itemprop."""
    return " ".join(filter(None, (name, node.attr("role"), node.attr("itemprop"))))
