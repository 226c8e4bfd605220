"""The rules of a style sheet, and the selectors that can be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from boilerclf.segment.css.media import Scope, scope_of

_MAX_STYLE: Final = 1024 * 1024
"""How many characters of ``<style>`` are read of a page."""

_COMMENT: Final = re.compile(r"/\*[^*]*(?:\*(?!/)[^*]*)*(?:\*/|\Z)")
_NAME: Final = r"-?[A-Za-z_][A-Za-z0-9_-]*"
_COMPOUND: Final = rf"(?:[A-Za-z][A-Za-z0-9]*(?:[.#]{_NAME})*|(?:[.#]{_NAME})+)"
_SPACE: Final = r"[ \t\n\r\f]"
"""White space in CSS; Python counts more characters as such, which no selector may contain."""
SIMPLE: Final = re.compile(rf"{_COMPOUND}(?:(?:{_SPACE}*>{_SPACE}*|{_SPACE}+){_COMPOUND})*")
"""Selectors of tags, classes and ids, descendants and children."""
KEYS: Final = re.compile(r"[#.](-?[A-Za-z_][\w-]*(?:\\[^\w\s][\w-]*)*)")
"""Classes and ids, with escapes as in Tailwind's ``.md\\:block``."""
_LONGEST_PRELUDE: Final = 4096


def joined_sheets(sheets: Iterable[str]) -> str:
    r"""Return style sheets as one, without comments and the signs that hide them from old browsers.

    Parameters
    ----------
    sheets : iterable of str
        The text of each ``<style>``.

    Returns
    -------
    str
        As far as they are read, with a space for each comment and sign.

    Examples
    --------
    >>> joined_sheets(["<!-- a{b:c/* d */}", "e{}"])
    '  a{b:c }\ne{}'
    """
    css = _COMMENT.sub(" ", "\n".join(sheets)[:_MAX_STYLE])
    css = css.replace("<!--", " ") if "<" in css else css  # a single character is found far sooner
    return css.replace("-->", " ")


def rules_with(
    css: str, signs: tuple[str, ...], rare: tuple[str, ...] = ()
) -> Iterator[tuple[str, str, Scope, int]]:
    """Yield each rule that has one of the signs, unless it holds nowhere.

    Parameters
    ----------
    css : str
        A style sheet without comments.
    signs : tuple of str
        What many rules have, in small letters.
    rare : tuple of str, optional
        What few have; all rules are searched for it at once.

    Yields
    ------
    tuple of (str, str, Scope, int)
        The text before the brace of a rule, its body in lower case, where it holds, and whether
        it has one of the signs that are rare.

    Examples
    --------
    >>> [(before, body) for before, body, *_ in rules_with("a{Color:red}b{top:0}", ("color",))]
    [('a', 'color:red')]
    """
    around = [("", Scope.EVERYWHERE)]
    pieces = css.split("}")
    # All at once is far quicker, but for characters that are not of ASCII.
    lowered = css.lower().split("}") if css.isascii() else map(str.lower, pieces)
    marks = _marks(css, rare, len(pieces))
    for piece, folded, mark in zip(pieces, lowered, marks, strict=True):
        for sign in signs:  # far quicker than any()
            if sign in folded:
                is_told = True
                break
        else:
            if not mark and piece.count("{") == 1:
                continue
            is_told = mark > 0
        openings = piece.split("{")[:-1]
        for text in openings[:-1]:
            its = scope_of(_prelude(text)) if "@" in text else Scope.UNKNOWN
            around.append((text, max(its, around[-1][1])))
        if openings:
            before = openings[-1]
        elif len(around) > 1:
            before = around.pop()[0]
        else:
            continue
        if is_told and around[-1][1] is not Scope.NOWHERE:
            yield before, folded[folded.rfind("{") + 1 :], around[-1][1], mark


def _marks(css: str, signs: tuple[str, ...], n_pieces: int) -> bytearray:
    """Return 1 for each piece up to a closing brace that has one of the signs, else 0."""
    found = []
    for sign in signs:
        place = css.find(sign)
        while place >= 0:
            found.append(place)
            end = css.find("}", place)
            place = css.find(sign, end) if end >= 0 else -1
    marks = bytearray(n_pieces)
    piece = last = 0
    for place in sorted(found):
        piece += css.count("}", last, place)
        marks[piece] = 1
        last = place
    return marks


def selectors_of(before: str) -> str:
    """Return the selectors of a rule.

    Parameters
    ----------
    before : str
        The text before its brace, as `rules_with` yields it.

    Returns
    -------
    str
        Empty for an at-rule.

    Examples
    --------
    >>> selectors_of("@import 'a';p, .b "), selectors_of("@font-face")
    ('p, .b', '')
    """
    prelude = _prelude(before)
    return "" if prelude.startswith("@") else prelude


def ends_of(selectors: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each selector with the classes and ids that it requires of the element itself.

    Parameters
    ----------
    selectors : str
        With commas between them.

    Yields
    ------
    tuple of (str, list of str)
        A selector and the names.

    Examples
    --------
    >>> [*ends_of("p, .a > b.c#d")]
    [('p', []), ('.a > b.c#d', ['c', 'd'])]
    """
    for selector in map(str.strip, selectors.split(",")):
        yield selector, keys_of(last_compound(selector))


def keys_of(selector: str) -> list[str]:
    r"""Return the classes and ids of a selector.

    Parameters
    ----------
    selector : str
        One, or several.

    Returns
    -------
    list of str
        In order, without the signs before them and those of escapes.

    Examples
    --------
    >>> keys_of(r".md\:block #a")
    ['md:block', 'a']
    """
    keys = KEYS.findall(selector)
    return [key.replace("\\", "") for key in keys] if "\\" in selector else keys


def _prelude(text: str) -> str:
    """Return the text right before a brace: selectors, or the condition of a group of rules."""
    return text.rpartition(";")[2].strip()[:_LONGEST_PRELUDE]


def strength(selector: str) -> tuple[int, int]:
    """Return what tells which of two selectors wins: the number of ids, then that of classes.

    Parameters
    ----------
    selector : str
        Any.

    Returns
    -------
    tuple of (int, int)
        The greater one wins.

    Examples
    --------
    >>> strength("#a .b") > strength(".a .b.c p")
    True
    """
    return selector.count("#"), selector.count(".")


def last_compound(selector: str) -> str:
    """Return the part of a selector that is about the element itself.

    Parameters
    ----------
    selector : str
        Any.

    Returns
    -------
    str
        Empty if it is cut off.

    Examples
    --------
    >>> last_compound(".a > p.b")
    'p.b'
    """
    *_, last = "", *selector.rsplit(maxsplit=1)
    for combinator in ">+~":
        last = last.rpartition(combinator)[2]
    return last
