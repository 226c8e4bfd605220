"""The view of HTML pages: their text, their elements, and what stands in and around them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.basics import Bools, Floats, Ints, gather, joined
from boilerclf.features.arrays.hashing import mix, mixed_columns
from boilerclf.features.arrays.tokens import Tokens, tokenize_each
from boilerclf.features.arrays.tree import TOP_TAG, Tree, grow_tree
from boilerclf.features.arrays.vocabulary import rarer_words
from boilerclf.features.columns import ratio
from boilerclf.features.html.headlines import Candidates, find_headline
from boilerclf.features.view import LONG_WORDS, TextView
from boilerclf.lazy import cached_property
from boilerclf.page import CONTROL, EMPHASIS, LINK, Markup, Page
from boilerclf.segment.tags import HEADING_TAGS

STYLES: Final = (LINK, EMPHASIS, CONTROL)
_STYLE_BITS: Final = np.array(STYLES, np.uint8)[:, None]

_HEADING_RANK: Final = np.array([0, 0.6, 0.2, 0, 0, 0, 0], np.float32)
"""What being a heading of each level adds to the overlap with the title, in the search for the
headline. It is found on 0.87 (recipes) to 0.95 (news) of the labelled pages; other sums differ by
less than 0.01."""

_WITHIN: Final = np.float32(0.9)
"""Share of `_HEADING_RANK` that a block gets as a part of a heading of several blocks."""

HEADING_LEVELS: Final = np.zeros(TOP_TAG + 1, np.int64)
HEADING_LEVELS[[*HEADING_TAGS]] = range(1, 7)
"""The level of each element that is a heading, 0 for others; the last is a page's top."""

_HEADING_REACH, _MOST_PIECES = 2, 3
"""How many levels up a heading may be, and how many blocks it may hold, a line above it and all:
more are a part of the page that has the wrong tag."""

_PLACE: Final = np.uint64(100_003)
"""Above the number of any tag or name: numbers below it are told apart by their place."""

_WIDE_SALT: Final = np.uint64(0xD1B54A32D192ED03)

_PAGE_SALT: Final = np.uint64(0x85EBCA6B)
_NAME_BITS: Final = 13


