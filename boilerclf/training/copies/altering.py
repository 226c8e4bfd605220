"""Copies of HTML pages changed in ways over which nobody would change their mind.

A copy may have lost some of its noise, have other class names or none, have a headline that is a
link, as on boards and blogs, and hold a few pieces that were written for this project
(`boilerclf.training.copies.fragment`), whose labels are known: tables, code, captions, standfirsts
and lists are content wherever they stand in a text; teasers, notices, consent texts and comments
under a story are noise. What is drawn depends on the page's name and a seed.

Source: training on pages that are changed in ways that keep their labels, Simard, Steinkraus and
Platt 2003, section 2.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.corpus import UNKNOWN, LabelledPage, lead_headline
from boilerclf.features.view import TextView
from boilerclf.page import LINK, Page
from boilerclf.segment import segment_html
from boilerclf.segment.tags import TAG_NUMBER
from boilerclf.training.copies.copying import drawn_copies, page_draw
from boilerclf.training.copies.fragment import Fragment, draw_fragment, fragment_kinds
from boilerclf.training.copies.grafting import Side, graft
from boilerclf.training.copies.shortening import shorten, without_blocks

_PARAGRAPH: Final = 10
"""Words of a block beside which a piece may stand."""

_BODY: Final = TAG_NUMBER["body"]
_ANCHORS: Final = [TAG_NUMBER[tag] for tag in ("p", "div", "section", "article", "blockquote")]

_ONLY_IN_STORIES: Final = ("standfirst", "comments", "teaser")
"""In a thread comments are content, on a listing teasers are: there they tell nothing."""

_MOST_PIECES: Final = 5
_SHARE_SHORTENED: Final = 0.4
_SHARE_PARED: Final = 0.35
_SHARE_LINKED: Final = 0.3
_KEPT_NOISE: Final = (0.0, 0.2, 0.5)
"""What share of the runs of noise a pared page keeps."""

_RENAMINGS: Final = ("none", "dropped", "hashed", "plain", "translated")
_RENAMING_SHARES: Final = (0.4, 0.2, 0.1, 0.1, 0.2)
_PLAIN_NAMES: Final = ("box", "wrap", "inner", "block", "item", "row", "col", "part", "section")

_SENTENCE: Final = re.compile(r"[^.!?。！？]{25,200}[.!?。！？]")
_MOST_SENTENCES: Final = 40
_NAME_WORD: Final = re.compile("[A-Za-z]+")


@dataclass(frozen=True, slots=True, eq=False)
class AlteredPage:
    """A changed copy of a page.

    Parameters
    ----------
    page : LabelledPage
        The copy, without gold: it is there to be learnt from alone.
    pieces : tuple of str
        The kinds of what was put in.
    piece_of : int8 array of shape (n_blocks,)
        Which of `pieces` each block belongs to; -1 for the page's own blocks.
    """

    page: LabelledPage
    pieces: tuple[str, ...]
    piece_of: NDArray[np.int8]


def alter(
    page: LabelledPage,
    *,
    seed: int = 0,
    kinds: Collection[str] = fragment_kinds(),
    is_judged: bool = False,
) -> AlteredPage | None:
    """Return a changed copy of a page.

    Parameters
    ----------
    page : LabelledPage
        An HTML page.
    seed : int, default: 0
        Seed; the copy depends on it and on the page's name alone.
    kinds : collection of str, default: all
        The kinds of pieces that may be put in.
    is_judged : bool, default: False
        Put in what no model learns from, and change nothing else.

    Returns
    -------
    AlteredPage or None
        None for plain text, and for a page without a paragraph of content to put a piece beside.
    """
    if page.page.markup is None:
        return None
    rng = page_draw(page, seed + 3)
    made = page
    if not is_judged:
        if rng.random() < _SHARE_SHORTENED:
            made = shorten(page, seed=seed) or page
        if rng.random() < _SHARE_PARED:
            made = pare(made, float(rng.choice(_KEPT_NOISE)), rng)
        if rng.random() < _SHARE_LINKED:
            made = with_linked_headline(made)
    usable = [kind for kind in kinds if page.is_story or kind not in _ONLY_IN_STORIES]
    number = min(int(rng.integers(2, _MOST_PIECES + 1)), len(usable))
    chosen = rng.choice(usable, number, replace=False).tolist() if number else []
    altered = _with_pieces(made, chosen, rng, is_judged=is_judged)
    if altered is None:
        return None
    renaming = "none" if is_judged else str(rng.choice(_RENAMINGS, p=_RENAMING_SHARES))
    changed = replace(
        altered.page,
        page=renamed(altered.page.page, renaming, seed),
        gold=None,
        id=f"{page.id}+altered",
    )
    return replace(altered, page=changed)


def altered_copies(
    pages: Sequence[LabelledPage], cells: Sequence[int], *, share: float, seed: int = 0
) -> tuple[list[LabelledPage], list[int]]:
    """Return altered copies of a share of the pages, and their cells.

    Parameters
    ----------
    pages : sequence of LabelledPage
        HTML pages.
    cells : sequence of int
        The cell of each.
    share : float
        0 to 1.
    seed : int, default: 0
        Seed of the draw.

    Returns
    -------
    list of LabelledPage, list of int
        Empty for a share of 0.
    """

    def altered(page: LabelledPage, _: int) -> LabelledPage | None:
        made = alter(page, seed=seed)
        return None if made is None else made.page

    return drawn_copies(pages, cells, altered, share=share, seed=seed + 4)


def pare(page: LabelledPage, kept: float, rng: np.random.Generator) -> LabelledPage:
    """Take away runs of noise.

    Parameters
    ----------
    page : LabelledPage
        An HTML page.
    kept : float
        0 to 1: the share of runs that stay.
    rng : numpy.random.Generator
        What is drawn with.

    Returns
    -------
    LabelledPage
        The page with all of its content, and without blocks of which nothing is known in a run of
        noise that goes.
    """
    is_noise = page.labels != 1
    starts = np.flatnonzero(is_noise & ~np.append(False, is_noise[:-1]))
    if not len(starts) or is_noise.all():
        return page
    run = np.searchsorted(starts, np.arange(len(is_noise)), "right") - 1
    dropped = is_noise & (rng.random(len(starts)) >= kept)[run]
    return replace(
        page,
        page=without_blocks(page.page, dropped),
        labels=page.labels[~dropped],
        matched=page.matched[~dropped],
    )


def with_linked_headline(page: LabelledPage) -> LabelledPage:
    """Return a page whose headline is a link.

    Parameters
    ----------
    page : LabelledPage
        An HTML page.

    Returns
    -------
    LabelledPage
        The page itself where it has no headline among its content.
    """
    headline, markup = lead_headline(page.page, page.labels), page.page.markup
    if markup is None or headline < 0 or page.labels[headline] != 1:
        return page
    flags, n_links = markup.part_flags.copy(), markup.n_links.copy()
    start, end = page.page.starts[headline], page.page.ends[headline]
    flags[(markup.part_starts >= start) & (markup.part_starts < end)] |= LINK
    n_links[headline] = 1
    changed = replace(markup, part_flags=flags, n_links=n_links)
    return replace(page, page=replace(page.page, markup=changed))


def renamed(page: Page, how: str, seed: int = 0) -> Page:
    """Return a page with other class names, ids and roles.

    Parameters
    ----------
    page : Page
        A page with markup.
    how : {"none", "dropped", "hashed", "plain", "translated"}
        Nothing is changed; no names; a name of letters and digits for each; words that say nothing;
        English words in another language.
    seed : int, default: 0
        What the new names depend on, beside the old.

    Returns
    -------
    Page
        Elements of one name have one name again.

    Examples
    --------
    >>> page = segment_html('<p class="main-text">Rain')
    >>> renamed(page, "dropped").markup.names, renamed(page, "translated").markup.names
    (('',), ('', 'haupt-texto'))
    """
    markup = page.markup
    if markup is None or how == "none":
        return page
    changed = [_new_name(name, how, seed) if name else "" for name in markup.names]
    distinct = {name: number for number, name in enumerate(dict.fromkeys(("", *changed)))}
    numbers = np.array([distinct[name] for name in changed], np.int32)
    return replace(
        page, markup=replace(markup, names=tuple(distinct), name_ids=numbers[markup.name_ids])
    )


def _new_name(name: str, how: str, seed: int) -> str:
    if how == "dropped":
        return ""
    digest = hashlib.sha256(f"{seed} {name}".encode(errors="surrogatepass")).hexdigest()
    if how == "hashed":
        return f"{'_' if int(digest[:2], 16) % 2 else 'css-'}{digest[2:8]}"
    if how == "plain":
        return _PLAIN_NAMES[int(digest, 16) % len(_PLAIN_NAMES)]
    language = int(digest, 16)

    def translated(match: re.Match[str]) -> str:
        words = _translations().get(match[0].lower())
        return words[language % len(words)] if words else match[0]

    return _NAME_WORD.sub(translated, name)


@cache
def _translations() -> dict[str, list[str]]:
    path = Path(__file__).with_name("fragments") / "translated.json"
    words: dict[str, list[str]] = json.loads(path.read_text("utf-8"))
    return words


def _with_pieces(
    page: LabelledPage, kinds: Sequence[str], rng: np.random.Generator, *, is_judged: bool
) -> AlteredPage | None:
    sentences = _sentences(page)
    language = page.lang or (page.page.markup.language[:2].lower() if page.page.markup else "")
    labels, matched = page.labels, page.matched
    piece_of = np.full(len(labels), -1, np.int8)
    whole = page.page
    for number, kind in enumerate(kinds):
        fragment = draw_fragment(kind, language, rng, sentences=sentences, is_judged=is_judged)
        place = _place(whole, np.where(piece_of < 0, labels, UNKNOWN), fragment, rng)
        if place is None:
            return None
        whole, is_new = graft(whole, segment_html(f"<body>{fragment.html}"), *place)
        before = ~is_new
        labels, matched, piece_of = (
            _spread(before, values, new)
            for values, new in (
                (labels, fragment.label),
                (matched, fragment.label),
                (piece_of, number),
            )
        )
    changed = replace(page, page=whole, labels=labels, matched=matched)
    return AlteredPage(changed, tuple(kinds), piece_of)


def _spread(before: NDArray[np.bool_], values: NDArray[Any], new: int) -> NDArray[Any]:
    result = np.full(len(before), new, values.dtype)
    result[before] = values
    return result


def _sentences(page: LabelledPage) -> list[str]:
    content = np.flatnonzero(page.labels == 1).tolist()
    found: list[str] = []
    for block in content:
        found += [sentence.strip() for sentence in _SENTENCE.findall(page.page.block_text(block))]
        if len(found) >= _MOST_SENTENCES:
            break
    return found


def _place(
    page: Page, labels: NDArray[np.int8], fragment: Fragment, rng: np.random.Generator
) -> tuple[int, Side] | None:
    """Return beside which element a piece is put, and on which side of it."""
    markup = page.markup
    assert markup is not None  # noqa: S101  # of an HTML page
    n_words = TextView([page]).n_words
    own = markup.block_element
    is_alone = markup.end_block[own] - markup.first_block[own] == 1
    is_paragraph = (labels == 1) & (n_words >= _PARAGRAPH) & is_alone
    anchors = own[is_paragraph & np.isin(markup.tags[own], _ANCHORS)].tolist()
    if not anchors:
        return None
    if fragment.place == "top":
        return int(np.flatnonzero(markup.tags == _BODY)[0]) + 1, "before"
    if fragment.place == "head":
        headline = lead_headline(page, labels)
        is_found = headline >= 0 and is_alone[headline]
        return (int(own[headline]), "after") if is_found else (anchors[0], "before")
    if fragment.place == "between":
        inner = anchors[:-1] or anchors
        return inner[int(rng.integers(len(inner)))], "after"
    container = int(markup.parents[anchors[-1]])
    is_outside = fragment.place == "end" and markup.tags[container] != _BODY and rng.random() < 0.5
    return (container if is_outside else anchors[-1]), "after"
