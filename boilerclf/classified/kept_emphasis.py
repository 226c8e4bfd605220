"""Bold and italic text in Markdown: asterisks where they are read as such, tags elsewhere.

turbohtml writes tags, for all of a document, once a single run of bold or italic text does not fit;
and it takes no run with another letter than ASCII's to fit. So it is given noncharacters, of which
`written_html` leaves none of the page's, in place of the tags.
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
"""Between two runs that are one, from the outer to the inner."""

_SPACE_FIRST: Final = re.compile("((?:<(?:strong|em|del)>)+)( |<br>)")
_SPACE_LAST: Final = re.compile("( |<br>)((?:</(?:strong|em|del)>)+)")


def tidied(html: str) -> str:
    """Return markup with runs of one style joined and the white space at their edges outside.

    Parameters
    ----------
    html : str
        Of `kept_html`.

    Returns
    -------
    str
        What shows the same.

    Examples
    --------
    >>> tidied("a<strong> b</strong><strong><em>c </em></strong>d")
    'a <strong>b<em>c</em></strong> d'
    """
    for seam in _SEAMS:
        html = html.replace(seam, "")
    return _SPACE_LAST.sub(r"\2\1", _SPACE_FIRST.sub(r"\2\1", html))


def marked(html: str) -> str:
    """Return markup with noncharacters in place of what opens and closes bold and italic text.

    Parameters
    ----------
    html : str
        Of `tidied`.

    Returns
    -------
    str
        What turbohtml is given.
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
        Markdown whose bold and italic text is read as such.

    References
    ----------
    CommonMark 0.31, section 6.2, rules 1 to 10; they hold for all that stands side by side.

    Examples
    --------
    >>> print(emphasised(marked("<strong>a</strong> <em>b.</em>c")))
    **a** <em>b.</em>c
    """
    unfit = _unfit(markdown, list(_PART.finditer(markdown)))
    numbers = count()
    return _PART.sub(lambda its: _written(its[0], as_tags=next(numbers) in unfit), markdown)


def _unfit(markdown: str, parts: list[re.Match[str]]) -> set[int]:
    """Return which parts, by their place, are to be tags: what does not fit, and its partners."""
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
    """Tell if asterisks open, or close, where these marks stand."""
    start, end = part.span()
    before, after = markdown[max(start - 1, 0) : start], markdown[end : end + 1]
    if part[0][0] in _CLOSES:
        # A tag follows at once where others open: the asterisks would run together.
        return _holds(inside=before, outside="<" if after and after in _OPENS else after)
    return (not before or before not in _CLOSES) and _holds(inside=after, outside=before)


def _may_close(markdown: str, part: re.Match[str], opening: re.Match[str]) -> bool:
    """Tell if asterisks that are to open would rather close what is open (rules 9 and 10)."""
    length = len(_written(part[0], as_tags=False))
    n_both = length + len(_written(opening[0], as_tags=False))
    return n_both % 3 > 0 and not _is_space(markdown[part.start() - 1])


def _holds(*, inside: str, outside: str) -> bool:
    """Tell if a run of asterisks is flanking, between a character of its text and one without."""
    if _is_space(inside) or inside in _ASTERISKS:
        return False
    return not _may_be_sign(inside) or _is_space(outside) or _is_sign(outside)


def _is_space(character: str) -> bool:
    """Tell if a character is white space for CommonMark, as the two ends of a text are."""
    return not character or character.isspace()


def _may_be_sign(character: str) -> bool:
    """Tell if a character is punctuation for CommonMark 0.31, which adds symbols to it."""
    return category(character)[0] in "PS"


def _is_sign(character: str) -> bool:
    """Tell if a character is punctuation for what reads CommonMark 0.30 too."""
    return category(character)[0] == "P" or (character.isascii() and _may_be_sign(character))
