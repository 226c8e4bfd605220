"""Hashed columns of lines: words and shapes of a line, words of its neighbours and of its page.

Sources: hashed word columns after Weinberger et al. 2009; words of the neighbouring lines follow
Kohlschütter et al. 2010, section 5, where neighbours carry most of the decision. What kind of page
a line stands on is told by the page's words: a list that is content in a recipe is noise in a shop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from boilerclf.features.arrays.basics import Doubles, Floats, Hashes, Ints, gather
from boilerclf.features.arrays.hashing import high_bits, mix
from boilerclf.features.hashed.words import gram_scores, gram_tokens, page_stems, word_tokens
from boilerclf.features.view import TextView

_NEIGHBOUR_SALTS: Final = (np.uint64(0x9FB21C651E98DF25), np.uint64(0xD6E8FEB86659FD93))
_STEPS: Final = (0, 0, 1, -1)
"""How far on each kind of words counts: grams, own words, those of the line before, and after."""

_NEIGHBOUR_VALUE: Final = np.float32(0.5)
"""What a neighbour's word is worth beside one of the line's own."""


def block_entries(
    view: TextView, n_bits: int, *, masked: bool = False
) -> tuple[Ints, Ints, Floats]:
    """Return blocks, hashed columns and values, as training needs them.

    Parameters
    ----------
    view : TextView
        The pages.
    n_bits : int
        Binary logarithm of the number of hashed columns.
    masked : bool, default: False
        Leave out words and pairs of words: shapes alone.

    Returns
    -------
    tuple of two int64 arrays and a float32 array of shape (n_entries,)
        A block may have one column several times; what all blocks share is left out.
    """
    blocks, columns, values = [], [], []
    own = word_tokens(view)
    less = own.values * _NEIGHBOUR_VALUE
    near = (replace(own, hashes=mix(own.hashes ^ salt), values=less) for salt in _NEIGHBOUR_SALTS)
    for words, step in zip((gram_tokens(view), own, *near), _STEPS, strict=True):
        place = words.blocks + step
        inside = (place >= view.spans.low[words.blocks]) & (place < view.spans.high[words.blocks])
        if masked:
            inside[: words.n_words] = False
        blocks.append(place[inside])
        columns.append(high_bits(words.hashes, n_bits)[inside])
        values.append(words.values[inside])
    return np.concatenate(blocks), np.concatenate(columns), np.concatenate(values)


def page_entries(view: TextView, n_bits: int) -> tuple[Ints, Floats]:
    """Return the hashed columns that all blocks of a page share, and their values.

    The squares of a page's values add up to 1: a long page weighs what a short one does.
    """
    return _of_pages([page_stems(view)], n_bits)[:2]


def _of_pages(found: Sequence[tuple[Hashes, Ints]], n_bits: int) -> tuple[Ints, Floats, Ints]:
    """Return columns, values and pages of stems; of several stretches of a page each stem once."""
    stems, pages = found[0]
    if len(found) > 1:
        stems = np.unique(np.concatenate([of_stretch for of_stretch, _ in found]))
        pages = np.zeros(len(stems), np.int64)
    values = (1 / np.sqrt(np.maximum(np.bincount(pages), 1))).astype(np.float32)
    return high_bits(stems, n_bits), gather(values, pages), pages


class LineWeights:
    """A model's weights of the hashed columns of lines.

    Parameters
    ----------
    weights : float32 array of shape (2**n_bits,)
        A weight for each hashed column.
    """

    def __init__(self, weights: Floats) -> None:
        self._weights = weights
        self._n_bits = len(weights).bit_length() - 1

    def block_scores(self, view: TextView) -> Doubles:
        """Sum the weights of each block's hashed columns, of neighbours and page as well."""
        scores = np.empty((len(_STEPS), view.n_blocks))
        stems = []
        for blocks, part in view.stretches():
            stems.append(page_stems(part))
            scores[0, blocks] = gram_scores(part, self._weights)
            words = word_tokens(part)
            for number, salt in enumerate((None, *_NEIGHBOUR_SALTS), 1):
                scores[number, blocks] = words.scores(self._weights, salt)
        scores[2:] *= _NEIGHBOUR_VALUE
        near = view.spans.around(scores[2:], 1)
        total: Doubles = scores[0] + scores[1]
        total += near[0, 0]  # words of the line before
        total += near[1, 1]  # words of the line after
        columns, values, pages = _of_pages(stems, self._n_bits)
        of_page = np.bincount(pages, gather(self._weights, columns) * values, view.spans.n_pages)
        total += of_page[view.spans.page_of]
        return total
