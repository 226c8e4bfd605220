"""Keywords of consent, sharing, navigation, legal lines and others: their number and share.

Source: the idea of word lists for noise is Spousta et al. 2008 ("Victor", section 3); the lists
are ours (``keywords.txt``, for HTML also ``more_keywords.txt``, in `boilerclf.features.lists`).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from boilerclf.features.columns import Family, Rows, counts, ratios
from boilerclf.features.lists.phrases import KEYWORD_GROUPS
from boilerclf.features.view import TextView

_DATE, _BYLINE = KEYWORD_GROUPS.index("date"), KEYWORD_GROUPS.index("byline")


def compute(view: TextView) -> Rows:
    """Return the columns of keywords.

    ``n_..._keywords`` counts words and two-word phrases of each group, and of all that speak for
    noise together. ``date_share`` is words of dates and numbers over the tokens of a block,
    ``byline_share`` and ``noise_share`` are keywords over them. 0 for a block without tokens.
    """
    n_tokens, found = np.maximum(view.n_tokens, 1), view.keyword_counts
    n_noise = view.n_noise_keywords
    dates = found[_DATE] / n_tokens + view.number_share
    return found, n_noise, dates, found[_BYLINE] / n_tokens, n_noise / n_tokens


FAMILY: Final = Family(
    "keywords",
    (
        *counts(7.0, *(f"n_{group}_keywords" for group in (*KEYWORD_GROUPS, "noise"))),
        *ratios("date_share"),
        *ratios("byline_share", "noise_share", top=0.5),
    ),
    compute,
    is_local=True,
)
