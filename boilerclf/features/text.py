"""All columns of plain-text pages: what the two passes of the text model see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features import (
    cohesion,
    keywords,
    length,
    lines,
    position,
    punctuation,
    runs,
    second,
)
from boilerclf.features.characters import Kind
from boilerclf.features.columns import N_KNOTS, Column, KnotScale, counts
from boilerclf.features.context import context, context_columns
from boilerclf.features.hashing import mix
from boilerclf.features.pages import Pages, pages_of
from boilerclf.features.view import TextView, view_text
from boilerclf.features.words import WordTokens, gram_tokens, page_stems, word_tokens
from boilerclf.page import Page

_OWN: Final = (
    *length.COLUMNS,
    *punctuation.COLUMNS,
    *keywords.COLUMNS,
    *position.COLUMNS,
    *cohesion.COLUMNS,
    *lines.COLUMNS,
    *runs.COLUMNS,
    *counts(7.0, "n_noise_keywords"),
)
_PLACE: Final = {column.name: number for number, column in enumerate(_OWN)}
_NOISE_KEYWORDS: Final = np.array(
    [_PLACE[f"n_{name}_keywords"] for name in keywords.GROUPS if name not in {"date", "commerce"}]
)
_NEIGHBOUR_VALUES: Final = np.array(
    [
        _PLACE[name]
        for name in (
            "n_words",
            "last_terminal",
            "title_case_share",
            "n_sentences",
            "n_noise_keywords",
            "n_commas",
            "digit_density",
            "first_bullet",
            "first_lower",
            "recurring_share",
            "n_glued",
            "n_date_keywords",
        )
    ]
)

_MARK: Final = {column.name: number for number, column in enumerate(punctuation.COLUMNS)}
_SIZE: Final = {column.name: number for number, column in enumerate(length.COLUMNS)}

FIRST_COLUMNS: Final[tuple[Column, ...]] = (
    *_OWN,
    *context_columns(tuple(_OWN[place] for place in _NEIGHBOUR_VALUES)),
)
_ALONG: Final = np.array(
    [
        number
        for number, column in enumerate(second.NEIGHBOUR_COLUMNS)
        if not column.name.startswith(("page_", "content_words", "best_run", "mass"))
    ]
)
"""Columns about a block; those about its page tell sites apart and overfit to few of them."""

SECOND_COLUMNS: Final[tuple[Column, ...]] = (
    *(second.NEIGHBOUR_COLUMNS[number] for number in _ALONG.tolist()),
    *cohesion.SECOND_COLUMNS,
    *runs.SECOND_COLUMNS,
)

_OWN_SCALE: Final = KnotScale(_OWN)
_SECOND_SCALE: Final = KnotScale(SECOND_COLUMNS)

_NEIGHBOUR_SALTS: Final = (np.uint64(0x9FB21C651E98DF25), np.uint64(0xD6E8FEB86659FD93))
_NEIGHBOUR_VALUE: Final = np.float32(0.5)
"""What a neighbour's word is worth beside one of the block's own."""


@dataclass(frozen=True, slots=True, eq=False)
class TextFeatures:
    """What the model reads of one plain-text page, or of several that share a pass.

    Parameters
    ----------
    knots : float32 array of shape (n_blocks, n_columns)
        The first pass's dense columns, in units of knots.
    n_words : float32 array of shape (n_blocks,)
        Words of each block.
    words, grams : WordTokens
        The hashed columns; those of `words` stand for the neighbours' words too.
    stems : uint64 array of shape (n_stems,)
        Hashes of each page's word beginnings, each once: columns that all its blocks share.
    stem_pages : int64 array of shape (n_stems,)
        The page of each.
    vocabulary : Vocabulary
        The pages' rarer words.
    run_of : int64 array of shape (n_blocks,)
        The run of lines that each block stands in.
    pages : Pages
        Whose the blocks are.
    """

    knots: NDArray[np.float32]
    n_words: NDArray[np.float32]
    words: WordTokens
    grams: WordTokens
    stems: NDArray[np.uint64]
    stem_pages: NDArray[np.int64]
    vocabulary: cohesion.Vocabulary
    run_of: NDArray[np.int64]
    pages: Pages

    def _placed(self) -> tuple[tuple[WordTokens, int], ...]:
        """Return the tokens as the block's own, the next block's and the previous one's."""
        own = self.words
        return (
            (self.grams, 0),
            (own, 0),
            (_salted(own, _NEIGHBOUR_SALTS[0]), 1),
            (_salted(own, _NEIGHBOUR_SALTS[1]), -1),
        )

    def hashed_scores(self, weights: NDArray[np.float32]) -> NDArray[np.float64]:
        """Sum the weights of each block's hashed columns, its neighbours' and its page's included.

        Parameters
        ----------
        weights : float32 array of shape (2**n_bits,)
            A weight for each hashed column.

        Returns
        -------
        float64 array of shape (n_blocks,)
            The sums.
        """
        total = np.zeros(self.words.n_blocks)
        for words, step in self._placed():
            total += _shifted(words.scores(weights), step, self.pages)
        columns, values = self.page_entries(len(weights).bit_length() - 1)
        of_page = np.bincount(self.stem_pages, weights[columns] * values, self.pages.n_pages)
        return total + of_page[self.pages.page_of]

    def page_entries(self, n_bits: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the hashed columns that all blocks of a page share, and their values.

        Parameters
        ----------
        n_bits : int
            Binary logarithm of the number of hashed columns.

        Returns
        -------
        int64 and float32 arrays of shape (n_stems,)
            The squares of a page's values add up to 1: a long page weighs what a short one does.
        """
        values = 1 / np.sqrt(np.maximum(np.bincount(self.stem_pages), 1))
        columns = (self.stems >> np.uint64(64 - n_bits)).astype(np.int64)
        return columns, values.astype(np.float32)[self.stem_pages]

    def hashed_entries(
        self, n_bits: int, *, masked: bool = False
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
        """Return blocks, hashed columns and values, as training needs them.

        Parameters
        ----------
        n_bits : int
            Binary logarithm of the number of hashed columns.
        masked : bool, default: False
            Leave out words and pairs of words: shapes alone.

        Returns
        -------
        tuple of two int64 arrays and a float32 array of shape (n_entries,)
            A block may have one column several times; what all blocks share is left out.
        """
        blocks, columns, values = [], [], []
        for words, step in self._placed():
            place = words.blocks + step
            inside = (place >= self.pages.low[words.blocks]) & (
                place < self.pages.high[words.blocks]
            )
            if masked:
                inside &= ~words.is_word
            blocks.append(place[inside])
            columns.append(words.columns(n_bits)[inside])
            values.append(words.values[inside])
        return np.concatenate(blocks), np.concatenate(columns), np.concatenate(values)


def _salted(words: WordTokens, salt: np.uint64) -> WordTokens:
    return WordTokens(
        mix(words.hashes ^ salt),
        words.blocks,
        words.values * _NEIGHBOUR_VALUE,
        words.is_word,
        words.n_blocks,
    )


def _shifted(values: NDArray[np.float64], step: int, pages: Pages) -> NDArray[np.float64]:
    if step == 0:
        return values
    moved = np.zeros_like(values)
    if step > 0:
        moved[step:] = values[:-step]
        moved[pages.first_block] = 0
    else:
        moved[:step] = values[-step:]
        moved[pages.end_block - 1] = 0
    return moved


def _read_as_stopped(
    view: TextView, sizes: NDArray[np.float32], marks: NDArray[np.float32]
) -> None:
    """Read long lines of scripts that write no full stop, such as Thai, as if they ended in one.

    In place: ``last_terminal`` becomes 1, and a sentence is counted for each 15 words.
    """
    if not view.counts[:, Kind.UNSPACED].any():
        return
    letters = view.counts[:, [Kind.LOWER, Kind.UPPER, Kind.LETTER, Kind.IDEOGRAPH]].sum(axis=1)
    lines_ = np.flatnonzero(
        (view.counts[:, Kind.UNSPACED] > letters) & (view.n_words >= lines.SENTENCE_WORDS)
    )
    marks[lines_, _MARK["last_terminal"]] = 1
    at = lines_, _SIZE["n_sentences"]
    sizes[at] = np.maximum(sizes[at], np.ceil(view.n_words[lines_] / length.LONG_WORDS))


def text_features(*pages: Page) -> TextFeatures:
    """Compute the first pass's columns of a plain-text page, or of several in one pass.

    Parameters
    ----------
    pages : Page
        Pages without markup; what becomes of one does not depend on the others, as long as they
        are those of a `boilerclf.features.featurizer.Featurizer.parts`.

    Returns
    -------
    TextFeatures
        A page without blocks adds nothing.
    """
    view = _joined(pages)
    words = cohesion.vocabulary(view)
    marks = punctuation.punctuation(view)
    sizes = length.length(view)
    _read_as_stopped(view, sizes, marks)
    found = keywords.keywords(view)
    stopped = marks[:, _MARK["last_terminal"]] > 0
    run_of = runs.run_numbers(lines.is_sentence(view.n_words, stopped), view.pages)
    own = np.concatenate(
        (
            sizes,
            marks,
            found,
            position.position(view.n_words, view.pages),
            cohesion.cohesion(words, view.n_words),
            lines.lines(
                view.n_words,
                stopped,
                (marks[:, _MARK["first_bullet"]] > 0) | (marks[:, _MARK["first_dash"]] > 0),
                marks[:, _MARK["title_case_share"]] > 0.6,
                view.block_hashes(),
                np.concatenate([_line_numbers(page) for page in pages]),
                view.pages,
            ),
            runs.runs(words, run_of),
            np.zeros((view.n_blocks, 1), np.float32),
        ),
        axis=1,
    )
    own[:, -1] = own.T[_NOISE_KEYWORDS].sum(axis=0)
    own_knots = _OWN_SCALE(own)
    values = own_knots.T[_NEIGHBOUR_VALUES] / (N_KNOTS - 1)
    near = context(values.T, view.pages)
    near *= N_KNOTS - 1
    stems, stem_pages = page_stems(view)
    return TextFeatures(
        knots=np.concatenate((own_knots, near), axis=1),
        n_words=view.n_words,
        words=word_tokens(view),
        grams=gram_tokens(view),
        stems=stems,
        stem_pages=stem_pages,
        vocabulary=words,
        run_of=run_of,
        pages=view.pages,
    )


def _joined(pages: Sequence[Page]) -> TextView:
    """View the pages as one text, a line break between any two."""
    lengths = [page.n_blocks for page in pages]
    offsets = [0, *accumulate(len(page.text) + 1 for page in pages[:-1])]
    offset_of = np.repeat(offsets, lengths)
    return view_text(
        "\n".join([page.text for page in pages]),
        np.concatenate([page.starts for page in pages]) + offset_of,
        np.concatenate([page.ends for page in pages]) + offset_of,
        pages_of(lengths),
    )


def _line_numbers(page: Page) -> NDArray[np.int64]:
    return page.lines if page.lines is not None else np.arange(1, page.n_blocks + 1)


def text_second(features: TextFeatures, probability: NDArray[np.float64]) -> NDArray[np.float32]:
    """Compute the second pass's own columns of the same plain-text pages.

    Parameters
    ----------
    features : TextFeatures
        The pages' first-pass columns.
    probability : float64 array of shape (n_blocks,)
        First-pass probabilities of content.

    Returns
    -------
    float32 array of shape (n_blocks, n_columns)
        In the order of `SECOND_COLUMNS`, in units of knots.
    """
    along = second.neighbours(probability, features.n_words, features.pages).T[_ALONG].T
    return _SECOND_SCALE(
        np.concatenate(
            (
                along,
                cohesion.trusted(features.vocabulary, probability),
                runs.trusted_runs(features.vocabulary, features.run_of, probability),
            ),
            axis=1,
        )
    )
