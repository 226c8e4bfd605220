"""Letters as they are mostly written: in one character, and without places to break a word at.

A reader sees no difference between "é" and "e" with a combining accent, nor a soft hyphen within a
word. For columns of words and phrases they would be other words.

Source: Unicode Standard Annex #15, "Unicode Normalization Forms" (form C). Scripts of which that
form takes letters apart, such as Devanagari, are only changed beside others that it puts together.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from itertools import accumulate
from typing import Final

import numpy as np

from boilerclf.page import Page

_SOFT_HYPHEN: Final = "\xad"

_APART: Final = re.compile(f"[{_SOFT_HYPHEN}\u0300-\u036f\u1100-\u11ff\u3099\u309a]")
"""Soft hyphens, accents, the letters of Hangul syllables, and voicing marks of kana."""


def composed(page: Page) -> Page:
    r"""Return a page of plain text with its letters put together and without soft hyphens.

    Parameters
    ----------
    page : Page
        A page of plain text.

    Returns
    -------
    Page
        The same lines; the page itself where there is nothing to do.

    Examples
    --------
    >>> from boilerclf.segment import segment_text
    >>> page = segment_text("Cafe\u0301\n\nFer\xadry")
    >>> composed(page).block_texts(), page.block_texts()[0] == "Café"
    (['Café', 'Ferry'], False)
    """
    if page.text.isascii() or _APART.search(page.text) is None:
        return page
    lines = [
        unicodedata.normalize("NFC", line.replace(_SOFT_HYPHEN, "")) for line in page.block_texts()
    ]
    lengths = np.array([len(line) for line in lines], np.int64)
    starts = np.array([0, *accumulate(lengths[:-1] + 1)], np.int64)
    return replace(page, text="\n".join(lines), starts=starts, ends=starts + lengths)
