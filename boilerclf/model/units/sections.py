"""Sections of HTML pages: a heading is decided with the blocks that it heads.

A heading is never more probable than the most probable block below it. One that is less probable
than the first visible block below it is drawn towards that block. Where it is sure which block is
the page's headline, that block heads the whole page, and is drawn to its most probable block.

A section begins behind its heading. It ends before the next heading of the same or a higher level,
and no later than the innermost element that holds more than the heading: blocks outside of that
have other headings. Three cases differ:

- A heading that ends a ``<header>``, ``<hgroup>`` or ``<summary>`` heads what follows that element.
- So does a heading that begins one of them, or begins a bar of buttons.
- A ``<summary>`` of one block without a heading counts as a heading of the lowest level, unless a
  class says that it is hidden (that of rustdoc says "Expand description").

Some headings stay as they are:

- a further ``<h1>``, and a headline that is likely but not sure: it often stands in a box with
  nothing but a date and buttons;
- a heading of several blocks, unless those behind the first are buttons;
- a heading that no reader sees, or without a visible block below it;
- a subtitle: it comes right after the ``<h1>`` and heads a few blocks, such as a byline.

Source: HTML Living Standard, section 4.3.11 "Headings and outlines".
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.tree import Tree
from boilerclf.features.html.view import HEADING_LEVELS, HtmlView
from boilerclf.model.linear import log_odds_of, sigmoid
from boilerclf.segment.tags import TAG_NUMBER, TAGS

MOST_BELOW_SUBTITLE: Final = 6
"""The most blocks below a subtitle: who wrote the page, when, and buttons to share it."""

PULL: Final = 0.25
"""How far, in log-odds, a heading is drawn to a more probable block: 0 is not at all, 1 is fully.
Out of fold a quarter labels headings better on all six collections (0.002 to 0.008 macro-F1), and
loses no page F1; a half does more on wcxb-dev and harm on three others. With it 79 of 116 lost
headlines of the three collections that have headlines in their gold text are kept, and 20 of 120
blocks that look like one and are noise."""

HEADLINE_PULL: Final = 0.5
"""How far the headline of a page is drawn to its most probable block. Of 1,900 that are sure on
wcxb-dev and gold-html one is lost, with a quarter 20, nearly all of them headlines."""

_SUMMARY_LEVEL: Final = 7
_SUMMARY, _DETAILS = TAG_NUMBER["summary"], TAG_NUMBER["details"]
_HEAD: Final = np.zeros(len(TAGS) + 1, bool)
_HEAD[[TAG_NUMBER[tag] for tag in ("hgroup", "summary")]] = True
"""Elements that hold a heading with its subtitle or date. What the heading heads follows them."""
_HEADER: Final = TAG_NUMBER["header"]
"""The same for the ``<header>`` of a part of a page (`_PART`), but not for that of the page."""
_PART: Final = np.zeros(len(TAGS) + 1, np.int64)
_PART[[TAG_NUMBER[tag] for tag in ("article", "section", "main", "li")]] = 1
"""Parts of a page that may have a header of their own."""

_MOST_PIECES: Final = 8
"""The most blocks of a heading with buttons: more are a bar of tools."""


class Sections(NamedTuple):
    """The headings of pages with the blocks below them.

    Parameters
    ----------
    level : int64 array of shape (n_headings,)
        2 to 6 for ``<h2>`` to ``<h6>``, 7 for a ``<summary>``, 1 for the headline of a page.
    heading : int64 array of shape (n_headings,)
        The heading's block.
    first, end : int64 arrays of shape (n_headings,)
        The blocks below it, from the first visible one on; for a headline all blocks of its page.
    """

    level: NDArray[np.int64]
    heading: NDArray[np.int64]
    first: NDArray[np.int64]
    end: NDArray[np.int64]

    def pooled(self, probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probabilities, with those of headings fitted to the blocks below them.

        Parameters
        ----------
        probabilities : float64 array of shape (n_blocks,)
            0 to 1.

        Returns
        -------
        float64 array of shape (n_blocks,)
            Only those of headings differ; the array itself where there are no headings.

        Examples
        --------
        >>> sections = Sections(*np.array([[2, 3], [0, 1], [1, 2], [3, 3]]))
        >>> sections.pooled(np.array([0.9, 0.8, 0.1])).tolist()
        [0.1, 0.1, 0.1]
        >>> sections.pooled(np.array([0.4, 0.4, 0.9])).round(2).tolist()
        [0.44, 0.56, 0.9]
        """
        if not len(self.heading):
            return probabilities
        result = np.append(probabilities, 0.0)  # so that a section may end with the page
        bounds = np.array((self.first, self.end)).T
        # Lower levels first: their headings may be below a heading of a higher level.
        for level in sorted({*self.level.tolist()}, reverse=True):
            is_of_level = self.level == level
            heading = self.heading[is_of_level]
            highest = np.maximum.reduceat(result, bounds[is_of_level].ravel())[::2]
            towards = highest if level == 1 else result[self.first[is_of_level]]
            pull = HEADLINE_PULL if level == 1 else PULL
            result[heading] = np.minimum(_drawn(result[heading], towards, pull), highest)
        return result[:-1]


def _drawn(
    headings: NDArray[np.float64], below: NDArray[np.float64], pull: float
) -> NDArray[np.float64]:
    """Return the probabilities of headings, drawn to higher ones of blocks below them."""
    own, wanted = log_odds_of(np.array((headings, below)))
    drawn = sigmoid((1 - pull) * own + pull * wanted)
    return np.where(below > headings, drawn, headings)


