"""``<b>`` and its like whose own style takes their emphasis away.

So Google's editor puts ``<b style="font-weight:normal">`` around all that is copied from it.
"""

from __future__ import annotations

import re
from typing import Final

from turbohtml import Document

_NO_WEIGHT: Final = re.compile(r"font-weight\s*:\s*(?:normal|[1-4]00)\s*(?:[;!]|\Z)", re.IGNORECASE)
_NO_SLANT: Final = re.compile(r"font-style\s*:\s*normal\s*(?:[;!]|\Z)", re.IGNORECASE)
_PLAIN: Final = {"b": _NO_WEIGHT, "strong": _NO_WEIGHT, "i": _NO_SLANT, "em": _NO_SLANT}


def write_plain_emphasis(document: Document) -> None:
    """Make a ``<span>`` of what is set as the text around it.

    Parameters
    ----------
    document : Document
        A tree, which is changed.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<b style='font-weight:normal'>Rain <b style='color:red'>fell</b></b>")
    >>> write_plain_emphasis(document)
    >>> [node.tag for node in document.select("[style]")]
    ['span', 'b']
    """
    for tag, says_so in _PLAIN.items():
        for node in document.select(f"{tag}[style]"):
            if says_so.search(node.attr("style") or ""):
                node.tag = "span"
