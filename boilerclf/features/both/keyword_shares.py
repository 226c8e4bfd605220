"""How much of a block keywords are: dates, bylines, and what speaks for noise together."""

from __future__ import annotations

from typing import Final

import numpy as np

from boilerclf.features.columns import Family, Rows, counts, ratios
from boilerclf.features.lists.phrases import KEYWORD_GROUPS
from boilerclf.features.view import TextView

_DATE, _BYLINE = KEYWORD_GROUPS.index("date"), KEYWORD_GROUPS.index("byline")


def compute(view: TextView) -> Rows:
    """Return the columns of keywords that are counted together, or over the tokens of a block.

    ``n_noise_keywords`` counts those of all groups that speak for noise, ``noise_share`` is their
    number over the tokens and ``byline_share`` that of bylines. ``date_share`` is words of dates
    and numbers over the tokens. 0 for a block without tokens.
    """
    n_tokens, found = np.maximum(view.n_tokens, 1), view.keyword_counts
    n_noise = view.n_noise_keywords
    dates = found[_DATE] / n_tokens + view.number_share
    return n_noise, dates, found[_BYLINE] / n_tokens, n_noise / n_tokens


FAMILY: Final = Family(
    "keywords",
    (
        *counts(7.0, "n_noise_keywords"),
        *ratios("date_share"),
        *ratios("byline_share", "noise_share", top=0.5),
    ),
    compute,
    is_local=True,
)
