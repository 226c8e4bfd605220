"""What a classifier finds of a page, before labels are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from boilerclf.model.explanation import Evidence


class Scored(NamedTuple):
    """What a classifier finds of each block of a page, arrays of shape (n_blocks,).

    Parameters
    ----------
    probabilities : float64 array
        Of content, on the evidence of all that belongs together
        (`boilerclf.model.units.Units.pooled`): what labels are chosen from.
    alone : float64 array
        Of content, before the evidence was pooled.
    n_words : float32 array
        Words.
    headline : int
        The block that is most likely the headline; -1 where none is.
    evidence : Evidence or None
        What was added up; None where nobody asked.
    """

    probabilities: NDArray[np.float64]
    alone: NDArray[np.float64]
    n_words: NDArray[np.float32]
    headline: int = -1
    evidence: Evidence | None = None


NOTHING: Final = Scored(np.zeros(0), np.zeros(0), np.zeros(0, np.float32))
"""What is found of a page without blocks."""
