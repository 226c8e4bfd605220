"""The view of HTML pages: their text, their elements, and what stands in and around them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.gathering import gather
from boilerclf.features.arrays.hashing import mix
from boilerclf.features.arrays.tokens import Tokens, tokenize_each
from boilerclf.features.arrays.tree import TOP_TAG, Tree, grow_tree
from boilerclf.features.arrays.vocabulary import rarer_words
from boilerclf.features.columns import as_columns, ratio
from boilerclf.features.html.home_links import leads_home
from boilerclf.features.html.title_parts import folded, is_named, title_parts
from boilerclf.features.view import LONG_WORDS, TextView
from boilerclf.lazy import cached_property
from boilerclf.page import CONTROL, EMPHASIS, LINK, Markup, Page
from boilerclf.segment.tags import TAG_NUMBER

STYLES: Final = (LINK, EMPHASIS, CONTROL)

_HEADING_RANK: Final = {"h1": 0.6, "h2": 0.2}
"""What being such a heading adds to the overlap with the title, in the search for the headline. It
is found on 0.87 (recipes) to 0.95 (news) of the labelled pages; other sums differ by less than
0.01."""

_HEADLINE_FLOOR: Final = 0.35
"""The sum above which a block is a headline."""

_SURE_HEADLINE: Final = 0.8
"""The sum above which an ``<h1>`` or ``<h2>`` is one for sure. Other elements with the words of the
title are often a site's name, or the last in a path of links."""

_MAY_BE_LINK: Final = np.isin(
    np.arange(TOP_TAG + 1), [TAG_NUMBER[tag] for tag in ("h1", "h2", "h3")]
)
"""By the number of a tag, if a link in such an element may be the name of the page."""

_MOST_LOGOS: Final = 8
"""How many links to a site's first page may look like the headline; with more there is none."""

_PLACE: Final = np.uint64(100_003)
"""Above the number of any tag or name: numbers below it are told apart by their place."""

