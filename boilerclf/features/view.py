"""What feature families read: one page, or several that share a pass, as arrays.

What several families need is a property of the view, computed when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, ClassVar, Final, Self

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.basics import Bools, Floats, Hashes, Ints, gather, joined
from boilerclf.features.arrays.characters import N_CLASSES, CharClass
from boilerclf.features.arrays.page_spans import PageSpans, page_spans
from boilerclf.features.arrays.phrases import PhraseTable
from boilerclf.features.arrays.tokens import Tokens, tokenize
from boilerclf.features.arrays.vocabulary import Vocabulary, rarer_words, vocabulary
from boilerclf.features.columns import ratio
from boilerclf.features.lists.phrases import KEYWORD_GROUPS, read_phrases
from boilerclf.lazy import cached_property
from boilerclf.page import Page

LONG_WORDS: Final = 15
"""Words from which a block counts as long (jusText's default for a good block is in this range)."""

_NOISE: Final = np.array([group not in {"date", "commerce"} for group in KEYWORD_GROUPS])
"""Dates and goods stand in content as well."""

_IDEOGRAPH_WORDS: Final = 0.5
_UNSPACED_WORDS: Final = 0.2
"""Words per character; a Chinese word averages two, a Thai one five."""

_WIDE_MARKS: Final = 0x2FFF
"""A terminal mark above it ends a sentence without a space after it."""


class TextView:
    r"""The text of pages.

    Parameters
    ----------
    pages : sequence of Page
        Pages of one kind; those without blocks are left out.

    Examples
    --------
    >>> from boilerclf.segment import segment_text
    >>> view = TextView([segment_text("Two words\n3 more"), segment_text("One.")])
    >>> view.n_words.tolist(), view.spans.page_of.tolist()
    ([2.0, 2.0, 1.0], [0, 0, 1])
    """

    _only_first: ClassVar[frozenset[str]] = frozenset(
        {"pages", "text", "tokens", "token_edges", "counts"}
        | {"phrase_counts", "rarer_words", "visible_before"}
    )
    """Attributes that only the first pass needs and that take much memory."""

    n_page_words: ClassVar[int] = 0
    """How many columns the words of a page are hashed to; 0 where a page has none."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages: Final = [page for page in pages if page.n_blocks]
        self.spans: Final[PageSpans] = page_spans([page.n_blocks for page in self.pages])
        self.n_blocks: Final[int] = self.spans.n_blocks
        """The number of blocks of all pages."""
        self.text: Final = "\n".join([page.text for page in self.pages])
        lengths = np.array([len(page.text) + 1 for page in self.pages], np.int64)
        self.text_starts: Final = lengths.cumsum() - lengths
        """Where each page's text begins."""
        begins = self.text_starts[self.spans.page_of]
        self.starts: Final[Ints] = joined(self.pages, "starts") + begins
        self.ends: Final[Ints] = joined(self.pages, "ends") + begins

    def for_second_pass(self) -> Self:
        """Return a view of what was computed so far, but for what only the first pass needs."""
        view = object.__new__(type(self))
        view.__dict__.update({k: v for k, v in self.__dict__.items() if k not in self._only_first})
        return view

    def stretches(self) -> Iterator[tuple[slice, Self]]:
        """Yield consecutive blocks and a view of them, as many as are computed at a time."""
        yield slice(0, self.n_blocks), self

    def notes(self) -> Any:  # noqa: ANN401  # each kind of view knows its own
        """Return what a stretch of a long page hands to the view of the whole page."""

    def take_in(self, found: Sequence[tuple[slice, Any]]) -> None:
        """Take over the notes of each stretch; nothing to do where the view is its only stretch."""

    @property
    def page_words(self) -> tuple[Ints, Ints]:
        """Pages and hashed columns of their words, each once; none for plain text."""
        none = np.empty(0, np.int64)
        return none, none

    @property
    def headlines(self) -> list[int]:
        """The number of each page's headline among its blocks; -1 where it has none."""
        return [-1] * self.spans.n_pages

    def count(self, blocks: NDArray[np.signedinteger]) -> Floats:
        """Count how often each block occurs among block numbers; `n_blocks` stands for none."""
        return np.bincount(blocks, minlength=self.n_blocks)[: self.n_blocks].astype(np.float32)

    @cached_property
    def tokens(self) -> Tokens:
        """The characters and words of all blocks."""
        return tokenize(self.text, self.starts, self.ends)

    @cached_property
    def counts(self) -> Floats:
        """Characters of each class in each block, of shape (N_CLASSES, n_blocks)."""
        n = self.n_blocks + 1  # the last for what stands in no block
        # Most characters are small letters: they are what is left of a block's length.
        others = (self.tokens.classes != CharClass.LOWER.value).nonzero()[0]
        keys = gather(self.tokens.classes, others).astype(np.int64)
        keys *= n
        keys += gather(self.tokens.block_of, others)
        counts = np.bincount(keys, minlength=n * N_CLASSES).reshape(N_CLASSES, n)[:, :-1]
        counts[CharClass.LOWER] = self.ends - self.starts - np.add.reduce(counts)
        return np.asarray(counts, np.float32)

    @cached_property
    def n_visible(self) -> Floats:
        """Visible characters of each block: all classes but white space."""
        return np.asarray(self.ends - self.starts - self.counts[CharClass.SPACE], np.float32)

    @cached_property
    def visible_before(self) -> NDArray[np.int32]:
        """The visible characters before each character, and of all: (n_characters + 1,)."""
        n_visible = np.zeros(len(self.tokens.classes) + 1, np.int32)
        (self.tokens.classes != CharClass.SPACE.value).cumsum(out=n_visible[1:])
        return n_visible

    @cached_property
    def visible_ends(self) -> tuple[Ints, Ints]:
        """Offsets of each block's first and last visible character; its start where it has none."""
        is_visible = self.tokens.classes != CharClass.SPACE.value
        if not len(is_visible):
            return self.starts, self.starts
        # Most blocks end with a line break or none, and few have other white space at an end.
        last = self.ends - 1
        last = np.maximum(last - ~is_visible.take(last, mode="clip"), self.starts)
        if len(places := (~is_visible.take(last, mode="clip")).nonzero()[0]):
            upto = self.visible_before[self.ends[places]]
            last[places] = self.visible_before.searchsorted(upto) - 1
        first = self.starts.copy()
        if len(places := (~is_visible.take(first, mode="clip")).nonzero()[0]):
            upto = self.visible_before[self.starts[places]]
            first[places] = self.visible_before.searchsorted(upto, "right") - 1
        if len(bare := (first > last).nonzero()[0]):
            first[bare] = last[bare] = self.starts[bare]
        return first, last

    @cached_property
    def token_edges(self) -> Ints:
        """The first token of each block, and last the number of all: of shape (n_blocks + 1,)."""
        return np.asarray(self.tokens.blocks.searchsorted(np.arange(self.n_blocks + 1)))

    @cached_property
    def n_tokens(self) -> Floats:
        """Tokens of each block."""
        return (self.token_edges[1:] - self.token_edges[:-1]).astype(np.float32)

    @cached_property
    def n_words(self) -> Floats:
        """Words of each block.

        Tokens, but half a word for an ideograph and a fifth for each character of another script
        without spaces.
        """
        ideographs, unspaced = self.counts[CharClass.IDEOGRAPH : CharClass.UNSPACED + 1]
        if not (np.count_nonzero(ideographs) or np.count_nonzero(unspaced)):
            return self.n_tokens
        letters = self.tokens.first_classes
        spaced = (letters != CharClass.IDEOGRAPH.value) & (letters != CharClass.UNSPACED.value)
        n_words = self.count(self.tokens.blocks[spaced])
        n_words += np.float32(_IDEOGRAPH_WORDS) * ideographs
        n_words += np.float32(_UNSPACED_WORDS) * unspaced
        return n_words

    @cached_property
    def ends_sentence(self) -> Bools:
        """True for blocks whose last visible character is terminal punctuation."""
        return np.asarray(self.tokens.classes[self.visible_ends[1]] == CharClass.TERMINAL.value)

    @cached_property
    def n_sentences(self) -> Floats:
        """Sentence ends of each block: terminal punctuation before a space or at its end."""
        tokens = self.tokens
        terminal = (tokens.classes == CharClass.TERMINAL.value).nonzero()[0]
        blocks = tokens.block_of[terminal]
        after = tokens.classes[np.minimum(terminal + 1, len(tokens.classes) - 1)]
        is_end = (
            (tokens.codes[terminal] > _WIDE_MARKS)
            | (after == CharClass.SPACE.value)
            | (terminal == self.visible_ends[1].take(blocks, mode="clip"))
        )
        return self.count(blocks[is_end])

    @cached_property
    def title_case_share(self) -> Floats:
        """Tokens that begin with an upper-case letter over all tokens of each block."""
        is_capital = self.tokens.first_classes == CharClass.UPPER.value
        return self.share_of_tokens(is_capital.nonzero()[0])

    def share_of_tokens(self, chosen: Ints) -> Floats:
        """Return the chosen tokens over all tokens of each block; 0 for one without."""
        return ratio(self.count(gather(self.tokens.blocks, chosen)), self.n_tokens)

    @staticmethod
    @cache
    def _phrases() -> PhraseTable:
        keywords, more = read_phrases("keywords"), read_phrases("more_keywords")
        keywords = {group: (*phrases, *more[group]) for group, phrases in keywords.items()}
        return PhraseTable(keywords, read_phrases("notices"))

    @cached_property
    def phrase_counts(self) -> Floats:
        """Keywords, then notices, of each group in each block: they are looked up together."""
        return self._phrases().count(self.tokens, self.n_blocks)

    @property
    def keyword_counts(self) -> Floats:
        """Keywords of each group in each block, of shape (n_groups, n_blocks)."""
        return self.phrase_counts[: len(KEYWORD_GROUPS)]

    @cached_property
    def n_noise_keywords(self) -> Floats:
        """Keywords of all groups that speak for noise, in each block."""
        return np.asarray(np.add.reduce(self.keyword_counts[_NOISE]))

    @property
    def notice_counts(self) -> Floats:
        """Phrases of notices in each block, sure ones and likely ones, of shape (2, n_blocks)."""
        return self.phrase_counts[len(KEYWORD_GROUPS) :]

    @cached_property
    def rarer_words(self) -> tuple[Hashes, Ints]:
        """Hash and block of each rarer word (`boilerclf.features.arrays.vocabulary`)."""
        return rarer_words(self.tokens)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The rarer words of each page."""
        return vocabulary(*self.rarer_words, self.spans)

    @cached_property
    def text_hashes(self) -> Hashes:
        """A number for each block, equal for blocks of the same tokens; 0 for one without."""
        return self.sums_of_tokens(self.tokens.hashes)

    def sums_of_tokens(self, hashes: Hashes) -> Hashes:
        """Return the sum of each block's tokens, given a hash for each of them."""
        sums = np.zeros(len(hashes) + 1, np.uint64)
        hashes.cumsum(out=sums[1:])
        of_edges = gather(sums, self.token_edges)
        return of_edges[1:] - of_edges[:-1]
