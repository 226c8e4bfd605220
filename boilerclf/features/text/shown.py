"""Plain text as it shows: what no reader sees changes no column.

- "é" is one character and not "e" with a combining accent, and a word has no soft hyphens: for
  columns of words and phrases they would be other words.
- A line ends with the last character that shows.
- Where blank lines stand between all lines, as many as stand everywhere say nothing.

Source: Unicode Standard Annex #15, "Unicode Normalization Forms" (form C). Scripts of which that
form takes letters apart, such as Devanagari, are only changed beside others that it puts together.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from itertools import accumulate, product
from typing import Final

import numpy as np

from boilerclf.page import Page

_SOFT_HYPHEN: Final = "\xad"

_APART: Final = re.compile(f"[{_SOFT_HYPHEN}\u0300-\u036f\u1100-\u11ff\u3099\u309a]")
"""Soft hyphens, accents, the letters of Hangul syllables, and voicing marks of kana."""

_BEHIND: Final = tuple(map("".join, product(" \t\xa0\u3000", "\n\r")))


def as_shown(page: Page) -> Page:
    r"""Return a page of plain text without what does not show.

    Parameters
    ----------
    page : Page
        A page of plain text.

    Returns
    -------
    Page
        The same lines, letters put together, without soft hyphens, white space at their ends and
        blank lines that are everywhere; the page itself where there is nothing to do.

    Examples
    --------
    >>> from boilerclf.segment import segment_text
    >>> page = as_shown(segment_text("Cafe\u0301  \n\nFer\xadry\n\n\nMuseum"))
    >>> page.block_texts() == ["Café", "Ferry", "Museum"], page.lines.tolist()
    (True, [1, 2, 4])
    """
    return _evenly_spaced(_composed(page))


def _composed(page: Page) -> Page:
    text = page.text
    is_apart = not text.isascii() and _APART.search(text) is not None
    if not is_apart and not any(its in text for its in _BEHIND) and not text[-1:].isspace():
        return page
    lines = [line.rstrip() for line in page.block_texts()]
    if is_apart:
        lines = [unicodedata.normalize("NFC", line.replace(_SOFT_HYPHEN, "")) for line in lines]
    lengths = [len(line) for line in lines]
    starts = np.array([*accumulate(lengths, lambda start, length: start + length + 1, initial=0)])
    return replace(page, text="\n".join(lines), starts=starts[:-1], ends=starts[1:] - 1)


def _evenly_spaced(page: Page) -> Page:
    if page.lines is None or page.n_blocks < 2:
        return page
    steps = np.diff(page.lines)
    surplus = int(steps.min()) - 1
    if not surplus:
        return page
    return replace(page, lines=page.lines - surplus * np.arange(page.n_blocks))
