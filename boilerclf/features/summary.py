"""A page in one row: the means of its blocks' columns, which tell what kind of page it is.

Source: page-level means beside block columns after Vogels, Ganea and Eickhoff 2018 ("Web2Text",
section 3.2).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from boilerclf.features.arrays.basics import Doubles, Floats
from boilerclf.features.columns import N_KNOTS

_WITHOUT_WORDS: Final = 0.1
"""What a block without a word weighs in the mean by words."""

_AT_ONCE: Final = 1 << 17
"""Values made double at a time: 1 MiB."""


def page_summary(own: Floats, n_words: Floats) -> Doubles:
    """Return the means of a page's columns, over its blocks and over their words.

    Parameters
    ----------
    own : float32 array of shape (n_own, n_blocks)
        Columns of the page's own blocks in units of knots (`Features.own`).
    n_words : float32 array of shape (n_blocks,)
        Words of each block; a tenth of a word is added to each.

    Returns
    -------
    float64 array of shape (2 * n_own,)
        In [0, 1]; zeros for a page without blocks.

    Examples
    --------
    >>> own = np.array([[9.0, 0.0]], np.float32)
    >>> page_summary(own, np.array([0.9, 2.9], np.float32)).round(3).tolist()
    [0.5, 0.25]
    """
    n_columns, n_blocks = own.shape
    if not n_blocks:
        return np.zeros(2 * n_columns)
    weights = np.empty((2, n_blocks))
    weights[0] = 1 / n_blocks
    weights[1] = n_words + _WITHOUT_WORDS
    weights[1] /= weights[1].sum()
    # A few columns at a time: a long page's at once, in double width, would not fit the caches.
    means = np.empty((2, n_columns))
    step = max(_AT_ONCE // n_blocks, 1)
    for first in range(0, n_columns, step):
        few = slice(first, first + step)
        doubled = own[few].astype(np.float64, order="C")  # and the same sums for any order
        for mean, weight in zip(means, weights, strict=True):  # quicker than by both at once
            # No product of BLAS: its threads make the last bits depend on the cores, and wait
            # for each other where these are busy.
            np.einsum("cb,b->c", doubled, weight, out=mean[few])
    return means.ravel() / (N_KNOTS - 1)
