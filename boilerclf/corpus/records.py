"""Labelled records: read from files, checked, each with its site and its fold."""

from __future__ import annotations

import os
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from boilerclf.corpus.block_records import (
    UNLABELLED,
    PageOfLines,
    block_labels,
    find_page,
    read_pages,
    text_lines,
)
from boilerclf.corpus.groups import fold_of, site_of
from boilerclf.corpus.locate import corpus_name, is_tsv, list_files, read_beside, read_lines, shown
from boilerclf.corpus.values import (
    NO_FOLD,
    given_fold,
    known_label,
    line_numbers,
    list_of,
    string_of,
    strings_of,
)
from boilerclf.errors import DataError, InputError
from boilerclf.files import read_json_lines, record_id
from boilerclf.segment.decoding.decode import decode

UNKNOWN = UNLABELLED
"""The label of a block of which nothing is known."""


@dataclass(frozen=True, slots=True)
class Record:
    """One labelled document as it stands in a corpus.

    Parameters
    ----------
    id : str
        Its name, unique in its file.
    corpus : str
        The file's name without suffixes, such as "wcxb-dev".
    site : str
        The group that never straddles a split; the `id` where neither site nor address is given.
    fold : int
        The fold of cross-validation, 0 to 4.
    html : str or None
        The page; None for a text record.
    content : str or None
        Gold text of an HTML page; None where only snippets of it are known, and for text.
    lines : tuple of str or None
        The lines of a text record; None for HTML.
    labels : tuple of int
        One label a line or block, 1 content, 0 noise, -1 in doubt or not labelled; empty
        for HTML that is labelled otherwise.
    block_texts : tuple of str
        The blocks of an HTML page that have labels of their own; empty for all else.
    must_have, must_not_have : tuple of str
        Snippets that the kept text must, and must not, hold.
    doubt : tuple of str
        Lines of an HTML page on which those who made the gold text differ: nothing is known of
        the blocks that hold nothing else.
    type, lang, extractor, title, source : str
        What the record says of itself; empty where it says nothing. `source` is where its gold
        text was taken from. Of plain text the line that is its `title` counts for more in training.
    """

    id: str
    corpus: str
    site: str
    fold: int
    html: str | None = None
    content: str | None = None
    lines: tuple[str, ...] | None = None
    labels: tuple[int, ...] = ()
    block_texts: tuple[str, ...] = ()
    must_have: tuple[str, ...] = ()
    must_not_have: tuple[str, ...] = ()
    type: str = ""
    lang: str = ""
    extractor: str = ""
    title: str = ""
    doubt: tuple[str, ...] = ()
    source: str = ""


def read_records(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    failed: list[str] | None = None,
    both: bool = True,
) -> list[Record]:
    r"""Read labelled records from files and folders.

    Parameters
    ----------
    paths : iterable of str or path
        Files named ``.jsonl`` or ``.tsv``, compressed or not, and folders of such files; a
        single string or path is one of them. A record
        with ``content`` and without a page is the gold text of the page that has its id in another
        file: that page then belongs to the corpus that the gold text came with. Records of pages
        that ``predict`` could not read are left out.
    failed : list of str or None, default: None
        Takes file and line of each record that is left out.
    both : bool, default: True
        Whether there must be labels of both classes, as training and judging need.

    Returns
    -------
    list of Record
        In the order of the paths (a folder's files by name) and of the lines; never empty.

    Raises
    ------
    DataError
        A file is missing, empty or named twice, a record is malformed, an id occurs twice in a
        file, a site lies in two folds, there is no label, or all are of one class.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "mine.tsv")
    ...     _ = file.write_text("content\tRain is coming.\nnoise\tShare\n\nnoise\tMenu\n")
    ...     records = read_records([file])
    >>> [(record.id, record.labels) for record in records]
    [('mine-1', (1, 0)), ('mine-2', (0,))]
    """
    located: list[tuple[str, Record]] = []
    asked: dict[str, PageOfLines] = {}
    failed = [] if failed is None else failed
    for path in list_files(paths):
        first, n_failed = len(located), len(failed)
        located += _read_tsv(path) if is_tsv(path) else _read_json(path, asked, failed)
        if len(located) == first and len(failed) > n_failed:
            raise DataError(
                f"{path}: all records are of pages that could not be read (status failed); "
                "give a file with labelled pages"
            )
        if len(located) == first:
            raise DataError(f"{path}: the file holds no records; give a file with labelled pages")
        _refuse_duplicates(located[first:])
    if not located:
        raise DataError("no labelled data was given; name at least one .jsonl or .tsv file")
    records = _with_folds(_with_gold(_with_pages(located, read_pages(asked))))
    _refuse_unlabelled(records, both=both)
    return records


