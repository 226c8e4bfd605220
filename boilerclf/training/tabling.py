"""Texts that are a table and nothing else, or a table between a menu and a footer.

A timetable, a price list, a file of comma-separated values: the table is what the reader came for.
Labelled pages hold tables beside stories, where they are often noise, and hardly any such text. The
tables are made up: of words of a page, so that every language has them, and of numbers, times and
dates.

Source: training on pages that are made so that their labels are known, Simard, Steinkraus and Platt
2003, section 2; the tables are our own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import Final

import numpy as np

from boilerclf.corpus import LabelledPage
from boilerclf.training.copying import drawn_text_copies, page_draw
from boilerclf.training.rewriting import Line, Lines
from boilerclf.training.varying import lines_around, relabelled

_SEPARATORS: Final = (",", ",", ";", "\t", "\t", " | ", "  ", "   ")
"""The likelier ones more than once. Rows with single spaces teach the model to keep what looks like
them beside a story: counters, dates, two words of a menu."""
_WORD: Final = re.compile(r"[^\W\d_]{2,14}")
_FEWEST_WORDS, _MOST_WORDS = 30, 400
_COLUMNS: Final = (2, 7)
_ROWS: Final = (4, 40)
"""At least, and fewer than."""
_ABOVE, _BELOW = 12, 8
"""Lines of a page's menu and footer, at most."""
_TITLE: Final = 4.0
"""What a title over a table counts: one line among twenty."""

_Draw = np.random.Generator


def _phrase(words: Sequence[str], rng: _Draw) -> str:
    return " ".join(rng.choice(words, int(rng.integers(1, 3))).tolist())


def _number(_: Sequence[str], rng: _Draw) -> str:
    return str(int(10 ** rng.uniform(0, 4)))


def _amount(_: Sequence[str], rng: _Draw) -> str:
    return f"{10 ** rng.uniform(0, 3):.{int(rng.integers(1, 3))}f}"


def _time(_: Sequence[str], rng: _Draw) -> str:
    return f"{rng.integers(24):02}:{rng.integers(60):02}"


def _date(_: Sequence[str], rng: _Draw) -> str:
    return f"{rng.integers(1990, 2026)}-{rng.integers(1, 13):02}-{rng.integers(1, 29):02}"


def _word(words: Sequence[str], rng: _Draw) -> str:
    return str(rng.choice(words))


_KINDS: Final[tuple[Callable[[Sequence[str], _Draw], str], ...]] = (
    *(_phrase, _number, _amount, _time, _date, _word),
)
"""What the cells of a column hold."""


def made_into_table(page: LabelledPage, *, seed: int) -> LabelledPage | None:
    """Return a text whose content is a table made up of a page's words.

    Parameters
    ----------
    page : LabelledPage
        A plain-text page.
    seed : int
        Seed; the text depends on it and on the page alone.

    Returns
    -------
    LabelledPage or None
        The table and in half of the texts a title are content; in half of them the page's menu and
        footer stand around it and are noise. None for a page with few words of content.
    """
    rng = page_draw(page, seed)
    content = (page.page.block_text(int(place)) for place in np.flatnonzero(page.labels == 1))
    words = _WORD.findall(" ".join(content))[:_MOST_WORDS]
    if len(words) < _FEWEST_WORDS:
        return None
    lines = _table(words, rng)
    if rng.random() < 0.5:
        title = " ".join(words[: int(rng.integers(2, 6))])
        lines.insert(0, Line(title, 1, _TITLE))
    if rng.random() < 0.5:
        above, below = ([Line(text, 0) for text in its] for its in lines_around(page))
        lines = [*above[-_ABOVE:], *lines, *below[:_BELOW]]
    return relabelled(page, lines, "tabled")


def _table(words: Sequence[str], rng: _Draw) -> Lines:
    separator = str(rng.choice(_SEPARATORS))
    n_more = int(rng.integers(*_COLUMNS)) - 1
    kinds = [_phrase, *(_KINDS[kind] for kind in rng.integers(0, len(_KINDS), n_more))]
    rows = []
    if rng.random() < 0.6:
        rows.append([_word(words, rng).title() for _ in kinds])
    rows += [[kind(words, rng) for kind in kinds] for _ in range(int(rng.integers(*_ROWS)))]
    return [Line(separator.join(row), 1) for row in rows]


def tabled_copies(
    pages: Sequence[LabelledPage],
    cells: Sequence[int],
    *,
    share: float,
    seed: int = 0,
    headlines_of: Collection[str] = (),
) -> tuple[list[LabelledPage], list[int]]:
    """Return tables made of the words of a share of the pages, and their cells.

    Parameters
    ----------
    pages : sequence of LabelledPage
        Plain-text pages; nothing is made of those of more than 150 lines.
    cells : sequence of int
        The cell of each.
    share : float
        0 to 1.
    seed : int, default: 0
        Seed of the draw.
    headlines_of : collection of str, default: ()
        As for other copies; a page's own headline is not used.

    Returns
    -------
    list of LabelledPage, list of int
        Texts without gold, for they are there to be learnt from alone; empty for a share of 0.
    """

    def tabled(page: LabelledPage, *_: object) -> LabelledPage | None:
        return made_into_table(page, seed=seed + 8)

    return drawn_text_copies(
        pages, cells, tabled, share=share, seed=seed + 7, headlines_of=headlines_of
    )
