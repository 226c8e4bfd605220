"""Kept blocks as Markdown: what `kept_html` writes, through turbohtml's writer.

turbohtml writes CommonMark with tables, strikethrough and fences as GitHub has them. It escapes
each character that may mean something; those that cannot where they stand are kept from it.
"""

from __future__ import annotations

import re
from typing import Final

import numpy as np
from numpy.typing import NDArray
from turbohtml import Markdown, parse_fragment

from boilerclf.page import Page
from boilerclf.sources.kept_html import kept_html

_STYLE: Final = Markdown(
    lists=Markdown.Lists(bullets="*"),
    links=Markdown.Links(autolink=False),
)

# Noncharacters, which no text holds, stand for signs that are not to be escaped.
_SIGNS: Final = "_*[]~"
_HIDE: Final = {sign: chr(0xFDD0 + number) for number, sign in enumerate(_SIGNS)}
_SHOW: Final = {ord(hidden): sign for sign, hidden in _HIDE.items()}

# Sources: CommonMark 0.31, sections 6.2 (emphasis: rules 1 to 8) and 6.3 (links); GitHub Flavored
# Markdown, sections 5.3 (task list items) and 6.5 (strikethrough). A link's text is left as it is.
_HARMLESS: Final = re.compile(
    r"_(?=[^\W_])(?<=[^\W_]_)"  # within a word
    r"|\*(?= )(?<=\S \*)"  # alone, and not where a list item begins
    r"|~(?=\w)(?<=[\s(]~)"  # opens, where only what may close is escaped
    r"|\[(?<=[^>\n!\\]\[)|\](?![(:\[<])"  # a bracket that no address follows
)
_LINK: Final = re.compile("(<a .*?</a>)", re.DOTALL)


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
    html = kept_html(page, kept, address)
    if not html:
        return ""
    between_links = _LINK.split(html)
    between_links[::2] = [_HARMLESS.sub(_hide, text) for text in between_links[::2]]
    return parse_fragment("".join(between_links)).to_markdown(_STYLE).translate(_SHOW)


def _hide(match: re.Match[str]) -> str:
    return _HIDE[match[0]]
