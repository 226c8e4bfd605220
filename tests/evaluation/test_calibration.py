import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss

from boilerclf.corpus.reliability import N_BINS, bin_sums, error_of_bins
from boilerclf.evaluation import brier, calibration_error, reliability_table

BLOCKS = st.lists(
    st.tuples(st.integers(0, 1), st.floats(0, 1), st.integers(0, 3)), min_size=1, max_size=30
)


def columns(blocks):
    return [np.array(column) for column in zip(*blocks, strict=True)]


@given(BLOCKS)
def test_brier_is_that_of_scikit_learn(blocks):
    labels, probabilities, weights = columns(blocks)
    assert brier(labels, probabilities) == pytest.approx(
        brier_score_loss(labels, probabilities, pos_label=1)
    )
    if weights.sum():
        assert brier(labels, probabilities, weights) == pytest.approx(
            brier_score_loss(labels, probabilities, sample_weight=weights, pos_label=1)
        )


@given(BLOCKS)
def test_the_error_is_the_weighted_gap_of_the_bins(blocks):
    labels, probabilities, weights = columns(blocks)
    bins = [min(int(p * N_BINS), N_BINS - 1) for p in probabilities.tolist()]
    gap = 0.0
    for number in set(bins):
        inside = np.array(bins) == number
        gap += abs(float((weights * (probabilities - labels))[inside].sum()))
    error = calibration_error(labels, probabilities, weights)
    if weights.sum():
        assert error == pytest.approx(gap / weights.sum())
    else:
        assert math.isnan(error)


@given(BLOCKS)
def test_every_block_is_in_one_bin(blocks):
    labels, probabilities, weights = columns(blocks)
    table = reliability_table(labels, probabilities, weights)
    assert sum(row.weight for row in table) == weights.sum()
    for row in table:
        if row.weight:
            assert row.low - 1e-9 <= row.probability <= row.high + 1e-9
            assert 0 <= row.share <= 1
        else:
            assert math.isnan(row.probability)
            assert math.isnan(row.share)


@pytest.mark.parametrize(
    ("labels", "probabilities", "expected"),
    [
        ([1, 0], [1.0, 0.0], 0),
        ([0, 1], [1.0, 0.0], 1),
        ([1, 1, 0, 0], [0.5] * 4, 0),
        ([1, 1, 1, 0], [0.5] * 4, 0.25),
        ([1, 0], [0.9, 0.3], 0.2),
    ],
)
def test_calibration_error(labels, probabilities, expected):
    assert calibration_error(labels, probabilities) == pytest.approx(expected)


def test_no_blocks_have_no_scores():
    assert math.isnan(brier([], []))
    assert math.isnan(calibration_error([], []))
    assert [row.weight for row in reliability_table([], [])] == [0] * N_BINS


def test_bins_cover_zero_to_one():
    table = reliability_table([0, 1], [0.0, 1.0])
    assert (table[0].low, table[0].weight) == (0, 1)
    assert (table[-1].high, table[-1].weight) == (1, 1)
    assert [row.high for row in table[:-1]] == [row.low for row in table[1:]]


def test_many_sets_of_bins_are_scored_at_once():
    sums = np.stack([bin_sums([1, 0], [0.9, 0.3]), bin_sums([1], [1.0]), bin_sums([], [])])
    values = error_of_bins(sums).tolist()
    assert values[:2] == pytest.approx([0.2, 0])
    assert math.isnan(values[2])
