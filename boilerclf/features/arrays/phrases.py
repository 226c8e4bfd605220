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

_ALONE: Final = np.uint8(1)
_FIRST: Final = np.uint8(2)
_SECOND: Final = np.uint8(4)
_BOTH: Final = np.uint8(8)
"""What a hash stands for: a phrase of one token, the first of two, the second, or two together."""


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
        hashes = tokens.hashes[first]
        two = np.flatnonzero(n_tokens > 1)
        second = tokens.hashes[first[two] + 1]
        both = hash_pairs(hashes[two], second)
        self._filter = np.zeros(1 << _FILTER_BITS, np.uint8)
        for kind, its in (
            (_ALONE, hashes[n_tokens == 1]),
            (_FIRST, hashes[two]),
            (_SECOND, second),
            (_BOTH, both),
        ):
            self._filter[_keys(its)] |= kind
        hashes[two] = both
        self._n_groups = len(groups)
        self._known, where = np.unique(hashes, return_index=True)
        self._groups = np.array([number for _, number in phrases])[where]

    def count(self, tokens: Tokens, n_blocks: int) -> NDArray[np.float32]:
        """Count the phrases of each group in each block."""
        hashes, blocks = tokens.hashes, tokens.blocks
        kinds = self._filter.take(_keys(hashes))
        words = (kinds & _ALONE > 0).nonzero()[0]
        pairs = (kinds[:-1] & (kinds[1:] >> 1) & _FIRST > 0).nonzero()[0]
        pairs = pairs[blocks[pairs] == blocks[pairs + 1]]
        both = hash_pairs(hashes[pairs], hashes[pairs + 1])
        likely = (self._filter.take(_keys(both)) & _BOTH > 0).nonzero()[0]
        places = np.concatenate((words, pairs[likely]))
        wanted = np.concatenate((hashes[words], both[likely]))
        at = np.minimum(self._known.searchsorted(wanted), len(self._known) - 1)
        found = (self._known[at] == wanted).nonzero()[0]
        hits = np.bincount(
            self._groups[at[found]] * n_blocks + blocks[places[found]],
            minlength=n_blocks * self._n_groups,
        )
        return hits.reshape(self._n_groups, n_blocks).astype(np.float32)


def _keys(hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
    return (hashes >> np.uint64(64 - _FILTER_BITS)).view(np.int64)
