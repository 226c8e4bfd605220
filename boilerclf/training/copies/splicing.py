"""Copies of text pages with other pages' headlines stuck to them: noise that is known to be noise.

Around a story stand the headlines of others, as a list, with bullets, or glued to one line; alone
they look like content. Few labelled pages show that, so copies are made that do. What is spliced in
above is spliced in below and inside as well, with bullets and without, some with a full stop, in
lower case or cut, so that neither place nor bullets nor stops decide; what has to decide is that
the lines share no words with the story. Share bars and sign-up lines stand inside stories too.

Source: training on pages that are changed in ways that keep their labels, Simard, Steinkraus and
Platt 2003, section 2; headlines of other stories are our own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.corpus import LabelledPage
from boilerclf.training.copies.copying import (
    drawn_text_copies,
    labels_of_copy,
    page_draw,
    relabelled,
)
from boilerclf.training.copies.furniture import FURNITURE
from boilerclf.training.copies.rewriting import Line

OWN_TITLE: Final = 12.0
"""How many lines a page's own headline counts as in a copy that calls it content: it is one line
among many that look like it and are noise."""

_HEADLINE_WORDS: Final = range(4, 15)
_STOPS: Final = ".!?:;,…。！？।"
_BULLETS: Final = ("• ", "- ", "* ", "» ", "· ")
_FIRST_LINES: Final = 4
"""A page's headline stands among its first lines of content."""
_FEWEST_STORY_LINES: Final = 4


@dataclass(frozen=True, slots=True, eq=False)
class SplicedPage:
    """A page with lines spliced in.

    Parameters
    ----------
    page : LabelledPage
        The changed page, without gold; what was spliced in is noise.
    foreign : bool array of shape (n_blocks,)
        True for the headlines of other pages.
    own : bool array of shape (n_blocks,)
        True for lines that the page had before.
    """

    page: LabelledPage
    foreign: NDArray[np.bool_]
    own: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class HeadlinePool:
    """Headlines by group and language, so that no page gets one from beyond its own group.

    Parameters
    ----------
    headlines : mapping of (int, str) to tuple of (str, str)
        Site and headline, for each group and language.
    """

    headlines: Mapping[tuple[int, str], tuple[tuple[str, str], ...]]

    @classmethod
    def of(cls, pages: Sequence[LabelledPage], groups: Sequence[int]) -> HeadlinePool:
        """Collect the headline of every page that has one.

        Parameters
        ----------
        pages : sequence of LabelledPage
            Plain-text pages.
        groups : sequence of int
            A group for each, such as the cell it is held out with.

        Returns
        -------
        HeadlinePool
            Each site's headlines once.
        """
        found: dict[tuple[int, str], dict[tuple[str, str], None]] = {}
        for page, group in zip(pages, groups, strict=True):
            headline = headline_of(page)
            if headline:
                key = (int(group), page.lang)
                found.setdefault(key, {})[page.site, headline] = None
        return cls({key: tuple(sorted(headlines)) for key, headlines in found.items()})

    def draw(
        self, page: LabelledPage, group: int, number: int, rng: np.random.Generator
    ) -> list[str]:
        """Return headlines of other sites; fewer where the pool has no more."""
        pool = self.headlines.get((group, page.lang), ())
        chosen = rng.permutation(len(pool))[: number + 8].tolist()
        return [pool[at][1] for at in chosen if pool[at][0] != page.site][:number]


def headline_of(page: LabelledPage) -> str:
    r"""Return the first line of content if it reads like a headline, else nothing.

    Parameters
    ----------
    page : LabelledPage
        A plain-text page.

    Returns
    -------
    str
        4 to 14 words without a stop at the end; empty where the page has no such line.

    Examples
    --------
    >>> from boilerclf.corpus import Record, label_record
    >>> lines = ("Menu", "Ferry fares to rise in spring", "The harbour board has said so.")
    >>> headline_of(label_record(Record("a", "mine", "a", 0, lines=lines, labels=(0, 1, 1))))
    'Ferry fares to rise in spring'
    """
    for index in np.flatnonzero(page.labels == 1)[:_FIRST_LINES].tolist():
        text = " ".join(page.page.block_text(index).split())
        if len(text.split()) in _HEADLINE_WORDS and text[-1] not in _STOPS and text[0].isupper():
            return text
    return ""


