"""Texts that are no page, but only say where one is: a slip that is easily made."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from boilerclf.page import Page

LONGEST: Final = 4096
"""Characters of an address or a path; more are a text."""

_ADDRESS: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)[^\s<>]+", re.IGNORECASE)

_PATH: Final = re.compile(
    # From a folder on, or with the suffix of what could be a page.
    r"(?:~|\.{1,2}|[a-z]:)?[/\\](?:[^\s<>/\\]+[/\\])*[^\s<>/\\]+"
    r"|[^\n\r\t<>|]+\.(?:x?html?|php|txt|md|pdf|jsonl?|parquet|wa?rc|wet)(?:\.(?:gz|xz|bz2|zst))?",
    re.IGNORECASE,
)


def warned(page: Page, data: str | bytes) -> Page:
    """Return a page with a warning where its whole text only says where a page is.

    Parameters
    ----------
    page : Page
        What was read.
    data : str or bytes
        What it was read from; bytes are as if from a file, and give no warning.

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
