"""Plain text as it shows: what no reader sees changes no column.

- "é" is one character and not "e" with a combining accent, and a word has no soft hyphens: for
  columns of words and phrases they would be other words.
- Where blank lines stand between all lines, as many as stand everywhere say nothing.

Source: Unicode Standard Annex #15, "Unicode Normalization Forms" (form C, and the limit of 30 marks
on a letter of section 13). Scripts of which that form takes letters apart, such as Devanagari, are
only changed beside others that it puts together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final

import numpy as np

from boilerclf.page import Page

_SOFT_HYPHEN: Final = "\xad"

_APART: Final = re.compile(f"[{_SOFT_HYPHEN}\u0300-\u036f\u1100-\u11ff\u3099\u309a]")
"""Soft hyphens, accents, the letters of Hangul syllables, and voicing marks of kana."""

_PIECE: Final = re.compile(r"(?s:.*?[^\w\s\x00-\x7f]{30}|.+)")
"""Text up to the 30th of what may be marks in a row: the time to put those in order grows with the
square of their number."""


def as_shown(pages: Sequence[Page]) -> list[Page]:
    r"""Return pages of plain text without what does not show.

    They have the same lines, with accents joined to their letters, without soft hyphens, and
    without the blank lines that stand between all lines. A page with none of this is returned
    itself.

    Examples
    --------
    >>> from boilerclf.segment import segment_text
    >>> (page,) = as_shown([segment_text("Cafe\u0301\n\nFer\xadry\n\n\nMuseum")])
    >>> page.block_texts() == ["Café", "Ferry", "Museum"], page.lines.tolist()
    (True, [1, 2, 4])
    """
    if _has_apart("\n".join([page.text for page in pages])):
        pages = [_composed(page) if _has_apart(page.text) else page for page in pages]
    return [_evenly_spaced(page) for page in pages]


def _has_apart(text: str) -> bool:
    return not text.isascii() and _APART.search(text) is not None


def _composed(page: Page) -> Page:
    shown = (_PIECE.findall(line.replace(_SOFT_HYPHEN, "")) for line in page.block_texts())
    lines = ["".join([unicodedata.normalize("NFC", piece) for piece in pieces]) for pieces in shown]
    starts = np.array([0, *accumulate(len(line) + 1 for line in lines)])
    return replace(page, text="\n".join(lines), starts=starts[:-1], ends=starts[1:] - 1)


def _evenly_spaced(page: Page) -> Page:
    lines = page.lines
    if lines is None or len(lines) < 2 or lines[-1] - lines[0] < 2 * (len(lines) - 1):
        return page  # with too few blank lines to stand between all
    surplus = int(np.diff(lines).min()) - 1
    return replace(page, lines=lines - surplus * np.arange(len(lines))) if surplus else page
