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

    Examples
    --------
    >>> Limits().max_characters
    33554432
    """

    max_characters: int = 32 * 1024 * 1024
