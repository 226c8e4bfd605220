"""Rows of Arrow tables as what JSON can write."""

from __future__ import annotations

import base64
import math
from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from boilerclf.sources.arrow import to_list


def json_rows(batch: pa.RecordBatch) -> list[dict[str, Any]]:
    """Return rows as what JSON can write.

    Parameters
    ----------
    batch : pyarrow.RecordBatch
        Any columns.

    Returns
    -------
    list of dict
        One a row. Bytes become base64, times ISO 8601, decimals strings, NaN and infinity null.

    Examples
    --------
    >>> json_rows(pa.record_batch({"n": [math.inf], "b": [b"hi"]}))
    [{'n': None, 'b': 'aGk='}]
    """
    columns = [_json_column(column) for column in batch.columns]
    return [dict(zip(batch.schema.names, row, strict=True)) for row in _transposed(columns, batch)]


def _transposed(columns: list[list[Any]], batch: pa.RecordBatch) -> Iterable[tuple[Any, ...]]:
    return zip(*columns, strict=True) if columns else [()] * batch.num_rows


def _json_column(column: Any) -> list[Any]:  # noqa: ANN401  # pyarrow's Array
    if not pa.types.is_timestamp(column.type):  # whose Python values depend on pandas being there
        try:
            return [_json_value(value) for value in to_list(column)]
        except (ValueError, TypeError, OverflowError):
            pass  # nanoseconds, and years that Python has no dates for
    written = column.cast(pa.string()).to_pylist()
    return [None if value is None else value.replace(" ", "T", 1) for value in written]


def _json_value(value: Any) -> Any:  # noqa: ANN401  # whatever a column holds
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if math.isfinite(value) else None
        case bytes():
            return base64.b64encode(value).decode("ascii")
        case dict():
            return {str(key): _json_value(item) for key, item in value.items()}
        case list() | tuple():
            return [_json_value(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
