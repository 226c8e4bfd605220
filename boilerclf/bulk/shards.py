"""One output file an input: its name, and how it is written."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from boilerclf.files import COMPRESSIONS, is_fifo, open_binary_output
from boilerclf.sources import printable
from boilerclf.sources.inputs import Entry

ShardFormat = Literal["jsonl", "parquet"]

SUFFIXES: Final[dict[ShardFormat, str]] = {"jsonl": ".jsonl.gz", "parquet": ".parquet"}

_MOST_CHARACTERS: Final = 100
"""Of an input's name that a shard's has; file systems take 255 bytes."""

_DIGEST_DIGITS: Final = 16
"""Of the digest of its path: with half as many two of 100,000 inputs often have the same ones."""

_LEVEL: Final = 4
"""Of gzip: half the time of level 6, and 5 % longer."""

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9_.=+-]+")


@dataclass(frozen=True, slots=True)
class Shard:
    """One input and the file its results go to.

    Parameters
    ----------
    entry : Entry
        The input.
    path : Path
        The output.
    """

    entry: Entry
    path: Path

    @property
    def source(self) -> str:
        """Where the input is, links in its path included: what it was named as, from the root."""
        return "-" if self.entry.name == "-" else os.path.abspath(self.entry.name)

    @property
    def is_stream(self) -> bool:
        """Tell if the input is standard input or a FIFO: what it gave is gone."""
        return not self.entry.error and (self.entry.name == "-" or is_fifo(self.entry.name))

    @property
    def is_gone(self) -> bool:
        """Tell if the input is the name of a file that is not there."""
        name = self.entry.name
        return not self.entry.error and name != "-" and not os.path.exists(name)

    @property
    def state(self) -> tuple[int, int] | None:
        """The input's length and time of change; None for what is no file on a disk."""
        name = self.entry.name
        if self.entry.error or name == "-" or not os.path.isfile(name):
            return None
        status = os.stat(name)
        return status.st_size, status.st_mtime_ns


def shard_name(name: str, form: ShardFormat) -> str:
    """Return the name of the file that an input's results go to.

    It is made of the input's own and 64 bits of a digest of the whole path as it was named, so it
    is the same whatever the order of the inputs and on every file system, and another input hardly
    ever has it.

    Parameters
    ----------
    name : str
        The input as it was named; whatever it holds.
    form : {"jsonl", "parquet"}
        The format, which gives the suffix.

    Returns
    -------
    str
        Letters, digits and ``_.=+-`` alone; never hidden, at most 130 characters.

    Examples
    --------
    >>> shard_name("crawl/a.warc.gz", "parquet"), shard_name("../.CON?", "jsonl")
    ('a.warc-9a87568f242eda45.parquet', 'CON_-0a33a5a957f25df9.jsonl.gz')
    """
    path = printable(os.path.normpath(name)).encode("utf-8")
    digest = hashlib.sha256(path).hexdigest()[:_DIGEST_DIGITS]
    base = os.path.basename(name)
    stem, suffix = os.path.splitext(base)
    shown = _UNSAFE.sub("_", stem if suffix.lower() in COMPRESSIONS else base)
    safe = shown.lstrip(".-")[:_MOST_CHARACTERS] or "page"
    return f"{'stdin' if name == '-' else safe}-{digest}{SUFFIXES[form]}"


Write = Callable[[list[Any], Any, int], None]
"""Takes what workers made of one task, part by part, the columns that its documents pass through
where these are not in the documents, and the length of the documents."""


@contextmanager
def open_jsonl_shard(path: Path) -> Iterator[Write]:
    """Open a shard of JSON Lines; what is written are gzip members of whole lines.

    Parameters
    ----------
    path : Path
        The file, which appears once all is written.

    Yields
    ------
    callable
        Takes what `packed` made of each part.
    """
    with open_binary_output(path) as stream:

        def write(parts: list[bytes], columns: None, n_bytes: int) -> None:
            stream.write(parts[0] if len(parts) == 1 else _as_one(parts))

        yield write


def packed(lines: bytes) -> bytes:
    """Return lines as one gzip member, always the same; a file of no member is no gzip file."""
    return gzip.compress(lines, _LEVEL, mtime=0)


def _as_one(parts: list[bytes]) -> bytes:
    """Return what one worker would have made of all parts together."""
    return packed(b"".join(gzip.decompress(part) for part in parts))


@contextmanager
def open_parquet_shard(path: Path, columns: Any) -> Iterator[Write]:  # noqa: ANN401  # pyarrow's
    """Open a Parquet shard.

    Parameters
    ----------
    path : Path
        The file, which appears once all is written.
    columns : pyarrow.RecordBatch or None
        Of the columns that rows of a table pass through; None where documents have them.

    Yields
    ------
    callable
        Takes batches in the schemas of pages and of what documents pass through.
    """
    import pyarrow as pa  # noqa: PLC0415  # an extra

    from boilerclf.sources.arrow import (  # noqa: PLC0415
        EXTRA_SCHEMA,
        PAGE_SCHEMA,
        beside,
        null_rows,
    )
    from boilerclf.sources.parquet_writing import ParquetSink  # noqa: PLC0415

    beside_pages = EXTRA_SCHEMA if columns is None else columns.schema
    schema = beside(null_rows(PAGE_SCHEMA), null_rows(beside_pages)).schema

    def joined(parts: list[Any], rows: Any) -> Any:  # noqa: ANN401  # batches
        batch = pa.concat_batches(parts) if len(parts) > 1 else parts[0]
        if columns is None:
            return batch
        rest = null_rows(beside_pages, batch.num_rows) if rows is None else rows
        return beside(batch.select(PAGE_SCHEMA.names), rest)

    with open_binary_output(path) as stream, ParquetSink(stream, schema) as sink:
        yield lambda parts, rows, n_bytes: sink.write(joined(parts, rows), n_bytes)
