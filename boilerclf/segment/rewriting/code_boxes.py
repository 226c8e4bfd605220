"""What pages put around code, inside its ``<pre>`` or beside it, that is no line of code.

==================  ===============================================================================
what                how it is read
==================  ===============================================================================
language            an attribute of the boxes around the code (Qiita) counts as the code's own
heads in the        "python" and "Copy" are left out, other text is moved before the code; only if
``<pre>``           the rest of the ``<pre>`` is in one ``<code>`` (ChatGPT, Juejin)
heads beside it     the same words are left out (VitePress, MDN), and buttons that copy the code;
                    beside boxes around it too, if these hold nothing else (Notion)
numbers of lines    a ``<pre>`` of numbers alone, beside one with as many lines, is left out (YARD)
lines               ``<span>`` elements that a reader selects one by one (Medium)
==================  ===============================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import Final

from turbohtml import Document, Element, Node, Text

from boilerclf.segment.rewriting.code_names import CODE_LANGUAGES
from boilerclf.segment.tags import LANGUAGE_ATTRIBUTES
from boilerclf.segment.tree.amid_text import next_but_blank
from boilerclf.segment.tree.beside import beside, holds_fewer

MAX_BLOCKS: Final = 4096
"""How many blocks of code of a page are tidied; those after them stay as they are."""

_TOLD: Final = LANGUAGE_ATTRIBUTES[:2]
_AROUND: Final = 2
"""How many boxes around a ``<pre>`` are looked at."""

_DEEPEST: Final = 6
_FEW: Final = 16
"""How many nodes a box around code may hold; what holds more is a part of the page."""

_LONGEST_HEAD: Final = 80
_LONGEST_NAMES: Final = 500
"""Longer class attributes are not read, in characters: a box's is read again for each of its
blocks of code."""

_MOST_AROUND: Final = 3
"""How many boxes around code, each with nothing in it but the one before, may stand beside labels
and buttons for it."""

_NEAR: Final = 6
_MOST_WORDS: Final = 8
_MOST_COPYING: Final = 4
_LANGUAGE: Final = re.compile(r"(?:language|lang|brush)\s*[-:]\s*([\w+#.-]+)")
_COPIES: Final = re.compile(r"(?:^|[\s_-])(?:copy|clipboard)(?:$|[\s_-]|btn|button)", re.IGNORECASE)
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
"""Words on buttons over code, in four languages of Europe, in Chinese and in Japanese."""

_PROSE: Final = frozenset(
    (
        *("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "table", "pre"),
        *("summary", "figcaption", "dt", "dd", "th", "td", "caption", "label", "blockquote"),
        *("section", "article", "details", "hr"),
    )
)
_ANY_PROSE: Final = ",".join((*sorted(_PROSE), "code"))
_BUTTON: Final = "button,[role=button]"
_CLICKED: Final = ("a", "button", "span")
_BOXES: Final = ("div", "figure")
_HEADS: Final = ("div", "span")
"""What may head code inside its ``<pre>``; a ``<span>`` only names the language, as others are
prompts of a shell."""
_LINE: Final = "data-selectable-paragraph"


def tidy_code(document: Document) -> None:
    """Take away what pages put into and beside code that is no line of it.

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
    """Return the code's language in lower case, and write one told around it on the ``<pre>``."""
    boxes = [box for box in islice(pre.ancestors, _AROUND) if isinstance(box, Element)]
    if not any(pre.attr(name) for name in _TOLD):
        told = (box.attr(name) or "" for box in boxes for name in _TOLD)
        if language := next((its for its in told if its.lower() in CODE_LANGUAGES), ""):
            pre.attrs[_TOLD[0]] = language
    for name in _TOLD:
        if value := pre.attr(name):
            return value.lower()
    for element in (code, pre, *boxes):
        names = "" if element is None else element.attr("class") or ""
        if len(names) <= _LONGEST_NAMES and (match := _LANGUAGE.search(names)):
            return match[1].lower()
    return ""


def _take_out_heads(pre: Element, code: Element, language: str) -> None:
    """Clear labels in the boxes of a ``<pre>``, and move short other text before the ``<pre>``."""
    for node in _boxes_beside(pre, code):
        if _is_label(node, language):
            if not language and (names := CODE_LANGUAGES.intersection(_words(node))):
                pre.attrs[_TOLD[0]] = min(names)
            node.clear()
        elif node.tag == "div" and len(node.text) <= _LONGEST_HEAD and _stands_before(node, code):
            pre.insert_before(node.extract())


def _boxes_beside(pre: Element, code: Element) -> Iterator[Element]:
    """Yield the boxes in a ``<pre>`` that have text and are outside its ``<code>``."""
    above = list(islice(code.ancestors, _DEEPEST))
    if pre not in above:
        return
    holders = above[above.index(pre) :: -1]
    path = {code, *holders}
    if any(isinstance(node, Text) and node.data.strip() for its in holders for node in its):
        return
    for holder in holders:
        for node in list(islice(holder, _FEW)):
            if not isinstance(node, Element) or node in path:
                continue
            if node.tag in _HEADS and node.text.strip():
                yield node


