"""The news slice: pages with other pages' headlines stuck to them, as stories reach people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from boilerclf.corpus import LabelledPage
from boilerclf.corpus.quotients import quotient
from boilerclf.training.copies.splicing import HeadlinePool, splice

_SEED = 1
"""Not the seed of the copies that models are trained with: those lie in other folds anyway."""

Decided: TypeAlias = NDArray[np.bool_]
"""Which blocks of a page are kept."""


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
    pages: Sequence[LabelledPage],
    kept: Sequence[Decided],
    kept_of: Callable[[Sequence[int], Sequence[LabelledPage]], Sequence[Decided]],
) -> NewsSlice:
    """Splice foreign headlines into pages and count what is kept.

    Parameters
    ----------
    pages : sequence of LabelledPage
        Plain-text pages; those with fewer than four lines of content are left out.
    kept : sequence of bool arrays of shape (n_blocks,)
        What is kept of each page as it is.
    kept_of : callable
        Given the numbers of some pages, and these pages with headlines spliced in, tells what is
        kept of each.

    Returns
    -------
    NewsSlice
        All counts 0 where nothing can be spliced in.

    Examples
    --------
    >>> news_slice([], [], lambda numbers, spliced: []).n_pages
    0
    """
    pool = HeadlinePool.of(pages, [page.fold for page in pages])
    made = {
        number: spliced
        for number, page in enumerate(pages)
        if (spliced := splice(page, pool, page.fold, seed=_SEED)) is not None
    }
    after = kept_of(list(made), [changed.page for changed in made.values()])
    headlines, story, before = [np.zeros(0, bool)], [np.zeros(0, bool)], [np.zeros(0, bool)]
    for (number, changed), decided in zip(made.items(), after, strict=True):
        headlines.append(decided[changed.foreign])
        story.append(decided[changed.own & (changed.page.labels == 1)])
        before.append(kept[number][pages[number].labels == 1])
    found, lines, alone = map(np.concatenate, (headlines, story, before))
    return NewsSlice(
        n_pages=len(made),
        n_headlines=len(found),
        n_story_lines=len(lines),
        headlines_kept=float(quotient(found.sum(), len(found))),
        story_dropped=float(1 - quotient(lines.sum(), len(lines))),
        story_dropped_before=float(1 - quotient(alone.sum(), len(alone))),
    )
