"""Punctuation, case and digits of a block.

Sources: Kohlschütter et al. 2010, section 4 (upper-case, numbers, bars); Spousta, Marek and Pecina
2008, "Victor: the Web-Page Cleaning Tool", section 3 (sentence ends, punctuation); lines glued
together by an extractor show as an upper-case letter right after a lower-case one.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.characters import Kind
from boilerclf.features.columns import Column, counts, flags, ratio, ratios
from boilerclf.features.length import visible
from boilerclf.features.view import TextView

_DENSITY_KINDS: Final = (
    Kind.DIGIT,
    Kind.TERMINAL,
    Kind.COMMA,
    Kind.QUOTE,
    Kind.BRACKET,
    Kind.DASH,
    Kind.SYMBOL,
)
_COUNT_KINDS: Final = (Kind.COLON, Kind.SEPARATOR, Kind.BULLET, Kind.CURRENCY, Kind.COMMA)
_FIRST_KINDS: Final = (
    Kind.LOWER,
    Kind.UPPER,
    Kind.DIGIT,
    Kind.BULLET,
    Kind.QUOTE,
    Kind.DASH,
    Kind.SEPARATOR,
    Kind.BRACKET,
)
_LAST_KINDS: Final = (
    Kind.TERMINAL,
    Kind.COLON,
    Kind.COMMA,
    Kind.DIGIT,
    Kind.QUOTE,
    Kind.BRACKET,
    Kind.SEPARATOR,
)

_ELLIPSIS: Final = 0x2026
_QUESTION: Final = (0x3F, 0xFF1F, 0x61F)

COLUMNS: Final[tuple[Column, ...]] = (
    *ratios("upper_share", "title_case_share", "all_caps_share", "number_share"),
    *ratios(*(f"{kind.name.lower()}_density" for kind in _DENSITY_KINDS), top=0.25),
    *counts(7.0, *(f"n_{kind.name.lower()}s" for kind in _COUNT_KINDS), "n_glued"),
    *flags(*(f"first_{kind.name.lower()}" for kind in _FIRST_KINDS)),
    *flags(*(f"last_{kind.name.lower()}" for kind in _LAST_KINDS)),
    *flags("last_ellipsis", "last_question"),
    *counts(3.0, "n_addresses"),
)


def punctuation(view: TextView) -> NDArray[np.float32]:
    """Return the punctuation columns.

    ``upper_share`` is upper-case letters over all letters. ``title_case_share``,
    ``all_caps_share`` and ``number_share`` are tokens that begin with an upper-case letter, have
    two or more letters and none in lower case, and begin with a digit, over all tokens. A
    ``..._density`` is characters of that kind over visible characters; ``n_...s`` counts them.
    ``first_...`` and ``last_...`` tell the kind of the first and the last visible character,
    ``last_ellipsis`` and ``last_question`` that the last is such a mark. ``n_glued`` counts
    upper-case letters right after a lower-case one; ``n_addresses`` the characters ``@`` and the
    marks ``:/``.

    Parameters
    ----------
    view : TextView
        The page's text.

    Returns
    -------
    float32 array of shape (n_blocks, 35)
        In the order of `COLUMNS`; shares and densities in [0, 1], 0 for a block without letters,
        tokens or visible characters.
    """
    kinds, counts_ = view.kinds, view.counts
    letters = counts_[:, Kind.LOWER] + counts_[:, Kind.UPPER] + counts_[:, Kind.LETTER]
    n_tokens = view.per_block(view.token_blocks)
    n_lower = np.zeros(len(kinds) + 1, np.int32)
    np.cumsum(kinds == Kind.LOWER, out=n_lower[1:])
    upper_first = view.token_kinds == Kind.UPPER
    caps = upper_first & (view.token_ends - view.token_starts > 1)
    caps &= n_lower[view.token_ends] == n_lower[view.token_starts]
    glued = np.flatnonzero((kinds[1:] == Kind.UPPER) & (kinds[:-1] == Kind.LOWER))
    at = np.flatnonzero(view.codes == 0x40)
    slashes = np.flatnonzero(view.codes == 0x2F)
    marks = slashes[view.codes[np.maximum(slashes - 1, 0)] == 0x3A]
    first, last = kinds[view.first], kinds[view.last]
    last_codes = view.codes[view.last]

    def owned(places: NDArray[np.int64]) -> NDArray[np.float32]:
        owners = view.block_of[places]
        return view.per_block(owners[owners < view.n_blocks])

    shares = [
        ratio(counts_[:, Kind.UPPER], letters),
        ratio(view.per_block(view.token_blocks[upper_first]), n_tokens),
        ratio(view.per_block(view.token_blocks[caps]), n_tokens),
        ratio(view.per_block(view.token_blocks[view.token_kinds == Kind.DIGIT]), n_tokens),
    ]
    n_characters = visible(view)
    densities = ratio(
        counts_[:, _DENSITY_KINDS], np.repeat(n_characters[:, None], len(_DENSITY_KINDS), axis=1)
    )
    return np.column_stack(
        (
            *shares,
            densities,
            counts_[:, _COUNT_KINDS],
            owned(glued),
            first[:, None] == np.array(_FIRST_KINDS),
            last[:, None] == np.array(_LAST_KINDS),
            last_codes == _ELLIPSIS,
            np.isin(last_codes, _QUESTION),
            owned(at) + owned(marks),
        )
    ).astype(np.float32, copy=False)
