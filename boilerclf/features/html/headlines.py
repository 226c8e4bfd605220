"""Which block of a page is its headline, and if that is sure.

It is the block that has most of the title's words, headings before others. Three things mislead:

- A title has the site's name beside the page's, and either may stand in the ``<h1>``. If the best
  block has the site's, the rest of the title is looked for above the story.
- It comes again in breadcrumbs and lists: of equal blocks a heading outside of ``<nav>`` is taken.
- A link to the first page of a site, such as a logo, is no headline.

Source: the separators after Mozilla's Readability (``_getArticleTitle``); the brackets are those of
DokuWiki, ``:`` and ``»`` behind the name of a site those of TypePad, Blogger and old WordPress.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from boilerclf.features.arrays.basics import Bools, Floats, Ints
from boilerclf.lazy import cached_property
from boilerclf.page import Markup, Page
from boilerclf.segment.tags import TAG_NUMBER

_FLOOR: Final = 0.35
"""The score above which a block is a headline."""

_SURE: Final = 0.8
"""The score above which a heading is one for sure."""

_NAV: Final = TAG_NUMBER["nav"]

_BEFORE_SITE: Final = frozenset("-–—|·«‹<[_")
_BEHIND_SITE: Final = frozenset(":»›>")
"""Signs that stand in a title between the names of page and site, before and behind the latter."""

_SEPARATOR: Final = re.compile(r" [-–—|·«»:›] ")
_LEAST_LIKENESS: Final = 0.3
"""The least likeness to the title of a heading above the story that has the page's name."""

_LATIN: Final = re.compile(r"[a-z0-9]")
_WORD_CHARACTER: Final = re.compile(r"\w")

_MOST_AS_LONG: Final = 2
"""How many times as long as a name a text may be that adds to it: some add where it is from."""

_LOWEST_LINK: Final = 3
"""The lowest heading in which a link may be the name of the page."""

_MOST_ALIKE: Final = 32
"""How many blocks with the words of the headline are looked at."""

_HOME: Final = re.compile(
    r"(?:(?:https?:)?//[^/?#\s]+)?"
    r"(?:/|\./|/?(?:index|default|home)(?:\.\w+)?/?|/[a-z]{2}(?:[-_][a-z]{2})?/?)?"
    r"(?:\?(?:lang|hl|utm_\w+)=[^#]*)?(?:#.*)?",
    re.IGNORECASE,
)
"""The address of a first page, or of that in one language."""

_LONGEST_HOME: Final = 300
"""The most characters of such an address."""

_MOST_LOGOS: Final = 8
"""How many links to a site's first page may look like the headline; with more there is none."""


class _Part(NamedTuple):
    """What stands beside a text in a title: the rest, the sign between, and if it comes first."""

    rest: str
    sign: str
    is_last: bool

    def is_site(self, *, is_link: bool) -> bool:
        """Tell if the text is the name of the site, and the rest that of the page."""
        if self.is_last:
            return self.sign in _BEFORE_SITE or self.rest.endswith((" :", "::"))
        return self.sign in _BEHIND_SITE or (is_link and self.sign in _BEFORE_SITE)


