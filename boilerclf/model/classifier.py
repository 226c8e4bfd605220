"""The classifier: two additive models in a row, and a decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from boilerclf.classified import ClassifiedPage
from boilerclf.errors import ConfigurationError, ModelError
from boilerclf.features.featurizer import Features, Featurizer
from boilerclf.features.kinds import Scorer
from boilerclf.lazy import cached_property
from boilerclf.model.asked import AskedDecision, Data, Target, asked_decision, document_of
from boilerclf.model.card import ModelCard
from boilerclf.model.decision import Decision, decision_for_page, rule_in_words
from boilerclf.model.gate import Gate
from boilerclf.model.linear import AdditiveModel, sigmoid
from boilerclf.model.scored import NOTHING, Scored
from boilerclf.model.units import find_units
from boilerclf.page import Kind, Page
from boilerclf.segment import segment
from boilerclf.segment.decoding.mistaken import warned

if TYPE_CHECKING:
    from boilerclf.classified.explanation import Explanation
    from boilerclf.model.explanation import Evidence


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
        The second pass, whose columns are made of the first one's probabilities of all blocks of
        the page; None for a model of one pass.
    gate : Gate or None, default: None
        How a page of another kind changes the first pass; None where it changes nothing.
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
        self.first.refuse_other_columns(len(featurizer.columns), "first")
        if self.gate is not None and self.gate.curves.shape != self.first.curves.shape:
            message = "the gate has other columns than the first pass: retrain the model"
            raise ModelError(message)
        if self.second is not None:
            self.second.refuse_other_columns(len(featurizer.second_columns), "second")

    @property
    def kind(self) -> Kind:
        """The kind of pages this classifier labels."""
        return self.card.kind

    @property
    def identity(self) -> str:
        """The model's name and the start of its digest, as records carry it."""
        return f"{self.card.name}@{self.digest[:12]}" if self.digest else self.card.name

    @property
    def own_rule(self) -> str:
        """How labels are chosen where nobody says otherwise, in words."""
        extracted = None if self.gate is None else self.card.extracted
        return rule_in_words(self.card.decision, extracted)

    def probabilities(self, page: Page) -> NDArray[np.float64]:
        """Return the probability of content for every block.

        Parameters
        ----------
        page : Page
            A page of this classifier's kind.

        Returns
        -------
        float64 array of shape (n_blocks,)
            In [0, 1]; 0 for blocks that no visitor can bring to view, whatever the weights say;
            empty for a page without blocks.

        Raises
        ------
        ConfigurationError
            Where the page is of the other kind.
        """
        return self.score(page).probabilities

    def score(self, page: Page) -> Scored:
        """Return the probability of content for every block, alone and with what belongs to it.

        Parameters
        ----------
        page : Page
            A page of this classifier's kind.

        Returns
        -------
        Scored
            Empty arrays for a page without blocks.

        Raises
        ------
        ConfigurationError
            Where the page is of the other kind.
        """
        return next(self._scored([page]))

    def _scored(self, pages: Sequence[Page], *, explained: bool = False) -> Iterator[Scored]:
        """Yield what is found of the blocks of each page."""
        for page in pages:
            if not isinstance(page, Page):
                message = (
                    f"wanted pages as boilerclf.segment.segment makes them, saw "
                    f"{type(page).__name__}: give documents to classify"
                )
                raise TypeError(message)
            if page.kind != self.kind:
                message = (
                    f"this model labels {self.kind} pages and the page is {page.kind}: "
                    f"take a model of kind {page.kind}"
                )
                raise ConfigurationError(message)
        found = self._found((page for page in pages if page.n_blocks), explained)
        for page in pages:
            if not page.n_blocks:
                yield NOTHING
                continue
            yield next(found)

    def _found(self, pages: Iterable[Page], explained: bool) -> Iterator[Scored]:
        for part in self.featurizer.group_into_passes(pages):
            features = self.featurizer.first(*part)
            shares = None if self.gate is None else self.gate.page_shares(features)
            alone, knots = self._second(features, self.first_pass(features, shares))
            evidence = self._evidence(features, knots) if explained else None
            pooled = find_units(features.view).pooled(
                alone, features.n_words, keeps_comments=self.card.keeps_comments
            )
            of_pages = [None] * len(part) if shares is None else shares.tolist()
            end = 0
            for page, headline, share in zip(part, features.view.headlines, of_pages, strict=True):
                start, end = end, end + page.n_blocks
                at, parts = slice(start, end), evidence and evidence.of_blocks(start, end)
                yield Scored(pooled[at], alone[at], features.n_words[at], headline, share, parts)

    def first_pass(
        self, features: Features, shares: NDArray[np.float64] | None = None
    ) -> NDArray[np.float64]:
        """Return the probabilities that the first pass gives the blocks of pages.

        Parameters
        ----------
        features : Features
            From `Featurizer.first`.
        shares : float64 array of shape (n_pages,), optional
            From `Gate.page_shares`, where they are known already.

        Returns
        -------
        float64 array of shape (n_blocks,)
            Probabilities of content.
        """
        hashed = self._hashed(self._first_scorer, features)
        if self.gate is None:
            scores = np.empty(len(hashed))
            for blocks, knots in features.in_stretches():
                scores[blocks] = self.first.scores(knots, hashed[blocks])
            return sigmoid(scores)
        if shares is None:
            shares = self.gate.page_shares(features)
        return sigmoid(self.gate.scores(self.first, features, shares, hashed))

    def second_pass(
        self, features: Features, probability: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the probabilities that the second pass makes of the first one's.

        Parameters
        ----------
        features : Features
            The columns of the first pass.
        probability : float64 array of shape (n_blocks,)
            From `first_pass`.

        Returns
        -------
        float64 array of shape (n_blocks,)
            Probabilities of content; the first pass's own for a model of one pass.
        """
        return self._second(features, probability)[0]

    def _second(
        self, features: Features, probability: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float32] | None]:
        """Return the probabilities, and the columns of the second pass where there is one."""
        if self.second is None:
            return probability, None
        knots = self.featurizer.second(features, probability)
        hashed = self._hashed(self._second_scorer, features)
        return sigmoid(self.second.scores(knots, hashed)), knots

    def _hashed(self, scorer: Scorer | None, features: Features) -> NDArray[np.float64]:
        """Return what a pass's hashed columns add to each block's score; zeros without any."""
        if scorer is None:
            return np.zeros(len(features.n_words))
        return scorer.block_scores(features.view)

    @cached_property
    def _first_scorer(self) -> Scorer | None:
        return self._scorer(self.first)

    @cached_property
    def _second_scorer(self) -> Scorer | None:
        return None if self.second is None else self._scorer(self.second)

    def _scorer(self, model: AdditiveModel) -> Scorer | None:
        return self.featurizer.scorer(model.hashed) if len(model.hashed) else None

    def _evidence(self, features: Features, second_knots: NDArray[np.float32] | None) -> Evidence:
        """Return what both passes add up for each block."""
        from boilerclf.model.explanation import PassInput, gather  # noqa: PLC0415  # few pages are explained

        hashed = self._hashed(self._first_scorer, features)
        first, second = PassInput(self.first, features.knots, hashed), None
        if self.second is not None and second_knots is not None:
            hashed = self._hashed(self._second_scorer, features)
            second = PassInput(self.second, second_knots, hashed)
        return gather(self.kind, features, first, second, self.gate)

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
        """Tell if a page is so small that it takes less time with others in `classify_pages`."""
        return self.featurizer.can_share(page)

    def classify_pages(
        self,
        pages: Sequence[Page],
        decision: Decision | None = None,
        *,
        explained: bool = False,
    ) -> list[ClassifiedPage]:
        """Label every block of several pages.

        Parameters
        ----------
        pages : sequence of Page
            Pages of this classifier's kind.
        decision : Decision, optional
            How labels are chosen; the model's own where left out.
        explained : bool, default: False
            Keep what was added up for each block, about 2 kB, so that `ClassifiedPage.explain`
            does not compute the page's columns again.

        Returns
        -------
        list of ClassifiedPage
            One a page, in order, the same as from `classify_page`, bit by bit; empty for no pages.

        Raises
        ------
        TypeError
            For what is no page, such as a document.
        ConfigurationError
            Where a page is of the other kind.
        """
        found = zip(pages, self._scored(pages, explained=explained), strict=True)
        return [self._labelled(page, scored, decision) for page, scored in found]

    def _labelled(self, page: Page, scored: Scored, decision: Decision | None) -> ClassifiedPage:
        card = self.card
        rule = decision or decision_for_page(card.decision, card.extracted, scored.gate_share)
        return ClassifiedPage(
            page,
            scored.probabilities,
            rule.apply(scored.probabilities, scored.n_words) & ~page.is_unseen,
            self.identity,
            str(rule),
            headline_block=scored.headline,
            explainer=partial(_explained, self, scored.evidence, rule),
        )

    def classify(
        self,
        data: Data,
        *,
        source: str = "",
        threshold: float | str | None = None,
        target_recall: float | None = None,
        target_precision: float | None = None,
    ) -> ClassifiedPage:
        """Read a document as this classifier's kind and label its blocks.

        Parameters
        ----------
        data : str, bytes, bytearray or memoryview
            The document.
        source : str, default: ""
            Where it came from.
        threshold, target_recall, target_precision : float or None, default: None
            How labels are chosen, as in `boilerclf.classify`.

        Returns
        -------
        ClassifiedPage
            With status "failed" and no blocks if the data is no document of this kind.

        Raises
        ------
        TypeError
            For data of another type.
        ConfigurationError
            For more than one way to choose labels, or one that this model does not have.
        """
        asked = asked_decision(
            threshold=threshold, target_recall=target_recall, target_precision=target_precision
        )
        document = document_of(data)
        page = warned(segment(document, kind=self.kind, source=source), document)
        return self.classify_page(page, self.decision_of(asked))

    def decision_of(self, asked: AskedDecision) -> Decision | None:
        """Return the decision that was asked for, a target bought from this model's curve.

        Parameters
        ----------
        asked : Decision, Target, "extracted" or None
            As from `asked_decision`.

        Returns
        -------
        Decision or None
            None where nothing was asked for: the model's own.

        Raises
        ------
        ConfigurationError
            Where the model does not reach the target, or has no decision for extracted text.
        """
        if isinstance(asked, Target):
            return self.card.decision_for(target=asked.measure, value=asked.value)
        return self.card.decision_for_extracted() if asked == "extracted" else asked

    def stored_as(self, digest: str) -> Classifier:
        """Return the same classifier with the digest it was stored or read under."""
        return replace(self, digest=digest)


def _explained(
    classifier: Classifier, evidence: Evidence | None, rule: Decision, page: ClassifiedPage
) -> Explanation:
    """Tell why a page's blocks have their labels; computes its columns if there is no evidence."""
    if evidence is None:
        evidence = next(classifier._scored([page.page], explained=True)).evidence
    if evidence is None:  # of a page without blocks
        from boilerclf.model.explanation import nothing_found  # noqa: PLC0415  # few pages are explained

        evidence = nothing_found()
    return evidence.explain(rule, page)
