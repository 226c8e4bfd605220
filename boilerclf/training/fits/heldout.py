"""What follows from scores of held-out blocks: calibration, and what becomes of comments."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boilerclf.corpus import UNKNOWN
from boilerclf.training.fits.calibration import Platt, fit_platt
from boilerclf.training.fits.judged import Judged
from boilerclf.training.fits.samples import Samples


@dataclass(frozen=True, slots=True, eq=False)
class HeldOut:
    """Held-out scores of pages, and what follows from them.

    Parameters
    ----------
    samples : Samples
        All pages.
    scores : float64 array of shape (n_rows,)
        Log-odds from fits without the row's cell; NaN for pages that are left out.
    is_calibrated : bool, default: False
        The scores are calibrated already, as those of an adapted model may be.
    parent_keeps_comments : bool, default: False
        What `keeps_comments` returns where no comment has a label.
    shares : float64 array of shape (n_pages,) or None, default: None
        The probability that the gate is open for each page, of gates without its cell; None for a
        model without one.
    """

    samples: Samples
    scores: NDArray[np.float64]
    is_calibrated: bool = False
    parent_keeps_comments: bool = False
    shares: NDArray[np.float64] | None = None

    @property
    def known(self) -> NDArray[np.bool_]:
        """Rows that have a score and whose label is known."""
        return np.asarray(~np.isnan(self.scores) & (self.samples.labels != UNKNOWN))

    def platt(self, without: int | None = None) -> Platt:
        """Fit the calibration, on all cells or on all but one.

        Parameters
        ----------
        without : int, default: None
            The cell that is left out; None leaves out none.

        Returns
        -------
        Platt
            Slope 1 and intercept 0 for scores that are calibrated already.
        """
        if self.is_calibrated:
            return Platt()
        rows = self.known
        if without is not None:
            rows &= self.samples.of_rows(self.samples.cells) != without
        weights = None
        if self.samples.options.even_corpora:
            corpora = self.samples.of_rows(self.samples.corpora)[rows]
            n_rows = np.bincount(corpora)
            weights = (len(corpora) / np.count_nonzero(n_rows) / np.maximum(n_rows, 1))[corpora]
        return fit_platt(self.scores[rows], self.samples.labels[rows], weights)

    def keeps_comments(self, without: int | None = None) -> bool:
        """Tell if the labels call most comments content, in all cells or in all but one.

        Parameters
        ----------
        without : int, default: None
            The cell that is left out; None leaves out none.

        Returns
        -------
        bool
            `parent_keeps_comments` where no comment has a label.
        """
        samples = self.samples
        rows = self.known & samples.is_comment
        if without is not None:
            rows &= samples.of_rows(samples.cells) != without
        noise, content = np.bincount(samples.labels[rows], samples.weights[rows], 2)
        return self.parent_keeps_comments if noise == content == 0 else bool(content > noise)

    def probabilities(self) -> NDArray[np.float64]:
        """Return calibrated probabilities, pooled over units as at prediction; NaN as in `scores`.

        Each cell is calibrated on the other cells, which also tell if comments are content.
        """
        result = np.full(len(self.scores), np.nan)
        cell_of_row = self.samples.of_rows(self.samples.cells)
        for cell in np.unique(cell_of_row[~np.isnan(self.scores)]):
            rows = (cell_of_row == cell) & ~np.isnan(self.scores)
            result[rows] = self.platt(int(cell))(self.scores[rows])
        samples = self.samples
        pages = np.flatnonzero(~np.isnan(result[samples.ends[:-1]]))
        keeping = {cell: self.keeps_comments(cell) for cell in np.unique(samples.cells[pages])}
        for page in pages:
            at = slice(samples.ends[page], samples.ends[page + 1])
            result[at] = samples.units[page].pooled(
                result[at], samples.n_words[at], keeps_comments=keeping[samples.cells[page]]
            )
        return result

    def judged(self) -> Judged:
        """Return decisions, curve and scores."""
        return Judged.of(self.samples, self.probabilities(), self.shares)
