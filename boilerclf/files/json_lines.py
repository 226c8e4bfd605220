"""JSON Lines: one object a line, each line read and judged by itself."""

from __future__ import annotations

import codecs
import json
import math
import os
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from boilerclf.errors import InputError
from boilerclf.files.reading import InputStream, open_input

MAX_LINE_BYTES: Final = 64 * 1024 * 1024
"""The longest line that is read, without its line feed: ten times the longest web page we know."""

MAX_NESTING: Final = 200
"""Levels of a record; Python's own limit is near 1,000, and half of that where records are sent to
another process."""


def read_json_lines(
    path: str | os.PathLike[str] | InputStream,
) -> Iterator[tuple[int, dict[str, Any] | InputError]]:
    r"""Read a JSON Lines file, one object a line, one line at a time.

    Parameters
    ----------
    path : str, path or InputStream
        The file, compressed or not, or what `open_input` gave for it; "-" is standard input.

    Yields
    ------
    tuple of int and (dict or InputError)
        The line number, from 1, and the object, or what is wrong with this line: no JSON, no
        object, a name twice in one object, NaN, Infinity or a number as
        large, no UTF-8, too long or nested too deeply. A last error tells
        that the file broke off. Blank lines and a byte order mark are passed over; an empty file
        yields nothing.

    Raises
    ------
    InputError
        If the file cannot be opened.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "pages.jsonl")
    ...     _ = path.write_text('{"id": 1}\n{"id": NaN}')
    ...     [(number, str(line)) for number, line in read_json_lines(path)]
    [(1, "{'id': 1}"), (2, 'line 2: NaN is not JSON')]
    """
    stream = path if isinstance(path, InputStream) else open_input(path)
    number = 0
    with stream:
        while line := stream.readline(MAX_LINE_BYTES + 1):
            number += 1
            if len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
                _skip_line(stream)
                too_long = f"line {number}: longer than {MAX_LINE_BYTES} bytes"
                to_do = "split it, or put its page into a file of its own"
                yield number, InputError(f"{too_long}; {to_do}")
                continue
            line = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
            if not line or line.isspace():
                continue
            record = _parse(line, number)
            if isinstance(record, InputError) and not line.endswith(b"\n") and stream.problem:
                number -= 1  # the line is cut short; that is told below, once
                break
            yield number, record
        if stream.problem:
            number += 1
            yield number, InputError(f"line {number}: the file ends early ({stream.problem})")


def json_type(value: object) -> str:
    """Return what JSON calls a value that was read from it.

    Examples
    --------
    >>> [json_type(value) for value in ({}, [], "", 1.5, True, None)]
    ['object', 'array', 'string', 'number', 'true', 'null']
    """
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    if isinstance(value, dict | list):
        return "object" if isinstance(value, dict) else "array"
    return "string" if isinstance(value, str) else "number"


def _skip_line(stream: InputStream) -> None:
    while (piece := stream.readline(1 << 20)) and not piece.endswith(b"\n"):
        pass


def _parse(line: bytes, number: int) -> dict[str, Any] | InputError:
    try:
        text = line.decode("utf-8").strip()
        record = _JSON.decode(text)
        if isinstance(record, dict) and _is_nested_too_deeply(record, line):
            raise RecursionError
    except UnicodeDecodeError as error:
        what = f"byte {error.start + 1} is not UTF-8"
    except json.JSONDecodeError as error:
        what = f"not JSON: {error.msg} at character {error.pos + 1}"
        if error.pos >= len(text) and text.startswith(("{", "[")):
            what += "; give each object a line of its own, as jq -c does"
    except RecursionError:
        what = f"nested more than {MAX_NESTING} levels deep"
    except ValueError as error:  # ours below, or that of Python's limit on digits
        is_long = str(error).startswith("Exceeds the limit")
        what = "a number has too many digits" if is_long else str(error)
    else:
        if isinstance(record, dict):
            return record
        what = f"wanted a JSON object, saw {json_type(record)}"
        if isinstance(record, list):
            what += "; give each of its objects a line of its own, as jq -c '.[]' does"
    return InputError(f"line {number}: {what}")


def _is_nested_too_deeply(record: dict[str, Any], line: bytes) -> bool:
    if line.count(b"[") + line.count(b"{") <= MAX_NESTING:  # as of nearly all records
        return False
    level: list[dict[str, Any] | list[Any]] = [record]
    for _ in range(MAX_NESTING):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


def _finite(number: str) -> float:
    value = float(number)
    if math.isinf(value):
        raise ValueError(f"{number[:80]} is too large for a number")
    return value


def _refuse_constant(name: str) -> Any:  # noqa: ANN401  # never returns
    raise ValueError(f"{name} is not JSON")


def _refuse_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) != len(pairs):
        counts = Counter(name for name, _ in pairs)
        twice = next(name for name, count in counts.items() if count > 1)
        raise ValueError(f"the name {twice[:80]!r} is there twice")
    return record


_JSON: Final = json.JSONDecoder(
    parse_float=_finite, parse_constant=_refuse_constant, object_pairs_hook=_refuse_duplicates
)
