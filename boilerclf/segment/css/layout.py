"""Which boxes declarations make: rows and grids around their children, cells, blocks, none."""

from __future__ import annotations

import re
from typing import Final

_ROW: Final = re.compile(r"display\s*:\s*(?:inline-)?(?:flex|grid)\b")
_BOX: Final = re.compile(
    r"display(?<![\w-]display)\s*:\s*(?:block|list-item|flex|grid|table(?:-row|-cell|-caption)?)(?![\w-])"
)
DISPLAY: Final = re.compile(r"display(?<![\w-]display)\s*:\s*([\w-]*)")
"""It begins with the literal, then looks behind it: so it is found far quicker."""
_OUT_OF_LINE: Final = re.compile(
    r"(?<![\w-])(?:float\s*:\s*(?:left|right)|position\s*:\s*(?:absolute|fixed))"
)
"""What makes an element a box of its own whatever its ``display`` (CSS 2.2, section 9.7)."""


def lays_out(declarations: str) -> bool:
    """Tell if declarations lay out an element's children as boxes in a row or a grid.

    Parameters
    ----------
    declarations : str
        The body of a rule, or the value of ``style``, in small letters.

    Returns
    -------
    bool
        False where they say nothing of it.

    Examples
    --------
    >>> lays_out("display:inline-flex"), lays_out("flex: 1")
    (True, False)
    """
    return "display" in declarations and _ROW.search(declarations) is not None


def is_box(declarations: str) -> bool:
    """Tell if declarations make an element a box of its own, as a cell, a row or a block is.

    Parameters
    ----------
    declarations : str
        The body of a rule, or the value of ``style``, in small letters.

    Returns
    -------
    bool
        False where they say nothing of it.

    Examples
    --------
    >>> is_box("display:table-cell"), is_box("display: inline-block")
    (True, False)
    """
    return "display" in declarations and _BOX.search(declarations) is not None


def is_in_line(declarations: str) -> bool:
    """Tell if declarations make an element a part of the line that it stands in.

    Parameters
    ----------
    declarations : str
        The value of ``style``, in small letters.

    Returns
    -------
    bool
        False where they say so for some browsers only.

    Examples
    --------
    >>> is_in_line("display: inline"), is_in_line("float:left;display:inline")
    (True, False)
    >>> is_in_line("display:inline-block; *display:inline")
    False
    """
    if "inline" not in declarations or {*DISPLAY.findall(declarations)} != {"inline"}:
        return False
    return _OUT_OF_LINE.search(declarations) is None
