"""Parquet files: a document a row, in a column ``html`` or ``text``."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import IO, Any, Final

from boilerclf.errors import ConfigurationError, InputError, MissingExtraError
from boilerclf.files import InputStream
from boilerclf.sources.document import AskedKind, Document, Format, Rows

BATCH_BYTES: Final = 4 * 1024 * 1024
"""Rows are read together until their pages have about so many bytes ..."""

BATCH_ROWS: Final = 256
"""... or there are so many: a row group is streamed, however long it is."""

_BUFFER_BYTES: Final = 1024 * 1024
"""Read of each column at a time; without a buffer pyarrow reads a row group's whole column."""

_UNBUFFERED_BYTES: Final = 8 * 1024 * 1024
"""Up to this size, and behind the first damage, a file is read without a buffer: with one pyarrow
takes as much memory as the head of a page claims, up to 2 GB, however short the file is."""

# The second is that of encrypted files, and how words begin: no text has such bytes behind it.
_MARK: Final = re.compile(rb"PAR1|PARE.{0,3}[\0-\x08\x0e-\x1f]", re.DOTALL)

_ENCRYPTED: Final = (
    "is encrypted, or a column of it is, and no keys are read: write it again without encryption "
    "first, with the program that has its keys"
)


def read_parquet_rows(
    stream: InputStream, source: str, kind: AskedKind
) -> Iterator[Document | Rows]:
    """Read a Parquet file batch by batch.

    Parameters
    ----------
    stream : InputStream
        The open file. One that cannot be read from anywhere in it, such as standard input, is
        copied to a temporary file first.
    source : str
        Its name as shown.
    kind : {"auto", "html", "text"}
        Which column is taken where a file has both; "auto" takes ``html``.

    Yields
    ------
    Rows or Document
        First no rows, which tell the columns, then those of the file in their order, a few at a
        time; `boilerclf.sources.arrow` says how a row becomes a document. A document with `error`
        stands for a file that cannot be read, or whose columns are others, and for what is lost of
        a damaged row group; the next one is read.

    Raises
    ------
    MissingExtraError
        Where pyarrow is not installed.
    """
    try:
        with _stored(stream) as stored, ExitStack() as opened:
            yield from _read_groups(stored, opened, stream, source, kind)
    except (InputError, ConfigurationError) as error:
        if isinstance(error, MissingExtraError):
            raise
        yield Document(source, source, None, kind, error=str(error))


def read_parquet(stream: InputStream, source: str, kind: AskedKind) -> Iterator[Document]:
    """Read a Parquet file row by row; other columns become `extra`, as JSON can write them.

    Parameters
    ----------
    stream, source, kind
        As for `read_parquet_rows`.

    Yields
    ------
    Document
        One a row.

    Raises
    ------
    MissingExtraError
        Where pyarrow is not installed.
    """
    for rows in read_parquet_rows(stream, source, kind):
        if isinstance(rows, Document):
            yield rows
            continue
        from boilerclf.sources.arrow_json import json_rows  # noqa: PLC0415  # an extra

        for document, extra in zip(rows.documents, json_rows(rows.columns), strict=True):
            extra.pop("id", None)
            yield replace(document, extra=extra)


def _import_parquet() -> Any:  # noqa: ANN401  # a module without a type of its own
    try:
        import pyarrow.parquet  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise MissingExtraError("pyarrow", "crawl") from error
    return pyarrow.parquet


def _damage() -> tuple[type[Exception], ...]:
    """Return what pyarrow raises at a damaged file, and at one that it has no code for."""
    import pyarrow as pa  # noqa: PLC0415  # an extra

    return pa.ArrowException, OSError, ValueError


@contextmanager
def _stored(stream: InputStream) -> Iterator[str | IO[bytes]]:
    """Give what pyarrow can read from anywhere in it: the file, or a copy of the stream."""
    with ExitStack() as opened:
        stored = stream.plain_path or opened.enter_context(_copied(stream))
        if stream.problem:
            raise InputError(f"the file ends early ({stream.problem})")
        yield stored


def _copied(stream: InputStream) -> IO[bytes]:
    try:
        with ExitStack() as opened:
            copy = opened.enter_context(tempfile.TemporaryFile())
            shutil.copyfileobj(stream, copy)
            copy.flush()
            opened.pop_all()
            return copy
    except OSError as error:
        raise InputError(
            "is no plain file on a disk and cannot be copied to one: "
            f"{error.strerror or error}; set TMPDIR to a folder with room for it"
        ) from error


