"""One process's models, and documents classified by them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple, TypedDict

from boilerclf.bulk.budget import TOO_LARGE
from boilerclf.classified import (
    CONTENT_FORMS,
    HEADLINES,
    ClassifiedPage,
    ContentForm,
    Headline,
)
from boilerclf.errors import BoilerclfError, ConfigurationError
from boilerclf.model import (
    SHIPPED,
    AskedDecision,
    Classifier,
    Decision,
    Target,
    asked_decision,
    load_model,
    refuse_other_kind,
)
from boilerclf.page import Kind, Page
from boilerclf.sources import Document
from boilerclf.sources.document import AskedKind

Outcome = tuple[str, ClassifiedPage | None]
"""Why a document could not be read, or its page."""

Timing = Callable[[int], AbstractContextManager[Any]]
"""Gives, for so many pages, a context that bounds the time of what is done in it:
`boilerclf.bulk.Budget.timing`."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How documents are classified; small, hashable, and can be sent anywhere.

    Parameters
    ----------
    model : str or None, default: None
        A model's name or folder, which reads every document as its own kind where nothing says
        what the document is; None takes the shipped model for what each document is.
    decision : Decision, Target, "extracted" or None, default: None
        How labels are chosen from probabilities; "extracted" as the model does for text that an
        extractor has cleaned, None as it does by itself.
    allow_mismatch : bool, default: False
        Take a model trained on columns of other names.
    with_reasons : bool, default: False
        Say of each block what speaks most for noise; takes some time more.
    content : {"text", "markdown", "html"}, default: "text"
        What the ``content`` of records holds.
    headline : {"content", "apart"}, default: "content"
        "apart" leaves the block taken for the headline out of the content.
    kind : {"auto", "html", "text"}, default: "auto"
        What documents were asked to be read as; a model of another kind is refused.

    Raises
    ------
    ConfigurationError
        For another value of `content` or `headline`.
    """

    model: str | None = None
    decision: AskedDecision = None
    allow_mismatch: bool = False
    with_reasons: bool = False
    content: ContentForm = "text"
    headline: Headline = "content"
    kind: AskedKind = "auto"

    def __post_init__(self) -> None:
        """Refuse what is none of the choices."""
        _refuse_unknown("content", self.content, CONTENT_FORMS)
        _refuse_unknown("headline", self.headline, HEADLINES)


def _refuse_unknown(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise ConfigurationError(f"{name} {value!r} is not known: give {', '.join(known)}")


class Asked(TypedDict, total=False):
    """The keywords by which models and labels are chosen, wherever many documents are classified.

    Parameters
    ----------
    model : str or None
        A model's name or folder, which has to be there on every machine; None takes the shipped one
        for what each page is. Loaded once a process.
    threshold, target_recall, target_precision : float or None
        How labels are chosen, as in `boilerclf.classify`.
    extracted : bool
        Plain text has been through an extractor: only what is surely noise is dropped.
    content : {"text", "markdown", "html"}
        What the content is written as; text where left out.
    headline : {"content", "apart"}
        "apart" leaves the block taken for the headline out of the content.
    """

    model: str | None
    threshold: float | str | None
    target_recall: float | None
    target_precision: float | None
    extracted: bool
    content: ContentForm
    headline: Headline


def settings_of(  # noqa: PLR0913  # all are named and have defaults
    *,
    model: str | None = None,
    threshold: float | str | None = None,
    target_recall: float | None = None,
    target_precision: float | None = None,
    extracted: bool = False,
    content: ContentForm = "text",
    headline: Headline = "content",
) -> Settings:
    """Return the settings that the keywords of `Asked` stand for.

    Parameters
    ----------
    model : str or None, default: None
        A model's name or folder; None takes the shipped model for what each document is.
    threshold, target_recall, target_precision : float or None, default: None
        How labels are chosen, as in `boilerclf.classify`; at most one of them.
    extracted : bool, default: False
        Plain text has been through an extractor: only what is surely noise is dropped.
    content : {"text", "markdown", "html"}, default: "text"
        What the ``content`` of records holds.
    headline : {"content", "apart"}, default: "content"
        "apart" leaves the block taken for the headline out of the content.

    Returns
    -------
    Settings
        No model is loaded yet.

    Raises
    ------
    ConfigurationError
        For more than one way to choose labels, a threshold that cannot be used, or another value
        of `content` or `headline`.

    Examples
    --------
    >>> settings_of(model="text", target_recall=0.9).decision
    Target(measure='recall', value=0.9)
    """
    decision = asked_decision(
        threshold=threshold,
        target_recall=target_recall,
        target_precision=target_precision,
        extracted=extracted,
    )
    return Settings(model, decision, content=content, headline=headline)


class _Read(NamedTuple):
    """A page, and who is to label it."""

    classifier: Classifier
    decision: Decision | None
    page: Page


class DocumentClassifier:
    """One process's models, with the decision that goes with each.

    Parameters
    ----------
    settings : Settings
        Which models, which decision.
    is_worker : bool, default: False
        Want of memory is raised, since other documents may take it: the worker ends then, and each
        document is done again by itself. Else the document fails.

    Raises
    ------
    ModelError
        For a model that cannot be used.
    ConfigurationError
        For a model of another kind than documents are to be read as, and for a target that a model
        cannot reach, be it the shipped one for pages of which there are none, or extracted text
        where it is HTML that is asked for or the model has no decision for it.
    """

    def __init__(self, settings: Settings, *, is_worker: bool = False) -> None:
        self._settings = settings
        self._is_worker = is_worker
        self._decision = settings.decision
        self._shipped = cache(self._load_shipped)
        self._own = None
        kind = settings.kind
        if settings.model is not None:
            classifier = load_model(settings.model, allow_mismatch=settings.allow_mismatch)
            refuse_other_kind(classifier, None if kind == "auto" else kind)
            self._own, kind = self._with_decision(classifier), classifier.kind
        if self._decision == "extracted" and kind == "html":
            raise ConfigurationError(
                "extracted is for plain text, and html pages are asked for; give one of them"
            )
        if self._own is None and isinstance(self._decision, Target):
            for shipped in SHIPPED:  # before any page is read: one may not reach it
                self._shipped(shipped)

    def __call__(self, document: Document) -> Outcome:
        """Read and classify a document; what goes wrong with it stays with it."""
        (outcome,) = self.classify_many([document])
        return outcome

    def classify_many(
        self, documents: Sequence[Document], timing: Timing = nullcontext
    ) -> Iterator[Outcome]:
        """Read and classify documents, the small ones of a kind in the same passes.

        Parameters
        ----------
        documents : sequence of Document
            Few, since all small pages are in memory until the last document is read.
        timing : callable, optional
            Gives the context in which a document, or as many as share a pass, are worked on.

        Yields
        ------
        Outcome
            One a document, in order, the same as each by itself: what goes wrong with a document
            stays with it.

        Raises
        ------
        BoilerclfError
            Where no document can be classified, such as for a model that cannot be used; those
            before come first.
        MemoryError
            In a worker, for want of memory.
        """
        outcomes: dict[int, Outcome] = {}
        small: dict[int, _Read] = {}
        fault: BoilerclfError | None = None
        for place, document in enumerate(documents):
            try:
                with timing(1):
                    read = self._read(document)
                    if not isinstance(read, _Read):
                        outcomes[place] = read, None
                    elif read.classifier.can_share(read.page):
                        small[place] = read
                    else:
                        outcomes[place] = self._labelled([read])[0]
            except BoilerclfError as error:
                fault = error
                break
        for kind in SHIPPED:
            places = [place for place, read in small.items() if read.page.kind == kind]
            if places:
                with timing(len(places)):
                    labelled = self._labelled([small[place] for place in places])
                outcomes |= zip(places, labelled, strict=True)
        for place in range(len(outcomes)):
            yield outcomes[place]
        if fault is not None:
            raise fault

    def _read(self, document: Document) -> _Read | str:
        """Return a document's page and who is to label it, or why there is no page."""
        if document.error:
            return document.error
        try:
            if self._own is None:
                page = document.to_page()
                return _Read(*self._shipped(page.kind), page)
            classifier, decision = self._own
            if document.kind == "auto":
                document = replace(document, kind=classifier.kind)
            if document.kind != classifier.kind:
                return f"the page is {document.kind}, the model labels {classifier.kind}"
            return _Read(classifier, decision, document.to_page())
        except BoilerclfError:
            raise  # no document's fault, and no other document would fare better
        except Exception as error:
            return self._fault(error)

    def _labelled(self, read: list[_Read]) -> list[Outcome]:
        """Label pages of one classifier; where that fails, each by itself."""
        classifier, decision, _ = read[0]
        try:
            labelled = classifier.classify_pages(
                [its.page for its in read], decision, explained=self._settings.with_reasons
            )
            return [("", self._finished(page)) for page in labelled]
        except BoilerclfError:
            raise  # one page by itself would not fare better
        except Exception as error:
            if len(read) > 1:
                return [self._labelled([its])[0] for its in read]
            return [(self._fault(error), None)]

    def _fault(self, error: Exception) -> str:
        """Say what a fault of ours was; it costs one document, not all."""
        if not isinstance(error, MemoryError):
            return f"internal error: {type(error).__name__}: {error}"
        if self._is_worker:
            raise error
        return TOO_LARGE

    def _finished(self, labelled: ClassifiedPage) -> ClassifiedPage:
        """Add what was asked for beside labels."""
        settings = self._settings
        if settings.with_reasons:
            reasons = labelled.explain().noise_families()
            labelled = replace(labelled, reasons=reasons, explainer=None)
        labelled = labelled.with_headline(settings.headline)
        if settings.content != "text":
            # Written here, where all cores work; the page remembers it.
            labelled.content_as(settings.content)
        return labelled

    def identities(self) -> list[str]:
        """Return names and digests of the models, and the decision that goes with each.

        Returns
        -------
        list of str
            One for the model of the settings, or one for each shipped model.
        """
        own = [self._own] if self._own else [self._shipped(kind) for kind in SHIPPED]
        return [f"{model.identity}: {decision or model.own_rule}" for model, decision in own]

    def _load_shipped(self, kind: Kind) -> tuple[Classifier, Decision | None]:
        classifier = load_model(kind, allow_mismatch=self._settings.allow_mismatch)
        return self._with_decision(classifier)

    def _with_decision(self, classifier: Classifier) -> tuple[Classifier, Decision | None]:
        return classifier, classifier.decision_of(self._decision)
