"""Hashes of the words, pairs of words, grams and shapes of blocks, and of the words of pages.

Source: hashed word columns after Weinberger et al. 2009.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.basics import Doubles, Floats, Hashes, Ints, changes, gather
from boilerclf.features.arrays.characters import CharClass
from boilerclf.features.arrays.hashing import (
    GRAM,
    hash_beginnings,
    hash_grams,
    hash_pairs,
    high_bits,
    mix,
    mixed_columns,
)
from boilerclf.features.view import TextView

_GRAM_VALUE: Final = 0.75

_TOKENS_AT_ONCE: Final = 1 << 15
"""Tokens that are looked up at a time where nothing keeps their columns: these stay in cache."""

_SHAPE_LENGTH: Final = 12
"""Characters at either end of a block whose kinds make its shape."""

_SHAPE_STEPS: Final = np.arange(_SHAPE_LENGTH // 2)[:, None]
_SHAPE_SHIFTS: Final = (np.uint64(5) * np.arange(_SHAPE_LENGTH // 2, dtype=np.uint64))[::-1, None]
"""Five bits a kind, the outermost one highest."""

_FIRST_SALT: Final = np.uint64(0x27D4EB2F165667C5)
_LAST_SALT: Final = np.uint64(0x85EBCA77C2B2AE63)
_WORD_SALT: Final = np.uint64(0x165667B19E3779F9)

_GRAM_SALT: Final = np.uint64(0xC2B2AE3D27D4EB4F)
_STEM_SALT: Final = np.uint64(0x94D049BB133111EB)

_NUMBER: Final = np.uint64(0xA0761D6478BD642F)
"""All numbers of one length count as one word."""


@dataclass(frozen=True, slots=True, eq=False)
class WordTokens:
    """The hashes of each block's words, pairs and shape.

    Parameters
    ----------
    hashes : uint64 array of shape (n_tokens,)
        Hashes of words, of pairs of words, of the first and last word, and of shapes.
    blocks : int64 array of shape (n_tokens,)
        The block of each.
    values : float32 array of shape (n_tokens,)
        1 over the square root of the number of the block's words, so that a long block's words
        together weigh as much as a short one's; 0.5 for what a block has once.
    n_words : int
        How many tokens are of words: the first ones. Those after them are of shapes.
    runs : int64 array of shape (n_runs,)
        Where tokens of one block begin, for tokens that stand together by block.
    n_in_runs : int
        How many those are, the first ones.
    owners : int64 array of shape (n_runs + n_tokens - n_in_runs,)
        The block of each run, then that of each token after the runs.
    n_blocks : int
        How many blocks there are.
    """

    hashes: Hashes
    blocks: Ints
    values: Floats
    n_words: int
    runs: Ints
    n_in_runs: int
    owners: Ints
    n_blocks: int

    def scores(self, weights: Floats, salt: np.uint64 | None = None) -> Doubles:
        """Sum the weights of each block's tokens, each times its value.

        With a salt those of the tokens in another role, which has other columns.
        """
        products = np.empty(len(self.hashes))
        n_bits = len(weights).bit_length() - 1
        for start in range(0, len(products), _TOKENS_AT_ONCE):
            few = slice(start, start + _TOKENS_AT_ONCE)
            hashes = self.hashes[few]
            if salt is None:
                columns = high_bits(hashes, n_bits)
            else:
                columns = mixed_columns(hashes ^ salt, n_bits)
            products[few] = gather(weights, columns) * self.values[few]
        of_runs = np.add.reduceat(products[: self.n_in_runs], self.runs)
        terms = np.concatenate((of_runs, products[self.n_in_runs :]))
        return np.bincount(self.owners, terms, self.n_blocks).astype(np.float64, copy=False)


def word_tokens(view: TextView) -> WordTokens:
    """Return the hashes of each block's words, pairs of words, first and last word, and shapes.

    All numbers of the same length are one word.
    """
    tokens = view.tokens
    words, blocks = tokens.hashes.copy(), tokens.blocks
    numbers = (tokens.first_classes == CharClass.DIGIT.value).nonzero()[0]
    lengths = tokens.ends[numbers] - tokens.starts[numbers]
    words[numbers] = mix(lengths.astype(np.uint64) + _NUMBER)
    is_edge = np.ones(len(blocks) + 1, bool)  # where a block's first word follows another's last
    np.not_equal(blocks[1:], blocks[:-1], out=is_edge[1:-1])
    together = (~is_edge[1:-1]).nonzero()[0]
    pairs = gather(hash_pairs(words[:-1], words[1:]), together)
    first, last = is_edge[:-1].nonzero()[0], is_edge[1:].nonzero()[0]
    has_pair = last > first
    first_pairs = first - np.arange(len(first))  # a block has a pair less than words
    every = np.arange(view.n_blocks)
    of_edges = np.concatenate((blocks[first], blocks[last], every, every))
    of_tokens = np.concatenate((blocks, gather(blocks, together), of_edges))
    n_in_runs = len(words) + len(pairs)
    weight = 1 / np.sqrt(np.maximum(view.n_tokens, 1))
    values = np.full(len(of_tokens), 0.5, np.float32)
    values[:n_in_runs] = gather(weight, of_tokens[:n_in_runs])
    edges = mix(words[first] + _FIRST_SALT), mix(words[last] + _LAST_SALT)
    return WordTokens(
        hashes=np.concatenate((mix(words + _WORD_SALT), pairs, *edges, *_shapes(view))),
        blocks=of_tokens,
        values=values,
        n_words=n_in_runs + len(first) + len(last),
        runs=np.concatenate((first, len(words) + first_pairs[has_pair])),
        n_in_runs=n_in_runs,
        owners=np.concatenate((blocks[first], blocks[first[has_pair]], of_edges)),
        n_blocks=view.n_blocks,
    )


def gram_tokens(view: TextView) -> WordTokens:
    """Return the hashes of all runs of four characters inside a block, spaces and marks included.

    White space behind its last visible character is left out. A value is 0.75 over the square root
    of the number of the block's grams.

    References
    ----------
    Cavnar and Trenkle 1994, "N-Gram-Based Text Categorization", section 2: grams need no list of
    words and bear inflection.
    """
    n_grams, values = _grams_of(view)
    owners = np.arange(view.n_blocks).repeat(n_grams)
    places = np.arange(len(owners)) + (view.starts - n_grams.cumsum() + n_grams)[owners]
    return WordTokens(
        hashes=mix(_salted_grams(view.tokens.codes))[places],
        blocks=owners,
        values=values.astype(np.float32)[owners],
        n_words=len(places),
        runs=places[:0],
        n_in_runs=0,
        owners=owners,
        n_blocks=view.n_blocks,
    )


def gram_scores(view: TextView, weights: Floats) -> Doubles:
    """Sum the weights of each block's grams, as `gram_tokens` has them, without keeping any."""
    codes = view.tokens.codes
    found = np.empty(max(len(codes) - GRAM + 1, 0) + 1)
    found[-1] = 0
    n_bits = len(weights).bit_length() - 1
    for start in range(0, len(found) - 1, _TOKENS_AT_ONCE):
        grams = _salted_grams(codes[start : start + _TOKENS_AT_ONCE + GRAM - 1])
        found[start : start + len(grams)] = gather(weights, mixed_columns(grams, n_bits))
    n_grams, values = _grams_of(view)
    some = n_grams.nonzero()[0]
    edges = np.stack((view.starts[some], view.starts[some] + n_grams[some]), axis=1)
    scores = np.zeros(view.n_blocks)
    if len(some):
        scores[some] = np.add.reduceat(found, edges.ravel())[::2] * values[some]
    return scores


