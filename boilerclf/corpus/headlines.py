"""The headline of a labelled page: people differ in whether it belongs to the content."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from boilerclf.corpus.tokens import tokens
from boilerclf.features.view import TextView
from boilerclf.page import Page
from boilerclf.segment.tags import TAG_NUMBER

_LONG = 15
"""Words of a block that belongs to a story rather than to what stands above it."""

_SHORTEST = 10
"""Characters of a text that is looked for in the page's title."""

_RARE = 4
"""Characters of a word that is looked for in the story."""

_FEWEST = 3
"""Such words of a line that can be told to belong to the story."""


def lead_headline(page: Page, labels: NDArray[np.int8]) -> int:
    """Find the block that heads the content of a labelled page.

    Parameters
    ----------
    page : Page
        The page.
    labels : int8 array of shape (n_blocks,)
        1 content, 0 noise, -1 unknown.

    Returns
    -------
    int
        The story begins at the first block of content of more than 15 words. On HTML the headline
        is the last block up to there that is an ``h1`` or stands in the page's title. On plain text
        it is the last line above it that has 15 words at most, and three different ones of four
        letters and more, of which the story repeats at least half. -1 where there is none.

    Examples
    --------
    >>> from boilerclf.segment import segment_html
    >>> page = segment_html("<h1>Gazette</h1><h1>Herons</h1><p>" + "Herons return. " * 9)
    >>> lead_headline(page, np.array([0, 0, 1], np.int8))
    1
    """
    n_words = TextView([page]).n_words
    story = np.flatnonzero((labels == 1) & (n_words > _LONG))
    if not len(story):
        return -1
    if page.markup is None:
        return _line_above(page, labels, n_words, int(story[0]))
    tags = page.markup.tags[page.markup.block_element[: story[0] + 1]]
    title = page.markup.title
    texts = page.block_texts()
    found = [
        block
        for block, tag in enumerate(tags)
        if tag == TAG_NUMBER["h1"] or (len(texts[block]) > _SHORTEST and texts[block] in title)
    ]
    return found[-1] if found else -1


def _line_above(
    page: Page, labels: NDArray[np.int8], n_words: NDArray[np.floating], story: int
) -> int:
    """Return the last line above a story that shares its words, or -1."""
    told = "\n".join(
        page.block_text(int(line)) for line in np.flatnonzero(labels == 1) if line >= story
    )
    words = set(tokens(told))
    for line in range(story - 1, -1, -1):
        own = {word for word in tokens(page.block_text(line)) if len(word) >= _RARE}
        if n_words[line] <= _LONG and len(own) >= _FEWEST and 2 * len(own & words) >= len(own):
            return line
    return -1
