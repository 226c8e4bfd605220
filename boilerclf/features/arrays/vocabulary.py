"""The rarer words of pages: which blocks have which of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.basics import Doubles, Floats, Hashes, Ints, changes, gather
from boilerclf.features.arrays.characters import CharClass
from boilerclf.features.arrays.hashing import hash_pairs
from boilerclf.features.arrays.page_spans import PageSpans
from boilerclf.features.arrays.tokens import Tokens
from boilerclf.features.columns import ratio

_SHORTEST: Final = 4
"""Letters from which a word counts as rare enough: most function words are shorter."""

_SHORTEST_HANGUL: Final = 2
_HANGUL: Final = (0xAC00, 0xD7A4)
"""Syllables of Korean: what is a word of six letters elsewhere has two or three of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The rarer words of each page: of four letters and more, and pairs of ideographs.

    Parameters
    ----------
    pair_types, pair_blocks : int64 arrays of shape (n_pairs,)
        Each word once for each block that has it; a word of two pages is two words.
    pair_counts : float64 array of shape (n_pairs,)
        How often the block has it.
    type_blocks : int64 array of shape (n_types,)
        How many blocks have each word.
    hashes : uint64 array of shape (n_types,)
        The words' hashes, ascending within each page.
    n_tokens : float32 array of shape (n_blocks,)
        The rarer words of each block.
    """

    pair_types: Ints
    pair_blocks: Ints
    pair_counts: Doubles
    type_blocks: Ints
    hashes: Hashes
    n_tokens: Floats

    def share(self, values: NDArray[Any]) -> Floats:
        """Average a value of each pair over the tokens of each block; 0 for a block without."""
        total = np.bincount(self.pair_blocks, values * self.pair_counts, len(self.n_tokens))
        return ratio(total.astype(np.float32), self.n_tokens)


def rarer_words(tokens: Tokens) -> tuple[Hashes, Ints]:
    """Return hash and block of each rarer word.

    That is, of words of four characters and more that do not begin with a digit, of Korean ones of
    two and more, and of pairs of ideographs that touch.
    """
    classes = tokens.first_classes
    lengths = tokens.ends - tokens.starts
    is_long = (lengths >= _SHORTEST) & (classes != CharClass.DIGIT.value)
    if len(letters := (classes == CharClass.LETTER.value).nonzero()[0]):
        first = tokens.codes[tokens.starts[letters]]
        is_hangul = (first >= _HANGUL[0]) & (first < _HANGUL[1])
        is_long[letters] |= is_hangul & (lengths[letters] >= _SHORTEST_HANGUL)
    is_wide = classes == CharClass.IDEOGRAPH.value
    if not np.count_nonzero(is_wide):
        places = is_long.nonzero()[0]
        return gather(tokens.hashes, places), gather(tokens.blocks, places)
    is_long &= ~is_wide
    wide = (is_wide[1:] & is_wide[:-1]).nonzero()[0]
    wide = wide[tokens.ends[wide] == tokens.starts[wide + 1]]
    hashes = tokens.hashes
    return (
        np.concatenate((hashes[is_long], hash_pairs(hashes[wide], hashes[wide + 1]))),
        np.concatenate((tokens.blocks[is_long], tokens.blocks[wide])),
    )


def vocabulary(hashes: Hashes, blocks: Ints, spans: PageSpans) -> Vocabulary:
    """Collect the rarer words of each page, of which `rarer_words` gives hash and block."""
    order, is_type = spans.grouped(hashes, blocks)  # each word's blocks stay in order
    in_order = gather(blocks, order)
    edges = np.append(is_type | changes(in_order), np.True_).nonzero()[0]
    pairs = edges[:-1]
    types = gather(is_type.cumsum(), pairs) - 1
    return Vocabulary(
        pair_types=types,
        pair_blocks=in_order[pairs],
        pair_counts=(edges[1:] - pairs).astype(np.float64),
        type_blocks=np.bincount(types),
        hashes=gather(hashes, order[is_type]),
        n_tokens=np.bincount(blocks, minlength=spans.n_blocks).astype(np.float32),
    )
