import math
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boilerclf.evaluation import Bootstrap, Score, roc_auc
from boilerclf.evaluation.bootstrap import N_LEVELS

PAGES = st.lists(st.tuples(st.sampled_from("abcdef"), st.floats(0, 1)), min_size=1, max_size=20)


def mean(sums):
    with np.errstate(invalid="ignore"):
        return sums[..., 0] / sums[..., 1]


def sums_of(values):
    return np.stack([np.asarray(values, dtype=float), np.ones(len(values))], axis=1)


def test_the_interval_of_a_mean_is_that_of_the_normal_approximation():
    values = np.random.default_rng(1).normal(5, 2, size=400)
    score = Bootstrap([str(n) for n in range(400)], n_resamples=4000).score(sums_of(values), mean)
    error = values.std() / 20
    assert score.value == pytest.approx(values.mean())
    assert score.low == pytest.approx(values.mean() - 1.96 * error, abs=0.1 * error)
    assert score.high == pytest.approx(values.mean() + 1.96 * error, abs=0.1 * error)


def test_pages_of_one_site_are_drawn_together():
    values = np.random.default_rng(1).normal(size=50)
    apart = Bootstrap([str(n) for n in range(50)]).score(sums_of(values), mean)
    # Every page ten times: as ten pages of its site they tell nothing new.
    ten_times = Bootstrap([str(n) for n in range(50)] * 10).score(
        sums_of(np.tile(values, 10)), mean
    )
    assert (ten_times.low, ten_times.high) == pytest.approx((apart.low, apart.high))


@given(PAGES)
@settings(max_examples=50)
def test_an_interval_lies_within_the_values_and_does_not_depend_on_order(pages):
    sites, values = zip(*pages, strict=True)
    score = Bootstrap(sites, n_resamples=100).score(sums_of(values), mean)
    backwards = Bootstrap(sites[::-1], n_resamples=100).score(sums_of(values[::-1]), mean)
    if len(set(sites)) < 2:
        assert math.isnan(score.low)
        assert math.isnan(score.high)
    else:
        assert min(values) - 1e-9 <= score.low <= score.high <= max(values) + 1e-9
        assert (score.low, score.high) == pytest.approx((backwards.low, backwards.high))


def test_draws_are_the_same_on_every_run():
    sums, sites = sums_of([1, 2, 3, 4, 9]), list("abcde")
    score = Bootstrap(sites, n_resamples=50).score(sums, mean)
    assert score == Bootstrap(sites, n_resamples=50).score(sums, mean)
    assert (score.low, score.high) == pytest.approx((1.645, 6.4))


def test_draws_in_which_a_score_is_not_defined_do_not_count():
    score = Bootstrap(["a", "b"]).score(np.array([[1.0, 1], [0, 0]]), mean)
    assert score == Score(1, 1, 1)


def test_no_pages_have_no_score():
    score = Bootstrap([]).score(np.zeros((0, 2)), mean)
    assert all(map(math.isnan, (score.value, score.low, score.high)))


def blocks(n_pages, seed=0):
    rng = np.random.default_rng(seed)
    pages = np.repeat(np.arange(n_pages), 50)
    labels = (rng.random(len(pages)) < 0.3).astype(np.int8)
    scores = 1 / (1 + np.exp(-rng.normal(2 * labels - 1.5, 1.5)))
    return pages, labels, scores


def test_the_interval_of_roc_auc_is_that_of_drawing_sites_one_by_one():
    pages, labels, scores = blocks(60)
    value = roc_auc(labels, scores)
    score = Bootstrap([f"{n:02}" for n in range(60)], n_resamples=300).auc(
        value, pages, labels, scores
    )
    draws = np.random.default_rng(0).multinomial(60, np.full(60, 1 / 60), size=300)
    drawn = [roc_auc(labels, scores, weights=counts[pages]) for counts in draws]
    low, high = np.percentile(drawn, (2.5, 97.5))
    assert score.value == value
    assert score.low == pytest.approx(low, abs=1 / N_LEVELS)
    assert score.high == pytest.approx(high, abs=1 / N_LEVELS)


def test_roc_auc_of_few_levels_is_exact():
    pages, labels, scores = blocks(20)
    scores = np.round(scores, 1)
    value = roc_auc(labels, scores)
    score = Bootstrap([f"{n:02}" for n in range(20)], n_resamples=1).auc(
        value, pages, labels, scores
    )
    counts = np.random.default_rng(0).multinomial(20, np.full(20, 1 / 20), size=1)[0]
    assert score.low == score.high == pytest.approx(roc_auc(labels, scores, weights=counts[pages]))


def test_roc_auc_without_blocks_or_with_one_site_has_no_interval():
    none = np.zeros(0)
    empty = Bootstrap(["a", "b"]).auc(math.nan, none.astype(int), none.astype(np.int8), none)
    assert math.isnan(empty.value)
    assert math.isnan(empty.low)
    pages, labels, scores = blocks(3)
    assert math.isnan(Bootstrap(["a"] * 3).auc(0.9, pages, labels, scores).low)


def test_one_long_name_takes_its_own_room_alone():
    sites = ["x" * 200_000, *map(str, range(300))]
    tracemalloc.start()
    bootstrap = Bootstrap(sites, n_resamples=10)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (bootstrap.n_sites, most < 1_000_000) == (301, True)


def test_roc_auc_is_resampled_by_the_site_of_each_page():
    pages, labels, scores = blocks(30)
    names = list(np.random.default_rng(3).permutation(["a", "b", "c", "d", "e"] * 6))
    value = roc_auc(labels, scores)
    found = Bootstrap(names, n_resamples=200).auc(value, pages, labels, scores)
    draws = np.random.default_rng(0).multinomial(5, np.full(5, 1 / 5), size=200)
    site = np.array(["abcde".index(name) for name in names])[pages]
    drawn = [roc_auc(labels, scores, weights=counts[site]) for counts in draws]
    low, high = np.percentile(drawn, (2.5, 97.5))
    assert found.low == pytest.approx(low, abs=1 / N_LEVELS)
    assert found.high == pytest.approx(high, abs=1 / N_LEVELS)
