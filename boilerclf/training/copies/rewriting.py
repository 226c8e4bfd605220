"""Lines of text written another way: what no reader minds.

Each change takes the lines of a page and gives them back with other marks, case, bullets, breaks or
blanks, every line with the label that it had.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np

from boilerclf.corpus import UNKNOWN


class Line(NamedTuple):
    """A line of a page.

    Parameters
    ----------
    text : str
        Without line breaks; a blank line has no block.
    label : int
        1 content, 0 noise, -1 unknown.
    emphasis : float, default: 1.0
        What it counts beside the other lines of its page.
    """

    text: str
    label: int
    emphasis: float = 1.0


Lines = list[Line]

BLANK: Final = Line("", UNKNOWN)
STOPS: Final = ".!?。！？।؟…:;"
_OTHER_STOPS: Final = ("", "", "!", "…", "...", ";", " .")
_BULLETS: Final = ("• ", "- ", "* ", "– ", "» ", "· ", "+ ", "→ ", "✓ ", "▪ ", "‣ ")
_ANY_BULLET: Final = "•-*–»·+→✓▪‣—●○■□"
_SENTENCE_ENDS: Final = re.compile(r"(?<=[.!?])\s+|(?<=[。！？।])")
_CLAUSE_ENDS: Final = re.compile(r"(?<=[.!?,;:])\s+|(?<=[。！？।，、；：،])")
SHORT: Final = 90
"""Characters of a line that a list may be made of."""
LONG: Final = 120
"""Characters of a line that tells a story, and is worth wrapping."""
_MOST_LINES: Final = 150
"""Lines after which no more are broken."""


def without_marks(lines: Lines, rng: np.random.Generator) -> Lines:
    """Take final marks away or write others, on every line or on half of them."""
    other = str(rng.choice(_OTHER_STOPS))
    share = 1.0 if rng.random() < 0.6 else 0.5
    return [
        line._replace(text=line.text.rstrip().rstrip(STOPS) + other)
        if line.text.rstrip().endswith(tuple(STOPS)) and rng.random() < share
        else line
        for line in lines
    ]


def in_case(lines: Lines, rng: np.random.Generator) -> Lines:
    """Write every line, or every short one, in lower or upper case."""
    case: Callable[[str], str] = str.lower if rng.random() < 0.6 else str.upper
    only_short = rng.random() < 0.4
    return [
        line if only_short and len(line.text) > SHORT else line._replace(text=case(line.text))
        for line in lines
    ]


def with_bullets(lines: Lines, rng: np.random.Generator) -> Lines:
    """Write runs of short lines as lists, with bullets, numbers or neither."""
    kind = rng.random()
    bullet = "" if kind < 0.3 else str(rng.choice(_BULLETS))
    changed: Lines = []
    number = 0
    for place, line in enumerate(lines):
        near = [lines[at] for at in (place - 1, place + 1) if 0 <= at < len(lines)]
        in_list = len(line.text) <= SHORT and any(
            other.label == line.label and len(other.text) <= SHORT for other in near
        )
        number = number + 1 if in_list else 0
        bare = line.text.lstrip().lstrip(_ANY_BULLET).lstrip() or line.text
        mark = f"{number}. " if kind > 0.85 else bullet
        changed.append(line._replace(text=mark + bare) if number > 1 else line)
    return changed


def quoted(lines: Lines, rng: np.random.Generator) -> Lines:
    """Quote the page, or some lines of it, as mail does."""
    first, last = sorted(rng.integers(0, len(lines) + 1, 2).tolist())
    if rng.random() < 0.5:
        first, last = 0, len(lines)
    return [
        line._replace(text=f"> {line.text}") if first <= place < last else line
        for place, line in enumerate(lines)
    ]


def wrapped(lines: Lines, rng: np.random.Generator) -> Lines:
    """Break long lines at a width, as mail and books of plain text do."""
    width = int(rng.integers(50, 100))
    return [
        line._replace(text=piece)
        for line in lines
        for piece in (textwrap.wrap(line.text, width) if len(line.text) > LONG else [line.text])
    ]


def in_short_lines(lines: Lines, rng: np.random.Generator) -> Lines:
    """Break the content's long lines as verse, speech and lists are: by sentence, clause or width.

    Marks at the ends go from some of the pages: verse and lists have few.
    """
    kind = int(rng.integers(4))
    width = int(rng.integers(24, 50))
    bare = rng.random() < 0.5
    changed: Lines = []
    for line in lines:
        if line.label != 1 or len(line.text) <= LONG or len(changed) > _MOST_LINES:
            changed.append(line)
        elif kind == 0:
            changed += [line._replace(text=piece) for piece in textwrap.wrap(line.text, width)]
        else:
            ends = _SENTENCE_ENDS if kind == 1 else _CLAUSE_ENDS
            pieces = [piece.strip() for piece in ends.split(line.text)]
            pieces = [piece.rstrip(STOPS + ",，、") if bare else piece for piece in pieces]
            changed += [line._replace(text=piece) for piece in pieces if piece]
    return changed


def spaced(lines: Lines, rng: np.random.Generator) -> Lines:
    """Put a blank line after every line, or after the long ones."""
    only_long = rng.random() < 0.5
    changed: Lines = []
    for line in lines:
        changed.append(line)
        if not only_long or len(line.text) > LONG:
            changed.append(BLANK)
    return changed


CHANGES: Final[tuple[tuple[Callable[[Lines, np.random.Generator], Lines], float], ...]] = (
    (in_short_lines, 0.4),
    (without_marks, 0.35),
    (in_case, 0.15),
    (with_bullets, 0.35),
    (wrapped, 0.15),
    (quoted, 0.08),
    (spaced, 0.35),
)
"""What is changed, and in which share of the copies."""
