r"""The page that Next.js sends to its scripts: a tree of React in rows of text ("flight data").

``self.__next_f.push([1,"0:[\"$\",\"p\",null,{\"children\":\"Rain\"}]\n"])``. The strings that a
page pushes are one text, in which each row has a number and a value:

======================  ==========================================================================
JSON                    lists that begin with ``$`` are elements, with tag, key and properties;
                        strings that do stand for another row, or for what scripts alone have
``T`` and a length      a text, of as many bytes
all others              what scripts need
======================  ==========================================================================

Elements of HTML are written as such. Of a component what it holds is written, where it stands, and
what a layout leaves room for is put there. What data it has are returned besides.

Source: React's ``ReactFlightClient`` (``parseModelString``); Next.js (``createFlightRouterState``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from html import escape
from typing import Final

from turbohtml import Document

from boilerclf.segment.shells.scripts import INLINE_SCRIPTS, json_at, within

_SIGN: Final = "__next_f"
_PUSHED: Final = re.compile(r"__next_f\.push\(\[1,\s{0,9}(?=\")")
_ROW: Final = re.compile(rb"([0-9a-f]{0,8}):([A-Z](?![\w\"])|[A-Z]{0,2})")
_LENGTH: Final = re.compile(rb"([0-9a-f]{1,8}),")
_TEXT: Final = b"T"
_WITH_LENGTH: Final = frozenset((b"T", b"A", b"O", b"U", b"S", b"L", b"G", b"M", b"V"))
"""Kinds of rows that tell how long they are; all but text hold numbers."""
_ANOTHER: Final = re.compile(r"\$[L@]?([0-9a-f]+)((?::[\w$-]+)*)")

_MOST_NODES: Final = 100_000
_DEEPEST: Final = 128
"""What is written of a tree, whose rows may hold one another many times."""
_LONGEST_PLACE: Final = 9
"""Digits of a place in a list: Python refuses to read a number of thousands."""
_TAG: Final = re.compile(r"[a-z][a-z0-9-]{0,40}")
_VOID: Final = frozenset(("br", "hr", "img", "input", "wbr"))
_NO_TEXT: Final = frozenset(
    ("script", "style", "link", "meta", "title", "template", "noscript", "svg", "head")
)
_OUTER: Final = frozenset(("html", "body"))
_ATTRIBUTES: Final = {"className": "class", "id": "id", "href": "href", "role": "role"}
_INSTEAD: Final = frozenset(
    ("notFound", "forbidden", "unauthorized", "error", "errorComponent", "loading", "fallback")
)
"""Properties that are shown in the place of the page."""
_PLACE: Final = "parallelRouterKey"


_Places = dict[str, list[str]]
"""What is to stand where a layout leaves room, by the name of the place."""


class Flight:
    r"""The rows of a page, and what they stand for.

    Parameters
    ----------
    document : Document
        A tree.
    limit : int
        How many characters of scripts are read; a script that exceeds them is skipped.

    Examples
    --------
    >>> from turbohtml import parse
    >>> row = json.dumps('0:["$","p",null,{"children":["Rain ","$1"]}]\n1:T4,fell')
    >>> Flight(parse(f"<script>self.__next_f.push([1,{row}])</script>"), 1000).markup()
    '<p>Rain fell</p>'
    """

    def __init__(self, document: Document, limit: int) -> None:
        self._rows: dict[str, object] = {}
        self._n_left, self._n_characters = 0, 0
        self._limit = limit
        sent = "".join(_pushed(document, limit))
        if sent:
            # Strings are cut wherever a buffer was full, amid a character too.
            whole = sent.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            self._rows = dict(_rows(whole.encode()))

    def markup(self) -> str:
        """Return the tree as markup; empty where there is none."""
        self._n_left, self._n_characters = _MOST_NODES, self._limit
        out: list[str] = []
        self._find("$0", {}, out, 0)
        return "".join(out)

    def data(self) -> Iterator[object]:
        """Yield what properties of components hold besides elements, a row at a time."""
        self._n_left, self._n_characters = _MOST_NODES, self._limit
        for value in self._rows.values():
            yield self._without_elements(value, 0)

    def _find(self, value: object, places: _Places, out: list[str], depth: int) -> None:
        """Write the elements in what is no part of a text, such as the segments of a route."""
        value = self._row(value)
        self._n_left -= 1
        if not isinstance(value, list | dict) or depth > _DEEPEST or self._n_left < 0:
            return
        if isinstance(value, dict):
            for its in value.values():
                self._find(its, places, out, depth + 1)
        elif _is_element(value):
            self._write(value, places, out, depth + 1)
        elif (routes := _routes(value)) is not None:
            inner: _Places = {key: [] for key in routes}
            for key, its in routes.items():
                self._find(its, {}, inner[key], depth + 1)
            for its in value[:3]:
                if its is not routes:
                    self._find(its, inner, out, depth + 1)
            for left in inner.values():
                out += left
        else:
            for its in value:
                self._find(its, places, out, depth + 1)

    def _write(self, value: object, places: _Places, out: list[str], depth: int) -> None:
        """Write what is part of a text as markup."""
        self._n_left -= 1
        if depth > _DEEPEST or self._n_left < 0:
            return
        if isinstance(value, str):
            value = value[1:] if value[:2] == "$$" else self._row(value)
            if isinstance(value, str):
                self._n_characters -= len(value)
                out += [escape(value, quote=False)] if self._n_characters >= 0 else []
                return
        if isinstance(value, int | float) and not isinstance(value, bool):
            out.append(str(value))
        elif isinstance(value, list) and _is_element(value):
            self._write_element(value[1], value[3], places, out, depth)
        elif isinstance(value, list):
            for its in value:
                self._write(its, places, out, depth + 1)

    def _write_element(
        self, tag: str, its: dict[str, object], places: _Places, out: list[str], depth: int
    ) -> None:
        key = its.get(_PLACE)
        if isinstance(key, str):
            out += places.pop(key, ())
        elif not _TAG.fullmatch(tag):
            self._write(its.get("children"), places, out, depth + 1)
            for name, value in its.items():
                if name != "children" and name not in _INSTEAD and isinstance(value, list | dict):
                    self._find(value, places, out, depth + 1)
        elif tag in _VOID:
            out.append(f"<{tag}>")
        elif tag not in _NO_TEXT:
            out += [f"<{tag}{_attributes(its)}>"] if tag not in _OUTER else []
            inner = its.get("dangerouslySetInnerHTML")
            markup = self._row(inner.get("__html")) if isinstance(inner, dict) else None
            if isinstance(markup, str):
                self._n_characters -= len(markup)
                out += [markup] if self._n_characters >= 0 else []
            self._write(its.get("children"), places, out, depth + 1)
            out += [f"</{tag}>"] if tag not in _OUTER else []

    def _row(self, value: object) -> object:
        """Return the row that a string stands for, or the part of one; other values as they are."""
        for _ in range(_DEEPEST):
            if not isinstance(value, str) or not (found := _ANOTHER.fullmatch(value)):
                return value
            value = self._rows.get(found[1])
            for step in found[2].split(":")[1:]:
                value = _part(value, step)
        return None

    def _without_elements(self, value: object, depth: int) -> object:
        self._n_left -= 1
        if depth > _DEEPEST or self._n_left < 0:
            return None
        if isinstance(value, str) and (found := _ANOTHER.fullmatch(value)):
            text = self._rows.get(found[1])
            self._n_characters -= len(text) if isinstance(text, str) else 0
            return text if isinstance(text, str) and self._n_characters >= 0 else None
        if isinstance(value, dict):
            kept = (its for its in value.items() if its[0] not in _INSTEAD)
            return {name: self._without_elements(its, depth + 1) for name, its in kept}
        if isinstance(value, list):
            if not _is_element(value):
                return [self._without_elements(its, depth + 1) for its in value]
            its = value[3]
            is_tag = _TAG.fullmatch(value[1]) is not None
            return self._without_elements(its.get("children") if is_tag else its, depth + 1)
        return value


def _attributes(properties: dict[str, object]) -> str:
    told = [(name, properties.get(its)) for its, name in _ATTRIBUTES.items()]
    return "".join(f' {name}="{escape(its)}"' for name, its in told if isinstance(its, str))


def _pushed(document: Document, limit: int) -> Iterator[str]:
    """Yield the strings that scripts push."""
    texts = (node.text for node in document.select(INLINE_SCRIPTS))
    for text in within(limit, (text for text in texts if _SIGN in text)):
        for found in _PUSHED.finditer(text):
            string = json_at(text, found.end())
            if isinstance(string, str):
                yield string


def _rows(sent: bytes) -> Iterator[tuple[str, object]]:
    """Yield the number and the value of each row that is JSON or text."""
    place = 0
    while found := _ROW.match(sent, place):
        number, kind, place = found[1].decode(), found[2], found.end()
        length = _LENGTH.match(sent, place) if kind.upper() in _WITH_LENGTH else None
        if length:
            end = length.end() + int(length[1], 16)
            if kind == _TEXT:
                yield number, sent[length.end() : end].decode("utf-8", "replace")
            place = end + (sent[end : end + 1] == b"\n")
            continue
        end = sent.find(b"\n", place)
        end = len(sent) if end < 0 else end
        if not kind:
            with suppress(ValueError, RecursionError):
                yield number, json.loads(sent[place:end])
        place = end + 1


def _is_element(value: list[object]) -> bool:
    return len(value) > 3 and value[0] == "$" and type(value[1]) is str and type(value[3]) is dict


def _routes(value: list[object]) -> dict[str, object] | None:
    """Return the parts of a segment of a route, whose own elements stand beside them."""
    if len(value) < 3 or not isinstance(value[0], str | list):
        return None
    return next((its for its in value[1:3] if isinstance(its, dict) and "children" in its), None)


def _part(value: object, step: str) -> object:
    """Return a property, or what stands at a place; of an element by the names React has."""
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list):
        if _is_element(value) and step in {"type", "key", "props"}:
            return value[("type", "key", "props").index(step) + 1]
        is_place = step.isdecimal() and len(step) <= _LONGEST_PLACE and int(step) < len(value)
        return value[int(step)] if is_place else None
    return None
