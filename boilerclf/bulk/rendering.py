"""What a worker makes of documents for a shard: their pages, as they are written."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from boilerclf.bulk.budget import Budget
from boilerclf.bulk.classifier import DocumentClassifier, Settings
from boilerclf.bulk.classifying import attach_outcome
from boilerclf.bulk.shards import ShardFormat, packed
from boilerclf.classified import ClassifiedPage, ContentForm
from boilerclf.files import to_utf8
from boilerclf.sources import Document, DroppedWriter, JsonlWriter

Pair = tuple[Document, ClassifiedPage | None]
Note = tuple[str, str, str, str]
"""Id, source and status of a page, and what is to be said of it."""

MOST_NOTES: Final = 20
"""Pages of a batch that failed, and others of which something is said, so many of each; all are
counted."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """Pages as they are written, and what there is to count.

    Parameters
    ----------
    data : bytes or pyarrow.RecordBatch
        A part of a shard.
    dropped : bytes
        Lines for the file of dropped blocks.
    counts : Counter
        Pages by status; "blocks", and those that were "kept".
    notes : tuple of tuple of str
        Id, source, status and what is to be said, of pages of which something is.
    """

    data: Any
    dropped: bytes
    counts: Counter[str]
    notes: tuple[Note, ...]


def render(
    pairs: Sequence[Pair], form: ShardFormat, content: ContentForm, *, with_dropped: bool
) -> Rendered:
    """Return pages as they are written.

    Parameters
    ----------
    pairs : sequence of tuple of Document and (ClassifiedPage or None)
        The pages.
    form : {"jsonl", "parquet"}
        The format.
    content : {"text", "markdown", "html"}
        What the content of records holds.
    with_dropped : bool
        Write the noise apart, with its reasons.

    Returns
    -------
    Rendered
        No pages give no lines, or a batch without rows.
    """
    dropped = io.StringIO()
    if with_dropped:
        writer = DroppedWriter(dropped)
        for document, page in pairs:
            writer.write(document, page)
    counts: Counter[str] = Counter()
    for _, page in pairs:
        counts["failed" if page is None else page.status] += 1
        if page is not None:
            counts["blocks"] += len(page.kept)
            counts["kept"] += int(page.kept.sum())
    notes = tuple(_few_of_each(note for pair in pairs if (note := remark(*pair))))
    return Rendered(_data(pairs, form, content), to_utf8(dropped.getvalue()), counts, notes)


def _few_of_each(notes: Iterable[Note]) -> Iterator[Note]:
    """Give the first notes of failures and of others: warnings of some pages hide no failure."""
    n_given: Counter[bool] = Counter()
    for note in notes:
        has_failed = note[2] == "failed"
        n_given[has_failed] += 1
        if n_given[has_failed] <= MOST_NOTES:
            yield note


def remark(document: Document, page: ClassifiedPage | None) -> Note | None:
    """Return id, source, status and what is to be said of a page; None where nothing is.

    Examples
    --------
    >>> remark(Document("1", "a", None, error="is a folder"), None)
    ('1', 'a', 'failed', 'is a folder')
    """
    status = "failed" if page is None else page.status
    said = [document.error] if page is None else [page.reason, *page.page.warnings]
    text = ", ".join(filter(None, said))
    return (document.id, document.source, status, text) if text else None


def _data(pairs: Sequence[Pair], form: ShardFormat, content: ContentForm) -> Any:  # noqa: ANN401  # as in Rendered
    if form == "parquet":
        from boilerclf.sources.arrow import (  # noqa: PLC0415  # an extra
            beside,
            extra_batch,
            page_batch,
        )

        return beside(page_batch(pairs, content), extra_batch([document for document, _ in pairs]))
    lines = io.StringIO()
    writer = JsonlWriter(lines, content=content)
    for document, page in pairs:
        writer.write(document, page)
    return packed(to_utf8(lines.getvalue()))


class Renderer:
    """Classifies documents in a worker process and renders them.

    Parameters
    ----------
    settings : Settings
        Which models, which decision, what content holds; with reasons, the noise is written apart.
    budget : Budget
        What one page may cost; its limit on memory is set for this process.
    form : {"jsonl", "parquet"}
        As for `render`.
    """

    def __init__(self, settings: Settings, budget: Budget, form: ShardFormat) -> None:
        self._classify = DocumentClassifier(settings, is_worker=True)
        self._budget = budget
        self._form = form
        self._settings = settings
        budget.limit_memory()

    def __call__(self, documents: list[Document]) -> Rendered:
        """Return the pages of documents as they are written."""
        outcomes = self._classify.classify_many(documents, self._budget.timing)
        pairs = list(map(attach_outcome, documents, outcomes))
        settings = self._settings
        return render(pairs, self._form, settings.content, with_dropped=settings.with_reasons)
