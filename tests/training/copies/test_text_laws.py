"""What no reader minds changes few labels: the shipped text model on our own pages.

The bounds were measured on the shipped model, with a margin for the next one that is trained.
"""

import numpy as np
import pytest

from boilerclf.model import shipped_model
from boilerclf.page import Page
from boilerclf.segment import segment_text
from boilerclf.training.copies import rewriting
from boilerclf.training.copies.notices import BYLINE, read_notices
from boilerclf.training.copies.rewriting import Line

FLIPPED = {
    "without_marks": 0.06,
    "in_case": 0.13,
    "with_bullets": 0.08,
    "wrapped": 0.1,
    "quoted": 0.1,
    "spaced": 0.03,
    "in_short_lines": 0.1,
}
"""At most this share of lines may change their label."""

NOTICES_KEPT, CONTENT_LOST = 0.45, 0.03
"""At most these shares of judged notices are kept, and of content lost by them."""


def kept_lines(lines: list[Line]) -> dict[int, float]:
    """Return for each original line, told by its emphasis, the share of its pieces that is kept."""
    page: Page = segment_text("\n".join(line.text for line in lines))
    kept = shipped_model("text").classify_page(page).kept
    numbers = np.array([line.emphasis for line in lines])[page.lines - 1]
    return {int(number): float(kept[numbers == number].mean()) for number in np.unique(numbers)}


@pytest.fixture(scope="module")
def pages(text_pages):
    return [
        [
            Line(text, int(label), float(number))
            for number, (text, label) in enumerate(
                zip(page.page.block_texts(), page.labels, strict=True)
            )
        ]
        for page in text_pages
        if page.corpus == "labels"
    ]


@pytest.mark.parametrize("change", [change for change, _ in rewriting.CHANGES])
def test_what_no_reader_minds_flips_few_labels(pages, change):
    flipped = []
    for seed, lines in enumerate(pages):
        before = kept_lines(lines)
        after = kept_lines(change(list(lines), np.random.default_rng(seed)))
        flipped += [abs(before[number] - after[number]) for number in before]
    assert len(flipped) > 300
    assert np.mean(flipped) <= FLIPPED[change.__name__]


def test_notices_never_learnt_from_are_dropped_and_cost_no_content(pages):
    stories = [[line for line in lines if line.label == 1] for lines in pages]
    stories = [lines for lines in stories if len(lines) >= 4]
    notices = [its.text for its in read_notices() if its.use == "judge" and its.kind != BYLINE]
    n_kept, lost = 0, []
    for number, notice in enumerate(notices):
        story = stories[number % len(stories)]
        middle = len(story) // 2
        before = kept_lines(story)
        after = kept_lines([*story[:middle], Line(notice, 0, -1.0), *story[middle:]])
        n_kept += after.pop(-1) > 0
        lost += [max(before[line] - after[line], 0) for line in before]
    assert n_kept / len(notices) <= NOTICES_KEPT
    assert np.mean(lost) <= CONTENT_LOST
