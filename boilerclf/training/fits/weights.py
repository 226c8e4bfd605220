"""What each block counts in fitting: by its words, its page, its corpus and its language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.corpus import UNKNOWN, LabelledPage, lead_headline
from boilerclf.training.copies.copying import page_draw
from boilerclf.training.options import TrainingOptions

PAGE_WEIGHT: Final = 100.0
"""What the labelled blocks of a page weigh together; the penalties are relative to it."""

_TITLE: Final = 5.0
"""How many lines a text's title counts as, which is a single line among many."""

_USUAL_BLOCKS: Final = 40
"""A page with so many labelled blocks weighs the same for every `page_power`."""

_MOST_WORDS_OF_EMPTY: Final = 50
"""A page with more words than this has content; without gold text it is not learnt from."""


def language_weights(
    pages: Sequence[LabelledPage], options: TrainingOptions
) -> NDArray[np.float64]:
    """Return what the language of each page makes of its weight.

    Parameters
    ----------
    pages : sequence of LabelledPage
        All pages that are learnt from.
    options : TrainingOptions
        `language_power` is used.

    Returns
    -------
    float64 array of shape (n_pages,)
        Their mean over each corpus is 1: a page of a language that the corpus has few pages of
        weighs more, at a power of 1 as much more as there are fewer.
    """
    names = [(page.corpus, page.lang) for page in pages]
    n_pages = Counter(names)
    weights = np.array([n_pages[name] ** -options.language_power for name in names])
    corpora = np.array([corpus for corpus, _ in names])
    for corpus in np.unique(corpora):
        weights[corpora == corpus] /= weights[corpora == corpus].mean()
    return weights


def block_weights(
    page: LabelledPage, n_words: NDArray[np.float32], options: TrainingOptions
) -> NDArray[np.float64]:
    """Return what each block of a page counts in fitting.

    Parameters
    ----------
    page : LabelledPage
        The page.
    n_words : float32 array of shape (n_blocks,)
        Words of each block.
    options : TrainingOptions
        All that is said of weights is used, and the seed.

    Returns
    -------
    float64 array of shape (n_blocks,)
        0 for unknown labels, five times as much for the title of a text; the sum is `PAGE_WEIGHT`
        times the weight of the corpus and that of the page's size, or 0 where no block is learnt
        from.
    """
    weights = (n_words.astype(np.float64) + 1.0) ** options.word_power
    weights *= page.labels != UNKNOWN
    if page.emphasis is not None:
        weights *= page.emphasis
    if page.title and page.page.markup is None:
        is_title = np.array([text == page.title for text in page.page.block_texts()], bool)
        weights[is_title & (page.labels == 1)] *= _TITLE
    if page.page.markup and page.gold == "" and n_words.sum() > _MOST_WORDS_OF_EMPTY:
        weights[:] = (
            0.0  # people who mark nothing on a long page left it out, they did not judge it
        )
    if page.corpus in options.unlearnt_headlines:
        headline = lead_headline(page.page, page.labels)
        if headline >= 0:
            weights[headline] = 0.0
    known = np.flatnonzero(weights)
    size = (len(known) / _USUAL_BLOCKS) ** options.page_power
    if options.max_blocks and len(known) > options.max_blocks:
        drawn = page_draw(page, options.seed).choice(known, options.max_blocks, replace=False)
        weights *= np.isin(np.arange(len(weights)), drawn)
    total = weights.sum()
    scale = PAGE_WEIGHT * options.corpus_weights.get(page.corpus, 1.0)
    return weights * (scale * size / total) if total else weights
