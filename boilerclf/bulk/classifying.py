"""Documents in, classified pages out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, count
from typing import Final

from boilerclf.bulk.budget import Budget
from boilerclf.bulk.classifier import DocumentClassifier, Outcome, Settings, settings_of
from boilerclf.bulk.workers import ordered_map
from boilerclf.classified import ClassifiedPage, ContentForm, Headline
from boilerclf.cores import worker_count
from boilerclf.model import Data, document_of
from boilerclf.sources import Document

_BATCH_SIZE: Final = 1 << 20
"""A batch is handed to a worker once it has this many bytes or characters ..."""

_BATCH_DOCUMENTS: Final = 64
"""... or this many documents: some tenths of a second of work either way."""


def classify_documents(  # noqa: PLR0913  # each has a default
    documents: Iterable[Document | Data],
    *,
    model: str | None = None,
    threshold: float | str | None = None,
    target_recall: float | None = None,
    target_precision: float | None = None,
    extracted: bool = False,
    jobs: int = 1,
    allow_mismatch: bool = False,
    budget: Budget | None = None,
    with_reasons: bool = False,
    content: ContentForm = "text",
    headline: Headline = "content",
) -> Iterator[tuple[Document, ClassifiedPage | None]]:
    """Classify documents in this process, or in several at a time.

    Parameters
    ----------
    documents : iterable of Document, str, bytes, bytearray or memoryview
        As from `boilerclf.sources.read_documents`, or pages themselves, which are numbered from 1;
        read as they are needed, small ones some ahead.
    model : str or None, default: None
        A model's name or folder, which reads every document as its own kind where nothing says
        what the document is; None takes the shipped model for what each document is.
    threshold, target_recall, target_precision : float or None, default: None
        How labels are chosen from probabilities, as in `boilerclf.classify`.
    extracted : bool, default: False
        Plain text has been through an extractor: only what is surely noise is dropped.
    jobs : int, default: 1
        Worker processes, at most one a core; 0 and less take one a core. The result does not
        depend on it, except that a page that ends its process, or takes more than the budget, is
        one that could not be read with 2 and more, and with 1 takes the program with it; and that
        a shipped model which turns out to be damaged costs what is under way with 2 and more.
    allow_mismatch : bool, default: False
        Take a model trained on columns of other names.
    budget : Budget or None, default: None
        What one page may cost a worker process, of which there is one for one job too then; None
        takes the default one.
    with_reasons : bool, default: False
        Fill in `ClassifiedPage.reasons`; takes some time more.
    content : {"text", "markdown", "html"}, default: "text"
        In which form content will be asked for; the others can be, and are then made in this
        process, not in the workers.
    headline : {"content", "apart"}, default: "content"
        "apart" leaves the block taken for the headline out of the content.

    Returns
    -------
    iterator of tuple of Document and (ClassifiedPage or None)
        In the order of the documents. None where the document could not be read; its `error` then
        says why. No documents give nothing.

    Raises
    ------
    ModelError
        Before anything is read, for a model that cannot be used.
    ConfigurationError
        For a target that the model, or one of the shipped ones, cannot reach, and for more than one
        way to choose.
    TypeError
        For a single page in the place of many, or something else among them.
    Exception
        Whatever reading the documents raises, after all that was read before it.

    Examples
    --------
    >>> documents = [Document("1", "a", "Rain fell."), Document("2", "b", None, error="is gone")]
    >>> [(document.id, page is None) for document, page in classify_documents(documents)]
    [('1', False), ('2', True)]
    >>> [page.content for _, page in classify_documents(["Rain fell on the town all day."])]
    ['Rain fell on the town all day.']
    """
    asked = settings_of(
        model=model,
        threshold=threshold,
        target_recall=target_recall,
        target_precision=target_precision,
        extracted=extracted,
        content=content,
        headline=headline,
    )
    settings = replace(asked, allow_mismatch=allow_mismatch, with_reasons=with_reasons)
    return classify_with(documents, settings, jobs=jobs, budget=budget)


def classify_with(
    documents: Iterable[Document | Data],
    settings: Settings,
    *,
    jobs: int = 1,
    budget: Budget | None = None,
) -> Iterator[tuple[Document, ClassifiedPage | None]]:
    """Classify documents as `classify_documents` does, by settings instead of keywords.

    Parameters
    ----------
    documents, jobs, budget
        As for `classify_documents`.
    settings : Settings
        Which models, which decision, what the content is written as.

    Returns
    -------
    iterator of tuple of Document and (ClassifiedPage or None)
        As from `classify_documents`.

    Raises
    ------
    ModelError, ConfigurationError, TypeError, Exception
        As `classify_documents` does.

    Examples
    --------
    >>> pages = classify_with(["Rain fell on the town all day."], Settings("text"))
    >>> [page.content for _, page in pages]
    ['Rain fell on the town all day.']
    """
    if isinstance(documents, Data):
        message = f"documents are a list of pages, not one {type(documents).__name__}: give [page]"
        raise TypeError(message)
    classify = DocumentClassifier(settings)
    n_workers = worker_count(jobs)
    numbered = map(_document, documents, count(1))
    if n_workers == 1 and budget is None:
        return _in_this_process(numbered, classify)
    return _in_processes(numbered, n_workers, settings, budget or Budget())


def _document(given: Document | Data, number: int) -> Document:
    if isinstance(given, Document):
        return given
    return Document(str(number), "", document_of(given))


def _in_this_process(
    documents: Iterable[Document], classify: DocumentClassifier
) -> Iterator[tuple[Document, ClassifiedPage | None]]:
    for batch in batched(documents, at_first=1):
        yield from map(attach_outcome, batch, classify.classify_many(batch))


def _in_processes(
    documents: Iterable[Document], n_workers: int, settings: Settings, budget: Budget
) -> Iterator[tuple[Document, ClassifiedPage | None]]:
    sent: deque[list[Document]] = deque()

    def batches() -> Iterator[list[Document]]:
        for batch in batched(documents):
            sent.append(batch)
            yield list(map(_as_sent, batch))

    def lost(_: Document, exit_code: int) -> list[Outcome]:
        return [(budget.why_lost(exit_code), None)]

    outcomes = ordered_map(_Outcomes, (settings, budget), batches(), lost=lost, n_workers=n_workers)
    for parts in outcomes:
        yield from map(attach_outcome, sent.popleft(), chain.from_iterable(parts))


def _as_sent(document: Document) -> Document:
    """Return what a worker reads of a document: it may bring what cannot be sent."""
    if not document.extra:
        return document
    url = document.extra.get("url")
    return replace(document, extra={"url": url} if isinstance(url, str) else {})


def batched(
    documents: Iterable[Document],
    size: int = _BATCH_SIZE,
    *,
    at_first: int = _BATCH_DOCUMENTS,
) -> Iterator[list[Document]]:
    """Put documents together that are classified together; none is left out.

    Parameters
    ----------
    documents : iterable of Document
        What is read before an error comes before the error.
    size : int, default: 1 MiB
        A batch is closed once it has this many bytes or characters.
    at_first : int, default: 64
        Documents of the first batch; the following ones have up to twice as many each, to 64.

    Yields
    ------
    list of Document
        One at least.

    Examples
    --------
    >>> [len(batch) for batch in batched([Document("1", "a", "Rain fell.")] * 100)]
    [64, 36]
    """
    batch: list[Document] = []
    length = 0
    try:
        for document in documents:
            batch.append(document)
            length += len(document.data or "")
            if length >= size or len(batch) >= at_first:
                yield batch
                batch, length, at_first = [], 0, min(2 * at_first, _BATCH_DOCUMENTS)
    except Exception:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def attach_outcome(document: Document, outcome: Outcome) -> tuple[Document, ClassifiedPage | None]:
    """Return a document with its page, or with why there is none.

    Parameters
    ----------
    document : Document
        What was classified.
    outcome : tuple of str and (ClassifiedPage or None)
        What went wrong, "" for nothing, and the page.

    Returns
    -------
    Document
        The same; with `error` set, and without its data, where something went wrong.
    ClassifiedPage or None
        The page; None where something went wrong.

    Examples
    --------
    >>> document, page = attach_outcome(Document("1", "a.txt", "Rain."), ("is too large", None))
    >>> document.data, document.error, page
    (None, 'is too large', None)
    """
    error, page = outcome
    return (replace(document, data=None, error=error) if error else document), page


class _Outcomes:
    """What a worker makes of a batch."""

    def __init__(self, settings: Settings, budget: Budget) -> None:
        self._classify = DocumentClassifier(settings, is_worker=True)
        self._budget = budget
        budget.limit_memory()

    def __call__(self, documents: list[Document]) -> list[Outcome]:
        return list(self._classify.classify_many(documents, self._budget.timing))
