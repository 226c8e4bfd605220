"""What kind each character is, from one table looked up by code point.

Sources: Unicode general categories and scripts; terminal punctuation after the property
Sentence_Terminal (UAX #29); scripts written without spaces after UAX #14, class SA and ID.
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray


class CharClass(IntEnum):
    """The classes of characters, each character being of one.

    Arrays are compared with the `value`: a member itself costs numpy 5 µs to see that it is a
    number, more than the comparison of a small page's characters.
    """

    SPACE = 0
    LOWER = 1
    UPPER = 2
    LETTER = 3
    IDEOGRAPH = 4
    UNSPACED = 5
    DIGIT = 6
    TERMINAL = 7
    COMMA = 8
    COLON = 9
    QUOTE = 10
    BRACKET = 11
    DASH = 12
    SEPARATOR = 13
    BULLET = 14
    CURRENCY = 15
    SYMBOL = 16


N_CLASSES: Final = len(CharClass)

_LETTERS_END: Final = 0x20000
"""Above it stand ideographs, tags and private use only."""

_CLASS_SHIFT: Final = np.uint32(24)
_LOWER_BITS: Final = np.uint32((1 << 24) - 1)

_FEW: Final = 0x3000
"""Above it stands what pages of most languages lack; the table of all takes ten times as long."""

_MARKS: Final[dict[CharClass, str]] = {
    CharClass.TERMINAL: ".!?。！？…।॥؟۔︒﹒．｡‼⁇⁈⁉։።፧။។៕᠃᠉",
    CharClass.COMMA: ",;、，；،؛､﹐﹑﹔፣፤၊",
    CharClass.COLON: ":：﹕፡",
    CharClass.QUOTE: "\"'«“”„‟‘’‚‛「」『』﹁﹂＂＇`´〈〉《》",
    CharClass.BRACKET: "()[]{}（）［］｛｝【】〔〕〖〗",
    CharClass.DASH: "-–—―‐‑‒−－_",
    CharClass.SEPARATOR: "|/\\›‹<>→←↑↓~▸▶►◄◀⟩⟨»｜／＼＞＜",
    CharClass.BULLET: "•·●▪*◦■○◆★☆▼▲✓✔✦➤・⁃∙+",
}

_IDEOGRAPHS: Final = (
    *((0x2E80, 0x3000), (0x3001, 0x3004), (0x3005, 0x3008), (0x3021, 0x3030), (0x3031, 0x30FB)),
    *((0x30FC, 0x3100), (0x3105, 0x3130), (0x31A0, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00)),
    *((0xFF66, 0xFFA0), (0x20000, 0x32000)),  # the last one stands above the last letter
)
"""CJK radicals to Han, kana and bopomofo; Hangul is written with spaces."""

_IDEOGRAPH, _SYMBOL = np.uint8(CharClass.IDEOGRAPH), np.uint8(CharClass.SYMBOL)

_UNSPACED: Final = ((0x0E00, 0x0F00), (0x1000, 0x10A0), (0x1780, 0x1800), (0x19E0, 0x1AB0))
"""Thai and Lao, Burmese, Khmer, and the Tai scripts."""

_MARKED: Final = ((0x300, 0x370), (0x483, 0x48A), (0x591, 0x5C8), (0x610, 0x6EE), (0x900, 0x1000))
"""Vowel signs and accents here stand inside words but are not letters for `str.isalpha`."""

_INVISIBLE: Final = ((0x200B, 0x2010), (0x202A, 0x202F), (0x2060, 0x2070), (0xFE00, 0xFE10))


def look_up(points: NDArray[np.uint32]) -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """Return `CharClass` and lower case of each code point.

    A code point without a lower case of one character keeps itself, or the first character of its
    lower case. Code points above the last letter are ideographs or symbols.

    Examples
    --------
    >>> classes, lower = look_up(code_points("aÅ中ไ7。 "))
    >>> [CharClass(number).name for number in classes]
    ['LOWER', 'UPPER', 'IDEOGRAPH', 'UNSPACED', 'DIGIT', 'TERMINAL', 'SPACE']
    >>> chr(lower[1])
    'å'
    """
    highest = int(points.max()) if len(points) else 0
    table = _kinds_and_lower(_FEW if highest < _FEW else _LETTERS_END)
    found = table.take(points.astype(np.intp), mode="wrap")  # what lies beyond is set below
    classes = (found >> _CLASS_SHIFT).astype(np.uint8)
    found &= _LOWER_BITS
    if highest >= _LETTERS_END:
        beyond = np.flatnonzero(points >= _LETTERS_END)
        found[beyond] = points[beyond]
        classes[beyond] = np.where(points[beyond] < _IDEOGRAPHS[-1][1], _IDEOGRAPH, _SYMBOL)
    return classes, found


@cache
def _kinds_and_lower(size: int) -> NDArray[np.uint32]:
    """Return the class of each code point in the highest byte, its lower case in the others."""
    kinds = _kinds(size)
    table = kinds.astype(np.uint32) << _CLASS_SHIFT
    table |= np.arange(size, dtype=np.uint32)
    upper = np.flatnonzero(kinds == CharClass.UPPER.value)
    table[upper] &= ~_LOWER_BITS
    table[upper] |= np.array([ord(chr(code).lower()[0]) for code in upper.tolist()], np.uint32)
    table.flags.writeable = False
    return table


def _kinds(size: int) -> NDArray[np.uint8]:
    table = np.full(size, CharClass.SYMBOL, np.uint8)
    text = np.arange(size, dtype=np.uint32).view("<U1")
    table[np.strings.isalpha(text)] = CharClass.LETTER
    table[np.strings.isdigit(text)] = CharClass.DIGIT
    table[np.strings.isupper(text) | np.strings.istitle(text)] = CharClass.UPPER
    table[np.strings.islower(text)] = CharClass.LOWER
    marks = [code for first, end in _MARKED for code in range(first, end)]
    table[[code for code in marks if unicodedata.category(chr(code))[0] == "M"]] = CharClass.LETTER
    table[np.strings.isspace(text)] = CharClass.SPACE
    table[:32] = table[127:161] = CharClass.SPACE
    for first, end in _IDEOGRAPHS:
        table[first:end] = CharClass.IDEOGRAPH
    for first, end in _UNSPACED:
        table[first:end][table[first:end] != CharClass.DIGIT.value] = CharClass.UNSPACED
    for first, end in _INVISIBLE:
        table[first:end] = CharClass.SPACE
    chosen = dict.fromkeys((173, 65279, 6158, 65534, 65535, 65533), CharClass.SPACE)
    chosen |= {ord(mark): kind for kind, marks in _MARKS.items() for mark in marks}
    signs = (*range(0x20A0, 0x20D0), 0x24, 0xA2, 0xA3, 0xA4, 0xA5, 0xFFE5)
    chosen |= dict.fromkeys(signs, CharClass.CURRENCY)
    for code, kind in chosen.items():
        if code < size:
            table[code] = kind
    return table


def code_points(text: str) -> NDArray[np.uint32]:
    """Return the text as an array of code points, lone surrogates included.

    Examples
    --------
    >>> code_points("né").tolist()
    [110, 233]
    """
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
