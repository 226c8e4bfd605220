"""Caps that keep reading linear in time and memory, whatever comes in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps on one document; beyond them the page is read in part and its status is "limited".

    Parameters
    ----------
    max_characters : int, default: 32 Mi characters
        Longest markup that is parsed. The longest page of the web corpora we know has 5.3 M.
    max_depth : int, default: 1000
        Deepest nesting of elements. The parser's work per tag grows with the depth (3,000 nested
        ``<div>`` already cost nine times what 1,000 cost); browsers cut at 512.
    max_attributes : int, default: 1000
        Most attributes of one tag. The parser compares each with all before it; 1,000 cost 1.4 ms.

    Examples
    --------
    >>> Limits().max_depth
    1000
    """

    max_characters: int = 32 * 1024 * 1024
    max_depth: int = 1000
    max_attributes: int = 1000
