"""What a classifier adds up for each block: the parts of both passes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from boilerclf.classified import ClassifiedPage
from boilerclf.classified.explanation import Explanation, PassParts
from boilerclf.classified.reason_names import AROUND, INTERCEPT, PAGE_KIND
from boilerclf.features.columns import columns_of
from boilerclf.features.featurizer import Features
from boilerclf.features.kinds import KINDS
from boilerclf.model.decision import Decision
from boilerclf.model.families import first_families
from boilerclf.model.gate import Gate
from boilerclf.model.linear import AdditiveModel, log_odds_of, sigmoid
from boilerclf.page import Kind

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
    gate_shares : float64 array of shape (n_blocks,) or None
        The probability that the gate is open for each block's page; None for a model without one.
    gated : float64 array of shape (n_blocks,)
        How much of the first pass's log-odds is due to that.
    """

    first: PassParts
    second: PassParts | None
    n_words: NDArray[np.float32]
    gate_shares: NDArray[np.float64] | None
    gated: NDArray[np.float64]

    def of_blocks(self, start: int, end: int) -> Evidence:
        """Return the evidence of some consecutive blocks."""
        return Evidence(
            self.first.of_blocks(start, end),
            None if self.second is None else self.second.of_blocks(start, end),
            self.n_words[start:end],
            None if self.gate_shares is None else self.gate_shares[start:end],
            self.gated[start:end],
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
            gate_share=None if self.gate_shares is None else float(self.gate_shares[0]),
            gated=self.gated,
            is_hidden=page.page.is_unseen,
        )


class PassInput(NamedTuple):
    """One pass of a model, and what it reads of the blocks of some pages.

    Parameters
    ----------
    model : AdditiveModel
        The weights of the pass.
    knots : float32 array of shape (n_blocks, n_columns)
        Its named columns, in units of knots.
    hashed : float64 array of shape (n_blocks,)
        What its hashed columns add to each block's log-odds; zeros where it has none.
    """

    model: AdditiveModel
    knots: NDArray[np.float32]
    hashed: NDArray[np.float64]


def gather(
    kind: Kind,
    features: Features,
    first: PassInput,
    second: PassInput | None,
    gate: Gate | None,
) -> Evidence:
    """Gather what a classifier adds up for the blocks of pages that share a pass.

    Parameters
    ----------
    kind : {"html", "text"}
        The kind of the pages.
    features : Features
        The columns of the pages.
    first, second : PassInput
        Both passes; the second is None for a model of one pass.
    gate : Gate or None
        The model's gate; None where it has none.

    Returns
    -------
    Evidence
        Of all blocks of the pages.
    """
    parts, shares, gated = _first_parts(kind, features, first, gate)
    of_second = None if second is None else _second_parts(kind, second)
    return Evidence(parts, of_second, features.n_words, shares, gated)


def _first_parts(
    kind: Kind, features: Features, first: PassInput, gate: Gate | None
) -> tuple[PassParts, NDArray[np.float64] | None, NDArray[np.float64]]:
    """Return the parts of the first pass, then two numbers of each block.

    The probability that the gate is open for its page, and what that adds to its log-odds.
    """
    model, knots, hashed = first
    parts, shares = model.contributions(knots), None
    offset, gated = np.zeros(len(parts)), np.zeros(len(parts))
    if gate is not None:
        of_pages = gate.page_shares(features)
        shares = of_pages[features.spans.page_of]
        offset = shares * gate.offset
        opened = _opened_parts(gate, model, features, of_pages)
        gated = (opened - parts).sum(axis=1, dtype=np.float64) + offset
        parts = opened
    others = {
        KINDS[kind].hashed_name: hashed,
        PAGE_KIND: offset,
        INTERCEPT: np.full(len(parts), model.intercept),
    }
    names = tuple(column.name for column in KINDS[kind].first_columns)
    return PassParts(names, first_families(kind), parts, knots, others), shares, gated


def _second_parts(kind: Kind, second: PassInput) -> PassParts:
    model, knots, hashed = second
    others = {
        KINDS[kind].hashed_name: hashed,
        INTERCEPT: np.full(len(knots), model.intercept),
    }
    names = tuple(column.name for column in columns_of(KINDS[kind].second))
    return PassParts(names, (AROUND,) * len(names), model.contributions(knots), knots, others)


def _opened_parts(
    gate: Gate, model: AdditiveModel, features: Features, shares: NDArray[np.float64]
) -> NDArray[np.float32]:
    """Return the parts of the first pass where each page has the curves that its share gives it."""
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
