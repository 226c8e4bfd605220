"""The state that a page hands to its scripts: JSON that a script assigns, and that of Nuxt.

=======================  =========================================================================
assigned                 ``window.__INITIAL_STATE__ = {...}`` and its like, of any name; also where
                         it stands in a string, ``JSON.parse("...")``. What JSON lacks, but those
                         who write such a state put into it, is null: ``undefined``
of Nuxt                  a list in which objects and lists have the places of their values: each is
                         put in once, and what wraps a value, as ``Reactive``, is left out
=======================  =========================================================================

Sources: Redux ("Server Rendering"), Vue ("Initial State Hydration"), serialize-javascript, devalue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from turbohtml import Document

from boilerclf.segment.shells.scripts import INLINE_SCRIPTS, json_at, within

_KINDS: Final = ("", "text/javascript", "application/javascript", "module")
_ASSIGNED: Final = re.compile(
    r"(?:window|self|globalThis)(?:\.[\w$]{1,80}|\[[\"'][^\"'\]]{1,80}[\"']\]){1,4}\s{0,9}=\s{0,9}"
    r"(?:(JSON\.parse\(\s{0,9})(?=\")|(?=[{\[]))"
)
_MOST: Final = 64
"""How many assignments of a page are read."""
_UNDEFINED: Final = re.compile(r"(?<=[:,\[])undefined(?=[,}\]])")
_NULL: Final = "null".ljust(len("undefined"))
"""As long as what it stands for, so that all else keeps its place."""
_WRAPS: Final = re.compile(r"(?:Shallow)?(?:Reactive|Ref)")
_DEEPEST: Final = 64


def assigned_states(document: Document, limit: int) -> Iterator[object]:
    """Yield the objects and lists that scripts in the page assign to a name of the window.

    Parameters
    ----------
    document : Document
        A tree.
    limit : int
        How many characters of scripts are read; a script that exceeds them is skipped.

    Yields
    ------
    object
        What was read; nothing for code that is no JSON.

    Examples
    --------
    >>> from turbohtml import parse
    >>> html = '<script>window.__STATE__={"text": "At nine"};f()</script><script>a={}</script>'
    >>> [*assigned_states(parse(html), 1000)]
    [{'text': 'At nine'}]
    """
    n_left = _MOST
    scripts = document.select(INLINE_SCRIPTS)
    texts = (node.text for node in scripts if (node.attr("type") or "").lower() in _KINDS)
    for text in within(limit, texts):
        filled = ""
        for found in _ASSIGNED.finditer(text):
            if not n_left:
                return
            n_left -= 1
            state = json_at(text, found.end())
            if state is None and "undefined" in text:
                filled = filled or _UNDEFINED.sub(_NULL, text)
                state = json_at(filled, found.end())
            if found[1] and isinstance(state, str):
                state = json_at(state, 0)
            if isinstance(state, dict | list):
                yield state


def put_together(data: object) -> object:
    """Return what a list of Nuxt stands for; other data as they are.

    Parameters
    ----------
    data : object
        JSON that was read.

    Returns
    -------
    object
        Each value stands in one place, the first that asks for it.

    Examples
    --------
    >>> put_together([["Reactive", 1], {"title": 2, "tags": 3}, "Ferry", [2, 4], "News"])
    {'title': 'Ferry', 'tags': [None, 'News']}
    >>> put_together([{"text": "Nine."}])
    [{'text': 'Nine.'}]
    """
    if not isinstance(data, list) or len(data) < 2 or not _is_root(data[0]):
        return data
    if not all(_holds_places(value, len(data)) for value in data):
        return data
    used: set[int] = set()

    def value_at(place: object, depth: int) -> object:
        if type(place) is not int or not 0 <= place < len(data) or place in used:
            return None
        used.add(place)
        value = data[place]
        if depth == _DEEPEST:
            return None
        if isinstance(value, dict):
            return {key: value_at(its, depth + 1) for key, its in value.items()}
        if isinstance(value, list):
            if value and isinstance(value[0], str):
                return value_at(value[-1], depth + 1) if _WRAPS.fullmatch(value[0]) else None
            return [value_at(its, depth + 1) for its in value]
        return value

    return value_at(0, 0)


def _is_root(value: object) -> bool:
    """Tell if a value is an object that holds something, or a wrapper of one."""
    if isinstance(value, list):
        is_wrapper = len(value) == 2 and isinstance(value[0], str) and _WRAPS.fullmatch(value[0])
        return bool(is_wrapper) and type(value[1]) is int
    return isinstance(value, dict) and bool(value)


def _holds_places(value: object, n: int) -> bool:
    """Tell if all that an object or a list holds are places in a list of n values.

    True for other values, and for lists that begin with a name, as wrappers, sets and dates do.
    """
    if isinstance(value, dict):
        held = [*value.values()]
    elif isinstance(value, list) and not (value and isinstance(value[0], str)):
        held = value
    else:
        return True
    return all(type(its) is int and -9 < its < n for its in held)
