"""A linear look at markup before it is parsed: cut what would make the parser quadratic.

Lexbor compares each attribute with the earlier ones of its tag, and looks through the stack of open
elements at most start tags, so both are capped here.
"""

from __future__ import annotations

import re
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.segment.limits import Limits

_SHORTEST_ATTRIBUTE: Final = 3
"""Two characters of name, for there are few names of one, and a space."""

_TAG = re.compile(r"<[a-zA-Z](?:[^\"'>]++|\"[^\"]*+\"|'[^']*+'|[\"'])*+>?")
_ATTRIBUTE = re.compile(
    r"[\s/]++[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>\"']++[^\s>]*+))?"
)
_TAG_NAME = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)(?:[^\"'>]++|\"[^\"]*+\"|'[^']*+'|[\"'])*+>?")

_NOT_NESTING: Final = frozenset(
    # Void elements, and those that the next of their kind closes: they nest only inside a
    # counted element (a list, a table), so they multiply the counted depth by three at the most.
    "br img input meta link hr wbr source area base col embed param track "
    "p li dd dt option optgroup tr td th tbody thead tfoot colgroup caption html head body".split()
)

_FEW_TAGS: Final = 8000
"""Even when all these are nested, the parser needs less than 0.1 s."""

_NAME_BYTES: Final = 8

_NOT_NESTING_NAMES: Final = np.array(
    [int.from_bytes(name.encode().ljust(_NAME_BYTES, b"\0"), "little") for name in _NOT_NESTING],
    np.uint64,
)


def prescan(html: str, limits: Limits) -> tuple[str, str]:
    """Return markup that the parser handles in linear time, and which cap cut it.

    Parameters
    ----------
    html : str
        Markup.
    limits : Limits
        The caps.

    Returns
    -------
    tuple of str and str
        The markup, unchanged where no cap was reached, and the caps that were, separated by
        commas: "max_characters", "max_attributes", "max_depth"; empty where none was.

    Examples
    --------
    >>> prescan("<p>Hello", Limits())
    ('<p>Hello', '')
    >>> prescan("<b><b><b>x</b></b></b>", Limits(max_depth=2))
    ('<b><b>x</b></b>', 'max_depth')
    """
    reached = []
    if len(html) > limits.max_characters:
        html = html[: limits.max_characters]
        reached.append("max_characters")
    pieces = html.split("<")
    if _may_exceed(pieces, limits.max_attributes):
        cut = _cut_attributes(html, limits.max_attributes)
        if cut is not None:
            html = cut
            reached.append("max_attributes")
    if len(pieces) > min(_FEW_TAGS, limits.max_depth * 8):
        flat = _flatten(html, limits.max_depth)
        if flat is not None:
            html = flat
            reached.append("max_depth")
    return html, ",".join(reached)


def _may_exceed(pieces: list[str], cap: int) -> bool:
    """Tell from what stands between two ``<`` if a tag may have more attributes than the cap."""
    shortest = cap * _SHORTEST_ATTRIBUTE
    for piece in pieces:
        if len(piece) > shortest:
            if piece.startswith(("script", "style", "!--")) and "\"" not in piece[:7]:
                end = piece.find(">", 0, shortest)
                if end > 0:
                    continue
            # Attributes are parted by white space, by a slash or by the quote that ends a value.
            n_gaps = len(piece.split()) + piece.count("/")
            n_quotes = piece.count('"') + piece.count("'")
            if n_gaps + n_quotes // 2 > cap:
                return True
    return False


def _tag_places(html: str) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the markup with one byte a character, and where each ``<`` stands."""
    # What lies outside Latin-1 becomes "?": it is never part of an HTML element's name.
    data = np.frombuffer(html.encode("latin-1", "replace") + b" " * (_NAME_BYTES + 2), np.uint8)
    return data, np.flatnonzero(data == 60)


def _may_nest_deeper(html: str, cap: int) -> bool:
    """Tell from an upper estimate, element name by element name, if the cap can be passed."""
    data, places = _tag_places(html)
    closing = data[places + 1] == 47
    first = places + 1 + closing
    letters = data[first[:, None] + np.arange(_NAME_BYTES)]
    lower = letters | 32
    is_name = ((lower >= 97) & (lower <= 122)) | ((letters >= 48) & (letters <= 57))
    is_tag = is_name[:, 0]
    is_name = np.logical_and.accumulate(is_name, axis=1)
    names = np.where(is_name, lower, 0).astype(np.uint8).view(np.uint64).ravel()
    # The end of a long name is not compared, so its end tags are not believed.
    change = np.where(closing, np.where(is_name[:, -1], 0, -1), 1) * is_tag
    change[np.isin(names, _NOT_NESTING_NAMES)] = 0
    order = np.argsort(names, kind="stable")
    names, change = names[order], change[order].astype(np.int64)
    total = change.cumsum()
    group = np.flatnonzero(np.diff(names, prepend=~names[:1]))
    before = np.repeat(total[group] - change[group], np.diff(group, append=len(names)))
    within = total - before
    # Adding a large step per group keeps the running minimum inside each group.
    step = np.repeat(np.arange(len(group)), np.diff(group, append=len(names))) * (2 * len(names))
    lowest = np.minimum.accumulate(np.minimum(within, 0) - step) + step
    return int(np.maximum.reduceat(within - lowest, group).sum()) > cap


def _cut_attributes(html: str, cap: int) -> str | None:
    """Drop the attributes of each tag beyond the cap; None where there are none."""
    pieces: list[str] = []
    done = 0
    for tag in _TAG.finditer(html):
        start, end = tag.span()
        if end - start <= cap * _SHORTEST_ATTRIBUTE:
            continue
        for number, attribute in enumerate(_ATTRIBUTE.finditer(html, start, end)):
            if number == cap:
                pieces += [html[done : attribute.start()], ">"]
                done = end
                break
    if not pieces:
        return None
    return "".join([*pieces, html[done:]])


def _flatten(html: str, cap: int) -> str | None:
    """Drop the tags that lie deeper than the cap and keep their text; None where none does."""
    if not _may_nest_deeper(html, cap):
        return None
    pieces: list[str] = []
    done = 0
    dropped = 0
    stack: list[str] = []
    n_open: dict[str, int] = {}
    for tag in _TAG_NAME.finditer(html):
        closing, name = tag.group(1), tag.group(2).lower()
        if name in _NOT_NESTING:
            continue
        if not closing and len(stack) < cap:
            stack.append(name)
            n_open[name] = n_open.get(name, 0) + 1
            continue
        if closing and not dropped:
            if n_open.get(name):
                while (top := stack.pop()) != name:
                    n_open[top] -= 1
                n_open[name] -= 1
            continue
        dropped += -1 if closing else 1
        pieces.append(html[done : tag.start()])
        done = tag.end()
    if not pieces:
        return None
    return "".join([*pieces, html[done:]])
