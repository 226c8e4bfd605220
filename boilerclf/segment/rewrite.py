"""Markup written anew so that every element is closed where it ends and no cap is passed.

The parser closes elements by rules that hostile markup can turn against it: end tags without effect
leave thousands of elements open, formatting elements left open are opened again in every paragraph.
Here a plain stack of open elements follows the tags, after the HTML Living Standard, section 13.2.6
("Tree construction"), and writes out each end tag that the rules only imply. What it writes has the
nesting it believes in, so the caps hold whether or not it follows the rules to the letter.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from boilerclf.segment.limits import Limits
from boilerclf.segment.tokenizer import (
    ATTRIBUTE,
    BEGINS,
    CDATA,
    COMMENT,
    RAW,
    SPACE,
    TAG,
    names,
    raw_end,
)

FORMATTING: Final = names("a b big code em font i nobr s small strike strong tt u")
TOP: Final = names("html body head frameset")
"""Their repeated start tags add attributes to the first one, if anything."""

VOID: Final = names(
    "br img input meta link hr wbr source area base basefont bgsound col embed frame image keygen "
    "param track"
)
_SCOPES: Final = names("applet caption marquee object select table td template th")
_FOREIGN: Final = names("svg math")
_INTEGRATION: Final = {
    b"svg": names("foreignobject desc title"),
    b"math": names("mi mo mn ms mtext annotation-xml"),
}
"""Elements of SVG and MathML that hold HTML."""
_TABLE_PARTS: Final = names("caption colgroup tbody td tfoot th thead tr")
_MARKERS: Final = names("applet caption marquee object td template th")
CLOSES_P: Final = names(
    "address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup li listing main menu nav ol p plaintext "
    "pre search section summary table ul xmp"
)
_HTML_ANNOTATION = re.compile(rb"text/html|application/xhtml\+xml", re.IGNORECASE)
_FONT_OF_HTML = re.compile(rb"[%b/\"'](?:color|face|size)[%b/>=]" % (SPACE, SPACE), re.IGNORECASE)
_ENDS_IN_SCOPE: Final = CLOSES_P | _SCOPES | names("button")
SPECIAL: Final = CLOSES_P | _SCOPES | _TABLE_PARTS | names("button noscript")
_NOT_BARRIERS: Final = names("address div p li dd dt")
_LIST_ITEMS: Final = {b"li": (b"li",), b"dd": (b"dd", b"dt"), b"dt": (b"dd", b"dt")}
_ENDS_UNSAID: Final = names("dd dt li optgroup option p rb rp rt rtc")
_ENDS_WITHIN: Final = {
    **dict.fromkeys(names("rb rp rt rtc"), b"ruby"),
    **dict.fromkeys(names("option optgroup"), b"select"),
}
"""Start tags before which those end, where they stand inside this element."""
_KEPT: Final = (b"option", b"optgroup")

_ROWS: Final = {b"tr": (b"tbody", b"thead", b"tfoot"), b"td": (b"tr",), b"th": (b"tr",)}
_BREAKS_OUT: Final = names(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li "
    "listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"
)

_NOWHERE: Final = -1


class _Writer:
    """The stack of open elements and the markup written so far."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.pieces: list[bytes] = []
        self.reached: dict[str, None] = {}
        self.stack: list[bytes] = []
        self.foreign: list[bytes] = []
        self.places: dict[bytes, list[int]] = {}
        self.scopes: list[int] = []
        self.specials: list[int] = []
        self.barriers: list[int] = []
        self.dropped: Counter[bytes] = Counter()
        self.n_formatting = self.n_top_attributes = 0
        self.deepest = self.n_torn = self.n_left_open = self.most_formatting = 0

    def in_foreign(self) -> bool:
        """Tell if the innermost element is SVG's or MathML's, where HTML's rules do not hold."""
        return bool(self.foreign) and self.foreign[-1] != b""

    def start(self, name: bytes, markup: bytes, *, closed: bool) -> None:
        """Write a start tag, unless a cap forbids it."""
        if self.in_foreign() and (
            name in _BREAKS_OUT or (name == b"font" and _FONT_OF_HTML.search(markup))
        ):
            self._leave_foreign()
        foreign = self.in_foreign()
        if not foreign and self._stays_out(name):
            if name in TOP:
                self.n_top_attributes += len(ATTRIBUTE.findall(markup)) - 1
                if self.n_top_attributes > self.limits.max_attributes:
                    self.reached["max_attributes"] = None
                    return
            self.pieces.append(markup)
            return
        if closed and (foreign or name in _FOREIGN):
            self.pieces.append(markup)
            return
        if not foreign:
            self._close_implied(name)
        if len(self.stack) >= self.limits.max_depth:
            self.reached["max_depth"] = None
            self.dropped[name] += 1
        elif name in FORMATTING and self.n_formatting >= self.limits.max_formatting:
            self.reached["max_formatting"] = None
            self.dropped[name] += 1
        else:
            self.pieces.append(markup)
            self._push(name, markup)

    def end(self, name: bytes) -> None:
        """Close an element that is open, and all inside it."""
        if name in (b"p", b"br"):
            self._leave_foreign()
        place = self._last(name)
        if self.dropped[name]:
            self.dropped[name] -= 1
        elif place == _NOWHERE:
            if name == b"br":
                self.start(name, b"<br>", closed=False)
        elif name in FORMATTING:
            if place > _top(self.scopes):
                inside = self.stack[place + 1 :]
                self.n_torn += len(inside) if any(map(SPECIAL.__contains__, inside)) else 0
                self._close(place, own=True)
        elif name in _TABLE_PARTS or name == b"table":
            if place >= max(self._last(b"template"), self._last(b"table")):
                self._close(place, own=True)
        elif (name == b"li" and place < max(self._last(b"ul"), self._last(b"ol"))) or (
            name == b"form" and self.in_foreign()
        ):
            pass
        elif place >= _top(self.scopes if name in _ENDS_IN_SCOPE else self.specials):
            # The parser takes a form out of the stack, and leaves what is open inside.
            self.n_torn += len(self.stack) - place - 1 if name == b"form" else 0
            self._close(place, own=True)

    def close_all(self) -> None:
        """Close what is open at the end of the markup."""
        while self.stack:
            self._pop()

    def _leave_foreign(self) -> None:
        while self.in_foreign():
            self._pop()

    def _stays_out(self, name: bytes) -> bool:
        """Tell if a start tag opens no element for what follows."""
        if name in _TABLE_PARTS:
            return self._last(b"table") == self._last(b"template") == _NOWHERE
        return name in VOID or name in TOP

    def _close_implied(self, name: bytes) -> None:
        """Close what a start tag of HTML closes unsaid."""
        if name in _LIST_ITEMS:
            siblings = _LIST_ITEMS[name]
            place = max(map(self._last, siblings))
            others = max(map(self._last, _LIST_ITEMS.keys() - set(siblings)))
            if place > max(_top(self.barriers), others):
                self._close(place, own=False)
        elif name in _TABLE_PARTS:
            table = self._last(b"table")
            if table > self._last(b"template"):
                context = max(table, *map(self._last, _ROWS.get(name, ())), _NOWHERE)
                self._close(context + 1, own=False)
            return
        elif name in _ENDS_WITHIN and self._is_in_scope(_ENDS_WITHIN[name]):
            while self.stack[-1] in _ENDS_UNSAID and (name, self.stack[-1]) != _KEPT:
                self._pop()
        elif name in (b"option", b"optgroup") and self.stack[-1:] == [b"option"]:
            self._pop()
        elif name in (b"a", b"nobr", b"button") and self._last(name) > _top(self.scopes):
            self.end(name)
        if name in CLOSES_P:
            place = self._last(b"p")
            if place > max(_top(self.scopes), self._last(b"button")):
                self._close(place, own=False)

    def _last(self, name: bytes) -> int:
        places = self.places.get(name)
        return places[-1] if places else _NOWHERE

    def _is_in_scope(self, name: bytes) -> bool:
        return bool(self.places.get(name)) and self._last(name) >= _top(self.scopes)

    def _push(self, name: bytes, markup: bytes) -> None:
        place = len(self.stack)
        holds_html = False
        if self.in_foreign():
            language = self.foreign[-1]
            holds_html = name in _INTEGRATION[language] and (
                name != b"annotation-xml" or _HTML_ANNOTATION.search(markup) is not None
            )
            if name == b"svg" and self.stack[-1] == b"annotation-xml":
                language = name
            self.foreign.append(b"" if holds_html else language)
        else:
            self.foreign.append(name if name in _FOREIGN else b"")
        self.stack.append(name)
        self.places.setdefault(name, []).append(place)
        if name in SPECIAL or holds_html:
            self.specials.append(place)
            if name in _SCOPES or holds_html:
                self.scopes.append(place)
            if name not in _NOT_BARRIERS:
                self.barriers.append(place)
        self.deepest = max(self.deepest, place + 1)
        if name in FORMATTING:
            self.n_formatting += 1
            self.most_formatting = max(self.most_formatting, self.n_formatting)

    def _pop(self) -> bytes:
        name = self.stack.pop()
        self.foreign.pop()
        place = self.places[name].pop()
        for places in (self.specials, self.scopes, self.barriers):
            if places and places[-1] == place:
                places.pop()
        self.n_formatting -= name in FORMATTING
        self.pieces.append(b"</%b>" % name)
        return name

    def _close(self, place: int, *, own: bool) -> None:
        """Close the element at a place and all inside; its own end tag stands in the markup."""
        left_open = self.n_formatting
        name = b""
        while len(self.stack) > place:
            name = self._pop()
        if name not in _MARKERS:
            self.n_left_open += left_open - self.n_formatting - (own and name in FORMATTING)


