"""Which lines are of a contents list, and which are named in one.

A contents list names the headings that stand below it, in their order and apart; a refrain, and a
menu at both ends of a page, are said again as they were. Source: our own.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from boilerclf.features.arrays.basics import Bools, Ints, changes
from boilerclf.features.columns import Family, Rows, counts, flags
from boilerclf.features.text.view import LineView


def compute(view: LineView) -> Rows:
    """Return the columns of contents lists.

    A line is named below when its text, but for a number at its start, stands again further down,
    and so does that of a line right above or below it, in the same order and not right after it;
    where it stands last is ``named_above``. ``named_run`` is the number of lines named below in a
    row that a line is among, ``blocks_until_named`` how far ahead the next one is.
    """
    spans = view.spans
    last = _last_places(view)
    named_below = _in_order(last, spans.page_of)
    named_above = np.zeros(view.n_blocks, bool)
    named_above[last[named_below]] = True
    begins = changes(named_below)
    begins[spans.first_block] = True
    run = begins.cumsum() - 1
    named_run = np.bincount(run)[run] * named_below
    return named_below, named_above, named_run, spans.to_marked(named_below, beyond=15)[1]


def _last_places(view: LineView) -> Ints:
    """Return where each line's text stands for the last time on its page."""
    last, is_nameless = np.arange(view.n_blocks), view.name_hashes == 0
    order, is_new = view.spans.grouped(view.name_hashes, last)
    ends = np.append(is_new.nonzero()[0][1:], len(order)) - 1
    last[order] = order[ends[is_new.cumsum() - 1]]
    return np.where(is_nameless, np.arange(view.n_blocks), last)


def _in_order(last: Ints, page_of: Ints) -> Bools:
    """Tell of each line whether it and a neighbour stand below in the same order, apart."""
    is_repeated = np.append(last > np.arange(len(last)), np.False_)
    together = is_repeated[:-1] & is_repeated[1:]
    together[:-1] &= (last[1:] > last[:-1] + 1) & (page_of[1:] == page_of[:-1])
    found = together.copy()
    found[1:] |= together[:-1]
    return found


FAMILY: Final = Family(
    "outline",
    (
        *flags("named_below", "named_above"),
        *(*counts(31.0, "named_run"), *counts(15.0, "blocks_until_named")),
    ),
    compute,
)
