import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from boilerclf.errors import ConfigurationError
from boilerclf.model import Decision, decision, decision_for_page, parse_decision

BLOCKS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 60)), max_size=10)


def columns(blocks):
    probability, words = np.array(blocks, dtype=float).reshape(-1, 2).T
    return probability, words


def expected_f1(kept, probability, words):
    if not kept.any():
        return np.prod(1 - probability)  # right where there is nothing to find
    words = words + 0.5
    whole = words[kept].sum() + (probability * words).sum()
    return 2 * (probability * words)[kept].sum() / whole if whole else 0.0


@given(BLOCKS, st.floats(0, 1))
def test_a_threshold_keeps_what_reaches_it(blocks, threshold):
    probability, words = columns(blocks)
    kept = Decision("threshold", threshold).apply(probability, words)
    assert kept.tolist() == [value >= threshold for value in probability]


@given(BLOCKS)
def test_no_set_of_blocks_has_a_higher_expected_f1(blocks):
    probability, words = columns(blocks)
    kept = Decision("expected-f1").apply(probability, words)
    best = expected_f1(kept, probability, words)
    n = len(probability)
    for mask in range(1 << n):
        other = np.array([bool(mask >> bit & 1) for bit in range(n)], dtype=bool)
        assert expected_f1(other, probability, words) <= best + 1e-9


@given(BLOCKS)
def test_what_is_kept_is_more_probable_than_what_is_dropped(blocks):
    probability, words = columns(blocks)
    kept = Decision("expected-f1").apply(probability, words)
    assume(kept.any() and not kept.all())
    assert probability[kept].min() >= probability[~kept].max()


@given(BLOCKS, st.randoms())
def test_the_order_of_blocks_decides_nothing_but_ties(blocks, random):
    probability, words = columns(blocks)
    assume(len(set(probability)) == len(probability))
    order = random.sample(range(len(blocks)), len(blocks))
    rule = Decision("expected-f1")
    kept = rule.apply(probability, words)
    again = rule.apply(probability[order], words[order])
    # Sums in another order may move a tie of two prefixes, never what a set is worth.
    assert expected_f1(again, probability[order], words[order]) == pytest.approx(
        expected_f1(kept, probability, words)
    )


def test_what_has_no_words_is_kept_beside_what_is_no_likelier():
    probability, words = np.array([0.95, 0.93, 0.931, 0.1, 0.12]), np.array([40, 30, 0, 20, 0])
    kept = Decision("expected-f1").apply(probability, words)
    assert kept.tolist() == [True, True, True, False, False]


@given(BLOCKS, st.floats(0, 1))
def test_nothing_below_the_floor_is_kept(blocks, floor):
    probability, words = columns(blocks)
    kept = Decision("expected-f1", floor=floor).apply(probability, words)
    free = Decision("expected-f1").apply(probability, words)
    assert kept.tolist() == (free & (probability >= floor)).tolist()


@pytest.mark.parametrize("rule", [Decision(), Decision("threshold", 0.5)])
def test_an_empty_page_keeps_nothing(rule):
    assert rule.apply(np.zeros(0), np.zeros(0)).tolist() == []


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        ("expected-f1", Decision("expected-f1")),
        ("0", Decision("threshold", 0.0)),
        ("1", Decision("threshold", 1.0)),
        ("0.25", Decision("threshold", 0.25)),
        ("1e-3", Decision("threshold", 0.001)),
    ],
)
def test_decisions_are_read_as_they_are_written(text, decision):
    assert parse_decision(text) == decision


@pytest.mark.parametrize("text", ["", "nan", "inf", "-0.1", "1.01", "half", "expected_f1", "0,5"])
def test_what_is_no_decision_is_refused(text):
    with pytest.raises(ConfigurationError, match="give a number from 0 to 1, or 'expected-f1'"):
        parse_decision(text)


def test_a_decision_says_what_it_was_bought_for():
    assert str(Decision("threshold", 0.123456, target="recall 0.95")) == (
        "threshold 0.1235 (recall 0.95)"
    )
    assert str(Decision()) == "expected-f1"


@given(BLOCKS, st.floats(0.1, 5))
def test_with_a_spread_too_the_most_probable_are_kept(blocks, spread):
    probability, words = columns(blocks)
    kept = Decision(spread=spread).apply(probability, words)
    assume(kept.any() and not kept.all())
    assert probability[kept].min() >= probability[~kept].max()


