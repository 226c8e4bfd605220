"""Hashed columns of the path and their weights: tags, tag pairs, words of class, id, role names.

Sources: hashed columns after Weinberger et al. 2009, "Feature Hashing for Large Scale Multitask
Learning"; class and id names as evidence after Mozilla's Readability (positive and negative names).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.basics import Bools, Doubles, Floats, Hashes, Ints
from boilerclf.features.arrays.hashing import mix, mixed_columns
from boilerclf.features.arrays.tree import TOP_TAG
from boilerclf.features.html.view import HtmlView

PLACES: Final = ("around", "own", "parent")
"""Which elements: the innermost one and all above it; the block's own; that one's parent."""

_N_TAGS: Final = TOP_TAG + 1

_SALTS: Final = (0x51ED270B, 0x2545F491, 0x9E3779B1)
_TAG_SALT: Final = np.uint64(0x1B873593)
_PAIR_SALT: Final = np.uint64(0xCC9E2D51)


def tag_hashes(tags: NDArray[np.integer], parents: NDArray[np.integer]) -> tuple[Hashes, Hashes]:
    """Return the hash of each tag, and of the pair it makes with its parent's."""
    scaled = tags.astype(np.uint64) * np.uint64(1_000_003)
    pairs = scaled + parents.astype(np.uint64) * np.uint64(7_919) + _PAIR_SALT
    return mix(scaled + _TAG_SALT), mix(pairs)


def bucket(hashes: Hashes, place: int, n_bits: int) -> Ints:
    """Return the hashed column of each token for one of the `PLACES`."""
    return mixed_columns(hashes ^ np.uint64(_SALTS[place] * 0x9E3779B9), n_bits)


def _element_tokens(view: HtmlView) -> tuple[Hashes, Ints, Bools]:
    """Return hashes of tags, tag pairs and words of names, by element, and which are of names."""
    tree, names = view.tree, view.name_tokens
    elements = (tree.tags != TOP_TAG).nonzero()[0]
    tags = np.where(tree.tags == TOP_TAG, -1, tree.tags)
    own_tags, pairs = tag_hashes(tags[elements], tags[tree.parents[elements]])
    n_words = np.bincount(names.blocks, minlength=len(tree.names))
    token, owner = _spread(n_words, tree.name_ids[elements])
    found = np.concatenate((own_tags, pairs, names.hashes[token]))
    of_element = np.concatenate((elements, elements, elements[owner]))
    order = of_element.argsort(kind="stable")
    return found[order], of_element[order], order >= 2 * len(elements)


def _spread(count: Ints, chosen: Ints) -> tuple[Ints, Ints]:
    """Return the members of the chosen groups, of `count` members each, and the choice of each."""
    repeats, first = count[chosen], count.cumsum() - count
    choice = np.arange(len(chosen)).repeat(repeats)
    offset = np.arange(len(choice)) - (repeats.cumsum() - repeats)[choice]
    return first[chosen][choice] + offset, choice


def block_entries(
    view: HtmlView, n_bits: int, *, masked: bool = False
) -> tuple[Ints, Ints, Floats]:
    """Return blocks, hashed columns and values, as training needs them.

    Parameters
    ----------
    view : HtmlView
        The pages.
    n_bits : int
        Binary logarithm of the number of hashed columns.
    masked : bool, default: False
        Leave out what class, id and role names tell.

    Returns
    -------
    tuple of two int64 arrays and a float32 array of shape (n_entries,)
        A block may have one column several times.
    """
    tree = view.tree
    hashes, of_element, is_name = _element_tokens(view)
    count = np.bincount(of_element, minlength=len(tree.parents))
    every = np.arange(view.n_blocks)
    blocks, columns = [], []

    def add(element: Ints, block: Ints, place: int) -> None:
        token, choice = _spread(count, element)
        wanted = ~is_name[token] if masked else slice(None)
        blocks.append(block[choice[wanted]])
        columns.append(bucket(hashes[token[wanted]], place, n_bits))

    element, block = tree.leaf, every
    while len(element):
        add(element, block, 0)
        element = tree.parents[element]
        below = tree.tags[element] != TOP_TAG
        block, element = block[below], element[below]
    add(tree.own, every, 1)
    add(tree.parents[tree.own], every, 2)
    found = np.concatenate(blocks)
    return found, np.concatenate(columns), np.ones(len(found), np.float32)


class PathWeights:
    """A model's weights of tags, tag pairs and words of names: at prediction they are only summed.

    Parameters
    ----------
    weights : float32 array of shape (2**n_bits,)
        A weight for each hashed column; not to be changed afterwards.
    """

    def __init__(self, weights: Floats) -> None:
        self._weights = weights
        self._n_bits = len(weights).bit_length() - 1
        numbers = np.arange(_N_TAGS)
        numbers[-1] = -1
        own, pairs = tag_hashes(np.repeat(numbers, _N_TAGS), np.tile(numbers, _N_TAGS))
        self._of_tags = self._look_up(own) + self._look_up(pairs)
        self._of_tags[:, TOP_TAG * _N_TAGS :] = 0  # a top is no element

    def _look_up(self, hashes: Hashes) -> Doubles:
        """Return the weight of each hash in each of the `PLACES`, a row each."""
        found = [self._weights[bucket(hashes, p, self._n_bits)] for p in range(len(PLACES))]
        return np.array(found, np.float64)

    def block_scores(self, view: HtmlView) -> Doubles:
        """Sum the weights of each block's path."""
        tree, words = view.tree, view.name_tokens
        of_words = self._look_up(words.hashes)
        of_names = [np.bincount(words.blocks, row, len(tree.names)) for row in of_words]
        kinds = tree.tags * _N_TAGS + tree.tags[tree.parents]
        around = self._of_tags[0].take(kinds) + of_names[0].take(tree.name_ids)
        total = tree.sum_up(around)[tree.leaf]
        for place, elements in ((1, tree.own), (2, tree.parents[tree.own])):
            total += self._of_tags[place].take(kinds[elements])
            total += of_names[place].take(tree.name_ids[elements])
        return np.asarray(total)
