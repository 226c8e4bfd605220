"""A page and its blocks: the one datum that every stage passes on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Kind = Literal["html", "text"]
Status = Literal["ok", "empty", "limited", "failed"]
Label = Literal["content", "noise"]

LABELS: tuple[Label, Label] = ("noise", "content")
"""The labels by their number in arrays: noise is 0, content is 1."""

LINE_BREAK = "\u2028"
"""Stands for ``<br>`` in the text of an HTML page (U+2028 LINE SEPARATOR)."""

_WIDE: Final = re.compile(
    "[\u2e80-\u2fff\u3001-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f"
    "\uff01-\uff60\uff66-\uff9f]"
)

RAISING = "^"
"""Stands before a number in ``<sup>`` that follows a number, in the text of an HTML page."""

HIDDEN, NOSCRIPT, TEMPLATE, PREFORMATTED, PAYLOAD, UNSEEN = 1, 2, 4, 8, 16, 32
"""Bits of `Markup.block_flags`."""

LINK, EMPHASIS, CONTROL = 1, 2, 4
"""Bits of `Markup.part_flags`."""


@dataclass(frozen=True, slots=True, eq=False)
class Markup:
    """What HTML tells beyond the text, column by column.

    Elements stand in document order, so a parent comes before its children and the blocks inside
    an element are the consecutive ones from `first_block` to `end_block`.

    Parameters
    ----------
    tags : int16 array of shape (n_elements,)
        Index into `boilerclf.segment.tags.TAGS`.
    parents : int32 array of shape (n_elements,)
        Index of the parent element, always smaller than the element's own; -1 for the root.
    names : tuple of str
        The distinct names on the page, the empty one first. A name is an element's class, id, role
        and itemprop, separated by spaces.
    name_ids : int32 array of shape (n_elements,)
        Each element's name as an index into `names`.
    first_block, end_block : int32 arrays of shape (n_elements,)
        The blocks inside the element: first and one past the last.
    block_element : int32 array of shape (n_blocks,)
        The innermost block-level element around the block.
    block_leaf : int32 array of shape (n_blocks,)
        The innermost element, inline ones included, around the block's first text.
    block_flags : uint8 array of shape (n_blocks,)
        Bits `HIDDEN`, `NOSCRIPT`, `TEMPLATE`, `PREFORMATTED`, `PAYLOAD`, and `UNSEEN` for what no
        visitor can bring to view.
    part_starts : int64 array of shape (n_parts,)
        Where each run of text inside one element begins, as an offset into `Page.text`, ascending.
    part_flags : uint8 array of shape (n_parts,)
        Bits `LINK`, `EMPHASIS`, `CONTROL` of that run.
    n_links : int32 array of shape (n_blocks,)
        Links that begin in the block.
    title : str
        The text of ``<title>``, white space folded.
    language : str
        The ``lang`` of ``<html>``; empty where there is none.
    first_part, end_part : int32 arrays of shape (n_elements,)
        The runs of text inside the element: first and one past the last.
    hrefs : dict of int to str
        Where each ``<a>`` leads, as written, by the number of the element; empty without ``href``.
        No entry for one that is only a place that links lead to.
    base : str
        The ``href`` of the page's ``<base>``; empty where there is none.
    declared : str
        Words for what the page says that it is (`boilerclf.segment.tree.declared`); empty where it
        says nothing.
    attributes : dict of int to dict of str to str
        By the number of the element, ``colspan`` and ``rowspan`` of cells, ``start``,
        ``reversed`` and ``type`` of ``<ol>``, ``value`` of ``<li>``, of ``<pre>`` and
        ``<code>`` what tells the language of code, as written; no entry for one without.
    """

    tags: NDArray[np.int16]
    parents: NDArray[np.int32]
    names: tuple[str, ...]
    name_ids: NDArray[np.int32]
    first_block: NDArray[np.int32]
    end_block: NDArray[np.int32]
    block_element: NDArray[np.int32]
    block_leaf: NDArray[np.int32]
    block_flags: NDArray[np.uint8]
    part_starts: NDArray[np.int64]
    part_flags: NDArray[np.uint8]
    n_links: NDArray[np.int32]
    title: str
    language: str
    first_part: NDArray[np.int32]
    end_part: NDArray[np.int32]
    hrefs: dict[int, str]
    base: str = ""
    declared: str = ""
    attributes: dict[int, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One document: its blocks in page order, where it came from, how reading it went.

    Parameters
    ----------
    kind : {"html", "text"}
        What the document was read as.
    text : str
        For plain text the whole input; for HTML the raw text of all blocks, one after the other.
    starts, ends : int64 arrays of shape (n_blocks,)
        Offsets of each block into `text`, in code points, `ends` exclusive.
    lines : int64 array of shape (n_blocks,) or None
        1-based line numbers (plain text); None for HTML.
    markup : Markup or None
        What HTML tells beyond the text; None for plain text.
    source : str
        Where the page came from: a path, an address, "-"; empty where unknown.
    status : {"ok", "empty", "limited", "failed"}
        How reading went. "limited": a cap was reached, what was read is here.
    reason : str
        Why the status is not "ok"; empty where it is.
    encoding, encoding_source : str
        The encoding the bytes were decoded with and what it was taken from; empty for a `str`.
    encoding_confidence : float
        0 to 1: how sure that encoding is (`boilerclf.segment.decoding.decode.Decoded`); 1 for a
        `str`.
    warnings : tuple of str
        What else a user should know, such as "thin_input".
    address : str, default: ""
        Where the page stood on the web, which its links are relative to; empty where unknown.
    """

    kind: Kind
    text: str
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    lines: NDArray[np.int64] | None = None
    markup: Markup | None = None
    source: str = ""
    status: Status = "ok"
    reason: str = ""
    encoding: str = ""
    encoding_source: str = ""
    encoding_confidence: float = 1.0
    warnings: tuple[str, ...] = ()
    address: str = ""

    @property
    def n_blocks(self) -> int:
        """The number of blocks."""
        return len(self.starts)

    @property
    def is_unseen(self) -> NDArray[np.bool_]:
        """For every block, if no visitor can bring it to view (`UNSEEN`); such a block is noise."""
        if self.markup is None:
            return self.starts < 0
        return (self.markup.block_flags & UNSEEN) > 0

    def block_text(self, index: int) -> str:
        """Return one block's text as it is shown to people.

        Parameters
        ----------
        index : int
            The block, 0 to ``n_blocks - 1``.

        Returns
        -------
        str
            Plain text: the line unchanged. HTML: white space folded into single spaces, ``<br>`` as
            a line feed; a preformatted block keeps its white space but for blank ends, with
            spaces for those that do not break.
        """
        raw = self.text[int(self.starts[index]) : int(self.ends[index])]
        if self.markup is None:
            return raw
        return _shown(raw, bool(self.markup.block_flags[index] & PREFORMATTED))

    def block_texts(self, chosen: NDArray[np.bool_] | None = None) -> list[str]:
        """Return the texts of blocks, in page order.

        Parameters
        ----------
        chosen : bool array of shape (n_blocks,), default: None
            True for each block whose text is wanted; all of them where None.

        Returns
        -------
        list of str
            Each as `block_text` has it; empty where none is wanted.
        """
        at: Any = slice(None) if chosen is None else chosen
        places = zip(self.starts[at].tolist(), self.ends[at].tolist(), strict=True)
        raw = [self.text[start:end] for start, end in places]
        if self.markup is None:
            return raw
        flags = (self.markup.block_flags[at] & PREFORMATTED).tolist()
        return [_shown(text, flag) for text, flag in zip(raw, flags, strict=True)]


