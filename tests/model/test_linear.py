import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from boilerclf.features.columns import N_KNOTS
from boilerclf.model import AdditiveModel, sigmoid
from boilerclf.model.linear import kinds_of_curves, log_odds_of

TOP = N_KNOTS - 1
WEIGHTS = st.floats(-8, 8, width=32)


@st.composite
def models_and_knots(draw):
    n_columns = draw(st.integers(1, 6))
    curves = draw(hnp.arrays(np.float32, (n_columns, N_KNOTS), elements=WEIGHTS))
    n_blocks = draw(st.integers(0, 6))
    knots = draw(
        hnp.arrays(np.float32, (n_blocks, n_columns), elements=st.floats(0, TOP, width=32))
    )
    return AdditiveModel(draw(WEIGHTS), curves, np.zeros(0, np.float32)), knots


@given(models_and_knots())
def test_a_curve_is_straight_between_its_knots(case):
    model, knots = case
    expected = [
        [
            np.interp(value, range(N_KNOTS), curve)
            for value, curve in zip(row, model.curves, strict=True)
        ]
        for row in knots.tolist()
    ]
    parts = model.contributions(knots)
    np.testing.assert_allclose(parts, np.reshape(expected, knots.shape), atol=1e-5)


@given(models_and_knots())
def test_a_score_is_the_sum_of_its_contributions(case):
    model, knots = case
    expected = model.contributions(knots).astype(np.float64).sum(axis=1) + model.intercept
    np.testing.assert_allclose(model.scores(knots), expected, rtol=0, atol=1e-9)
    assert model.scores(knots).dtype == np.float64


@given(models_and_knots(), st.randoms())
def test_a_score_does_not_depend_on_the_other_blocks(case, random):
    model, knots = case
    order = random.sample(range(len(knots)), len(knots))
    together = model.scores(knots)
    np.testing.assert_allclose(model.scores(knots[order]), together[order], rtol=0, atol=1e-9)
    for row in range(len(knots)):
        alone = model.scores(knots[row : row + 1])
        np.testing.assert_allclose(alone, together[row : row + 1], rtol=0, atol=1e-9)


@given(models_and_knots())
def test_the_layout_of_the_input_is_no_matter(case):
    model, knots = case
    wide = np.asfortranarray(knots)
    np.testing.assert_allclose(model.scores(wide), model.scores(knots), rtol=0, atol=1e-9)
    before = knots.copy()
    model.scores(knots)
    np.testing.assert_array_equal(knots, before)


def test_a_curve_is_bent_a_step_or_nothing_in_all_that_are_added():
    curves = np.zeros((2, 4, N_KNOTS), np.float32)
    curves[0, 0, 3] = curves[1, 1, 0] = 1  # bent in one of them
    curves[:, 1, -1] = curves[1, 2, -1] = 1  # the third rises at its end only, the last nowhere
    bent, steps = kinds_of_curves(*curves)
    assert (bent.tolist(), steps.tolist()) == ([0, 1], [2])


def test_log_odds_are_finite_and_mirrored_at_both_ends():
    low, high = log_odds_of(np.array([0.0, 1.0]))
    assert low == pytest.approx(np.log(1e-12))
    assert high == pytest.approx(-low, rel=1e-5)


def test_hashed_scores_are_added():
    model = AdditiveModel(0.5, np.zeros((1, N_KNOTS), np.float32), np.zeros(0, np.float32))
    knots = np.zeros((2, 1), np.float32)
    assert model.scores(knots, np.array([1.0, -2.0])).tolist() == [1.5, -1.5]


@given(st.lists(st.floats(-1e300, 1e300), min_size=1))
def test_probabilities_lie_in_their_range_and_mirror(scores):
    scores = np.array(scores)
    probability = sigmoid(scores)
    assert ((probability >= 0) & (probability <= 1)).all()
    np.testing.assert_allclose(probability + sigmoid(-scores), 1, atol=1e-15)
    order = np.argsort(scores)
    assert (np.diff(probability[order]) >= 0).all()


@pytest.mark.parametrize("score", [-3.0, 0.0, 0.7])
def test_a_probability_has_its_score_as_log_odds(score):
    probability = sigmoid(np.array([score]))[0]
    assert np.log(probability / (1 - probability)) == pytest.approx(score, abs=1e-12)


def test_a_step_rises_between_the_last_two_knots():
    curves = np.zeros((2, N_KNOTS), np.float32)
    curves[0, -1] = 3.0  # nothing but its last knot: it is looked up as a step
    model = AdditiveModel(1.0, curves, np.zeros(0, np.float32))
    knots = np.array([[0, 0], [TOP - 1, TOP], [TOP - 0.5, 0], [TOP, TOP]], np.float32)
    assert model.scores(knots).tolist() == [1.0, 1.0, 2.5, 4.0]
    assert model.contributions(knots).sum(axis=1).tolist() == [0.0, 0.0, 1.5, 3.0]


def test_the_parts_of_many_blocks_take_little_more_memory_than_they_are():
    random = np.random.default_rng(3)
    curves = random.normal(size=(60, N_KNOTS)).astype(np.float32)
    model = AdditiveModel(0.0, curves, np.zeros(0, np.float32))
    knots = np.asfortranarray(random.uniform(0, TOP, (20_000, 60)).astype(np.float32))
    tracemalloc.start()
    parts = model.contributions(knots)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1.5 * parts.nbytes
    few = [0, 1023, 1024, 19_999]
    np.testing.assert_array_equal(parts[few], model.contributions(knots[few]))
