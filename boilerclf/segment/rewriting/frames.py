"""Documents that a page has in its frames (``<iframe srcdoc>``), as parts of the page.

Descriptions of goods and embedded notes stand in such frames, and browsers show them. What the
style sheets of one hide stays hidden in the page, and those of the page hide nothing in it. Frames
inside of frames are not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from turbohtml import Document, Element

from boilerclf.segment.css.out_of_sight import is_out_of_sight
from boilerclf.segment.css.styles import Styles, hides_itself
from boilerclf.segment.tree.names import name_of
from boilerclf.segment.visibility.hidden import Visibility
from boilerclf.segment.visibility.unseen import is_unseen

_FRAME: Final = "iframe[srcdoc]"
_NO_TEXT: Final = "script,style"
"""What is left out once it has been applied: style sheets are for the frame alone."""

_KEPT: Final = ("class", "id", "style")
_NO_SIZE: Final = re.compile(r"\s*[01](?:\.0+)?(?:px)?\s*")
_NO_LENGTH: Final = re.compile(
    r"(?<![\w-])(width|height)\s*:\s*[01](?:\.0+)?(?:px)?\s*(?:[;!]|\Z)", re.IGNORECASE
)
_SHOWN: Final = "display:revert"
"""Overrides what hides an element by its name, and makes no box of a phrase."""


def write_frames(document: Document, parse: Callable[[str], Document]) -> None:
    """Put the bodies of documents that stand in frames in the place of their frames, as ``<div>``.

    Hidden frames stay as they are, and so do those without a word or with a hidden body. Frames
    inside of frames are not read.

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
    frames = document.select(_FRAME)
    if not frames:
        return
    around = Visibility(document)
    # All are asked first: what hides in the page is told by the page as it is.
    shown = [frame for frame in frames if not (_is_hidden(frame) or is_unseen(frame, around))]
    # turbohtml hashes a node by where it was made: of trees that are gone, by the same place.
    alive: list[Document | Element] = []
    for frame in shown:
        source = frame.attr("srcdoc") or ""
        if not source or source.isspace():
            continue
        inside = parse(source)
        body = inside.select_one("body")
        if body is None or not _settle(inside, body, around.styles):
            continue
        for node in body.select(_NO_TEXT):
            node.extract()
        if any(map(str.isalnum, body.text)):
            box = _box(frame, body, around.styles)
            alive += (inside, box)
            frame.replace_with(box)


def _is_hidden(frame: Element) -> bool:
    style = frame.attr("style") or ""
    if hides_itself(frame) or is_out_of_sight(style):
        return True
    sizes = (frame.attr("width"), frame.attr("height"))
    return any(size is not None and _NO_SIZE.fullmatch(size) for size in sizes) or (
        len({name.lower() for name in _NO_LENGTH.findall(style)}) > 1
    )


def _settle(inside: Document, body: Element, of_page: Styles) -> bool:
    """Write into elements what the frame's style sheets hide, and that those of the page do not.

    Returns
    -------
    bool
        False if all of the frame's document is hidden.
    """
    visibility = Visibility(inside)
    if any(is_unseen(node, visibility) for node in (inside.root, body) if node is not None):
        return False
    nodes = [(node, is_unseen(node, visibility)) for node in body.select("*")]
    for node, is_hidden in nodes:
        if is_hidden:
            node.attrs["hidden"] = ""
        else:
            _keep_shown(node, of_page)
    return True


def _keep_shown(node: Element, of_page: Styles) -> None:
    """Override what a rule of the page may hide, now that it is about the element."""
    may_match = node.tag in of_page.tags or not of_page.names.isdisjoint(name_of(node).split())
    if may_match and not hides_itself(node):
        node.attrs["style"] = f"{node.attr('style') or ''};{_SHOWN}"


def _box(frame: Element, body: Element, of_page: Styles) -> Element:
    """Return what the body holds in a box that shows, with the names and the style of its frame."""
    box = Element("div")
    for name in _KEPT:
        if value := frame.attr(name):
            box.attrs[name] = value
    _keep_shown(box, of_page)
    for node in list(body):
        box.append(node)
    return box
