"""What a classifier adds up for each block: the parts of both passes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.classified import ClassifiedPage
from boilerclf.classified.explanation import Explanation, PassParts
from boilerclf.classified.reason_names import AROUND, INTERCEPT, STORY
from boilerclf.features.featurizer import Features
from boilerclf.features.kinds import KINDS
from boilerclf.model.decision import Decision
from boilerclf.model.families import first_families
from boilerclf.model.gate import Gate
from boilerclf.model.linear import AdditiveModel, log_odds_of, sigmoid

if TYPE_CHECKING:
    from boilerclf.model.classifier import Classifier


_SAME: Final = 1e-9
"""Probabilities that differ by less are the same: pooling has not touched the block."""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """The parts of the log-odds of one page's blocks, or of several pages that share a pass.

    Parameters
    ----------
    first : PassParts
        The parts of the first pass.
    second : PassParts or None
        The parts of the second one; None for a model of one pass.
    n_words : float32 array of shape (n_blocks,)
        Words of each block.
    story_shares : float64 array of shape (n_blocks,) or None
        The probability that each block's page tells a story; None for a model without a gate.
    story : float64 array of shape (n_blocks,)
        How much of the first pass's log-odds is due to that.
    """

    first: PassParts
    second: PassParts | None
    n_words: NDArray[np.float32]
    story_shares: NDArray[np.float64] | None
    story: NDArray[np.float64]

    def of_blocks(self, start: int, end: int) -> Evidence:
        """Return the evidence of some consecutive blocks."""
        return Evidence(
            self.first.of_blocks(start, end),
            None if self.second is None else self.second.of_blocks(start, end),
            self.n_words[start:end],
            None if self.story_shares is None else self.story_shares[start:end],
            self.story[start:end],
        )

    def explain(self, rule: Decision, page: ClassifiedPage) -> Explanation:
        """Tell why the blocks of a page have their labels.

        Parameters
        ----------
        rule : Decision
            How labels were chosen.
        page : ClassifiedPage
            The page that this is the evidence of.

        Returns
        -------
        Explanation
            With reasons for every block.
        """
        alone = (self.second or self.first).total()
        return Explanation(
            page=page,
            first=self.first,
            second=self.second,
            company=np.where(page.page.is_unseen, 0.0, _company(page.probabilities, alone)),
            bar=rule.bar(page.probabilities, self.n_words),
            story_share=None if self.story_shares is None else float(self.story_shares[0]),
            story=self.story,
            is_hidden=page.page.is_unseen,
        )


def gather(
    classifier: Classifier,
    features: Features,
    second_knots: NDArray[np.float32] | None,
) -> Evidence:
    """Gather what a classifier adds up for the blocks of a pass.

    Parameters
    ----------
    classifier : Classifier
        The classifier.
    features : Features
        The columns of its first pass.
    second_knots : float32 array of shape (n_blocks, n_columns) or None
        The columns of its second pass, in units of knots; None for a model of one pass.

    Returns
    -------
    Evidence
        Of all blocks of the pass.
    """
    first, shares, story = _first_parts(classifier, features)
    second = None if second_knots is None else _second_parts(classifier, features, second_knots)
    return Evidence(first, second, features.n_words, shares, story)


def _first_parts(
    classifier: Classifier, features: Features
) -> tuple[PassParts, NDArray[np.float64] | None, NDArray[np.float64]]:
    """Return the parts of the first pass, and of each block the share and the effect of a story."""
    model, gate = classifier.first, classifier.gate
    parts, shares = model.contributions(features.knots), None
    offset, story = np.zeros(len(parts)), np.zeros(len(parts))
    if gate is not None:
        of_pages = gate.page_shares(features)
        shares = of_pages[features.spans.page_of]
        offset = shares * gate.offset
        opened = _opened_parts(gate, model, features, of_pages)
        story = (opened - parts).sum(axis=1, dtype=np.float64) + offset
        parts = opened
    others = {
        KINDS[classifier.kind].hashed_name: classifier.hashed_of(model, features),
        STORY: offset,
        INTERCEPT: np.full(len(parts), model.intercept),
    }
    names = tuple(column.name for column in classifier.featurizer.columns)
    found = PassParts(names, first_families(classifier.kind), parts, features.knots, others)
    return found, shares, story


def _second_parts(
    classifier: Classifier, features: Features, knots: NDArray[np.float32]
) -> PassParts | None:
    model = classifier.second
    if model is None:
        return None
    others = {
        KINDS[classifier.kind].hashed_name: classifier.hashed_of(model, features),
        INTERCEPT: np.full(len(knots), model.intercept),
    }
    names = tuple(column.name for column in classifier.featurizer.second_columns)
    return PassParts(names, (AROUND,) * len(names), model.contributions(knots), knots, others)


def _opened_parts(
    gate: Gate, model: AdditiveModel, features: Features, shares: NDArray[np.float64]
) -> NDArray[np.float32]:
    """Return the parts of the first pass, each page with its own curves."""
    return np.concatenate(
        [
            gate.curves_for(model, share).contributions(features.knots[start:end])
            for (start, end), share in zip(features.spans.edges, shares.tolist(), strict=True)
        ]
    )


def nothing_found() -> Evidence:
    """Return the evidence of a page without blocks."""
    none = np.zeros((0, 0), np.float32)
    parts = PassParts((), (), none, none, {INTERCEPT: np.zeros(0)})
    return Evidence(parts, None, np.zeros(0, np.float32), None, np.zeros(0))


def _company(
    probabilities: NDArray[np.float64], log_odds: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the log-odds of pooled probabilities less those of each block alone."""
    moved = log_odds_of(probabilities) - log_odds
    is_same = np.abs(probabilities - sigmoid(log_odds)) < _SAME
    return np.where(is_same, 0.0, moved)
