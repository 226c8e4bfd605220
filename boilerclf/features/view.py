"""The counts of a page's text that several feature families share, taken in bulk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.characters import FIRST_IDEOGRAPH, N_KINDS, Kind, code_points, tables
from boilerclf.features.hashing import hash_spans
from boilerclf.features.pages import Pages, pages_of

_IDEOGRAPH_WORDS: Final = 0.5
_UNSPACED_WORDS: Final = 0.2
"""Words a character: a Chinese or Japanese word has two, a Thai or Khmer one about five."""

_FIRST_WORD_KIND: Final = np.uint8(Kind.LOWER)
_N_WORD_KINDS: Final = Kind.DIGIT - Kind.LOWER + 1
"""The kinds that words are made of stand next to each other."""

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
    kinds : uint8 array of shape (n_characters,)
        The `Kind` of each.
    block_of : int64 array of shape (n_characters,)
        The block each stands in.
    starts, ends : int64 arrays of shape (n_blocks,)
        Offsets of the blocks.
    token_starts, token_ends : int64 arrays of shape (n_tokens,)
        Offsets of the tokens.
    token_blocks : int64 array of shape (n_tokens,)
        The block each token stands in.
    token_kinds : uint8 array of shape (n_tokens,)
        The kind of each token's first character.
    token_hashes : uint64 array of shape (n_tokens,)
        A hash of each token, case folded.
    """

    codes: NDArray[np.uint32]
    kinds: NDArray[np.uint8]
    block_of: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    token_starts: NDArray[np.int64]
    token_ends: NDArray[np.int64]
    token_blocks: NDArray[np.int64]
    token_kinds: NDArray[np.uint8]
    token_hashes: NDArray[np.uint64]

    @property
    def n_blocks(self) -> int:
        """The number of blocks."""
        return len(self.starts)


@dataclass(frozen=True, slots=True, eq=False)
class TextView(Tokens):
    """A text cut into blocks: its words, and its characters counted by kind.

    Parameters
    ----------
    counts : float32 array of shape (n_blocks, N_KINDS)
        Characters by kind.
    n_visible : float32 array of shape (n_blocks,)
        Visible characters: all kinds but white space.
    first, last : int64 arrays of shape (n_blocks,)
        Offsets of each block's first and last visible character; of a neighbouring block's where
        the block has none; of the block's start where no block of the page has any.
    n_tokens : float32 array of shape (n_blocks,)
        Tokens of each block.
    n_words : float32 array of shape (n_blocks,)
        Tokens, but half a word for an ideograph and a fifth for each character of another script
        without spaces.
    pages : Pages
        Whose the blocks are.
    """

    counts: NDArray[np.float32]
    n_visible: NDArray[np.float32]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    n_tokens: NDArray[np.float32]
    n_words: NDArray[np.float32]
    pages: Pages

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
        edges = np.zeros(self.n_blocks + 1, np.int64)
        np.cumsum(np.bincount(self.token_blocks, minlength=self.n_blocks), out=edges[1:])
        return running[edges[1:]] - running[edges[:-1]]


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
    >>> tokenize("postBody2 lead", np.array([0]), np.array([14]), camel=True).token_starts.tolist()
    [0, 4, 10]
    """
    raw = code_points(text)
    places = raw.astype(np.intp)
    highest = int(raw.max()) if len(raw) else 0
    kind_of, lower = tables(highest)
    kinds = kind_of.take(places)
    codes = lower.take(places, mode="clip")
    if highest >= len(lower):
        codes = np.where(raw < len(lower), codes, raw)
    block_of = _block_of(starts, ends, len(raw), len(starts))
    splits: _Splits = "camel" if camel else "ideographs" if highest >= FIRST_IDEOGRAPH else ""
    token_starts, token_ends = _tokens(kinds, block_of, len(starts), splits)
    return Tokens(
        codes=codes,
        kinds=kinds,
        block_of=block_of,
        starts=starts,
        ends=ends,
        token_starts=token_starts,
        token_ends=token_ends,
        token_blocks=block_of[token_starts],
        token_kinds=kinds[token_starts],
        token_hashes=hash_spans(codes, token_starts, token_ends),
    )


def view_text(
    text: str, starts: NDArray[np.int64], ends: NDArray[np.int64], pages: Pages | None = None
) -> TextView:
    r"""Find the words of a text and count its characters.

    Parameters
    ----------
    text : str
        The text all blocks stand in.
    starts, ends : int64 arrays of shape (n_blocks,)
        Offsets of the blocks, ascending and without overlap; a line break or space stands between
        the words of two blocks.
    pages : Pages, optional
        Whose the blocks are; of one page where left out.

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
    tokens = tokenize(text, starts, ends)
    kinds, n_blocks = tokens.kinds, len(starts)
    pages = pages or pages_of([n_blocks])
    by_kind = np.bincount(
        np.multiply(kinds, n_blocks + 1, dtype=np.int64) + tokens.block_of,
        minlength=(n_blocks + 1) * N_KINDS,
    ).reshape(N_KINDS, n_blocks + 1)[:, :n_blocks]
    counts = by_kind.astype(np.float32)
    first, last = _visible_ends(kinds, starts, ends, pages)
    n_tokens = np.bincount(tokens.token_blocks, minlength=n_blocks).astype(np.float32)
    n_words = n_tokens
    if by_kind[Kind.IDEOGRAPH].any() or by_kind[Kind.UNSPACED].any():
        letters = tokens.token_kinds
        spaced = (letters != Kind.IDEOGRAPH.value) & (letters != Kind.UNSPACED.value)
        n_words = np.bincount(tokens.token_blocks[spaced], minlength=n_blocks).astype(np.float32)
        n_words += np.float32(_IDEOGRAPH_WORDS) * counts[Kind.IDEOGRAPH]
        n_words += np.float32(_UNSPACED_WORDS) * counts[Kind.UNSPACED]
    return TextView(
        codes=tokens.codes,
        kinds=kinds,
        block_of=tokens.block_of,
        starts=starts,
        ends=ends,
        token_starts=tokens.token_starts,
        token_ends=tokens.token_ends,
        token_blocks=tokens.token_blocks,
        token_kinds=tokens.token_kinds,
        token_hashes=tokens.token_hashes,
        counts=counts.T,
        n_visible=(ends - starts - by_kind[Kind.SPACE]).astype(np.float32),
        first=first,
        last=last,
        n_tokens=n_tokens,
        n_words=n_words,
        pages=pages,
    )


