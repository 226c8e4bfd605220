"""A model's weights of the path, summed for each element: at prediction sums are all it takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.memory import Memory
from boilerclf.features.path import PLACES, bucket, name_tokens, tag_hashes
from boilerclf.features.tree import Tree
from boilerclf.page import Markup
from boilerclf.segment.tags import TAGS

_N_TAGS: Final = len(TAGS) + 1
"""The parent of the root has a number of its own, after all others."""


class PathWeights:
    """Sums the weights of elements' tags, tag pairs and words of names.

    Parameters
    ----------
    weights : float32 array of shape (2**n_bits,)
        A weight for each hashed column; not to be changed afterwards.
    """

    def __init__(self, weights: NDArray[np.float32]) -> None:
        self._weights = weights
        self._n_bits = len(weights).bit_length() - 1
        numbers = np.arange(_N_TAGS)
        numbers[-1] = -1
        own, pairs = tag_hashes(np.repeat(numbers, _N_TAGS), np.tile(numbers, _N_TAGS))
        self._of_tags = self._look_up(own) + self._look_up(pairs)
        self._names = Memory(self._sum_names, len(PLACES), np.float64)

    def _look_up(self, hashes: NDArray[np.uint64]) -> NDArray[np.float64]:
        """Return the weight of each hash in each of the `PLACES`, a row each."""
        found = [self._weights[bucket(hashes, p, self._n_bits)] for p in range(len(PLACES))]
        return np.array(found, np.float64)

    def _sum_names(self, names: Sequence[str]) -> NDArray[np.float64]:
        hashes, owners = name_tokens(names)
        return np.array([np.bincount(owners, row, len(names)) for row in self._look_up(hashes)])

    def block_scores(self, markup: Markup, tree: Tree) -> NDArray[np.float64]:
        """Sum the weights of each block's path.

        Parameters
        ----------
        markup : Markup
            The page's markup.
        tree : Tree
            Its elements.

        Returns
        -------
        float64 array of shape (n_blocks,)
            The sums; empty for a page without blocks.
        """
        tags = np.append(markup.tags, len(TAGS)).astype(np.intp)
        pairs = tags * _N_TAGS
        pairs += tags[tree.parents]
        sums = self._of_tags.take(pairs, axis=1)
        sums[:, :-1] += self._names.of(markup.names).take(markup.name_ids, axis=1)
        sums[:, -1] = 0
        around, own, parent = sums
        element = tree.containers[0]
        total = tree.sum_up(around)[markup.block_leaf]
        return np.asarray(total + own[element] + parent[tree.parents[element]])
