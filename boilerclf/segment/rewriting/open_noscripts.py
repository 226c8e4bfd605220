"""``<noscript>`` that holds what it does not close, as ``<iframe>``, so that it holds the page.

With scripts on, a browser takes what is inside for one text, up to ``</noscript>``. With scripting
off, as pages are read here, an open ``<iframe>`` takes all behind it for its text, and an open
``<div>`` keeps ``</noscript>`` from closing anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from turbohtml import Document, Element

_BEGINS: Final = re.compile(r"<(?:(script)|noscript)(?=[\s/>])|<!--", re.IGNORECASE)
_ENDS: Final = {
    "noscript": re.compile(r"</noscript(?=[\s/>])", re.IGNORECASE),
    "script": re.compile(r"</script(?=[\s/>])", re.IGNORECASE),
    "": re.compile("-->"),
}
_MOST: Final = 64
"""How many of a page are looked into, and how many are closed."""


def holds_page(document: Document) -> bool:
    """Tell if a ``<noscript>`` holds what stands behind it.

    Parameters
    ----------
    document : Document
        A tree.

    Returns
    -------
    bool
        True for one of the first that holds a script, which none has of its own, and for one with a
        frame that was not closed.

    Examples
    --------
    >>> from turbohtml import parse
    >>> holds_page(parse("<noscript><iframe src=/a></noscript><p>Rain"))
    True
    >>> holds_page(parse("<noscript><iframe src=/a></iframe></noscript><p>Rain"))
    False
    """
    if any(map(_is_open, document.select("iframe"))):
        return True
    # Far quicker than to ask each script what it stands in.
    return any(node.select_one("script") for node in document.select("noscript")[:_MOST])


def _is_open(frame: Element) -> bool:
    """Tell if the text of a frame has the end of a ``<noscript>`` before the begin of one."""
    text = frame.text if len(frame) else ""
    end = _ENDS["noscript"].search(text)
    return end is not None and "<noscript" not in text[: end.start()].lower()


def with_closed_noscripts(html: str, parse: Callable[[str], Document]) -> str:
    """Return markup in which all that a ``<noscript>`` holds is closed inside of it.

    Parameters
    ----------
    html : str
        Markup.
    parse : callable
        Makes a tree of markup.

    Returns
    -------
    str
        Other markup, scripts and comments are as they were.

    Examples
    --------
    >>> from turbohtml import parse
    >>> with_closed_noscripts("<noscript><div>No<b></noscript><p>Rain", parse)
    '<noscript><div>No<b></b></div></noscript><p>Rain'
    """
    parts: list[str] = []
    place = written = n_closed = 0
    while n_closed < _MOST and (begin := _BEGINS.search(html, place)):
        kind = "" if begin[0] == "<!--" else "script" if begin[1] else "noscript"
        start = html.find(">", begin.end()) + 1 if kind else begin.end()
        end = _ENDS[kind].search(html, start) if start else None
        if end is None:
            break
        place = end.end()
        if kind == "noscript":
            n_closed += 1
            inside = parse(html[start : end.start()])
            held = [node.inner_html for node in inside.select("head,body")]
            parts += (html[written:start], *held)
            written = end.start()
    return "".join((*parts, html[written:]))