def test_a_spread_keeps_less_of_what_is_unsure_beside_what_is_sure():
    probability = np.array([0.95] * 10 + [0.36] * 30)
    words = np.ones(40)
    assert Decision().apply(probability, words).sum() == 40
    assert Decision(spread=3.0).apply(probability, words).sum() == 10


@pytest.mark.parametrize("spread", [0.0, 3.0])
def test_a_page_that_is_unsure_all_over_is_kept_whole(spread):
    assert Decision(spread=spread).apply(np.full(8, 0.4), np.ones(8)).all()


@pytest.mark.parametrize("spread", [0.0, 3.0])
@pytest.mark.parametrize(("probability", "n_kept"), [(0.4, 0), (0.6, 1)])
def test_a_page_of_one_block_is_kept_where_it_is_content_rather_than_noise(
    spread, probability, n_kept
):
    decision = Decision(spread=spread)
    assert decision.apply(np.array([probability]), np.ones(1)).sum() == n_kept


@given(st.lists(st.floats(0.001, 0.999), min_size=1, max_size=5), st.floats(0.1, 3))
def test_the_mean_over_what_a_page_has_in_common_is_about_the_probability(values, spread):
    probability = np.array(values)
    shares, given_effect = map(
        np.concatenate, zip(*decision._given_effect(probability, spread), strict=True)
    )
    assert shares.sum() == pytest.approx(1)
    np.testing.assert_allclose((shares * given_effect).sum(axis=0), probability, atol=0.03)
    assert (np.diff(given_effect, axis=0) > 0).all()


@pytest.mark.parametrize("at_once", [1, 400])
def test_a_long_page_is_decided_as_all_at_once(monkeypatch, at_once):
    rng = np.random.default_rng(0)
    probability, words = rng.beta(0.4, 0.4, 100), rng.integers(1, 60, 100)
    kept = Decision(spread=3.0).apply(probability, words)
    assert 0 < kept.sum() < 100
    monkeypatch.setattr(decision, "_AT_ONCE", at_once)
    assert Decision(spread=3.0).apply(probability, words).tolist() == kept.tolist()


@given(BLOCKS, st.sampled_from([0.0, 0.5, 3.0]), st.sampled_from([0.0, 0.3]))
def test_equal_blocks_have_one_label(blocks, spread, floor):
    probability, words = columns(blocks)
    probability = probability.round(1)
    kept = Decision("expected-f1", floor=floor, spread=spread).apply(probability, words)
    for value in set(probability.tolist()):
        assert len(set(kept[probability == value].tolist())) == 1


def reference(probabilities, n_words, spread):
    """Return the expected F1 of nothing and of each prefix, by a sum ten times finer."""
    effects = np.arange(-6, 6.025, 0.05)[:, None]
    shares = np.exp(-(effects**2) / 2)
    shares /= shares.sum()
    odds = (probabilities / (1 - probabilities)) ** np.sqrt(
        1 + (16 * np.sqrt(3) / (15 * np.pi)) ** 2 * spread**2
    )
    given = odds / (odds + np.exp(-spread * effects))
    hits = (given * n_words).cumsum(axis=1)
    f1 = 2 * hits / (n_words.cumsum() + hits[:, -1:])
    nothing = (shares * np.prod(1 - given, axis=1, keepdims=True)).sum()
    return np.append(nothing, (shares * f1).sum(axis=0))


@pytest.mark.parametrize("spread", [1.0, 3.0, 5.0])
def test_what_is_kept_is_worth_about_as_much_as_the_best(spread):
    rng = np.random.default_rng(5)
    n_empty, lost = 0, []
    for _ in range(300):
        probabilities = -np.sort(-rng.beta(0.7, 1.6, int(rng.integers(1, 9))).clip(0.01, 0.99))
        n_words = rng.integers(1, 30, len(probabilities)).astype(np.float64)
        worth = reference(probabilities, n_words, spread)
        kept = Decision(spread=spread).apply(probabilities, n_words)
        lost.append(worth.max() - worth[kept.sum()])
        n_empty += not kept.any()
    assert 20 < n_empty < 200
    assert max(lost) < 0.003


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (Decision(), "expected-f1"),
        (Decision(floor=0.3), "expected-f1, at least 0.3"),
        (Decision(spread=2.5), "expected-f1, pages spread by 2.5"),
        (Decision(floor=0.3, spread=3.0), "expected-f1, pages spread by 3, at least 0.3"),
        (Decision("threshold", 0.123456), "threshold 0.1235"),
        (Decision("threshold", 0.5, target="recall 0.95"), "threshold 0.5 (recall 0.95)"),
    ],
)
def test_a_decision_in_words(rule, text):
    assert str(rule) == text


