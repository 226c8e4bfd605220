"""Documents out of columns of Apache Arrow, and classified pages as such columns.

Importing this module needs pyarrow and raises MissingExtraError where it is not installed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from boilerclf.classified import ClassifiedPage, ContentForm
from boilerclf.classified.records import page_header
from boilerclf.errors import ConfigurationError
from boilerclf.files import to_utf8
from boilerclf.page import LABELS
from boilerclf.sources.arrow_names import row_addresses, row_names
from boilerclf.sources.arrow_values import BYTES, STRINGS, is_of, to_list
from boilerclf.sources.document import AskedKind, Document, input_name, says_nothing
from boilerclf.sources.writers import as_json, failed_record

import pyarrow as pa  # isort: skip  # a module before says it where this is missing

BLOCK: Final = pa.struct(
    [
        ("text", pa.string()),
        ("label", pa.string()),
        ("probability", pa.float64()),
        ("line", pa.int64()),
        ("start", pa.int64()),
        ("end", pa.int64()),
    ]
)

PAGE_SCHEMA: Final = pa.schema(
    [
        ("id", pa.string()),
        ("source", pa.string()),
        ("kind", pa.string()),
        ("status", pa.string()),
        ("reason", pa.string()),
        ("model", pa.string()),
        ("decision", pa.string()),
        ("encoding", pa.string()),
        ("encoding_source", pa.string()),
        ("encoding_confidence", pa.float64()),
        ("warnings", pa.list_(pa.string())),
        ("title", pa.string()),
        ("language", pa.string()),
        ("headline", pa.string()),
        ("content", pa.string()),
        ("blocks", pa.list_(BLOCK)),
    ]
)
"""The columns of a classified page: the keys of its JSON record, null where that has none."""

EXTRA_SCHEMA: Final = pa.schema(
    [
        ("url", pa.string()),
        ("date", pa.string()),
        ("http_status", pa.int64()),
        ("input_language", pa.string()),
        ("extra", pa.string()),
    ]
)
"""What else a document brought that was no row of a table: what crawls tell, where it is of this
type, and all other keys of its record in one JSON object."""

_PYTHON_TYPES: Final = {"url": str, "date": str, "http_status": int, "input_language": str}


def strings(values: Sequence[str | None]) -> Any:  # noqa: ANN401  # pyarrow's Array
    r"""Return an array of strings; lone surrogates become U+FFFD, as in every output.

    Examples
    --------
    >>> strings(["a", None, "\ud800"]).to_pylist()
    ['a', None, '\ufffd']
    """
    try:
        return pa.array(values, pa.string())
    except UnicodeEncodeError:
        return pa.array([value and to_utf8(value).decode() for value in values])


def page_batch(
    pairs: Sequence[tuple[Document, ClassifiedPage | None]], content: ContentForm = "text"
) -> pa.RecordBatch:
    """Return classified pages as columns.

    Parameters
    ----------
    pairs : sequence of tuple of Document and (ClassifiedPage or None)
        As from `boilerclf.bulk.classify_documents`.
    content : {"text", "markdown", "html"}, default: "text"
        What the column ``content`` holds.

    Returns
    -------
    pyarrow.RecordBatch
        In `PAGE_SCHEMA`, a row a page; no pages give no rows.

    Examples
    --------
    >>> document = Document("1", "a", None, error="is a folder")
    >>> page_batch([(document, None)]).to_pylist()[0]["reason"]
    'is a folder'
    """
    records = [
        failed_record(document) if page is None else page_header(page, document.id)
        for document, page in pairs
    ]
    special = {
        **{
            name: pa.array([its.get(name) for its in records], PAGE_SCHEMA.field(name).type)
            for name in ("warnings", "encoding_confidence")
        },
        "content": strings(["" if page is None else page.content_as(content) for _, page in pairs]),
        "blocks": _blocks([page for _, page in pairs]),
    }
    columns = [
        special[name] if name in special else strings([record.get(name) for record in records])
        for name in PAGE_SCHEMA.names
    ]
    return pa.record_batch(columns, schema=PAGE_SCHEMA)


def _blocks(pages: Sequence[ClassifiedPage | None]) -> Any:  # noqa: ANN401  # pyarrow's ListArray
    found = [page for page in pages if page is not None]
    n_blocks = [0 if page is None else page.page.n_blocks for page in pages]
    texts = [text for page in found for text in page.texts]
    kept = _joined([page.kept for page in found]).astype(np.int8)
    probabilities = [value for page in found for value in page.written_probabilities()]
    has_lines = _joined(
        [np.full(page.page.n_blocks, page.page.lines is not None) for page in found]
    )
    places = (
        [page.page.starts if page.page.lines is None else page.page.lines for page in found],
        [page.page.starts for page in found],
        [page.page.ends for page in found],
    )
    rows = pa.StructArray.from_arrays(
        [
            strings(texts),
            pa.array(LABELS, pa.string()).take(pa.array(kept)),
            pa.array(probabilities, pa.float64()),
            *(pa.array(_joined(place), pa.int64(), mask=~has_lines) for place in places),
        ],
        fields=list(BLOCK),
    )
    offsets = np.concatenate(([0], np.cumsum(n_blocks))).astype(np.int32)
    return pa.ListArray.from_arrays(offsets, rows, type=pa.list_(BLOCK))


def _joined(arrays: list[Any]) -> Any:  # noqa: ANN401  # an array of theirs
    return np.concatenate(arrays) if arrays else np.zeros(0, bool)


def extra_batch(documents: Sequence[Document]) -> pa.RecordBatch:
    """Return what documents pass through as the columns of `EXTRA_SCHEMA`.

    Parameters
    ----------
    documents : sequence of Document
        The documents.

    Returns
    -------
    pyarrow.RecordBatch
        A row a document. Keys that a page's record has itself are left out, as in JSON.

    Examples
    --------
    >>> extra_batch([Document("1", "a", "", extra={"url": "u", "n": 1})]).to_pylist()[0]["extra"]
    '{"n": 1}'
    """
    typed: dict[str, list[Any]] = {name: [] for name in EXTRA_SCHEMA.names}
    for document in documents:
        others = {}
        row: dict[str, Any] = dict.fromkeys(typed)
        for key, value in document.passed_on().items():
            if type(value) is _PYTHON_TYPES.get(key) and _fits(value):
                row[key] = value
            elif key not in PAGE_SCHEMA.names:
                others[key] = value
        row["extra"] = as_json(others) if others else None
        for name, value in row.items():
            typed[name].append(value)
    columns = [
        pa.array(typed[name], pa.int64()) if name == "http_status" else strings(typed[name])
        for name in EXTRA_SCHEMA.names
    ]
    return pa.record_batch(columns, schema=EXTRA_SCHEMA)


def _fits(value: Any) -> bool:  # noqa: ANN401  # a string or an int
    return isinstance(value, str) or abs(value) < 1 << 63


def beside(left: pa.RecordBatch, right: pa.RecordBatch) -> pa.RecordBatch:
    """Return two batches of as many rows as one; columns of `right` that `left` has are left out.

    Examples
    --------
    >>> one, two = pa.record_batch({"a": [1]}), pa.record_batch({"a": [2], "b": [3]})
    >>> beside(one, two).to_pylist()
    [{'a': 1, 'b': 3}]
    """
    new = [name for name in right.schema.names if name not in left.schema.names]
    schema = pa.schema([*left.schema, *(right.schema.field(name) for name in new)])
    return pa.record_batch([*left.columns, *(right.column(name) for name in new)], schema=schema)


def null_rows(schema: pa.Schema, n_rows: int = 0) -> pa.RecordBatch:
    """Return a batch without rows, or with rows of nulls.

    Examples
    --------
    >>> null_rows(pa.schema([("n", pa.int8())]), 2).to_pylist()
    [{'n': None}, {'n': None}]
    """
    return pa.record_batch([pa.nulls(n_rows, field.type) for field in schema], schema=schema)


def page_column(names: Sequence[str], kind: AskedKind) -> str:
    """Return the name of the column that documents are read from.

    Parameters
    ----------
    names : sequence of str
        The names of all columns.
    kind : {"auto", "html", "text"}
        Which one is taken where there are both; "auto" takes ``html``.

    Returns
    -------
    str
        "html" or "text".

    Raises
    ------
    ConfigurationError
        Where there is neither, or a name is there twice.
    """
    choices = ("text", "html") if kind == "text" else ("html", "text")
    found = next((name for name in choices if name in names), None)
    if found is None:
        seen = ", ".join(sorted(names)[:8]) or "no column"
        raise ConfigurationError(f'wanted a column "html" or "text", saw {seen}')
    twice = next((name for name, count in Counter(names).items() if count > 1), None)
    if twice is not None:
        raise ConfigurationError(f"two columns are called {twice!r}; rename one of them")
    return found


def rows_to_documents(
    batch: pa.RecordBatch, kind: AskedKind, *, source: str = "", first: int = 1
) -> list[Document]:
    """Return the documents of rows, without what they pass through.

    Parameters
    ----------
    batch : pyarrow.RecordBatch
        With a column ``html`` or ``text``, of strings or bytes; null stands for an empty document.
        Of a row with both the other one is read where the first says nothing. A column ``id``
        names the rows (`boilerclf.sources.arrow_names.row_names`), ``url`` of strings or bytes says
        where pages stood; others are not looked at.
    kind : {"auto", "html", "text"}
        As for `page_column`.
    source : str, default: ""
        Name of the file as shown; without one, rows without ``id`` have no name.
    first : int, default: 1
        Number of the first row in it; a row without ``id`` is called after its number.

    Returns
    -------
    list of Document
        One a row; with `error` where the column is of another type.

    Raises
    ------
    ConfigurationError
        As for `page_column`.

    Examples
    --------
    >>> batch = pa.record_batch({"text": ["A line.", None]})
    >>> [(document.id, document.data) for document in rows_to_documents(batch, "auto", source="p")]
    [('p:1', 'A line.'), ('p:2', '')]
    """
    name = page_column(batch.schema.names, kind)
    chosen: AskedKind = "html" if name == "html" else "text"
    identifiers = row_names(batch, source, first)
    values, error = _values(batch.column(name), name)
    kinds = [chosen] * len(values)
    other: AskedKind = "text" if name == "html" else "html"
    if other in batch.schema.names and not error and any(map(says_nothing, values)):
        others, is_misfit = _values(batch.column(other), other)
        for place, value in enumerate([] if is_misfit else others):
            if says_nothing(values[place]) and not says_nothing(value):
                values[place], kinds[place] = value, other
    return [
        Document(identifier, source, None if error else value or "", kind, error=error, address=url)
        for identifier, value, kind, url in zip(
            identifiers, values, kinds, row_addresses(batch), strict=True
        )
    ]


def _values(column: Any, name: str) -> tuple[list[Any], str]:  # noqa: ANN401  # pyarrow's Array
    if is_of(column.type, STRINGS + BYTES):
        return to_list(column), ""
    nothing = [None] * len(column)
    if column.null_count == len(column):
        return nothing, ""
    return nothing, f'column "{name}" is {column.type}, wanted string or binary'


def passed_through(batch: pa.RecordBatch, kind: AskedKind) -> pa.RecordBatch:
    """Return the columns that documents are not read from, with names that records leave free.

    Examples
    --------
    >>> batch = pa.record_batch({"text": ["a"], "url": ["u"], "title": ["t"]})
    >>> passed_through(batch, "auto").schema.names
    ['url', 'input_title']
    """
    read = page_column(batch.schema.names, kind)
    names = [name for name in batch.schema.names if name != read]
    kept = batch.select(names)
    fields = [field.with_name(input_name(field.name, names)) for field in kept.schema]
    if [field.name for field in fields] == names:
        return kept  # which knows its number of rows without columns, too
    return pa.record_batch(kept.columns, schema=pa.schema(fields))