def html_sections(view: HtmlView) -> Sections:
    """Find the blocks below each heading of HTML pages.

    Parameters
    ----------
    view : HtmlView
        The pages.

    Returns
    -------
    Sections
        Empty where there is no heading with a block below it.

    Examples
    --------
    >>> from boilerclf.segment import segment_html
    >>> page = segment_html("<h1>A</h1><p>a<h2>B</h2><p>C<h3>D</h3><p>E<h2>F</h2><p>G")
    >>> [column.tolist() for column in html_sections(HtmlView([page]))[1:]]
    [[2, 4, 6], [3, 5, 7], [6, 6, 8]]
    """
    tree = view.tree
    levels = _levels(tree)
    headings = ((levels > 0) & (tree.end > tree.first)).nonzero()[0]
    level, first = levels[headings], tree.first[headings]
    below = tree.end[headings]
    n_buttons = np.append(0, view.is_control.cumsum())
    boxes = _beyond_bars(tree, headings, _boxes(tree, headings), n_buttons)
    end = np.minimum(tree.end[boxes], _next_of_level(level, first))
    follows_title = np.zeros(view.n_blocks + 1, bool)
    follows_title[below[level == 1]] = True
    follows_title[view.spans.first_block] = False
    is_subtitle = follows_title[first] & (end - below <= MOST_BELOW_SUBTITLE)
    n_seen = np.append(0, (~view.is_unseen).cumsum())
    n_more = below - first - 1
    is_one = n_buttons[below] - n_buttons[first + 1] == n_more
    is_one &= n_more < _MOST_PIECES
    is_some = (level > 1) & is_one & (n_seen[end] > n_seen[below]) & ~is_subtitle
    is_headline = np.zeros(view.n_blocks + 1, bool)
    is_headline[view.headline] = True  # the last is that of pages without one
    is_some &= ~is_headline[first] & ~view.is_unseen[first]
    seen = n_seen.searchsorted(n_seen[below[is_some]], "right") - 1  # the first from there on
    of_pages = view.sure_headline
    is_sure = of_pages >= 0
    pages = (of_pages[is_sure], view.spans.first_block[is_sure], view.spans.end_block[is_sure])
    sections = (first[is_some], seen, end[is_some])
    return Sections(
        np.append(level[is_some], np.ones(is_sure.sum(), np.int64)),
        *(np.concatenate(columns) for columns in zip(sections, pages, strict=True)),
    )


def _levels(tree: Tree) -> NDArray[np.int64]:
    """Return the level of each element that heads what is below it, 0 for others."""
    levels = HEADING_LEVELS[tree.tags]
    is_heading = np.zeros(len(tree.leaf) + 1, bool)
    is_heading[tree.first[(levels > 0) & (tree.end > tree.first)]] = True
    is_summary = (tree.tags == _SUMMARY) & (tree.end == tree.first + 1) & ~is_heading[tree.first]
    for element in is_summary.nonzero()[0].tolist():
        classes = tree.names[tree.name_ids[element]].casefold().split()
        if not any(word.startswith("hid") for word in classes):
            levels[element] = _SUMMARY_LEVEL
    return levels


def _boxes(tree: Tree, headings: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the element beyond which no section of each heading reaches."""
    above, end = tree.parents[headings], tree.end[headings]
    boxes = np.where(tree.tags[above] == _DETAILS, above, tree.next_larger[headings])
    is_head = np.zeros(len(headings), bool)
    header = headings.copy()  # none yet
    todo = np.arange(len(headings))
    while True:
        holder = above[todo]
        ends_here = (tree.end[holder] == end[todo]) & (tree.parents[holder] != holder)
        if not len(todo := todo[ends_here]):
            break
        holder = above[todo]
        is_head[todo] |= _HEAD[tree.tags[holder]]
        header[todo] = np.where(tree.tags[holder] == _HEADER, holder, header[todo])
        above[todo] = tree.parents[holder]
    is_head |= _are_of_parts(tree, header)
    return np.where(is_head, above, boxes)


def _beyond_bars(
    tree: Tree, headings: NDArray[np.int64], boxes: NDArray[np.int64], n_buttons: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the boxes, with the next larger one for each that is no more than a heading's own.

    That is a box with nothing but buttons behind the heading, an ``<hgroup>``, a ``<summary>``, or
    the ``<header>`` of a part of the page.
    """
    n_more = tree.end[boxes] - tree.end[headings]
    is_head = n_buttons[tree.end[boxes]] - n_buttons[tree.end[headings]] == n_more
    is_head |= _HEAD[tree.tags[boxes]] | _are_of_parts(tree, boxes)
    is_head &= (tree.first[boxes] == tree.first[headings]) & (n_more > 0) & (n_more < _MOST_PIECES)
    return np.where(is_head, tree.next_larger[boxes], boxes)


def _are_of_parts(tree: Tree, elements: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which elements are the ``<header>`` of a part of a page."""
    is_header = tree.tags[elements] == _HEADER
    if is_header.any():
        is_header &= tree.any_up(_PART[tree.tags])[elements] > 0
    return np.asarray(is_header)


def _next_of_level(level: NDArray[np.int64], first: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for each heading where the next one of its level or a higher one begins."""
    following = np.full(len(level), np.iinfo(np.int64).max)
    is_open: list[tuple[int, int]] = []
    starts = first.tolist()
    for place, of_heading in enumerate(level.tolist()):
        while is_open and is_open[-1][0] >= of_heading:
            following[is_open.pop()[1]] = starts[place]
        is_open.append((of_heading, place))
    return following
