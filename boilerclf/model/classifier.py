"""The classifier: two additive models in a row, and a decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from boilerclf.errors import ConfigurationError, ModelError
from boilerclf.features.featurizer import Featurizer
from boilerclf.features.html import HtmlFeatures
from boilerclf.features.path_weights import PathWeights
from boilerclf.features.text import TextFeatures
from boilerclf.model.card import ModelCard
from boilerclf.model.decision import Decision
from boilerclf.model.gate import Gate
from boilerclf.model.linear import AdditiveModel, sigmoid
from boilerclf.page import ClassifiedPage, Kind, Page
from boilerclf.segment import segment


@dataclass(frozen=True, eq=False)
class Classifier:
    """Labels the blocks of pages of one kind.

    Parameters
    ----------
    card : ModelCard
        What the model says of itself.
    first : AdditiveModel
        The first pass: a block and what is around it.
    second : AdditiveModel or None
        The second pass, which sees only what the first one thought of everything around; None for
        a model of one pass.
    gate : Gate or None, default: None
        What the kind of page changes in the first pass; None for a model that asks for no kind.
    digest : str, default: ""
        SHA-256 of the stored model; empty for one that was not stored.
    """

    card: ModelCard
    first: AdditiveModel
    second: AdditiveModel | None = None
    gate: Gate | None = None
    digest: str = ""
    featurizer: Featurizer = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse weights that do not fit the columns of this program."""
        featurizer = Featurizer(self.card.kind)
        object.__setattr__(self, "featurizer", featurizer)
        _refuse_misfit("first", self.first, len(featurizer.columns))
        if self.gate is not None and self.gate.curves.shape != self.first.curves.shape:
            message = "the gate has other columns than the first pass: retrain the model"
            raise ModelError(message)
        if self.second is not None:
            _refuse_misfit("second", self.second, len(featurizer.second_columns))

    @property
    def kind(self) -> Kind:
        """The kind of pages this classifier labels."""
        return self.card.kind

    @property
    def identity(self) -> str:
        """The model's name and the start of its digest, as records carry it."""
        return f"{self.card.name}@{self.digest[:12]}" if self.digest else self.card.name

    def probabilities(self, page: Page) -> NDArray[np.float64]:
        """Return the probability of content for every block.

        Parameters
        ----------
        page : Page
            A page of this classifier's kind.

        Returns
        -------
        float64 array of shape (n_blocks,)
            In [0, 1]; empty for a page without blocks.

        Raises
        ------
        ConfigurationError
            Where the page is of the other kind.
        """
        return next(self._scored([page]))[0]

    def _scored(
        self, pages: Sequence[Page]
    ) -> Iterator[tuple[NDArray[np.float64], NDArray[np.float32]]]:
        """Yield probabilities and words of every block, page by page."""
        for page in pages:
            if page.kind != self.kind:
                message = (
                    f"this model labels {self.kind} pages and the page is {page.kind}: "
                    f"take a model of kind {page.kind}"
                )
                raise ConfigurationError(message)
        found = self._found(page for page in pages if page.n_blocks)
        for page in pages:
            yield next(found) if page.n_blocks else (np.zeros(0), np.zeros(0, np.float32))

    def _found(
        self, pages: Iterable[Page]
    ) -> Iterator[tuple[NDArray[np.float64], NDArray[np.float32]]]:
        # A gate makes another model of each page.
        parts = self.featurizer.parts(pages) if self.gate is None else ([page] for page in pages)
        for part in parts:
            features = self.featurizer.first(*part)
            probability = self.second_pass(features, self.first_pass(features))
            end = 0
            for page in part:
                start, end = end, end + page.n_blocks
                yield probability[start:end], features.n_words[start:end]

    def first_pass(self, features: HtmlFeatures | TextFeatures) -> NDArray[np.float64]:
        """Return what the first pass alone thinks of a page.

        Parameters
        ----------
        features : HtmlFeatures or TextFeatures
            From `Featurizer.first`, for a page with blocks.

        Returns
        -------
        float64 array of shape (n_blocks,)
            Probabilities of content.
        """
        return sigmoid(self._scores(self.first_for(features), features, features.knots))

    def first_for(self, features: HtmlFeatures | TextFeatures) -> AdditiveModel:
        """Return the first pass as it is for a page: one curve a column, the gate open or shut.

        Parameters
        ----------
        features : HtmlFeatures or TextFeatures
            From `Featurizer.first`.

        Returns
        -------
        AdditiveModel
            The same for all pages where the model has no gate.
        """
        if self.gate is None:
            return self.first
        return self.gate.opened(self.first, features.knots, features.n_words)

    def second_pass(
        self, features: HtmlFeatures | TextFeatures, probability: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return what the second pass thinks of a page, knowing the first one's answer.

        Parameters
        ----------
        features : HtmlFeatures or TextFeatures
            What the first pass saw.
        probability : float64 array of shape (n_blocks,)
            From `first_pass`.

        Returns
        -------
        float64 array of shape (n_blocks,)
            Probabilities of content; the first pass's own for a model of one pass.
        """
        if self.second is None:
            return probability
        knots = self.featurizer.second(features, probability)
        return sigmoid(self._scores(self.second, features, knots))

    def _scores(
        self,
        model: AdditiveModel,
        features: HtmlFeatures | TextFeatures,
        knots: NDArray[np.float32],
    ) -> NDArray[np.float64]:
        return model.scores(knots, self._hashed(model, features))

    def first_hashed(self, features: HtmlFeatures | TextFeatures) -> NDArray[np.float64]:
        """Return what the first pass's hashed columns add to each block's score.

        Parameters
        ----------
        features : HtmlFeatures or TextFeatures
            From `Featurizer.first`.

        Returns
        -------
        float64 array of shape (n_blocks,)
            Zeros for a model without hashed columns.
        """
        return self._hashed(self.first, features)

    def _hashed(
        self, model: AdditiveModel, features: HtmlFeatures | TextFeatures
    ) -> NDArray[np.float64]:
        if not len(model.hashed):
            return np.zeros(len(features.n_words))
        return self.featurizer.hashed_scores(features, self._prepared[model is self.second])

    @cached_property
    def _prepared(self) -> tuple[PathWeights | NDArray[np.float32], ...]:
        """Return the hashed columns' weights of both passes, made ready at the first page."""
        models = (self.first, self.second) if self.second is not None else (self.first,)
        return tuple(
            self.featurizer.prepare(model.hashed) if len(model.hashed) else model.hashed
            for model in models
        )

    def classify_page(self, page: Page, decision: Decision | None = None) -> ClassifiedPage:
        """Label every block of a page.

        Parameters
        ----------
        page : Page
            A page of this classifier's kind.
        decision : Decision, optional
            How labels are chosen; the model's own where left out.

        Returns
        -------
        ClassifiedPage
            As many labels as the page has blocks.

        Raises
        ------
        ConfigurationError
            Where the page is of the other kind.
        """
        return self.classify_pages([page], decision)[0]

    def can_share(self, page: Page) -> bool:
        """Tell if a page takes less time in `classify_pages` than alone: small, of plain text."""
        return self.gate is None and self.featurizer.can_share(page)

    def classify_pages(
        self, pages: Sequence[Page], decision: Decision | None = None
    ) -> list[ClassifiedPage]:
        """Label every block of several pages.

        Parameters
        ----------
        pages : sequence of Page
            Pages of this classifier's kind.
        decision : Decision, optional
            How labels are chosen; the model's own where left out.

        Returns
        -------
        list of ClassifiedPage
            One a page, in order, the same as from `classify_page`, bit by bit; empty for no pages.

        Raises
        ------
        ConfigurationError
            Where a page is of the other kind.
        """
        rule = decision or self.card.decision
        said = self.identity, str(rule)
        return [
            ClassifiedPage(page, probability, rule.apply(probability, n_words), *said)
            for page, (probability, n_words) in zip(pages, self._scored(pages), strict=True)
        ]

    def classify(
        self,
        data: str | bytes,
        *,
        source: str = "",
        decision: Decision | None = None,
    ) -> ClassifiedPage:
        """Read a document as this classifier's kind and label its blocks.

        Parameters
        ----------
        data : str or bytes
            The document.
        source : str, default: ""
            Where it came from.
        decision : Decision, optional
            How labels are chosen; the model's own where left out.

        Returns
        -------
        ClassifiedPage
            With status "failed" and no blocks for what is no such document.
        """
        return self.classify_page(segment(data, kind=self.kind, source=source), decision)

    def own_decision(self, *, extracted: bool = False) -> Decision:
        """Return the model's own decision for what its pages are.

        Parameters
        ----------
        extracted : bool, default: False
            True for text that another extractor has cleaned: little of it is noise, and only what
            surely is gets dropped. HTML is never such text.

        Returns
        -------
        Decision
            For pages as they were crawled where False.

        Raises
        ------
        ConfigurationError
            Where a model of plain text has no decision for extracted text.
        """
        if not extracted or self.kind == "html":
            return self.card.decision
        if self.card.extracted is None:
            message = (
                f"model {self.card.name!r} has no decision for extracted text: retrain it on "
                "records that name their extractor, or give a threshold"
            )
            raise ConfigurationError(message)
        return self.card.extracted

    def decision_for(self, *, target: Literal["recall", "precision"], value: float) -> Decision:
        """Buy a threshold from the model's out-of-fold curve.

        Parameters
        ----------
        target : {"recall", "precision"}
            What has to be reached, over the words of the training corpora's held-out folds.
        value : float
            The share of words, above 0 and below 1.

        Returns
        -------
        Decision
            The highest threshold that reaches the recall, or the lowest that reaches the precision.

        Raises
        ------
        ConfigurationError
            Where the value is no share, the model has no curve, or the curve never reaches it.
        """
        if not 0 < value < 1:
            message = f"target {target} {value:g} is not usable: give a share above 0 and below 1"
            raise ConfigurationError(message)
        curve = np.array(self.card.curve).reshape(-1, 3)
        reached = curve[:, 1 if target == "recall" else 2] >= value
        if not reached.any():
            message = (
                f"this model does not reach a {target} of {value:g} on its held-out folds: "
                "give a lower target, or --threshold"
            )
            raise ConfigurationError(message)
        thresholds = curve[reached, 0]
        threshold = thresholds.max() if target == "recall" else thresholds.min()
        return Decision("threshold", float(threshold), target=f"{target} {value:g}")

    def stored_as(self, digest: str) -> Classifier:
        """Return the same classifier with the digest it was stored or read under."""
        return replace(self, digest=digest)


def _refuse_misfit(name: str, model: AdditiveModel, n_columns: int) -> None:
    if len(model.curves) != n_columns:
        message = (
            f"the {name} pass has {len(model.curves)} columns and this program computes "
            f"{n_columns}: retrain the model"
        )
        raise ModelError(message)