@dataclass(frozen=True, eq=False)
class Candidates:
    """What is known of a page's blocks.

    Parameters
    ----------
    page : Page
        The page.
    markup : Markup
        Its elements.
    score : float32 array of shape (n_blocks,)
        `likeness`, and what the tag adds to it; 0 for a block that nobody sees.
    likeness : float32 array of shape (n_blocks,)
        How much of the title a block has, and how little else: 0 to 1.
    covered : float32 array of shape (n_blocks,)
        Share of the title's words that a block has.
    level : int64 array of shape (n_blocks,)
        1 to 6 for a heading, 0 for other blocks.
    is_link : bool array of shape (n_blocks,)
        A block that is a link and nothing else.
    story : int
        The last block that a headline may be: the one with most words, or the last of the page.
    """

    page: Page
    markup: Markup
    score: Floats
    likeness: Floats
    covered: Floats
    level: Ints
    is_link: Bools
    story: int

    @cached_property
    def title(self) -> str:
        """The page's title as `text_of` writes it."""
        return _folded(self.markup.title)

    def text_of(self, block: int) -> str:
        """Return a block's text in small letters, with single spaces between its words."""
        return _folded(self.page.block_text(block))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def find_headline(blocks: Candidates) -> tuple[int, bool]:
    """Return the block that is the headline, or -1, and whether it is one for sure.

    Changes `blocks`: the score of links to a site's first page becomes 0.
    """
    best = _past_logos(blocks)
    if blocks.score[best] <= _FLOOR:
        return -1, False
    named = _beside_site(blocks, best)
    named = _named(blocks, best) if named is None else named
    found = _best_alike(blocks, best if named is None else named)
    if not blocks.level[found]:
        return found, _names_page(blocks, found)
    return found, named is not None or _is_sure_heading(blocks, found)


def _past_logos(blocks: Candidates) -> int:
    """Return the best block that is no mere link to the site's first page."""
    best = int(blocks.score.argmax())
    for _ in range(_MOST_LOGOS):
        is_linked = blocks.score[best] > _FLOOR and blocks.is_link[best]
        if not is_linked or not leads_home(blocks.markup, best):
            return best
        blocks.score[best] = 0
        best = int(blocks.score.argmax())
    blocks.score[best] = 0
    return best


def _named(blocks: Candidates, best: int) -> int | None:
    """Return a heading above the story that is called as the page in the title; else None."""
    best_text = blocks.text_of(best)
    is_like = blocks.likeness[best] > _SURE and blocks.level[best] and best <= blocks.story
    is_plain = is_like or (blocks.level[best] == 1 and blocks.score[best] > _SURE)
    if is_plain and not blocks.is_link[best] and not _may_be_site(blocks.title, best_text):
        return None
    least = max(_LEAST_LIKENESS, blocks.likeness[best] / 2)
    above = slice(0, blocks.story + 1)
    is_some = (blocks.level[above] > 0) & (blocks.likeness[above] >= least)
    is_some &= blocks.score[above] > 0
    named = []
    for block in is_some.nonzero()[0][:_MOST_ALIKE].tolist():
        text = blocks.text_of(block)
        part = _part_of(blocks.title, text)
        if text == blocks.title or (part and not part.is_site(is_link=False)):
            named.append(best if text == best_text else block)
    return best if best in named else min(named, key=blocks.level.__getitem__, default=None)


def _beside_site(blocks: Candidates, best: int) -> int | None:
    """Return the block with the page's name if the best one has the site's; else None."""
    text = blocks.text_of(best)
    part = _part_of(blocks.title, text)
    if not (part and part.is_site(is_link=bool(blocks.is_link[best]))):
        return None
    later = slice(best + 1, blocks.story + 1)
    is_some = blocks.score[later] > _FLOOR
    if part.is_last:
        is_heading = (blocks.level[later] > 0) & (blocks.level[later] <= _LOWEST_LINK)
        covers_as_much = blocks.covered[later] >= blocks.covered[best]
        is_some &= is_heading | (~blocks.is_link[later] & covers_as_much)
    else:
        is_some &= blocks.level[later] > 0
    parts = _SEPARATOR.split(part.rest)
    names = list(map(_bare, (part.rest, parts[0 if part.is_last else -1])))
    named = [
        block
        for block in (best + 1 + is_some.nonzero()[0]).tolist()
        if any(name and name != text and _is_named(blocks.text_of(block), name) for name in names)
    ]
    return max(named, key=blocks.score.__getitem__, default=None)


def _is_sure_heading(blocks: Candidates, block: int) -> bool:
    """Tell if a heading that is the headline is one for sure: no link that is the site's name."""
    if blocks.score[block] <= _SURE or (blocks.level[block] > 2 and block > blocks.story):
        return False
    return not (blocks.is_link[block] and _may_be_site(blocks.title, blocks.text_of(block)))


