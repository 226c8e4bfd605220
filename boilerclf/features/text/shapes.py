"""The shapes of lines with numbers: what is left of a line when all its words are one.

"Posts: 44" and "Posts: 120", "Mar 18, 2022" and "Apr 2, 2023", "Port Arden 21" and "Kell 9" have
one shape each. A page that writes such a line again writes a record: a post, a match, a departure.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from boilerclf.features.arrays.basics import Hashes, Ints, changes, gather
from boilerclf.features.arrays.characters import CharClass
from boilerclf.features.arrays.hashing import hash_spans
from boilerclf.features.arrays.tokens import Tokens

_SPACE, _LETTER, _DIGIT = (np.uint32(ord(sign)) for sign in " a0")
_OTHER: Final = np.uint32(0)

_SIGNS: Final = np.full(len(CharClass), _OTHER)
_SIGNS[CharClass.SPACE] = _SPACE
_SIGNS[CharClass.LOWER : CharClass.UNSPACED + 1] = _LETTER
_SIGNS[CharClass.DIGIT] = _DIGIT
"""What stands for a character of each class; 0 where it stands for itself."""


def shapes_of_lines(tokens: Tokens, starts: Ints, ends: Ints) -> Hashes:
    """Return a number for the shape of each line.

    Words that follow each other count as one word, whatever their letters, and a number as one
    digit. White space at a line's ends is left out; all other characters count as they are.

    Parameters
    ----------
    tokens : Tokens
        The characters that the lines are among.
    starts, ends : int64 arrays of shape (n_lines,)
        Where the lines stand among them.

    Returns
    -------
    uint64 array of shape (n_lines,)
        Equal for lines of one shape; empty for no lines.

    Examples
    --------
    >>> from boilerclf.features.arrays.tokens import tokenize_each
    >>> tokens = tokenize_each(["Posts: 44", "All posts: 9 ", "Posts 44"])
    >>> starts, ends = np.array([0, 10, 24]), np.array([9, 23, 32])
    >>> one, two, three = shapes_of_lines(tokens, starts, ends).tolist()
    >>> one == two, one == three
    (True, False)
    """
    lengths = ends - starts
    before = lengths.cumsum() - lengths
    at = (starts - before).repeat(lengths) + np.arange(lengths.sum())
    line_of = np.arange(len(starts)).repeat(lengths)
    signs = _SIGNS[gather(tokens.classes, at)]
    is_other = signs == _OTHER
    signs = np.where(is_other, gather(tokens.codes, at), signs)
    begins = changes(line_of)
    begins[1:] |= (signs[1:] != signs[:-1]) | is_other[1:]
    signs, line_of = signs[begins], line_of[begins]
    # Spaces at the ends of lines are left out, and those between two words with the second word.
    is_first = changes(line_of)
    is_last = np.append(is_first[1:], np.True_)[: len(signs)]
    is_space, is_word = signs == _SPACE, signs == _LETTER
    is_gap = is_space & ~is_first & ~is_last
    is_gap[1:-1] &= is_word[:-2] & is_word[2:]
    left_out = is_gap | (is_space & (is_first | is_last))
    left_out[1:] |= is_gap[:-1]
    signs, line_of = signs[~left_out], line_of[~left_out]
    n_signs = np.bincount(line_of, minlength=len(starts))
    last = n_signs.cumsum()
    return hash_spans(signs, last - n_signs, last)
