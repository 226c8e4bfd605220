"""The units of plain text: a unit is a line or a table, and a group is a run of like lines.

===========  ===================================================================================
like lines   consecutive lines of one page that all
===========  ===================================================================================
bulleted     begin with the same bullet or with the same dash and a space
numbered     begin with a number of up to three digits and a full stop or bracket
rows         have the same number of tabs, of upright bars, or (two or more) of commas or semicolons
             without a space after them. The rows of a table are one unit; one bar makes no table
columns      have two or more spaces between words, and one of them has three or more
short        have fewer than eight words, without blank lines between; have one word each, or none
             of them has; end a sentence, or none of them does; hold a digit, or none of them does
===========  ===================================================================================

A line is of the first kind that fits. Short lines of which each is a cell of a table are a group
too (`boilerclf.model.units.cells`). Short lines, and those with one bar, are merely alike; the
others make a list or a table. Lines of the first four kinds may have one blank line between them.
Long lines belong to no group. What lines are drawn to before they are grouped is found elsewhere:
lines of one shape (`boilerclf.model.units.records`), a head that announces other pages
(`boilerclf.model.units.announced`), the neighbours on a long page (`boilerclf.model.units.nearby`),
and what usually stands in some places (`boilerclf.model.units.places`).

Source of what separates: RFC 4180 (comma-separated values), where spaces are part of a field.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.characters import code_points
from boilerclf.features.arrays.page_spans import PageSpans
from boilerclf.features.text.view import SENTENCE_WORDS, LineView
from boilerclf.model.units.announced import announced_lines
from boilerclf.model.units.cells import tables_of_cells
from boilerclf.model.units.nearby import ties_of
from boilerclf.model.units.places import places_of
from boilerclf.model.units.pooling import Units
from boilerclf.model.units.records import record_units

_LONG, _SHORT, _COLUMNS, _COMMAS, _BARS, _TABS, _NUMBER, _BULLET = range(8)

_ENDS_SENTENCE, _HAS_DIGIT = 2, 4
"""Bits of the shape of short lines; the first tells those of one word."""

_SPACE, _TAB, _BAR, _COMMA, _SEMICOLON = map(ord, " \t|,;")
_BREAKS: Final = np.full(5, ord("\n"), np.uint32)
_FEWEST_COMMAS: Final = 2

_OTHER, _WHITE, _SIGN, _DASH, _DIGIT, _STOP = range(6)
_CLASSES: Final = {
    _WHITE: " \t\xa0\u3000",
    _SIGN: "•·●▪◦■○◆★☆▼▲✓✔✦➤・⁃∙‣►▸▶→§¶",
    _DASH: "-*+–—―‐‑‒−",
    _STOP: ".)．）、",
}


@cache
def _class_table() -> NDArray[np.uint8]:
    """Return the class of every character of the first plane; the last is that of any other."""
    table = np.zeros(0x10000, np.uint8)
    table[np.strings.isdecimal(np.arange(0x10000, dtype=np.uint32).view("<U1"))] = _DIGIT
    for number, characters in _CLASSES.items():
        table[[ord(character) for character in characters]] = number
    return table


def text_units(view: LineView) -> Units:
    r"""Find which lines of plain-text pages belong together.

    Parameters
    ----------
    view : LineView
        The pages.

    Returns
    -------
    Units
        Each line is a unit of its own, except that all rows of a table are one unit.

    Examples
    --------
    >>> from boilerclf.segment import segment_text
    >>> page = segment_text("What to bring to the harbour on Saturday morning:\n- a lamp\n- rope")
    >>> text_units(LineView([page])).blocks.tolist()
    [1, 2]
    """
    blocks = np.arange(view.n_blocks)
    if not len(blocks):
        return Units.of_blocks(blocks, blocks)
    kind, shape = _kinds(view)
    lines = view.line_numbers
    begins = np.ones(len(blocks), bool)
    n_blank = lines[1:] - lines[:-1] - 1
    begins[1:] = (
        (kind[1:] != kind[:-1])
        | (shape[1:] != shape[:-1])
        | (kind[1:] == _LONG)
        | (n_blank > (kind[1:] > _SHORT))
    )
    begins[view.spans.first_block] = True
    table = _tables(kind, shape, np.append(False, n_blank > 0), view)
    begins[1:][table[1:] >= 0] = False
    begins[1:] |= table[1:] != table[:-1]
    run = begins.cumsum()
    is_row = (kind == _TABS) | (kind == _COMMAS) | ((kind == _BARS) & (shape > 1))
    unit = np.where(is_row, np.flatnonzero(begins)[run - 1], blocks)
    is_alike = (kind == _SHORT) | ((kind == _BARS) & ~is_row)
    return replace(
        Units.of_blocks(unit, run, is_alike=is_alike),
        records=record_units(view),
        announced=announced_lines(view),
        ties=ties_of(view.spans),
        places=places_of(view),
    )


def _tables(
    kind: NDArray[np.int64], shape: NDArray[np.int64], is_apart: NDArray[np.bool_], view: LineView
) -> NDArray[np.int64]:
    """Return the first line of the table of cells that each line is of, -1 for other lines."""
    is_cell = (kind == _SHORT) & (shape & _ENDS_SENTENCE == 0)
    is_apart[view.spans.first_block] = True
    return tables_of_cells(is_cell, shape & _HAS_DIGIT > 0, is_apart)


def _kinds(view: LineView) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the kind of each line, and a number that is the same for like lines of a kind."""
    starts, ends, n_words = view.starts, view.ends, view.n_words
    points = _points(view)
    is_space = points == _SPACE
    first = starts
    if (is_indented := _class_table().take(points[starts], mode="clip") == _WHITE).any():
        first = _first_ink(points, starts, is_indented)
    at = _class_table().take(points[first + np.arange(5)[:, None]], mode="clip")
    is_bullet = (at[0] == _SIGN) | ((at[0] == _DASH) & (at[1] == _WHITE))
    tabs = _between(np.flatnonzero(points == _TAB), first, ends)
    bars = _between(np.flatnonzero(points == _BAR), first, ends)
    commas = _commas(view, points)
    gaps = np.flatnonzero(is_space[:-2] & is_space[1:-1] & ~is_space[2:])
    has_gap = _between(gaps + 2, first + 1, ends) > 0
    if has_gap.any():
        has_wide_gap = _between(gaps[is_space[gaps - 1]] + 2, first + 1, ends) > 0
        has_gap = _in_columns(has_gap, has_wide_gap, view.spans)
    digits = np.flatnonzero(_class_table().take(points, mode="clip") == _DIGIT)
    kind = np.where(n_words < SENTENCE_WORDS, _SHORT, _LONG)
    kind[has_gap] = _COLUMNS
    kind[commas > 0] = _COMMAS
    kind[bars > 0] = _BARS
    kind[tabs > 0] = _TABS
    kind[_is_numbered(at)] = _NUMBER
    kind[is_bullet] = _BULLET
    of_short = (n_words <= 1) + _ENDS_SENTENCE * view.ends_sentence
    of_short += _HAS_DIGIT * (_between(digits, starts, ends) > 0)
    of_kind = (kind == _TABS) * tabs + (kind == _BARS) * bars + (kind == _SHORT) * of_short
    of_kind += (kind == _COMMAS) * commas
    return kind, of_kind + is_bullet * points[first].astype(np.int64)


