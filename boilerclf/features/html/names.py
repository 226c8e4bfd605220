"""Columns of class, id and role names: which kind of part an element says it is.

Names are in English on sites of all languages and say what stands there. Hashed columns
(`boilerclf.features.hashed.path`) know the words of the sites they were fitted on; these columns
know a few dozen words and their compounds, and so carry over to other sites.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.basics import Ints, changes, gather
from boilerclf.features.arrays.characters import CharClass
from boilerclf.features.arrays.tokens import Tokens
from boilerclf.features.columns import Family, Rows, flags
from boilerclf.features.html.view import HtmlView
from boilerclf.features.lists.names import NAME_WORDS
from boilerclf.segment.tags import TAG_NUMBER

GROUPS: Final = tuple(NAME_WORDS)
_BITS: Final = np.arange(len(GROUPS), dtype=np.int32)[:, None]

_LOWER, _UPPER = np.uint8(CharClass.LOWER), np.uint8(CharClass.UPPER)
_SPACE, _ASCII_END = np.uint8(32), 128

_KEPT, _LONGEST_KEPT = 1 << 14, 32
"""Most words cached; longest word cached."""

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


class _SeenWords(dict[str, int]):
    """The groups of each word seen.

    Threads share it: a value depends on its word alone, and a word that is not there, since
    another thread has cleared all, is worked out again. The words themselves are compared: a page
    could hold words whose hashes are those of others.
    """

    def __missing__(self, word: str) -> int:
        whole, beginnings, endings = _words()
        bits = whole.get(word, 0)
        for beginning in filter(word.startswith, beginnings.get(word[:_EDGE], ())):
            bits |= beginnings[word[:_EDGE]][beginning]
        for ending in filter(word.endswith, endings.get(word[-_EDGE:], ())):
            bits |= endings[word[-_EDGE:]][ending]
        if len(self) >= _KEPT:
            self.clear()
        if len(word) <= _LONGEST_KEPT:
            self[word] = bits
        return bits


_seen_words: Final = _SeenWords()


def _words_of(names: Tokens) -> tuple[list[str], Ints]:
    """Return the words of all names in lower case, and where in their characters each begins.

    A word is what ``[A-Z]?[a-z]+|[A-Z]+`` finds: a capital and the lower case behind it, or only
    one of both; and so are letters outside of ASCII whose lower case is inside (the Kelvin sign).
    """
    case = np.zeros(len(names.codes) + 2, np.uint8)
    is_cased = (names.classes == _LOWER) | (names.classes == _UPPER)
    np.multiply(names.classes, is_cased & (names.codes < _ASCII_END), out=case[2:])
    own, before = case[2:], case[1:-1]
    begins = (own != before) & (own != 0)
    # But for the lower case behind a single capital.
    begins &= (own != _LOWER) | (before != _UPPER) | (case[:-2] == _UPPER)
    parted = np.empty((len(begins), 2), np.uint8)  # words have ASCII alone: a byte holds a letter
    parted[:, 0] = begins * _SPACE  # the others, 0, are taken out below
    parted[:, 1] = np.where(own, names.codes, _SPACE)
    return parted.tobytes().translate(None, b"\0").decode("ascii").split(), begins.nonzero()[0]


def name_groups(names: Tokens, n_names: int) -> NDArray[np.int32]:
    """Return the groups of each name's words, bit n for group n of `GROUPS`; each name is a block.

    Examples
    --------
    >>> from boilerclf.features.arrays.tokens import tokenize_each
    >>> bits = int(name_groups(tokenize_each(["postCommentList js-7"]), 1)[0])
    >>> [group for bit, group in enumerate(GROUPS) if bits >> bit & 1]
    ['comment', 'article', 'list']
    """
    groups = np.zeros(n_names, np.int32)
    words, starts = _words_of(names)
    if words:
        owners = gather(names.block_of, starts)
        first = changes(owners).nonzero()[0]
        of_words = np.fromiter(map(_seen_words.__getitem__, words), np.int32, len(words))
        groups[owners[first]] = np.bitwise_or.reduceat(of_words, first)
    return groups


def compute(view: HtmlView) -> Rows:
    """Return the columns of names.

    ``in_..._name`` tells that the innermost element of the block or one around it, up to ``body``,
    has a name of the group; ``near_..._name`` the same of the innermost element, the block's own
    and that one's parent.
    """
    tree = view.tree
    near = name_groups(view.name_tokens, len(tree.names))[tree.name_ids]
    near *= (tree.tags != _WHOLE_PAGE[0]) & (tree.tags != _WHOLE_PAGE[1])
    return (
        tree.any_up(near)[tree.leaf] >> _BITS & 1,
        (near[tree.leaf] | near[tree.own] | near[tree.parents[tree.own]]) >> _BITS & 1,
    )


FAMILY: Final = Family(
    "names",
    flags(*(f"{place}_{group}_name" for place in ("in", "near") for group in GROUPS)),
    compute,
)
