"""Which screens a condition in a style sheet is for, judged by the widths it names.

A page is read as on a wide screen: a condition holds where it does on every width of `_WIDE`.

Source: Media Queries Level 4, sections 2 (syntax, ``not``, ``only``, commas) and 4.1 (``width``).
"""

from __future__ import annotations

import operator
import re
from enum import IntEnum
from functools import lru_cache
from typing import Final

from turbohtml import Element

_WIDE: Final = (1280.0, 1920.0)
"""Widths of desktop screens in CSS pixels: the narrowest and the widest common one."""

_PIXELS: Final = {"px": 1.0, "em": 16.0, "rem": 16.0}

_SHAPE: Final = re.compile(r"@(?:font-face|page)", re.IGNORECASE)
_EVERY: Final = re.compile(r"@(?:layer|supports)", re.IGNORECASE)
_MEDIA: Final = re.compile(r"@media\b", re.IGNORECASE)
_FEATURE: Final = re.compile(r"\([^()]*\)")
_QUERY: Final = re.compile(r"(not )?(?:only )?(?:(?:all|screen)(?: and \(\))*|\(\)(?: and \(\))*|)")
"""A query whose features have been emptied to ``()``, with one space between words."""
_PRINT: Final = re.compile(r"(?:only )?print\b")
_NUMBER: Final = r"(\d+(?:\.\d*)?|\.\d+)(px|r?em)"
_LIMIT: Final = re.compile(rf"\(\s*(min|max)-(?:device-)?width\s*:\s*{_NUMBER}\s*\)")
_COMPARED: Final = re.compile(rf"\(\s*(?:device-)?width\s*([<>]=?)\s*{_NUMBER}\s*\)")
_BETWEEN: Final = re.compile(rf"\(\s*{_NUMBER}\s*(<=?)\s*width\s*(<=?)\s*{_NUMBER}\s*\)")
_LONGEST: Final = 300
"""The longest condition that is read, in characters: longer ones are about more than width."""

_COMPARE: Final = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


class Scope(IntEnum):
    """Where the rules under a condition hold.

    Of two conditions, one inside the other, the higher number counts.
    """

    EVERYWHERE = 0
    WIDE = 1
    UNKNOWN = 2
    NOWHERE = 3
    """In print or on narrow screens only, or in a rule that styles no element."""


def scope_of(condition: str) -> Scope:
    """Tell where the rules under a condition hold.

    Parameters
    ----------
    condition : str
        The text before the brace of a group of rules, such as ``@media (min-width: 600px)``.

    Returns
    -------
    Scope
        `Scope.UNKNOWN` where it depends on more than the width.

    Examples
    --------
    >>> [scope_of(f"@media {its}").name for its in ("screen", "(min-width: 48em)", "print")]
    ['EVERYWHERE', 'WIDE', 'NOWHERE']
    >>> scope_of("@media not all and (min-width:768px)").name, scope_of("@media (hover)").name
    ('NOWHERE', 'UNKNOWN')
    """
    if _MEDIA.match(condition):  # as most are
        is_short = len(condition) <= _LONGEST
        return _scope_of_queries(condition[len("@media") :].lower()) if is_short else Scope.UNKNOWN
    if _EVERY.match(condition):
        return Scope.EVERYWHERE
    return Scope.NOWHERE if _SHAPE.match(condition) else Scope.UNKNOWN


def is_for_screen(sheet: Element) -> bool:
    """Tell if a style sheet in the page holds on wide screens, with scripts on.

    Parameters
    ----------
    sheet : Element
        A ``<style>``.

    Returns
    -------
    bool
        False for one with other ``media``, and in ``<noscript>``.

    Examples
    --------
    >>> from turbohtml import parse
    >>> sheets = parse("<style>a{}</style><style media=print>a{}</style>").select("style")
    >>> [is_for_screen(sheet) for sheet in sheets]
    [True, False]
    """
    media = sheet.attr("media")
    is_wide = media is None or scope_of(f"@media {media}") <= Scope.WIDE
    return is_wide and sheet.closest("noscript") is None


@lru_cache(maxsize=1024)  # most pages have the same few, which take long to read
def _scope_of_queries(queries: str) -> Scope:
    """Return where one of several queries holds: commas mean "or"."""
    return min(map(_scope_of_query, queries.split(",")))


def _scope_of_query(query: str) -> Scope:
    words = " ".join(_FEATURE.sub(" () ", query).split())
    found = _QUERY.fullmatch(words)
    if found is None:
        return Scope.NOWHERE if _PRINT.match(words) else Scope.UNKNOWN
    features = _FEATURE.findall(query)
    if not features:
        return Scope.NOWHERE if found[1] else Scope.EVERYWHERE
    answers = [[_holds(feature, width) for width in _WIDE] for feature in features]
    holds = [
        False if False in at else None if None in at else True for at in zip(*answers, strict=True)
    ]
    if found[1]:
        holds = [None if its is None else not its for its in holds]
    if all(holds):
        return Scope.WIDE
    return Scope.NOWHERE if all(its is False for its in holds) else Scope.UNKNOWN


def _holds(feature: str, width: float) -> bool | None:
    """Tell if a feature holds on a screen of this width; None where that cannot be told."""
    if limit := _LIMIT.fullmatch(feature):
        bound = float(limit[2]) * _PIXELS[limit[3]]
        return width >= bound if limit[1] == "min" else width <= bound
    if compared := _COMPARED.fullmatch(feature):
        return bool(_COMPARE[compared[1]](width, float(compared[2]) * _PIXELS[compared[3]]))
    if between := _BETWEEN.fullmatch(feature):
        low, high = (float(between[n]) * _PIXELS[between[n + 1]] for n in (1, 5))
        return bool(_COMPARE[between[3]](low, width) and _COMPARE[between[4]](width, high))
    return None
