"""Rows of Arrow tables as what JSON can write."""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Iterable
from itertools import islice
from typing import Any, Final

from boilerclf.sources.arrow_values import to_list

import pyarrow as pa  # isort: skip  # the module before says it where this is missing
import pyarrow.compute as pc  # isort: skip

# Of a year that no date has, pyarrow says that in words.
_BETWEEN_DATE_AND_TIME: Final = re.compile(r"(?<=\d) (?=\d)")

_LIST_TYPES: Final = (pa.types.is_list, pa.types.is_large_list, pa.types.is_fixed_size_list)


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
    columns = [json_column(column) for column in batch.columns]
    return [dict(zip(batch.schema.names, row, strict=True)) for row in _transposed(columns, batch)]


def _transposed(columns: list[list[Any]], batch: pa.RecordBatch) -> Iterable[tuple[Any, ...]]:
    return zip(*columns, strict=True) if columns else [()] * batch.num_rows


def json_column(column: Any) -> list[Any]:  # noqa: ANN401  # pyarrow's Array
    """Return a column's values, from its storage where Python has no type that holds them all."""
    if isinstance(column.type, pa.BaseExtensionType):
        column = column.storage
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_struct(column.type):
        return _structs(column)
    if pa.types.is_map(column.type):
        pair = pa.struct([("key", column.type.key_type), ("value", column.type.item_type)])
        pairs = column.cast(pa.list_(pair))
        return _lists(pairs, [list(its.values()) for its in json_column(pairs.flatten())])
    if any(is_list(column.type) for is_list in _LIST_TYPES):
        return _lists(column, json_column(column.flatten()))
    return _flat(column)


def _flat(column: Any) -> list[Any]:  # noqa: ANN401  # pyarrow has no types
    if pa.types.is_timestamp(column.type):  # whose Python values depend on pandas being there
        return _timestamps(column)
    if column.type == pa.time64("ns"):  # of which Python has no nanoseconds
        return list(column.cast(pa.string()).to_pylist())
    try:
        return [_json_value(value) for value in to_list(column)]
    except (ValueError, TypeError, OverflowError):  # days and years that Python has no dates for
        return list(column.cast(pa.string()).to_pylist())


def _structs(column: Any) -> list[Any]:  # noqa: ANN401  # pyarrow has no types
    names = [str(field.name) for field in column.type]
    columns = [json_column(child) for child in column.flatten()]
    rows = zip(*columns, strict=True) if columns else [()] * len(column)
    return [
        dict(zip(names, row, strict=True)) if is_there else None
        for row, is_there in zip(rows, column.is_valid().to_pylist(), strict=True)
    ]


def _lists(column: Any, items: list[Any]) -> list[Any]:  # noqa: ANN401  # pyarrow has no types
    """Share out what all lists of a column hold, in order."""
    left = iter(items)
    lengths = pc.list_value_length(column).to_pylist()
    return [None if length is None else list(islice(left, length)) for length in lengths]


def _timestamps(column: Any) -> list[Any]:  # noqa: ANN401  # pyarrow has no types
    try:
        written = column.cast(pa.string()).to_pylist()
    except pa.ArrowInvalid:  # a time zone that this machine does not know
        in_utc = column.cast(pa.timestamp(column.type.unit)).cast(pa.string()).to_pylist()
        written = [None if value is None else f"{value}Z" for value in in_utc]
    return [value and _BETWEEN_DATE_AND_TIME.sub("T", value) for value in written]


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