_WIDE_SALT: Final = np.uint64(0xD1B54A32D192ED03)


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

    _only_first: ClassVar[frozenset[str]] = TextView._only_first | {
        "_markups",
        "styled",
        "name_tokens",
        "vocabulary",  # the second pass of plain text reads it
    }

    def __init__(self, pages: Sequence[Page]) -> None:
        if any(page.markup is None for page in pages):
            message = "an HTML page with markup is wanted, this page is plain text"
            raise ValueError(message)
        super().__init__(pages)
        self._markups: Final[list[Markup]] = [page.markup for page in self.pages if page.markup]

    def _of_blocks(self, name: str) -> NDArray[Any]:
        if not self._markups:
            return np.zeros(0, np.uint8)
        return np.concatenate([getattr(markup, name) for markup in self._markups])

    @cached_property
    def tree(self) -> Tree:
        """The elements of all pages."""
        return grow_tree(self._markups, self.spans)

    @cached_property
    def name_tokens(self) -> Tokens:
        """The words of the tree's names, each name a block."""
        return tokenize_each(self.tree.names, camel=True)

    @cached_property
    def block_flags(self) -> NDArray[np.uint8]:
        """Bits that the reader marked each block with (`boilerclf.page.Markup`)."""
        return self._of_blocks("block_flags")

    @cached_property
    def n_links(self) -> NDArray[np.int32]:
        """Links that begin in each block."""
        return self._of_blocks("n_links")

    @cached_property
    def styled(self) -> NDArray[np.float32]:
        """Visible characters of each block in links, emphasis and controls, a row each."""
        n_parts = [len(markup.part_starts) for markup in self._markups]
        if not sum(n_parts):
            return np.zeros((len(STYLES), self.n_blocks), np.float32)
        starts = np.concatenate([markup.part_starts for markup in self._markups])
        starts = starts + np.repeat(self.text_starts, n_parts)
        flags = np.concatenate([markup.part_flags for markup in self._markups])
        upto = self.visible_before.take(np.append(starts, len(self.tokens.classes)))
        shown = upto[1:] - upto[:-1]  # white space alone stands before the first part of a page
        # Parts without letters add nothing, and most of the others have no style.
        styled = ((flags != 0) & (shown != 0)).nonzero()[0]
        shown, flags = shown[styled], flags[styled]
        owners = self.starts.searchsorted(starts[styled], "right") - 1
        return as_columns(
            *(np.bincount(owners, shown * ((flags & s) != 0), self.n_blocks) for s in STYLES)
        ).T

    @cached_property
    def link_density(self) -> NDArray[np.float32]:
        """Visible characters in links over visible characters of each block; 0 for none."""
        return ratio(self.styled[0], self.n_visible)

    @cached_property
    def inside(self) -> NDArray[np.float32]:
        """Words, visible characters, those in links, words of long blocks and words outside links.

        Sums over the blocks inside each element, of shape (5, n_elements).
        """
        words = self.n_words
        rows = (words, self.n_visible, self.styled[0], words * (words >= LONG_WORDS), self.n_good)
        return self.tree.inside(np.array(rows))

    @cached_property
    def n_good(self) -> NDArray[np.float32]:
        """Words outside links of each block."""
        return self.n_words * (1 - self.link_density)

    @cached_property
    def page_words(self) -> NDArray[np.float64]:
        """Words of each page, 1 at least."""
        return np.maximum(self.spans.total(self.n_words), 1.0)

    @cached_property
    def is_unseen(self) -> NDArray[np.bool_]:
        """For every block, if no visitor can bring it to view."""
        return np.concatenate([np.zeros(0, bool), *(page.is_unseen for page in self.pages)])

    @cached_property
    def alike(self) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Numbers of groups of blocks, of shape (3, n_blocks): equal for blocks of one group.

        Blocks of a page are in one group if they have the same narrow shape, tag and name of the
        three innermost elements around them; the same wide one, the tags alone of the four
        innermost; or the same tokens. Also whether a block of the same tokens stands before each.
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
        ids, seen_before = self.spans.group_ids(
            values, np.concatenate([np.arange(self.n_blocks)] * 3)
        )
        return ids.reshape(3, self.n_blocks), seen_before[2 * self.n_blocks :]

    @cached_property
    def n_alike(self) -> NDArray[np.int64]:
        """How many blocks each group of `alike` has, for each block: of shape (3, n_blocks)."""
        ids = self.alike[0]
        return gather(np.bincount(ids.ravel()), ids)

    @cached_property
    def title_overlap(self) -> NDArray[np.float32]:
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
    def headline(self) -> NDArray[np.int64]:
        """The block of each page that is most likely the headline; -1 where none is.

        The first one with the highest sum of its overlap with the title and of 0.6 for ``<h1>``,
        0.2 for ``<h2>``, where that is above 0.35. A block that nobody sees is none, nor is a link
        to the site's first page, nor the site's name above the name of the page: the last part of
        the title, if a later such block is called after its first part, has as many of its words,
        and is ``<h1>`` to ``<h3>`` or more than a link.
        """
        best, score, _ = self._best_headline
        return np.where(score > _HEADLINE_FLOOR, best, -1)

    @property
    def sure_headline(self) -> NDArray[np.int64]:
        """The headline of each page if an ``<h1>`` or ``<h2>`` whose sum is above 0.8; else -1."""
        best, score, rank = self._best_headline
        return np.where((rank > 0) & (score > _SURE_HEADLINE), best, -1)

    @cached_property
    def _best_headline(
        self,
    ) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]:
        """The block of each page with the highest sum, that sum, and what its tag adds to it."""
        overlap, covered = self.title_overlap
        rank = np.zeros(len(overlap), np.float32)
        tags = self.tree.tags[self.tree.own]
        for tag, bonus in _HEADING_RANK.items():
            rank[tags == TAG_NUMBER[tag]] = bonus
        score = ratio(2 * overlap * covered, overlap + covered) + rank
        score[self.is_unseen] = 0
        best = self.spans.first_highest(score)
        for page, block in enumerate(best.tolist()):
            best[page] = self._past_site_name(page, self._past_logos(page, block, score), score)
        return best, score[best], rank[best]

    def _past_logos(self, page: int, best: int, score: NDArray[np.float32]) -> int:
        """Return a page's best block; none that is but a link to the site's first page."""
        first, end = int(self.spans.first_block[page]), int(self.spans.end_block[page])
        markup = self._markups[page]
        for _ in range(_MOST_LOGOS):
            is_linked = score[best] > _HEADLINE_FLOOR and self.link_density[best] == 1
            if not is_linked or not leads_home(markup, best - first):
                return best
            score[best] = 0
            best = first + int(score[first:end].argmax())
        score[best] = 0
        return best

    def _past_site_name(self, page: int, best: int, score: NDArray[np.float32]) -> int:
        """Return a page's best block, or the one with the page's name if it has the site's.

        A title has the site's name last, or first: what stands below the text is no headline.
        """
        parts = title_parts(self._markups[page].title)
        if len(parts) < 2 or parts[0] == parts[-1] or score[best] <= _HEADLINE_FLOOR:
            return best
        first, end = int(self.spans.first_block[page]), int(self.spans.end_block[page])
        text_of = self.pages[page].block_text
        if folded(text_of(best - first)) != parts[-1]:
            return best
        is_text = self.n_words[best + 1 : end] >= LONG_WORDS
        is_text &= ~self.is_unseen[best + 1 : end]
        end = best + 1 + int(is_text.argmax()) if is_text.any() else end
        later, covered = slice(best + 1, end), self.title_overlap[1]
        is_some = (score[later] > _HEADLINE_FLOOR) & (covered[later] >= covered[best])
        is_some &= (self.link_density[later] < 1) | _MAY_BE_LINK[
            self.tree.tags[self.tree.own[later]]
        ]
        named = [
            block
            for block in (best + 1 + is_some.nonzero()[0]).tolist()
            if is_named(text_of(block - first), parts[0])
        ]
        return max(named, key=score.__getitem__, default=best)

    @property
    def headlines(self) -> list[int]:
        """The number of each page's headline among its blocks; -1 where it has none."""
        found = np.where(self.headline < 0, -1, self.headline - self.spans.first_block)
        return [int(headline) for headline in found]
