"""Copies of pages whose story is cut short, so that the length of a story decides nothing.

People who collect gold choose pages with long stories. On a page of short news the noise around it
is many times longer, and a model that never saw one takes teasers for the story.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.corpus import LabelledPage
from boilerclf.features.view import TextView
from boilerclf.page import Markup, Page
from boilerclf.training.copies.copying import drawn_copies, page_draw

_LONG: Final = 10
"""Words of a block that counts as a paragraph of the story; shorter ones go with what they head."""

_FEWEST_LONG: Final = 5
"""Paragraphs that a story must have to be cut."""

_MOST_KEPT: Final = 3
"""Paragraphs that are left of it."""


def without_blocks(page: Page, dropped: NDArray[np.bool_]) -> Page:
    """Return an HTML page as if some of its blocks had never been there.

    Parameters
    ----------
    page : Page
        A page with markup.
    dropped : bool array of shape (n_blocks,)
        True for the blocks that go; their elements stay, empty.

    Returns
    -------
    Page
        With all other blocks, in the same elements.

    Raises
    ------
    ValueError
        The page is plain text.

    Examples
    --------
    >>> from boilerclf.segment import segment_html
    >>> page = segment_html("<h1>Herons</h1><div><p>They <b>return</b>.<p>So do we.</div>")
    >>> without_blocks(page, np.array([False, True, False])).block_texts()
    ['Herons', 'So do we.']
    """
    markup = page.markup
    if markup is None:
        message = "a page with markup is wanted, this page is plain text"
        raise ValueError(message)
    kept, edges = ~dropped, np.append(markup.part_starts, len(page.text))
    owner = np.searchsorted(page.starts, markup.part_starts, "right") - 1
    part_kept = np.append(kept, True)[owner]  # what stands before the first block stays
    places = _before(np.where(part_kept, np.diff(edges), 0))
    spans = zip(edges[:-1][part_kept], edges[1:][part_kept], strict=True)
    return replace(
        page,
        text="".join(page.text[start:end] for start, end in spans),
        starts=places[np.searchsorted(edges, page.starts[kept])],
        ends=places[np.searchsorted(edges, page.ends[kept])],
        markup=_without_blocks(markup, kept, part_kept, places[:-1][part_kept]),
    )


def _before(numbers: NDArray[np.integer | np.bool_]) -> NDArray[np.int64]:
    """Return the sum of the numbers before each, and of all."""
    return np.concatenate((np.zeros(1, np.int64), numbers.cumsum()))


def _without_blocks(
    markup: Markup,
    kept: NDArray[np.bool_],
    part_kept: NDArray[np.bool_],
    part_starts: NDArray[np.int64],
) -> Markup:
    blocks, parts = _before(kept).astype(np.int32), _before(part_kept).astype(np.int32)
    return replace(
        markup,
        first_block=blocks[markup.first_block],
        end_block=blocks[markup.end_block],
        block_element=markup.block_element[kept],
        block_leaf=markup.block_leaf[kept],
        block_flags=markup.block_flags[kept],
        n_links=markup.n_links[kept],
        part_starts=part_starts,
        part_flags=markup.part_flags[part_kept],
        first_part=parts[markup.first_part],
        end_part=parts[markup.end_part],
    )


def shorten(page: LabelledPage, *, seed: int = 0) -> LabelledPage | None:
    """Cut the story of a labelled page after its first paragraphs.

    Parameters
    ----------
    page : LabelledPage
        An HTML page.
    seed : int, default: 0
        Seed of the draw that says how many paragraphs stay: one to three.

    Returns
    -------
    LabelledPage or None
        A copy without gold, to be learnt from alone; None where the story is too short to be cut,
        and for a page that is known to be no article.
    """
    if page.page.markup is None or not page.is_story:
        return None
    n_words = TextView([page.page]).n_words
    story = np.flatnonzero((page.labels == 1) & (n_words >= _LONG))
    if len(story) < _FEWEST_LONG:
        return None
    n_kept = int(page_draw(page, seed + 2).integers(1, _MOST_KEPT + 1))
    dropped = (page.labels == 1) & (np.arange(len(n_words)) > story[n_kept - 1])
    return replace(
        page,
        page=without_blocks(page.page, dropped),
        labels=page.labels[~dropped],
        matched=page.matched[~dropped],
        gold=None,
        id=f"{page.id}+shortened",
    )


def shortened_copies(
    pages: Sequence[LabelledPage], cells: Sequence[int], *, share: float, seed: int = 0
) -> tuple[list[LabelledPage], list[int]]:
    """Return shortened copies of a share of the pages, and their cells.

    Parameters
    ----------
    pages : sequence of LabelledPage
        HTML pages.
    cells : sequence of int
        The cell of each.
    share : float
        0 to 1.
    seed : int, default: 0
        Seed of the draw.

    Returns
    -------
    list of LabelledPage, list of int
        Empty for a share of 0.
    """

    def shortened(page: LabelledPage, _: int) -> LabelledPage | None:
        return shorten(page, seed=seed)

    return drawn_copies(pages, cells, shortened, share=share, seed=seed + 1)