def _stands_before(node: Element, code: Element) -> bool:
    path = {code, *islice(code.ancestors, _DEEPEST)}
    return any(after in path for after in islice(node.next_siblings, _FEW))


def _is_label(node: Element, language: str) -> bool:
    """Tell if an element names only the language of the code, beside words as "copy"."""
    words = _words(node)
    names = set(words) - _CONTROL_WORDS
    if len(words) > _MOST_WORDS or len(names) > 1:  # several names choose among blocks of code
        return False
    return all(_is_name(word, language) for word in names)


def _is_name(word: str, language: str) -> bool:
    """Tell if a word may name the language: ``js`` may be "javascript", an unknown one any."""
    return word == language or (word in CODE_LANGUAGES and language[:1] in {"", word[0]})


def _words(node: Element) -> list[str]:
    return " ".join(node.stripped_strings).lower().split()


def _clear_beside(pre: Element, language: str) -> None:
    """Clear the labels and copy buttons right before and right after a block of code."""
    for element in _boxes_around(pre):
        for siblings, may_name in (
            (element.previous_siblings, bool(language)),
            (element.next_siblings, False),
        ):
            for control in _controls(siblings, language, may_name=may_name):
                control.clear()


def _boxes_around(pre: Element) -> list[Element]:
    """Return a block of code and the boxes around it, up to one that holds something besides."""
    around = [pre]
    for _ in range(_MOST_AROUND):
        box, others = around[-1].parent, beside(around[-1], _FEW)
        if not (isinstance(box, Element) and box.tag in _BOXES) or len(others) >= _FEW - 1:
            break
        around.append(box)
        if not all(isinstance(node, Element | Text) and _says_nothing(node) for node in others):
            break
    return around


def _controls(siblings: Iterable[Node], language: str, *, may_name: bool) -> list[Element]:
    """Return the labels and buttons next to code; none if what follows them is running text."""
    found: list[Element] = []
    for node in islice(siblings, _NEAR):
        if isinstance(node, Element | Text) and _says_nothing(node):
            continue
        if not isinstance(node, Element):
            return []  # they are part of a sentence
        if not _is_control(node, language, may_name=may_name):
            return found if node.tag in _PROSE or node.tag in _BOXES else []
        found.append(node)
    return found


def _says_nothing(node: Element | Text) -> bool:
    if isinstance(node, Text):
        return node.data.isspace()
    return holds_fewer(node, _FEW) and not node.text.strip()


def _is_control(node: Element, language: str, *, may_name: bool) -> bool:
    """Tell if an element beside code is a button for it, or (if `may_name`) names its language."""
    if node.tag in _PROSE or not holds_fewer(node, _FEW) or node.select_one(_ANY_PROSE) is not None:
        return False
    if _leads_away(node):
        return False
    words = _words(node)
    if not 0 < len(words) <= _MOST_WORDS:
        return False
    copies = _COPIES.search(node.attr("class") or "") is not None
    is_told = copies or node.attr("role") == "button" or node.select_one(_BUTTON) is not None
    if _is_label(node, language):
        return may_name or is_told or node.tag == "button" or _CONTROL_WORDS.issuperset(words)
    if len(words) > _MOST_COPYING:
        return False
    is_clicked = copies and node.tag in _CLICKED  # in any language
    return is_clicked or (is_told and not _CONTROL_WORDS.isdisjoint(words))


def _leads_away(node: Element) -> bool:
    links = (node, *node.select("a"))
    return any((link.attr("href") or "#")[0] not in "#j" for link in links)  # "javascript:"


def _part_lines(pre: Element) -> None:
    """Put line feeds between lines of code where each line is an element."""
    children = list(islice(pre, MAX_BLOCKS))
    is_line = [isinstance(node, Element) and node.attr(_LINE) is not None for node in children]
    if len(children) > 1 and all(is_line):
        for line in children[1:]:
            line.insert_before(Text("\n"))


def _numbers_lines_of(pre: Element, following: Element) -> bool:
    """Tell if a ``<pre>`` holds only the line numbers of the next ``<pre>``, right beside it."""
    numbers = [line.strip() for line in pre.text.strip("\n").split("\n")]
    if len(numbers) < 2 or not all(map(str.isdecimal, numbers)):
        return False
    first = int(numbers[0][:9])
    in_order = numbers == [str(first + step) for step in range(len(numbers))]
    n_lines = len(following.text.strip("\n").split("\n"))
    return in_order and n_lines == len(numbers) and _stand_side_by_side(pre, following)


def _stand_side_by_side(pre: Element, following: Element) -> bool:
    """Tell if two blocks follow each other, or fill two cells side by side in a plain table."""
    cell, other = pre.closest("td"), following.closest("td")
    if cell is not None and other is not None and cell is not other:
        table = cell.closest("table")
        has_heads = table is None or table.select_one("th") is not None
        if has_heads or cell.text.strip() != pre.text.strip():
            return False
        pre, following = cell, other
    return next_but_blank(pre) is following
