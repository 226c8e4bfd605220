"""The lines that C4 keeps of a page.

Source: Raffel et al. 2020, "Exploring the limits of transfer learning with a unified text-to-text
transformer", JMLR 21 (140), section 2.2.
"""

from __future__ import annotations

from typing import Final

_FEWEST_WORDS: Final = 3
"""As the paper was printed, which datatrove's filter follows; its text on arXiv and the program
that made C4 ask for five."""

_TERMINAL: Final = (".", "!", "?", '"', "”")
"""A period, exclamation mark, question mark or end quotation mark, so the paper; the program knows
no curly quotation mark, and drops lines that end in three periods."""


def keeps(line: str) -> bool:
    """Tell if a line ends in a terminal mark, has three words, and none of them is Javascript.

    What C4 does with whole pages is left out: lines are what is compared.

    Examples
    --------
    >>> keeps("Rain fell all night."), keeps("Main menu of this page")
    (True, False)
    """
    return (
        line.rstrip().endswith(_TERMINAL)
        and len(line.split()) >= _FEWEST_WORDS
        and "javascript" not in line.lower()
    )
