"""Marks of lines, sections, pages and items that are no text of the page: numbers, "¶", icons."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from turbohtml import Element, Text

from boilerclf.segment.visibility.page_numbers import PAGE_NUMBERS, is_page_number

_LINE_NUMBERS: Final = frozenset(
    (
        *("linenos", "lineno", "linenumber", "linenumbers", "line-number", "line-numbers", "lnt"),
        *("linenodiv", "line-num", "ln-num", "gutter", "blob-num", "rouge-gutter", "line_numbers"),
        *("hljs-ln-numbers", "crayon-num", "crayon-nums", "react-line-number", "diff-line-num"),
        *("LineNr", "linenr", "lnum", "pre-numbering"),
    )
)
"""Classes of line numbers: of Pygments, Rouge, Chroma, highlight.js, Prism, SyntaxHighlighter,
Crayon, GeSHi, GitHub, Vim, gitweb, Emacs and CSDN."""

_NUMBERS_IN_CODE: Final = frozenset(("ln", "select-none", "user-select-none"))
"""Classes of line numbers inside ``<pre>`` only: of Chroma, docutils, Tailwind and Bootstrap."""

_LINKS_TO_SECTIONS: Final = frozenset(
    (
        *("headerlink", "header-anchor", "heading-anchor", "hash-link", "anchorjs-link"),
        *("anchor", "anchor-link", "permalink", "octicon-link", "doc-anchor", "anchorlink"),
        *("Documentation-idLink", "sl-anchor-link", "header-link", "heading-link", "genanchor"),
        *("copiable-link", "pilcrow", "td-heading-self-link", "self-link", "hanchor"),
        *("zola-anchor", "section-link", "section-anchor", "selflink"),
    )
)
"""Classes of links to a section: of Sphinx, Python-Markdown, VuePress, Docusaurus, AnchorJS,
Jupyter, GitHub, rustdoc, Go, Starlight, Hugo's themes, PHP, Texinfo, RFCs, the W3C, Zola and
Haddock."""

_LEADS_AWAY: Final = frozenset(
    (
        *("mw-editsection", "editsection", "viewcode-link", "viewcode-back", "copy-path"),
        "mw-cite-backlink",
    )
)
"""Classes of links and buttons that are never text, of MediaWiki, Sphinx and rustdoc: they lead to
the editor, to the source and back, or from a note to the text, or copy."""

_ITEM_SIGNS: Final = frozenset(("ltx_tag_item",))
"""The class of what LaTeXML puts before an item: bullets and numbers that a list has anyway."""

_PROMPTS: Final = frozenset(
    ("prompt", "input_prompt", "output_prompt", "jp-InputPrompt", "jp-OutputPrompt")
)
"""Classes of the numbers of code cells in notebooks."""

_PROMPT: Final = re.compile(r"(?:(?:In|Out)\s{0,3})?\[[\d*\s]{0,9}\]:?")
_LONGEST_NAME: Final = 64
"""The most characters of a prompt or an icon's name, without white space around it."""

_ICONS: Final = frozenset(
    (
        *("material-icons", "material-icons-outlined", "material-icons-round"),
        *("material-icons-sharp", "material-icons-two-tone", "material-symbols-outlined"),
        *("material-symbols-rounded", "material-symbols-sharp"),
    )
)
"""Classes of Google's icon fonts, which draw a picture in place of its name."""

_LETTER_ICONS: Final = frozenset(("icon", "et-pb-icon"))
"""Classes of pictures that may be a letter of an icon font: of Divi and many others."""

_DRAWN: Final = frozenset(
    (*_LETTER_ICONS, "select-none", "nx-select-none", "_select-none", "x:select-none")
)
"""Those of pictures that may be an emoji: of what Notion exports (``icon``), and of Nextra. The
others stand at letters to read as well: keys, choices, initials that nobody is to select."""

_EMOJI: Final = re.compile("[\u2614-\u26ff\U0001f000-\U0001faff]\ufe0f?")
"""An emoji; ticks, crosses and stars may be said of something."""

_LETTER: Final = re.compile("[A-Za-z]")

MARK_NAMES: Final = (
    _LINE_NUMBERS
    | _NUMBERS_IN_CODE
    | _LINKS_TO_SECTIONS
    | _ITEM_SIGNS
    | _LEADS_AWAY
    | _PROMPTS
    | _ICONS
    | _DRAWN
    | PAGE_NUMBERS
)
"""Classes and ids that such marks have."""

_TOP: Final = "top"
_SIGNS_OF_SECTIONS: Final = frozenset(
    ("\u00b6", "#", "\u00a7", "\U0001f517", "\u2693", "\u2693\ufe0e", _TOP)
)
_BACK: Final = re.compile("[\u21a9\u21b5\u2191\u21d1\u2934\u23ce][\ufe0e\ufe0f]{0,2}\\d{0,2}")
"""An arrow back from a note to its call, with a number if there are several calls, or up."""

