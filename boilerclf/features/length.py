"""Length of a block: the strongest shallow evidence.

Sources: Kohlschütter, Fankhauser and Nejdl 2010, "Boilerplate Detection using Shallow Text
Features", section 4 (words, sentence and word length); words of scripts without spaces are counted
from characters (`boilerclf.features.view`).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.characters import Kind
from boilerclf.features.columns import Column, as_columns, counts, ratio
from boilerclf.features.view import TextView

LONG_WORDS: Final = 15
"""Words from which a block counts as long (jusText's default for a good block is in this range)."""

COLUMNS: Final[tuple[Column, ...]] = (
    *counts(511.0, "n_words"),
    *counts(4095.0, "n_characters"),
    *counts(31.0, "word_length", "n_sentences"),
    *counts(63.0, "words_per_sentence"),
)


def length(view: TextView) -> NDArray[np.float32]:
    """Return the length columns.

    ``n_words`` counts words and ``n_characters`` visible characters. ``word_length`` is visible
    characters over words, 0 without words; ``n_sentences`` counts terminal punctuation before a
    space or at the block's end, wide marks such as ``。`` anywhere; ``words_per_sentence`` is words
    over sentences, with at least one sentence.

    Parameters
    ----------
    view : TextView
        The page's text.

    Returns
    -------
    float32 array of shape (n_blocks, 5)
        In the order of `COLUMNS`; zeros for an empty block.
    """
    n_characters = view.n_visible
    terminal = np.flatnonzero(view.kinds == Kind.TERMINAL.value)
    after = view.kinds[np.minimum(terminal + 1, len(view.kinds) - 1)]
    wide = view.codes[terminal] > 0x2FFF
    ends = (
        wide
        | (after == Kind.SPACE.value)
        | (terminal == view.last[view.block_of[terminal] % max(view.n_blocks, 1)])
    )
    owners = view.block_of[terminal[ends]]
    n_sentences = view.per_block(owners[owners < view.n_blocks])
    return as_columns(
        view.n_words,
        n_characters,
        ratio(n_characters, view.n_words),
        n_sentences,
        ratio(view.n_words, np.maximum(n_sentences, 1)),
    )
