"""Where results go, opened by the name of their format."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Literal, Protocol

from boilerclf.classified import ClassifiedPage
from boilerclf.errors import ConfigurationError
from boilerclf.files import open_binary_output, open_output
from boilerclf.sources import jsonl, parquet
from boilerclf.sources.document import Document, split_suffix
from boilerclf.sources.writers import WRITERS

OutputFormat = Literal["text", "jsonl", "html", "markdown", "parquet"]

_BY_SUFFIX: Final[dict[str, OutputFormat]] = {
    **dict.fromkeys(jsonl.FORMAT.suffixes, "jsonl"),
    **dict.fromkeys(parquet.FORMAT.suffixes, "parquet"),
}


class Writer(Protocol):
    """What writes pages of any format."""

    def write(self, document: Document, page: ClassifiedPage | None) -> None:
        """Write one page; None: it could not be read."""


def format_of(name: str) -> OutputFormat:
    """Return the format that the name of an output file says.

    Examples
    --------
    >>> format_of("kept.jsonl.gz"), format_of("kept.parquet"), format_of("-")
    ('jsonl', 'parquet', 'text')
    """
    return _BY_SUFFIX.get(split_suffix(name)[0], "text")


@contextmanager
def open_writer(path: str | os.PathLike[str], form: OutputFormat) -> Iterator[Writer]:
    """Open a file for classified pages; it appears under its name once all of it is written.

    Parameters
    ----------
    path : str or path
        The file; "-" is standard output. Names ending in .gz, .xz, .bz2 and .zst are compressed,
        but for Parquet, which compresses by itself.
    form : {"text", "jsonl", "html", "markdown", "parquet"}
        The format. In Parquet, what documents pass through is in the columns of
        `boilerclf.sources.arrow.EXTRA_SCHEMA`.

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
    """
    if form != "parquet":
        with open_output(path) as stream:
            yield WRITERS[form](stream)
        return
    if os.fspath(path) == "-":
        raise ConfigurationError("Parquet goes to a file; name one with --out")
    from boilerclf.sources.parquet_writing import ParquetPageWriter  # noqa: PLC0415  # an extra

    with open_binary_output(path) as raw, ParquetPageWriter(raw) as writer:
        yield writer
