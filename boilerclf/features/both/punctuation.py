"""Punctuation, case and digits of a block.

Sources: Kohlschütter et al. 2010, section 4 (upper-case, numbers, bars); Spousta, Marek and Pecina
2008, "Victor: the Web-Page Cleaning Tool", section 3 (sentence ends, punctuation); lines glued
together by an extractor show as an upper-case letter right after a lower-case one.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.characters import CharClass
from boilerclf.features.columns import Family, Rows, counts, flags, ratio, ratios
from boilerclf.features.view import TextView

_DENSITY: Final = ("digit", "terminal", "comma", "quote", "bracket")
_COUNTED: Final = ("colon", "separator", "bullet", "currency", "comma")
_FIRST: Final = ("lower", "upper", "digit", "quote")
_LAST: Final = ("colon", "comma", "digit", "quote", "bracket", "separator")  # "terminal" is its own


def _classes(names: tuple[str, ...]) -> NDArray[np.uint8]:
    return np.array([CharClass[name.upper()] for name in names], np.uint8)


_DENSITY_ROWS, _COUNTED_ROWS = _classes(_DENSITY), _classes(_COUNTED)
_FIRST_CLASSES, _LAST_CLASSES = _classes(_FIRST)[:, None], _classes(_LAST)[:, None]

_QUESTION: Final = np.array((0x3F, 0xFF1F, 0x61F), np.uint32)[:, None]


def compute(view: TextView) -> Rows:
    """Return the punctuation columns.

    ``upper_share`` is upper-case letters over all letters. ``title_case_share``, ``all_caps_share``
    and ``number_share`` are tokens over all tokens: those that begin with an upper-case letter,
    those that begin with one, have two or more characters and none in lower case (``A4`` is one),
    and those that begin with a digit. A ``..._density`` is characters
    of that kind over visible characters; ``n_...s`` counts them. ``first_...`` and ``last_...``
    tell the kind of the first and the last visible character, ``last_question`` that the last is a
    question mark. ``n_glued`` counts upper-case letters right after a lower-case one. Shares and
    densities in [0, 1], 0 for a block without letters, tokens or visible characters.
    """
    tokens, of_class = view.tokens, view.counts
    classes = tokens.classes
    letters = of_class[CharClass.LOWER] + of_class[CharClass.UPPER] + of_class[CharClass.LETTER]
    is_lower, is_upper = classes == CharClass.LOWER.value, classes == CharClass.UPPER.value
    is_capital = tokens.first_classes == CharClass.UPPER.value
    caps = (is_capital & (tokens.ends - tokens.starts > 1)).nonzero()[0]
    caps = caps[~is_lower[tokens.starts[caps] + 1]]  # most are ruled out by the second character
    if len(caps):
        starts, lengths = tokens.starts[caps], tokens.ends[caps] - tokens.starts[caps]
        firsts = lengths.cumsum() - lengths
        places = np.arange(lengths.sum()) + (starts - firsts).repeat(lengths)  # of characters
        caps = caps[~np.logical_or.reduceat(is_lower[places], firsts)]
    glued = (is_upper[1:] & is_lower[:-1]).nonzero()[0]
    first, last = (classes[places] for places in view.visible_ends)
    return (
        ratio(of_class[CharClass.UPPER], letters),
        view.title_case_share,
        view.share_of_tokens(caps),
        view.share_of_tokens((tokens.first_classes == CharClass.DIGIT.value).nonzero()[0]),
        of_class[_DENSITY_ROWS] / np.maximum(view.n_visible, 1),
        of_class[_COUNTED_ROWS],
        view.count(tokens.block_of[glued]),
        first == _FIRST_CLASSES,
        view.ends_sentence,
        last == _LAST_CLASSES,
        np.logical_or.reduce(tokens.codes[view.visible_ends[1]] == _QUESTION),
    )


FAMILY: Final = Family(
    "punctuation",
    (
        *ratios("upper_share", "title_case_share", "all_caps_share", "number_share"),
        *ratios(*(f"{kind}_density" for kind in _DENSITY), top=0.25),
        *counts(7.0, *(f"n_{kind}s" for kind in _COUNTED), "n_glued"),
        *flags(*(f"first_{kind}" for kind in _FIRST)),
        *flags("last_terminal", *(f"last_{kind}" for kind in _LAST), "last_question"),
    ),
    compute,
    is_local=True,
)
