"""How much of a block is what sites say to their readers between the paragraphs of a text.

Source: the idea of word lists for noise is Spousta et al. 2008 ("Victor", section 3); the lists are
ours (``notices.txt`` in `boilerclf.features.lists`).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from boilerclf.features.columns import Family, Rows, flags, ratios
from boilerclf.features.view import TextView


def compute(view: TextView) -> Rows:
    """Return the columns of notices.

    ``has_notice`` and ``has_notices`` tell of one phrase and of two; ``notice_share`` is their
    number over the block's tokens, ``likely_notice_share`` the same with phrases that stand in
    stories too. 0 for a block without tokens.
    """
    sure, likely = view.notice_counts
    n_tokens = np.maximum(view.n_tokens, 1)
    return sure > 0, sure > 1, sure / n_tokens, (sure + likely) / n_tokens


FAMILY: Final = Family(
    "keywords",
    (
        *flags("has_notice", "has_notices"),
        *(*ratios("notice_share", top=0.25), *ratios("likely_notice_share", top=0.5)),
    ),
    compute,
    is_local=True,
)
