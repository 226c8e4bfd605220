"""Columns of class, id and role names: which kind of part an element says it is.

Names are in English on sites of all languages and say what stands there. Hashed columns
(`boilerclf.features.path`) know the words of the sites they were fitted on; these columns know a
few dozen words and their compounds, and so carry over to other sites.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.columns import Column, as_columns, flags
from boilerclf.features.memory import Memory
from boilerclf.features.name_vocabulary import NAME_WORDS
from boilerclf.features.tree import Tree
from boilerclf.page import Markup
from boilerclf.segment.tags import TAG_NUMBER

GROUPS: Final = tuple(NAME_WORDS)

COLUMNS: Final[tuple[Column, ...]] = (
    *flags(*(f"in_{group}_name" for group in GROUPS)),
    *flags(*(f"near_{group}_name" for group in GROUPS)),
)

_END: Final = "\0"
"""Ends a name among others; the parser puts U+FFFD for it, so no name has it."""
_ENDS: Final = -1

_WORD: Final = re.compile(f"[A-Z]?[a-z]+|[A-Z]+|{_END}")
_KEPT: Final = 1 << 14
_LONGEST_KEPT: Final = 32
"""Words whose groups are kept from page to page, and the letters of one: 2 MB at most."""

_WHOLE_PAGE: Final = (TAG_NUMBER["html"], TAG_NUMBER["body"])
"""Names of these say what the page is, not what a part of it is."""


@cache
def _words() -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Return the groups of whole words, of beginnings and of endings."""
    whole: dict[str, int] = {}
    beginnings: dict[str, int] = {}
    endings: dict[str, int] = {}
    for bit, words in enumerate(NAME_WORDS.values()):
        for word in words.split():
            kind = endings if word[0] == "*" else beginnings if word[-1] == "*" else whole
            key = word.strip("*")
            kind[key] = kind.get(key, 0) | 1 << bit
    return whole, beginnings, endings


@cache
def _lengths() -> tuple[tuple[int, ...], tuple[int, ...]]:
    _, beginnings, endings = _words()
    return tuple(sorted({*map(len, beginnings)})), tuple(sorted({*map(len, endings)}))


class _Words(dict[str, int]):
    """The groups of each word seen, in any case.

    Threads share it: a value depends on its word alone, and a word that is not there, since
    another thread has cleared all, is worked out again.
    """

    def __missing__(self, word: str) -> int:
        bits = _ENDS if word == _END else _groups_of_word(word)
        if len(self) >= _KEPT:
            self.clear()
        if len(word) <= _LONGEST_KEPT:
            self[word] = bits
        return bits


def _groups_of_word(word: str) -> int:
    folded = word.lower()
    whole, beginnings, endings = _words()
    of_beginnings, of_endings = _lengths()
    bits = whole.get(folded, 0)
    for length in of_beginnings:
        bits |= beginnings.get(folded[:length], 0)
    for length in of_endings:
        bits |= endings.get(folded[-length:], 0)
    return bits


_seen_words: Final = _Words()


def _groups_of_new(found: Sequence[str]) -> NDArray[np.int64]:
    """Return the groups of names, all their words found at once."""
    words = _WORD.findall("".join(f"{name}{_END}" for name in found))
    bits = np.fromiter(map(_seen_words.__getitem__, words), np.int64, len(words))
    ends = np.flatnonzero(bits == _ENDS)
    bits[ends] = 0
    return np.bitwise_or.reduceat(bits, np.append(0, ends[:-1] + 1))[None]


_names: Final = Memory(_groups_of_new, 1, np.int64)


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
    groups: NDArray[np.int64] = _names.of(names)[0]
    return groups


def names(markup: Markup, tree: Tree) -> NDArray[np.float32]:
    """Return the columns of names.

    ``in_..._name`` tells that the innermost element of the block or one around it, up to ``body``,
    has a name of the group; ``near_..._name`` the same of the innermost element, the block's own
    and that one's parent.

    Parameters
    ----------
    markup : Markup
        The page's markup.
    tree : Tree
        Its elements.

    Returns
    -------
    float32 array of shape (n_blocks, 2 * n_groups)
        In the order of `COLUMNS`, each 0 or 1.
    """
    of_names = name_groups(markup.names)
    near = np.append(of_names[markup.name_ids], 0)
    near[np.flatnonzero(np.isin(markup.tags, _WHOLE_PAGE))] = 0
    around = near
    for jump in tree.jumps:
        around = around | around[jump]
    own = tree.containers[0]
    leaf = markup.block_leaf
    bits = np.arange(len(GROUPS))[:, None]
    return as_columns(
        around[leaf] >> bits & 1,
        (near[leaf] | near[own] | near[tree.parents[own]]) >> bits & 1,
    )
