"""What the first pass thought of the blocks before and after a block.

Sources: stacked sequential learning, Cohen and Carvalho 2005 (first-pass scores of neighbours as
columns); the maximum subsequence of scores after Pasternack and Roth 2009, "Extracting Article Text
from the Web with Maximum Subsequence Segmentation".
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.page_spans import PageSpans, exact_cumsum
from boilerclf.features.columns import N_KNOTS, Column, Family, Rows, counts, flags, ratios
from boilerclf.features.view import TextView

_REACH: Final = 4
_WINDOWS: Final = np.array((3, 8, 20))
_SURE: Final = 0.8
_SURE_WORDS: Final = 5.0
_LOGIT_TOP: Final = 6.0

_COLUMNS: Final[tuple[Column, ...]] = (
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


def best_runs(
    upto: NDArray[np.float64], spans: PageSpans
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the run of blocks with the highest sum on each page.

    Parameters
    ----------
    upto : float64 array of shape (n_blocks + 1,)
        Sums of the values of all blocks before each, from 0 on.
    spans : PageSpans
        Whose the blocks are.

    Returns
    -------
    two int64 arrays of shape (n_pages,)
        The first block and one past the last; the page's first block twice where no sum is above 0.

    Examples
    --------
    >>> from boilerclf.features.arrays.page_spans import page_spans
    >>> values = np.array([-1.0, 2.0, 3.0, -4.0])
    >>> [its.tolist() for its in best_runs(exact_cumsum(values[None])[0], page_spans([4]))]
    [[1], [3]]
    """
    # The lowest sum before each block and where it is, by rank: pages are kept apart by numbers
    # that are exact, those of a later page lower.
    order = upto[:-1].argsort(kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    apart = spans.page_of * len(order)
    lowest = order[np.minimum.accumulate(rank - apart) + apart]
    best = upto[1:] - upto[lowest]
    highest = spans.highest(best)
    last = spans.first_marked(best == highest[spans.page_of])
    is_some = highest > 0
    return (
        np.where(is_some, lowest.take(last, mode="clip"), spans.first_block),
        np.where(is_some, last + 1, spans.first_block),
    )


def compute(view: TextView, probability: NDArray[np.float64]) -> Rows:
    """Return the columns along the order of the page.

    A block weighs its words and half a word. ``own_logit`` is the block's log-odds (`logit_unit`).
    Probabilities beyond the page's ends count as 0. ``..._window...`` is the mean over the 3, 8 or
    20 blocks before and after, weighted; ``page_probability`` the page's mean,
    ``page_content_share`` its weighted mean, ``content_words`` its expected content words;
    ``mass_...`` the share of those words before and after; ``blocks_to_content`` the distance to a
    block of probability above 0.8 and 5 words and more, ``blocks_to_noise`` to one below 0.2; the
    best run is the maximum subsequence of ``(probability - 0.5) * words``, ``best_run_share`` its
    share of the page's expected content words and ``best_run_page_share`` of all words. Ratios in
    [0, 1].
    """
    spans, page_of = view.spans, view.spans.page_of
    sums = weighted_sums(view, probability)
    start, stop = best_runs(sums[2], spans)
    of_run = sums[:2, stop] - sums[:2, start]
    first, end = spans.first_block, spans.end_block
    total, n_words_of = sums[:2, end] - sums[:2, first]
    np.maximum(n_words_of, 0.5, out=n_words_of)
    at_least = np.maximum(total, 1e-9)
    of_page = np.array(
        (
            spans.total(probability) / (end - first),
            total / n_words_of,
            of_run[0] / at_least,
            of_run[1] / n_words_of,
            total,
            at_least,
        )
    )[:, page_of]
    mass = sums[0]
    inside, *beside = _to_run(start[page_of], stop[page_of])
    return (
        *_near(view, probability, sums),
        of_page[:2],
        (mass[:-1] - mass[spans.low]) / of_page[5],
        (mass[spans.high] - mass[1:]) / of_page[5],
        *_to_sure(view, probability),
        inside,
        of_page[2:4],
        *beside,
        of_page[4],
    )


def compute_near(view: TextView, probability: NDArray[np.float64]) -> Rows:
    """Return those of the columns that are about the block, not about its page."""
    page_of = view.spans.page_of
    sums = weighted_sums(view, probability)
    start, stop = best_runs(sums[2], view.spans)
    return (
        *_near(view, probability, sums),
        *_to_sure(view, probability),
        *_to_run(start[page_of], stop[page_of]),
    )


def weighted_sums(view: TextView, probability: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return sums over the blocks before each: expected content words, words, what is likelier."""
    words = view.n_words.astype(np.float64) + 0.5
    return exact_cumsum(np.array((probability * words, words, (probability - 0.5) * words)))


def _near(view: TextView, probability: NDArray[np.float64], sums: NDArray[np.float64]) -> Rows:
    """Return the block's own log-odds, its neighbours' probabilities, the means of windows."""
    found, _ = view.spans.windows(sums[:2], _WINDOWS)
    means = found[0] / np.maximum(found[1], 0.5)
    return (
        logit_unit(probability),
        view.spans.around(probability, _REACH),
        means.reshape(2 * len(_WINDOWS), view.n_blocks),
    )


def _to_sure(view: TextView, probability: NDArray[np.float64]) -> Rows:
    """Return the distances to sure content and to sure noise, before and after."""
    content = (probability > _SURE) & (view.n_words >= _SURE_WORDS)
    return view.spans.to_marked(np.array((content, probability < 1 - _SURE)), beyond=63)


def _to_run(start: NDArray[np.int64], stop: NDArray[np.int64]) -> Rows:
    """Tell of each block if it is inside a run of its page, and how far before and behind it."""
    index = np.arange(len(start))
    return (
        (index >= start) & (index < stop),
        np.maximum(start - index, 0),
        np.maximum(index - stop + 1, 0),
    )


FAMILY: Final = Family("around", _COLUMNS, compute)

NEAR: Final = Family(
    "around",
    tuple(
        column
        for column in _COLUMNS
        if not column.name.startswith(("page_", "content_words", "best_run", "mass"))
    ),
    compute_near,
)
"""Block-level columns; page-level ones overfit to the sites that lines were learnt from."""
