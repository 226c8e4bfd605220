"""Runs of lines of one shape: what a page's order tells where there is no markup.

Sources: runs of short and of sentence-like lines after Weninger, Hsu and Han 2010 ("CETR", section
3: smoothing over neighbouring lines); bullets and title case of headline lists are our own.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.columns import Column, as_columns, counts, flags, ratios
from boilerclf.features.tree import numbered

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


def _run_numbers(marks: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Give each run of equal marks in a row a number; each row begins a new one."""
    begins = np.ones(marks.shape, bool)
    np.not_equal(marks[:, 1:], marks[:, :-1], out=begins[:, 1:])
    return begins.ravel().cumsum().reshape(marks.shape) - 1


def _run_lengths(marks: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the length of the run each block of each row stands in; 0 for an unmarked one."""
    run = _run_numbers(marks)
    lengths: NDArray[np.int64] = np.bincount(run.ravel())[run]
    lengths *= marks
    return lengths


def _since(mark: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return the distance back to the last mark, 0 on it and 31 where there is none."""
    index = np.arange(len(mark))
    last = np.maximum.accumulate(np.where(mark, index, -31)) if len(mark) else index
    return np.minimum(index - last, 31).astype(np.float32)


def lines(  # noqa: PLR0913, PLR0917  # the six columns of other families that runs are made of
    n_words: NDArray[np.float32],
    stopped: NDArray[np.bool_],
    bulleted: NDArray[np.bool_],
    title_case: NDArray[np.bool_],
    text_hashes: NDArray[np.uint64],
    line_numbers: NDArray[np.int64],
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

    Returns
    -------
    float32 array of shape (n_blocks, n_columns)
        In the order of `COLUMNS`.
    """
    n_blocks = len(n_words)
    index = np.arange(n_blocks)
    sentence = is_sentence(n_words, stopped)
    joined = sentence.copy()
    if n_blocks > 2:
        joined[1:-1] |= sentence[:-2] & sentence[2:]
    run = _run_numbers(joined[None])[0]
    run_words = np.bincount(run, n_words * joined, 1) if n_blocks else np.zeros(1)
    best = int(run_words.argmax())
    inside = joined & (run == best) if n_blocks else joined
    first = int(inside.argmax()) if n_blocks else 0
    total = max(float(n_words.sum()), 1.0)
    same, seen = numbered(text_hashes)
    gaps = np.zeros(n_blocks + 1, np.int64)
    gaps[1:-1] = np.maximum(line_numbers[1:] - line_numbers[:-1] - 1, 0)
    shares = np.stack((stopped, title_case, bulleted)).sum(axis=1) / max(n_blocks, 1)
    of_page = (total, run_words[best], n_blocks, (n_words * sentence).sum() / total, *shares)
    is_short = n_words < SENTENCE_WORDS
    return as_columns(
        _run_lengths(np.stack((sentence, is_short, bulleted, ~stopped, title_case))),
        _since(sentence),
        _since(sentence[::-1])[::-1],
        run_words[run] * joined,
        np.repeat(np.array(of_page, np.float32)[:, None], n_blocks, axis=1),
        inside,
        (index < first) & inside.any(),
        (index > first) & ~inside & inside.any(),
        seen[same] < index,
        np.bincount(same)[same] - 1,
        gaps[:-1],
        gaps[1:],
    )
