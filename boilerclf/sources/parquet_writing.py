"""Classified pages written to a Parquet file.

Importing this module needs pyarrow and raises MissingExtraError where it is not installed.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any, BinaryIO, Final, Self

from boilerclf.classified import ClassifiedPage, ContentForm
from boilerclf.sources.arrow import EXTRA_SCHEMA, PAGE_SCHEMA, beside, extra_batch, page_batch
from boilerclf.sources.document import Document

import pyarrow as pa  # isort: skip  # the module before says it where this is missing
import pyarrow.parquet as pq  # isort: skip

GROUP_ROWS: Final = 2048
"""A row group is written once it has this many pages ..."""

GROUP_BYTES: Final = 32 * 1024 * 1024
"""... or their content and blocks so many bytes: it is held in memory until then."""

_TOGETHER: Final = 64
"""Pages turned into columns at a time."""

_LONG_VALUES: Final = ("content", "blocks")
"""Columns without a dictionary and without statistics: both would repeat whole texts."""

_LABEL: Final = "blocks.list.element.label"


class ParquetSink:
    """Collects rows into row groups and writes them, always to the same bytes.

    Parameters
    ----------
    stream : binary stream
        Where to write.
    schema : pyarrow.Schema
        Of all batches.
    """

    def __init__(self, stream: BinaryIO, schema: pa.Schema) -> None:
        long = {name for name in schema.names if name in _LONG_VALUES}
        self._writer: Any = pq.ParquetWriter(
            stream,
            schema,
            compression="zstd",
            write_batch_size=_TOGETHER,  # after which the length of a data page is looked at
            use_dictionary=[*(name for name in schema.names if name not in long), _LABEL],
            write_statistics=[name for name in schema.names if name not in long],
        )
        self._schema = schema
        self._waiting: list[pa.RecordBatch] = []
        self._n_rows = self._n_bytes = 0

    def write(self, batch: pa.RecordBatch, n_bytes: int) -> None:
        """Take rows.

        Parameters
        ----------
        batch : pyarrow.RecordBatch
            In the schema.
        n_bytes : int
            How much of a row group this is; the same for the same rows, unlike what they take in
            memory.
        """
        self._waiting.append(batch)
        self._n_rows += batch.num_rows
        self._n_bytes += n_bytes
        if self._n_rows >= GROUP_ROWS or self._n_bytes >= GROUP_BYTES:
            self._flush()

    def _flush(self) -> None:
        table = pa.Table.from_batches(self._waiting, self._schema).combine_chunks()
        self._writer.write_table(table, row_group_size=max(table.num_rows, 1))
        self._waiting, self._n_rows, self._n_bytes = [], 0, 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        """Write what was collected, and the end of the file, unless there was an error.

        The stream stays open.
        """
        if kind is None:
            if self._waiting:
                self._flush()
            self._writer.close()
            return
        with suppress(Exception):  # it closes itself later otherwise, and complains then
            self._writer.close()


class ParquetPageWriter:
    """Writes pages one by one, with what they pass through as the columns of `EXTRA_SCHEMA`.

    Parameters
    ----------
    stream : binary stream
        Where to write.
    content : {"text", "markdown", "html"}, default: "text"
        What the column ``content`` holds.
    """

    def __init__(self, stream: BinaryIO, content: ContentForm = "text") -> None:
        self._content: ContentForm = content
        self._sink = ParquetSink(stream, pa.schema([*PAGE_SCHEMA, *EXTRA_SCHEMA]))
        self._pairs: list[tuple[Document, ClassifiedPage | None]] = []

    def write(self, document: Document, page: ClassifiedPage | None) -> None:
        """Write one page; None: it could not be read."""
        self._pairs.append((document, page))
        if len(self._pairs) >= _TOGETHER:
            self._flush()

    def _flush(self) -> None:
        documents = [document for document, _ in self._pairs]
        n_bytes = sum(len(document.data or "") for document in documents)
        self._sink.write(
            beside(page_batch(self._pairs, self._content), extra_batch(documents)), n_bytes
        )
        self._pairs = []

    def __enter__(self) -> Self:
        self._sink.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        """Write the end of the file, unless there was an error."""
        if kind is None and self._pairs:
            self._flush()
        self._sink.__exit__(kind, *error)
