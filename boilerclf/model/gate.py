"""The gate: how likely a page is of one of two kinds, and what that changes for its blocks.

A list of teasers is content on a page of lists, and noise beside a story; a single curve for a
column cannot say both. So each column of the first pass has a second curve, which is multiplied by
the probability that the gate is open, and added to the first. The gate opens for HTML that tells a
story, and for plain text that an extractor has cleaned, where a short line is seldom noise. It
knows a page by the means of its columns, and HTML by the words of its class and id names and of
what it declares as well (`boilerclf.segment.tree.declared`).

Source: mixtures of experts, Jacobs, Jordan, Nowlan and Hinton 1991, with a gate that is fitted by
itself, on pages whose kind is known.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.featurizer import Features
from boilerclf.features.summary import page_summary
from boilerclf.model.linear import AdditiveModel, CurveTable, kinds_of_curves, sigmoid


@dataclass(frozen=True, eq=False)
class Gate:
    """A logistic regression over a page's summary and words, and the curves that it adds.

    Parameters
    ----------
    intercept : float
        Log-odds of an open gate for a page without words whose means are all 0.
    weights : float32 array of shape (2 * n_own,)
        The weight of each mean (`boilerclf.features.summary.page_summary`).
    words : float32 array of shape (n_page_words,)
        The weight of each hashed word of the page's names and of what it declares; empty for plain
        text, which has none.
    offset : float
        What an open gate adds to the score of each block.
    curves : float32 array of shape (n_columns, N_KNOTS)
        What an open gate adds to the curve of each column.

    Examples
    --------
    >>> from boilerclf.features.columns import N_KNOTS
    >>> flat = np.zeros((1, N_KNOTS), np.float32)
    >>> gate = Gate(0.0, np.zeros(2, np.float32), flat[0, :0], 4.0, flat + 2)
    >>> model = gate.curves_for(AdditiveModel(1.0, flat, flat[0, :0]), 0.5)
    >>> model.intercept, float(model.curves[0, 0])
    (3.0, 1.0)
    """

    intercept: float
    weights: NDArray[np.float32]
    words: NDArray[np.float32]
    offset: float
    curves: NDArray[np.float32]

    def shares(
        self, summaries: NDArray[np.float64], words: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the probability that the gate is open for each page.

        Parameters
        ----------
        summaries : float64 array of shape (n_pages, 2 * n_own)
            The pages' means.
        words : float64 array of shape (n_pages,)
            The sums of the weights of each page's words.

        Returns
        -------
        float64 array of shape (n_pages,)
            0 to 1.
        """
        scores: NDArray[np.float64] = summaries @ self.weights.astype(np.float64)
        scores += words + self.intercept
        return sigmoid(scores)

    def page_shares(self, features: Features) -> NDArray[np.float64]:
        """Return the probability that the gate is open for each page.

        Parameters
        ----------
        features : Features
            The pages' columns.

        Returns
        -------
        float64 array of shape (n_pages,)
            0 to 1; each depends on its own page only.
        """
        spans, (pages, columns) = features.spans, features.view.page_words
        words = np.bincount(pages, self.words[columns], spans.n_pages).astype(np.float64)
        shares = np.empty(spans.n_pages)
        # One row at a time: with several rows, the terms may be summed in another order.
        for page, (start, end) in enumerate(spans.edges):
            row = page_summary(features.own[:, start:end], features.n_words[start:end])
            shares[page] = self.shares(row[None], words[page : page + 1])[0]
        return shares

    def scores(
        self,
        model: AdditiveModel,
        features: Features,
        shares: NDArray[np.float64],
        hashed_scores: NDArray[np.float64],
    ) -> NDArray[np.float64]:
        """Return the log-odds of content, each page with its own curves.

        Parameters
        ----------
        model : AdditiveModel
            The first pass for pages for which the gate is shut.
        features : Features
            The pages' columns.
        shares : float64 array of shape (n_pages,)
            The pages' probabilities, from `page_shares`.
        hashed_scores : float64 array of shape (n_blocks,)
            Sums of the hashed columns' weights.

        Returns
        -------
        float64 array of shape (n_blocks,)
            The scores.
        """
        spans = features.spans
        curves = model.curves + shares.astype(np.float32)[:, None, None] * self.curves
        table = CurveTable(curves, *_kinds_of_curves(model, self))
        intercepts = model.intercept + shares * self.offset
        total = np.empty(len(hashed_scores))
        for blocks, knots in features.in_stretches():
            page_of = spans.page_of[blocks] if spans.n_pages > 1 else 0
            total[blocks] = table.sums(knots, page_of, intercepts[page_of])
        return total + hashed_scores

    def curves_for(self, model: AdditiveModel, share: float) -> AdditiveModel:
        """Return the first pass for a page of which the probability is known.

        Parameters
        ----------
        model : AdditiveModel
            The first pass for pages for which the gate is shut.
        share : float
            The probability that the gate is open.

        Returns
        -------
        AdditiveModel
            With the same hashed columns.
        """
        return AdditiveModel(
            model.intercept + share * self.offset,
            model.curves + np.float32(share) * self.curves,
            model.hashed,
        )

    def scaled(self, slope: float) -> Gate:
        """Return the gate for a model whose scores are all multiplied by a factor.

        Parameters
        ----------
        slope : float
            The factor, above 0.

        Returns
        -------
        Gate
            With the same probabilities; what an open gate adds is multiplied.
        """
        curves = (slope * self.curves.astype(np.float64)).astype(np.float32)
        return replace(self, offset=slope * self.offset, curves=curves)


@lru_cache(maxsize=2)
def _kinds_of_curves(
    model: AdditiveModel, gate: Gate
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the bent curves and the steps of a model and its gate, the same for all pages."""
    return kinds_of_curves(model.curves, gate.curves)
