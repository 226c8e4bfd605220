"""Hashed columns of the path: tags, pairs of tags, and the words inside class, id and role names.

Sources: hashed columns after Weinberger et al. 2009, "Feature Hashing for Large Scale Multitask
Learning"; class and id names as evidence after Mozilla's Readability (positive and negative names).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.hashing import mix
from boilerclf.features.tree import Tree
from boilerclf.features.view import tokenize
from boilerclf.page import Markup

PLACES: Final = ("around", "own", "parent")
"""Which elements: the innermost one and all above it; the block's own; that one's parent."""

_SALTS: Final = (0x51ED270B, 0x2545F491, 0x9E3779B1)
_TAG_SALT: Final = np.uint64(0x1B873593)
_PAIR_SALT: Final = np.uint64(0xCC9E2D51)


@dataclass(frozen=True, slots=True, eq=False)
class PathTokens:
    """The hashes of each element, and which elements count for each block.

    Parameters
    ----------
    hashes : uint64 array of shape (n_tokens,)
        The elements' tags, tag pairs and words of names.
    elements : int64 array of shape (n_tokens,)
        The element of each.
    is_name : bool array of shape (n_tokens,)
        True where the hash is of a word of a class, id or role name.
    leaf, own, parent : int64 arrays of shape (n_blocks,)
        Elements of each block; the parent of the root is one past the last element.
    """

    hashes: NDArray[np.uint64]
    elements: NDArray[np.int64]
    is_name: NDArray[np.bool_]
    leaf: NDArray[np.int64]
    own: NDArray[np.int64]
    parent: NDArray[np.int64]


def path_tokens(markup: Markup, tree: Tree) -> PathTokens:
    """Return the hashes of a page's elements.

    Parameters
    ----------
    markup : Markup
        The page's markup.
    tree : Tree
        Its elements.

    Returns
    -------
    PathTokens
        All arrays empty where there are no elements.
    """
    n_elements = len(markup.tags)
    tags = np.append(markup.tags, -1)
    own_tags, pairs = tag_hashes(tags[:-1], tags[tree.parents[:-1]])
    hashes, names = name_tokens(markup.names)
    n_words = np.bincount(names, minlength=len(markup.names))
    first_word = n_words.cumsum() - n_words
    repeats = n_words[markup.name_ids]
    owner = np.repeat(np.arange(n_elements), repeats)
    offset = np.arange(len(owner)) - np.repeat(repeats.cumsum() - repeats, repeats)
    words = hashes[np.repeat(first_word[markup.name_ids], repeats) + offset]
    every = np.arange(n_elements)
    leaf = markup.block_leaf.astype(np.int64)
    own = markup.block_element.astype(np.int64)
    return PathTokens(
        hashes=np.concatenate((own_tags, pairs, words)),
        elements=np.concatenate((every, every, owner)),
        is_name=np.arange(2 * n_elements + len(owner)) >= 2 * n_elements,
        leaf=leaf,
        own=own,
        parent=tree.parents[own],
    )


def tag_hashes(
    tags: NDArray[np.integer], parents: NDArray[np.integer]
) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the hash of each tag, and of the pair it makes with its parent's.

    Parameters
    ----------
    tags, parents : integer arrays of shape (n,)
        Numbers of tags; -1 for the parent of the root.

    Returns
    -------
    tuple of two uint64 arrays of shape (n,)
        The hashes.
    """
    scaled = tags.astype(np.uint64) * np.uint64(1_000_003)
    pairs = scaled + parents.astype(np.uint64) * np.uint64(7_919) + _PAIR_SALT
    return mix(scaled + _TAG_SALT), mix(pairs)


def name_tokens(names: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return the hash of each word of names, and the name each is of.

    Parameters
    ----------
    names : sequence of str
        Names as `Markup.names` has them.

    Returns
    -------
    tuple of a uint64 and an int64 array of shape (n_words,)
        In the order of the names.
    """
    lengths = np.fromiter(map(len, names), np.int64, len(names))
    ends = (lengths + 1).cumsum() - 1
    tokens = tokenize("\n".join(names), ends - lengths, ends, camel=True)
    return tokens.token_hashes, tokens.token_blocks


def bucket(hashes: NDArray[np.uint64], place: int, n_bits: int) -> NDArray[np.int64]:
    """Return the hashed column of each token for one of the `PLACES`.

    Parameters
    ----------
    hashes : uint64 array of shape (n_tokens,)
        Hashes of tokens.
    place : int
        Index into `PLACES`.
    n_bits : int
        Binary logarithm of the number of hashed columns.

    Returns
    -------
    int64 array of shape (n_tokens,)
        In [0, 2**n_bits).
    """
    salted = mix(hashes ^ np.uint64(_SALTS[place] * 0x9E3779B9))
    return (salted >> np.uint64(64 - n_bits)).astype(np.int64)


def path_entries(
    tokens: PathTokens, tree: Tree, n_bits: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Return the hashed columns of every block, as training needs them.

    Parameters
    ----------
    tokens : PathTokens
        The page's.
    tree : Tree
        Its elements.
    n_bits : int
        Binary logarithm of the number of hashed columns.

    Returns
    -------
    tuple of two int64 arrays and a bool array of shape (n_entries,)
        Blocks, columns, and whether the entry comes from a name; a block may have one column twice.
    """
    top = len(tree.parents) - 1
    n_blocks = len(tokens.leaf)
    order = np.argsort(tokens.elements, kind="stable")
    hashes, is_name = tokens.hashes[order], tokens.is_name[order]
    count = np.bincount(tokens.elements, minlength=top + 1)
    first = count.cumsum() - count
    every = np.arange(n_blocks)
    blocks, columns, names = [], [], []

    def add(element: NDArray[np.int64], block: NDArray[np.int64], place: int) -> None:
        repeats = count[element]
        offset = np.arange(repeats.sum()) - np.repeat(repeats.cumsum() - repeats, repeats)
        token = np.repeat(first[element], repeats) + offset
        blocks.append(np.repeat(block, repeats))
        columns.append(bucket(hashes[token], place, n_bits))
        names.append(is_name[token])

    element, block = tokens.leaf, every
    while len(element):
        add(element, block, 0)
        element = tree.parents[element]
        block, element = block[element != top], element[element != top]
    add(tokens.own, every, 1)
    add(tokens.parent, every, 2)
    return np.concatenate(blocks), np.concatenate(columns), np.concatenate(names)
