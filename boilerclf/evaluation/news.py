"""The news slice: pages with other pages' headlines stuck to them, as stories reach people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boilerclf.corpus import LabelledPage
from boilerclf.page import Page
from boilerclf.training.splicing import HeadlinePool, splice

_SEED = 1
"""Not the seed of the copies that models are trained with: those lie in other folds anyway."""


@dataclass(frozen=True, slots=True)
class NewsSlice:
    """What became of foreign headlines, and of the story's own lines beside them.

    Parameters
    ----------
    n_pages : int
        Pages that headlines were spliced into.
    n_headlines, n_story_lines : int
        Foreign headlines, and lines of content that the pages had before.
    headlines_kept : float
        Share of the headlines that was kept; NaN without any.
    story_dropped : float
        Share of the story lines that was dropped; NaN without any.
    story_dropped_before : float
        The same share of the same lines where nothing was spliced in: what splicing is not to
        blame for.
    """

    n_pages: int
    n_headlines: int
    n_story_lines: int
    headlines_kept: float
    story_dropped: float
    story_dropped_before: float


def news_slice(
    pages: Sequence[LabelledPage], kept_of: Callable[[int, Page], NDArray[np.bool_]]
) -> NewsSlice:
    """Splice foreign headlines into pages and count what is kept.

    Parameters
    ----------
    pages : sequence of LabelledPage
        Plain-text pages; those with fewer than four lines of content are left out.
    kept_of : callable
        Given a page's number and the page to judge, changed or not, tells which blocks are kept.

    Returns
    -------
    NewsSlice
        All counts 0 where nothing can be spliced in.

    Examples
    --------
    >>> news_slice([], lambda number, page: np.ones(page.n_blocks, bool)).n_pages
    0
    """
    pool = HeadlinePool.of(pages, [page.fold for page in pages])
    headlines, story, before = [np.zeros(0, bool)], [np.zeros(0, bool)], [np.zeros(0, bool)]
    n_pages = 0
    for number, page in enumerate(pages):
        made = splice(page, pool, page.fold, seed=_SEED)
        if made is None:
            continue
        n_pages += 1
        kept = kept_of(number, made.page.page)
        headlines.append(kept[made.foreign])
        story.append(kept[made.own & (made.page.labels == 1)])
        before.append(kept_of(number, page.page)[page.labels == 1])
    found, lines, alone = map(np.concatenate, (headlines, story, before))
    return NewsSlice(
        n_pages=n_pages,
        n_headlines=len(found),
        n_story_lines=len(lines),
        headlines_kept=float(found.mean()) if len(found) else float("nan"),
        story_dropped=float(1 - lines.mean()) if len(lines) else float("nan"),
        story_dropped_before=float(1 - alone.mean()) if len(alone) else float("nan"),
    )
