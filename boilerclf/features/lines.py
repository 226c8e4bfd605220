"""Runs of lines of one shape: what a page's order tells where there is no markup.

Sources: runs of short and of sentence-like lines after Weninger, Hsu and Han 2010 ("CETR", section
3: smoothing over neighbouring lines); bullets and title case of headline lists are our own.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.columns import Column, as_columns, counts, flags, ratios
from boilerclf.features.pages import Pages

SENTENCE_WORDS: Final = 8.0
"""Words from which a line that ends in terminal punctuation counts as a sentence."""

COLUMNS: Final[tuple[Column, ...]] = (
    *counts(
        31.0,
        "sentence_run",
        "short_run",
        "bullet_run",
        "unstopped_run",
        "title_case_run",
        "blocks_since_sentence",
        "blocks_until_sentence",
    ),
    *counts(2047.0, "sentence_run_words", "page_words", "longest_run_words"),
    *counts(255.0, "page_blocks"),
    *ratios(
        "page_sentence_share", "page_stopped_share", "page_title_line_share", "page_bullet_share"
    ),
    *flags("in_longest_run", "before_longest_run", "after_longest_run", "text_seen_before"),
    *counts(15.0, "n_same_text", "blank_lines_before", "blank_lines_after"),
)


def is_sentence(n_words: NDArray[np.float32], stopped: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell of each line if it reads like a sentence.

    Parameters
    ----------
    n_words : float32 array of shape (n_blocks,)
        Words of each line.
    stopped : bool array of shape (n_blocks,)
        True for lines that end in terminal punctuation.

    Returns
    -------
    bool array of shape (n_blocks,)
        True for those of `SENTENCE_WORDS` words and more that do.

    Examples
    --------
    >>> is_sentence(np.array([8, 8, 7], np.float32), np.array([True, False, True])).tolist()
    [True, False, False]
    """
    return stopped & (n_words >= SENTENCE_WORDS)


def _run_numbers(marks: NDArray[np.bool_], pages: Pages) -> NDArray[np.int64]:
    """Give each run of equal marks in a row a number; each row and each page begins a new one."""
    begins = np.ones(marks.shape, bool)
    np.not_equal(marks[:, 1:], marks[:, :-1], out=begins[:, 1:])
    begins[:, pages.first_block] = True
    return begins.ravel().cumsum().reshape(marks.shape) - 1


def _same_text(
    text_hashes: NDArray[np.uint64], pages: Pages
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Tell which lines stood on their page before, and on how many lines each stands."""
    order, is_new = pages.grouped(text_hashes, np.arange(len(text_hashes)))
    group = is_new.cumsum() - 1
    seen_before, n_lines = np.empty(len(order), bool), np.empty(len(order), np.int64)
    seen_before[order] = ~is_new
    n_lines[order] = np.bincount(group)[group]
    return seen_before, n_lines


def _of_page(
    n_words: NDArray[np.float32],
    sentence: NDArray[np.bool_],
    longest: NDArray[np.float64],
    marks: tuple[NDArray[np.bool_], ...],
    pages: Pages,
) -> NDArray[np.float64]:
    """Return what is the same for all lines of a page."""
    n_lines = pages.end_block - pages.first_block
    total = np.maximum(pages.total(n_words), 1.0)
    rows = (
        total,
        longest,
        n_lines,
        pages.total(n_words * sentence) / total,
        *(pages.total(mark) / n_lines for mark in marks),
    )
    return np.array(rows)[:, pages.page_of]


def lines(  # noqa: PLR0913, PLR0917  # pages, and the six columns of others that runs are made of
    n_words: NDArray[np.float32],
    stopped: NDArray[np.bool_],
    bulleted: NDArray[np.bool_],
    title_case: NDArray[np.bool_],
    text_hashes: NDArray[np.uint64],
    line_numbers: NDArray[np.int64],
    pages: Pages,
) -> NDArray[np.float32]:
    """Return the line columns.

    A line is sentence-like when it has eight words and more and ends in terminal punctuation; the
    longest run is the run of sentence-like lines, single other lines between them forgiven, with
    the most words.

    Parameters
    ----------
    n_words : float32 array of shape (n_blocks,)
        Words of each line.
    stopped, bulleted, title_case : bool arrays of shape (n_blocks,)
        Ends in terminal punctuation; begins with a bullet or dash; most words begin in upper case.
    text_hashes : uint64 array of shape (n_blocks,)
        Equal for lines of equal text.
    line_numbers : int64 array of shape (n_blocks,)
        1-based numbers in the input; gaps are blank lines.
    pages : Pages
        Whose the lines are.

    Returns
    -------
    float32 array of shape (n_blocks, n_columns)
        In the order of `COLUMNS`.
    """
    sentence = is_sentence(n_words, stopped)
    joined = sentence.copy()
    joined[1:-1] |= sentence[:-2] & sentence[2:]
    for edge in (pages.first_block, pages.end_block - 1):
        joined[edge] = sentence[edge]
    marks = np.array((joined, sentence, n_words < SENTENCE_WORDS, bulleted, ~stopped, title_case))
    runs = _run_numbers(marks, pages)
    run = runs[0]
    joined_words = np.bincount(run, n_words * joined)[run] * joined
    longest = pages.highest(joined_words)
    first = pages.first_marked(joined & (joined_words == longest[pages.page_of]))
    inside = joined & (run == run.take(first, mode="clip")[pages.page_of])
    index, start = np.arange(len(n_words)), first[pages.page_of]
    gaps = np.zeros(len(n_words) + 1, np.int64)
    gaps[1:-1] = np.maximum(line_numbers[1:] - line_numbers[:-1] - 1, 0)
    gaps[pages.first_block] = 0
    seen_before, n_same = _same_text(text_hashes, pages)
    return as_columns(
        (np.bincount(runs.ravel())[runs] * marks)[1:],
        *(np.where(sentence, 0, away) for away in pages.to_marked(sentence, beyond=31)),
        joined_words,
        _of_page(n_words, sentence, longest, (stopped, title_case, bulleted), pages),
        inside,
        (index < start) & (first < pages.end_block)[pages.page_of],
        (index > start) & ~inside,
        seen_before,
        n_same - 1,
        gaps[:-1],
        gaps[1:],
    )
