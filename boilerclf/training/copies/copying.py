"""Changed copies of pages: which pages get one, and what each draw depends on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.corpus import UNKNOWN, LabelledPage, lead_headline
from boilerclf.segment import segment_text
from boilerclf.training.copies.rewriting import Line

_MOST_LINES: Final = 150
"""The most lines of a page that is copied. A fifth of the pages of plain text are longer: they hold
half of all lines, and copies of them teach no more."""


def page_draw(page: LabelledPage, seed: int) -> np.random.Generator:
    """Return a generator that depends on a page's name and a seed alone, not on other pages."""
    name = hashlib.sha256(f"{page.corpus}\0{page.id}".encode(errors="surrogatepass")).digest()
    return np.random.default_rng([seed, int.from_bytes(name[:8])])


def labels_of_copy(page: LabelledPage, *, keeps_headline: bool) -> tuple[NDArray[np.int8], int]:
    """Return the labels that the lines of a page have in its copy, and which is its own headline.

    Parameters
    ----------
    page : LabelledPage
        A plain-text page.
    keeps_headline : bool
        Call the page's own headline content, whatever people called it.

    Returns
    -------
    int8 array of shape (n_blocks,), int
        The line of the headline is -1 where it is not asked for, or there is none.
    """
    labels = page.labels.copy()
    headline = lead_headline(page.page, labels) if keeps_headline else -1
    if headline >= 0:
        labels[headline] = 1
    return labels, headline


def relabelled(page: LabelledPage, lines: Sequence[Line], name: str) -> LabelledPage:
    """Return a page of other lines, to be learnt from alone.

    Parameters
    ----------
    page : LabelledPage
        The page that the lines were made from.
    lines : sequence of Line
        Text without line breaks, and label, of each line.
    name : str
        What is added to the page's name.

    Returns
    -------
    LabelledPage
        Without gold.
    """
    changed = segment_text("\n".join(line.text for line in lines), source=page.page.source)
    at = np.arange(len(lines)) if changed.lines is None else changed.lines - 1
    labels = np.array([line.label for line in lines], np.int8)[at]
    matched = np.where(labels == UNKNOWN, np.nan, labels).astype(np.float32)
    return replace(
        page,
        page=changed,
        labels=labels,
        matched=matched,
        emphasis=np.array([line.emphasis for line in lines], np.float32)[at],
        gold=None,
        id=f"{page.id}+{name}",
    )


def drawn_copies(
    pages: Sequence[LabelledPage],
    cells: Sequence[int],
    make: Callable[[LabelledPage, int], LabelledPage | None],
    *,
    share: float,
    seed: int,
) -> tuple[list[LabelledPage], list[int]]:
    """Return changed copies of a share of the pages, and their cells.

    Parameters
    ----------
    pages : sequence of LabelledPage
        The pages.
    cells : sequence of int
        The cell of each.
    make : callable
        Takes a page and its cell; returns its copy, or None where it can have none.
    share : float
        0 to 1.
    seed : int
        Seed of the draw of pages; each is drawn by its own name.

    Returns
    -------
    list of LabelledPage, list of int
        Empty for a share of 0.
    """
    copies, theirs = [], []
    for page, cell in zip(pages, cells, strict=True):
        if page_draw(page, seed).random() < share:
            made = make(page, int(cell))
            if made is not None:
                copies.append(made)
                theirs.append(int(cell))
    return copies, theirs


def drawn_text_copies(  # noqa: PLR0913  # all of it differs from one kind of copy to the next
    pages: Sequence[LabelledPage],
    cells: Sequence[int],
    make: Callable[[LabelledPage, int, bool], LabelledPage | None],
    *,
    share: float,
    seed: int,
    headlines_of: Collection[str],
) -> tuple[list[LabelledPage], list[int]]:
    """Return changed copies of a share of the plain-text pages, and their cells.

    Parameters
    ----------
    pages : sequence of LabelledPage
        The pages; those of more than 150 lines are not copied.
    cells : sequence of int
        The cell of each.
    make : callable
        Takes a page, its cell, and whether its own headline is to be content; returns its copy, or
        None where it can have none.
    share : float
        0 to 1.
    seed : int
        Seed of the draw of pages; each is drawn by its own name.
    headlines_of : collection of str
        Corpora whose pages have their own headline as content in the copy.

    Returns
    -------
    list of LabelledPage, list of int
        Empty for a share of 0.
    """

    def made(page: LabelledPage, cell: int) -> LabelledPage | None:
        is_short = page.page.n_blocks <= _MOST_LINES
        return make(page, cell, page.corpus in headlines_of) if is_short else None

    return drawn_copies(pages, cells, made, share=share, seed=seed)
