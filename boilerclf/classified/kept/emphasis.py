"""Bold and italic text in Markdown: asterisks where these would be read as such, else tags.

turbohtml writes tags throughout a document once asterisks do not fit around a single run of text;
and it takes them to fit around ASCII letters only. So it is given noncharacters in place of the
tags. `written_html` has removed all noncharacters of the page itself.
"""

from __future__ import annotations

import re
from itertools import count
from typing import Final
from unicodedata import category

_OPENING: Final = {"<strong>": "\ufde4", "<em>": "\ufde5"}
_CLOSING: Final = {"</strong>": "\ufde6", "</em>": "\ufde7"}
_TAGS: Final = {mark: tag for tag, mark in (_OPENING | _CLOSING).items()}
_ASTERISKS: Final = {mark: "**" if "strong" in tag else "*" for mark, tag in _TAGS.items()}
_OPENS, _CLOSES = "".join(_OPENING.values()), "".join(_CLOSING.values())

_PART: Final = re.compile(f"[{_OPENS}]+|[{_CLOSES}]+")
_SEAMS: Final = tuple(f"</{name}><{name}>" for name in ("strong", "em", "del"))
"""Tags between two runs that are really one, from the outer to the inner style."""

_SPACE_FIRST: Final = re.compile("((?:<(?:strong|em|del)>)+)( |<br>)")
_SPACE_LAST: Final = re.compile("( |<br>)((?:</(?:strong|em|del)>)+)")


def tidied(html: str) -> str:
    """Return markup with runs of one style joined, and the white space at their ends moved out.

    Parameters
    ----------
    html : str
        Markup from `kept_html`.

    Returns
    -------
    str
        Markup that shows the same.

    Examples
    --------
    >>> tidied("a<strong> b</strong><strong><em>c </em></strong>d")
    'a <strong>b<em>c</em></strong> d'
    """
    for seam in _SEAMS:
        html = html.replace(seam, "")
    return _SPACE_LAST.sub(r"\2\1", _SPACE_FIRST.sub(r"\2\1", html))


def marked(html: str) -> str:
    """Return markup with noncharacters in place of the tags of bold and italic text.

    Parameters
    ----------
    html : str
        Markup from `tidied`.

    Returns
    -------
    str
        Markup to give to turbohtml.
    """
    for tag, mark in (_OPENING | _CLOSING).items():
        html = html.replace(tag, mark)
    return html


def emphasised(markdown: str) -> str:
    r"""Return Markdown with asterisks or tags in place of the noncharacters.

    Parameters
    ----------
    markdown : str
        What turbohtml made of what `marked` returned.

    Returns
    -------
    str
        Markdown in which bold and italic text is read as such.

    References
    ----------
    CommonMark 0.31, section 6.2, rules 1 to 10; they are about runs of neighbouring asterisks.

    Examples
    --------
    >>> print(emphasised(marked("<strong>a</strong> <em>b.</em>c")))
    **a** <em>b.</em>c
    """
    unfit = _unfit(markdown, list(_PART.finditer(markdown)))
    numbers = count()
    return _PART.sub(lambda part: _written(part[0], as_tags=next(numbers) in unfit), markdown)


def _unfit(markdown: str, parts: list[re.Match[str]]) -> set[int]:
    """Return the places of the parts to be tags: those where asterisks fail, and their partners."""
    unfit = {number for number, part in enumerate(parts) if not _fits(markdown, part)}
    partners: list[list[int]] = [[] for _ in parts]
    still_open: list[int] = []
    for number, part in enumerate(parts):
        if part[0][0] in _CLOSES:
            for opening in (still_open.pop() for _ in part[0] if still_open):
                partners[opening].append(number)
                partners[number].append(opening)
            continue
        if any(_may_close(markdown, part, parts[opening]) for opening in still_open):
            unfit.add(number)
        still_open += [number] * len(part[0])
    waiting = [*unfit]
    while waiting:
        new = {*partners[waiting.pop()]} - unfit
        unfit |= new
        waiting += new
    return unfit


def _written(marks: str, *, as_tags: bool) -> str:
    written = _TAGS if as_tags else _ASTERISKS
    return "".join(written[mark] for mark in marks)


def _fits(markdown: str, part: re.Match[str]) -> bool:
    """Tell if asterisks in place of these marks would open, or close, as the marks do."""
    start, end = part.span()
    before, after = markdown[max(start - 1, 0) : start], markdown[end : end + 1]
    if part[0][0] in _CLOSES:
        # Asterisks that open right after would run together with these: they become tags.
        return _holds(inside=before, outside="<" if after and after in _OPENS else after)
    return (not before or before not in _CLOSES) and _holds(inside=after, outside=before)


def _may_close(markdown: str, part: re.Match[str], opening: re.Match[str]) -> bool:
    """Tell if asterisks meant to open would close what is open instead (rules 9 and 10)."""
    length = len(_written(part[0], as_tags=False))
    n_both = length + len(_written(opening[0], as_tags=False))
    return n_both % 3 > 0 and not _is_space(markdown[part.start() - 1])


def _holds(*, inside: str, outside: str) -> bool:
    """Tell if asterisks flank their text, by the characters next to them inside and outside."""
    if _is_space(inside) or inside in _ASTERISKS:
        return False
    return not _may_be_sign(inside) or _is_space(outside) or _is_sign(outside)


def _is_space(character: str) -> bool:
    """Tell if a character is white space for CommonMark; beyond the ends of a text all is."""
    return not character or character.isspace()


def _may_be_sign(character: str) -> bool:
    """Tell if a character is punctuation in CommonMark 0.31, where symbols are included."""
    return category(character)[0] in "PS"


def _is_sign(character: str) -> bool:
    """Tell if a character is punctuation in CommonMark 0.30 as well."""
    return category(character)[0] == "P" or (character.isascii() and _may_be_sign(character))
