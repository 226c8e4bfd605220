"""A look at markup before it is parsed: what would keep the parser busy for too long is rewritten.

The parser compares each attribute with the earlier ones of its tag, looks through the stack of open
elements at most tags, and opens formatting elements that were not closed again in every paragraph.
Most pages cannot do harm, and counting their tags proves it; the others are looked at tag by tag.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from string import ascii_letters
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.segment.limits import Limits
from boilerclf.segment.rewrite import FORMATTING, rewrite
from boilerclf.segment.tokenizer import SHORTEST_ATTRIBUTE, SPACE, TAG, may_crowd_tags, n_attributes

_FEW_PAIRS: Final = 16_000_000
"""Of an open element and a later tag. They take the parser less than 0.1 s."""

_PAIRS_PER_BYTE: Final = 400
"""They take the parser 2 µs; pages as we know them have 25."""

_LEAST_SHARE_TAKEN_OUT: Final = 20
"""Where less than this part of the tags left goes in a round, the rounds end."""

_FEW_COPIES: Final = 500_000
"""As many elements take the parser 0.1 s and 200 MB."""

_BYTES_PER_COPY: Final = 4

_FEW_TOP_TAGS: Final = 2
"""``<html>`` and ``<body>``."""

_SAME_COPIED: Final = 3
"""Of equal formatting elements the parser opens no more again."""

_LONGEST_COMPARED: Final = 1024
"""Bytes of a tag up to which it is looked at whether it equals another."""

_FEW_LONG_TAGS: Final = 8

_REOPENED: Final = sorted(FORMATTING - {b"a"})
"""Of ``<a>`` the parser keeps one at a time."""

_TOP_TAG = re.compile(rb"<(?:html|body)(?=[%b/])" % SPACE, re.IGNORECASE)
_PLAIN_ATTRIBUTES = rb"(?:[%b]++[^%b\"'<>/=]++(?:=(?:\"[^\"<>]*+\"|'[^'<>]*+'))?+)*+" % (
    SPACE,
    SPACE,
)
_CLOSED_AT_ONCE = re.compile(
    rb"<(%b)%b>[^<]*+</\1>" % (b"|".join(_REOPENED), _PLAIN_ATTRIBUTES), re.IGNORECASE
)
"""A formatting element with nothing but text inside."""
_FORMATTING_TAG = re.compile(rb"<(?:%b)(?=[%b/>])" % (b"|".join(_REOPENED), SPACE), re.IGNORECASE)
_LEAVES_NOTHING_OPEN = re.compile(
    rb"<(?:(a|abbr|article|aside|b|blockquote|center|cite|code|details|div|dd|dl|dt|em|figcaption"
    rb"|figure|font|footer|h[1-6]|header|i|label|li|main|nav|ol|p|pre|section|small|span|strong"
    rb"|sub|summary|sup|time|u|ul)%b>[^<]*+</\1>|(?:br|hr|img)%b[%b]*+/?+>)"
    % (_PLAIN_ATTRIBUTES, _PLAIN_ATTRIBUTES, SPACE),
    re.IGNORECASE,
)
"""An element with nothing but text inside, which its end tag is sure to close; or a void one.

