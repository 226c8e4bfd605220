"""Held-out pages judged: the decision, the curve and the scores of the card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import brier_score_loss, f1_score, roc_auc_score

from boilerclf.corpus import UNKNOWN
from boilerclf.corpus.reliability import calibration_error
from boilerclf.lazy import cached_property
from boilerclf.model import Decision, decision_for_page
from boilerclf.training.fits.samples import Samples

_N_THRESHOLDS: Final = 101
"""Points of the curve: thresholds a hundredth apart."""

_FLOORS: Final = tuple(round(0.05 * step, 2) for step in range(12))
_THRESHOLDS: Final = tuple(round(0.05 * step, 2) for step in range(4, 17))
"""What is tried: the best expected F1 with floors from 0 to 0.55, thresholds from 0.2 to 0.8."""

_NO_BETTER: Final = 0.002
"""Thresholds that differ by less in what they are worth are as good as each other: trained anew on
the same pages, models differ by 0.003."""

Decisions = tuple[Decision, Decision | None]
"""For pages as they were crawled, and for plain text that an extractor has cleaned."""


@dataclass(frozen=True, eq=False)
class Judged:
    """Held-out probabilities, and each page's F1 under each decision that is tried.

    Parameters
    ----------
    samples : Samples
        All pages.
    probabilities : float64 array of shape (n_rows,)
        Calibrated, out of fold; NaN for pages that are left out.
    pages : int64 array of shape (n_judged,)
        The pages that have probabilities.
    f1 : float64 array of shape (n_judged, n_decisions)
        Page F1; NaN without gold.
    kept : int64 array of shape (n_judged, n_decisions, 2)
        Blocks of noise and of content that are kept, of those whose label is known.
    known : int64 array of shape (n_judged, 2)
        Blocks of noise and of content.
    whole_f1 : float64 array of shape (n_judged,)
        Page F1 where everything is kept; NaN without gold.
    shares : float64 array of shape (n_pages,) or None
        As in `HeldOut`.
    """

    samples: Samples
    probabilities: NDArray[np.float64]
    pages: NDArray[np.int64]
    f1: NDArray[np.float64]
    kept: NDArray[np.int64]
    known: NDArray[np.int64]
    whole_f1: NDArray[np.float64]
    shares: NDArray[np.float64] | None

    @classmethod
    def of(
        cls,
        samples: Samples,
        probabilities: NDArray[np.float64],
        shares: NDArray[np.float64] | None = None,
    ) -> Judged:
        """Judge every decision on every page that has probabilities."""
        pages = np.flatnonzero(~np.isnan(probabilities[samples.ends[:-1]]))
        tried = _tried(samples)
        f1 = np.full((len(pages), len(tried)), np.nan)
        whole_f1 = np.full(len(pages), np.nan)
        kept = np.zeros((len(pages), len(tried), 2), np.int64)
        known = np.zeros((len(pages), 2), np.int64)
        for row, page in enumerate(pages.tolist()):
            overlap, counted = samples.overlaps[page], samples.counted(page)
            at = slice(samples.ends[page], samples.ends[page + 1])
            labels = samples.labels[at]
            of_class = np.stack((labels == 0, labels == 1))
            if overlap is not None:
                whole_f1[row] = overlap.f1(counted)
            known[row] = of_class.sum(axis=1)
            for column, chosen in enumerate(_chosen(tried, probabilities[at], samples.n_words[at])):
                kept[row, column] = np.count_nonzero(of_class & chosen, axis=1)
                if overlap is not None:
                    f1[row, column] = overlap.f1(chosen & counted)
        return cls(samples, probabilities, pages, f1, kept, known, whole_f1, shares)

    def decision(self, without: int | None = None) -> Decision:
        """Return the decision that is worth most, over all cells or all but one.

        A decision is worth its mean page F1; for corpora of labelled lines the mean of that and of
        the macro-F1 of lines. With the option `even_corpora` it is worth the mean over corpora. Of
        thresholds that are worth about the same, the one nearest to 0.5 is taken.

        Parameters
        ----------
        without : int or None, default: None
            A cell to leave out.

        Returns
        -------
        Decision
            The first of equals; where no page has gold the best expected F1 without a floor, or a
            threshold of 0.5 where only thresholds are tried.

        References
        ----------
        Breiman et al. 1984, Classification and Regression Trees, section 3.4.3: the plainest of
        those that are as good as the best.
        """
        spreads = self.samples.options.spreads
        chosen = self._has_gold(without)
        if not chosen.any():
            return Decision(spread=spreads[0]) if spreads else Decision("threshold", 0.5)
        tried = _tried(self.samples)
        worth = self._means(chosen)
        best = tried[int(worth.argmax())]
        if best.rule == "expected-f1":
            return best
        as_good = np.flatnonzero(worth >= worth.max() - _NO_BETTER)
        others = [tried[place] for place in as_good if tried[place].rule == best.rule]
        return min(others, key=lambda decision: abs(decision.threshold - 0.5))

    def extracted_decision(self, without: int | None = None) -> Decision | None:
        """Return the decision for text that an extractor has cleaned.

        Nobody knows beforehand which extractor it was, and no text is to be worse for it. So for
        each corpus and extractor the mean page F1 of each decision is compared with that of the
        whole text, and a decision counts by the one that it serves worst (Wald 1950, "Statistical
        Decision Functions"). Of those that serve it about as well as any, the one with the highest
        mean is taken.

        Parameters
        ----------
        without : int or None, default: None
            A cell to leave out.

        Returns
        -------
        Decision or None
            The first of equals; None where no page with gold is such text.
        """
        extractions = np.where(self._has_gold(without), self.samples.extractions[self.pages], -1)
        numbers = np.unique(extractions[extractions >= 0])
        if not len(numbers):
            return None
        gained = self.f1 - self.whole_f1[:, None]
        gains = np.array([gained[extractions == number].mean(axis=0) for number in numbers])
        worst = gains.min(axis=0)
        is_as_good = worst >= worst.max() - _NO_BETTER
        return _tried(self.samples)[int(np.where(is_as_good, gains.mean(axis=0), -np.inf).argmax())]

    def _has_gold(self, without: int | None) -> NDArray[np.bool_]:
        """Tell which of `pages` have gold and lie outside of a cell."""
        has_gold = ~np.isnan(self.whole_f1)
        return has_gold if without is None else has_gold & (self.cells != without)

    @property
    def cells(self) -> NDArray[np.int64]:
        """The cell of each of `pages`."""
        return self.samples.cells[self.pages]

    def _means(self, chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return what each decision is worth on the chosen pages."""
        corpora = self.samples.corpora[self.pages] * self.samples.options.even_corpora
        is_of_lines = self.samples.is_of_lines[self.pages]
        means = []
        for corpus in np.unique(corpora[chosen]):
            rows = chosen & (corpora == corpus)
            if is_of_lines[rows].all():
                of_class = self.kept[rows].sum(axis=0), self.known[rows].sum(axis=0)
                means.append((self.f1[rows].mean(axis=0) + macro_f1_of_counts(*of_class)) / 2)
            else:
                means.append(self.f1[rows].mean(axis=0))
        return np.asarray(np.mean(means, axis=0))

    def curve(self) -> tuple[tuple[float, float, float], ...]:
        """Return thresholds, word recall and word precision, where any word is kept.

        Returns
        -------
        tuple of (threshold, recall, precision)
            At most 101, thresholds rising; none without a word of content.
        """
        known = (self.samples.labels != UNKNOWN) & ~np.isnan(self.probabilities)
        words = self.samples.n_words[known].astype(np.float64)
        content = words * (self.samples.labels[known] == 1)
        points = []
        for threshold in np.arange(_N_THRESHOLDS) / (_N_THRESHOLDS - 1):
            kept = self.probabilities[known] >= threshold
            n_kept, n_right = words[kept].sum(), content[kept].sum()
            if n_kept and content.any():
                points.append((float(threshold), n_right / content.sum(), n_right / n_kept))
        return tuple((t, round(float(r), 6), round(float(p), 6)) for t, r, p in points)

    @cached_property
    def chosen(self) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
        """What is kept of each cell, by the decisions that were chosen on the other cells.

        Returns
        -------
        bool array of shape (n_rows,)
            What is kept; nothing of pages that are left out.
        float64 array of shape (n_judged,)
            The page F1 of each; NaN without gold.
        """
        samples = self.samples
        kept = np.zeros(len(self.probabilities), np.bool_)
        page_f1 = np.full(len(self.pages), np.nan)
        for cell in np.unique(self.cells):
            both = self.decision(int(cell)), self.extracted_decision(int(cell))
            for row in np.flatnonzero(self.cells == cell):
                page = int(self.pages[row])
                at = slice(samples.ends[page], samples.ends[page + 1])
                overlap = samples.overlaps[page]
                kept[at] = kept_on_page(samples, self.probabilities, self.shares, both, page)
                if overlap is not None:
                    page_f1[row] = overlap.f1(kept[at] & samples.counted(page))
        return kept, page_f1

    def scores(self) -> dict[str, float]:
        """Return what the card says: each cell judged with a decision chosen on the others.

        Returns
        -------
        dict of str to float
            ``page_f1`` (where a page has gold), ``macro_f1``, ``roc_auc``, ``brier`` and
            ``calibration_error`` over blocks whose label is known.
        """
        samples = self.samples
        kept, page_f1 = self.chosen
        known = (samples.labels != UNKNOWN) & ~np.isnan(self.probabilities)
        labels, values = samples.labels[known], self.probabilities[known]
        scores = {
            "macro_f1": f1_score(labels, kept[known], average="macro", zero_division=0.0),
            "roc_auc": roc_auc_score(labels, values),
            "brier": brier_score_loss(labels, values),
            "calibration_error": calibration_error(labels, values),
        }
        with_gold = page_f1[~np.isnan(page_f1)]
        if len(with_gold):
            scores = {"page_f1": np.mean(with_gold), **scores}
        return {name: round(float(value), 6) for name, value in scores.items()}


def kept_on_page(
    samples: Samples,
    probabilities: NDArray[np.float64],
    shares: NDArray[np.float64] | None,
    decisions: Decisions,
    page: int,
) -> NDArray[np.bool_]:
    """Return what is kept of a page.

    Parameters
    ----------
    samples : Samples
        All pages.
    probabilities : float64 array of shape (n_rows,)
        Of their blocks.
    shares : float64 array of shape (n_pages,) or None
        As in `HeldOut`.
    decisions : Decisions
        How pages are decided.
    page : int
        The number of the page.

    Returns
    -------
    bool array of shape (n_blocks,)
        True for content.
    """
    at = slice(samples.ends[page], samples.ends[page + 1])
    rule = decision_for_page(*decisions, None if shares is None else float(shares[page]))
    return rule.apply(probabilities[at], samples.n_words[at])


def macro_f1_of_counts(kept: NDArray[np.int64], known: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the mean of the F1 of noise and of content.

    Parameters
    ----------
    kept : int64 array of shape (n_decisions, 2)
        Blocks of noise and of content that each decision keeps.
    known : int64 array of shape (2,)
        Blocks of noise and of content.

    Returns
    -------
    float64 array of shape (n_decisions,)
        0 to 1; a class that neither occurs nor is decided counts 0.

    Examples
    --------
    >>> macro_f1_of_counts(np.array([[0, 2], [2, 2]]), np.array([2, 2])).round(3).tolist()
    [1.0, 0.333]
    """
    content = 2 * kept[:, 1] / np.maximum(kept.sum(axis=1) + known[1], 1)
    dropped = known - kept
    noise = 2 * dropped[:, 0] / np.maximum(dropped.sum(axis=1) + known[0], 1)
    return np.asarray((content + noise) / 2)


def _chosen(
    tried: Sequence[Decision], probabilities: NDArray[np.float64], n_words: NDArray[np.float32]
) -> Iterator[NDArray[np.bool_]]:
    """Give what each decision keeps of a page; a spread is worked out once for all floors."""
    without_floor: dict[float, NDArray[np.bool_]] = {}
    for decision in tried:
        if decision.rule == "expected-f1":
            if decision.spread not in without_floor:
                best = replace(decision, floor=0.0)
                without_floor[decision.spread] = best.apply(probabilities, n_words)
            yield without_floor[decision.spread] & (probabilities >= decision.floor)
        else:
            yield decision.apply(probabilities, n_words)


def _tried(samples: Samples) -> tuple[Decision, ...]:
    spreads = dict.fromkeys(samples.options.spreads)
    return (
        *(Decision(floor=floor, spread=spread) for spread in spreads for floor in _FLOORS),
        *(Decision("threshold", threshold) for threshold in _THRESHOLDS),
    )
