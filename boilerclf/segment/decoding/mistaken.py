"""Text that is no page but the address or path of one, which is easily passed by mistake."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from boilerclf.page import Page

LONGEST: Final = 4096
"""The longest address or path, in characters; anything longer is taken for text."""

_ADDRESS: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)[^\s<>]+", re.IGNORECASE)

_PATH: Final = re.compile(
    # A path begins with a folder, or ends in a suffix that a page may have.
    r"(?:~|\.{1,2}|[a-z]:)?[/\\](?:[^\s<>/\\]+[/\\])*[^\s<>/\\]+"
    r"|[^\n\r\t<>|]+\.(?:x?html?|php|txt|md|pdf|jsonl?|parquet|wa?rc|wet)(?:\.(?:gz|xz|bz2|zst))?",
    re.IGNORECASE,
)


def warned(page: Page, data: str | bytes) -> Page:
    """Return a page with a warning where its whole text is an address or a path.

    Parameters
    ----------
    page : Page
        What was read.
    data : str or bytes
        What it was read from. Bytes give no warning: they come from a file most likely.

    Returns
    -------
    Page
        With "looks_like_address" or "looks_like_path" among its warnings; else the page itself.
        No file is looked for: the same text has the same warning everywhere.

    Examples
    --------
    >>> from boilerclf.segment.text import segment_text
    >>> text = "https://ferry.example/story"
    >>> warned(segment_text(text), text).warnings
    ('looks_like_address',)
    """
    if not isinstance(data, str) or len(data) > LONGEST:
        return page
    text = data.strip()
    if _ADDRESS.fullmatch(text):
        return replace(page, warnings=(*page.warnings, "looks_like_address"))
    if _PATH.fullmatch(text):
        return replace(page, warnings=(*page.warnings, "looks_like_path"))
    return page
