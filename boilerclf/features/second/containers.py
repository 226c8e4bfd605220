"""What the first pass thought of the blocks in the elements around a block, and of look-alikes."""

from __future__ import annotations

from typing import Final

import numpy as np

from boilerclf.features.arrays.basics import Doubles, gather
from boilerclf.features.columns import Family, Rows, ratios, stacked
from boilerclf.features.html.view import HtmlView

_N_LEVELS: Final = 2
"""The block's own element and the next larger one; four more changed nothing."""


def compute(view: HtmlView, probability: Doubles) -> Rows:
    """Return the columns along the tree and over look-alikes, the block itself left out.

    ``container..._probability`` is the mean over the other blocks inside,
    ``container..._content_share`` the same weighted by words and half a word; the shapes' and the
    same text's are means over the other blocks of the group (`HtmlView.alike`). Where there is no
    other block the value is the block's own probability. Each in [0, 1].
    """
    words = view.n_words.astype(np.float64) + 0.5
    basis = np.array((np.ones(view.n_blocks), probability, words, probability * words))
    inside = view.tree.inside(basis.astype(np.float32))
    sums = inside.take(view.tree.containers[:_N_LEVELS], axis=1)
    n, p, w, pw = np.maximum(sums - basis[:, None], 0)
    alone = n < 0.5
    means = np.empty((_N_LEVELS, 2, view.n_blocks))
    means[:, 0] = np.where(alone, probability, p / np.maximum(n, 0.5))
    means[:, 1] = np.where(alone, probability, pw / np.maximum(w, 0.25))
    ids, n = view.alike[0], view.n_alike - 1
    p = gather(np.bincount(ids.ravel(), np.concatenate([probability] * 3)), ids) - probability
    of_groups = np.where(n < 1, probability, p / np.maximum(n, 1))
    found = stacked(means.reshape(2 * _N_LEVELS, view.n_blocks), of_groups)
    return (found.clip(0, 1, out=found),)


FAMILY: Final = Family(
    "around",
    ratios(
        *("container0_probability", "container0_content_share"),
        *("container1_probability", "container1_content_share"),
        *("narrow_shape_probability", "wide_shape_probability", "same_text_probability"),
    ),
    compute,
)