def _grams_of(view: TextView) -> tuple[Ints, Doubles]:
    """Return how many grams each block has, and the value of each of them."""
    n_grams = np.maximum(view.visible_ends[1] - view.starts - (GRAM - 2), 0)
    return n_grams, _GRAM_VALUE / np.sqrt(np.maximum(n_grams, 1))


def _salted_grams(codes: NDArray[np.uint32]) -> Hashes:
    hashes = mix(hash_grams(codes))
    hashes += _GRAM_SALT
    return hashes


def page_stems(view: TextView) -> tuple[Hashes, Ints]:
    """Return the hashes of the first four letters of all words of each page, and their pages.

    Each once a page, ascending within it.

    Examples
    --------
    >>> from boilerclf.segment import segment_text
    >>> len(page_stems(TextView([segment_text("Rainy rains")]))[0])
    1
    """
    tokens = view.tokens
    stems = tokens.hashes.copy()
    longer = (tokens.ends - tokens.starts > GRAM).nonzero()[0]
    stems[longer] = hash_beginnings(tokens.codes, tokens.starts[longer])
    stems = mix(stems + _STEM_SALT)
    page_of = gather(view.spans.page_of, tokens.blocks)
    for first, end in pairwise(page_of.searchsorted(np.arange(view.spans.n_pages + 1)).tolist()):
        stems[first:end].sort()
    new = (changes(stems) | changes(page_of)).nonzero()[0]
    return gather(stems, new), gather(page_of, new)


def _shapes(view: TextView) -> tuple[Hashes, Hashes]:
    """Hash the kinds of characters at the start and at the end, runs of one kind counted once."""
    classes = view.tokens.classes
    changed = changes(classes)
    changed[:1] = classes[:1] != CharClass.SPACE.value  # as if a line break stood before the text
    place = changed.nonzero()[0]
    start = place.searchsorted(view.visible_ends[0])
    end = place.searchsorted(view.visible_ends[1], "right")
    # One entry more, 0, for what lies beyond the block.
    kinds = np.zeros(len(place) + 1, np.uint8)
    np.add(gather(classes, place), np.uint8(1), out=kinds[:-1])
    ahead, behind = start + _SHAPE_STEPS, end - 1 - _SHAPE_STEPS
    inside = np.array((ahead < end, behind >= start))
    codes = gather(kinds, np.where(inside, (ahead, behind), len(place))).astype(np.uint64)
    head, tail = np.bitwise_or.reduce(codes << _SHAPE_SHIFTS, axis=1)
    return mix(head + np.uint64(1 << 40)), mix(tail + np.uint64(1 << 41))
