"""What the first pass thought of the block itself.

Source: stacked generalization, Wolpert 1992.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from boilerclf.features.arrays.basics import Doubles, Floats
from boilerclf.features.columns import N_KNOTS, Family, Rows, ratios
from boilerclf.features.view import TextView

_LOGIT_TOP: Final = 6.0


def logit_unit(probability: Doubles) -> Floats:
    """Return log-odds clipped to ±6 and laid on [0, 1].

    Examples
    --------
    >>> logit_unit(np.array([0.5, 1.0])).tolist()
    [0.5, 1.0]
    """
    with np.errstate(divide="ignore"):
        logit = np.log(probability) - np.log1p(-probability)
    return ((logit / (2 * _LOGIT_TOP)).clip(-0.5, 0.5) + 0.5).astype(np.float32)


def logit_curve() -> Doubles:
    """Return the log-odds at the knots of ``own_logit``: the curve that leaves a score as it is."""
    return np.linspace(-_LOGIT_TOP, _LOGIT_TOP, N_KNOTS)


def compute(view: TextView, probability: Doubles) -> Rows:
    """Return ``own_logit``, the block's log-odds as `logit_unit` lays them."""
    return (logit_unit(probability),)


FAMILY: Final = Family("around", ratios("own_logit"), compute)
