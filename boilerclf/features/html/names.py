"""Columns of class, id and role names: which kind of part an element says it is.

Names are in English on sites of all languages and say what stands there. Hashed columns
(`boilerclf.features.hashed.path`) know the words of the sites they were fitted on; these columns
know a few dozen words and their compounds, and so carry over to other sites.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.columns import Family, Rows, flags
from boilerclf.features.html.view import HtmlView
from boilerclf.features.lists.names import NAME_WORDS
from boilerclf.segment.tags import TAG_NUMBER

GROUPS: Final = tuple(NAME_WORDS)

_SPACE, _LOWER, _UPPER = np.uint8(32), np.uint8(1), np.uint8(2)
_CASES: Final = np.zeros(128, np.uint8)
_CASES[97:123], _CASES[65:91] = _LOWER, _UPPER

_KEPT: Final = 1 << 14
_LONGEST_KEPT: Final = 32
"""Most words cached; longest word cached."""

_NO_PARTS: Final[dict[str, int]] = {}

_WHOLE_PAGE: Final = (TAG_NUMBER["html"], TAG_NUMBER["body"])
"""Names of these say what the page is, not what a part of it is."""

_EDGE: Final = 3
"""Letters that the shortest beginning and the shortest ending have: most words have no other."""


@cache
def _words() -> tuple[dict[str, int], dict[str, dict[str, int]], dict[str, dict[str, int]]]:
    """Return the groups of whole words, and of beginnings and endings by their outer letters."""
    whole: dict[str, int] = {}
    beginnings: dict[str, dict[str, int]] = {}
    endings: dict[str, dict[str, int]] = {}
    for bit, words in enumerate(NAME_WORDS.values()):
        for word in words.split():
            key = word.strip("*")
            kind = whole
            if word[0] == "*":
                kind = endings.setdefault(key[-_EDGE:], {})
            elif word[-1] == "*":
                kind = beginnings.setdefault(key[:_EDGE], {})
            kind[key] = kind.get(key, 0) | 1 << bit
    return whole, beginnings, endings


def _groups_of_word(word: str) -> int:
    whole, beginnings, endings = _words()
    bits = whole.get(word, 0)
    for beginning, groups in beginnings.get(word[:_EDGE], _NO_PARTS).items():
        if word.startswith(beginning):
            bits |= groups
    for ending, groups in endings.get(word[-_EDGE:], _NO_PARTS).items():
        if word.endswith(ending):
            bits |= groups
    return bits


class _Words(dict[str, int]):
    """The groups of each word seen.

    Threads share it: a value depends on its word alone, and a word that is not there, since
    another thread has cleared all, is worked out again.
    """

    def __missing__(self, word: str) -> int:
        bits = _groups_of_word(word)
        if len(self) >= _KEPT:
            self.clear()
        if len(word) <= _LONGEST_KEPT:
            self[word] = bits
        return bits


_seen_words: Final = _Words()


def _words_of(names: Sequence[str]) -> tuple[list[str], NDArray[np.int64]]:
    """Return the words of all names in lower case, and where those of each name begin.

    A word is a capital and the lower case behind it, or only one of both: what the expression
    ``[A-Z]?[a-z]+|[A-Z]+`` finds.
    """
    codes = np.frombuffer(" ".join(names).encode("ascii", "replace"), np.uint8)
    before = np.zeros(len(codes) + 2, np.uint8)
    case = np.take(_CASES, codes, out=before[2:])
    is_letter = case != 0
    is_first = is_letter & (case != before[1:-1])
    # But for the lower case behind a single capital.
    is_first &= (case != _LOWER) | (before[1:-1] != _UPPER) | (before[:-2] == _UPPER)
    n_words = is_first.cumsum()
    parted = np.full(len(codes) + np.count_nonzero(is_first), _SPACE)
    parted[np.arange(len(codes)) + n_words] = np.where(is_letter, codes | _SPACE, _SPACE)
    lengths = np.fromiter(map(len, names), np.int64, len(names))
    starts = (lengths + 1).cumsum() - lengths - 1
    return parted.tobytes().decode("ascii").split(), np.append(0, n_words)[starts]


def name_groups(names: Sequence[str]) -> NDArray[np.int64]:
    """Return the groups that the words of each name belong to, a bit each.

    Parameters
    ----------
    names : sequence of str
        Class, id and role of elements.

    Returns
    -------
    int64 array of shape (n_names,)
        Bit n is set for group n of `GROUPS`; 0 for an empty name.

    Examples
    --------
    >>> bits = int(name_groups(["postCommentList js-7"])[0])
    >>> [group for bit, group in enumerate(GROUPS) if bits >> bit & 1]
    ['comment', 'article', 'list']
    """
    words, first = _words_of(names)
    bits = np.fromiter(map(_seen_words.__getitem__, words), np.int64, len(words))
    some = np.flatnonzero(np.append(first[1:], len(words)) > first)
    groups = np.zeros(len(names), np.int64)
    if len(some):
        groups[some] = np.bitwise_or.reduceat(bits, first[some])
    return groups


def compute(view: HtmlView) -> Rows:
    """Return the columns of names.

    ``in_..._name`` tells that the innermost element of the block or one around it, up to ``body``,
    has a name of the group; ``near_..._name`` the same of the innermost element, the block's own
    and that one's parent.
    """
    tree = view.tree
    groups = name_groups(tree.name_parts.different)
    near = tree.name_parts.reduced(np.bitwise_or, groups[None])[0, tree.name_ids]
    near *= (tree.tags != _WHOLE_PAGE[0]) & (tree.tags != _WHOLE_PAGE[1])
    own = tree.own
    return (
        tree.any_up(near)[tree.leaf] >> _BITS & 1,
        (near[tree.leaf] | near[own] | near[tree.parents[own]]) >> _BITS & 1,
    )


_BITS: Final = np.arange(len(GROUPS))[:, None]

FAMILY: Final = Family(
    "names",
    (
        *flags(*(f"in_{group}_name" for group in GROUPS)),
        *flags(*(f"near_{group}_name" for group in GROUPS)),
    ),
    compute,
)