_LONGEST_BACK: Final = 4
_BULLET_OR_NUMBER: Final = re.compile(r"\s*(?:[^\w\s]|\(?\d+[.)]?)\s*")

_MAX_NODES: Final = 16_384
"""The most nodes, and characters, of line numbers; an element with more is not looked at."""

_ICON_NAME: Final = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*")

_CELL: Final = "td,th"

_LONGEST_LINK: Final = 2
"""The most characters of a link to a section: a sign and its variation selector."""


def is_mark(node: Element, names: list[str]) -> bool:
    """Tell if an element is no text: numbers of lines, a link of a section, an icon, "Copy".

    Parameters
    ----------
    node : Element
        Any.
    names : list of str
        Its classes and its id.

    Returns
    -------
    bool
        True for a button in code, a link of a section, the number of a printed page amid its text,
        and an element with one of `MARK_NAMES` and no other text than such a mark has.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<h2>Use<a class=headerlink>¶</a></h2><td><i class=lineno>12</i>")
    >>> [is_mark(node, [node.attr("class")]) for node in document.select("[class]")]
    [True, True]
    """
    if not _LINE_NUMBERS.isdisjoint(names) or (
        not _NUMBERS_IN_CODE.isdisjoint(names) and is_in_code(node)
    ):
        return node.tag not in ("pre", "code") and _is_numbers(node)
    if not _LEADS_AWAY.isdisjoint(names) or is_sign_of_section(node):
        return True
    is_drawn = not _DRAWN.isdisjoint(names) and _is_drawn(node, names)
    if is_drawn or is_page_number(node, names) or (node.tag == "button" and is_in_code(node)):
        return True
    if not _ITEM_SIGNS.isdisjoint(names):
        return node.tag == "span" and _BULLET_OR_NUMBER.fullmatch(node.text) is not None
    for its_names, wanted in ((_PROMPTS, _PROMPT), (_ICONS, _ICON_NAME)):
        if not its_names.isdisjoint(names):
            name = node.text.strip()
            return len(name) <= _LONGEST_NAME and wanted.fullmatch(name) is not None
    text = "" if _LINKS_TO_SECTIONS.isdisjoint(names) else node.text.strip()
    return 0 < len(text) <= _LONGEST_LINK and not any(map(str.isalnum, text))


def is_sign_of_section(node: Element) -> bool:
    """Tell if an element is a link to a place on its page that says nothing but "#", "¶" or "↩".

    Parameters
    ----------
    node : Element
        Any.

    Returns
    -------
    bool
        True for "#" and the like in a heading only, for "¶" at the end of any text as well, and for
        arrows from a note back to the text everywhere.
    """
    href = node.attr("href") if node.tag == "a" else None
    if not href or href[0] != "#" or len(href) == 1:
        return False
    sign = node.text.strip()
    if len(sign) <= _LONGEST_BACK and (_BACK.fullmatch(sign) or _is_back_link(node, sign)):
        return True
    if sign not in _SIGNS_OF_SECTIONS:
        return False
    heading = node.closest("h1,h2,h3,h4,h5,h6")
    if heading is not None:
        return sign != _TOP or heading.text.strip() != _TOP
    return sign == "\u00b6" and node.next_sibling is None


def _is_drawn(node: Element, names: list[str]) -> bool:
    """Tell if an element is nothing but the sign of a picture, and no value in a cell."""
    sign = node.text.strip()
    is_sign = _EMOJI.fullmatch(sign) is not None
    if not is_sign and not _LETTER_ICONS.isdisjoint(names):
        is_sign = _LETTER.fullmatch(sign) is not None and not _is_of_word(node)
    return is_sign and node.closest(_CELL) is None


def _is_of_word(node: Element) -> bool:
    """Tell if a letter or digit stands right before or right behind an element."""
    before, after = node.previous_sibling, node.next_sibling
    ends = isinstance(before, Text) and before.data[-1:].isalnum()
    return ends or (isinstance(after, Text) and after.data[:1].isalnum())


def _is_back_link(node: Element, sign: str) -> bool:
    is_told = node.attr("role") == "doc-backlink" or node.attr("rev") == "footnote"
    return is_told and bool(sign) and not any(map(str.isalnum, sign))


def is_in_code(node: Element) -> bool:
    """Tell if an element stands in preformatted text, as a button does that copies or folds it.

    Parameters
    ----------
    node : Element
        Any.

    Returns
    -------
    bool
        True inside a ``<pre>``.
    """
    return node.closest("pre") is not None


def _is_numbers(node: Element) -> bool:
    """Tell if an element holds only digits and white space, and no ``<code>``."""
    inside = list(islice(node.descendants, _MAX_NODES))
    texts = [inner.data for inner in inside if isinstance(inner, Text)]
    if len(inside) == _MAX_NODES or sum(map(len, texts)) > _MAX_NODES:
        return False
    is_code = any(isinstance(inner, Element) and inner.tag == "code" for inner in inside)
    return not is_code and "".join("".join(texts).split()).isdigit()
