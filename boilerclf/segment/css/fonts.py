"""Fonts in which code is set."""

from __future__ import annotations

import re
from typing import Final

_CODE_FONT: Final = re.compile("mono|consol|courier|menlo|monaco", re.IGNORECASE)
_FONT: Final = re.compile(r"font(?:-family)?\s*:[^;]{0,160}\Z", re.IGNORECASE)
_MOST_BEFORE: Final = 200
"""The most characters before the name of a font that are looked at for what it is named for."""


def names_code_font(declarations: str) -> bool:
    """Tell if declarations name a font of one width, in which code is set.

    Parameters
    ----------
    declarations : str
        The body of a rule, or the value of ``style``.

    Returns
    -------
    bool
        False where such a name is not that of a font.

    Examples
    --------
    >>> names_code_font("font-family: 'Courier New'"), names_code_font("color: mono")
    (True, False)
    """
    names = _CODE_FONT.finditer(declarations)
    return any(
        _FONT.search(declarations[max(name.start() - _MOST_BEFORE, 0) : name.start()])
        for name in names
    )
