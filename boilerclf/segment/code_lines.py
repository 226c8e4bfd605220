"""Lines of code: where they begin and end, whatever a page builds them of."""

from __future__ import annotations

from typing import Final

from turbohtml import Element, Node

LINES: Final = frozenset(("line", "code-line", "token-line", "view-line", "hljs-ln-line"))
"""Class names of lines of code: of Shiki, Prism in React, the Monaco editor, Highlight.js."""

MAX_INDENT: Final = 256
"""Characters: it grows element by element, each time copied."""


def last_line(blank: str) -> str:
    """Return what of white space indents the text that comes after it.

    Parameters
    ----------
    blank : str
        White space.

    Returns
    -------
    str
        What stands behind the last line feed or vertical tab, no more than `MAX_INDENT`.
    """
    return f"{blank}|".splitlines()[-1][:-1][:MAX_INDENT]


def breaks_between(line: Element | None, node: Element) -> int:
    """Return how many lines lie from one line of code to another that stands right after it.

    Parameters
    ----------
    line : Element or None
        The line that came before on the page.
    node : Element
        The other.

    Returns
    -------
    int
        1 and one for each empty element between; 0 where anything else stands between them.
    """
    n_breaks = 0
    after: Node | None = line
    while after is not None and after is not node:
        n_breaks += 1
        after = after.next_sibling
        if after is not node and not (isinstance(after, Element) and not len(after)):
            return 0
    return n_breaks if after is node else 0
