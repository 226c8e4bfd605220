"""The same regression as scikit-learn's, on columns that are written out only there."""

import numpy as np
import pytest
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from boilerclf.features.columns import N_KNOTS
from boilerclf.training.fits.regression import PageEffects, curve_basis, fit_regression
from boilerclf.training.fits.rows import Rows

N_ROWS, N_OWN, N_SHARED, N_PAGES = 120, 3, 4, 15


@pytest.fixture
def data():
    rng = np.random.default_rng(0)
    rows = rng.random((N_ROWS, N_OWN + N_SHARED)).astype(np.float32)
    pages = rng.random((N_PAGES, N_SHARED)).astype(np.float32)
    page_of = np.sort(rng.integers(0, N_PAGES, N_ROWS))
    score = rows[:, 0] * 4 - 2 + pages[page_of, 1] * 3 - 1.5
    labels = (rng.random(N_ROWS) < 1 / (1 + np.exp(-score))).astype(np.int8)
    return rows, pages, page_of, labels, rng.random(N_ROWS) + 0.5


def as_rows(rows, **more):
    return Rows(np.arange(rows.shape[0]), (sp.csr_matrix(rows),), **more)


def sklearn_fit(rows, labels, weights, c):
    fitted = LogisticRegression(C=c, tol=1e-8, max_iter=1000).fit(
        rows.astype(np.float64), labels, weights
    )
    return fitted.coef_[0], fitted.intercept_[0]


def test_without_pages_it_is_the_regression_of_scikit_learn(data):
    rows, _, _, labels, weights = data
    found, intercept = fit_regression(as_rows(rows), labels, weights, c=0.7, max_iter=500)
    wanted, at = sklearn_fit(rows, labels, weights, 0.7)
    np.testing.assert_allclose(found, wanted, atol=0.01)
    assert intercept == pytest.approx(at, abs=0.01)


def test_columns_of_pages_are_those_of_the_written_out_matrix(data):
    rows, pages, page_of, labels, weights = data
    written = rows.copy()
    written[:, N_OWN:] += pages[page_of]
    words, pages = sp.csr_matrix(rows[:, N_OWN:]), sp.csr_matrix(pages)
    found, intercept = fit_regression(
        as_rows(rows[:, :N_OWN], words=(words,), pages=pages, page_of=page_of),
        labels,
        weights,
        c=0.7,
        max_iter=500,
    )
    wanted, at = sklearn_fit(written, labels, weights, 0.7)
    np.testing.assert_allclose(found, wanted, atol=0.01)
    assert intercept == pytest.approx(at, abs=0.01)


def test_words_that_nothing_has_stay_where_they_start(data):
    rows, _, _, labels, weights = data
    used = np.array([3, 17, 29, 40])
    wide = np.zeros((N_ROWS, 50), np.float32)
    wide[:, used] = rows[:, N_OWN:]
    shares = np.linspace(0, 1, N_ROWS, dtype=np.float32)
    prior = np.linspace(-1, 1, 3 + 50 + 4 + 1)
    kept = np.concatenate((np.arange(3), 3 + used, np.arange(53, 58)))
    options = {"c": 0.7, "max_iter": 500}
    many, few = (
        as_rows(rows[:, :N_OWN], words=(sp.csr_matrix(its),), shares=shares)
        for its in (wide, rows[:, N_OWN:])
    )
    found, at = fit_regression(many, labels, weights, prior=prior, **options)
    wanted, wanted_at = fit_regression(few, labels, weights, prior=prior[kept], **options)
    np.testing.assert_array_equal(found[kept[:-1]], wanted)
    assert at == wanted_at
    unused = np.setdiff1d(np.arange(57), kept)
    np.testing.assert_array_equal(found[unused], prior[unused])


