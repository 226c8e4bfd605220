"""Columns of the second pass: how a block stands among the blocks of its page.

A probability of 0.6 is much on a page where nothing is sure and little beside a story that is:
these columns say how sure the page's surest content is, and how far a block falls behind it.
The idea is that of ranking instead of classifying, Joachims 2002, "Optimizing Search Engines using
Clickthrough Data", section 3: what counts is the order within a page.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.columns import Column, as_columns, counts, ratios

_SHARES: Final = (0.1, 0.5)
"""The parts of a page's expected content words whose least sure block is compared with."""

_SUREST: Final = 1 - 1e-6
_TOP: Final = 8.0
_SPAN: Final = 12.0
"""Log-odds by which a block may fall behind (nine) or lead (three) before the curve is flat."""

COLUMNS: Final[tuple[Column, ...]] = (
    *ratios("mass_above", "share_above"),
    *ratios("behind_surest_tenth", "behind_surest_half", "surest_tenth", "surest_half"),
    *counts(4095.0, "words_above", "words_below"),
)


def standing(probability: NDArray[np.float64], n_words: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the columns of a block's standing.

    A block weighs its words and half a word. ``mass_above`` is the share of the page's expected
    content words in blocks of higher probability, ``share_above`` the share of its words,
    ``words_above`` their number and ``words_below`` that of all other words, its own included; of
    equals the earlier block counts as higher. ``surest_tenth`` and ``surest_half``
    are log-odds of the least sure of the surest blocks that hold a tenth, and half, of the expected
    content words, laid on [0, 1] from -8 to 8; ``behind_...`` the block's log-odds less those, laid
    on [0, 1] from -9 to 3.

    Parameters
    ----------
    probability : float64 array of shape (n_blocks,)
        First-pass probabilities of content.
    n_words : float32 array of shape (n_blocks,)
        Words of each block.

    Returns
    -------
    float32 array of shape (n_blocks, 8)
        In the order of `COLUMNS`; no rows for no blocks.

    Examples
    --------
    >>> columns = standing(np.array([0.5, 0.75]), np.array([9.5, 9.5], np.float32))
    >>> columns[:, [1, 6, 7]].tolist()
    [[0.5, 10.0, 10.0], [0.0, 0.0, 20.0]]
    """
    n_blocks = len(probability)
    if not n_blocks:
        return np.zeros((0, len(COLUMNS)), np.float32)
    order = np.argsort(-probability, kind="stable")
    words = (n_words.astype(np.float64) + 0.5)[order]
    expected = probability[order] * words
    upto, mass = words.cumsum(), expected.cumsum()
    bounded = np.clip(probability, 1 - _SUREST, _SUREST)
    logit = np.log(bounded) - np.log1p(-bounded)
    np.clip(logit, -_TOP, _TOP, out=logit)
    places = np.minimum(np.searchsorted(mass, np.array(_SHARES) * mass[-1]), n_blocks - 1)
    surest = logit[order[places]]
    sorted_rows = np.stack((mass - expected, upto - words))
    rows = np.empty_like(sorted_rows)
    rows[:, order] = sorted_rows
    above = rows[1]
    return as_columns(
        rows[0] / max(mass[-1], 1e-9),
        above / upto[-1],
        (logit - surest[:, None]) / _SPAN + 0.75,
        np.repeat((surest / (2 * _TOP) + 0.5)[:, None], n_blocks, axis=1),
        above,
        upto[-1] - above,
    )
