"""Calibration of scores."""

import numpy as np
import pytest

from boilerclf.features.columns import N_KNOTS
from boilerclf.model import AdditiveModel, sigmoid
from boilerclf.training.fits.calibration import Platt, fit_platt


def test_platt_finds_the_line_that_was_drawn_from():
    rng = np.random.default_rng(0)
    scores = rng.normal(0, 3, 40_000)
    labels = (rng.random(40_000) < sigmoid(0.5 * scores - 1)).astype(np.int8)
    fitted = fit_platt(scores, labels)
    assert (fitted.slope, fitted.intercept) == pytest.approx((0.5, -1.0), abs=0.03)


@pytest.mark.parametrize(
    ("scores", "labels"),
    [([1.0, 2.0], [0, 0]), ([3.0, 2.0, -2.0, -3.0], [0, 0, 1, 1])],
    ids=["one class", "upside down"],
)
def test_scores_that_cannot_be_calibrated_stay_as_they_are(scores, labels):
    assert fit_platt(np.array(scores), np.array(labels, np.int8)) == Platt()


def test_separable_scores_stay_finite():
    fitted = fit_platt(np.array([-2.0, -1.0, 1.0, 2.0]), np.array([0, 0, 1, 1], np.int8))
    assert 0 < fitted.slope < 10


def test_a_folded_model_says_what_the_calibration_says():
    rng = np.random.default_rng(1)
    model = AdditiveModel(
        0.3,
        rng.normal(size=(4, N_KNOTS)).astype(np.float32),
        rng.normal(size=8).astype(np.float32),
    )
    knots = (rng.random((30, 4)) * (N_KNOTS - 1)).astype(np.float32)
    platt = Platt(1.7, -0.4)
    folded = platt.folded(model)
    expected = platt(model.scores(knots, np.full(30, float(model.hashed[3]))))
    np.testing.assert_allclose(
        sigmoid(folded.scores(knots, np.full(30, float(folded.hashed[3])))), expected, atol=1e-6
    )
