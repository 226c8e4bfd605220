"""Fitting the gate: for which pages it opens."""

from __future__ import annotations

from typing import Final

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from boilerclf.features.columns import N_KNOTS
from boilerclf.model import Gate
from boilerclf.training.fits.samples import Samples

_C: Final = 1.0
_MAX_ITER: Final = 150
_NAME, _DECLARED = 0.2, 0.5
"""What a word of names counts, and what a declared one does, where a mean counts 1 at most: a page
has hundreds of the one, ten of the other."""

_COPY: Final = 0.2
"""What a copy of each page without words of names weighs, and one without any words: names may be
unknown or made by a program, and pages like these are to be told apart too."""

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
    n_means, n_words = samples.summaries.shape[1], samples.page_words.shape[1]
    scale = np.repeat((_NAME, _DECLARED), n_words // 2)
    means = sp.csr_matrix(samples.summaries[pages])
    words = samples.page_words[pages] @ sp.diags(scale)
    nameless = words @ sp.diags(np.repeat((0.0, 1.0), n_words // 2))
    silent = sp.csr_matrix(words.shape)
    versions = [sp.hstack((means, its_words)) for its_words in (words, nameless, silent)]
    counts = np.repeat((1 - 2 * _COPY, _COPY, _COPY), words.shape[0])
    regression = LogisticRegression(C=_C, max_iter=_MAX_ITER)
    regression.fit(sp.vstack(versions, format="csr"), np.tile(samples.opens_gate[pages], 3), counts)
    of_means, of_words = np.split(regression.coef_[0], [n_means])
    flat = np.zeros((n_means // 2, N_KNOTS), np.float32)
    return Gate(
        float(regression.intercept_[0]),
        of_means.astype(np.float32),
        (of_words * scale).astype(np.float32),
        0.0,
        flat,
    )
