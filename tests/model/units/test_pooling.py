import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.model import Units
from boilerclf.model.units.pooling import ALIKE_DEVIATION, DEVIATION, FARTHEST

ALONE = -1

BLOCKS = st.lists(
    st.tuples(
        st.floats(1e-6, 1 - 1e-6),  # probability
        st.integers(0, 40),  # words
        st.integers(-1, 6),  # unit
        st.integers(0, 2),  # group of that unit
    ),
    max_size=24,
)


def log_odds(probability):
    return np.log(probability / (1 - probability))


def units_of(unit, group=None, follows=()):
    unit = np.array(unit, np.int64)
    following = np.isin(unit, np.array(follows, np.int64))
    group = unit if group is None else np.array(group, np.int64)
    return Units.of_blocks(unit, group, follows=following)


def drawn_blocks(blocks):
    """Probabilities, words, and units that lie in one group each."""
    probability, words, unit, group = np.array(blocks, float).reshape(-1, 4).T
    unit = unit.astype(np.int64)
    keys = np.where(unit < 0, ALONE, unit * 3 + group.astype(np.int64))
    groups = np.where(unit < 0, ALONE, group.astype(np.int64))
    return probability, words.astype(np.float32), keys, groups


def test_a_row_has_the_mean_of_its_cells_log_odds_weighed_by_words_and_one():
    probability, words = np.array([0.2, 0.9, 0.4]), np.array([1, 3, 5], np.float32)
    pooled = units_of([4, 4, ALONE]).pooled(probability, words)
    mean = (2 * log_odds(0.2) + 4 * log_odds(0.9)) / 6
    assert log_odds(pooled[:2]) == pytest.approx([mean, mean])
    assert pooled[2] == 0.4


def test_units_that_differ_little_get_one_probability():
    odds = np.array([0.0, 1.0, 2.0])  # variance 1
    probability = 1 / (1 + np.exp(-odds))
    pooled = units_of([0, 1, 2], [0, 0, 0]).pooled(probability, np.zeros(3, np.float32))
    assert len(set(pooled.tolist())) == 1
    assert log_odds(pooled[0]) == pytest.approx(1.0)


def test_units_that_differ_much_are_drawn_by_the_share_of_the_usual_variance():
    odds = np.array([-2.0, 0.0, 2.0])  # variance 4, four times the usual one
    probability = 1 / (1 + np.exp(-odds))
    pooled = units_of([0, 1, 2], [0, 0, 0]).pooled(probability, np.zeros(3, np.float32))
    assert log_odds(pooled) == pytest.approx([-1.5, 0.0, 1.5])


def test_one_that_stands_far_apart_is_not_pulled_in():
    odds = np.append(np.full(200, -4.0), 4.0)
    probability = 1 / (1 + np.exp(-odds))
    words = np.zeros(201, np.float32)
    pooled = units_of(np.arange(201), np.zeros(201)).pooled(probability, words)
    assert log_odds(pooled[-1]) == pytest.approx(4.0 - FARTHEST * DEVIATION)


def test_a_head_goes_where_the_likeliest_row_goes():
    odds = np.array([3.0, -3.0, 0.0, -3.0])
    probability = 1 / (1 + np.exp(-odds))
    units = units_of([9, 1, 2, 3], [0, 0, 0, 0], follows=[9])
    pooled = units.pooled(probability, np.zeros(4, np.float32))
    assert pooled[0] == pooled[2] == max(pooled[1:])


def test_a_table_of_heads_alone_has_none_to_follow():
    units = units_of([1, 2], [0, 0], follows=[1, 2])
    pooled = units.pooled(np.array([0.45, 0.55]), np.zeros(2, np.float32))
    assert pooled == pytest.approx([0.5, 0.5])


def test_certainty_stays_finite():
    pooled = units_of([0, 0]).pooled(np.array([0.0, 1.0]), np.zeros(2, np.float32))
    assert pooled == pytest.approx([0.5, 0.5], abs=1e-5)


def test_nothing_is_pooled_where_all_stand_alone():
    units = units_of([ALONE, 3, 4])
    probability = np.array([0.1, 0.2, 0.3])
    assert units.blocks.tolist() == []
    assert units.pooled(probability, np.ones(3, np.float32)) is probability
    assert units_of([]).pooled(np.zeros(0), np.zeros(0, np.float32)).tolist() == []


@given(BLOCKS)
def test_all_blocks_of_a_unit_have_one_probability_between_its_group_s(blocks):
    probability, words, unit, group = drawn_blocks(blocks)
    pooled = Units.of_blocks(unit, group).pooled(probability, words)
    for key in set(unit[unit >= 0].tolist()):
        assert len(set(pooled[unit == key].tolist())) == 1
    for key in set(group[group >= 0].tolist()):
        inside = probability[group == key]
        assert pooled[group == key].min() >= inside.min() - 1e-9
        assert pooled[group == key].max() <= inside.max() + 1e-9
    assert (pooled[unit == ALONE] == probability[unit == ALONE]).all()


@given(BLOCKS, st.randoms())
def test_the_order_of_blocks_changes_no_probability(blocks, random):
    probability, words, unit, group = drawn_blocks(blocks)
    order = np.array(random.sample(range(len(unit)), len(unit)), np.int64)
    pooled = Units.of_blocks(unit, group).pooled(probability, words)
    again = Units.of_blocks(unit[order], group[order])
    np.testing.assert_allclose(again.pooled(probability[order], words[order]), pooled[order])


@given(BLOCKS)
def test_pooling_units_twice_is_pooling_them_once(blocks):
    probability, words, unit, _ = drawn_blocks(blocks)
    units = Units.of_blocks(unit, unit)
    once = units.pooled(probability, words)
    np.testing.assert_allclose(units.pooled(once, words), once)


@given(BLOCKS)
def test_no_unit_moves_far_and_none_passes_another(blocks):
    probability, words, unit, group = drawn_blocks(blocks)
    single = np.where(unit < 0, ALONE, np.arange(len(unit)))
    pooled = Units.of_blocks(single, group).pooled(probability, words)
    assert (np.abs(log_odds(pooled) - log_odds(probability)) <= FARTHEST * DEVIATION + 1e-6).all()
    for key in set(group[group >= 0].tolist()):
        order = np.argsort(probability[group == key], kind="stable")
        assert (np.diff(pooled[group == key][order]) >= -1e-9).all()


def test_lines_that_are_merely_alike_are_drawn_as_if_they_differed_half_as_much():
    odds = np.array([-2.0, 0.0, 2.0])  # variance 4: sixteen times the usual one
    probability, unit = 1 / (1 + np.exp(-odds)), np.arange(3)
    group, words = np.zeros(3, np.int64), np.zeros(3, np.float32)
    alike = Units.of_blocks(unit, group, is_alike=np.ones(3, bool))
    assert log_odds(alike.pooled(probability, words)) == pytest.approx([-1.875, 0.0, 1.875])


def test_lines_that_are_merely_alike_are_drawn_half_as_far():
    probability = 1 / (1 + np.exp(-np.append(np.full(200, -4.0), 4.0)))
    units = Units.of_blocks(np.arange(201), np.zeros(201, np.int64), is_alike=np.ones(201, bool))
    pooled = units.pooled(probability, np.zeros(201, np.float32))
    assert log_odds(pooled[-1]) == pytest.approx(4.0 - FARTHEST * ALIKE_DEVIATION)
