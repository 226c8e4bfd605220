"""Words and two-word phrases of groups, counted in all blocks at once by their hashes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.hashing import hash_pairs
from boilerclf.features.arrays.tokens import Tokens, tokenize_each

_FILTER_BITS: Final = 18
"""Size of the table that most words are ruled out by: 256 Ki bytes for some 10,000 phrases."""


class PhraseTable:
    """Counts phrases by group.

    Parameters
    ----------
    groups : mapping of str to sequence of str
        Phrases of one token or two by the name of their group; a phrase of two groups counts for
        the first.

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

    def __init__(self, groups: Mapping[str, Sequence[str]]) -> None:
        phrases = [(phrase, number) for number, its in enumerate(groups.values()) for phrase in its]
        tokens = tokenize_each([phrase for phrase, _ in phrases])
        first = np.searchsorted(tokens.blocks, np.arange(len(phrases)))
        n_tokens = np.bincount(tokens.blocks, minlength=len(phrases))
        if (is_wrong := (n_tokens < 1) | (n_tokens > 2)).any():
            wrong = [phrases[place][0] for place in np.flatnonzero(is_wrong)]
            raise ValueError(f"phrases of one token or two are counted, not {wrong[:3]}")
        hashes = tokens.hashes[first].copy()
        two = np.flatnonzero(n_tokens > 1)
        hashes[two] = hash_pairs(tokens.hashes[first[two]], tokens.hashes[first[two] + 1])
        self._n_groups = len(groups)
        self._known, where = np.unique(hashes, return_index=True)
        self._groups = np.array([number for _, number in phrases])[where]
        self._filter = np.zeros(1 << _FILTER_BITS, bool)
        self._filter[self._known >> np.uint64(64 - _FILTER_BITS)] = True

    def _lookup(self, hashes: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return which of the hashes are phrases, and the group of each of those."""
        keys = (hashes >> np.uint64(64 - _FILTER_BITS)).view(np.int64)
        maybe = self._filter.take(keys).nonzero()[0]
        place = np.minimum(np.searchsorted(self._known, hashes[maybe]), len(self._known) - 1)
        found = self._known[place] == hashes[maybe]
        return maybe[found], self._groups[place[found]]

    def count(self, tokens: Tokens, n_blocks: int) -> NDArray[np.float32]:
        """Count the phrases of each group in each block."""
        words, word_groups = self._lookup(tokens.hashes)
        pairs, pair_groups = self._lookup(hash_pairs(tokens.hashes[:-1], tokens.hashes[1:]))
        inside = tokens.blocks[pairs] == tokens.blocks[pairs + 1]
        places = np.concatenate((words, pairs[inside]))
        groups = np.concatenate((word_groups, pair_groups[inside]))
        hits = np.bincount(
            groups * n_blocks + tokens.blocks[places], minlength=n_blocks * self._n_groups
        )
        return hits.reshape(self._n_groups, n_blocks).astype(np.float32)
