"""Kept blocks as Markdown: the markup that `kept_html` writes, turned into Markdown by turbohtml.

turbohtml writes CommonMark with GitHub's tables, strikethrough and fences. It escapes every
character that may have a meaning; those that have none in their place are hidden from it.
"""

from __future__ import annotations

import re
from typing import Final

import numpy as np
from numpy.typing import NDArray
from turbohtml import Markdown, parse_fragment

from boilerclf.classified.kept.emphasis import emphasised, marked, tidied
from boilerclf.classified.kept.formulas import with_formulas, without_formulas
from boilerclf.classified.kept.html import written_html
from boilerclf.page import Page

_STYLE: Final = Markdown(
    lists=Markdown.Lists(bullets="*"),
    links=Markdown.Links(autolink=False),
)

# Signs that are not to be escaped become noncharacters; `written_html` has removed the page's own.
_RAW_TAGS: Final = ("<sup>", "</sup>", "<sub>", "</sub>")
_SIGNS: Final = "_*[]~<.)-+#"
_HIDE: Final = {sign: chr(0xFDD0 + number) for number, sign in enumerate(_SIGNS)}
_RAW: Final = {tag: chr(0xFDE0 + number) for number, tag in enumerate(_RAW_TAGS)}
_SHOW: Final = {ord(hidden): shown for shown, hidden in (_HIDE | _RAW).items()}

# Sources: CommonMark 0.31, sections 4.1 to 4.3 and 5.2 (what begins a line), 6.2 (emphasis, rules 1
# to 8), 6.3 (links) and 6.6 (raw HTML); GitHub Flavored Markdown, sections 5.3 (task list items)
# and 6.5 (strikethrough). Each pattern begins with the sign itself, which is faster to find.
_IN_LINKS: Final = (
    r"_(?=[^\W_])(?<=[^\W_]_)"  # within a word
    r"|\*(?= )(?<=\S \*)"  # alone, and not at the beginning of a list item
    r"|~(?:(?<=\s~)(?=[^\s~])|(?<=[(>]~)(?=\w))"  # opens, and what would close it is escaped
    r"|&lt;(?=<|[A-Za-z][A-Za-z0-9]*,)"  # not the beginning of a tag
    r"|[.)](?<=\d.)(?=[^\s<])"  # after a number, but not of a list item
    r"|-(?<=[>\n]-)(?=[^\s<-])|\+(?<=[>\n]\+)(?=[^\s<])"  # not of a list item either
    r"|#(?<=[>\n]#)(?=[^\s<#])"  # before a number or word, not of a heading
)
_HARMLESS_IN_LINKS: Final = re.compile(_IN_LINKS)
# Brackets that are not followed by an address or a definition, nor are the box of a task, except in
# an item.
_HARMLESS: Final = re.compile(
    rf"{_IN_LINKS}|\[(?<![!\\]\[)(?:(?<=<li>\[)|(?<=<li>\n<p>\[)|(?![ xX]\]))|\](?![(:\[]|<a)"
)
_LINK: Final = re.compile("(<a .*?</a>)", re.DOTALL)

_QUOTE_IN_QUOTE: Final = re.compile(r"<blockquote>\n(?=<blockquote>)")
_NOTHING: Final = "\ufded"
"""A paragraph before a quote that begins another: turbohtml writes an empty one there."""

_EMPHASIS: Final = re.compile("<strong>|<em>")
_OPENS: Final = re.compile(r"\*(?![\s*<]|$)")
_CLOSES: Final = re.compile(r"(?<![\s>*])\*")
_ASTERISK: Final = re.compile(r"\*(?![\s*<]|$)|(?<![\s>*])\*")
"""An asterisk that neither begins a list item nor is part of a line of asterisks."""


def kept_markdown(page: Page, kept: NDArray[np.bool_], address: str = "") -> str:
    r"""Return the kept blocks as Markdown.

    Parameters
    ----------
    page : Page
        The page; one of plain text gives a paragraph a line.
    kept : bool array of shape (n_blocks,)
        True where the block is to be written.
    address : str, default: ""
        As for `kept_html`.

    Returns
    -------
    str
        Markdown without a line feed at its end; empty where nothing is kept.

    Examples
    --------
    >>> from boilerclf.segment import segment_html
    >>> page = segment_html("<h1>A_b</h1><ul><li><a href=/a>C</a> 2 * 3</ul><pre class=lang-py>d")
    >>> print(kept_markdown(page, np.ones(3, bool), "http://a.example/b"))
    # A_b
    <BLANKLINE>
    * [C](http://a.example/a) 2 * 3
    <BLANKLINE>
    ```py
    d
    ```
    """
    html = written_html(page, kept, address, marks_formulas=True)
    if not html:
        return ""
    html, formulas = without_formulas(html)
    html = tidied(html)
    for tag, hidden in _RAW.items():
        html = html.replace(tag, hidden)
    between_links = _LINK.split(html)
    between_links[::2] = [_HARMLESS.sub(_hide, text) for text in between_links[::2]]
    between_links[1::2] = [_HARMLESS_IN_LINKS.sub(_hide, text) for text in between_links[1::2]]
    hidden = "".join(between_links)
    if "*" in hidden or "~" in hidden:
        hidden = "\n".join(_without_pairs(line) for line in hidden.split("\n"))
    hidden = _QUOTE_IN_QUOTE.sub(f"<blockquote>{_NOTHING}", hidden)
    markdown = _without_nothing(parse_fragment(marked(hidden)).to_markdown(_STYLE))
    return emphasised(with_formulas(markdown.translate(_SHOW), formulas))


def _without_nothing(markdown: str) -> str:
    """Take out the paragraphs that stand before quotes in quotes, each with the line behind it."""
    if _NOTHING not in markdown:
        return markdown
    lines = markdown.split("\n")
    shown: list[str] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        if line.endswith(_NOTHING):
            around = line.removesuffix(_NOTHING)
            number += 2
            lines[number] = around + lines[number][len(around) :]
        else:
            shown.append(line)
            number += 1
    return "\n".join(shown).replace(f"{_NOTHING} ", "")  # in a cell, which is one line


def _hide(match: re.Match[str]) -> str:
    return _HIDE["<" if match[0] == "&lt;" else match[0]]


def _without_pairs(line: str) -> str:
    """Hide "*" and "~" that have no partner in their paragraph: a footnote's, or "about"."""
    if line.endswith("<br>"):  # the paragraph goes on
        return line
    if line.count("~") == 1:
        line = line.replace("~", _HIDE["~"])
    if "*" not in line or _EMPHASIS.search(line):
        return line
    if line.count("*") > 1 and _OPENS.search(line) and _CLOSES.search(line):
        return line
    return _ASTERISK.sub(_HIDE["*"], line)
