"""The page F1 of any choice of blocks, without counting the page's words anew."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boilerclf.corpus.tokens import tokens
from boilerclf.page import Page


@dataclass(frozen=True, slots=True, eq=False)
class WordOverlap:
    """The words of a page's blocks, coded by the words of its gold.

    Parameters
    ----------
    codes : int32 array of shape (n_shared,)
        The words of all blocks that occur in the gold, as indices into `gold`.
    blocks : int32 array of shape (n_shared,)
        The block of each.
    n_words : int64 array of shape (n_blocks,)
        All words of each block.
    gold : int64 array of shape (n_distinct,)
        How often the gold holds each of its words.
    """

    codes: NDArray[np.int32]
    blocks: NDArray[np.int32]
    n_words: NDArray[np.int64]
    gold: NDArray[np.int64]

    def f1(self, kept: NDArray[np.bool_]) -> float:
        """Return the F1 of the kept blocks' words and the gold's, as multisets.

        Parameters
        ----------
        kept : bool array of shape (n_blocks,)
            The decisions.

        Returns
        -------
        float
            0 to 1; 1 where neither side holds a word: `boilerclf.evaluation.page_f1` of the kept
            text.
        """
        total = int(self.n_words[kept].sum()) + int(self.gold.sum())
        if not total:
            return 1.0
        counts = np.bincount(self.codes[kept[self.blocks]], minlength=len(self.gold))
        return 2 * int(np.minimum(counts, self.gold).sum()) / total


def word_overlap(page: Page, gold: str) -> WordOverlap:
    r"""Count the words of a page's blocks and of its gold.

    Parameters
    ----------
    page : Page
        The page.
    gold : str
        The text that people marked as its content.

    Returns
    -------
    WordOverlap
        Arrays without entries for a page without blocks.

    Examples
    --------
    >>> from boilerclf.segment import segment_text
    >>> overlap = word_overlap(segment_text("Menu\nRain fell."), "Rain fell.")
    >>> overlap.f1(np.array([False, True])), overlap.f1(np.array([True, True]))
    (1.0, 0.8)
    """
    counts = Counter(tokens(gold))
    codes = {word: code for code, word in enumerate(counts)}
    words = [tokens(text) for text in page.block_texts()]
    shared = [[codes[word] for word in block if word in codes] for block in words]
    return WordOverlap(
        codes=np.array([code for block in shared for code in block], dtype=np.int32),
        blocks=np.repeat(
            np.arange(len(shared), dtype=np.int32), np.array([*map(len, shared)], dtype=np.int64)
        ),
        n_words=np.array([*map(len, words)], dtype=np.int64),
        gold=np.array([*counts.values()], dtype=np.int64),
    )
