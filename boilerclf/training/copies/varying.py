"""Copies of text pages changed in ways after which a person would label every line as before.

A full stop is missing, a list has other bullets, a mail program has wrapped the lines, a cookie
notice sits between two paragraphs: no reader changes their mind for that. Labelled pages show few
of these changes, and each corpus its own, so copies are made that show them all.

Source: training on pages that are changed in ways that keep their labels, Simard, Steinkraus and
Platt 2003, section 2; the changes are our own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from boilerclf.corpus import LabelledPage, lead_headline
from boilerclf.training.copies.copying import (
    drawn_text_copies,
    labels_of_copy,
    page_draw,
    relabelled,
)
from boilerclf.training.copies.notices import CODE, learnt_notices
from boilerclf.training.copies.rewriting import CHANGES, LONG, SHORT, STOPS, Line, Lines
from boilerclf.training.copies.splicing import OWN_TITLE

_PUT_IN: Final = 8.0
"""How many lines a line of noise that was put in counts as: there are few, and they are what is to
be learnt."""
_SHORT_CONTENT: Final = 3.0
"""How many lines a short line of content counts as, so that what is put in does not speak against
short lines."""
_TELLING: Final = 20
"""Characters of a line that says by itself that it is no part of a text."""
_MOST_AROUND: Final = 25
"""Lines of a menu or footer that are put on another page."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Menus and footers by group and language: no page gets one from beyond its own group.

    Parameters
    ----------
    found : mapping of (int, str) to tuple of (str, tuple of str, tuple of str)
        Site, lines above the content and lines below it, for each group and language.
    """

    found: Mapping[tuple[int, str], tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]]

    @classmethod
    def of(cls, pages: Sequence[LabelledPage], groups: Sequence[int]) -> Surroundings:
        """Collect what stands above and below the content of pages.

        Parameters
        ----------
        pages : sequence of LabelledPage
            Plain-text pages.
        groups : sequence of int
            A group for each, such as the cell it is held out with.

        Returns
        -------
        Surroundings
            One entry a site at most.
        """
        found: dict[tuple[int, str], dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        for page, group in zip(pages, groups, strict=True):
            above, below = lines_around(page)
            if len(above) + len(below) > 2:
                sites = found.setdefault((int(group), page.lang), {})
                sites[page.site] = min(sites.get(page.site, (above, below)), (above, below))
        return cls(
            {
                key: tuple((site, *parts) for site, parts in sorted(sites.items()))
                for key, sites in found.items()
            }
        )

    def draw(
        self, page: LabelledPage, group: int, rng: np.random.Generator
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return what stands around another site's content; nothing where there is no other."""
        others = [site for site in self.found.get((group, page.lang), ()) if site[0] != page.site]
        if not others:
            return (), ()
        _, above, below = others[int(rng.integers(len(others)))]
        return above, below


