"""Lines of code: where one begins and ends, whichever elements a page makes them of."""

from __future__ import annotations

from typing import Final

from turbohtml import Element, Node

LINES: Final = frozenset(
    ("line", "code-line", "token-line", "view-line", "hljs-ln-line", "highlight-line")
)
"""Class names of lines of code: of Shiki, Prism in React, the Monaco editor, Highlight.js and
GitBook."""

MAX_INDENT: Final = 256
"""Longest indent in characters: it is copied each time an element adds to it."""


def last_line(blank: str) -> str:
    """Return the part of white space that indents the text after it.

    Parameters
    ----------
    blank : str
        White space alone.

    Returns
    -------
    str
        What follows its last line feed or vertical tab, at most `MAX_INDENT` characters.
    """
    return f"{blank}|".splitlines()[-1][:-1][:MAX_INDENT]


def breaks_between(line: Element | None, node: Element) -> int:
    """Return how many line breaks belong between a line of code and the one right after it.

    Parameters
    ----------
    line : Element or None
        The line that came before on the page.
    node : Element
        The other.

    Returns
    -------
    int
        One, and one more for each empty element between them; 0 where anything else is between.
    """
    n_breaks = 0
    after: Node | None = line
    while after is not None and after is not node:
        n_breaks += 1
        after = after.next_sibling
        if after is not node and not (isinstance(after, Element) and not len(after)):
            return 0
    return n_breaks if after is node else 0
