"""Words and two-word phrases of groups, counted in all blocks at once by their hashes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from boilerclf.features.arrays.basics import Floats, gather
from boilerclf.features.arrays.hashing import hash_pairs, high_bits
from boilerclf.features.arrays.tokens import Tokens, tokenize_each

_FILTER_BITS: Final = 18
"""Size of the table that most words are ruled out by: 256 Ki bytes for some 30,000 phrases."""

_ALONE, _FIRST, _SECOND, _BOTH = (np.uint8(1 << bit) for bit in range(4))
"""What a hash stands for: a phrase of one token, the first of two, the second, or two together."""


class PhraseTable:
    """Counts phrases by group.

    Parameters
    ----------
    lists : mappings of str to sequence of str
        Phrases of one token or two by the name of their group; a phrase of two groups of a list
        counts for the first.

    Raises
    ------
    ValueError
        A phrase has no token, or more than two.

    Examples
    --------
    >>> table = PhraseTable({"consent": ["cookies", "accept all"], "legal": ["terms of"]})
    >>> table.count(tokenize_each(["Accept all cookies"]), 1).tolist()
    [[2.0], [0.0]]
    """

    def __init__(self, *lists: Mapping[str, Sequence[str]]) -> None:
        groups = [(n, phrases) for n, by_name in enumerate(lists) for phrases in by_name.values()]
        phrases = [phrase for _, listed in groups for phrase in listed]
        sizes = [len(listed) for _, listed in groups]
        tokens = tokenize_each(phrases)
        first = np.searchsorted(tokens.blocks, np.arange(len(phrases)))
        n_tokens = np.bincount(tokens.blocks, minlength=len(phrases))
        if wrong := [text for text, n in zip(phrases, n_tokens, strict=True) if n not in {1, 2}]:
            raise ValueError(f"phrases of one token or two are counted, not {wrong[:3]}")
        hashes = tokens.hashes[first]
        two = np.flatnonzero(n_tokens > 1)
        second = tokens.hashes[first[two] + 1]
        both = hash_pairs(hashes[two], second)
        self._filter = np.zeros(1 << _FILTER_BITS, np.uint8)
        alone = hashes[n_tokens == 1]
        for bit, some in ((_ALONE, alone), (_FIRST, hashes[two]), (_SECOND, second), (_BOTH, both)):
            self._filter[high_bits(some, _FILTER_BITS)] |= bit
        hashes[two] = both
        self._n_groups = len(groups)
        self._known, place = np.unique(hashes, return_inverse=True)
        # The group of each phrase in each list; one more for a list that lacks it.
        self._groups = np.full((len(lists), len(self._known)), len(groups))
        of_group = np.repeat(np.arange(len(groups)), sizes)
        of_list = np.repeat([number for number, _ in groups], sizes)
        np.minimum.at(self._groups, (of_list, place), of_group)

    def count(self, tokens: Tokens, n_blocks: int) -> Floats:
        """Count the phrases of each group in each block; groups of all lists, in their order."""
        hashes, blocks = tokens.hashes, tokens.blocks
        kinds = gather(self._filter, high_bits(hashes, _FILTER_BITS))
        words = (kinds & _ALONE > 0).nonzero()[0]
        pairs = (kinds[:-1] & (kinds[1:] >> 1) & _FIRST > 0).nonzero()[0]
        pairs = pairs[blocks[pairs] == blocks[pairs + 1]]
        both = hash_pairs(hashes[pairs], hashes[pairs + 1])
        likely = (gather(self._filter, high_bits(both, _FILTER_BITS)) & _BOTH > 0).nonzero()[0]
        places = np.concatenate((words, pairs[likely]))
        wanted = np.concatenate((hashes[words], both[likely]))
        at = np.minimum(self._known.searchsorted(wanted), len(self._known) - 1)
        found = (self._known[at] == wanted).nonzero()[0]
        hits = self._groups[:, at[found]] * n_blocks + blocks[places[found]]
        counts = np.bincount(hits.ravel(), minlength=n_blocks * (self._n_groups + 1))
        return counts.reshape(self._n_groups + 1, n_blocks)[:-1].astype(np.float32)