def without_wide_breaks(raw: str) -> str:
    r"""Take away line feeds between ideographs or kana, which browsers do not show as spaces.

    Source: CSS Text Module Level 3, section 4.1.3 ("Segment Break Transformation Rules").

    Parameters
    ----------
    raw : str
        Text as it stands in the page's source.

    Returns
    -------
    str
        The same with all other white space.

    Examples
    --------
    >>> without_wide_breaks("猫が\n  いて、\n朝 a\nb")
    '猫がいて、朝 a\nb'
    """
    if raw.isascii() or "\n" not in raw:
        return raw
    first, *others = raw.split("\n")
    joined = [first]
    for line in others:
        before, after = joined[-1].rstrip(" \t"), line.lstrip(" \t")
        if _is_wide(before[-1:]) and _is_wide(after[:1]):
            joined[-1:] = before, after
        else:
            joined += "\n", line
    return "".join(joined)


def _is_wide(character: str) -> bool:
    return character > "\u2e80" and _WIDE.match(character) is not None


def _shown(raw: str, is_preformatted: bool | int) -> str:
    """Return the raw text of an HTML block as it is shown to people."""
    if is_preformatted:
        return raw.replace(LINE_BREAK, "\n").replace("\xa0", " ").strip("\r\n").rstrip()
    stripped = raw.strip()
    if stripped.isprintable() and "  " not in stripped:  # its only white space is single spaces
        return stripped
    raw = without_wide_breaks(raw)
    if LINE_BREAK not in raw:
        return " ".join(raw.split())
    folded = (" ".join(line.split()) for line in raw.split(LINE_BREAK))
    return "\n".join(line for line in folded if line)


@dataclass(frozen=True, slots=True)
class Block:
    """One labelled block, as a user sees it.

    Parameters
    ----------
    text : str
        The block's text.
    label : {"content", "noise"}
        The decision.
    probability : float
        The probability that the block is content, 0 to 1; one for all blocks of a unit.
    line : int or None
        1-based line number in the input (plain text only).
    start, end : int or None
        Offsets into the input in code points (plain text only).
    """

    text: str
    label: Label
    probability: float
    line: int | None = None
    start: int | None = None
    end: int | None = None
