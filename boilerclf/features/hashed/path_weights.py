"""A model's weights of the path, summed for each element: at prediction sums are all it takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.tree import TOP_TAG
from boilerclf.features.hashed.path import PLACES, bucket, name_tokens, tag_hashes
from boilerclf.features.html.view import HtmlView

_N_TAGS: Final = TOP_TAG + 1


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

    def _look_up(self, hashes: NDArray[np.uint64]) -> NDArray[np.float64]:
        """Return the weight of each hash in each of the `PLACES`, a row each."""
        found = [self._weights[bucket(hashes, p, self._n_bits)] for p in range(len(PLACES))]
        return np.array(found, np.float64)

    def _sum_names(self, names: Sequence[str]) -> NDArray[np.float64]:
        hashes, owners = name_tokens(names)
        return np.array([np.bincount(owners, row, len(names)) for row in self._look_up(hashes)])

    def block_scores(self, view: HtmlView) -> NDArray[np.float64]:
        """Sum the weights of each block's path."""
        tree = view.tree
        sums = self._of_tags.take(tree.tags * _N_TAGS + tree.tags[tree.parents], axis=1)
        of_parts = self._sum_names(tree.name_parts.different)
        sums += tree.name_parts.reduced(np.add, of_parts).take(tree.name_ids, axis=1)
        sums[:, tree.tops] = 0
        around, own, parent = sums
        total = tree.sum_up(around)[tree.leaf]
        return np.asarray(total + own[tree.own] + parent[tree.parents[tree.own]])
