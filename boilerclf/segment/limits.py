"""Caps that keep reading linear in time and memory, whatever comes in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps on one document; beyond them the page is read in part and its status is "limited".

    The last three guard against markup that would keep the parser busy for longer than its length
    warrants, so they bind where that is to be feared: in tags longer than six characters for each
    attribute allowed, and on pages of thousands of tags (`boilerclf.segment.prescan`).

    Parameters
    ----------
    max_characters : int, default: 32 Mi characters
        Longest markup that is parsed. The longest page of the web corpora we know has 5.3 M.
    max_depth : int, default: 512
        Deepest nesting of elements, where browsers cut too. The parser's work per tag grows with
        the depth: about 5 ns a level.
    max_attributes : int, default: 1000
        Most attributes of one tag. The parser compares each with all before it; 1,000 cost 1.4 ms.
    max_formatting : int, default: 16
        Most formatting elements (``<b>``, ``<font>`` and their like) open at once. Those that are
        not closed are opened again, one and all, in each paragraph that follows.

    Examples
    --------
    >>> Limits().max_depth
    512
    """

    max_characters: int = 32 * 1024 * 1024
    max_depth: int = 512
    max_attributes: int = 1000
    max_formatting: int = 16
