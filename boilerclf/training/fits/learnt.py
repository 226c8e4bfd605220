"""What fitting gives: both passes, and the scores of pages that they never saw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boilerclf.model import AdditiveModel, Classifier, Gate, ModelCard
from boilerclf.training.fits.calibration import Platt


@dataclass(frozen=True, slots=True, eq=False)
class Learnt:
    """Both passes fitted without some cells, and scores of the others' blocks out of fold.

    Parameters
    ----------
    first : AdditiveModel
        The first pass.
    second : AdditiveModel or None
        The second pass, not calibrated; None for a model of one pass.
    scores : float64 array of shape (n_rows,)
        Log-odds of the last pass for each block, from fits without its cell; NaN in the cells that
        were left out altogether.
    gate : Gate or None, default: None
        What the kind of page changes in the first pass.
    shares : float64 array of shape (n_pages,) or None, default: None
        The probability that the gate is open for each page, from gates without its cell; None for
        a model without one.
    """

    first: AdditiveModel
    second: AdditiveModel | None
    scores: NDArray[np.float64]
    gate: Gate | None = None
    shares: NDArray[np.float64] | None = None

    def calibrated(self, platt: Platt, card: ModelCard) -> Classifier:
        """Return the classifier whose last pass has calibrated scores.

        Parameters
        ----------
        platt : Platt
            What calibrates them.
        card : ModelCard
            The classifier's card.

        Returns
        -------
        Classifier
            Of as many passes.
        """
        if self.second is not None:
            return Classifier(card, self.first, platt.folded(self.second), self.gate)
        gate = None if self.gate is None else self.gate.scaled(platt.slope)
        return Classifier(card, platt.folded(self.first), gate=gate)
