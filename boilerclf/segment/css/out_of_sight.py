"""What declarations put out of sight: far off the screen, clipped to nothing, or cut to a dot."""

from __future__ import annotations

import re
from typing import Final

_SIGNS: Final = (
    *("-99", "-3000", "-5000", "-10000", "rect(", "inset("),
    *("height:1px", "height: 1px"),
)
"""Declarations that `is_out_of_sight` finds have one of these, which is a far quicker search."""
SIGNS_IN_SHEETS: Final = ("-999", "rect(", "height:1px")
"""Those that style sheets are searched for, as each takes a search of all: neither other far places
than -999, as -5000 pixels, nor a path that clips, nor a pixel behind a space are found there."""

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

_CLIPPED: Final = re.compile(r"(?<![\w-])clip(?:-path)?\s*:")
_AFAR: Final = re.compile(rf":\s*{_FAR}")
_PUT_BACK: Final = (
    r"position\s*:\s*(?:static|relative|sticky)|clip(?:-path)?\s*:\s*(?:auto|none|unset|initial)"
)
_FROM_CLIP: Final = re.compile(_PUT_BACK)
_FROM_DOT: Final = re.compile(rf"{_PUT_BACK}|(?<![\w-])width\s*:\s*(?:[2-9a-z]|\d\d)")
_FROM_AFAR: Final = re.compile(
    rf"{_PUT_BACK}|(?<![\w-])(?:left|top|right|bottom|inset[\w-]*)\s*:\s*(?!{_FAR})[-+.\da-z]"
    r"|(?<![\w-])(?:margin-left\s*:\s*\d{3}|translate|animation(?:-name)?\s*:(?!\s*none))"
)
_FROM_INDENT: Final = re.compile(r"text-indent\s*:")
"""What brings back an element that is clipped, cut to a dot, far away, or whose text is. A move and
an animation are taken for one that ends on the screen."""


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
    if not any(map(declarations.__contains__, _SIGNS)):
        return False
    folded = declarations.lower()
    if "indent" in folded and _INDENTED.search(folded):
        return True
    if _TAKEN_OUT.search(folded) is None:
        return False
    return _AWAY.search(folded) is not None or _is_dot(folded)


def _is_dot(folded: str) -> bool:
    return len(set(_DOT.findall(folded))) > 1 and _CUT.search(folded) is not None


def way_back(declarations: str) -> re.Pattern[str]:
    """Return what other declarations must have that bring an element back into sight.

    Parameters
    ----------
    declarations : str
        The body of a rule that `is_out_of_sight` finds, in small letters.

    Returns
    -------
    re.Pattern
        A place is enough for an element far away, a width for a dot; a clip or an indent must end.

    Examples
    --------
    >>> bool(way_back("left:-9999px").search("left:0"))
    True
    >>> bool(way_back("position:absolute;clip:rect(0 0 0 0)").search("left:0"))
    False
    """
    if _INDENTED.search(declarations):
        return _FROM_INDENT
    if _CLIPPED.search(declarations):
        return _FROM_CLIP
    return _FROM_AFAR if _AFAR.search(declarations) else _FROM_DOT
