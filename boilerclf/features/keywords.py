"""Keyword groups: consent, sharing, navigation, legal lines and others, counted by hash.

Source: the idea of word lists for noise is Spousta et al. 2008 ("Victor", section 3); the lists
are ours (`boilerclf.features.vocabulary`).
"""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.columns import Column, as_columns, counts, ratios
from boilerclf.features.hashing import hash_pairs
from boilerclf.features.view import TextView, view_text
from boilerclf.features.vocabulary import KEYWORDS

GROUPS: Final[tuple[str, ...]] = tuple(KEYWORDS)

COLUMNS: Final[tuple[Column, ...]] = (
    *counts(7.0, *(f"n_{group}_keywords" for group in GROUPS)),
    *ratios(*(f"{group}_keyword_share" for group in GROUPS), top=0.5),
)

_FILTER_BITS: Final = 16
"""Size of the table that most words are ruled out by: 64 Ki bytes for some 2,000 phrases."""


@cache
def _phrases() -> tuple[NDArray[np.bool_], NDArray[np.uint64], NDArray[np.int64]]:
    """Return the filter, the sorted hashes of all phrases, and their groups."""
    phrases = [
        (" ".join(phrase.split()), number)
        for number, group in enumerate(GROUPS)
        for phrase in KEYWORDS[group].split(",")
    ]
    lengths = np.array([len(phrase) for phrase, _ in phrases])
    ends = (lengths + 1).cumsum() - 1
    view = view_text("\n".join(phrase for phrase, _ in phrases), ends - lengths, ends)
    first = np.searchsorted(view.token_blocks, np.arange(len(phrases)))
    n_tokens = np.bincount(view.token_blocks, minlength=len(phrases))
    hashes = view.token_hashes[first].copy()
    two = np.flatnonzero(n_tokens > 1)
    hashes[two] = hash_pairs(view.token_hashes[first[two]], view.token_hashes[first[two] + 1])
    unique, where = np.unique(hashes, return_index=True)
    groups = np.array([number for _, number in phrases])[where]
    table = np.zeros(1 << _FILTER_BITS, bool)
    table[unique >> np.uint64(64 - _FILTER_BITS)] = True
    return table, unique, groups


def _lookup(hashes: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return which of the hashes are phrases, and the group of each of those."""
    table, known, groups = _phrases()
    maybe = table.take((hashes >> np.uint64(64 - _FILTER_BITS)).view(np.int64)).nonzero()[0]
    place = np.minimum(np.searchsorted(known, hashes[maybe]), len(known) - 1)
    found = known[place] == hashes[maybe]
    return maybe[found], groups[place[found]]


def keywords(view: TextView) -> NDArray[np.float32]:
    """Return the keyword columns.

    ``n_..._keywords`` counts the words and two-word phrases of the group;
    ``..._keyword_share`` is that count over the block's tokens.

    Parameters
    ----------
    view : TextView
        The page's text.

    Returns
    -------
    float32 array of shape (n_blocks, 2 * n_groups)
        In the order of `COLUMNS`; zeros for an empty block.

    Examples
    --------
    >>> text = "Accept all cookies"
    >>> found = keywords(view_text(text, np.array([0]), np.array([len(text)])))
    >>> dict(zip((c.name for c in COLUMNS), found[0].tolist()))["n_consent_keywords"]
    2.0
    """
    words, word_groups = _lookup(view.token_hashes)
    pairs, pair_groups = _lookup(hash_pairs(view.token_hashes[:-1], view.token_hashes[1:]))
    inside = view.token_blocks[pairs] == view.token_blocks[pairs + 1]
    places = np.concatenate((words, pairs[inside]))
    groups = np.concatenate((word_groups, pair_groups[inside]))
    hits = np.bincount(
        groups * view.n_blocks + view.token_blocks[places], minlength=view.n_blocks * len(GROUPS)
    )
    found = hits.reshape(len(GROUPS), view.n_blocks).astype(np.float32)
    return as_columns(found, found / np.maximum(view.n_tokens, 1))