def test_the_bar_of_a_page_on_which_nothing_is_kept():
    # One block is kept where its expected F1, 2p / (1 + p), reaches 1 - p.
    rule = Decision("expected-f1")
    bar = rule.bar(np.array([0.2]), np.ones(1))
    assert bar == pytest.approx(2**0.5 - 1, abs=1e-3)
    assert bar == round(bar, 3)
    assert Decision(floor=1.0).bar(np.array([0.2, 0.1]), np.ones(2)) == 1
    assert rule.bar(np.zeros(0), np.zeros(0)) is None


def test_equal_lines_beside_a_sure_one_are_kept_or_dropped_together():
    # Each of the 80 adds to the expected F1 as much as it takes, and rounding decides.
    probability = np.array([1.0] + [0.1] * 80)
    kept = Decision().apply(probability, np.ones(81))
    assert kept[0]
    assert len(set(kept[1:].tolist())) == 1


def test_of_equal_blocks_one_without_words_is_kept_as_the_other_is():
    assert Decision().apply(np.array([0.9, 0.9]), np.array([5.0, 0.0])).tolist() == [True, True]


def test_a_page_as_likely_worth_something_as_empty_is_kept():
    probability = np.array([0.5, 0.125, 0.125])
    words = 2.0**60 * np.array([49, 218, 218])  # so many that half a word more makes no difference
    assert expected_f1(np.array([True, False, False]), probability, words) == 49 / 128
    assert np.prod(1 - probability) == 49 / 128
    assert Decision().apply(probability, words).tolist() == [True, False, False]


def test_a_page_of_one_ideograph_is_kept_where_it_is_worth_more_than_nothing():
    half_a_word = np.array([0.5])
    assert Decision().apply(np.array([0.45]), half_a_word).tolist() == [True]
    assert Decision().apply(np.array([0.4]), half_a_word).tolist() == [False]


def test_a_certain_block_without_a_word_is_kept():
    assert Decision().apply(np.array([1.0]), np.zeros(1)).tolist() == [True]


def test_what_pages_seldom_have_in_common_counts_too():
    """Beyond two standard deviations the unsure blocks are content with the sure one."""
    probability = np.array([0.84] + [0.28] * 17)
    worth = reference(probability, np.ones(18), 3.0)
    assert worth[18] - max(worth[:2]) > 0.008
    assert Decision(spread=3.0).apply(probability, np.ones(18)).all()


def test_a_block_counts_half_a_word_more_than_it_has():
    # The second is kept if p * (w + E) exceeds 0.9 * w: w is 1.5, E = 0.9 * 1.5 + p * 0.5.
    for probability, is_kept in ((0.438, False), (0.442, True)):
        kept = Decision().apply(np.array([0.9, probability]), np.array([1.0, 0.0]))
        assert kept.tolist() == [True, is_kept]


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_a_threshold_between_two_is_as_near_to_each_as_the_share_says(first, second, share):
    own, other = Decision("threshold", first, target="recall 0.9"), Decision("threshold", second)
    between = own.towards(other, share)
    assert between.threshold == pytest.approx(first + share * (second - first))
    assert (between.rule, between.target) == ("threshold", "recall 0.9")
    assert own.towards(other, 0.0) == own


@pytest.mark.parametrize(
    ("own", "extracted", "share"),
    [
        (Decision("threshold", 0.5), None, 0.9),
        (Decision("threshold", 0.5), Decision("threshold", 0.3), None),
        (Decision("threshold", 0.5), Decision("expected-f1"), 0.9),
        (Decision("expected-f1", spread=2.0), Decision("threshold", 0.3), 0.9),
    ],
)
def test_a_page_has_the_models_own_decision_where_no_threshold_lies_between(own, extracted, share):
    assert decision_for_page(own, extracted, share) == own
