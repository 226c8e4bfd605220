"""Headlines that are no headings, and what in a heading is no part of it.

The title of a page of Doxygen, which writes it into a box and makes headings of what stands below
it, becomes its ``<h1>``. A ``<pre>`` in a phrase of a heading, as the version of an API in Swagger
UI, becomes a part of the heading.
"""

from __future__ import annotations

from typing import Final

from turbohtml import Document, Text

from boilerclf.segment.tree.amid_text import HEADINGS

_PHRASES: Final = ("small", "span", "sup", "code")
_IN_HEADING: Final = ",".join(f"{phrase} > pre" for phrase in _PHRASES)
_TITLE: Final = "div[class=headertitle] > div[class=title]"


def write_headlines(document: Document) -> None:
    """Make an ``<h1>`` of the box that holds a page's title, if the page has none.

    A ``<pre>`` in a phrase of a heading, such as a version, becomes a phrase before that.

    Parameters
    ----------
    document : Document
        A tree, which is changed.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<div class=headertitle><div class=title>Gates<div>Weir</div></div></div>")
    >>> write_headlines(document)
    >>> document.select_one("body").html
    '<body><div class="headertitle"><h1 class="title">Gates</h1><div>Weir</div></div></body>'
    """
    for pre in document.select(_IN_HEADING):
        if pre.closest(HEADINGS) is not None and "\n" not in pre.text.strip():
            pre.tag = "span"
            pre.insert_before(Text(" "))
    if document.select_one("h1") is not None:
        return
    for title in document.select(_TITLE):
        title.tag = "h1"
        for group in reversed(title.select("div")):  # the modules that it is a part of
            title.insert_after(group.extract())
