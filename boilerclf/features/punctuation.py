"""Punctuation, case and digits of a block.

Sources: Kohlschütter et al. 2010, section 4 (upper-case, numbers, bars); Spousta, Marek and Pecina
2008, "Victor: the Web-Page Cleaning Tool", section 3 (sentence ends, punctuation); lines glued
together by an extractor show as an upper-case letter right after a lower-case one.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.characters import Kind
from boilerclf.features.columns import Column, as_columns, counts, flags, ratio, ratios
from boilerclf.features.view import TextView

_DENSITY: Final = (
    Kind.DIGIT,
    Kind.TERMINAL,
    Kind.COMMA,
    Kind.QUOTE,
    Kind.BRACKET,
    Kind.DASH,
    Kind.SYMBOL,
)
_COUNTED: Final = (Kind.COLON, Kind.SEPARATOR, Kind.BULLET, Kind.CURRENCY, Kind.COMMA)
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

# The same as arrays.
_DENSITY_KINDS: Final = np.array(_DENSITY)
_COUNT_KINDS: Final = np.array(_COUNTED)
_FIRST: Final = np.array(_FIRST_KINDS, np.uint8)[:, None]
_LAST: Final = np.array(_LAST_KINDS, np.uint8)[:, None]

_ELLIPSIS: Final = 0x2026
_QUESTION: Final = np.array((0x3F, 0xFF1F, 0x61F), np.uint32)[:, None]

COLUMNS: Final[tuple[Column, ...]] = (
    *ratios("upper_share", "title_case_share", "all_caps_share", "number_share"),
    *ratios(*(f"{kind.name.lower()}_density" for kind in _DENSITY), top=0.25),
    *counts(7.0, *(f"n_{kind.name.lower()}s" for kind in _COUNTED), "n_glued"),
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
    kinds, of_kind = view.kinds, view.counts.T
    letters = of_kind[Kind.LOWER] + of_kind[Kind.UPPER] + of_kind[Kind.LETTER]
    n_tokens = view.n_tokens
    is_lower, is_upper = kinds == Kind.LOWER.value, kinds == Kind.UPPER.value
    upper_first = view.token_kinds == Kind.UPPER.value
    caps = np.flatnonzero(upper_first & (view.token_ends - view.token_starts > 1))
    caps = caps[~is_lower[view.token_starts[caps] + 1]]
    if len(caps):
        n_lower = np.zeros(len(kinds) + 1, np.int32)
        np.cumsum(is_lower, out=n_lower[1:])
        caps = caps[n_lower[view.token_ends[caps]] == n_lower[view.token_starts[caps]]]
    glued = np.flatnonzero(is_upper[1:] & is_lower[:-1])
    at = np.flatnonzero(view.codes == 0x40)
    slashes = np.flatnonzero(view.codes == 0x2F)
    marks = slashes[view.codes[np.maximum(slashes - 1, 0)] == 0x3A]
    first, last = kinds[view.first], kinds[view.last]
    last_codes = view.codes[view.last]

    def owned(places: NDArray[np.int64]) -> NDArray[np.float32]:
        owners = view.block_of[places]
        return view.per_block(owners[owners < view.n_blocks])

    def share(tokens: NDArray[Any]) -> NDArray[np.float32]:
        return ratio(view.per_block(view.token_blocks[tokens]), n_tokens)

    return as_columns(
        ratio(of_kind[Kind.UPPER], letters),
        share(upper_first),
        share(caps),
        share(view.token_kinds == Kind.DIGIT.value),
        of_kind[_DENSITY_KINDS] / np.maximum(view.n_visible, 1),
        of_kind[_COUNT_KINDS],
        owned(glued),
        first == _FIRST,
        last == _LAST,
        last_codes == _ELLIPSIS,
        (last_codes == _QUESTION).any(axis=0),
        owned(np.concatenate((at, marks))),
    )
