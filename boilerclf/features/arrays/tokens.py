"""The words of a text cut into blocks, found for all blocks at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.characters import FIRST_IDEOGRAPH, CharClass, code_points, tables
from boilerclf.features.arrays.hashing import hash_spans

_FIRST_WORD_CLASS: Final = np.uint8(CharClass.LOWER)
_N_WORD_CLASSES: Final = CharClass.DIGIT - CharClass.LOWER + 1
"""The classes that words are made of stand next to each other."""

_Splits = Literal["", "camel", "ideographs"]
"""Where letters that touch are parted: nowhere, at an inner capital, or around each ideograph."""


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The words of a text cut into blocks.

    A *token* is a run of letters and digits, or a single ideograph; letters of scripts without
    spaces make one token a run.

    Parameters
    ----------
    codes : uint32 array of shape (n_characters,)
        Lower-cased code points.
    classes : uint8 array of shape (n_characters,)
        The `CharClass` of each.
    block_of : int64 array of shape (n_characters,)
        The block each stands in; the number of blocks for one that stands in none.
    starts, ends : int64 arrays of shape (n_tokens,)
        Offsets of the tokens.
    blocks : int64 array of shape (n_tokens,)
        The block each token stands in.
    first_classes : uint8 array of shape (n_tokens,)
        The class of each token's first character.
    hashes : uint64 array of shape (n_tokens,)
        A hash of each token, case folded.
    """

    codes: NDArray[np.uint32]
    classes: NDArray[np.uint8]
    block_of: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    blocks: NDArray[np.int64]
    first_classes: NDArray[np.uint8]
    hashes: NDArray[np.uint64]


def tokenize(
    text: str, starts: NDArray[np.int64], ends: NDArray[np.int64], *, camel: bool = False
) -> Tokens:
    r"""Find the words of a text.

    Parameters
    ----------
    text : str
        The text all blocks stand in.
    starts, ends : int64 arrays of shape (n_blocks,)
        Offsets of the blocks, ascending and without overlap; a line break or space stands between
        the words of two blocks.
    camel : bool, default: False
        Begin a new token where an upper-case letter follows a lower-case one, and drop digits, as
        suits class names.

    Returns
    -------
    Tokens
        All arrays empty where there are no blocks.

    Examples
    --------
    >>> tokenize("postBody2 lead", np.array([0]), np.array([14]), camel=True).starts.tolist()
    [0, 4, 10]
    """
    raw = code_points(text)
    places = raw.astype(np.intp)
    highest = int(raw.max()) if len(raw) else 0
    class_of, lower = tables(highest)
    classes = class_of.take(places)
    codes = lower.take(places, mode="clip")
    if highest >= len(lower):
        codes = np.where(raw < len(lower), codes, raw)
    block_of = _block_of(starts, ends, len(raw), len(starts))
    splits: _Splits = "camel" if camel else "ideographs" if highest >= FIRST_IDEOGRAPH else ""
    token_starts, token_ends = _token_bounds(classes, block_of, len(starts), splits)
    return Tokens(
        codes=codes,
        classes=classes,
        block_of=block_of,
        starts=token_starts,
        ends=token_ends,
        blocks=block_of[token_starts],
        first_classes=classes[token_starts],
        hashes=hash_spans(codes, token_starts, token_ends),
    )


def tokenize_each(texts: Sequence[str], *, camel: bool = False) -> Tokens:
    """Find the words of texts, each of which is a block.

    Parameters
    ----------
    texts : sequence of str
        The texts.
    camel : bool, default: False
        As for `tokenize`.

    Returns
    -------
    Tokens
        All arrays empty where there are no texts.

    Examples
    --------
    >>> tokenize_each(["a title", "", "another"]).blocks.tolist()
    [0, 0, 2]
    """
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    ends = (lengths + 1).cumsum() - 1
    return tokenize("\n".join(texts), ends - lengths, ends, camel=camel)


def _block_of(
    starts: NDArray[np.int64], ends: NDArray[np.int64], n_characters: int, n_blocks: int
) -> NDArray[np.int64]:
    """Return each character's block; `n_blocks` for one that stands in none."""
    edges = np.empty(2 * n_blocks + 2, np.int64)
    edges[0], edges[-1] = 0, n_characters
    edges[1:-1:2], edges[2:-1:2] = starts, ends
    owners = np.full(2 * n_blocks + 1, n_blocks, np.int64)
    owners[1::2] = np.arange(n_blocks)
    return np.repeat(owners, np.diff(edges))


def _token_bounds(
    classes: NDArray[np.uint8], block_of: NDArray[np.int64], n_blocks: int, splits: _Splits
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where tokens begin and end."""
    n_classes = _N_WORD_CLASSES - 1 if splits == "camel" else _N_WORD_CLASSES
    in_word = np.zeros(len(classes) + 2, bool)
    np.less(classes - _FIRST_WORD_CLASS, n_classes, out=in_word[1:-1])
    in_word[1:-1] &= block_of < n_blocks
    changed = in_word[1:] != in_word[:-1]
    if not splits:
        edges = np.flatnonzero(changed)
        return edges[::2], edges[1::2]
    split = np.zeros(len(classes) + 1, bool)
    if splits == "camel":
        split[1:-1] = (classes[1:] == CharClass.UPPER.value) & (
            classes[:-1] == CharClass.LOWER.value
        )
    else:
        wide = np.zeros(len(classes) + 2, bool)
        np.equal(classes, CharClass.IDEOGRAPH.value, out=wide[1:-1])
        np.logical_or(wide[1:], wide[:-1], out=split)
    split &= in_word[1:] & in_word[:-1]
    return (
        np.flatnonzero((changed & in_word[1:]) | split),
        np.flatnonzero((changed & in_word[:-1]) | split),
    )
