"""Keywords of all groups that speak for noise, counted together: a line has few of each."""

from __future__ import annotations

from typing import Final

from boilerclf.features.columns import Family, Rows, counts
from boilerclf.features.text.view import LineView


def compute(view: LineView) -> Rows:
    """Return ``n_noise_keywords``, the number of keywords that speak for noise."""
    return (view.n_noise_keywords,)


FAMILY: Final = Family("keywords", counts(7.0, "n_noise_keywords"), compute, is_local=True)
