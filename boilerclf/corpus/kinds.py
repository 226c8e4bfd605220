"""What kind of block each block of an HTML page is, as its markup has it.

People who collect gold text have habits: some leave headlines out, some captions, lists or tables,
some take along who wrote a post and when. Which kinds, is found out by counting
(`docs/labels.md`). What a corpus leaves out by habit is not learnt from it as noise; what it takes
along by habit is not learnt from it as content.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.corpus.headlines import lead_headline
from boilerclf.corpus.labelled import LabelledPage
from boilerclf.corpus.records import UNKNOWN
from boilerclf.features.view import TextView
from boilerclf.page import PREFORMATTED, Markup, Page
from boilerclf.segment.tags import TAGS

KINDS: Final = (
    "text",
    "paragraph",
    "headline",
    "heading",
    "standfirst",
    "byline",
    "caption",
    "list",
    "table",
    "definition",
    "code",
    "quote",
)
"""The kinds by their number in arrays. "text" is what no tag or name tells more of."""

_HEADLINE: Final = KINDS.index("headline")
_TEXT: Final = KINDS.index("text")
_PARAGRAPH: Final = KINDS.index("paragraph")
_CODE: Final = KINDS.index("code")
_TABLE: Final = KINDS.index("table")

_OF_TAG: Final = {
    "p": "paragraph",
    "h1": "headline",
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("time", "address"), "byline"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    "li": "list",
    **dict.fromkeys(("td", "th"), "table"),
    **dict.fromkeys(("dt", "dd"), "definition"),
    "blockquote": "quote",
}
_OF_WORD: Final = {
    **dict.fromkeys(("standfirst", "dek", "lede", "lead", "leadtext", "subtitle"), "standfirst"),
    **dict.fromkeys(("subheadline", "subhead", "intro", "excerpt", "summary"), "standfirst"),
    **dict.fromkeys(("chapo", "vorspann", "entradilla", "sottotitolo"), "standfirst"),
    **dict.fromkeys(
        ("byline", "author", "authors", "date", "dateline", "pubdate", "published", "timestamp"),
        "byline",
    ),
    **dict.fromkeys(
        ("caption", "figcaption", "imagecaption", "legend", "legende", "bildunterschrift"),
        "caption",
    ),
}
_AT_EDGES: Final = [KINDS.index("standfirst"), KINDS.index("caption")]
"""Kinds that often stand above the first paragraph of a story."""

_BYLINE: Final = KINDS.index("byline")
"""The kind that some corpora take along by habit, where it is of posts; the others are left out."""
_LONGEST_BYLINE: Final = 15
_FEWEST_POSTS: Final = 2

_WORD: Final = re.compile("[A-Z]?[a-z]+|[A-Z]+")

_STORY: Final = 10
"""Words of a block that is a paragraph of what the page tells."""

_LONGEST_CELL: Final = 30
"""Words of a table cell; a longer one is part of a page that is laid out as a table."""


def kinds_of(page: Page) -> NDArray[np.int8]:
    """Return the kind of each block of an HTML page.

    Parameters
    ----------
    page : Page
        A page with markup.

    Returns
    -------
    int8 array of shape (n_blocks,)
        Indices into `KINDS`. The innermost element that has a kind gives it, but a paragraph in a
        list, table, quote or caption is part of that.

    Raises
    ------
    ValueError
        The page is plain text.

    Examples
    --------
    >>> from boilerclf.segment import segment_html
    >>> page = segment_html("<h1>Herons</h1><p class=dek>Back.<ul><li><p>One</ul><pre>ls</pre>")
    >>> [KINDS[kind] for kind in kinds_of(page)]
    ['headline', 'standfirst', 'list', 'code']
    """
    markup = page.markup
    if markup is None:
        message = "a page with markup is wanted, this page is plain text"
        raise ValueError(message)
    kinds = _of_elements(markup)[markup.block_leaf]
    n_words = TextView([page]).n_words
    kinds[(kinds == _TABLE) & (n_words > _LONGEST_CELL)] = _TEXT
    kinds[(markup.block_flags & PREFORMATTED) > 0] = _CODE
    return kinds


def _of_elements(markup: Markup) -> NDArray[np.int8]:
    of_tags = [KINDS.index(_OF_TAG.get(tag, "text")) for tag in TAGS]
    of_names = [_of_name(name) for name in markup.names]
    kinds: list[int] = []
    rows = (markup.tags.tolist(), markup.name_ids.tolist(), markup.parents.tolist())
    for tag, name, parent in zip(*rows, strict=True):
        around = kinds[parent] if parent >= 0 else _TEXT
        own = of_names[name] or of_tags[tag]
        kinds.append(around if own == _TEXT or (own == _PARAGRAPH and around != _TEXT) else own)
    return np.array(kinds, np.int8)


def _of_name(name: str) -> int:
    found = (_OF_WORD.get(word.lower()) for word in _WORD.findall(name))
    return KINDS.index(next((kind for kind in found if kind), "text"))


def story_around(
    page: Page, labels: NDArray[np.int8]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    r"""Tell which blocks have a paragraph of content above them, and which below.

    Parameters
    ----------
    page : Page
        A page.
    labels : int8 array of shape (n_blocks,)
        1 content, 0 noise, -1 unknown.

    Returns
    -------
    two bool arrays of shape (n_blocks,)
        True where the nearest known block of ten words or more above, or below, is content; the
        block itself does not count. False all over a page without such blocks.

    Examples
    --------
    >>> from boilerclf.segment import segment_text
    >>> page = segment_text("Menu\n" + "word " * 12 + "\nA caption\n" + "word " * 12)
    >>> above, below = story_around(page, np.array([0, 1, 0, 1], np.int8))
    >>> above.tolist(), below.tolist()
    ([False, False, True, True], [True, True, True, False])
    """
    n_words = TextView([page]).n_words
    long = np.flatnonzero((labels >= 0) & (n_words >= _STORY))
    is_content = np.concatenate(([False], labels[long] == 1, [False]))
    at = np.arange(len(labels))
    above = is_content[np.searchsorted(long, at, "left")]
    below = is_content[np.searchsorted(long, at, "right") + 1]
    return above, below


def without_habits(page: LabelledPage, kinds: Collection[str]) -> LabelledPage:
    """Return a page without the labels that only tell a habit of those who made its corpus.

    Parameters
    ----------
    page : LabelledPage
        An HTML page.
    kinds : collection of str
        The kinds, of `KINDS`, that the corpus treats by habit: "byline" is taken along in its gold
        text, all others are left out of it.

    Returns
    -------
    LabelledPage
        Blocks of these kinds that are labelled noise become unknown where content stands above and
        below them; for captions and standfirsts, which often come first, one side is enough. With
        "headline", the headline above the story becomes unknown as well. With "byline", short
        bylines that are labelled content and hold a digit, as of a date, become unknown on pages
        with two of them and more.

    Examples
    --------
    >>> from boilerclf.corpus import Record, label_record
    >>> words = "rain fell on the town all night and all the next day"
    >>> html = f"<p>{words}<ul><li>One</ul><p>{words}<ul><li>Menu</ul>"
    >>> page = label_record(Record("a", "mine", "a", 0, html=html, content=f"{words} {words}"))
    >>> without_habits(page, ["list"]).labels.tolist()
    [1, -1, 1, 0]
    """
    wanted = [KINDS.index(kind) for kind in kinds if kind != KINDS[_BYLINE]]
    kinds_here = kinds_of(page.page)
    above, below = story_around(page.page, page.labels)
    is_amid = np.where(np.isin(kinds_here, _AT_EDGES), above | below, above & below)
    silent = np.isin(kinds_here, wanted) & is_amid
    if _HEADLINE in wanted:
        headline = lead_headline(page.page, page.labels)
        if headline >= 0:
            silent[headline] = True
    silent &= page.labels == 0
    if KINDS[_BYLINE] in kinds:
        silent |= _bylines_of_posts(page, kinds_here)
    return replace(
        page,
        labels=np.where(silent, UNKNOWN, page.labels).astype(np.int8),
        matched=np.where(silent, np.nan, page.matched).astype(np.float32),
    )


def _bylines_of_posts(page: LabelledPage, kinds: NDArray[np.int8]) -> NDArray[np.bool_]:
    is_byline = (kinds == _BYLINE) & (page.labels == 1)
    for block in np.flatnonzero(is_byline).tolist():
        text = page.page.block_text(block)
        is_short = len(text.split()) <= _LONGEST_BYLINE
        is_byline[block] = is_short and any(map(str.isdigit, text))
    are_some = np.count_nonzero(is_byline) >= _FEWEST_POSTS
    return is_byline if are_some else np.zeros_like(is_byline)