def _names_page(blocks: Candidates, block: int) -> bool:
    """Tell if another block is a title of one part, or most of one beside the site's name."""
    if block > blocks.story or blocks.is_link[block]:
        return False
    text = blocks.text_of(block)
    if text == blocks.title:
        return not _SEPARATOR.search(blocks.title)
    part = _part_of(blocks.title, text)
    return part is not None and len(part.rest) <= len(text) and not part.is_site(is_link=False)


def _best_alike(blocks: Candidates, best: int) -> int:
    """Return the likeliest headline of the blocks that have the same words as the best one."""
    level, is_above = int(blocks.level[best]), best <= blocks.story
    if (level == 1 or (level and is_above)) and not _is_in_nav(blocks.markup, best):
        return best
    above = slice(0, blocks.story + 1)
    is_some = (blocks.likeness[above] > 0) & (blocks.likeness[above] == blocks.likeness[best])
    is_some &= blocks.score[above] > 0
    if is_above:
        is_some &= (blocks.level[above] > 0) | ~blocks.is_link[above]
    text = blocks.text_of(best)
    alike = [
        block
        for block in is_some.nonzero()[0][:_MOST_ALIKE].tolist()
        if blocks.text_of(block) == text and not _is_in_nav(blocks.markup, block)
    ]
    headings = [block for block in alike if blocks.level[block]]
    return min(headings, key=blocks.level.__getitem__, default=alike[-1] if alike else best)


def _is_in_nav(markup: Markup, block: int) -> bool:
    element = int(markup.block_element[block])
    while element >= 0 and markup.tags[element] != _NAV:
        element = int(markup.parents[element])
    return element >= 0


def _may_be_site(title: str, text: str) -> bool:
    """Tell if a text may be the name of the site: not one longer than what stands beside it."""
    part = _part_of(title, text)
    if part is None or not part.is_site(is_link=False):
        return False
    return len(text) < len(part.rest) * (2 if part.sign == ":" else 1)


def _part_of(title: str, text: str) -> _Part | None:
    """Return what a text at the start or the end of a title stands beside; else None."""
    title = title.rstrip("]")
    if text in ("", title):
        return None
    if title.endswith(text):
        part = _Part(rest := title[: -len(text)].rstrip(), rest[-1:], is_last=True)
        is_glued = title[-len(text) - 1] == "-" and _LATIN.match(text[0])
    elif title.startswith(text):
        part = _Part(rest := title[len(text) :].lstrip(), rest[:1], is_last=False)
        is_glued = title[len(text)] == "-" and _LATIN.match(text[-1])
    else:
        return None
    return None if is_glued or part.sign not in _BEFORE_SITE | _BEHIND_SITE else part


def _is_named(text: str, name: str) -> bool:
    """Tell if a text is a name, or begins with it and is at most twice as long."""
    text = _bare(text)
    return text.startswith(name) and len(text) <= _MOST_AS_LONG * len(name)


def _bare(text: str) -> str:
    """Return a text from its first letter, digit or underscore to its last."""
    first, last = _WORD_CHARACTER.search(text), _WORD_CHARACTER.search(text[::-1])
    return text[first.start() : len(text) - last.start()] if first and last else ""


def leads_home(markup: Markup, block: int) -> bool:
    """Tell if a block begins in a link to the first page of a site.

    Not for a link to a place on its own page, nor for an address with a query, which many sites
    have for their posts (``/?p=12``).

    Examples
    --------
    >>> from boilerclf.segment import segment_html
    >>> page = segment_html("<a href=/>News</a><p><a href=/?p=1>Rain</a><p><a href='#top'>Top")
    >>> [leads_home(page.markup, block) for block in range(page.n_blocks)]
    [True, False, False]
    """
    element = int(markup.block_leaf[block])
    while element >= 0:
        if element in markup.hrefs:
            address = markup.hrefs[element].strip()
            is_some = 0 < len(address) <= _LONGEST_HOME and address[0] not in "#?"
            return is_some and _HOME.fullmatch(address) is not None
        element = int(markup.parents[element])
    return False
