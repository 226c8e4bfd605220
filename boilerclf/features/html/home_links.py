"""Which blocks are a link to the first page of a site, as a logo is, and so no headline."""

from __future__ import annotations

import re
from typing import Final

from boilerclf.page import Markup

_HOME: Final = re.compile(
    r"(?:(?:https?:)?//[^/?#\s]+)?"
    r"(?:/|\./|/?(?:index|default|home)(?:\.\w+)?/?|/[a-z]{2}(?:[-_][a-z]{2})?/?)?"
    r"(?:\?(?:lang|hl|utm_\w+)=[^#]*)?(?:#.*)?",
    re.IGNORECASE,
)
"""The address of a first page, or of that in one language."""

_LONGEST: Final = 300
"""The most characters of such an address."""


def leads_home(markup: Markup, block: int) -> bool:
    """Tell if a block begins in a link to the first page of a site.

    Not for a link to a place on its own page, nor for an address with a query, which many sites
    have for their posts (``/?p=12``).

    Examples
    --------
    >>> from boilerclf.segment import segment_html
    >>> page = segment_html("<a href=/>News</a><p><a href=/?p=1>Rain</a><p><a href='#top'>Top")
    >>> [leads_home(page.markup, block) for block in range(page.n_blocks)]
    [True, False, False]
    """
    element = int(markup.block_leaf[block])
    while element >= 0:
        if element in markup.hrefs:
            address = markup.hrefs[element].strip()
            is_some = 0 < len(address) <= _LONGEST and address[0] not in "#?"
            return is_some and _HOME.fullmatch(address) is not None
        element = int(markup.parents[element])
    return False
