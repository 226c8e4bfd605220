"""Keyword groups: consent, sharing, navigation, legal lines and others, counted by hash.

Source: the idea of word lists for noise is Spousta et al. 2008 ("Victor", section 3); the lists
are ours (``keywords.txt`` in `boilerclf.features.lists`).
"""

from __future__ import annotations

from typing import Final

from boilerclf.features.columns import Family, Rows, counts
from boilerclf.features.lists.phrases import KEYWORD_GROUPS
from boilerclf.features.view import TextView


def compute(view: TextView) -> Rows:
    """Return ``n_..._keywords``: words and two-word phrases of each group; 0 for an empty block."""
    return (view.keyword_counts,)


FAMILY: Final = Family(
    "keywords",
    counts(7.0, *(f"n_{group}_keywords" for group in KEYWORD_GROUPS)),
    compute,
    is_local=True,
)