def _in_columns(
    has_gap: NDArray[np.bool_], has_wide_gap: NDArray[np.bool_], spans: PageSpans
) -> NDArray[np.bool_]:
    """Return the lines with gaps that stand in a row with one whose gap is wide.

    A column is as wide as its longest cell, and shorter ones leave more space. Where two spaces are
    all that ever parts words, someone has typed them so.
    """
    begins = np.append(True, has_gap[1:] != has_gap[:-1])
    begins[spans.first_block] = True
    run = begins.cumsum() - 1
    return np.asarray(has_gap & (np.bincount(run, has_wide_gap) > 0)[run])


def _points(view: LineView) -> NDArray[np.uint32]:
    """Return code points, those of letters lower-cased or not, and breaks after the last line.

    Five characters are looked at from each line's first on.
    """
    if view.is_long:
        return code_points(view.text + "\n\n\n\n\n")
    return np.append(view.tokens.codes, _BREAKS)


def _commas(view: LineView, points: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Return a number for the commas or semicolons of rows, 0 for lines that are no rows."""
    found = np.zeros(view.n_blocks, np.int64)
    is_same_page = view.spans.page_of[1:] == view.spans.page_of[:-1]
    for sign in (_SEMICOLON, _COMMA):
        places = np.flatnonzero(points == sign)
        counts = _between(places[points[places + 1] != _SPACE], view.starts, view.ends)
        alike = is_same_page & (counts[1:] == counts[:-1]) & (counts[1:] >= _FEWEST_COMMAS)
        is_row = np.append(alike, False) | np.append(False, alike)
        found[is_row] = counts[is_row] * 2 + (sign == _COMMA)
    return found


def _first_ink(
    points: NDArray[np.uint32], starts: NDArray[np.int64], is_indented: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Return where each line begins to show something, or the next line if it shows nothing."""
    first, width = starts.copy(), 8
    left = np.flatnonzero(is_indented)
    while len(left):
        ahead = points.take(first[left] + np.arange(width)[:, None], mode="clip")
        is_white = _class_table().take(ahead, mode="clip") == _WHITE
        n_white = np.where(is_white.all(axis=0), width, is_white.argmin(axis=0))
        first[left] += n_white
        left = left[n_white == width]
        width *= 2
    return first


def _is_numbered(at: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Tell which lines begin with a number and a stop that no digit follows."""
    digit, stop = at == _DIGIT, (at[:-1] == _STOP) & (at[1:] != _DIGIT)
    ends = stop[1] | (digit[1] & (stop[2] | (digit[2] & stop[3])))
    return np.asarray(digit[0] & ends)


def _between(
    places: NDArray[np.int64], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Count the places between each start and its end; the spans ascend and do not overlap."""
    span_of = starts.searchsorted(places, "right") - 1
    span_of = span_of[places < ends.take(span_of, mode="clip")]
    return np.bincount(span_of[span_of >= 0], minlength=len(starts))
