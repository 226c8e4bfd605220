"""Records with a label for each block: what ``predict --format jsonl`` writes, corrected.

The blocks are known by their text. A record of plain text holds all of its page; one of HTML needs
the page itself, in the record (``html``) or in the file that ``source`` names.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from boilerclf.corpus.locate import shown
from boilerclf.errors import DataError, InputError
from boilerclf.files import (
    HTML_SUFFIXES,
    JSON_LINES_SUFFIXES,
    TEXT_SUFFIXES,
    looks_like_jsonl,
    open_input,
    read_json_lines,
    record_id,
    split_suffix,
)
from boilerclf.page import LABELS, Page
from boilerclf.segment.decoding.decode import decode

UNLABELLED: Final = -1
"""The label of a block that nobody labelled."""

LEAST_FOUND: Final = 0.9
"""Share of a record's blocks that its page must still have: below it the page is another one."""

_MOST_BLANK: Final = 100_000
_BLANK_A_BLOCK: Final = 10
"""Blank lines of a page, at most, and so many more a block: a number from a file must not fill the
memory."""

_MANY_PAGES: Final = (".warc", ".wet", ".parquet")
_BEGINS_MANY: Final = re.compile(rb"\s*WARC/\d|PAR1")


def block_labels(blocks: Sequence[Any], where: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return texts and labels of a record's blocks.

    Parameters
    ----------
    blocks : sequence
        What stands under ``blocks``: an object a block, with ``text`` and perhaps ``label``.
    where : str
        File and line of the record, for messages.

    Returns
    -------
    tuple of str
        The texts.
    tuple of int
        1 content, 0 noise, -1 for a block without a label, or with null.

    Raises
    ------
    DataError
        A block is no object, has no text, or a label of another name.

    Examples
    --------
    >>> block_labels([{"text": "Rain", "label": "content"}, {"text": "Menu"}], "a:1")
    (('Rain', 'Menu'), (1, -1))
    """
    texts: list[str] = []
    labels: list[int] = []
    for block in blocks:
        text = block.get("text") if isinstance(block, Mapping) else None
        if not isinstance(block, Mapping) or not isinstance(text, str):
            raise DataError(f"{where}: blocks holds {shown(block)}; write objects with a text")
        label = block.get("label")
        if label is not None and label not in LABELS:
            raise DataError(
                f"{where}: unknown label {shown(label)}; write 'content', 'noise' or null"
            )
        texts.append(text)
        labels.append(UNLABELLED if label is None else LABELS.index(label))
    return tuple(texts), tuple(labels)


def text_lines(
    blocks: Sequence[Mapping[str, Any]], texts: Sequence[str], labels: Sequence[int], where: str
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the lines of a page of plain text, each block at its ``line``, with their labels.

    Parameters
    ----------
    blocks : sequence of mapping
        The blocks, with the ``line`` that each stood in or without.
    texts, labels : sequence
        As from `block_labels`.
    where : str
        File and line of the record, for messages.

    Returns
    -------
    tuple of str
        The lines; one without a block is empty.
    tuple of int
        A label a line; noise for one without a block.

    Raises
    ------
    DataError
        The lines do not rise, or leave too many blank ones.

    Examples
    --------
    >>> text_lines([{"line": 1}, {"line": 3}], ["Menu", "Rain"], [0, 1], "a:1")
    (('Menu', '', 'Rain'), (0, 0, 1))
    """
    lines: list[str] = []
    at_lines: list[int] = []
    for number, (block, text, label) in enumerate(zip(blocks, texts, labels, strict=True)):
        place = block.get("line", len(lines) + 1)
        if not isinstance(place, int) or place <= len(lines):
            raise DataError(
                f"{where}: a block has line {shown(place)} after line {len(lines)}; "
                "leave blocks in the order of the page"
            )
        most = _MOST_BLANK + _BLANK_A_BLOCK * number
        if place - 1 - number > most:
            raise DataError(
                f"{where}: a block has line {shown(place)}, which leaves more than {most:,} lines "
                "blank; give each block the line that it stands in"
            )
        blank = place - len(lines) - 1
        lines += [""] * blank + [text]
        at_lines += [LABELS.index("noise")] * blank + [label]
    return tuple(lines), tuple(at_lines)


@dataclass(frozen=True, slots=True)
class PageOfLines:
    """Where a page lies that is one of many in a file of JSON Lines.

    Parameters
    ----------
    path : Path
        The file.
    source : str
        The file's name as ``predict`` read it, after which pages without ``id`` are called.
    identifier : str
        The page's name in it.
    """

    path: Path
    source: str
    identifier: str


def find_page(item: Mapping[str, Any], file: Path, where: str) -> str | PageOfLines:
    """Return the HTML of the page that a record was made from, or where it lies among others.

    Parameters
    ----------
    item : mapping
        The record, with the ``source`` that ``predict`` read, and its ``id`` there.
    file : Path
        The file that holds the record; ``source`` is looked for from where the program runs, then
        from the folder of that file.
    where : str
        File and line of the record, for messages.

    Returns
    -------
    str or PageOfLines
        The page, or what `read_pages` takes.

    Raises
    ------
    DataError
        It cannot be found or read.
    """
    source = item.get("source")
    if not isinstance(source, str) or source in {"", "-"}:
        raise DataError(
            f"{where}: the record has blocks and no page: add html, or name its file as source"
        )
    suffix, _ = split_suffix(source)
    if suffix in _MANY_PAGES:
        raise _not_looked_for(source, where)
    for folder in (Path(), file.parent):
        path = folder / source
        if os.path.isfile(path):
            break
    else:
        raise DataError(
            f"{where}: its page {shown(source)} is not there any more: put it back, or add html"
        )
    if suffix in JSON_LINES_SUFFIXES:
        return PageOfLines(path, source, item["id"])
    try:
        with open_input(path) as stream:
            head = b"" if suffix in HTML_SUFFIXES + TEXT_SUFFIXES else stream.peek()
            if looks_like_jsonl(head):
                return PageOfLines(path, source, item["id"])
            if _BEGINS_MANY.match(head):
                raise _not_looked_for(source, where)
            return decode(stream.read()).text
    except (InputError, OSError) as error:
        raise DataError(f"{where}: its page {shown(source)} cannot be read: {error}") from error


def _not_looked_for(source: str, where: str) -> DataError:
    return DataError(
        f"{where}: pages are not looked for in {shown(source)}: add the page to the record as "
        "html, as boilerclf label does"
    )


def read_pages(asked: Mapping[str, PageOfLines]) -> dict[str, str]:
    """Return the HTML of pages that lie among others, reading each file once.

    Parameters
    ----------
    asked : mapping of str to PageOfLines
        By file and line of the record that each page belongs to.

    Returns
    -------
    dict of str to str
        The pages, likewise.

    Raises
    ------
    DataError
        One cannot be found or read.

    Examples
    --------
    >>> read_pages({})
    {}
    """
    missing: dict[tuple[Path, str], dict[str, list[str]]] = {}
    for where, page in asked.items():
        missing.setdefault((page.path, page.source), {}).setdefault(page.identifier, []).append(
            where
        )
    pages: dict[str, str] = {}
    for (path, source), wanted in missing.items():
        for identifier, html in _html_of_lines(path, source, wanted):
            pages |= dict.fromkeys(wanted.pop(identifier), html)
            if not wanted:
                break
        for identifier, (where, *_) in wanted.items():
            raise DataError(f"{where}: {path} has no page with the id {shown(identifier)} any more")
    return pages


def _html_of_lines(
    path: Path, source: str, wanted: Mapping[str, list[str]]
) -> Iterator[tuple[str, str]]:
    """Yield the pages whose ids are wanted, which may become fewer meanwhile."""
    where = next(iter(wanted.values()))[0]
    try:
        for number, record in read_json_lines(path):
            if isinstance(record, InputError):
                continue
            identifier, html = record_id(record, f"{source}:{number}"), record.get("html")
            if identifier in wanted and isinstance(html, str):
                yield identifier, html
    except InputError as error:
        raise DataError(f"{where}: its page {shown(str(path))} cannot be read: {error}") from error


def labels_by_text(
    page: Page, texts: Sequence[str], labels: Sequence[int], where: str
) -> NDArray[np.int8]:
    """Return the labels of a page's blocks, given those of a record's blocks.

    Parameters
    ----------
    page : Page
        The page as it is read now.
    texts, labels : sequence
        The record's blocks, in page order.
    where : str
        The record, for the message.

    Returns
    -------
    int8 array of shape (n_blocks,)
        1 content, 0 noise, -1 for what the record does not have or leaves open. Blocks belong
        together where their texts are equal but for white space, in order: it may change from
        one version to the next.

    Raises
    ------
    DataError
        Fewer than `LEAST_FOUND` of the record's blocks are on the page.
    """
    ours = ["".join(text.split()) for text in page.block_texts()]
    theirs = ["".join(text.split()) for text in texts]
    found = np.full(len(ours), UNLABELLED, np.int8)
    n_found = 0
    for step in Indel.opcodes(theirs, ours):
        if step.tag == "equal":
            n_found += step.src_end - step.src_start
            found[step.dest_start : step.dest_end] = labels[step.src_start : step.src_end]
    if n_found < LEAST_FOUND * len(theirs):
        raise DataError(
            f"{where}: {n_found:,} of its {len(theirs):,} blocks are on its page, which has "
            "changed since: label it anew, or give the page as it was"
        )
    return found
