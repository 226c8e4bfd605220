"""Hashes of words, for all words of a text at once.

A word's hash is the difference of a running polynomial hash at its two ends, divided by the power
of the base at its start: multiplication modulo 2**64 with an odd base can be inverted
(Karp and Rabin 1987, with the modulus of the machine).
"""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.basics import Hashes, Ints, gather

_BASE: Final = np.uint64(0x9E3779B97F4A7C15)
_INVERSE: Final = np.uint64(pow(0x9E3779B97F4A7C15, -1, 2**64))
_MIX: Final = np.uint64(0xFF51AFD7ED558CCD)
_PAIR: Final = np.uint64(0xC4CEB9FE1A85EC53)
_SHIFT: Final = np.uint64(33)

GRAM: Final = 4
"""Code points that are hashed together: a stem or an ending of most words, a phrase in Chinese."""

_KEPT_POWERS: Final = (1 << 18) + 1
"""Powers kept between passes (4 MiB); a longer text makes its own."""


def _powers(n: int) -> Hashes:
    """Return the powers of the base and of its inverse, a row each."""
    powers = np.ones((2, n), np.uint64)
    powers[:, 1:] = (_BASE,), (_INVERSE,)
    for row in powers:
        np.multiply.accumulate(row, out=row)
    return powers


_kept_powers: Final = cache(_powers)


def mix(values: Hashes) -> Hashes:
    """Spread every input bit over the result (the finalizer of MurmurHash3, one round).

    Examples
    --------
    >>> int(mix(np.array([1], np.uint64))[0])
    18397679293204093734
    """
    mixed = _multiplied(values)
    mixed ^= mixed >> _SHIFT
    return mixed


def mixed_columns(values: Hashes, n_bits: int) -> Ints:
    """Return the highest bits of what `mix` makes of values, at most 33 of them.

    Examples
    --------
    >>> values = np.array([1], np.uint64)
    >>> bool(mixed_columns(values, 8)[0] == mix(values)[0] >> np.uint64(56))
    True
    """
    mixed = _multiplied(values)  # the last step of `mix` leaves these bits as they are
    mixed >>= np.uint64(64 - n_bits)
    return mixed.view(np.int64)


def _multiplied(values: Hashes) -> Hashes:
    """Return all but the last step of `mix`."""
    mixed = values >> _SHIFT
    mixed ^= values
    mixed *= _MIX
    return mixed


def high_bits(hashes: Hashes, n_bits: int) -> Ints:
    """Return the highest bits of hashes, as places in a table of ``2**n_bits`` entries.

    Examples
    --------
    >>> high_bits(np.array([1 << 63, 1], np.uint64), 2).tolist()
    [2, 0]
    """
    return (hashes >> np.uint64(64 - n_bits)).view(np.int64)


def hash_spans(codes: NDArray[np.uint32], starts: Ints, ends: Ints) -> Hashes:
    """Return a hash for each span of code points, equal for equal spans; `ends` are exclusive.

    Examples
    --------
    >>> codes = np.array([97, 98, 32, 97, 98], np.uint32)
    >>> a, b = hash_spans(codes, np.array([0, 3]), np.array([2, 5]))
    >>> bool(a == b)
    True
    """
    n = len(codes) + 1
    forward, backward = _kept_powers(_KEPT_POWERS) if n <= _KEPT_POWERS else _powers(n)
    running = np.empty(n, np.uint64)
    running[0] = 0
    terms = running[1:]
    np.add(codes, np.uint64(1), out=terms)
    terms *= forward[: len(codes)]
    terms.cumsum(out=terms)
    sums = gather(running, ends)
    sums -= gather(running, starts)
    sums *= gather(backward, starts)
    return mix(sums)


def hash_beginnings(codes: NDArray[np.uint32], starts: Ints) -> Hashes:
    """Return what `hash_spans` gives for the gram at each start, quicker for few starts.

    Examples
    --------
    >>> codes, start = np.array([97, 98, 99, 100, 101], np.uint32), np.array([1])
    >>> bool(hash_beginnings(codes, start) == hash_spans(codes, start, start + GRAM))
    True
    """
    hashes = np.zeros(len(starts), np.uint64)
    for place in reversed(range(GRAM)):
        hashes *= _BASE
        hashes += gather(codes, starts + place)
        hashes += np.uint64(1)
    return mix(hashes)


def hash_grams(codes: NDArray[np.uint32]) -> Hashes:
    """Return a hash for the gram at every place; `mix` makes it that of `hash_beginnings`.

    Examples
    --------
    >>> codes = np.array([97, 98, 99, 100, 101], np.uint32)
    >>> bool((mix(hash_grams(codes)) == hash_beginnings(codes, np.array([0, 1]))).all())
    True
    """
    hashes = codes.astype(np.uint64)
    hashes += np.uint64(1)
    for width in (1, 2):  # hashes of two code points, and of these those of four
        later = hashes[width:] * np.uint64(pow(int(_BASE), width, 2**64))
        later += hashes[:-width]
        hashes = later
    return hashes


def hash_pairs(first: Hashes, second: Hashes) -> Hashes:
    """Return a hash for each ordered pair of hashes.

    Examples
    --------
    >>> one, two = np.array([1], np.uint64), np.array([2], np.uint64)
    >>> bool(hash_pairs(one, two)[0] == hash_pairs(two, one)[0])
    False
    """
    return mix(first * _PAIR + second)