class HtmlView(TextView):
    """The blocks and elements of HTML pages.

    Parameters
    ----------
    pages : sequence of Page
        Pages with markup; those without blocks are left out.

    Raises
    ------
    ValueError
        For a page of plain text.
    """

    _only_first: ClassVar[frozenset[str]] = TextView._only_first.union(
        ("_markups", "styled", "amounts", "name_tokens", "page_words"),
        ("vocabulary",),  # the second pass of plain text reads it
    )
    n_page_words: ClassVar[int] = 2 << _NAME_BITS

    def __init__(self, pages: Sequence[Page]) -> None:
        if any(page.markup is None for page in pages):
            raise ValueError("an HTML page with markup is wanted, this page is plain text")
        super().__init__(pages)
        self._markups: Final[list[Markup]] = [page.markup for page in self.pages if page.markup]

    @cached_property
    def tree(self) -> Tree:
        """The elements of all pages."""
        return grow_tree(self._markups, self.spans)

    @cached_property
    def name_tokens(self) -> Tokens:
        """The words of the tree's names, each name a block."""
        return tokenize_each(self.tree.names, camel=True)

    @cached_property
    def page_words(self) -> tuple[Ints, Ints]:
        """Pages and hashed columns: of the words of names, and above them of what is declared."""
        words, first = self.name_tokens, self.tree.first_name
        last = np.append(first[1:], len(self.tree.names)) - 1
        begins = words.blocks.searchsorted(np.array((first, last)).T.ravel())
        halves = np.arange(len(begins)).repeat(np.diff(begins, append=len(words.blocks)))
        columns = mixed_columns(words.hashes ^ _PAGE_SALT, _NAME_BITS)
        columns += halves << _NAME_BITS
        columns.sort()
        found = columns[np.diff(columns, prepend=-1) > 0]  # a quarter of the time of np.unique
        return found >> (_NAME_BITS + 1), found & (self.n_page_words - 1)

    @cached_property
    def block_flags(self) -> NDArray[np.uint8]:
        """Bits that the reader marked each block with (`boilerclf.page.Markup`)."""
        return joined(self._markups, "block_flags")

    @cached_property
    def n_links(self) -> NDArray[np.int32]:
        """Links that begin in each block."""
        return joined(self._markups, "n_links")

    @cached_property
    def styled(self) -> Floats:
        """Visible characters of each block in links, emphasis and controls, a row each."""
        n_parts = [len(markup.part_starts) for markup in self._markups]
        if not sum(n_parts):
            return np.zeros((len(STYLES), self.n_blocks), np.float32)
        starts = joined(self._markups, "part_starts") + self.text_starts.repeat(n_parts)
        flags = joined(self._markups, "part_flags")
        upto = self.visible_before.take(np.append(starts, len(self.tokens.classes)))
        shown = upto[1:] - upto[:-1]  # white space alone stands before the first part of a page
        # Parts without letters add nothing, and most of the others have no style.
        styled = ((flags != 0) & (shown != 0)).nonzero()[0]
        shown, flags = shown[styled], flags[styled]
        owners = self.starts.searchsorted(starts[styled], "right") - 1
        keys = owners + self.n_blocks * np.arange(len(STYLES))[:, None]
        values = shown * ((flags & _STYLE_BITS) != 0)
        found = np.bincount(keys.ravel(), values.ravel(), len(STYLES) * self.n_blocks)
        return found.reshape(len(STYLES), self.n_blocks).astype(np.float32)

    @cached_property
    def link_density(self) -> Floats:
        """Visible characters in links over visible characters of each block; 0 for none."""
        return ratio(self.styled[0], self.n_visible)

    @cached_property
    def is_control(self) -> Bools:
        """For every block, if all its visible text is in buttons, selections and the like."""
        return np.asarray(self.styled[STYLES.index(CONTROL)] == self.n_visible)

    @cached_property
    def inside(self) -> Floats:
        """The sums of `amounts` over the blocks inside each element, of shape (5, n_elements)."""
        return self.tree.inside(self.amounts)

    @cached_property
    def amounts(self) -> Floats:
        """Five amounts of each block, a row each.

        Words, visible characters, visible characters in links, words if the block is long (else 0),
        and words outside links.
        """
        words = self.n_words
        rows = (words, self.n_visible, self.styled[0], words * (words >= LONG_WORDS), self.n_good)
        return np.array(rows)

    @cached_property
    def n_good(self) -> Floats:
        """Words outside links of each block."""
        return self.n_words * (1 - self.link_density)

    @cached_property
    def is_unseen(self) -> Bools:
        """For every block, if no visitor can bring it to view."""
        return joined(self.pages, "is_unseen")

    @cached_property
    def alike(self) -> tuple[Ints, Bools]:
        """Numbers of the groups that each block is in, and whether its text stood before.

        Groups have the shape (3, n_blocks): blocks of a page have equal numbers in the first row
        if they have the same narrow shape (tags and names of the three innermost elements around
        them), in the second if they have the same wide shape (tags alone of the four innermost),
        in the third if they have the same tokens. The other array, of shape (n_blocks,), is True
        where a block of the same tokens stands before.
        """
        tree = self.tree
        tags = tree.tags.astype(np.uint64)
        names = (tree.name_ids - tree.first_name[tree.spans.page_of]).astype(np.uint64)
        both = tags * _PLACE + names
        element = tree.leaf
        narrow = both[element]
        wide = tags[element]
        for level in range(1, 4):
            element = tree.parents[element]
            wide = wide * _PLACE + tags[element]
            if level < 3:
                narrow = narrow * (_PLACE * _PLACE) + both[element]
        # Mixed, they differ in their high bits, as is quickest to sort: all at once.
        values = np.concatenate((mix(narrow), mix(wide ^ _WIDE_SALT), self.text_hashes))
        blocks = np.concatenate([np.arange(self.n_blocks)] * 3)
        ids, seen_before = self.spans.group_ids(values, blocks)
        return ids.reshape(3, self.n_blocks), seen_before[2 * self.n_blocks :]

    @cached_property
    def n_alike(self) -> Ints:
        """How many blocks each group of `alike` has, for each block: of shape (3, n_blocks)."""
        ids = self.alike[0]
        return gather(np.bincount(ids.ravel()), ids)

    @cached_property
    def title_overlap(self) -> Floats:
        """Share of a block's rarer words in the title, and of the title's in the block.

        A row each, in [0, 1]; 0 where there is no such word.
        """
        words, spans = self.vocabulary, self.spans
        titles = tokenize_each([markup.title for markup in self._markups])
        hashes, pages = rarer_words(titles)
        order = pages.argsort(kind="stable")  # pairs of ideographs stand behind all other words
        hashes, bounds = hashes[order], pages[order].searchsorted(np.arange(spans.n_pages + 1))
        found, n_wanted = np.zeros(len(words.hashes), bool), np.ones(spans.n_pages)
        first_pairs = words.pair_blocks.searchsorted(spans.first_block)  # pairs stand by page
        edges = [*np.append(words.pair_types, len(found))[first_pairs].tolist(), len(found)]
        for page, (first, end) in enumerate(pairwise(edges)):
            wanted = hashes[bounds[page] : bounds[page + 1]]
            if first == end or not len(wanted):
                continue
            n_wanted[page] = len({*wanted.tolist()})
            places = words.hashes[first:end].searchsorted(wanted)
            places = first + np.minimum(places, end - first - 1)
            found[places[words.hashes[places] == wanted]] = True
        pairs = found[words.pair_types]
        covered = np.bincount(words.pair_blocks[pairs], minlength=self.n_blocks)
        return np.array((words.share(pairs), covered / n_wanted[spans.pages]), np.float32)

    @cached_property
    def headline(self) -> Ints:
        """The block of each page that is most likely the headline; -1 where none is.

        As `boilerclf.features.html.headlines` finds it by the overlap with the title and 0.6 for
        ``<h1>``, 0.2 for ``<h2>``, where that sum is above 0.35. A block that nobody sees is none,
        nor is a link to the site's first page.
        """
        return self._headlines[0]

    @property
    def sure_headline(self) -> Ints:
        """The headline of each page that is one for sure; else -1."""
        return np.where(self._headlines[1], self.headline, -1)

    @cached_property
    def _headlines(self) -> tuple[Ints, Bools]:
        overlap, covered = self.title_overlap
        likeness = ratio(2 * overlap * covered, overlap + covered)
        tree, element = self.tree, self.tree.own
        own = level = HEADING_LEVELS[tree.tags[element]]  # its own; then of one that holds it
        for _ in range(_HEADING_REACH):
            element = tree.parents[element]
            is_some = (level == 0) & (tree.end[element] - tree.first[element] <= _MOST_PIECES)
            level = np.where(is_some, HEADING_LEVELS[tree.tags[element]], level)
        score = likeness + np.maximum(_HEADING_RANK[own], _WITHIN * _HEADING_RANK[level])
        score[self.is_unseen] = 0
        is_link = self.link_density == 1
        stories = self.spans.first_highest(self.n_good * ~(self.is_unseen | self.is_control))
        found = []
        for page, markup, (first, end), story in zip(
            self.pages, self._markups, self.spans.edges, stories.tolist(), strict=True
        ):
            blocks = slice(first, end)
            candidates = Candidates(
                page,
                markup,
                score=score[blocks],
                likeness=likeness[blocks],
                covered=covered[blocks],
                level=level[blocks],
                is_link=is_link[blocks],
                story=(story if self.n_words[story] >= LONG_WORDS else end - 1) - first,
            )
            block, is_sure = find_headline(candidates)
            found.append((block + first if block >= 0 else -1, is_sure))
        headlines, are_sure = np.array(found, np.int64).reshape(-1, 2).T
        return headlines, are_sure > 0

    @property
    def headlines(self) -> list[int]:
        """The number of each page's headline among its blocks; -1 where it has none."""
        return [*map(int, np.maximum(self.headline - self.spans.first_block, -1))]
