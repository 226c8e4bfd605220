"""Runs of lines of one shape: what a page's order tells where there is no markup.

Sources: runs of short and of sentence-like lines after Weninger, Hsu and Han 2010 ("CETR", section
3: smoothing over neighbouring lines); bullets and title case of headline lists are our own.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from boilerclf.features.arrays.basics import Ints, changes, gather
from boilerclf.features.columns import Family, Rows, counts, flags, ratios
from boilerclf.features.text.view import SENTENCE_WORDS, LineView

_TITLE_CASE: Final = 0.6
"""Share of a line's words in upper case above which it is a headline's."""


def compute(view: LineView) -> Rows:
    """Return the line columns.

    A line is sentence-like when it has eight words and more and ends in terminal punctuation; the
    longest run is the run of sentence-like lines, single other lines between them forgiven, with
    the most words. ``..._run`` is the number of lines of a kind in a row that a line is among:
    sentences, lines below eight words, lines with a bullet or dash, without a full stop, in title
    case.
    """
    spans, n_words, sentence = view.spans, view.n_words, view.is_sentence
    forgiven = sentence.copy()  # with single other lines between two sentences of a page
    forgiven[1:-1] |= sentence[:-2] & sentence[2:]
    for edge in (spans.first_block, spans.end_block - 1):
        forgiven[edge] = sentence[edge]
    title_case = view.title_case_share > _TITLE_CASE
    short = n_words < SENTENCE_WORDS
    marks = np.array((forgiven, sentence, short, view.is_bulleted, ~view.ends_sentence, title_case))
    begins = changes(marks)  # runs of equal marks; each row and each page begins a new one
    begins[:, spans.first_block] = True
    runs = begins.ravel().cumsum().reshape(marks.shape) - 1
    run = runs[0]
    run_words = np.bincount(run, n_words * forgiven)[run] * forgiven
    longest = run_words[spans.first_highest(run_words)]
    first = spans.first_marked(forgiven & (run_words == longest[spans.page_of]))
    inside = forgiven & (run == run.take(first, mode="clip")[spans.page_of])
    index, start = np.arange(view.n_blocks), first[spans.page_of]
    group, seen_before = spans.group_ids(view.text_hashes, index)
    gaps = _blank_lines(view)
    n_lines, total = spans.end_block - spans.first_block, np.maximum(spans.total(n_words), 1.0)
    of_lines = (view.ends_sentence, title_case, view.is_bulleted)
    of_page = (
        total,
        longest,
        n_lines,
        spans.total(n_words * sentence) / total,
        *(spans.total(is_so) / n_lines for is_so in of_lines),
    )
    return (
        (gather(np.bincount(runs.ravel()), runs) * marks)[1:],
        *(np.where(sentence, 0, away) for away in spans.to_marked(sentence, beyond=31)),
        run_words,
        np.array(of_page)[:, spans.page_of],
        inside,
        (index < start) & (first < spans.end_block)[spans.page_of],
        (index > start) & ~inside,
        seen_before,
        np.bincount(group)[group] - 1,
        gaps[:-1],
        gaps[1:],
    )


def _blank_lines(view: LineView) -> Ints:
    """Return the blank lines before each line, then those after the last; 0 at a page's ends."""
    gaps = np.zeros(view.n_blocks + 1, np.int64)
    gaps[1:-1] = np.maximum(view.line_numbers[1:] - view.line_numbers[:-1] - 1, 0)
    gaps[view.spans.first_block] = 0
    return gaps


FAMILY: Final = Family(
    "lines",
    (
        *counts(31.0, "sentence_run", "short_run", "bullet_run", "unstopped_run", "title_case_run"),
        *counts(31.0, "blocks_since_sentence", "blocks_until_sentence"),
        *counts(2047.0, "sentence_run_words", "page_words", "longest_run_words"),
        *counts(255.0, "page_blocks"),
        *ratios("page_sentence_share", "page_stopped_share"),
        *ratios("page_title_line_share", "page_bullet_share"),
        *flags("in_longest_run", "before_longest_run", "after_longest_run", "text_seen_before"),
        *counts(15.0, "n_same_text", "blank_lines_before", "blank_lines_after"),
    ),
    compute,
)
