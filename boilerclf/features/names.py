"""Columns of class, id and role names: which kind of part an element says it is.

Names are in English on sites of all languages and say what stands there. Hashed columns
(`boilerclf.features.path`) know the words of the sites they were fitted on; these columns know a
few dozen words and their compounds, and so carry over to other sites.
"""

from __future__ import annotations

import re
from fnmatch import translate
from functools import cache, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.columns import Column, as_columns, flags
from boilerclf.features.name_vocabulary import NAME_WORDS
from boilerclf.features.tree import Tree
from boilerclf.page import Markup
from boilerclf.segment.tags import TAG_NUMBER

GROUPS: Final = tuple(NAME_WORDS)

COLUMNS: Final[tuple[Column, ...]] = (
    *flags(*(f"in_{group}_name" for group in GROUPS)),
    *flags(*(f"near_{group}_name" for group in GROUPS)),
)

_WORD: Final = re.compile("[A-Z]?[a-z]+|[A-Z]+")
_KEPT: Final = 1 << 15
"""Names and words whose groups are kept from page to page: 4 MB of either at most."""

_WHOLE_PAGE: Final = (TAG_NUMBER["html"], TAG_NUMBER["body"])
"""Names of these say what the page is, not what a part of it is."""


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile("|".join(translate(word) for word in words.split()))
        for words in NAME_WORDS.values()
    )


@lru_cache(_KEPT)
def _groups_of_word(word: str) -> int:
    return sum(1 << bit for bit, pattern in enumerate(_patterns()) if pattern.match(word))


@lru_cache(_KEPT)
def name_groups(name: str) -> int:
    """Return the groups that the words of a name belong to, a bit each.

    Parameters
    ----------
    name : str
        Class, id and role of an element.

    Returns
    -------
    int
        Bit n is set for group n of `GROUPS`; 0 for an empty name.

    Examples
    --------
    >>> bits = name_groups("postCommentList js-7")
    >>> [group for bit, group in enumerate(GROUPS) if bits >> bit & 1]
    ['comment', 'article', 'list']
    """
    bits = 0
    for word in _WORD.findall(name):
        bits |= _groups_of_word(word.lower())
    return bits


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
    of_names = np.fromiter(map(name_groups, markup.names), np.int64, len(markup.names))
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
