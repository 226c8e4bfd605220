"""What declarations put out of sight: far off the screen, clipped to nothing, or cut to a dot."""

from __future__ import annotations

import re
from typing import Final

_SIGNS: Final = (
    *("-99", "-3000", "-5000", "-10000", "rect(", "inset(50%", "inset(100%"),
    *("height:1px", "height: 1px"),
)
"""Declarations that `is_out_of_sight` finds have one of these, which is a far quicker search."""
SIGNS_IN_SHEETS: Final = ("-999", "rect(", "height:1px")
"""Those that style sheets are searched for. Others are rare there, and each takes a search."""
SIGNS_OF_RETURN: Final = ("clip", "static", "relative")
"""Declarations that `is_put_back` finds have one of these, but for sticky boxes."""

_TAKEN_OUT: Final = re.compile(r"position\s*:\s*(?:absolute|fixed)")
_FAR: Final = r"-(?:99\d+|(?:[35]|10)0000*)(?:\.\d*)?(?:px|r?em)"
"""Offsets that authors choose to hide text; those of sliders are multiples of their widths."""
_ONE: Final = r"[01](?:px|r?em|%)?"
_AWAY: Final = re.compile(
    rf"(?:left|top|right|bottom)\s*:\s*{_FAR}|clip\s*:\s*rect\(\s*{_ONE}(?:[\s,]+{_ONE}){{3}}\s*\)"
    r"|clip-path\s*:\s*inset\(\s*(?:50|100)%\s*\)"
)
_DOT: Final = re.compile(r"(?<![\w-])(width|height)\s*:\s*1px\s*(?:[;!]|\Z)")
_CUT: Final = re.compile(r"overflow\s*:\s*(?:hidden|clip)")
_INDENTED: Final = re.compile(rf"text-indent\s*:\s*{_FAR}")

_PUT_BACK: Final = re.compile(
    r"position\s*:\s*(?:static|relative|sticky)|clip(?:-path)?\s*:\s*(?:auto|none|unset|initial)"
)
_MOVED: Final = re.compile(
    rf"{_PUT_BACK.pattern}|(?<![\w-])(?:left|top|right|bottom|text-indent)\s*:\s*[\da-z]"
    r"|(?<![\w-])width\s*:\s*(?:[2-9a-z]|\d\d)"
)


def is_out_of_sight(declarations: str) -> bool:
    """Tell if declarations put an element far off the screen or cut it to nothing, or to a dot.

    Text for screen readers is hidden so. Text that is only transparent or has no height does not
    count: a script may be about to show it.

    Parameters
    ----------
    declarations : str
        The body of a rule, or the value of ``style``.

    Returns
    -------
    bool
        False where they do neither.

    Examples
    --------
    >>> is_out_of_sight("position:absolute; left:-9999px"), is_out_of_sight("left: -40px")
    (True, False)
    """
    if "-" not in declarations and "(" not in declarations and "1px" not in declarations:
        return False
    if not any(sign in declarations for sign in _SIGNS):
        return False
    folded = declarations.lower()
    if "indent" in folded and _INDENTED.search(folded):
        return True
    if _TAKEN_OUT.search(folded) is None:
        return False
    return _AWAY.search(folded) is not None or _is_dot(folded)


def _is_dot(folded: str) -> bool:
    return len(set(_DOT.findall(folded))) > 1 and _CUT.search(folded) is not None


def is_put_back(declarations: str) -> bool:
    """Tell if declarations bring back an element that is out of sight, even one that is clipped.

    Parameters
    ----------
    declarations : str
        The body of a rule, in small letters.

    Returns
    -------
    bool
        True where they put it into the flow of text, or end its clip.

    Examples
    --------
    >>> is_put_back("position:static"), is_put_back("clip:auto"), is_put_back("left:0")
    (True, True, False)
    """
    return _PUT_BACK.search(declarations) is not None


def is_moved(declarations: str) -> bool:
    """Tell if declarations bring back an element that is out of sight, unless it is clipped.

    Parameters
    ----------
    declarations : str
        The body of a rule, in small letters.

    Returns
    -------
    bool
        True where `is_put_back` is, and where they give it a place or a width.

    Examples
    --------
    >>> is_moved("left:0"), is_moved("width:1px"), is_moved("left:-9999px")
    (True, False, False)
    """
    return _MOVED.search(declarations) is not None
