"""Parts of a page that React sends later, for a script to put in their place.

``<!--$?--><template id="B:0"></template>Loading...<!--/$-->`` waits for ``<div hidden id="S:0">``
at the end of the page: its content replaces everything from the template up to the last comment.
``<template id="P:1">`` is replaced, by itself, by the content of ``S:1``.

Source: React's ``ReactDOMFizzInstructionSetShared`` (``completeBoundary``, ``completeSegment``).
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from turbohtml import Comment, Document, Element, Node

_PLACE: Final = re.compile(r"([BP]):(\w+)")
_OPENS: Final = frozenset(("$", "$?", "$!", "$~"))
_CLOSES: Final = "/$"
_FEW: Final = 200
"""How many nodes may stand in the place of a part that is still to come."""


def put_in_place(document: Document) -> None:
    """Move the parts of a page that were sent later to where they belong.

    Parameters
    ----------
    document : Document
        A tree, which is changed. A part without a place stays where it is.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<main><!--$?--><template id=B:0></template>Wait<!--/$--></main>"
    ...     "<p>Foot</p><div hidden id=S:0><p>Rain</p></div>")
    >>> put_in_place(document)
    >>> document.root.select_one("body").inner_html
    '<main><!--$?--><p>Rain</p><!--/$--></main><p>Foot</p>'
    """
    places = {
        template: place
        for template in document.select("template[id]")
        if (place := _PLACE.fullmatch(template.attr("id") or ""))
    }
    parts = {part.attr("id"): part for part in document.select("[hidden][id]")} if places else {}
    for template, place in places.items():
        part = parts.pop(f"S:{place[2]}", None)
        if part is None or part in template.ancestors:
            continue
        if template.parent is None:  # another part has replaced what it stood in
            part.extract()
            continue
        if place[1] == "B":
            for node in _waiting(template):
                node.extract()
        for node in list(part):
            template.insert_before(node)
        template.extract()
        part.extract()


def _waiting(template: Element) -> list[Node]:
    """Return the nodes that show until the part is there, from the template to the end's comment.

    Empty where there is no such comment nearby.
    """
    depth = 0
    waiting: list[Node] = []
    for node in islice(template.next_siblings, _FEW):
        if isinstance(node, Comment):
            depth += (node.data in _OPENS) - (node.data == _CLOSES)
            if depth < 0:
                return waiting
        waiting.append(node)
    return []
