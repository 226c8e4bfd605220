"""The counts of a page's text that several feature families share, taken in bulk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.characters import N_KINDS, Kind, code_points, kind_table, lower_table
from boilerclf.features.hashing import hash_spans

_STRIDE: Final = 32
"""Room for the kinds in one number with the block: a power of two above `N_KINDS`."""

_IDEOGRAPH_WORDS: Final = 0.5
_UNSPACED_WORDS: Final = 0.2
"""Words a character: a Chinese or Japanese word has two, a Thai or Khmer one about five."""

_WORD_KINDS: Final = np.zeros(N_KINDS, bool)
_WORD_KINDS[[Kind.LOWER, Kind.UPPER, Kind.LETTER, Kind.DIGIT, Kind.IDEOGRAPH, Kind.UNSPACED]] = True


@dataclass(frozen=True, slots=True, eq=False)
class TextView:
    """A text cut into blocks, as arrays.

    A *token* is a run of letters and digits, or a single ideograph; letters of scripts without
    spaces make one token a run.

    Parameters
    ----------
    codes : uint32 array of shape (n_characters,)
        Lower-cased code points.
    kinds : uint8 array of shape (n_characters,)
        The `Kind` of each.
    block_of : int64 array of shape (n_characters,)
        The block each stands in.
    starts, ends : int64 arrays of shape (n_blocks,)
        Offsets of the blocks.
    counts : float32 array of shape (n_blocks, N_KINDS)
        Characters by kind.
    first, last : int64 arrays of shape (n_blocks,)
        Offsets of each block's first and last visible character; of a neighbouring block's where
        the block has none.
    token_starts, token_ends : int64 arrays of shape (n_tokens,)
        Offsets of the tokens.
    token_blocks : int64 array of shape (n_tokens,)
        The block each token stands in.
    token_kinds : uint8 array of shape (n_tokens,)
        The kind of each token's first character.
    token_hashes : uint64 array of shape (n_tokens,)
        A hash of each token, case folded.
    n_words : float32 array of shape (n_blocks,)
        Tokens, but half a word for an ideograph and a fifth for each character of another script
        without spaces.
    """

    codes: NDArray[np.uint32]
    kinds: NDArray[np.uint8]
    block_of: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    counts: NDArray[np.float32]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    token_starts: NDArray[np.int64]
    token_ends: NDArray[np.int64]
    token_blocks: NDArray[np.int64]
    token_kinds: NDArray[np.uint8]
    token_hashes: NDArray[np.uint64]
    n_words: NDArray[np.float32]

    @property
    def n_blocks(self) -> int:
        """The number of blocks."""
        return len(self.starts)

    def per_block(self, blocks: NDArray[np.int64]) -> NDArray[np.float32]:
        """Count how often each block occurs in an array of block numbers.

        Parameters
        ----------
        blocks : int64 array of shape (n,)
            Block numbers.

        Returns
        -------
        float32 array of shape (n_blocks,)
            The counts.
        """
        return np.bincount(blocks, minlength=self.n_blocks).astype(np.float32)

    def block_hashes(self) -> NDArray[np.uint64]:
        """Return a number for each block, equal for blocks of the same tokens.

        Returns
        -------
        uint64 array of shape (n_blocks,)
            The sum of the tokens' hashes; 0 for a block without tokens.
        """
        running = np.zeros(len(self.token_hashes) + 1, np.uint64)
        np.cumsum(self.token_hashes, out=running[1:])
        edges = np.searchsorted(self.token_blocks, np.arange(self.n_blocks + 1))
        return running[edges[1:]] - running[edges[:-1]]


def view_text(
    text: str, starts: NDArray[np.int64], ends: NDArray[np.int64], *, camel: bool = False
) -> TextView:
    r"""Take the counts of a text.

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
    TextView
        All arrays empty where there are no blocks.

    Examples
    --------
    >>> view = view_text("Two words\n3 more", np.array([0, 10]), np.array([9, 16]))
    >>> view.n_words.tolist()
    [2.0, 2.0]
    """
    raw = code_points(text)
    kinds = kind_table()[raw]
    lower = lower_table()
    codes = lower[np.minimum(raw, len(lower) - 1)]
    if len(raw) and raw.max() >= len(lower):
        codes = np.where(raw < len(lower), codes, raw)
    n_blocks = len(starts)
    block_of = _block_of(starts, ends, len(raw), n_blocks)
    by_kind = np.bincount(block_of * _STRIDE + kinds, minlength=(n_blocks + 1) * _STRIDE)
    counts = by_kind.reshape(-1, _STRIDE)[:n_blocks, :N_KINDS].astype(np.float32)

    visible = np.flatnonzero(kinds != Kind.SPACE)
    if len(visible):
        first = visible[np.minimum(np.searchsorted(visible, starts), len(visible) - 1)]
        last = visible[np.maximum(np.searchsorted(visible, ends) - 1, 0)]
    else:
        first, last = starts, starts

    token_starts, token_ends = _tokens(kinds, block_of, n_blocks, camel=camel)
    token_blocks = block_of[token_starts]
    token_kinds = kinds[token_starts]
    spaced = (token_kinds != Kind.IDEOGRAPH) & (token_kinds != Kind.UNSPACED)
    n_words = np.bincount(token_blocks[spaced], minlength=n_blocks).astype(np.float32)
    n_words += np.float32(_IDEOGRAPH_WORDS) * counts[:, Kind.IDEOGRAPH]
    n_words += np.float32(_UNSPACED_WORDS) * counts[:, Kind.UNSPACED]
    return TextView(
        codes=codes,
        kinds=kinds,
        block_of=block_of,
        starts=starts,
        ends=ends,
        counts=counts,
        first=first,
        last=last,
        token_starts=token_starts,
        token_ends=token_ends,
        token_blocks=token_blocks,
        token_kinds=token_kinds,
        token_hashes=hash_spans(codes, token_starts, token_ends),
        n_words=n_words,
    )


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


def _tokens(
    kinds: NDArray[np.uint8], block_of: NDArray[np.int64], n_blocks: int, *, camel: bool
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where tokens begin and end."""
    in_word = _WORD_KINDS[kinds] & (block_of < n_blocks)
    if camel:
        in_word &= kinds != Kind.DIGIT
    padded = np.zeros(len(kinds) + 2, bool)
    padded[1:-1] = in_word
    begins = padded[1:] & ~padded[:-1]
    split = np.zeros(len(kinds) + 1, bool)
    if camel:
        split[1:-1] = (kinds[1:] == Kind.UPPER) & (kinds[:-1] == Kind.LOWER)
    else:
        wide = np.zeros(len(kinds) + 2, bool)
        wide[1:-1] = kinds == Kind.IDEOGRAPH
        split = wide[1:] | wide[:-1]
    split &= padded[1:] & padded[:-1]
    ends = padded[:-1] & ~padded[1:]
    return np.flatnonzero(begins | split), np.flatnonzero(ends | split)
