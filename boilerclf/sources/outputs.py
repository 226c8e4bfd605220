"""Where results go, opened by the name of their format."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Literal, Protocol

from boilerclf.classified import ClassifiedPage, ContentForm
from boilerclf.errors import ConfigurationError
from boilerclf.files import open_binary_output, open_output, split_suffix
from boilerclf.shown import printable
from boilerclf.sources import jsonl, parquet
from boilerclf.sources.document import Document
from boilerclf.sources.writers import WRITERS, JsonlWriter

OutputFormat = Literal["text", "jsonl", "html", "markdown", "parquet"]

_SUFFIXES: Final[dict[OutputFormat, tuple[str, ...]]] = {
    "text": (".txt", ".text"),
    "markdown": (".md", ".markdown"),
    "html": (".html", ".htm"),
    "jsonl": jsonl.FORMAT.suffixes,
    "parquet": parquet.FORMAT.suffixes,
}

_BY_SUFFIX: Final[dict[str, OutputFormat]] = {
    suffix: form for form, suffixes in _SUFFIXES.items() for suffix in suffixes
}

_NOT_WRITTEN: Final = frozenset(
    (
        ".7z",
        ".arc",
        ".arrow",
        ".avro",
        ".csv",
        ".db",
        ".doc",
        ".docx",
        ".epub",
        ".feather",
        ".ipc",
        ".json",
        ".lz4",
        ".odt",
        ".orc",
        ".pdf",
        ".rar",
        ".rst",
        ".rtf",
        ".sqlite",
        ".tar",
        ".tex",
        ".tgz",
        ".tsv",
        ".txz",
        ".wat",
        ".wet",
        ".warc",
        ".xht",
        ".xhtml",
        ".xls",
        ".xlsx",
        ".xml",
        ".yaml",
        ".yml",
        ".zip",
    )
)
"""Suffixes that say something else than what is written, also beside a format that is given."""


class Writer(Protocol):
    """What writes pages of any format."""

    def write(self, document: Document, page: ClassifiedPage | None) -> None:
        """Write one page; None: it could not be read."""


def format_of(name: str, asked: OutputFormat | None = None) -> OutputFormat:
    """Return the format that an output file is written in.

    Parameters
    ----------
    name : str
        The file; "-" is standard output. A name without suffix says no format.
    asked : {"text", "jsonl", "html", "markdown", "parquet"} or None, default: None
        The format, where somebody gave one.

    Returns
    -------
    str
        What was asked for, or else what the name says, or else "text".

    Raises
    ------
    ConfigurationError
        Where the suffix says something that is not written or not asked for, nobody knows what it
        says and no format was asked for, or a Parquet file is to be compressed once more.

    Examples
    --------
    >>> format_of("kept.jsonl.gz"), format_of("kept.md"), format_of("-")
    ('jsonl', 'markdown', 'text')
    >>> format_of("kept.json")
    Traceback (most recent call last):
    ...
    boilerclf.errors.ConfigurationError: cannot write kept.json: nothing is written as .json; end
    the name in .txt, .md, .html, .jsonl (each also with .gz, .xz, .bz2 or .zst) or .parquet
    """
    suffix, is_compressed = split_suffix(name)
    said = said_format(name)
    shown = printable(name)
    if said == "parquet" and is_compressed:
        raise ConfigurationError(
            f"cannot write {shown}: Parquet is compressed inside; end the name in .parquet"
        )
    if asked is not None and said not in (None, asked):
        raise ConfigurationError(
            f"cannot write {shown}: its name says {said}, not {asked}; {_choices(asked)}"
        )
    if said is None and (suffix in _NOT_WRITTEN or (suffix and asked is None)):
        raise ConfigurationError(
            f"cannot write {shown}: nothing is written as {printable(suffix)}; {_choices(asked)}"
        )
    return asked or said or "text"


def said_format(name: str) -> OutputFormat | None:
    """Return the format that a name says by its suffix; None where it says none of ours.

    Examples
    --------
    >>> said_format("kept.jsonl.gz"), said_format("crawl.2024")
    ('jsonl', None)
    """
    return _BY_SUFFIX.get(split_suffix(name)[0])


def _choices(asked: OutputFormat | None) -> str:
    """Say how a name may end."""
    if asked == "parquet":
        return "end the name in .parquet"
    also = "also with .gz, .xz, .bz2 or .zst"
    if asked is not None:
        return f"end the name in {_SUFFIXES[asked][0]} ({also})"
    first = ", ".join(its[0] for form, its in _SUFFIXES.items() if form != "parquet")
    return f"end the name in {first} (each {also}) or .parquet"


@contextmanager
def open_writer(
    path: str | os.PathLike[str], form: OutputFormat, *, content: ContentForm = "text"
) -> Iterator[Writer]:
    """Open a file for classified pages; it appears under its name once all of it is written.

    Parameters
    ----------
    path : str or path
        The file; "-" is standard output. Names ending in .gz, .xz, .bz2 and .zst are compressed,
        but for Parquet, which compresses by itself.
    form : {"text", "jsonl", "html", "markdown", "parquet"}
        The format. In Parquet, what documents pass through is in the columns of
        `boilerclf.sources.arrow.EXTRA_SCHEMA`.
    content : {"text", "markdown", "html"}, default: "text"
        What ``content`` holds in JSON Lines and Parquet.

    Yields
    ------
    Writer
        Takes one page after the other.

    Raises
    ------
    ConfigurationError
        If the file cannot be made where it should be, or Parquet is to go to standard output.
    MissingExtraError
        If the format needs an extra.
    OSError
        If writing fails later, as on a full disk.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from boilerclf import classify
    >>> from boilerclf.sources import Document
    >>> text = "Rain fell on the town all night."
    >>> with TemporaryDirectory() as folder:
    ...     out = Path(folder, "kept.txt")
    ...     with open_writer(out, "text") as writer:
    ...         writer.write(Document("1", "a.txt", text), classify(text, threshold=0.0))
    ...     out.read_text("utf-8").splitlines()
    ['Rain fell on the town all night.']
    """
    if form != "parquet":
        with open_output(path) as stream:
            yield (
                JsonlWriter(stream, content=content) if form == "jsonl" else WRITERS[form](stream)
            )
        return
    if os.fspath(path) == "-":
        raise ConfigurationError("Parquet goes to a file; name one with --out")
    from boilerclf.sources.parquet_writing import ParquetPageWriter  # noqa: PLC0415  # an extra

    with open_binary_output(path) as raw, ParquetPageWriter(raw, content) as writer:
        yield writer
