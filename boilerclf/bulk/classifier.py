"""One process's models, and documents classified by them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from boilerclf.errors import BoilerclfError
from boilerclf.model import (
    SHIPPED,
    Classifier,
    Decision,
    load_model,
    noise_reasons,
    shipped_model,
)
from boilerclf.page import ClassifiedPage, Kind, Page
from boilerclf.sources import Document

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


@dataclass(frozen=True, slots=True)
class Settings:
    """How documents are classified; small, hashable, and can be sent anywhere.

    Parameters
    ----------
    model : str or None, default: None
        A model's name or folder, which reads every document as its own kind where nothing says
        what the document is; None takes the shipped model for what each document is.
    decision : Decision, Target or None, default: None
        How labels are chosen from probabilities; None leaves it to the model.
    allow_mismatch : bool, default: False
        Take a model trained on columns of other names.
    with_reasons : bool, default: False
        Say of each block what speaks most for noise; takes about half as long again.
    """

    model: str | None = None
    decision: Decision | Target | None = None
    allow_mismatch: bool = False
    with_reasons: bool = False


class DocumentClassifier:
    """One process's models, with the decision that goes with each.

    Parameters
    ----------
    settings : Settings
        Which models, which decision.

    Raises
    ------
    ModelError
        For a model that cannot be used.
    ConfigurationError
        For a target that the model cannot reach.
    """

    def __init__(self, settings: Settings) -> None:
        self._decision = settings.decision
        self._with_reasons = settings.with_reasons
        self._shipped = cache(self._load_shipped)
        self._own = None
        if settings.model is not None:
            classifier = load_model(settings.model, allow_mismatch=settings.allow_mismatch)
            self._own = self._with_decision(classifier)

    def __call__(self, document: Document) -> Outcome:
        """Read and classify a document; what goes wrong with it stays with it."""
        if document.error:
            return document.error, None
        try:
            return self._classify(document)
        except BoilerclfError:
            raise  # no document's fault, and no other document would fare better
        except MemoryError:
            return "takes more memory than there is, or than a worker may take", None
        except Exception as error:  # a fault of ours costs one document, not all
            return f"internal error: {type(error).__name__}: {error}", None

    def _classify(self, document: Document) -> Outcome:
        if self._own is None:
            page = document.to_page()
            classifier, decision = self._shipped(page.kind)
            return "", self._labelled(classifier, page, decision)
        classifier, decision = self._own
        if document.kind == "auto":
            document = replace(document, kind=classifier.kind)
        if document.kind != classifier.kind:
            return f"the page is {document.kind}, the model labels {classifier.kind}", None
        return "", self._labelled(classifier, document.to_page(), decision)

    def _labelled(
        self, classifier: Classifier, page: Page, decision: Decision | None
    ) -> ClassifiedPage:
        labelled = classifier.classify_page(page, decision)
        if not self._with_reasons:
            return labelled
        return replace(labelled, reasons=noise_reasons(classifier, page, labelled.kept))

    def identities(self) -> list[str]:
        """Return names and digests of the models, and the decision that goes with each."""
        own = [self._own] if self._own else [self._shipped(kind) for kind in SHIPPED]
        return [f"{model.identity}: {decision or model.card.decision}" for model, decision in own]

    def _load_shipped(self, kind: Kind) -> tuple[Classifier, Decision | None]:
        return self._with_decision(shipped_model(kind))

    def _with_decision(self, classifier: Classifier) -> tuple[Classifier, Decision | None]:
        if isinstance(self._decision, Target):
            target = self._decision
            return classifier, classifier.decision_for(target=target.measure, value=target.value)
        return classifier, self._decision