def lines_around(page: LabelledPage) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines of noise above the content and its headline, and below the content.

    Parameters
    ----------
    page : LabelledPage
        A plain-text page.

    Returns
    -------
    tuple of two tuples of str
        At most 25 each; empty for a page without content.
    """
    content = np.flatnonzero(page.labels == 1)
    if not len(content):
        return (), ()
    headline = lead_headline(page.page, page.labels)
    first = min(int(content[0]), headline) if headline >= 0 else int(content[0])
    is_noise = page.labels == 0
    above = [i for i in range(min(first, _MOST_AROUND)) if is_noise[i]]
    after = range(int(content[-1]) + 1, page.page.n_blocks)[:_MOST_AROUND]
    below = [i for i in after if is_noise[i]]
    return (
        tuple(page.page.block_text(i) for i in above),
        tuple(page.page.block_text(i) for i in below),
    )


def vary(
    page: LabelledPage, around: Surroundings, group: int, *, seed: int, keeps_headline: bool = False
) -> LabelledPage | None:
    """Return a copy of a page with some of its lines written another way, and noise in new places.

    Parameters
    ----------
    page : LabelledPage
        A plain-text page.
    around : Surroundings
        Where menus and footers come from.
    group : int
        The page's group.
    seed : int
        Seed; the copy depends on it, on the page's name and on what is drawn from.
    keeps_headline : bool, default: False
        Call the page's own headline content in the copy, whatever people called it.

    Returns
    -------
    LabelledPage or None
        Every line that the page had keeps its label. None for a page without content.
    """
    content = np.flatnonzero(page.labels == 1)
    if not len(content):
        return None
    rng = page_draw(page, seed)
    labels, headline = labels_of_copy(page, keeps_headline=keeps_headline)
    lines = [
        Line(page.page.block_text(i), int(label), OWN_TITLE if i == headline else 1.0)
        for i, label in enumerate(labels)
    ]
    foreign = [text for lines_of_one in around.draw(page, group, rng) for text in lines_of_one]
    lines = _within(lines, page.lang, foreign, rng)
    lines = _outside(lines, around.draw(page, group, rng), rng)
    for change, share in CHANGES:
        if rng.random() < share:
            lines = change(lines, rng)
    lines = [
        line._replace(emphasis=max(line.emphasis, _SHORT_CONTENT))
        if line.label == 1 and len(line.text) <= SHORT
        else line
        for line in lines
    ]
    return relabelled(page, lines, "varied")


def varied_copies(
    pages: Sequence[LabelledPage],
    cells: Sequence[int],
    *,
    share: float,
    seed: int = 0,
    headlines_of: Collection[str] = (),
) -> tuple[list[LabelledPage], list[int]]:
    """Return changed copies of a share of the pages, and their cells.

    Parameters
    ----------
    pages : sequence of LabelledPage
        Plain-text pages; those of more than 150 lines are not copied.
    cells : sequence of int
        The cell of each; menus and footers come from the page's own cell.
    share : float
        0 to 1.
    seed : int, default: 0
        Seed of the draw.
    headlines_of : collection of str, default: ()
        Corpora whose pages have their own headline as content in the copy.

    Returns
    -------
    list of LabelledPage, list of int
        Copies without gold, for they are there to be learnt from alone; empty for a share of 0.
    """
    around = Surroundings.of(pages, cells)

    def varied(page: LabelledPage, cell: int, keeps_headline: bool) -> LabelledPage | None:
        return vary(page, around, cell, seed=seed + 4, keeps_headline=keeps_headline)

    return drawn_text_copies(
        pages, cells, varied, share=share, seed=seed + 3, headlines_of=headlines_of
    )


def _within(lines: Lines, language: str, foreign: Sequence[str], rng: np.random.Generator) -> Lines:
    """Put noise between the lines of the content, and a title over it with a byline below.

    Half of the noise are notices, a fifth of them code, the other half lines of other sites' menus
    and footers, of which there are more: what tells them from content is their words, not their
    place.
    """
    places = [place for place, line in enumerate(lines) if line.label == 1]
    first, last = places[0], places[-1]
    notices = learnt_notices(language)
    n_notices = int(rng.integers(1, 6)) if last > first and rng.random() < 0.75 else 0
    inserted = sorted(rng.integers(first + 1, last + 1, n_notices).tolist(), reverse=True)
    strange = [text for text in foreign if len(text) >= _TELLING] or notices
    for place in inserted:
        kind = rng.random()
        pool = learnt_notices(CODE) if kind < 0.1 else notices if kind < 0.5 else strange
        lines.insert(place, Line(str(rng.choice(pool)), 0, _PUT_IN))
    text = lines[first].text
    has_story = len(text) > LONG
    title = _title_of(text, rng) if has_story and rng.random() < 0.9 else ""
    top = [Line(title, 1, OWN_TITLE)] if title else []
    if top and rng.random() < 0.5:
        bylines = learnt_notices(language, bylines=True)
        n_bylines = min(len(bylines), int(rng.integers(1, 3)))
        drawn = rng.choice(bylines, n_bylines, replace=False)
        top += [Line(str(byline), 0, _PUT_IN) for byline in drawn]
    if top and rng.random() < 0.3:
        top.append(Line(str(rng.choice(notices)), 0, _PUT_IN))
    return [*lines[:first], *top, *lines[first:]]


def _title_of(text: str, rng: np.random.Generator) -> str:
    """Return a title made of the words that a text begins with; "" where there is none."""
    words = text.split()
    if len(words) > len(text) / 20:
        chosen = words[: int(rng.integers(3, 11))]
        joined = " ".join(chosen).rstrip(STOPS + ",-–—\"'(")
        kind = rng.random()
        if kind < 0.25:
            return joined.title()
        return joined.upper() if kind < 0.35 else joined
    return text[: int(rng.integers(8, 22))].strip(STOPS + "，、 ")  # scripts without spaces


def _outside(
    lines: Lines, around: tuple[tuple[str, ...], tuple[str, ...]], rng: np.random.Generator
) -> Lines:
    """Take menu and footer off, put those of another page on, or leave both as they are."""
    kind = rng.random()
    if kind < 0.45:
        places = [place for place, line in enumerate(lines) if line.label == 1]
        return lines[places[0] : places[-1] + 1]
    if kind < 0.8:
        above, below = ([Line(text, 0) for text in texts] for texts in around)
        return [*above, *lines, *below]
    return lines