def _read_json(
    path: Path, asked: dict[str, PageOfLines], failed: list[str]
) -> Iterator[tuple[str, Record]]:
    """Yield records with file and line.

    Pages that are read later, together, are added to `asked`, records left out to `failed`.
    """
    corpus = corpus_name(path)
    try:
        for number, item in read_json_lines(path):
            if isinstance(item, InputError):
                raise DataError(f"{path}: {item}; correct or remove that line") from item
            where = f"{path}:{number}"
            if item.get("status") == "failed" and item.get("blocks") == []:
                failed.append(where)
                continue
            yield where, _parse(item, path, where, corpus, asked)
    except InputError as error:
        raise DataError(f"{path}: {error}; give a file that can be read") from error


def _read_tsv(path: Path) -> Iterator[tuple[str, Record]]:
    corpus = corpus_name(path)
    page: list[tuple[str, int]] = []
    n_pages = 0
    where = str(path)

    def finished() -> tuple[str, Record]:
        name = f"{corpus}-{n_pages}"
        lines, labels = zip(*page, strict=True)
        return where, Record(name, corpus, name, NO_FOLD, lines=lines, labels=labels)

    for number, line in _text_lines(path):
        if not line.strip():
            if page:
                yield finished()
                page = []
            continue
        label, tab, text = line.partition("\t")
        here = f"{path}:{number}"
        if not tab:
            raise DataError(f"{here}: no tab in {shown(line)}; write label, tab, line")
        if not page:
            n_pages, where = n_pages + 1, here
        page.append((text, known_label(label, here)))
    if page:
        yield finished()


