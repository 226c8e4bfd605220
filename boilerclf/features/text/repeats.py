"""What of a line stands on the page again: contents lists, and the lines of records.

A contents list names the headings that stand below it, in their order, with text between them; the
refrain of a song and a menu at both ends of a page are said again as they were. A forum, a page of
reviews or of answers writes the same words with other numbers at each of its records.

Source: our own; that a site's template repeats itself, where a story does not, is after Bar-Yossef
and Rajagopalan 2002, "Template Detection via Data Mining and its Applications", within one page.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from boilerclf.features.arrays.basics import Bools, Hashes, Ints, changes, gather
from boilerclf.features.columns import Family, Rows, counts, flags
from boilerclf.features.text.view import LineView

_FAR: Final = 15
"""What stands for the distance to a contents list where none is ahead."""


def compute(view: LineView) -> Rows:
    """Return the columns of what repeats.

    A line is named below when its text, but for a number at its start, stands again further down,
    and so does that of a line right above or below it, in the same order and not right after it;
    where it stands last is ``named_above``. ``named_run`` is the number of lines named below in a
    row that a line is among, ``blocks_until_named`` how far ahead the next one is;
    ``n_same_pattern`` the number of other lines of the page that have a digit and below 15 words,
    and are the same but for their words and numbers.
    """
    spans = view.spans
    last = _last_places(view)
    named_below = _in_order(last, view)
    named_above = np.zeros(view.n_blocks, bool)
    named_above[last[named_below]] = True
    return (
        named_below,
        named_above,
        _run_lengths(named_below, view),
        spans.to_marked(named_below, beyond=_FAR)[1],
        _others_alike(view.shapes, view),
    )


def _last_places(view: LineView) -> Ints:
    """Return where each line's text stands for the last time on its page."""
    names, index = view.name_hashes, np.arange(view.n_blocks)
    order, is_new = view.spans.grouped(names, index)
    ends = np.append(is_new.nonzero()[0][1:], len(order)) - 1
    last = np.empty(view.n_blocks, np.int64)
    last[order] = order[ends[is_new.cumsum() - 1]]
    return np.where(names == 0, index, last)


def _in_order(last: Ints, view: LineView) -> Bools:
    """Tell of each line whether it and a neighbour stand below in the same order, apart."""
    index = np.arange(view.n_blocks)
    is_repeated = last > index
    together = is_repeated[:-1] & is_repeated[1:] & (last[1:] > last[:-1] + 1)
    together &= view.spans.page_of[:-1] == view.spans.page_of[1:]
    found = np.zeros(view.n_blocks, bool)
    found[:-1] |= together
    found[1:] |= together
    return found


def _run_lengths(marks: Bools, view: LineView) -> Ints:
    """Return how many marked lines stand in a row at each of them, 0 at the others."""
    begins = changes(marks)
    begins[view.spans.first_block] = True
    run = begins.cumsum() - 1
    return np.asarray(np.bincount(run)[run] * marks)


def _others_alike(values: Hashes, view: LineView) -> Ints:
    """Return how many other lines of the page have a line's value; 0 where that is 0."""
    found = np.zeros(view.n_blocks, np.int64)
    lines = values.nonzero()[0]
    group = view.spans.group_ids(gather(values, lines), lines)[0]
    found[lines] = gather(np.bincount(group, minlength=1), group) - 1
    return found


FAMILY: Final = Family(
    "repeats",
    (
        *flags("named_below", "named_above"),
        *counts(31.0, "named_run"),
        *counts(float(_FAR), "blocks_until_named"),
        *counts(31.0, "n_same_pattern"),
    ),
    compute,
)