def _open_parquet(stored: str | IO[bytes], opened: ExitStack, buffer_size: int) -> Any:  # noqa: ANN401  # pyarrow has no types
    parquet = _import_parquet()
    import pyarrow as pa  # noqa: PLC0415  # an extra

    try:
        its: Any = stored
        if isinstance(stored, str):  # pyarrow takes "s3:/a" and "~/a" for addresses, wants UTF-8
            its = opened.enter_context(pa.OSFile(os.fsencode(stored)))
        file = parquet.ParquetFile(its, buffer_size=buffer_size, pre_buffer=False)
        _ = file.schema_arrow
    except _damage() as error:
        what = f"cannot be read as Parquet: {_one_line(error)}"
        raise InputError(_ENCRYPTED if _tells_of_keys(error) else what) from error
    return opened.enter_context(file)


def _read_groups(
    stored: str | IO[bytes],
    opened: ExitStack,
    stream: InputStream,
    source: str,
    kind: AskedKind,
) -> Iterator[Document | Rows]:
    from boilerclf.sources.arrow import (  # noqa: PLC0415  # an extra
        null_rows,
        page_column,
        passed_through,
        rows_to_documents,
    )

    n_bytes = os.path.getsize(stored) if isinstance(stored, str) else stored.seek(0, os.SEEK_END)
    n_buffered = _BUFFER_BYTES if n_bytes > _UNBUFFERED_BYTES else 0
    file = _open_parquet(stored, opened, n_buffered)
    schema = file.schema_arrow
    page_column(schema.names, kind)  # refuses a file without one
    yield Rows([], passed_through(null_rows(schema), kind))
    first = 1
    for number in range(file.num_row_groups):
        group = file.metadata.row_group(number)
        n_rows = 0
        try:
            batches = file.iter_batches(
                _rows_together(group), row_groups=[number], use_threads=False
            )
            for batch in batches:
                documents = rows_to_documents(batch, kind, source=source, first=first + n_rows)
                yield Rows(documents, passed_through(batch, kind))
                n_rows += batch.num_rows
                if isinstance(stored, str):
                    stream.n_read += n_bytes * batch.num_rows // max(file.metadata.num_rows, 1)
        except _damage() as error:
            if first + n_rows == 1 and _tells_of_keys(error):  # so will all that follow
                raise InputError(_ENCRYPTED) from error
            what = f"row group {number + 1} is damaged behind row {first + n_rows - 1}"
            place = f"{source}:{first + n_rows}"
            yield Document(place, source, None, kind, error=f"{what}: {_one_line(error)}")
            if n_buffered:
                n_buffered = 0
                file = _open_parquet(stored, opened, n_buffered)
        first += group.num_rows


def _rows_together(group: Any) -> int:  # noqa: ANN401  # pyarrow's metadata
    # Sizes of single columns would be closer, but pyarrow ends the process over damaged ones.
    mean = group.total_byte_size // max(group.num_rows, 1)
    return int(max(1, min(BATCH_ROWS, BATCH_BYTES // max(mean, 1))))


def _tells_of_keys(error: Exception) -> bool:
    """Tell if pyarrow found no key for a file, for which it has no error of its own."""
    return "crypt" in str(error).lower()


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def looks_like_parquet(head: bytes) -> bool:
    r"""Tell from a file's first bytes if it is a Parquet file, an encrypted one included.

    Examples
    --------
    >>> [looks_like_parquet(head) for head in (b"PAR1", b"PARE\x2d\0\0\0", b"PARENTS")]
    [True, True, False]
    """
    return bool(_MARK.match(head))


FORMAT: Final = Format(
    suffixes=(".parquet",),
    recognises=looks_like_parquet,
    read=read_parquet,
    read_rows=read_parquet_rows,
)


def holds_classified(path: str | os.PathLike[str]) -> bool:
    """Tell if a Parquet file has the columns of classified pages, in their order.

    Parameters
    ----------
    path : str or path
        The file.

    Returns
    -------
    bool
        True whatever else it has behind them.

    Raises
    ------
    InputError
        If it is damaged.
    MissingExtraError
        Where pyarrow is not installed.
    """
    with ExitStack() as opened:
        names = _open_parquet(os.fspath(path), opened, 0).schema_arrow.names
    from boilerclf.sources.arrow import PAGE_SCHEMA  # noqa: PLC0415  # an extra

    return bool(names[: len(PAGE_SCHEMA)] == PAGE_SCHEMA.names)
