"""What a run of short lines has in common with the rest of its page: a list is judged as one.

A headline has few words, so whether one of them recurs is chance; ten headlines of other stories
have a hundred, and none of them recurs outside their list. The list of a story's parts, its table
and its verse share words with what stands around them.

Source: lexical cohesion between blocks after Hearst 1997, "TextTiling", section 5; that runs of
short lines are its blocks is our own.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.cohesion import Vocabulary
from boilerclf.features.columns import Column, as_columns, counts, ratio, ratios
from boilerclf.features.pages import Pages

COLUMNS: Final[tuple[Column, ...]] = (
    *ratios("outside_share", "run_outside_share", "run_relative_share"),
    *counts(127.0, "run_lines"),
)
SECOND_COLUMNS: Final[tuple[Column, ...]] = ratios(
    "trusted_outside_share", "run_trusted_share", "run_probability"
)


def run_numbers(sentence: NDArray[np.bool_], pages: Pages | None = None) -> NDArray[np.int64]:
    """Return which run each line stands in: lines that are no sentences together, a sentence alone.

    Parameters
    ----------
    sentence : bool array of shape (n_blocks,)
        True for lines that read like a sentence.
    pages : Pages, optional
        Whose the lines are; of one page where left out.

    Returns
    -------
    int64 array of shape (n_blocks,)
        From 0 on without a gap.

    Examples
    --------
    >>> run_numbers(np.array([False, False, True, True, False])).tolist()
    [0, 0, 1, 2, 3]
    """
    begins = sentence.copy()
    begins[1:] |= sentence[:-1]
    if pages:
        begins[pages.first_block] = True
    begins[:1] = False
    return begins.cumsum()


def runs(words: Vocabulary, run_of: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return the columns of runs.

    ``outside_share`` is the share of a block's rarer words that other runs have too,
    ``run_outside_share`` the same of all words of the run, ``run_relative_share`` what that is
    above the page's own share, from 0 to 1 with 0.5 for the same; ``run_lines`` the run's lines.

    Parameters
    ----------
    words : Vocabulary
        The page's rarer words.
    run_of : int64 array of shape (n_blocks,)
        The run of each block, as of `run_numbers`.

    Returns
    -------
    float32 array of shape (n_blocks, 4)
        In the order of `COLUMNS`; a share is 0 where there are no words.
    """
    types = words.pair_types
    is_first = _begins_run(words, run_of)
    n_runs = np.bincount(types[is_first], minlength=len(words.hashes))
    outside = (n_runs[types] > 1) * words.pair_counts
    total = np.bincount(words.pair_blocks, outside, words.n_blocks).astype(np.float32)
    of_run = _by_run(total, words.n_tokens, run_of)
    pages = words.pages
    of_page = pages.total(total) / np.maximum(pages.total(words.n_tokens), 1.0)
    return as_columns(
        ratio(total, words.n_tokens),
        of_run,
        0.5 + 0.5 * (of_run - of_page[pages.page_of]),
        np.bincount(run_of)[run_of],
    )


def trusted_runs(
    words: Vocabulary, run_of: NDArray[np.int64], probability: NDArray[np.float64]
) -> NDArray[np.float32]:
    """Return what the first pass says of a run, and of where its words stand elsewhere.

    Parameters
    ----------
    words : Vocabulary
        The page's rarer words.
    run_of : int64 array of shape (n_blocks,)
        The run of each block.
    probability : float64 array of shape (n_blocks,)
        First-pass probabilities of content.

    Returns
    -------
    float32 array of shape (n_blocks, 3)
        ``trusted_outside_share``: mean over the block's rarer words of the trust they find in
        other runs, at most 1; ``run_trusted_share`` the same over the run's words;
        ``run_probability``: the run's mean probability.
    """
    types = words.pair_types
    group = _begins_run(words, run_of).cumsum() - 1
    own = probability[words.pair_blocks]
    inside = np.bincount(group, own)[group]
    outside = np.bincount(types, own, len(words.hashes))[types] - inside
    total = np.bincount(
        words.pair_blocks, np.clip(outside, 0.0, 1.0) * words.pair_counts, words.n_blocks
    ).astype(np.float32)
    ones = np.ones(len(run_of), np.float32)
    return as_columns(
        ratio(total, words.n_tokens),
        _by_run(total, words.n_tokens, run_of),
        _by_run(probability, ones, run_of),
    )


def _begins_run(words: Vocabulary, run_of: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell of each pair of word and block if it is the word's first in its run."""
    types, run = words.pair_types, run_of[words.pair_blocks]
    is_first = np.ones(len(types), bool)  # pairs are sorted by word, then by block
    is_first[1:] = (types[1:] != types[:-1]) | (run[1:] != run[:-1])
    return is_first


def _by_run(
    values: NDArray[np.floating], weights: NDArray[np.float32], run_of: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Return the sum of the values over that of the weights, for the run of each block."""
    total = np.bincount(run_of, values).astype(np.float32)
    return ratio(total, np.bincount(run_of, weights).astype(np.float32))[run_of]