Neither is one that SVG, MathML, a table or a selection would treat in another way.
"""
_LEFT_IN_PLACE: Final = b"\0>"
"""Stands for such an element: no name and no value goes on over it, so that none arises anew."""

_OPENING = re.compile(rb"<[a-zA-Z]")
_BEFORE_VALUE: Final = frozenset(b"=" + SPACE)

_FLAT, _MAY_NEST, _MAY_REOPEN, _MAY_BE_TOP = range(4)
"""What a tag may do: nothing that counts, hold others, be opened again, add to the first."""


def prescan(html: str, limits: Limits) -> tuple[bytes, str]:
    """Return markup that the parser handles in linear time, and which caps cut it.

    Parameters
    ----------
    html : str
        Markup.
    limits : Limits
        The caps.

    Returns
    -------
    tuple of bytes and str
        The markup in UTF-8, unchanged where no cap was reached but for lone surrogates, which
        become U+FFFD; and the caps that were, separated by commas: "max_characters",
        "max_attributes", "max_depth", "max_formatting"; empty where none was.

    Examples
    --------
    >>> prescan("<p>Hello", Limits())
    (b'<p>Hello', '')
    >>> prescan("<i>" * 1000 + "x", Limits(max_depth=2))
    (b'<i><i>x</i></i>', 'max_depth')
    """
    reached = []
    if len(html) > limits.max_characters:
        html = html[: limits.max_characters]
        reached.append("max_characters")
    markup = _encode(html)
    if _has_risky_tags(markup, limits) or _has_long_tag(markup, limits):
        markup, caps = rewrite(markup, limits, _most_copies(markup))
        reached += caps
    return markup, ",".join(reached)


def _encode(html: str) -> bytes:
    try:
        return html.encode()
    except UnicodeEncodeError:
        return html.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def _most_copies(markup: bytes) -> int:
    return max(_FEW_COPIES, len(markup) // _BYTES_PER_COPY)


def _has_risky_tags(markup: bytes, limits: Limits) -> bool:
    """Tell if there are tags enough to nest too deep or to be opened again too often."""
    codes = np.frombuffer(markup, np.uint8)
    places = np.flatnonzero(codes[:-2] == ord("<"))
    n_tags = len(places)
    if not n_tags:
        return False
    # The two bytes after each "<" as one number, whatever their alignment.
    beginnings = np.ndarray(len(markup) - 2, np.dtype("<u2"), codes, 1, (1,))[places]
    kinds = _beginnings()[beginnings]
    count = np.bincount(kinds, minlength=4).tolist()
    deepest = min(count[_MAY_NEST] + count[_MAY_REOPEN], n_tags // 2)
    few_pairs = max(_FEW_PAIRS, _PAIRS_PER_BYTE * len(markup))
    few_pairs = few_pairs * limits.max_depth // Limits().max_depth
    if deepest * (n_tags - deepest) > few_pairs and most_open(markup) * n_tags > few_pairs:
        return True
    if count[_MAY_BE_TOP] > _FEW_TOP_TAGS and _has_many_top_attributes(markup, limits):
        return True
    most = max(_most_copies(markup) // n_tags, limits.max_formatting)
    if count[_MAY_REOPEN] <= most:
        return False
    return _n_reopened(markup, places[kinds == _MAY_REOPEN].tolist()) > most


def most_open(markup: bytes) -> int:
    """Return a bound on how many elements are open at once.

    Elements that leave nothing open are taken out, then those that held nothing else, and so on.
    What is not taken out may stay open to the end; what is was open inside no more than it.

    Parameters
    ----------
    markup : bytes
        Markup.

    Returns
    -------
    int
        No tree that the parser builds is deeper, but for the elements it adds unsaid and for
        formatting elements opened again.

    Examples
    --------
    >>> most_open(b"<ul><li>a</li><li>b</li></ul>" * 100), most_open(b"<div>" * 100)
    (2, 100)
    """
    n_rounds, n_found = 0, len(markup)
    while n_found * _LEAST_SHARE_TAKEN_OUT > markup.count(b"<"):
        markup, n_found = _LEAVES_NOTHING_OPEN.subn(_LEFT_IN_PLACE, markup)
        n_rounds += n_found > 0
    return n_rounds + len(_OPENING.findall(markup))


@cache
def _beginnings() -> NDArray[np.uint8]:
    """Return which tags two bytes after a ``<`` may begin, as an array over both."""
    table = np.zeros((1 << 8, 1 << 8), np.uint8)
    for first in ascii_letters.encode():
        table[:, first] = _MAY_NEST
    for kind, names in (
        (_MAY_REOPEN, _REOPENED),
        (_MAY_BE_TOP, (b"html", b"body")),
        (_FLAT, (b"p", b"br", b"hr")),
    ):
        for name in names:
            seconds = name[1:2] + name[1:2].upper() or SPACE + b"/>"
            for first in name[:1] + name[:1].upper():
                table[list(seconds), first] = kind
    return table.ravel()


def _n_reopened(markup: bytes, places: list[int]) -> int:
    """Return how many formatting elements the parser may have to open again at once."""
    equal: Counter[bytes] = Counter()
    n_other = 0
    for place in places:
        if not _FORMATTING_TAG.match(markup, place) or _CLOSED_AT_ONCE.match(markup, place):
            continue
        end = place + _LONGEST_COMPARED
        tag = TAG.match(markup, place, end)
        if tag is not None and tag.end() < end:
            equal[tag[0]] += 1
        else:
            n_other += 1
    return n_other + sum(min(count, _SAME_COPIED) for count in equal.values())


def _has_many_top_attributes(markup: bytes, limits: Limits) -> bool:
    """Tell if repeated ``<html>`` and ``<body>`` gather more attributes than the cap."""
    tags = (TAG.match(markup, place.start()) for place in _TOP_TAG.finditer(markup))
    return sum(n_attributes(tag) for tag in tags if tag) > limits.max_attributes


def _has_long_tag(markup: bytes, limits: Limits) -> bool:
    """Tell if a tag may hold more attributes than the cap.

    A tag twice as long as the step covers all from one step to the next, so each ``>`` between
    these stands in a quoted value. Of the places where that cannot be ruled out at sight, the tags
    that may cover them are looked at.
    """
    step = limits.max_attributes * SHORTEST_ATTRIBUTE
    n_long = 0
    find, rfind = markup.find, markup.rfind
    for place in range(step, len(markup) - step + 1, step):
        at = find(b">", place, place + step)
        if at >= 0:
            # `_may_be_quoted` written out, for this is all that most pages get to see.
            opener = rfind(b'"', place - step, at)
            if opener <= 0 or markup[opener - 1] not in _BEFORE_VALUE:
                opener = rfind(b"'", place - step, at)
                if opener <= 0 or markup[opener - 1] not in _BEFORE_VALUE:
                    continue
        if not _may_be_covered(markup, place, step):
            continue
        for opening in _OPENING.finditer(markup, place - step, place + 2):
            tag = TAG.match(markup, opening.start(), place + step)
            if tag is not None and tag.end() < place + step:
                continue
            n_long += 1
            whole = TAG.match(markup, opening.start())
            if n_long > _FEW_LONG_TAGS or (
                whole is not None and n_attributes(whole) > limits.max_attributes
            ):
                return may_crowd_tags(markup, limits.max_attributes)
    return False


def _may_be_covered(markup: bytes, place: int, step: int) -> bool:
    """Tell if all from one place to the next may stand inside a tag that began shortly before."""
    end = place + step
    at = markup.find(b">", place, end)
    while at >= 0:
        if not _may_be_quoted(markup, at, place - step):
            return False
        at = markup.find(b">", at + 1, end)
    before = markup.rfind(b">", place - step, place)
    if before < 0 or _may_be_quoted(markup, before, place - step):
        return True
    return _OPENING.search(markup, before, place + 2) is not None


def _may_be_quoted(markup: bytes, place: int, earliest: int) -> bool:
    """Tell if a quoted value may be open: the last quote of its kind stands where values begin."""
    opener = markup.rfind(b'"', earliest, place)
    if opener > 0 and markup[opener - 1] in _BEFORE_VALUE:
        return True
    opener = markup.rfind(b"'", earliest, place)
    return opener > 0 and markup[opener - 1] in _BEFORE_VALUE