def _text_lines(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(read_lines(path), 1):
        raw = line.removeprefix(BOM_UTF8) if number == 1 else line
        try:
            yield number, raw.rstrip(b"\r\n").decode()
        except UnicodeDecodeError as error:
            raise DataError(
                f"{path}:{number}: byte {error.start + 1} is not UTF-8; save the file as UTF-8"
            ) from error


def _parse(
    item: Mapping[str, Any], path: Path, where: str, corpus: str, asked: dict[str, PageOfLines]
) -> Record:
    name = record_id(item, "")
    if not name:
        raise DataError(f"{where}: the record has no id; give each record one of its own")
    form = _form_of(item, where)
    site = string_of(item, "site", where) or site_of(string_of(item, "url", where)) or name
    record = Record(
        id=name,
        corpus=corpus,
        site=site,
        fold=given_fold(item, where),
        must_have=strings_of(item, "must_have", where),
        must_not_have=strings_of(item, "must_not_have", where),
        type=string_of(item, "type", where),
        lang=string_of(item, "lang", where),
        extractor=string_of(item, "extractor", where),
        title=string_of(item, "title", where),
        source=string_of(item, "source", where),
    )
    if form == "content":
        return replace(record, content=string_of(item, "content", where))
    if form == "blocks":
        return _with_blocks(record, item, path, where, asked)
    if form == "lines":
        return _with_lines(record, item, where)
    return _with_gold_text(record, item, path, where)


def _form_of(item: Mapping[str, Any], where: str) -> Literal["lines", "html", "blocks", "content"]:
    """Tell how a record is labelled: line by line, by gold text, block by block, or gold alone."""
    pages = [key for key in ("lines", "html", "html_file") if item.get(key) is not None]
    has_blocks = item.get("blocks") is not None
    if not pages and has_blocks:
        return "blocks"
    if not pages and item.get("content") is not None:
        return "content"
    if len(pages) != 1:
        raise DataError(
            f"{where}: the record has {' and '.join(pages) or 'no page'}; "
            "wanted exactly one of lines, html, html_file"
        )
    if has_blocks:
        return "blocks"
    return "lines" if pages == ["lines"] else "html"


def _with_lines(record: Record, item: Mapping[str, Any], where: str) -> Record:
    lines = strings_of(item, "lines", where)
    labels = [known_label(label, where) for label in list_of(item, "labels", where)]
    if len(lines) != len(labels):
        raise DataError(f"{where}: {len(lines)} lines but {len(labels)} labels; give each line one")
    for doubted in line_numbers(item, len(lines), where):
        labels[doubted] = UNKNOWN
    return replace(record, lines=lines, labels=tuple(labels))


def _with_gold_text(record: Record, item: Mapping[str, Any], path: Path, where: str) -> Record:
    """Add the page, and the text or the snippets that are known of its content."""
    if all(item.get(key) is None for key in ("content", "must_have", "must_not_have")):
        raise DataError(
            f"{where}: nothing is labelled; add content (gold text), must_have or must_not_have"
        )
    content = None if item.get("content") is None else string_of(item, "content", where)
    record = replace(record, doubt=strings_of(item, "doubt", where), content=content)
    return replace(record, html=_page(item, path, where))


def _page(item: Mapping[str, Any], path: Path, where: str) -> str:
    """Return the page that a record holds, or keeps in a file beside it."""
    if item.get("html") is not None:
        return string_of(item, "html", where)
    return decode(read_beside(path, string_of(item, "html_file", where), where)).text


def _with_blocks(
    record: Record, item: Mapping[str, Any], path: Path, where: str, asked: dict[str, PageOfLines]
) -> Record:
    blocks = list_of(item, "blocks", where)
    texts, labels = block_labels(blocks, where)
    if item.get("kind") == "text":
        lines, labels = text_lines(blocks, texts, labels, where)
        return replace(record, lines=lines, labels=labels)
    if item.get("html") is not None or item.get("html_file") is not None:
        html = _page(item, path, where)
    else:
        found = find_page(item, path, where)
        if isinstance(found, str):
            html = found
        else:
            html, asked[where] = "", found
    return replace(record, html=html, block_texts=texts, labels=labels)


def _refuse_duplicates(located: list[tuple[str, Record]]) -> None:
    seen: dict[str, str] = {}
    for where, record in located:
        if record.id in seen:
            raise DataError(
                f"{where}: id {shown(record.id)} was used before ({seen[record.id]}); "
                "give each record of a file its own id"
            )
        seen[record.id] = where


def _with_pages(
    located: list[tuple[str, Record]], pages: Mapping[str, str]
) -> list[tuple[str, Record]]:
    return [
        (where, replace(record, html=pages[where]) if where in pages else record)
        for where, record in located
    ]


def _with_gold(located: list[tuple[str, Record]]) -> list[tuple[str, Record]]:
    """Give pages the gold text that other files hold of them."""
    gold = {
        record.id: (where, record)
        for where, record in located
        if record.html is None and record.lines is None
    }
    completed = []
    for where, record in located:
        if record.html is not None and record.content is None and record.id in gold:
            _, gold_record = gold.pop(record.id)
            completed.append(
                (where, replace(record, content=gold_record.content, corpus=gold_record.corpus))
            )
        elif record.html is not None or record.lines is not None:
            completed.append((where, record))
    for where, record in gold.values():
        raise DataError(
            f"{where}: no file has a page without gold text and with the id {shown(record.id)}; "
            "give the file that holds it too, or add html"
        )
    return completed


def _with_folds(located: list[tuple[str, Record]]) -> list[Record]:
    given: dict[str, tuple[int, str]] = {}
    for where, record in located:
        if record.fold == NO_FOLD:
            continue
        fold, before = given.setdefault(record.site, (record.fold, where))
        if fold != record.fold:
            raise DataError(
                f"{where}: site {shown(record.site)} has fold {record.fold}, but fold {fold} "
                f"at {before}; give all pages of a site one fold"
            )
    return [
        record
        if record.fold != NO_FOLD
        else replace(
            record, fold=given[record.site][0] if record.site in given else fold_of(record.site)
        )
        for _, record in located
    ]


def _refuse_unlabelled(records: list[Record], *, both: bool) -> None:
    has_content = any(1 in r.labels or (r.content or "").strip() or r.must_have for r in records)
    # A page with gold text has blocks outside the gold, or nothing is to be learnt from it anyway.
    has_noise = any(0 in r.labels or r.content is not None or r.must_not_have for r in records)
    if not (has_content or has_noise):
        raise DataError("no record has a label; add content, must_have or must_not_have")
    if both and not (has_content and has_noise):
        seen, wanted = ("content", "noise") if has_content else ("noise", "content")
        raise DataError(
            f"all labels are {seen}; labelled data must hold both classes: add pages with {wanted}"
        )
