"""Headlines that a page has twice: a theme shows one of them."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from boilerclf.page import Page
from boilerclf.segment.tags import TAG_NUMBER

_TWICE: Final = (TAG_NUMBER["h1"], TAG_NUMBER["h2"])


def without_second_headline(page: Page, numbers: list[int]) -> list[int]:
    """Return blocks without each ``<h2>`` that says what the ``<h1>`` right before it says.

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
    if page.markup is None:
        return numbers
    tags = page.markup.tags[page.markup.block_element[numbers]].tolist()
    repeated = {
        second
        for (first, second), its_tags in zip(pairwise(numbers), pairwise(tags), strict=True)
        if its_tags == _TWICE and page.block_text(first) == page.block_text(second)
    }
    return [number for number in numbers if number not in repeated]
