"""Documents that a page has in its frames (``<iframe srcdoc>``), as parts of the page.

Descriptions of goods and embedded notes stand in such frames, and browsers show them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from turbohtml import Document, Element

from boilerclf.segment.styles import hides_itself, is_out_of_sight

_FRAME: Final = "iframe[srcdoc]"
_NO_TEXT: Final = "script,style"
"""What is left out: no text, and style sheets that are for the frame alone."""

_KEPT: Final = ("class", "id", "style")
_NO_SIZE: Final = re.compile(r"\s*[01](?:\.0+)?(?:px)?\s*")


def write_frames(document: Document, parse: Callable[[str], Document]) -> None:
    """Put the bodies of documents that stand in frames in the place of their frames, as ``<div>``.

    Frames inside of these stay as they are, and so do hidden ones and those without a word.

    Parameters
    ----------
    document : Document
        A tree, which is changed.
    parse : callable
        Makes a tree of markup.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<iframe id=x srcdoc='<title>Oil</title><p>Tar.'></iframe>")
    >>> write_frames(document, parse)
    >>> document.select_one("body").inner_html
    '<div id="x"><p>Tar.</p></div>'
    """
    for frame in document.select(_FRAME):
        source = frame.attr("srcdoc") or ""
        if not source or source.isspace() or _is_hidden(frame):
            continue
        body = parse(source).select_one("body")
        if body is None:
            continue
        for node in body.select(_NO_TEXT):
            node.extract()
        if any(map(str.isalnum, body.text)):
            frame.replace_with(_box(frame, body))


def _is_hidden(frame: Element) -> bool:
    if hides_itself(frame) or is_out_of_sight(frame.attr("style") or ""):
        return True
    sizes = (frame.attr("width"), frame.attr("height"))
    return any(size is not None and _NO_SIZE.fullmatch(size) for size in sizes)


def _box(frame: Element, body: Element) -> Element:
    """Return what the body holds in a box with the names and the style of its frame."""
    box = Element("div")
    for name in _KEPT:
        if value := frame.attr(name):
            box.attrs[name] = value
    for node in list(body):
        box.append(node)
    return box
