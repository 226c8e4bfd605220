"""Length of a block: the strongest shallow evidence.

Sources: Kohlschütter, Fankhauser and Nejdl 2010, "Boilerplate Detection using Shallow Text
Features", section 4 (words, sentence and word length); words of scripts without spaces are counted
from characters (`boilerclf.features.view`).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from boilerclf.features.columns import Family, Rows, counts, ratio
from boilerclf.features.view import TextView


def compute(view: TextView) -> Rows:
    """Return the length columns.

    ``n_words`` counts words and ``n_characters`` visible characters. ``word_length`` is visible
    characters over words, 0 without words; ``n_sentences`` counts terminal punctuation before a
    space or at the block's end, wide marks such as ``。`` anywhere; ``words_per_sentence`` is words
    over sentences, with at least one sentence. Zeros for an empty block.
    """
    return (
        view.n_words,
        view.n_visible,
        ratio(view.n_visible, view.n_words),
        view.n_sentences,
        ratio(view.n_words, np.maximum(view.n_sentences, 1)),
    )


FAMILY: Final = Family(
    "length",
    (
        *(*counts(511.0, "n_words"), *counts(4095.0, "n_characters")),
        *counts(31.0, "word_length", "n_sentences"),
        *counts(63.0, "words_per_sentence"),
    ),
    compute,
    is_local=True,
)
