"""What pages put around code, inside its ``<pre>`` or beside it, and is no line of it.

==================  ===============================================================================
what                how it is read
==================  ===============================================================================
language            an attribute of the boxes around (Qiita) is the code's own
heads in the        "python", "Copy" are left out, other text stands before the code, where all
``<pre>``           other text is in one ``<code>`` (ChatGPT, Juejin)
heads beside it     the same words (VitePress, MDN), and what says that a click copies the code
numbers of lines    a ``<pre>`` of nothing but them, beside one with as many lines (YARD)
lines               ``<span>`` elements that a reader selects one by one (Medium)
==================  ===============================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Final

from turbohtml import Document, Element, Node, Text

from boilerclf.segment.code_names import CODE_LANGUAGES
from boilerclf.segment.tags import LANGUAGE_ATTRIBUTES

MAX_BLOCKS: Final = 4096
"""What stands around more blocks of code is not looked at."""

_TOLD: Final = LANGUAGE_ATTRIBUTES[:2]
_AROUND: Final = 2
"""Boxes around a ``<pre>``."""

_DEEPEST: Final = 6
_FEW: Final = 16
"""Nodes: what has more inside is a part of the page."""

_LONGEST_HEAD: Final = 80
_NEAR: Final = 6
_MOST_WORDS: Final = 8
_LANGUAGE: Final = re.compile(r"(?:language|lang|brush)\s*[-:]\s*([\w+#.-]+)")
_COPIES: Final = re.compile(r"copy|clipboard", re.IGNORECASE)
_CONTROL_WORDS: Final = frozenset(
    (
        *("copy", "copied", "copied!", "code", "copier", "kopieren", "copiar", "edit", "run"),
        *(
            "to",
            "clipboard",
            "toggle",
            "word",
            "wrap",
            "\u590d\u5236",
            "\u590d\u5236\u4ee3\u7801",
            "\u8907\u88fd",
        ),
        "\u30b3\u30d4\u30fc",
    )
)
"""Of buttons over code; the last four say "copy" in Chinese and Japanese."""

_PROSE: Final = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "table", "pre")
)
_CONTROLS: Final = ("span", "button")
_BOXES: Final = ("div", "figure")
_LINE: Final = "data-selectable-paragraph"


def tidy_code(document: Document) -> None:
    """Take out of code, and from beside it, what is no line of it.

    Parameters
    ----------
    document : Document
        A tree, which is changed.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<pre><div>lua <i>Copy</i></div><code class=language-lua>a()</code></pre>")
    >>> tidy_code(document)
    >>> document.select_one("pre").text
    'a()'
    """
    blocks = list(islice(document.select("pre"), MAX_BLOCKS))
    for pre, following in pairwise((*blocks, None)):
        if pre is None or pre.select_one("pre") is not None:
            continue
        code = _only_code(pre)
        language = _language(pre, code)
        if code is not None:
            _take_out_heads(pre, code, language)
        _clear_beside(pre, language)
        _part_lines(pre)
        if following is not None and _numbers_lines_of(pre, following):
            pre.clear()


def _only_code(pre: Element) -> Element | None:
    codes = list(islice(pre.select("code"), 2))
    return codes[0] if len(codes) == 1 else None


def _language(pre: Element, code: Element | None) -> str:
    """Return the language told around the code, in small letters; the ``<pre>`` keeps it."""
    boxes = [box for box in islice(pre.ancestors, _AROUND) if isinstance(box, Element)]
    if not any(pre.attr(name) for name in _TOLD):
        told = next((box.attr(name) for box in boxes for name in _TOLD if box.attr(name)), None)
        if told:
            pre.attrs[_TOLD[0]] = told
    for name in _TOLD:
        if value := pre.attr(name):
            return value.lower()
    for element in (code, pre, *boxes):
        if element is not None and (match := _LANGUAGE.search(element.attr("class") or "")):
            return match[1].lower()
    return ""


def _take_out_heads(pre: Element, code: Element, language: str) -> None:
    """Clear or move what stands in boxes of their own in a ``<pre>``, before its ``<code>``."""
    for node in _boxes_beside(pre, code):
        if _is_label(node, language):
            if not language and (names := CODE_LANGUAGES.intersection(_words(node))):
                pre.attrs[_TOLD[0]] = min(names)
            node.clear()
        elif len(node.text) <= _LONGEST_HEAD and _stands_before(node, code):
            pre.insert_before(node.extract())


def _boxes_beside(pre: Element, code: Element) -> Iterator[Element]:
    """Give the outermost elements in a ``<pre>`` with text that is not in its ``<code>``."""
    above = list(islice(code.ancestors, _DEEPEST))
    if pre not in above:
        return
    holders = above[above.index(pre) :: -1]
    path = {code, *holders}
    for holder in holders:
        for node in list(islice(holder, _FEW)):
            if isinstance(node, Element) and node not in path and node.text.strip():
                is_box = node.tag == "div" or "lang" in (node.attr("class") or "")
                if is_box and node.tag not in _PROSE:
                    yield node


def _stands_before(node: Element, code: Element) -> bool:
    return any(after is code or _holds(after, code) for after in islice(node.next_siblings, _FEW))


def _holds(node: Node, code: Element) -> bool:
    return isinstance(node, Element) and node in islice(code.ancestors, _DEEPEST)


def _is_label(node: Element, language: str) -> bool:
    """Tell if an element names but the language of the code, and offers to copy it."""
    words = _words(node)
    return len(words) <= _MOST_WORDS and all(
        word in _CONTROL_WORDS or word == language or word in CODE_LANGUAGES for word in words
    )


def _words(node: Element) -> list[str]:
    return " ".join(node.stripped_strings).lower().split()


def _clear_beside(pre: Element, language: str) -> None:
    """Clear the labels of code, and what copies it, right before and behind it."""
    box = pre.parent
    around = [pre]
    if isinstance(box, Element) and box.tag in _BOXES and len(list(islice(box, _FEW))) < _FEW:
        around.append(box)
    for element in around:
        for siblings in (element.previous_siblings, element.next_siblings):
            for beside in islice(siblings, _NEAR):
                if isinstance(beside, Element | Text) and _says_nothing(beside):
                    continue
                if not isinstance(beside, Element) or not _is_control(beside, language):
                    break
                beside.clear()


def _says_nothing(node: Element | Text) -> bool:
    if isinstance(node, Text):
        return node.data.isspace()
    return _is_small(node) and not node.text.strip()


def _is_control(node: Element, language: str) -> bool:
    """Tell if what stands beside code says its language or copies it."""
    if node.tag in _PROSE or not _is_small(node):
        return False
    copies = node.attr("role") == "button" or _COPIES.search(node.attr("class") or "") is not None
    return (bool(language) or copies or node.tag in _CONTROLS) and (
        _is_label(node, language) or (copies and len(_words(node)) <= _MOST_WORDS)
    )


def _is_small(node: Element) -> bool:
    return len(list(islice(node.descendants, _FEW))) < _FEW


def _part_lines(pre: Element) -> None:
    """Put line feeds between lines that are elements each."""
    children = list(islice(pre, MAX_BLOCKS))
    is_line = [isinstance(node, Element) and node.attr(_LINE) is not None for node in children]
    if len(children) > 1 and all(is_line):
        for line in children[1:]:
            line.insert_before(Text("\n"))


def _numbers_lines_of(pre: Element, following: Element) -> bool:
    """Tell if a ``<pre>`` has the numbers of the lines of the next one, which stands beside it."""
    numbers = pre.text.split()
    if len(numbers) < 2 or not all(map(str.isdecimal, numbers)):
        return False
    row = pre.closest("tr")
    is_beside = pre.parent is following.parent or (
        row is not None and row is following.closest("tr")
    )
    first = int(numbers[0][:9])
    in_order = numbers == [str(first + step) for step in range(len(numbers))]
    return is_beside and in_order and len(following.text.strip("\n").split("\n")) == len(numbers)
