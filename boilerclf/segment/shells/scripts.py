"""Scripts that stand in a page, and the JSON in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final

INLINE_SCRIPTS: Final = "script:not([src])"
_DECODER: Final = json.JSONDecoder()


def within(limit: int, texts: Iterable[str]) -> Iterator[str]:
    """Yield texts until they have so many characters; one that exceeds them is skipped.

    Parameters
    ----------
    limit : int
        How many characters are read.
    texts : iterable of str
        Scripts.

    Yields
    ------
    str
        A script.

    Examples
    --------
    >>> [*within(5, ["a=1", "a=1234", "a"])]
    ['a=1', 'a']
    """
    for text in texts:
        if len(text) <= limit:
            limit -= len(text)
            yield text


def json_at(text: str, place: int) -> object:
    """Return the JSON that begins at a place.

    Parameters
    ----------
    text : str
        A script.
    place : int
        From 0 on.

    Returns
    -------
    object
        None where there is none.

    Examples
    --------
    >>> json_at("a={}; b", 2), json_at("a={", 2)
    ({}, None)
    """
    try:
        return _DECODER.raw_decode(text, place)[0]
    except (ValueError, RecursionError):
        return None
