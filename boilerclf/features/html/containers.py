"""What stands in the elements around a block: the company it keeps.

Sources: text density and tag ratios of subtrees after Weninger, Hsu and Han 2010 ("CETR") and Sun,
Song and Liao 2011 ("DOM Based Content Extraction via Text Density", section 3); blocks of one shape
after the idea of site templates on one page (Bar-Yossef and Rajagopalan 2002).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from boilerclf.features.arrays.basics import gather
from boilerclf.features.arrays.tree import N_CONTAINERS
from boilerclf.features.columns import Family, Rows, counts, flags, ratio, ratios
from boilerclf.features.html.view import HtmlView


def compute(view: HtmlView) -> Rows:
    """Return the container columns.

    Container 1 is the nearest ancestor that holds more blocks than this one's element, and so on.
    ``..._words_per_block`` is the words over the blocks inside; ``..._long_share`` the words in
    blocks of 15 words and more over all words inside; ``..._word_share`` the words inside over the
    page's; ``..._position`` the block's place among the blocks inside; ``..._link_density`` link
    characters over visible characters inside. The ``shape_...`` columns are the same over all
    blocks of the narrow shape (`HtmlView.alike`); ``n_same_...`` counts the other blocks of the
    narrow shape, of the wide one (place) and of the same text. Shares in [0, 1], 0 where the
    denominator is 0.
    """
    tree, n_blocks = view.tree, view.n_blocks
    total = np.maximum(view.spans.total(view.n_words), 1.0).astype(np.float32)[view.spans.pages]
    around = tree.containers[1:]
    words, characters, links, long_ = view.inside[:4].take(around, axis=1)
    first = tree.first[around]
    size = np.maximum(tree.end[around] - first, 1).astype(np.float32)
    levels = np.empty((N_CONTAINERS, 7, n_blocks), np.float32)
    levels[:, 0] = words
    levels[:, 1] = size
    levels[:, 2] = words / size
    levels[:, 3] = ratio(links, characters)
    levels[:, 4] = ratio(long_, words)
    levels[:, 5] = words / total
    levels[:, 6] = (np.arange(n_blocks) - first) / np.maximum(size - 1, 1)
    (narrow, _, _), seen_before = view.alike
    shapes = np.arange(4)[:, None] * view.alike[0].size + narrow  # numbers of its own for each sum
    sums = np.bincount(shapes.ravel(), view.amounts[:4].ravel())
    words, characters, links, long_ = gather(sums, shapes).astype(np.float32)
    return (
        *levels,
        view.n_alike - 1,
        words / np.maximum(view.n_alike[0].astype(np.float32), 1),
        ratio(links, characters),
        ratio(long_, words),
        words / total,
        seen_before,
    )


FAMILY: Final = Family(
    "containers",
    (
        *(
            column
            for around in (f"container{level}" for level in range(1, N_CONTAINERS + 1))
            for column in (
                *counts(2047.0, f"{around}_n_words"),
                *counts(255.0, f"{around}_n_blocks"),
                *counts(63.0, f"{around}_words_per_block"),
                *ratios(f"{around}_link_density", f"{around}_long_share"),
                *ratios(f"{around}_word_share", f"{around}_position"),
            )
        ),
        *counts(63.0, "n_same_shape", "n_same_place", "n_same_text"),
        *counts(63.0, "shape_words_per_block"),
        *ratios("shape_link_density", "shape_long_share", "shape_word_share"),
        *flags("text_seen_before"),
    ),
    compute,
)
