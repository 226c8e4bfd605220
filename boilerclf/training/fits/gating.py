"""Fitting the gate: for which pages it opens."""

from __future__ import annotations

from typing import Final

import numpy as np
from sklearn.linear_model import LogisticRegression

from boilerclf.features.columns import N_KNOTS
from boilerclf.model import Gate
from boilerclf.training.fits.samples import Samples

_C: Final = 1.0
_MAX_ITER: Final = 150
_FEWEST: Final = 10
"""Pages of each kind in every cell, below which no gate can be fitted."""


def can_be_gated(samples: Samples) -> bool:
    """Tell whether a gate is asked for and every cell has pages of both kinds.

    Parameters
    ----------
    samples : Samples
        All pages.

    Returns
    -------
    bool
        False where the option `gated` is off.
    """
    if not samples.options.gated:
        return False
    cells = samples.cells[: samples.n_judged]
    counts = [
        np.bincount(samples.opens_gate[: samples.n_judged][cells == cell], minlength=2).min()
        for cell in np.unique(cells)
    ]
    return bool(min(counts) >= _FEWEST)


def fit_gate(samples: Samples, out: frozenset[int]) -> Gate:
    """Fit the gate on the pages of all cells but some.

    Parameters
    ----------
    samples : Samples
        All pages; copies are not learnt from.
    out : frozenset of int
        The cells that are left out.

    Returns
    -------
    Gate
        With curves of 0: what an open gate changes is fitted with the first pass.
    """
    pages = ~np.isin(samples.cells, sorted(out))
    pages[samples.n_judged :] = False
    regression = LogisticRegression(C=_C, max_iter=_MAX_ITER)
    regression.fit(samples.summaries[pages], samples.opens_gate[pages])
    weights = regression.coef_[0].astype(np.float32)
    flat = np.zeros((len(weights) // 2, N_KNOTS), np.float32)
    return Gate(float(regression.intercept_[0]), weights, 0.0, flat)