def _visible_ends(
    kinds: NDArray[np.uint8], starts: NDArray[np.int64], ends: NDArray[np.int64], pages: Pages
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    visible = np.flatnonzero(kinds != Kind.SPACE.value)
    if not len(visible):
        return starts, starts
    ahead, behind = visible.searchsorted(starts), visible.searchsorted(ends) - 1
    first, last = visible.take(ahead, mode="clip"), visible.take(behind, mode="clip")
    bare = (ahead > behind).nonzero()[0]
    if len(bare):
        lowest, highest = ahead[pages.low[bare]], behind[pages.high[bare] - 1]
        first[bare] = visible.take(np.minimum(ahead[bare], highest), mode="clip")
        last[bare] = visible.take(np.maximum(behind[bare], lowest), mode="clip")
        none = bare[lowest > highest]
        first[none] = last[none] = starts[none]
    return first, last


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
    kinds: NDArray[np.uint8], block_of: NDArray[np.int64], n_blocks: int, splits: _Splits
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where tokens begin and end."""
    n_kinds = _N_WORD_KINDS - 1 if splits == "camel" else _N_WORD_KINDS
    in_word = np.zeros(len(kinds) + 2, bool)
    np.less(kinds - _FIRST_WORD_KIND, n_kinds, out=in_word[1:-1])
    in_word[1:-1] &= block_of < n_blocks
    changed = in_word[1:] != in_word[:-1]
    if not splits:
        edges = np.flatnonzero(changed)
        return edges[::2], edges[1::2]
    split = np.zeros(len(kinds) + 1, bool)
    if splits == "camel":
        split[1:-1] = (kinds[1:] == Kind.UPPER.value) & (kinds[:-1] == Kind.LOWER.value)
    else:
        wide = np.zeros(len(kinds) + 2, bool)
        np.equal(kinds, Kind.IDEOGRAPH.value, out=wide[1:-1])
        np.logical_or(wide[1:], wide[:-1], out=split)
    split &= in_word[1:] & in_word[:-1]
    return (
        np.flatnonzero((changed & in_word[1:]) | split),
        np.flatnonzero((changed & in_word[:-1]) | split),
    )
