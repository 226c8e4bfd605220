"""Headlines that are no headings: the title of a page of Doxygen becomes its ``<h1>``.

Doxygen writes it into a box, and makes headings of what stands below it.
"""

from __future__ import annotations

from typing import Final

from turbohtml import Document

_TITLE: Final = "div[class=headertitle] > div[class=title]"


def write_headlines(document: Document) -> None:
    """Make an ``<h1>`` of the box that holds a page's title, if the page has none.

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
    if document.select_one("h1") is not None:
        return
    for title in document.select(_TITLE):
        title.tag = "h1"
        for group in reversed(title.select("div")):  # the modules that it is a part of
            title.insert_after(group.extract())
