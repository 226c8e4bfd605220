"""What a classifier adds up for each block: the parts of both passes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
from boilerclf.model.linear import AdditiveModel, sigmoid

if TYPE_CHECKING:
    from boilerclf.model.classifier import Classifier


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
    first, hashed = classifier.first, KINDS[classifier.kind].hashed.name
    parts, shares = first.contributions(features.knots), None
    offset, story = np.zeros(len(parts)), np.zeros(len(parts))
    if classifier.gate is not None:
        of_pages = classifier.gate.page_shares(features)
        shares = of_pages[features.spans.page_of]
        offset = shares * classifier.gate.offset
        opened = _opened_parts(classifier.gate, first, features, of_pages)
        story = (opened - parts).sum(axis=1, dtype=np.float64) + offset
        parts = opened
    names = tuple(column.name for column in classifier.featurizer.columns)
    of_first = PassParts(
        names,
        first_families(classifier.kind),
        parts,
        features.knots,
        {
            hashed: classifier.hashed_of(first, features),
            STORY: offset,
            INTERCEPT: np.full(len(parts), first.intercept),
        },
    )
    second = None
    if classifier.second is not None and second_knots is not None:
        names = tuple(column.name for column in classifier.featurizer.second_columns)
        second = PassParts(
            names,
            (AROUND,) * len(names),
            classifier.second.contributions(second_knots),
            second_knots,
            {
                hashed: classifier.hashed_of(classifier.second, features),
                INTERCEPT: np.full(len(parts), classifier.second.intercept),
            },
        )
    return Evidence(of_first, second, features.n_words, shares, story)


def _opened_parts(
    gate: Gate, model: AdditiveModel, features: Features, shares: NDArray[np.float64]
) -> NDArray[np.float32]:
    """Return the parts of the first pass, each page with its own curves."""
    spans = features.spans
    blocks = zip(spans.first_block.tolist(), spans.end_block.tolist(), shares.tolist(), strict=True)
    return np.concatenate(
        [
            gate.curves_for(model, share).contributions(features.knots[start:end])
            for start, end, share in blocks
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
    inside = np.clip(probabilities, 1e-12, 1 - 1e-12)
    moved = np.log(inside) - np.log1p(-inside) - log_odds
    return np.where(np.abs(probabilities - sigmoid(log_odds)) < 1e-9, 0.0, moved)
