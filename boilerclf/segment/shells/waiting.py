"""Pages that wait for a script to show their text."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.page import Page

MAX_SEEN_SHARE: Final = 0.2
"""If less than this share of the text shows, a script will show the rest."""

MIN_SEEN: Final = 250
"""The same holds if fewer bytes of UTF-8 than these show, and as many or more are hidden: two
sentences in any script."""


def waits_for_script(page: Page) -> bool:
    """Tell if so little of a page shows that a script must be about to show the rest.

    Parameters
    ----------
    page : Page
        With the flags `UNSEEN` that `boilerclf.segment.visibility.hidden.Visibility` gives.

    Returns
    -------
    bool
        True where less than `MAX_SEEN_SHARE` of the text shows, or fewer than `MIN_SEEN` bytes show
        and `MIN_SEEN` or more are hidden; False where nothing is `UNSEEN`.
    """
    if not page.is_unseen.any():
        return False
    lengths = page.ends - page.starts
    unseen = int(lengths[page.is_unseen].sum())
    seen = int(lengths.sum()) - unseen
    if seen < MAX_SEEN_SHARE * (seen + unseen):
        return True
    return seen < MIN_SEEN and _n_bytes(page, ~page.is_unseen) < MIN_SEEN <= _n_bytes(
        page, page.is_unseen
    )


def _n_bytes(page: Page, chosen: NDArray[np.bool_]) -> int:
    """Return how long the text of some blocks is in UTF-8."""
    texts = map(page.block_text, np.flatnonzero(chosen).tolist())
    return sum(len(text.encode("utf-8", "surrogatepass")) for text in texts)
