"""Silver labels: blocks on which two other extractors agree, for pages that nobody has labelled.

Source: agreement of teachers as in co-training, Blum and Mitchell 1998; the teachers are
trafilatura (rules) and readability-lxml (Arc90's scoring), which err in different ways.
"""

from __future__ import annotations

import logging
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.corpus.alignment import matched_shares
from boilerclf.corpus.headlines import lead_headline
from boilerclf.errors import MissingExtraError
from boilerclf.page import Page

_SHORTEST: Final = 200
"""Characters that each teacher has to find: less is a page that it did not understand."""


def silver_labels(page: Page, html: str) -> NDArray[np.int8]:
    """Label the blocks that both teachers keep, and those that both drop.

    Parameters
    ----------
    page : Page
        The page as prediction would read it.
    html : str
        Its markup.

    Returns
    -------
    int8 array of shape (n_blocks,)
        1 content, 0 noise, -1 where they differ, where a block has no word, and everywhere if one
        of them finds less than 200 characters. The headline above what they keep is content.

    Raises
    ------
    MissingExtraError
        Where the teachers are not installed.
    """
    texts = (_trafilatura(html), _readability(html))
    if min(map(len, texts)) < _SHORTEST:
        return np.full(page.n_blocks, -1, np.int8)
    first, second = (matched_shares(page, text) for text in texts)
    known = ~np.isnan(first) & ~np.isnan(second)
    labels = np.full(page.n_blocks, -1, np.int8)
    labels[known & (first > 0.5) & (second > 0.5)] = 1
    labels[known & (first <= 0.5) & (second <= 0.5)] = 0
    # Both teachers leave headlines out by design; a story's own is content to its readers.
    headline = lead_headline(page, labels)
    if headline >= 0:
        labels[headline] = 1
    return labels


def _trafilatura(html: str) -> str:
    try:
        from trafilatura import extract  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise MissingExtraError("trafilatura", "silver") from error
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        return extract(html, include_comments=False) or ""
    except Exception:  # a teacher that fails on a page teaches nothing there
        return ""


def _readability(html: str) -> str:
    try:
        from lxml.html import fromstring  # noqa: PLC0415  # an extra
        from readability import Document  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise MissingExtraError("readability", "silver") from error
    logging.getLogger("readability").setLevel(logging.CRITICAL)
    try:
        return str(fromstring(Document(html).summary()).text_content())
    except Exception:  # a teacher that fails on a page teaches nothing there
        return ""
