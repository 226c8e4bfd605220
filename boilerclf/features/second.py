"""Columns of the second pass: what the first pass thought of everything around a block.

Sources: stacked sequential learning, Cohen and Carvalho 2005 (first-pass scores of neighbours as
columns); the maximum subsequence of scores after Pasternack and Roth 2009, "Extracting Article Text
from the Web with Maximum Subsequence Segmentation".
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.columns import N_KNOTS, Column, as_columns, counts, flags, ratios
from boilerclf.features.pages import Pages, pages_of, running
from boilerclf.features.tree import N_CONTAINERS, Tree, inside_sums

_REACH: Final = 4
_WINDOWS: Final = np.array((3, 8, 20))
_SURE: Final = 0.8
_SURE_WORDS: Final = 5.0
_LOGIT_TOP: Final = 6.0

NEIGHBOUR_COLUMNS: Final[tuple[Column, ...]] = (
    *ratios("own_logit"),
    *ratios(*(f"previous{n}_probability" for n in range(1, _REACH + 1))),
    *ratios(*(f"next{n}_probability" for n in range(1, _REACH + 1))),
    *ratios(
        *(
            f"{side}_window{size}_probability"
            for size in _WINDOWS.tolist()
            for side in ("before", "after")
        )
    ),
    *ratios("page_probability", "page_content_share", "mass_before", "mass_after"),
    *counts(
        63.0,
        *(
            f"blocks_to_{what}_{side}"
            for side in ("before", "after")
            for what in ("content", "noise")
        ),
    ),
    *flags("in_best_run"),
    *ratios("best_run_share", "best_run_page_share"),
    *counts(63.0, "blocks_before_best_run", "blocks_after_best_run"),
    *counts(2047.0, "content_words"),
)

TREE_COLUMNS: Final[tuple[Column, ...]] = (
    *(
        column
        for level in range(N_CONTAINERS + 1)
        for column in ratios(f"container{level}_probability", f"container{level}_content_share")
    ),
    *ratios("narrow_shape_probability", "wide_shape_probability", "same_text_probability"),
)


def logit_unit(probability: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return log-odds clipped to ±6 and laid on [0, 1].

    Examples
    --------
    >>> logit_unit(np.array([0.5, 1.0])).tolist()
    [0.5, 1.0]
    """
    with np.errstate(divide="ignore"):
        logit = np.log(probability) - np.log1p(-probability)
    return (np.clip(logit / (2 * _LOGIT_TOP), -0.5, 0.5) + 0.5).astype(np.float32)


def logit_curve() -> NDArray[np.float64]:
    """Return the log-odds at the knots of ``own_logit``: the curve that leaves a score as it is.

    Returns
    -------
    float64 array of shape (N_KNOTS,)
        From -6 to 6.
    """
    return np.linspace(-_LOGIT_TOP, _LOGIT_TOP, N_KNOTS)


