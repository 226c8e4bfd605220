"""One Arrow batch in, one Arrow batch out: what every engine calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from boilerclf.bulk.classifier import DocumentClassifier, Settings
from boilerclf.bulk.classifying import attach_outcome
from boilerclf.sources.arrow import (
    PAGE_SCHEMA,
    beside,
    null_rows,
    page_batch,
    passed_through,
    rows_to_documents,
)
from boilerclf.sources.document import AskedKind

import pyarrow as pa  # isort: skip  # the module before says it where this is missing

DEFAULT = Settings()

_ROWS: Final = 64
"""Classified together: engines hand over thousands, whose blocks would all be in memory."""

classifier_of = cache(DocumentClassifier)
"""The models of settings, loaded once in a process."""


def classify_batch(
    batch: pa.RecordBatch, settings: Settings = DEFAULT, *, kind: AskedKind = "auto"
) -> pa.RecordBatch:
    """Classify the documents of an Arrow batch.

    Parameters
    ----------
    batch : pyarrow.RecordBatch
        With a column ``html`` or ``text`` of strings or bytes, a document a row; null stands for
        an empty one. ``id`` names the documents; every other column is passed through.
    settings : Settings
        Which models, which decision, what ``content`` holds. Models are loaded at the first call
        in a process.
    kind : {"auto", "html", "text"}, default: "auto"
        Which column is read where there are both; "auto" takes ``html``.

    Returns
    -------
    pyarrow.RecordBatch
        As many rows, in the same order: the columns of `boilerclf.sources.arrow.PAGE_SCHEMA`, then
        those of the batch but for the one that was read and those whose names are taken; its own
        ``title``, ``language`` and ``headline`` are called ``input_title`` and so on. What cannot
        be read has status "failed" and a ``reason``. No rows give no rows.

    Raises
    ------
    ConfigurationError
        Where there is no such column.
    ModelError
        For a model that cannot be used.

    Examples
    --------
    >>> import pyarrow as pa
    >>> batch = pa.record_batch({"text": ["Rain fell on the town all day.", None], "n": [1, 2]})
    >>> classify_batch(batch).select(["status", "n"]).to_pylist()
    [{'status': 'ok', 'n': 1}, {'status': 'empty', 'n': 2}]
    """
    classify = classifier_of(settings)
    documents = rows_to_documents(batch, kind)
    pairs = list(map(attach_outcome, documents, classify.classify_many(documents)))
    return beside(page_batch(pairs, settings.content), passed_through(batch, kind))


def classify_in_parts(
    batches: Iterable[pa.RecordBatch], settings: Settings = DEFAULT, *, kind: AskedKind = "auto"
) -> Iterator[pa.RecordBatch]:
    """Classify batches of any length, few rows at a time.

    Parameters
    ----------
    batches : iterable of pyarrow.RecordBatch
        As for `classify_batch`.
    settings, kind
        As for `classify_batch`.

    Yields
    ------
    pyarrow.RecordBatch
        At most 64 rows each, in order; nothing for a batch without rows.
    """
    for batch in batches:
        for start in range(0, batch.num_rows, _ROWS):
            yield classify_batch(batch.slice(start, _ROWS), settings, kind=kind)


def classified_schema(schema: pa.Schema, *, kind: AskedKind = "auto") -> pa.Schema:
    """Return the schema of what `classify_batch` makes of batches in a schema.

    Parameters
    ----------
    schema : pyarrow.Schema
        Of the batches: with a column ``html`` or ``text``.
    kind : {"auto", "html", "text"}, default: "auto"
        Which column is read where there are both; "auto" takes ``html``.

    Returns
    -------
    pyarrow.Schema
        `boilerclf.sources.arrow.PAGE_SCHEMA`, then the columns that are passed through.

    Raises
    ------
    ConfigurationError
        Where there is no such column.

    Examples
    --------
    >>> import pyarrow as pa
    >>> classified_schema(pa.schema([("html", pa.string()), ("n", pa.int8())])).names[-2:]
    ['blocks', 'n']
    """
    passed = passed_through(null_rows(schema), kind)
    return beside(null_rows(PAGE_SCHEMA), passed).schema
