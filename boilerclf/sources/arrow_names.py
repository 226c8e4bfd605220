"""What rows of Arrow tables are called, and where their pages stood."""

from __future__ import annotations

from contextlib import suppress

from boilerclf.files import record_id
from boilerclf.sources.arrow_json import json_column
from boilerclf.sources.arrow_values import BYTES, STRINGS, is_of, to_list

import pyarrow as pa  # isort: skip  # the module before says it where this is missing


def row_names(batch: pa.RecordBatch, source: str, first: int) -> list[str]:
    """Return the ids of rows, as `boilerclf.files.record_id` gives those of records.

    Parameters
    ----------
    batch : pyarrow.RecordBatch
        Rows; a column ``id`` may be of any type. Bytes that are text are read as such.
    source : str
        Name of the file as shown; without one, rows without ``id`` have no name.
    first : int
        Number of the first row in it; a row without ``id`` is called after its number.

    Returns
    -------
    list of str
        One a row.

    Examples
    --------
    >>> row_names(pa.record_batch({"id": [7, None]}), "a.parquet", 1)
    ['7', 'a.parquet:2']
    """
    places = [f"{source}:{first + number}" if source else "" for number in range(batch.num_rows)]
    if "id" not in batch.schema.names:
        return places
    column = batch.column("id")
    if is_of(column.type, BYTES):
        is_text = not is_of(column.type, (pa.types.is_fixed_size_binary,))  # UUIDs, digests
        values = [_named(value or "", is_text=is_text) for value in to_list(column)]
    else:
        values = json_column(column)
    return [record_id({"id": value}, place) for value, place in zip(values, places, strict=True)]


def row_addresses(batch: pa.RecordBatch) -> list[str]:
    """Return where pages stood, by a column ``url`` of strings or bytes; empty where none says."""
    if "url" not in batch.schema.names or not is_of(batch.column("url").type, STRINGS + BYTES):
        return [""] * batch.num_rows
    return [_named(url or "", is_text=True) for url in to_list(batch.column("url"))]


def _named(value: object, *, is_text: bool) -> str:
    """Return a row's name; bytes that are no text are written as hexadecimal digits."""
    if not isinstance(value, bytes):
        return str(value)
    with suppress(UnicodeDecodeError):
        if is_text:
            return value.decode("utf-8")
    return value.hex()
