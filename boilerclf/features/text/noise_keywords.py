"""Keywords of all groups that speak for noise, counted together: a line has few of each."""

from __future__ import annotations

from typing import Final

import numpy as np

from boilerclf.features.columns import Family, Rows, counts
from boilerclf.features.lists.phrases import KEYWORD_GROUPS
from boilerclf.features.text.view import LineView

_NOISE: Final = np.array([group not in {"date", "commerce"} for group in KEYWORD_GROUPS])
"""Dates and goods stand in content as well."""


def compute(view: LineView) -> Rows:
    """Return the column of keywords that speak for noise.

    ``n_noise_keywords``, their number.
    """
    return (view.keyword_counts[_NOISE].sum(axis=0),)


FAMILY: Final = Family("keywords", counts(7.0, "n_noise_keywords"), compute, is_local=True)
