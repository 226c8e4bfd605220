"""Which words of a block recur elsewhere: a story's lines share words, strangers do not.

Sources: lexical cohesion after Hearst 1997, "TextTiling"; overlap with the title after Gottron
2008, "Content Code Blurring", and the title heuristics of readability tools.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.characters import Kind
from boilerclf.features.columns import Column, as_columns, counts, ratio, ratios
from boilerclf.features.hashing import hash_pairs
from boilerclf.features.length import LONG_WORDS
from boilerclf.features.pages import Pages
from boilerclf.features.tree import numbered
from boilerclf.features.view import TextView, Tokens, tokenize

_SHORTEST: Final = 4
"""Letters from which a word counts as rare enough: most function words are shorter."""

COLUMNS: Final[tuple[Column, ...]] = (
    *ratios("recurring_share", "recurring_in_long_share"),
    *counts(31.0, "n_recurring"),
)
TITLE_COLUMNS: Final[tuple[Column, ...]] = (*ratios("title_overlap", "title_covered"),)
SECOND_COLUMNS: Final[tuple[Column, ...]] = (
    *ratios("trusted_share", "trusted_others_share"),
    *counts(31.0, "n_trusted"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The rarer words of each page: letters of four and more, pairs of ideographs.

    Parameters
    ----------
    pair_types, pair_blocks : int64 arrays of shape (n_pairs,)
        Each word once for each block that has it; a word of two pages is two words.
    pair_counts : int64 array of shape (n_pairs,)
        How often the block has it.
    type_blocks : int64 array of shape (n_types,)
        How many blocks have each word.
    hashes : uint64 array of shape (n_types,)
        The words' hashes, ascending within each page.
    n_tokens : float32 array of shape (n_blocks,)
        The rarer words of each block.
    pages : Pages
        Whose the blocks are.
    """

    pair_types: NDArray[np.int64]
    pair_blocks: NDArray[np.int64]
    pair_counts: NDArray[np.int64]
    type_blocks: NDArray[np.int64]
    hashes: NDArray[np.uint64]
    n_tokens: NDArray[np.float32]
    pages: Pages

    @property
    def n_blocks(self) -> int:
        """The number of blocks."""
        return len(self.n_tokens)

    def share(self, values: NDArray[Any]) -> NDArray[np.float32]:
        """Average a value of each pair over the tokens of each block; 0 for a block without."""
        total = np.bincount(self.pair_blocks, values * self.pair_counts, self.n_blocks)
        return ratio(total.astype(np.float32), self.n_tokens)


def _rare(view: Tokens) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return hash and block of each rarer word."""
    kinds = view.token_kinds
    long_ = (view.token_ends - view.token_starts >= _SHORTEST) & (kinds != Kind.DIGIT.value)
    is_wide = kinds == Kind.IDEOGRAPH.value
    if not is_wide.any():
        return view.token_hashes[long_], view.token_blocks[long_]
    long_ &= ~is_wide
    wide = np.flatnonzero(is_wide[1:] & is_wide[:-1])
    wide = wide[view.token_ends[wide] == view.token_starts[wide + 1]]
    hashes = view.token_hashes
    return (
        np.concatenate((hashes[long_], hash_pairs(hashes[wide], hashes[wide + 1]))),
        np.concatenate((view.token_blocks[long_], view.token_blocks[wide])),
    )


def vocabulary(view: TextView) -> Vocabulary:
    """Collect the rarer words of each page.

    Parameters
    ----------
    view : TextView
        The pages' text.

    Returns
    -------
    Vocabulary
        All arrays empty where there is no such word.
    """
    rare, blocks = _rare(view)
    n_tokens = np.bincount(blocks, minlength=view.n_blocks).astype(np.float32)
    order, is_type = view.pages.grouped(rare, blocks)  # each word's blocks stay in order
    blocks = blocks[order]
    is_pair = is_type.copy()
    is_pair[1:] |= blocks[1:] != blocks[:-1]
    pairs = np.flatnonzero(is_pair)
    types = is_type.cumsum()[pairs] - 1
    return Vocabulary(
        pair_types=types,
        pair_blocks=blocks[pairs],
        pair_counts=np.append(pairs[1:], len(rare))[: len(pairs)] - pairs,
        type_blocks=np.bincount(types),
        hashes=rare[order[is_type]],
        n_tokens=n_tokens,
        pages=view.pages,
    )


def cohesion(words: Vocabulary, n_words: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the cohesion columns.

    ``recurring_share`` is the share of a block's rarer words that other blocks have too,
    ``recurring_in_long_share`` that other blocks of 15 words and more have; ``n_recurring`` the
    number of the former.

    Parameters
    ----------
    words : Vocabulary
        The page's rarer words.
    n_words : float32 array of shape (n_blocks,)
        Words of each block.

    Returns
    -------
    float32 array of shape (n_blocks, 3)
        In the order of `COLUMNS`; 0 for a block without rarer words.
    """
    recurs = words.type_blocks[words.pair_types] > 1
    long_ = n_words[words.pair_blocks] >= LONG_WORDS
    n_long = np.bincount(words.pair_types, long_, len(words.hashes))[words.pair_types]
    share = words.share(recurs)
    return as_columns(share, words.share(n_long > long_), share * words.n_tokens)


def title_overlap(words: Vocabulary, title: str) -> NDArray[np.float32]:
    """Return how much of a block is in the page's title, and of the title in the block.

    Parameters
    ----------
    words : Vocabulary
        The page's rarer words.
    title : str
        The text of ``<title>``.

    Returns
    -------
    float32 array of shape (n_blocks, 2)
        ``title_overlap``: rarer words of the block that the title has over all of the block's;
        ``title_covered``: rarer words of the title that the block has over all of the title's. In
        [0, 1]; 0 where there is no such word.
    """
    rare = _rare(tokenize(title, np.zeros(1, np.int64), np.array([len(title)])))[0]
    wanted = rare[numbered(rare)[1]]  # numpy.unique would load numpy.ma
    if not len(wanted) or not len(words.hashes):
        return np.zeros((words.n_blocks, 2), np.float32)
    place = np.minimum(words.hashes.searchsorted(wanted), len(words.hashes) - 1)
    in_title = np.zeros(len(words.hashes), bool)
    in_title[place[words.hashes[place] == wanted]] = True
    found = in_title[words.pair_types]
    covered = np.bincount(words.pair_blocks[found], minlength=words.n_blocks) / len(wanted)
    return as_columns(words.share(found), covered)


def trusted(words: Vocabulary, probability: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return how many of a block's rarer words stand in other blocks that are trusted.

    Parameters
    ----------
    words : Vocabulary
        The page's rarer words.
    probability : float64 array of shape (n_blocks,)
        First-pass probabilities of content.

    Returns
    -------
    float32 array of shape (n_blocks, 3)
        ``trusted_share``: mean over the block's rarer words of the highest trust they find
        elsewhere, at most 1; ``trusted_others_share``: mean of the other blocks' mean
        probability; ``n_trusted``: the first times the number of rarer words.
    """
    types = words.pair_types
    own = probability[words.pair_blocks]
    mass = np.bincount(types, own, len(words.hashes))[types] - own
    share = words.share(np.minimum(mass, 1.0))
    mean = words.share(mass / np.maximum(words.type_blocks[types] - 1, 1))
    return as_columns(share, mean, share * words.n_tokens)
