"""A model's weights of the path, summed for each element: at prediction sums are all it takes."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.tree import TOP_TAG
from boilerclf.features.hashed.path import PLACES, bucket, tag_hashes
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
        self._of_tags[:, TOP_TAG * _N_TAGS :] = 0  # a top is no element

    def _look_up(self, hashes: NDArray[np.uint64]) -> NDArray[np.float64]:
        """Return the weight of each hash in each of the `PLACES`, a row each."""
        found = [self._weights[bucket(hashes, p, self._n_bits)] for p in range(len(PLACES))]
        return np.array(found, np.float64)

    def _of_names(self, view: HtmlView) -> NDArray[np.float64]:
        """Return the sum of the weights of each name's words in each of the `PLACES`."""
        words, n_names = view.name_tokens, len(view.tree.names)
        of_words = self._look_up(words.hashes)
        return np.array([np.bincount(words.blocks, row, n_names) for row in of_words])

    def block_scores(self, view: HtmlView) -> NDArray[np.float64]:
        """Sum the weights of each block's path."""
        tree, of_names = view.tree, self._of_names(view)
        kinds = tree.tags * _N_TAGS + tree.tags[tree.parents]
        around = self._of_tags[0].take(kinds) + of_names[0].take(tree.name_ids)
        total = tree.sum_up(around)[tree.leaf]
        for place, elements in ((1, tree.own), (2, tree.parents[tree.own])):
            total += self._of_tags[place].take(kinds[elements])
            total += of_names[place].take(tree.name_ids[elements])
        return np.asarray(total)
