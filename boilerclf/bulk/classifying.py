"""Documents in, classified pages out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal

from boilerclf.bulk.workers import ordered_map, worker_count
from boilerclf.errors import BoilerclfError
from boilerclf.model import Classifier, Decision, load_model, shipped_model
from boilerclf.page import ClassifiedPage, Kind
from boilerclf.sources import Document

_BATCH_SIZE: Final = 1 << 20
"""A batch is handed to a worker once it has this many bytes or characters ..."""

_BATCH_DOCUMENTS: Final = 64
"""... or this many documents: some tenths of a second of work either way."""

Outcome = tuple[str, ClassifiedPage | None]
"""Why a document could not be read, or its page."""


@dataclass(frozen=True, slots=True)
class Target:
    """A wish for a threshold, which each model fulfils with its own curve.

    Parameters
    ----------
    measure : {"recall", "precision"}
        What is to be reached.
    value : float
        How much of it, 0 to 1.
    """

    measure: Literal["recall", "precision"]
    value: float


def classify_documents(
    documents: Iterable[Document],
    *,
    model: str | None = None,
    decision: Decision | Target | None = None,
    jobs: int = 1,
    allow_mismatch: bool = False,
) -> Iterator[tuple[Document, ClassifiedPage | None]]:
    """Classify documents one after the other, or in several processes at a time.

    Parameters
    ----------
    documents : iterable of Document
        As from `boilerclf.sources.read_documents`; read as they are needed.
    model : str or None, default: None
        A model's name or folder, which reads every document as its own kind where nothing says
        what the document is; None takes the shipped model for what each document is.
    decision : Decision, Target or None, default: None
        How labels are chosen from probabilities; None leaves it to the model.
    jobs : int, default: 1
        Worker processes, at most one a core; 0 and less take one a core. The result does not
        depend on it.
    allow_mismatch : bool, default: False
        Take a model trained on columns of other names.

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
        For a target that the model cannot reach.

    Examples
    --------
    >>> documents = [Document("1", "a", "Rain fell."), Document("2", "b", None, error="is gone")]
    >>> [(document.id, page is None) for document, page in classify_documents(documents)]
    [('1', False), ('2', True)]
    """
    classify = _Classify(model, decision, allow_mismatch)
    n_workers = worker_count(jobs)
    if n_workers == 1:
        return (_joined(document, classify(document)) for document in documents)
    return _in_processes(documents, n_workers, (model, decision, allow_mismatch))


def _in_processes(
    documents: Iterable[Document],
    n_workers: int,
    arguments: tuple[str | None, Decision | Target | None, bool],
) -> Iterator[tuple[Document, ClassifiedPage | None]]:
    sent: deque[list[Document]] = deque()

    def batches() -> Iterator[list[Document]]:
        for batch in _batches(documents):
            sent.append(batch)
            yield batch

    outcomes = ordered_map(
        _classify_batch, batches(), n_workers=n_workers, start=_start, arguments=arguments
    )
    for results in outcomes:
        yield from map(_joined, sent.popleft(), results)


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.data or "")
        if size >= _BATCH_SIZE or len(batch) >= _BATCH_DOCUMENTS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _joined(document: Document, outcome: Outcome) -> tuple[Document, ClassifiedPage | None]:
    error, page = outcome
    return (replace(document, data=None, error=error) if error else document), page


class _Classify:
    """One process's models, with the decision that goes with each."""

    def __init__(
        self, model: str | None, decision: Decision | Target | None, allow_mismatch: bool
    ) -> None:
        self._decision = decision
        self._shipped = cache(self._load_shipped)
        self._own = None
        if model is not None:
            self._own = self._with_decision(load_model(model, allow_mismatch=allow_mismatch))

    def __call__(self, document: Document) -> Outcome:
        """Read and classify a document; what goes wrong with it stays with it."""
        if document.error:
            return document.error, None
        try:
            return self._classify(document)
        except BoilerclfError:
            raise  # no document's fault, and no other document would fare better
        except Exception as error:  # a fault of ours costs one document, not all
            return f"internal error: {type(error).__name__}: {error}", None

    def _classify(self, document: Document) -> Outcome:
        if self._own is None:
            page = document.to_page()
            classifier, decision = self._shipped(page.kind)
            return "", classifier.classify_page(page, decision)
        classifier, decision = self._own
        if document.kind == "auto":
            document = replace(document, kind=classifier.kind)
        if document.kind != classifier.kind:
            return f"the page is {document.kind}, the model labels {classifier.kind}", None
        return "", classifier.classify_page(document.to_page(), decision)

    def _load_shipped(self, kind: Kind) -> tuple[Classifier, Decision | None]:
        return self._with_decision(shipped_model(kind))

    def _with_decision(self, classifier: Classifier) -> tuple[Classifier, Decision | None]:
        if isinstance(self._decision, Target):
            target = self._decision
            return classifier, classifier.decision_for(target=target.measure, value=target.value)
        return classifier, self._decision


_of_worker: list[_Classify] = []
"""What a worker process classifies with, once it has started."""


def _start(model: str | None, decision: Decision | Target | None, allow_mismatch: bool) -> None:
    _of_worker.append(_Classify(model, decision, allow_mismatch))


def _classify_batch(documents: list[Document]) -> list[Outcome]:
    return [_of_worker[0](document) for document in documents]
