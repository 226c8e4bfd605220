import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.features.columns import N_KNOTS
from boilerclf.features.second import containers
from boilerclf.features.second.own import logit_curve, logit_unit
from boilerclf.features.second.sequence import FAMILY

BLOCKS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 60).map(float)), min_size=1, max_size=30
)


def arrays_of(blocks):
    probability, n_words = zip(*blocks, strict=True)
    return np.array(probability), np.array(n_words, np.float32)


def view_with(view_of, n_words):
    """View blocks of so many words."""
    view = view_of(*("a" for _ in n_words))
    view.__dict__["n_words"] = n_words
    return view


@pytest.mark.parametrize(
    ("probability", "unit"), [(0, 0), (0.5, 0.5), (1, 1), (1e-9, 0), (1 / (1 + np.e**3), 0.25)]
)
def test_log_odds_on_a_unit(probability, unit):
    assert logit_unit(np.array([probability])).tolist() == pytest.approx([unit])


def test_a_story_between_noise(named, view_of):
    probability = np.array([0.0, 1.0, 1.0, 0.25])
    n_words = np.array([3.5, 9.5, 19.5, 3.5], np.float32)
    found = named(FAMILY, view_with(view_of, n_words), probability)
    assert found["previous1_probability"] == [0, 0, 1, 1]
    assert found["next2_probability"] == [1, 0.25, 0, 0]
    assert found["blocks_to_content_before"] == [63, 63, 1, 1]
    assert found["blocks_to_content_after"] == [1, 1, 63, 63]
    assert found["blocks_to_noise_before"] == [63, 1, 2, 3]
    assert found["in_best_run"] == [0, 1, 1, 0]
    assert found["blocks_before_best_run"] == [1, 0, 0, 0]
    assert found["blocks_after_best_run"] == [0, 0, 0, 1]


def test_content_is_more_than_0_8_likely_and_has_five_words(named, view_of):
    view = view_with(view_of, np.array([4, 5, 9, 9], np.float32))
    found = named(FAMILY, view, np.array([0.9, 0.9, 0.8, 0.5]))
    assert found["blocks_to_content_before"] == [63, 63, 1, 2]
    assert found["blocks_to_content_after"] == [1, 63, 63, 63]


@given(BLOCKS)
def test_the_best_run_is_the_best_of_all_runs(view_of, named, blocks):
    probability, n_words = arrays_of(blocks)
    gain = (probability - 0.5) * (n_words + 0.5)
    best = max(
        gain[start:end].sum() for start in range(len(gain)) for end in range(start, len(gain) + 1)
    )
    found = named(FAMILY, view_with(view_of, n_words), probability)
    inside = np.array(found["in_best_run"])
    assert gain[inside > 0].sum() == pytest.approx(best, abs=1e-9)
    assert (np.diff(np.flatnonzero(inside)) == 1).all()


@pytest.mark.parametrize("chance", [0.5, 0.25])
def test_no_run_is_better_than_one_that_gains_nothing(view_of, named, chance):
    found = named(FAMILY, view_with(view_of, np.ones(3)), np.full(3, chance))
    assert found["in_best_run"] == [0, 0, 0]
    assert found["blocks_after_best_run"] == [1, 2, 3]


@given(BLOCKS)
def test_ratios_are_in_range(view_of, values_of, blocks):
    probability, n_words = arrays_of(blocks)
    found = values_of(FAMILY, view_with(view_of, n_words), probability)
    assert np.isfinite(found).all()
    ratios = [n for n, column in enumerate(FAMILY.columns) if column.scale != "count"]
    assert ((found[:, ratios] >= -1e-6) & (found[:, ratios] <= 1 + 1e-6)).all()
    assert (found >= -1e-6).all()


@given(BLOCKS, st.integers(0, 99))
def test_means_leave_the_block_itself_out_as_a_loop_finds_them(html_view, values_of, blocks, seed):
    probability, n_words = arrays_of(blocks)
    n = len(blocks)
    html = "".join(f"<div><p>a</p>{'<p>b</p>' * (i % 3)}</div>" for i in range(n))
    view = html_view(html)
    n, tree = view.n_blocks, view.tree
    probability, n_words = np.resize(probability, n), np.resize(n_words, n)
    groups = np.random.default_rng(seed).integers(0, 3, (3, n))
    groups += 3 * np.arange(3)[:, None]
    view.__dict__.update(n_words=n_words, alike=(groups, None))
    found = values_of(containers.FAMILY, view, probability)
    words = n_words.astype(np.float64) + 0.5
    for block in range(n):
        row = []
        for level in range(2):
            around = int(tree.containers[level, block])
            others = [
                i for i in range(int(tree.first[around]), int(tree.end[around])) if i != block
            ]
            row += [
                probability[others].mean() if others else probability[block],
                np.average(probability[others], weights=words[others])
                if others
                else probability[block],
            ]
        for group in groups:
            others = [i for i in range(n) if group[i] == group[block] and i != block]
            row.append(probability[others].mean() if others else probability[block])
        np.testing.assert_allclose(found[block], row, atol=1e-4)


def test_a_page_without_blocks(view_of, html_view, values_of):
    assert not values_of(FAMILY, view_of(), np.zeros(0)).size
    assert not values_of(containers.FAMILY, html_view(""), np.zeros(0)).size


@given(st.floats(-5.9, 5.9))
def test_the_curve_of_the_own_logit_gives_the_log_odds_back(score):
    unit = logit_unit(np.array([1 / (1 + np.exp(-score))]))
    knots = np.arange(N_KNOTS) / (N_KNOTS - 1)
    assert np.interp(unit, knots, logit_curve()).tolist() == pytest.approx([score], abs=1e-4)
