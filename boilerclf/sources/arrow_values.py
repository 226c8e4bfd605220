"""Values of Arrow columns, as Python has them.

Importing this module needs pyarrow and raises MissingExtraError where it is not installed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from boilerclf.errors import MissingExtraError

try:
    import pyarrow as pa
except ImportError as error:
    raise MissingExtraError("pyarrow", "crawl") from error

STRINGS: Final = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
BYTES: Final = (
    pa.types.is_binary,
    pa.types.is_large_binary,
    pa.types.is_binary_view,
    pa.types.is_fixed_size_binary,
)


def is_of(kind: Any, tests: Sequence[Callable[[Any], bool]]) -> bool:  # noqa: ANN401  # pyarrow's type
    """Tell by a column's type what its values are: of some types Python cannot make them all."""
    if isinstance(kind, pa.BaseExtensionType):
        kind = kind.storage_type
    if pa.types.is_dictionary(kind) or pa.types.is_run_end_encoded(kind):
        kind = kind.value_type
    return any(test(kind) for test in tests)


def to_list(column: Any) -> list[Any]:  # noqa: ANN401  # pyarrow's Array
    """Return Python's values; text that is not UTF-8 is read as HTML would be, with U+FFFD."""
    if isinstance(column.type, pa.BaseExtensionType):
        column = column.storage
    try:
        return list(column.to_pylist())
    except UnicodeDecodeError:
        if pa.types.is_dictionary(column.type):
            column = column.dictionary_decode()
        if not is_of(column.type, STRINGS):
            raise
        raw = column.cast(pa.large_binary()).to_pylist()
        return [None if value is None else value.decode("utf-8", "replace") for value in raw]
