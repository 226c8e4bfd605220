import warnings

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.linear_model import LogisticRegression

from boilerclf.features.columns import N_KNOTS, flags, ratios
from boilerclf.model import AdditiveModel
from boilerclf.model.linear import kinds_of_curves
from boilerclf.training.fits.design import (
    coefficients_of,
    curves_of,
    hashed_matrix,
    hat_matrix,
)

TOP = N_KNOTS - 1
KNOTS = hnp.arrays(
    np.float32,
    hnp.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=5),
    elements=st.floats(0, TOP, width=32),
)


@given(KNOTS)
def test_hats_share_one_between_neighbouring_knots(knots):
    hats = hat_matrix(knots).toarray().reshape(*knots.shape, TOP)
    assert ((hats >= 0) & (hats <= 1)).all()
    # The first knot has no column: what is missing to 1 is its share.
    np.testing.assert_allclose(hats.sum(axis=2), np.minimum(knots, 1), atol=1e-6)
    np.testing.assert_allclose(hats @ np.arange(1, N_KNOTS), knots, atol=2e-6)


@given(KNOTS, st.integers(0, 2**32 - 1))
def test_hats_times_coefficients_are_the_curves_of_the_model(knots, seed):
    coefficients = np.random.default_rng(seed).normal(size=knots.shape[1] * TOP)
    curves = curves_of(coefficients, ratios(*map(str, range(knots.shape[1]))))
    model = AdditiveModel(0.25, curves, np.zeros(0, np.float32))
    np.testing.assert_allclose(
        model.scores(knots), hat_matrix(knots) @ coefficients + 0.25, atol=1e-5
    )


def test_a_flag_is_a_step_and_its_score_is_what_was_fitted():
    coefficients = np.random.default_rng(5).normal(size=2 * TOP)
    curves = curves_of(coefficients, (*flags("hidden"), *ratios("link_density")))
    assert [its.tolist() for its in kinds_of_curves(curves)] == [[1], [0]]
    knots = np.array([[0, 2.5], [TOP, 2.5]], np.float32)
    found = AdditiveModel(0.25, curves, np.zeros(0, np.float32)).scores(knots)
    np.testing.assert_allclose(found, hat_matrix(knots) @ coefficients + 0.25, atol=1e-6)


def test_no_blocks_give_no_rows():
    assert hat_matrix(np.zeros((0, 3), np.float32)).shape == (0, 3 * TOP)


def test_entries_of_one_block_and_column_are_summed():
    matrix = hashed_matrix(
        np.array([2, 0, 2]),
        np.array([3, 1, 3]),
        np.array([1.0, 2.0, 0.5], np.float32),
        n_blocks=3,
        n_bits=2,
        scale=0.5,
    )
    assert matrix.dtype == np.float32
    assert matrix.toarray().tolist() == [[0, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0.75]]
    assert matrix.nnz == 2


@pytest.mark.parametrize("scale", [0.5, 1.0])
def test_the_additive_model_decides_as_scikit_learn_does(scale):
    rng = np.random.default_rng(3)
    n_blocks, n_columns, n_bits = 500, 12, 5
    knots = (rng.random((n_blocks, n_columns)) * TOP).astype(np.float32)
    knots[rng.random(knots.shape) < 0.4] = 0
    knots[rng.random(knots.shape) < 0.1] = TOP
    blocks = rng.integers(0, n_blocks, 4000)
    columns = rng.integers(0, 2**n_bits, 4000)
    values = rng.random(4000).astype(np.float32)
    hashed = hashed_matrix(blocks, columns, values, n_blocks=n_blocks, n_bits=n_bits, scale=scale)
    design = sp.hstack((hat_matrix(knots), hashed)).tocsr()
    labels = knots[:, 0] + rng.normal(size=n_blocks) > 4
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = LogisticRegression(C=1.0, max_iter=50).fit(design.astype(np.float64), labels)
    n_named = n_columns * TOP
    weights = (fitted.coef_[0, n_named:] * scale).astype(np.float32)
    curves = curves_of(fitted.coef_[0, :n_named], ratios(*map(str, range(n_columns))))
    model = AdditiveModel(float(fitted.intercept_[0]), curves, weights)
    summed = np.bincount(blocks, weights[columns] * values, n_blocks)
    expected = fitted.decision_function(design.astype(np.float64))
    assert np.abs(expected).max() > 1
    np.testing.assert_allclose(model.scores(knots, summed), expected, atol=1e-6)


def test_curves_and_coefficients_are_two_ways_to_write_one_function():
    curves = np.random.default_rng(0).normal(size=(3, N_KNOTS)).astype(np.float32)
    coefficients, rest = coefficients_of(curves)
    knots = (np.random.default_rng(1).random((20, 3)) * TOP).astype(np.float32)
    expected = AdditiveModel(0.0, curves, np.zeros(0, np.float32)).scores(knots)
    np.testing.assert_allclose(hat_matrix(knots) @ coefficients + rest, expected, atol=1e-6)