def test_a_prior_is_kept_under_a_strong_penalty_and_left_under_a_weak_one(data):
    rows, _, _, labels, weights = data
    prior = np.array([0.5, -1.0, 2.0, 0.0, 0.0, 1.0, 0.0, 0.3])
    matrix = as_rows(rows)
    kept, _ = fit_regression(matrix, labels, weights, c=1e-7, max_iter=100, prior=prior)
    np.testing.assert_allclose(kept, prior[:-1], atol=1e-3)
    from_prior, _ = fit_regression(matrix, labels, weights, c=100.0, max_iter=900, prior=prior)
    from_none, _ = fit_regression(matrix, labels, weights, c=100.0, max_iter=900)
    np.testing.assert_allclose(from_prior, from_none, atol=0.1)


def test_a_prior_of_zeros_is_none(data):
    rows, _, _, labels, weights = data
    options = {"c": 1.0, "max_iter": 50}
    one = fit_regression(as_rows(rows), labels, weights, **options)
    zeros = np.zeros(rows.shape[1] + 1)
    other = fit_regression(as_rows(rows), labels, weights, prior=zeros, **options)
    np.testing.assert_array_equal(one[0], other[0])
    assert one[1] == other[1]


def penalty_of(curves, heights, steps, bends):
    """Written out: each curve begins at 0."""
    from_zero = np.concatenate((np.zeros((len(curves), 1)), curves), axis=1)
    step = np.diff(from_zero, axis=1)
    return (
        heights * (curves**2).sum() + steps * (step**2).sum() + bends * (np.diff(step) ** 2).sum()
    )


@pytest.mark.parametrize("penalty", [(1.0, 0.0, 0.0), (0.1, 1.0, 4.0), (0.3, 0.0, 2.0)])
def test_coordinates_of_a_basis_have_the_length_that_the_penalty_gives_the_curve(penalty):
    rng = np.random.default_rng(0)
    place = slice(2, 2 + 3 * (N_KNOTS - 1))
    coordinates = rng.normal(size=place.stop + 1)
    weights = curve_basis(penalty, place).weights(coordinates)
    curves = weights[place].reshape(3, -1)
    assert (coordinates[place] ** 2).sum() == pytest.approx(penalty_of(curves, *penalty))
    np.testing.assert_array_equal(weights[[0, 1, -1]], coordinates[[0, 1, -1]])


def test_a_gradient_by_coordinates_is_that_of_the_weights_they_stand_for():
    rng = np.random.default_rng(1)
    basis = curve_basis((0.1, 1.0, 4.0), slice(0, N_KNOTS - 1))
    point, towards = rng.normal(size=(2, N_KNOTS))
    by_weight = rng.normal(size=N_KNOTS)
    along = by_weight @ (basis.weights(point + towards) - basis.weights(point))
    assert basis.gradient(by_weight) @ towards == pytest.approx(along)


def test_a_knot_that_no_row_is_near_follows_its_neighbours():
    knots = np.array([4, 6] * 40)
    rows = as_rows(np.eye(N_KNOTS, dtype=np.float32)[knots][:, 1:])
    labels = (np.arange(80) % 10 > 0).astype(np.int8)
    basis = curve_basis((0.1, 1.0, 4.0), slice(0, N_KNOTS - 1))
    alone, _ = fit_regression(rows, labels, np.ones(80), c=5.0, max_iter=300)
    smooth, _ = fit_regression(rows, labels, np.ones(80), c=5.0, max_iter=300, basis=basis)
    assert alone[4] == 0.0
    assert smooth[4] == pytest.approx((smooth[3] + smooth[5]) / 2, rel=0.05)
    assert abs(smooth[4]) > 0.01


def test_page_effects_are_columns_of_pages_with_a_penalty_of_their_own(data):
    rows, _, page_of, labels, weights = data
    deviation, c = 1.5, 0.7
    written = np.zeros((len(rows), N_PAGES), np.float32)
    written[np.arange(len(rows)), page_of] = deviation / np.sqrt(c)
    wanted, at = sklearn_fit(np.hstack((rows, written)), labels, weights, c)
    found, intercept = fit_regression(
        as_rows(rows),
        labels,
        weights,
        c=c,
        max_iter=500,
        effects=PageEffects(page_of, deviation),
    )
    np.testing.assert_allclose(found, wanted[: rows.shape[1]], atol=0.01)
    assert intercept == pytest.approx(at, abs=0.01)
