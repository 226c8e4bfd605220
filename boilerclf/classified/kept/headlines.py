"""Headlines that a page has twice: a theme shows one of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from boilerclf.page import Page
from boilerclf.segment.tags import HEADING_TAGS

_LEVELS: Final = {tag: level for level, tag in enumerate(HEADING_TAGS, 1)}


def without_second_headline(page: Page, numbers: list[int]) -> list[int]:
    """Return blocks without each heading that says what a higher one right before it says.

    Parameters
    ----------
    page : Page
        A page; one of plain text has no headlines.
    numbers : list of int
        Blocks of it, in document order.

    Returns
    -------
    list of int
        The others, in the same order.

    Examples
    --------
    >>> from boilerclf.segment import segment_html
    >>> page = segment_html("<h1>Tides</h1><h2>Tides</h2><p>High at nine.<h2>Tides</h2>")
    >>> without_second_headline(page, [0, 1, 2, 3])
    [0, 2, 3]
    """
    repeated = {second for _, second in _twice(page, numbers)}
    return [number for number in numbers if number not in repeated]


def headline_blocks(page: Page, numbers: list[int], headline: int) -> list[int]:
    """Return the block of the headline, and the one that repeats it or that it repeats.

    Parameters
    ----------
    page : Page
        A page.
    numbers : list of int
        Blocks of it, in document order.
    headline : int
        The block that is the headline.

    Returns
    -------
    list of int
        One block or two.

    Examples
    --------
    >>> from boilerclf.segment import segment_html
    >>> page = segment_html("<h1>Tides</h1><h2>Tides</h2><p>High at nine.<h2>Tides</h2>")
    >>> [headline_blocks(page, [0, 1, 2, 3], headline) for headline in (0, 1, 3)]
    [[0, 1], [0, 1], [3]]
    """
    return next((list(pair) for pair in _twice(page, numbers) if headline in pair), [headline])


def _twice(page: Page, numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Yield each heading and the lower one right after it that says the same."""
    if page.markup is None:
        return
    tags = page.markup.tags[page.markup.block_element[numbers]].tolist()
    levels = [_LEVELS.get(tag, 0) for tag in tags]
    for pair, (upper, lower) in zip(pairwise(numbers), pairwise(levels), strict=True):
        if 0 < upper < lower and page.block_text(pair[0]) == page.block_text(pair[1]):
            yield pair
