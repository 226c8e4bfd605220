"""Keywords of consent, sharing, navigation, legal lines and others: their number and share.

Source: the idea of word lists for noise is Spousta et al. 2008 ("Victor", section 3); the lists
are ours (``keywords.txt``, for HTML also ``more_keywords.txt``, in `boilerclf.features.lists`).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from boilerclf.features.columns import Family, Rows, counts, ratio, ratios
from boilerclf.features.lists.phrases import KEYWORD_GROUPS
from boilerclf.features.view import TextView

_COUNTED: Final = (
    *("consent", "navigation", "subscription", "comments", "byline", "date", "commerce"),
)
"""Groups with columns of their own: those of the others had no weight beside that of all."""

_ROWS: Final = np.array([KEYWORD_GROUPS.index(group) for group in _COUNTED])


def compute(view: TextView) -> Rows:
    """Return the columns of keywords.

    ``n_..._keywords`` counts words and two-word phrases of some groups, and of all that speak for
    noise together; ``noise_share`` is the number of those over the tokens. 0 for an empty block.
    """
    n_noise = view.n_noise_keywords
    return view.keyword_counts[_ROWS], n_noise, ratio(n_noise, view.n_tokens)


FAMILY: Final = Family(
    "keywords",
    (
        *counts(7.0, *(f"n_{group}_keywords" for group in (*_COUNTED, "noise"))),
        *ratios("noise_share", top=0.5),
    ),
    compute,
    is_local=True,
)