def _best_runs(
    upto: NDArray[np.float64], pages: Pages
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the run of blocks with the highest sum on each page: first, and one past the last."""
    # The lowest sum before each block and where it is, by rank: pages are kept apart by numbers
    # that are exact, those of a later page lower.
    order = upto[:-1].argsort(kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    apart = pages.page_of * len(order)
    lowest = order[np.minimum.accumulate(rank - apart) + apart]
    best = upto[1:] - upto[lowest]
    highest = pages.highest(best)
    last = pages.first_marked(best == highest[pages.page_of])
    is_some = highest > 0
    return (
        np.where(is_some, lowest.take(last, mode="clip"), pages.first_block),
        np.where(is_some, last + 1, pages.first_block),
    )


def neighbours(
    probability: NDArray[np.float64], n_words: NDArray[np.float32], pages: Pages | None = None
) -> NDArray[np.float32]:
    """Return the columns along the order of the page.

    A block weighs its words and half a word. ``own_logit`` is the block's log-odds (`logit_unit`).
    Probabilities beyond the page's ends count as 0. ``..._window...`` is the mean over the 3, 8 or
    20 blocks before and after, weighted; ``page_probability`` the page's mean,
    ``page_content_share`` its weighted mean, ``content_words`` its expected content words;
    ``mass_...`` the share of those words before and after;
    ``blocks_to_content`` the distance to a block of probability above 0.8 and 5 words and more,
    ``blocks_to_noise`` to one below 0.2; the best run is the maximum subsequence of
    ``(probability - 0.5) * words``, ``best_run_share`` its share of the page's expected content
    words and ``best_run_page_share`` of all words.

    Parameters
    ----------
    probability : float64 array of shape (n_blocks,)
        First-pass probabilities of content.
    n_words : float32 array of shape (n_blocks,)
        Words of each block.
    pages : Pages, optional
        Whose the blocks are; of one page where left out.

    Returns
    -------
    float32 array of shape (n_blocks, n_columns)
        In the order of `NEIGHBOUR_COLUMNS`.
    """
    n_blocks = len(probability)
    pages = pages or pages_of([n_blocks])
    index = np.arange(n_blocks)
    words = n_words.astype(np.float64) + 0.5
    sums = running(np.array((probability * words, words, (probability - 0.5) * words)))
    mass = sums[0]
    found, _ = pages.windows(sums[:2], _WINDOWS)
    first, end = pages.first_block, pages.end_block
    start, stop = _best_runs(sums[2], pages)
    of_run = sums[:2, stop] - sums[:2, start]
    total, n_words_of = sums[:2, end] - sums[:2, first]
    np.maximum(n_words_of, 0.5, out=n_words_of)
    at_least = np.maximum(total, 1e-9)
    of_page = np.array(
        (
            pages.total(probability) / (end - first),
            total / n_words_of,
            of_run[0] / at_least,
            of_run[1] / n_words_of,
            total,
            at_least,
        )
    )[:, pages.page_of]
    content = (probability > _SURE) & (n_words >= _SURE_WORDS)
    noise = probability < 1 - _SURE
    start, stop = start[pages.page_of], stop[pages.page_of]
    return as_columns(
        logit_unit(probability),
        pages.around(probability, _REACH),
        (found[0] / np.maximum(found[1], 0.5)).reshape(2 * len(_WINDOWS), n_blocks),
        of_page[:2],
        (mass[:-1] - mass[pages.low]) / of_page[5],
        (mass[pages.high] - mass[1:]) / of_page[5],
        *pages.to_marked(np.array((content, noise)), beyond=63),
        (index >= start) & (index < stop),
        of_page[2:4],
        np.maximum(start - index, 0),
        np.maximum(index - stop + 1, 0),
        of_page[4],
    )


def along_tree(
    probability: NDArray[np.float64],
    n_words: NDArray[np.float32],
    tree: Tree,
    groups: tuple[NDArray[np.int64], ...],
) -> NDArray[np.float32]:
    """Return the columns along the tree and over look-alikes, the block itself left out.

    ``container..._probability`` is the mean over the other blocks inside,
    ``container..._content_share`` the same weighted by words; the shapes' and the same text's are
    means over the other blocks of the group. Where there is no other block the value is the
    block's own probability.

    Parameters
    ----------
    probability : float64 array of shape (n_blocks,)
        First-pass probabilities of content.
    n_words : float32 array of shape (n_blocks,)
        Words of each block.
    tree : Tree
        The page's elements.
    groups : tuple of three int64 arrays of shape (n_blocks,)
        Numbers of the narrow shape, the wide shape and the text.

    Returns
    -------
    float32 array of shape (n_blocks, n_columns)
        In the order of `TREE_COLUMNS`, each in [0, 1].
    """
    words = n_words.astype(np.float64) + 0.5
    basis = np.stack((np.ones_like(words), probability, words, probability * words))
    sums = inside_sums(tree, basis.astype(np.float32).T).T[:, tree.containers]
    n, p, w, pw = np.maximum(sums - basis[:, None], 0)
    alone = n < 0.5
    means = (
        np.where(alone, probability, p / np.maximum(n, 0.5)),
        np.where(alone, probability, pw / np.maximum(w, 0.25)),
    )
    columns = [mean[level] for level in range(N_CONTAINERS + 1) for mean in means]
    for group in groups:
        n = np.bincount(group)[group] - 1
        p = np.bincount(group, probability)[group] - probability
        columns.append(np.where(n < 1, probability, p / np.maximum(n, 1)))
    found = as_columns(*columns)
    return np.clip(found, 0, 1, out=found)
