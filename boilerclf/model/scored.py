"""What a classifier finds of a page, before labels are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from boilerclf.model.explanation import Evidence


class Scored(NamedTuple):
    """What a classifier finds of the blocks of a page; arrays have the shape (n_blocks,).

    Parameters
    ----------
    probabilities : float64 array
        The probabilities of content from which labels are chosen: those of blocks that belong
        together are pooled (`boilerclf.model.units.Units.pooled`).
    alone : float64 array
        The probabilities of content before that.
    n_words : float32 array
        The number of words.
    headline : int
        The block that is most likely the headline; -1 where none is.
    gate_share : float or None
        The probability that the gate is open for the page; None for a model without one.
    evidence : Evidence or None
        The parts of the log-odds; None where nobody asked for them.
    """

    probabilities: NDArray[np.float64]
    alone: NDArray[np.float64]
    n_words: NDArray[np.float32]
    headline: int = -1
    gate_share: float | None = None
    evidence: Evidence | None = None


NOTHING: Final = Scored(np.zeros(0), np.zeros(0), np.zeros(0, np.float32))
"""What is found of a page without blocks."""
