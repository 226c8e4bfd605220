"""Plain text into blocks: one for each line that is not blank."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.page import Page

_BLANK, _BREAK, _LINE_FEED, _CARRIAGE_RETURN, _INK = range(5)

_CHUNK: Final = 1 << 18
"""How many characters are looked at in one go: a MiB of code points stays in the cache."""

# Characters that show nothing: control characters and white space (Unicode's White_Space), then
# what lies in the first plane of Default_Ignorable_Code_Point, and U+FFF9 to U+FFFB.
_BLANK_RANGES: Final = (
    (0x00, 0x20), (0x7F, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x202F, 0x202F),
    (0x205F, 0x205F), (0x3000, 0x3000), (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C),
    (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E),
    (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFB),
)  # fmt: skip

_TAG_PLANE: Final = (0xE0000, 0xE0FFF)
"""Language tags and further variation selectors, ignorable as well (Default_Ignorable)."""


def segment_text(text: str, *, source: str = "") -> Page:
    r"""Split plain text into lines and keep those that show something.

    A line ends where UAX #14 has a mandatory break: LF, CR, CR LF as one, VT, FF, NEL (U+0085),
    U+2028 and U+2029. Unlike `str.splitlines`, the control characters U+001C to U+001E end no line.

    Parameters
    ----------
    text : str
        Any text; lone surrogates and U+FEFF stay where they are and count as one character each.
    source : str, default: ""
        Where the text came from.

    Returns
    -------
    Page
        One block for each line that holds something besides white space, control characters and
        characters of no width. A block is the whole line without its line break, so
        ``text[start:end]`` gives it back; `lines` counts every line from 1, blank ones too. A text
        without such a line has no block, status "empty" and reason "no_text".

    References
    ----------
    Unicode Standard Annex #14, rules LB4 and LB5 (mandatory breaks).

    Examples
    --------
    >>> page = segment_text("A title\r\n\r\n  A line. \x85Another")
    >>> page.block_texts(), page.lines.tolist()
    (['A title', '  A line. ', 'Another'], [1, 3, 4])
    """
    classes = _classes(text)
    starts, ends = _line_bounds(classes)
    if len(starts):
        lines = (np.maximum.reduceat(classes, starts) == _INK).nonzero()[0]
    else:
        lines = np.zeros(0, np.int64)
    return Page(
        kind="text",
        text=text,
        starts=starts[lines],
        ends=ends[lines],
        lines=lines.astype(np.int64) + 1,
        source=source,
        status="ok" if len(lines) else "empty",
        reason="" if len(lines) else "no_text",
    )


@cache
def _class_table() -> NDArray[np.uint8]:
    """Return the class of every character of the first plane; the last entry is a visible one."""
    table = np.full(0x10000, _INK, np.uint8)
    for first, last in _BLANK_RANGES:
        table[first : last + 1] = _BLANK
    table[[0x0B, 0x0C, 0x85, 0x2028, 0x2029]] = _BREAK
    table[0x0A], table[0x0D] = _LINE_FEED, _CARRIAGE_RETURN
    return table


def _classes(text: str) -> NDArray[np.uint8]:
    table = _class_table()
    classes = np.empty(len(text), np.uint8)
    first, last = _TAG_PLANE
    for start in range(0, len(text), _CHUNK):
        piece = text[start : start + _CHUNK]
        points = np.frombuffer(piece.encode("utf-32-le", "surrogatepass"), np.uint32)
        into = classes[start : start + len(points)]
        table.take(points, out=into, mode="clip")
        if points.max() >= first:
            into[(points >= first) & (points <= last)] = _BLANK
    return classes


def _line_bounds(classes: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where each line starts and ends; a break at the very end opens no further line."""
    breaks = ((classes >= _BREAK) & (classes <= _CARRIAGE_RETURN)).nonzero()[0].astype(np.int64)
    kinds = classes[breaks]
    is_split = np.ones(len(breaks) + 1, bool)  # False between the two of a CR LF
    is_split[1:-1] = (
        (kinds[:-1] != _CARRIAGE_RETURN)
        | (kinds[1:] != _LINE_FEED)
        | (breaks[1:] - breaks[:-1] != 1)
    )
    starts = np.concatenate(([0], breaks[is_split[1:]] + 1))
    ends = np.concatenate((breaks[is_split[:-1]], [len(classes)]))
    inside = starts < len(classes)
    return starts[inside], ends[inside]
