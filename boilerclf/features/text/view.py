"""The view of plain text, a line a block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final, Self

import numpy as np

from boilerclf.features.arrays.basics import Bools, Floats, Hashes, Ints, changes, gather
from boilerclf.features.arrays.characters import CharClass
from boilerclf.features.arrays.phrases import PhraseTable
from boilerclf.features.lists.phrases import KEYWORD_GROUPS, read_phrases
from boilerclf.features.text.shapes import shapes_of_lines
from boilerclf.features.text.shown import as_shown
from boilerclf.features.view import LONG_WORDS, TextView
from boilerclf.lazy import cached_property
from boilerclf.page import Page

SENTENCE_WORDS: Final = 8.0
"""Words from which a line that ends in terminal punctuation counts as a sentence."""

_SPACED: Final = [CharClass.LOWER, CharClass.UPPER, CharClass.LETTER, CharClass.IDEOGRAPH]

_STRETCH: Final = 1 << 18
"""Characters of a long page that are looked at at a time: some 50 bytes of memory each."""

_OF_LINES: Final = (
    *("n_words", "ends_sentence", "is_bulleted", "title_case_share"),
    *("text_hashes", "name_hashes", "announces_others", "shapes", "speaks_for_noise"),
)
"""What is told of a line by itself and needed of the whole page."""


class LineView(TextView):
    """The lines of plain-text pages.

    Long lines of scripts that write no full stop, such as Thai, are read as if they ended in one,
    and as if each 15 words of them were a sentence. What does not show is left out
    (`boilerclf.features.text.shown`).
    """

    def __init__(self, pages: Sequence[Page]) -> None:
        super().__init__(as_shown(pages))

    @property
    def is_long(self) -> bool:
        """True for a long page, which is not looked at as a whole."""
        return len(self.pages) == 1 and len(self.text) > _STRETCH

    def stretches(self) -> Iterator[tuple[slice, Self]]:
        """Yield consecutive lines and a view of them: few at a time of a long page."""
        if not self.is_long:
            yield from super().stretches()
            return
        (page,) = self.pages
        first = 0
        while first < self.n_blocks:
            begins = int(self.starts[first])
            end = max(int(self.ends.searchsorted(begins + _STRETCH, "right")), first + 1)
            few = slice(first, end)
            text = self.text[begins : int(self.ends[end - 1])]
            lines = None if page.lines is None else page.lines[few]
            starts, ends = self.starts[few] - begins, self.ends[few] - begins
            yield few, type(self)([Page("text", text, starts, ends, lines)])
            first = end

    def take_in(self, found: Sequence[tuple[slice, dict[str, Any]]]) -> None:
        """Take what was noted of the stretches of a long page, the first of them first."""
        for name in _OF_LINES:
            self.__dict__[name] = np.concatenate([notes[name] for _, notes in found])
        hashes = [notes["rarer_words"][0] for _, notes in found]
        blocks = [few.start + notes["rarer_words"][1] for few, notes in found]
        self.__dict__["rarer_words"] = np.concatenate(hashes), np.concatenate(blocks)

    def notes(self) -> dict[str, Any]:
        """Return what is told of lines by themselves and needed of the whole page."""
        return {name: getattr(self, name) for name in (*_OF_LINES, "rarer_words")}

    @staticmethod
    @cache
    def _phrases() -> PhraseTable:
        # Lines have columns of words, beside which ``more_keywords.txt`` brings nothing.
        return PhraseTable(read_phrases("keywords"), read_phrases("notices"))

    @cached_property
    def speaks_for_noise(self) -> Bools:
        """True for lines with a keyword of noise or a phrase of notices."""
        return np.asarray((self.n_noise_keywords > 0) | (self.notice_counts > 0).any(axis=0))

    @cached_property
    def announces_others(self) -> Bools:
        """True for short lines without a full stop that announce other pages, as "Read also"."""
        says = self.keyword_counts[KEYWORD_GROUPS.index("related")] > 0
        return np.asarray(says & (self.n_words < SENTENCE_WORDS) & ~self.ends_sentence)

    @cached_property
    def shapes(self) -> Hashes:
        """A number for each short line with a digit, equal for lines of one shape; 0 for others."""
        lines = ((self.counts[CharClass.DIGIT] > 0) & (self.n_words < LONG_WORDS)).nonzero()[0]
        shapes = np.zeros(self.n_blocks, np.uint64)
        shapes[lines] = shapes_of_lines(self.tokens, self.starts[lines], self.ends[lines])
        return shapes

    @cached_property
    def name_hashes(self) -> Hashes:
        """A number for each line, equal for lines of the same tokens but for numbers before them.

        0 for a line that is nothing but numbers, and for one without tokens.
        """
        tokens = self.tokens
        others = np.append(0, (tokens.first_classes != CharClass.DIGIT.value).cumsum())
        is_lead = others[1:] == gather(others, gather(self.token_edges, tokens.blocks))
        return self.sums_of_tokens(tokens.hashes * ~is_lead)

    @cached_property
    def _unstopped(self) -> Ints:
        """The long lines that are mostly of a script without full stops."""
        unspaced = self.counts[CharClass.UNSPACED]
        if not np.count_nonzero(unspaced):
            return np.zeros(0, np.int64)
        others = self.counts[_SPACED].sum(axis=0)
        return np.flatnonzero((unspaced > others) & (self.n_words >= SENTENCE_WORDS))

    @cached_property
    def ends_sentence(self) -> Bools:
        """True for lines whose last visible character is, or is read as, terminal punctuation."""
        found = super().ends_sentence
        found[self._unstopped] = True
        return found

    @cached_property
    def n_sentences(self) -> Floats:
        """Sentence ends of each line, those that its script does not write included."""
        found = super().n_sentences
        at = self._unstopped
        found[at] = np.maximum(found[at], np.ceil(self.n_words[at] / LONG_WORDS))
        return found

    @cached_property
    def line_numbers(self) -> Ints:
        """1-based numbers of the lines in their page; gaps are blank lines."""
        numbers = (
            np.arange(1, page.n_blocks + 1) if page.lines is None else page.lines
            for page in self.pages
        )
        return np.concatenate([np.zeros(0, np.int64), *numbers])

    @cached_property
    def is_bulleted(self) -> Bools:
        """True for lines whose first visible character is a bullet or a dash."""
        first = self.tokens.classes[self.visible_ends[0]]
        return np.asarray((first == CharClass.BULLET.value) | (first == CharClass.DASH.value))

    @cached_property
    def is_sentence(self) -> Bools:
        """True for lines of `SENTENCE_WORDS` words and more that end a sentence."""
        return self.ends_sentence & (self.n_words >= SENTENCE_WORDS)

    @cached_property
    def run_of(self) -> Ints:
        """The number of each line's run, from 0 on.

        Consecutive lines that are no sentences are one run; each sentence is a run of its own, and
        each page begins a new run.
        """
        begins = self.is_sentence.copy()
        begins[1:] |= self.is_sentence[:-1]
        begins[self.spans.first_block] = True
        begins[:1] = False
        return begins.cumsum()

    @cached_property
    def begins_in_run(self) -> Bools:
        """Tell of each pair of word and block of the vocabulary if it begins the word's run."""
        words = self.vocabulary  # whose pairs are sorted by word, then by block
        return changes(words.pair_types) | changes(gather(self.run_of, words.pair_blocks))
