"""The words of a text cut into blocks, found for all blocks at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.basics import Hashes, Ints, gather
from boilerclf.features.arrays.characters import CharClass, code_points, look_up
from boilerclf.features.arrays.hashing import hash_spans

_FIRST_WORD_CLASS: Final = np.uint8(CharClass.LOWER)
_N_WORD_CLASSES: Final = CharClass.DIGIT - CharClass.LOWER + 1
"""The classes that words are made of stand next to each other."""


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
    block_of : int32 array of shape (n_characters,)
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
    block_of: NDArray[np.int32]
    starts: Ints
    ends: Ints
    blocks: Ints
    first_classes: NDArray[np.uint8]
    hashes: Hashes


def tokenize(text: str, starts: Ints, ends: Ints, *, camel: bool = False) -> Tokens:
    r"""Find the words of a text.

    Parameters
    ----------
    text : str
        The text all blocks stand in.
    starts, ends : int64 arrays of shape (n_blocks,)
        Offsets of the blocks, ascending and without overlap; a line break or space stands between
        the words of two blocks, and between those of a block and of what stands in none.
    camel : bool, default: False
        Begin a new token where an upper-case letter follows a lower-case one, and drop digits, as
        suits class names.

    Examples
    --------
    >>> tokenize("postBody2 lead", np.array([0]), np.array([14]), camel=True).starts.tolist()
    [0, 4, 10]
    """
    classes, codes = look_up(code_points(text))
    n_blocks = len(starts)
    edges = np.empty(2 * n_blocks + 2, np.int64)
    edges[0], edges[-1] = 0, len(codes)
    edges[1:-1:2], edges[2:-1:2] = starts, ends
    owners = np.full(2 * n_blocks + 1, n_blocks, np.int32)  # of gaps and blocks, in turn
    owners[1::2] = np.arange(n_blocks)
    block_of = owners.repeat(edges[1:] - edges[:-1])
    firsts, stops = _token_bounds(classes, camel=camel)
    blocks = gather(block_of, firsts).astype(np.int64)
    if np.count_nonzero(inside := blocks < n_blocks) < len(blocks):
        firsts, stops, blocks = (column[inside] for column in (firsts, stops, blocks))
    return Tokens(
        codes=codes,
        classes=classes,
        block_of=block_of,
        starts=firsts,
        ends=stops,
        blocks=blocks,
        first_classes=gather(classes, firsts),
        hashes=hash_spans(codes, firsts, stops),
    )


def tokenize_each(texts: Sequence[str], *, camel: bool = False) -> Tokens:
    """Find the words of texts as `tokenize` does; each text is a block.

    Examples
    --------
    >>> tokenize_each(["a title", "", "another"]).blocks.tolist()
    [0, 0, 2]
    """
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    ends = (lengths + 1).cumsum() - 1
    return tokenize("\n".join(texts), ends - lengths, ends, camel=camel)


def _token_bounds(classes: NDArray[np.uint8], *, camel: bool) -> tuple[Ints, Ints]:
    """Return where tokens begin and end."""
    in_word = np.zeros(len(classes) + 2, bool)
    np.less(classes - _FIRST_WORD_CLASS, _N_WORD_CLASSES - camel, out=in_word[1:-1])
    is_wide = classes == CharClass.IDEOGRAPH.value
    if not (camel or np.count_nonzero(is_wide)):  # no words touch
        edges = (in_word[1:] != in_word[:-1]).nonzero()[0]
        return edges[::2].copy(), edges[1::2].copy()
    joined = in_word[1:] & in_word[:-1]  # to the character before
    if camel:
        is_upper, is_lower = classes == CharClass.UPPER.value, classes == CharClass.LOWER.value
        joined[1:-1] &= ~(is_upper[1:] & is_lower[:-1])
    else:
        joined[1:] &= ~is_wide
        joined[:-1] &= ~is_wide
    return (in_word[1:] > joined).nonzero()[0], (in_word[:-1] > joined).nonzero()[0]