def _top(places: list[int]) -> int:
    return places[-1] if places else _NOWHERE


def rewrite(markup: bytes, limits: Limits, most_copies: int) -> tuple[bytes, list[str]]:
    """Return markup within the caps, and which of them it was not.

    Parameters
    ----------
    markup : bytes
        Markup in UTF-8.
    limits : Limits
        The caps.
    most_copies : int
        How often formatting elements may be opened again in all.

    Returns
    -------
    tuple of bytes and list of str
        The markup itself and an empty list where it keeps the caps as it stands. Else the
        markup with all end tags written out, without the tags and attributes beyond the caps and
        without comments; and the names of the caps.

    Examples
    --------
    >>> rewrite(b"<b><p>x<b><p>y", Limits(max_formatting=1), 0)
    (b'<b><p>x</p><p>y</p></b>', ['max_formatting'])
    """
    writer = _Writer(limits)
    done = n_tags = 0
    while token := BEGINS.search(markup, done):
        start = token.start()
        # A lone "<" could begin a tag with what follows a tag that is dropped.
        writer.pieces.append(markup[done:start].replace(b"<", b"&lt;"))
        tag = TAG.match(markup, start)
        if tag is None:
            done = _skip(writer, markup, start)
            continue
        done = tag.end()
        n_tags += 1
        name = tag[2].lower()
        if tag[1]:
            writer.end(name)
            continue
        text = _cut_attributes(writer, tag)
        if name in RAW and not writer.in_foreign():
            end = raw_end(markup, name, done)
            writer.pieces += (text, markup[done:end], b"</%b>" % name)
            done = end
        else:
            writer.start(name, text, closed=text.endswith(b"/>"))
    writer.pieces.append(markup[done:].replace(b"<", b"&lt;"))
    writer.close_all()
    if writer.deepest + writer.n_torn > limits.max_depth:
        writer.reached["max_depth"] = None
    n_formatting = writer.most_formatting + writer.n_left_open
    if n_formatting > limits.max_formatting and n_formatting * n_tags > most_copies:
        writer.reached["max_formatting"] = None
    if not writer.reached:
        return markup, []
    return b"".join(writer.pieces), sorted(writer.reached)


def _skip(writer: _Writer, markup: bytes, start: int) -> int:
    """Return where a comment ends, or what is read as one."""
    if writer.in_foreign() and (data := CDATA.match(markup, start)):
        writer.pieces.append(data[0])
        return data.end()
    if comment := COMMENT.match(markup, start):
        return comment.end()
    return len(markup)


def _cut_attributes(writer: _Writer, tag: re.Match[bytes]) -> bytes:
    """Return a start tag without its attributes beyond the cap, where it is long."""
    cap = writer.limits.max_attributes
    start, end = tag.span(3)
    if end - start > 4 * cap:
        for number, attribute in enumerate(ATTRIBUTE.finditer(tag.string, start, end)):
            if number == cap:
                writer.reached["max_attributes"] = None
                return tag.string[tag.start() : attribute.start()] + b">"
    return tag[0]
