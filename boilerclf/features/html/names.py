"""Columns of class, id and role names: which kind of part an element says it is.

Names are in English on sites of all languages and say what stands there. Hashed columns
(`boilerclf.features.hashed.path`) know the words of the sites they were fitted on; these columns
know a few dozen words and their compounds, and so carry over to other sites.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.text_cache import TextCache
from boilerclf.features.columns import Family, Rows, flags
from boilerclf.features.html.view import HtmlView
from boilerclf.features.lists.names import NAME_WORDS
from boilerclf.segment.tags import TAG_NUMBER

GROUPS: Final = tuple(NAME_WORDS)

_END: Final = "\0"
"""Ends a name among others; the parser puts U+FFFD for it, so no name has it."""
_ENDS: Final = -1

_WORD: Final = re.compile(f"[A-Z]?[a-z]+|[A-Z]+|{_END}")
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
    bits = whole.get(folded, 0)
    for beginning, groups in beginnings.get(folded[:_EDGE], _NO_PARTS).items():
        if folded.startswith(beginning):
            bits |= groups
    for ending, groups in endings.get(folded[-_EDGE:], _NO_PARTS).items():
        if folded.endswith(ending):
            bits |= groups
    return bits


_seen_words: Final = _Words()


def _groups_of_new(found: Sequence[str]) -> NDArray[np.int64]:
    """Return the groups of names, all their words found at once."""
    words = _WORD.findall(_END.join((*found, "")))
    bits = np.fromiter(map(_seen_words.__getitem__, words), np.int64, len(words))
    ends = np.flatnonzero(bits == _ENDS)
    bits[ends] = 0
    return np.bitwise_or.reduceat(bits, np.append(0, ends[:-1] + 1))[None]


_groups: Final = TextCache(_groups_of_new, 1, np.int64)


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
    groups: NDArray[np.int64] = _groups.lookup(names)[0]
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
    near *= ~np.isin(tree.tags, _WHOLE_PAGE)
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