def splice(
    page: LabelledPage,
    pool: HeadlinePool,
    group: int,
    *,
    seed: int = 0,
    keeps_headline: bool = False,
) -> SplicedPage | None:
    """Return a copy of a page with foreign headlines and page furniture around its lines.

    Parameters
    ----------
    page : LabelledPage
        A plain-text page.
    pool : HeadlinePool
        Where headlines come from.
    group : int
        The page's group.
    seed : int, default: 0
        Seed; the copy depends on it and on the page's name alone.
    keeps_headline : bool, default: False
        Call the page's own headline content in the copy, whatever people called it.

    Returns
    -------
    SplicedPage or None
        None for a page with fewer than four lines of content, or without headlines to splice in.
    """
    if int((page.labels == 1).sum()) < _FEWEST_STORY_LINES:
        return None
    rng = page_draw(page, seed)
    headlines = pool.draw(page, group, int(rng.integers(3, 15)), rng)
    if len(headlines) < 2:
        return None
    cut = int(rng.integers(0, len(headlines) + 1))
    furniture = FURNITURE.get(page.lang, FURNITURE["en"])
    labels, headline = labels_of_copy(page, keeps_headline=keeps_headline)
    lines = [
        (page.page.block_text(i), int(label), _HEADLINE if i == headline else _OWN)
        for i, label in enumerate(labels)
    ]
    headlines = [_varied(headline, rng) for headline in headlines]
    above = _listed(headlines[:cut], furniture, rng)
    below = _listed(headlines[cut:], furniture, rng)
    if rng.random() < 0.15:  # a box of links inside the story
        middle = int(rng.integers(1, len(lines)))
        lines = lines[:middle] + below + lines[middle:]
        below = []
    for _ in range(int(rng.integers(0, 3))):
        extra = (str(rng.choice(furniture)), 0, _FURNITURE)
        lines.insert(int(rng.integers(1, len(lines) + 1)), extra)
    return _page_of(page, [*above, *lines, *below])


def spliced_copies(
    pages: Sequence[LabelledPage],
    cells: Sequence[int],
    *,
    share: float,
    seed: int = 0,
    headlines_of: Collection[str] = (),
) -> tuple[list[LabelledPage], list[int]]:
    """Return spliced copies of a share of the pages, and their cells.

    Parameters
    ----------
    pages : sequence of LabelledPage
        Plain-text pages; those of more than 150 lines are not copied.
    cells : sequence of int
        The cell of each; headlines come from the page's own cell.
    share : float
        0 to 1.
    seed : int, default: 0
        Seed of the draw.
    headlines_of : collection of str, default: ()
        Corpora whose pages keep their own headline in the copy.

    Returns
    -------
    list of LabelledPage, list of int
        Copies without gold, for they are there to be learnt from alone; empty for a share of 0.
    """
    pool = HeadlinePool.of(pages, cells)

    def spliced(page: LabelledPage, cell: int, keeps_headline: bool) -> LabelledPage | None:
        made = splice(page, pool, cell, seed=seed, keeps_headline=keeps_headline)
        return None if made is None else made.page

    return drawn_text_copies(
        pages, cells, spliced, share=share, seed=seed + 1, headlines_of=headlines_of
    )


_Line = tuple[str, int, int]
"""Text, label and origin."""

_OWN, _HEADLINE, _FOREIGN, _FURNITURE = range(4)
"""Origins of lines: the page's own, its own headline, another page's headline, furniture."""


def _varied(headline: str, rng: np.random.Generator) -> str:
    """Return a headline as some sites write theirs: mostly unchanged."""
    kind = rng.random()
    if kind < 0.1:
        return f"{headline}."
    if kind < 0.2:
        return headline.lower()
    if kind < 0.3:
        words = headline.split()
        return " ".join(words[: max(3, len(words) - 2)]) + str(rng.choice(("…", "...", " [...]")))
    return headline


def _listed(
    headlines: list[str], furniture: tuple[str, ...], rng: np.random.Generator
) -> list[_Line]:
    """Lay headlines out as extractors leave them: plain, with bullets, or several in a line."""
    bullet = str(rng.choice(_BULLETS)) if rng.random() < 0.5 else ""
    glue = rng.random() < 0.35
    lines: list[_Line] = []
    while headlines:
        n_glued = int(rng.integers(2, 4)) if glue and rng.random() < 0.6 else 1
        text = "".join(headlines[:n_glued])
        headlines = headlines[n_glued:]
        lines.append(((bullet if n_glued == 1 else "") + text, 0, _FOREIGN))
    for _ in range(int(rng.integers(0, 3))):
        extra = (str(rng.choice(furniture)), 0, _FURNITURE)
        lines.insert(int(rng.integers(0, len(lines) + 1)), extra)
    return lines


def _page_of(page: LabelledPage, lines: list[_Line]) -> SplicedPage:
    weighed = [
        Line(text, label, OWN_TITLE if origin == _HEADLINE else 1.0)
        for text, label, origin in lines
    ]
    copy = relabelled(page, weighed, "spliced")
    # A line without visible characters has no block.
    at = np.arange(len(lines)) if copy.page.lines is None else copy.page.lines - 1
    origins = np.array([origin for _, _, origin in lines], np.int8)[at]
    return SplicedPage(copy, origins == _FOREIGN, np.isin(origins, (_OWN, _HEADLINE)))
