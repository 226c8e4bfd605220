"""Gold text, or snippets of it, aligned to the blocks of a page.

Labels come from the text that people marked, so they survive every change of segmentation. Words
are matched in order by their longest common subsequence (LCS, as in Dragnet: Peters and Lecocq
2013, section 3.1), after blocks that stand word for word in the gold have been pinned to their
place. On the 1,497 pages of WCXB's development set the blocks with more than half of their words
matched give 0.98 mean page F1 against the gold, with or without the pins; the pins leave a third
fewer blocks half matched, because stray words no longer find partners far away.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from boilerclf.corpus.tokens import tokens
from boilerclf.page import Page

MIN_PIN = 4
"""Words of a block that may be pinned: shorter ones ("Read more") stand in too many places."""

MAX_PLACES = 16
"""A block whose rarest word occurs more often in the gold is not pinned: keeps the work linear."""

PIN_GAP_COST = 0.001
"""What a word between two pinned blocks costs, in matched words: near places win over far ones."""

MAX_CELLS = 1 << 29
"""Page words times gold words that one LCS may take (64 MB, a bit each); larger gaps are halved."""

MAX_SEARCHED_CELLS = 1 << 31
"""Above this a gap is halved in proportion, below it where the halves match best (2 s of work)."""


def matched_shares(page: Page, gold: str) -> NDArray[np.float32]:
    r"""Return which share of each block's words stands, in order, in the gold text.

    Parameters
    ----------
    page : Page
        The page.
    gold : str
        The text that people marked as its content.

    Returns
    -------
    float32 array of shape (n_blocks,)
        0 to 1: matched words / words of the block; NaN where a block holds no word. A page without
        blocks gives an empty array.

    Examples
    --------
    >>> from boilerclf.segment import segment_text
    >>> page = segment_text("Home | News\nRain fell on Tarvo all night.\n* * *\nShare this")
    >>> matched_shares(page, "Rain fell on Tarvo all night.").tolist()
    [0.0, 1.0, nan, 0.0]
    """
    codes = _Codes(tokens(gold))
    blocks = [
        codes.encode(tokens(page.text[start:end]))
        for start, end in zip(page.starts.tolist(), page.ends.tolist(), strict=True)
    ]
    words = "".join(blocks)
    matched = np.zeros(len(words), dtype=np.bool_)
    word, place = 0, 0
    for pin in [*_pins(blocks, codes.gold), _Pin(len(words), len(codes.gold), 0)]:
        _match(words[word : pin.word], codes.gold[place : pin.place], matched[word : pin.word])
        word, place = pin.word + pin.length, pin.place + pin.length
        matched[pin.word : word] = True
    lengths = np.fromiter(map(len, blocks), dtype=np.int64, count=len(blocks))
    sums = np.concatenate(([0], np.cumsum(matched)))
    ends = np.cumsum(lengths)
    shares = np.full(len(blocks), np.nan, dtype=np.float32)
    np.divide(sums[ends] - sums[ends - lengths], lengths, out=shares, where=lengths > 0)
    return shares


def snippet_labels(
    page: Page, must_have: Iterable[str], must_not_have: Iterable[str]
) -> NDArray[np.int8]:
    r"""Return the labels of the blocks that hold a snippet.

    Parameters
    ----------
    page : Page
        The page.
    must_have, must_not_have : iterable of str
        Texts that are content, and that are noise; white space is folded before they are sought.

    Returns
    -------
    int8 array of shape (n_blocks,)
        1 content, 0 noise; -1 for blocks without a snippet, and for those with snippets of both
        sorts. A snippet that no single block holds counts for the blocks that lie wholly in it.

    Examples
    --------
    >>> from boilerclf.segment import segment_text
    >>> page = segment_text("Home\nRain fell.\nIt  was\nwet.\nAbout us")
    >>> snippet_labels(page, ["Rain", "It was wet."], ["About"]).tolist()
    [-1, 1, 1, 1, 0]
    """
    texts = [" ".join(text.split()) for text in page.block_texts()]
    whole = " ".join(texts)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    ends = np.cumsum(lengths + 1) - 1
    starts = ends - lengths
    held = np.zeros((2, page.n_blocks), dtype=np.bool_)
    for row, snippets in enumerate((must_not_have, must_have)):
        for snippet in {" ".join(text.split()) for text in snippets} - {""}:
            inside = np.fromiter((snippet in text for text in texts), np.bool_, len(texts))
            at = -1 if inside.any() else whole.find(snippet)
            while at >= 0:
                end = at + len(snippet)
                inside |= (starts >= at) & (ends <= end)
                at = whole.find(snippet, end)
            held[row] |= inside
    noise, content = held
    return np.where(noise == content, -1, np.where(content, 1, 0)).astype(np.int8)


def in_doubt(page: Page, lines: Iterable[str]) -> NDArray[np.bool_]:
    r"""Tell which blocks hold nothing but lines whose label is in doubt.

    Parameters
    ----------
    page : Page
        The page.
    lines : iterable of str
        Lines of the page, compared by their words.

    Returns
    -------
    bool array of shape (n_blocks,)
        True where a block has the same words as a line; also where it has four words and more, all
        of which follow each other in a line that is not a block itself. False for a block without
        words.

    Examples
    --------
    >>> from boilerclf.segment import segment_text
    >>> page = segment_text("Home\nRain fell on the town.\nIt was wet.\n* * *")
    >>> in_doubt(page, ["rain fell on the town; it was dark", "It was wet."]).tolist()
    [False, True, True, False]
    """
    blocks = [" ".join(tokens(text)) for text in page.block_texts()]
    doubted = {" ".join(tokens(line)) for line in lines} - {""}
    longer = " \n ".join(["", *sorted(doubted - set(blocks)), ""])
    return np.array(
        [
            text in doubted or (text.count(" ") >= MIN_PIN - 1 and f" {text} " in longer)
            for text in blocks
        ],
        np.bool_,
    )


_NOT_IN_GOLD = "\0"


class _Codes:
    """Words as single characters: gold words from U+0001 on, every other word U+0000.

    Strings are what both `str.startswith` and rapidfuzz compare fastest.
    """

    def __init__(self, gold: Sequence[str]) -> None:
        # Past the last code point words share a code: a gold of a million different words.
        self._codes = {
            word: chr(min(code, 0x10FFFF)) for code, word in enumerate(dict.fromkeys(gold), 1)
        }
        self.gold = self.encode(gold)

    def encode(self, words: Iterable[str]) -> str:
        return "".join([self._codes.get(word, _NOT_IN_GOLD) for word in words])


class _Pin(NamedTuple):
    word: int
    place: int
    length: int


@dataclass(frozen=True, slots=True)
class _Link:
    """A pin, the link before it in its chain, and what the chain is worth so far.

    That is its matched words less the cost of its gaps. The cost of the gap that will follow is not
    known yet: `score` leaves out where the pin ends, so that chains can be compared all the same.
    """

    pin: _Pin
    score: float
    before: _Link | None


def _pins(blocks: Sequence[str], gold: str) -> list[_Pin]:
    """Pin blocks that stand whole in the gold: the heaviest chain that keeps both orders."""
    places: dict[str, list[int]] = {}
    for place, code in enumerate(gold):
        places.setdefault(code, []).append(place)
    front = _Front()
    best: _Link | None = None
    word = 0
    for block in blocks:
        links = []
        for place in _places(block, gold, places):
            before = front.best_until(place)
            gain = before.score - PIN_GAP_COST * word if before is not None else 0.0
            if gain <= 0:
                before, gain = None, 0.0
            pin = _Pin(word, place, len(block))
            score = gain + len(block) + PIN_GAP_COST * (word + len(block))
            links.append(_Link(pin, score, before))
        word += len(block)
        for link in links:
            front.add(link)
            best = link if best is None or _worth(link) > _worth(best) else best
    chain = []
    while best is not None:
        chain.append(best.pin)
        best = best.before
    return chain[::-1]


def _worth(link: _Link) -> float:
    return link.score - PIN_GAP_COST * (link.pin.word + link.pin.length)


def _places(block: str, gold: str, places: dict[str, list[int]]) -> list[int]:
    if len(block) < MIN_PIN or _NOT_IN_GOLD in block:
        return []
    rarest, offset = min(
        ((places[code], offset) for offset, code in enumerate(block)),
        key=lambda pair: len(pair[0]),
    )
    if len(rarest) > MAX_PLACES:
        return []
    starts = [place - offset for place in rarest if place >= offset]
    return [start for start in starts if gold.startswith(block, start)]


class _Front:
    """Links by where they end in the gold, without those that an earlier one outscores."""

    def __init__(self) -> None:
        self._ends: list[int] = []
        self._links: list[_Link] = []

    def best_until(self, place: int) -> _Link | None:
        index = bisect_right(self._ends, place) - 1
        return self._links[index] if index >= 0 else None

    def add(self, link: _Link) -> None:
        end = link.pin.place + link.pin.length
        index = bisect_right(self._ends, end)
        if index and self._links[index - 1].score >= link.score:
            return
        first = index - 1 if index and self._ends[index - 1] == end else index
        while index < len(self._links) and self._links[index].score <= link.score:
            index += 1
        self._ends[first:index] = [end]
        self._links[first:index] = [link]


def _match(words: str, gold: str, matched: NDArray[np.bool_]) -> None:
    """Set `matched` where a word of `words` is in the LCS with `gold`."""
    common = 0
    while common < min(len(words), len(gold)) and words[common] == gold[common]:
        common += 1
    matched[:common] = True
    words, gold, matched = words[common:], gold[common:], matched[common:]
    known = set(gold)
    kept = [index for index, code in enumerate(words) if code in known]
    words = "".join([words[index] for index in kept])
    known = set(words)
    gold = "".join([code for code in gold if code in known])
    matched[[kept[index] for index in _lcs(words, gold)]] = True


def _lcs(words: str, gold: str) -> list[int]:
    """Return the indices of `words` in an LCS; in memory of `MAX_CELLS` bits."""
    result: list[int] = []
    gaps = [(0, words, gold)]
    while gaps:
        offset, page_part, gold_part = gaps.pop()
        if not page_part or not gold_part:
            continue
        if len(page_part) * len(gold_part) > MAX_CELLS:
            cut, half = _halves(page_part, gold_part)
            gaps.append((offset, page_part[:cut], gold_part[:half]))
            gaps.append((offset + cut, page_part[cut:], gold_part[half:]))
            continue
        for step in LCSseq.opcodes(page_part, gold_part):
            if step.tag == "equal":
                result += range(offset + step.src_start, offset + step.src_end)
    return result


def _halves(words: str, gold: str) -> tuple[int, int]:
    """Cut a gap in two: the gold in the middle, the page at the best of seven places.

    Hirschberg (1975) cuts at the best of all places, which takes a whole row of LCS lengths.
    """
    half = len(gold) // 2
    if len(words) * len(gold) > MAX_SEARCHED_CELLS:
        return len(words) // 2, half

    def score(cut: int) -> int:
        return LCSseq.similarity(words[:cut], gold[:half]) + LCSseq.similarity(
            words[cut:], gold[half:]
        )

    return max((len(words) * eighth // 8 for eighth in range(1, 8)), key=score), half
