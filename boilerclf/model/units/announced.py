"""Lines that a head announces as other pages: "Read also", and the titles below it.

By itself the title of another page looks like a heading of this page. If a line above it such as
"Read also" is noise, the title is most likely noise as well.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.text.view import LineView
from boilerclf.model.units.nearby import odds_factor, times_odds

MOST: Final = 3
"""The most lines below a head that go with it."""

TITLE_WORDS: Final = 14.0
"""Lines of fewer words that end no sentence may be a title."""

TIE: Final = 0.6
"""The chance that a line below a head of noise is noise less the chance that it is not. On
labelled lines 0.4 to 0.8 differ by 0.0005 of macro-F1; none of seven collections loses by it."""


class Announced(NamedTuple):
    """Lines below heads that announce other pages.

    Parameters
    ----------
    lines : int64 array of shape (n_announced,)
        The lines, each once.
    heads : int64 array of shape (n_announced,)
        The head of each.
    """

    lines: NDArray[np.int64]
    heads: NDArray[np.int64]

    def pooled(self, probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probabilities, lower for lines below a head that is noise.

        Parameters
        ----------
        probabilities : float64 array of shape (n_blocks,)
            Those of each line by itself, 0 to 1.

        Returns
        -------
        float64 array of shape (n_blocks,)
            0 to 1, with the same bits as before for all other lines.

        Examples
        --------
        >>> announced = Announced(np.array([1]), np.array([0]))
        >>> announced.pooled(np.array([0.1, 0.55, 0.55])).round(2).tolist()
        [0.1, 0.3, 0.55]
        """
        leaning = np.minimum(2 * probabilities[self.heads] - 1, 0.0) * TIE
        result = probabilities.copy()
        result[self.lines] = times_odds(probabilities[self.lines], odds_factor(leaning))
        return result


def announced_lines(view: LineView) -> Announced | None:
    r"""Find the lines that a head above them announces as other pages.

    Parameters
    ----------
    view : LineView
        The pages.

    Returns
    -------
    Announced or None
        None where there are none.

    Examples
    --------
    >>> from boilerclf.segment import segment_text
    >>> page = segment_text("Read also\nThe last ferryman hangs up his cap\nHe was glad of it.")
    >>> announced_lines(LineView([page])).lines.tolist()
    [1]
    """
    is_head = view.announces_others
    if not is_head.any():
        return None
    may_be_title = (view.n_words < TITLE_WORDS) & ~view.ends_sentence & ~is_head
    may_be_title[view.spans.first_block] = False
    found, last = [], np.flatnonzero(is_head)
    for distance in range(1, MOST + 1):
        last = last[last < view.n_blocks - 1] + 1
        last = last[may_be_title[last]]
        found.append(np.array((last, last - distance)))
    lines, heads = np.concatenate(found, axis=1)
    return Announced(lines, heads) if len(lines) else None
