"""The tokens of markup, as the HTML Living Standard delimits them in section 13.2.5.

Only what the caps need: where a tag, a comment or an element whose content is no markup ends, and
how many attributes a tag has.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final


def names(text: str) -> frozenset[bytes]:
    """Return the words of a text as names of elements.

    Examples
    --------
    >>> sorted(names("td th"))
    [b'td', b'th']
    """
    return frozenset(text.encode().split())


SPACE: Final = b" \t\n\f\r"

_VALUE = rb"\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^%b\"'>][^%b>]*+" % (SPACE, SPACE)
_ATTRIBUTE_PATTERN = rb"[%b/]*+[^%b/>][^%b/>=]*+(?:[%b]*+=[%b]*+(?:%b)?+)?+" % (
    *(SPACE,) * 5,
    _VALUE,
)
ATTRIBUTE: Final = re.compile(_ATTRIBUTE_PATTERN)
TAG: Final = re.compile(
    rb"<(/?)([a-zA-Z][^%b/>]*+)((?:%b)*+)[%b/]*+(?:>|\Z)" % (SPACE, _ATTRIBUTE_PATTERN, SPACE)
)
"""A whole tag: its slash, its name and its attributes."""

BEGINS: Final = re.compile(rb"<(?=[a-zA-Z/!?])")
COMMENT: Final = re.compile(
    rb"<!--(?:-?>|.*?(?:--!?>|\Z))|<(?:[!?]|/[^a-zA-Z])[^>]*+(?:>|\Z)", re.DOTALL
)
CDATA: Final = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
_SCRIPT_EVENT = re.compile(rb"<!--|-->|<(/?)script(?=[%b/>])" % SPACE, re.IGNORECASE)

RAW: Final = names("script style textarea title xmp iframe noembed noframes plaintext")
"""Elements whose content is no markup, unless SVG or MathML is around them."""

_ENDS_NAME: Final = frozenset(bytes((code,)) for code in SPACE + b"/>")

_FOREIGN: Final = names("svg math")
_HOLDS_HTML: Final = names("foreignobject desc mi mo mn ms mtext annotation-xml")

_PASSED_OVER: Final = (
    # Text and tags that neither change how what follows is read nor have too many attributes.
    rb"(?:[^<]++|<(?![a-zA-Z/!?])|</?(?!(?:%b)[%b/>])[a-zA-Z][^%b/>]*+(?:%b){0,%d}+[%b/]*+>)++"
)

SHORTEST_ATTRIBUTE: Final = 4
"""Three characters of name, for there are few names of two, and a space."""


def n_attributes(tag: re.Match[bytes]) -> int:
    """Count a tag's attributes.

    Parameters
    ----------
    tag : re.Match
        A match of `TAG`.

    Returns
    -------
    int
        Equal names counted each.

    Examples
    --------
    >>> n_attributes(TAG.match(b"<p a b='c d'/e>"))
    3
    """
    return sum(1 for _ in ATTRIBUTE.finditer(tag.string, *tag.span(3)))


def raw_end(markup: bytes, name: bytes, start: int) -> int:
    """Return where the text of an element whose content is no markup ends.

    Parameters
    ----------
    markup : bytes
        Markup.
    name : bytes
        One of `RAW`.
    start : int
        Where the element's start tag ends.

    Returns
    -------
    int
        The offset of its end tag; the length of the markup where there is none.

    Examples
    --------
    >>> raw_end(b"<title>a<b></title>", b"title", 7)
    11
    """
    if name == b"plaintext":
        return len(markup)
    if name == b"script":
        return _script_end(markup, start)
    return _end_tag(markup, name, start)


def _end_tag(markup: bytes, name: bytes, start: int) -> int:
    """Return where the next end tag of a name begins; the length of the markup without one."""
    at = start
    while (at := markup.find(b"</", at)) >= 0:
        at += 2
        end = at + len(name)
        if markup[end : end + 1] in _ENDS_NAME and markup[at:end].lower() == name:
            return at - 2
    return len(markup)


def _script_end(markup: bytes, start: int) -> int:
    """Return where a script ends: not at an end tag inside a comment that opened a script."""
    end = _end_tag(markup, b"script", start)
    if markup.find(b"<!--", start, end) < 0:
        return end
    in_comment = twice = False
    for event in _SCRIPT_EVENT.finditer(markup, start):
        if event[0] == b"<!--":
            in_comment = True
        elif event[0] == b"-->":
            in_comment = twice = False
        elif not event[1]:
            twice = in_comment
        elif not twice:
            return event.start()
        else:
            twice = False
    return len(markup)


@cache
def _passed_over(most: int) -> re.Pattern[bytes]:
    special = b"|".join(sorted(RAW | _FOREIGN | _HOLDS_HTML))
    parts = (special, SPACE, SPACE, _ATTRIBUTE_PATTERN, most, SPACE)
    return re.compile(_PASSED_OVER % parts, re.IGNORECASE)


def may_crowd_tags(markup: bytes, most: int) -> bool:
    """Tell if a tag may have more attributes than a number.

    Parameters
    ----------
    markup : bytes
        Markup.
    most : int
        As many are no harm.

    Returns
    -------
    bool
        False where every tag was counted. True where one has more, and where it depends on the
        tree what is a tag: what looks like one in a script or title inside SVG or MathML.

    Examples
    --------
    >>> may_crowd_tags(b"<script>a<b cd ef gh</script><p abc def>", 2)
    False
    >>> may_crowd_tags(b"<p abc def>", 1)
    True
    """
    open_ = dict.fromkeys(_FOREIGN, 0)
    has_inner = False
    passed_over = _passed_over(most)
    done = 0
    while True:
        run = passed_over.match(markup, done)
        token = BEGINS.search(markup, run.end() if run else done)
        if token is None:
            return False
        tag = TAG.match(markup, token.start())
        if tag is None:
            done = _comment_end(markup, token.start())
            if CDATA.match(markup, token.start()) and any(open_.values()):
                return True
            continue
        slash, name, attributes = tag.groups()
        done = tag.end()
        if len(attributes) > SHORTEST_ATTRIBUTE * most and n_attributes(tag) > most:
            return True
        name = name.lower()
        is_foreign = has_inner or any(open_.values())
        if name in _FOREIGN:
            if not slash:
                open_[name] += not markup.endswith(b"/>", 0, done)
            elif open_[name]:
                open_[name] -= 1
        elif slash:
            continue
        elif name in RAW:
            end = raw_end(markup, name, done)
            if is_foreign and markup.find(b"<", done, end) >= 0:
                return True
            done = end
        elif is_foreign and name in _HOLDS_HTML:
            has_inner = True


def _comment_end(markup: bytes, start: int) -> int:
    comment = COMMENT.match(markup, start)
    return comment.end() if comment else len(markup)
