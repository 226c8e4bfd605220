import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics as sklearn_metrics

from boilerclf.corpus.quotients import quotient
from boilerclf.evaluation import block_scores, n_snippets_kept, page_f1, roc_auc
from boilerclf.evaluation.metrics import auc_of_histograms, confusion, scores_of_counts

# (label, score, kept, weight): few scores, so that many tie.
BLOCKS = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, 5), st.booleans(), st.integers(0, 3)), max_size=30
)


def columns(blocks):
    return [np.array(column) for column in zip(*blocks, strict=True)] or [np.zeros(0, int)] * 4


def nan_equal(left, right):
    return left == pytest.approx(right, nan_ok=True)


def test_block_scores_of_a_small_table():
    scores = block_scores([1, 1, 1, 0, 0, 0, 0, 0], [True, True, False, True, *[False] * 4])
    assert scores.content_precision == pytest.approx(2 / 3)
    assert scores.content_recall == pytest.approx(2 / 3)
    assert scores.content_f1 == pytest.approx(2 / 3)
    assert scores.noise_precision == pytest.approx(4 / 5)
    assert scores.noise_recall == pytest.approx(4 / 5)
    assert scores.noise_f1 == pytest.approx(4 / 5)
    assert scores.macro_f1 == pytest.approx((2 / 3 + 4 / 5) / 2)


def test_weights_count_blocks_several_times():
    assert confusion([1, 1, 0, 0], [True, False, True, False], [2, 3, 5, 7]).tolist() == [
        2,
        3,
        5,
        7,
    ]


NAN = math.nan


@pytest.mark.parametrize(
    ("labels", "kept", "expected"),
    [
        ([], [], [NAN] * 7),
        ([1, 1], [True, True], [1, 1, 1, NAN, NAN, NAN, 1]),
        ([0, 0], [False, False], [NAN, NAN, NAN, 1, 1, 1, 1]),
        ([1, 1], [False, False], [NAN, 0, 0, 0, NAN, 0, 0]),
        ([1, 0], [True, True], [0.5, 1, 2 / 3, NAN, 0, 0, 1 / 3]),
    ],
)
def test_scores_without_a_class(labels, kept, expected):
    scores = block_scores(labels, kept)
    values = [getattr(scores, name) for name in scores.__slots__]
    assert nan_equal(values, expected)


@given(BLOCKS)
def test_block_scores_are_those_of_scikit_learn(blocks):
    labels, _, kept, weights = columns(blocks)
    scores = block_scores(labels, kept, weights)
    for label, name in ((1, "content"), (0, "noise")):
        for kind in ("precision", "recall", "f1"):
            value = getattr(scores, f"{name}_{kind}")
            if not math.isnan(value):
                function = getattr(sklearn_metrics, f"{kind}_score")
                wanted = function(
                    labels, kept, pos_label=label, sample_weight=weights, zero_division=0
                )
                assert value == pytest.approx(wanted)


@given(BLOCKS)
def test_swapping_the_classes_swaps_the_scores(blocks):
    labels, _, kept, weights = columns(blocks)
    scores = block_scores(labels, kept, weights)
    swapped = block_scores(1 - labels, ~kept.astype(bool), weights)
    assert nan_equal(scores.content_f1, swapped.noise_f1)
    assert nan_equal(scores.noise_recall, swapped.content_recall)
    assert nan_equal(scores.macro_f1, swapped.macro_f1)


def test_many_tables_are_scored_at_once():
    counts = np.array([[1, 1, 0, 2], [0, 0, 0, 0], [2, 0, 0, 0]], dtype=float)
    scores = scores_of_counts(counts)
    for row, table in enumerate(counts):
        single = scores_of_counts(table)
        assert all(nan_equal(scores[name][row], single[name]) for name in scores)


@pytest.mark.parametrize(
    ("labels", "scores", "expected"),
    [
        ([], [], NAN),
        ([1, 1], [0.1, 0.2], NAN),
        ([0], [0.1], NAN),
        ([0, 1], [0.1, 0.2], 1),
        ([0, 1], [0.2, 0.1], 0),
        ([0, 1, 1], [0.5, 0.5, 0.5], 0.5),
    ],
)
def test_roc_auc(labels, scores, expected):
    assert nan_equal(roc_auc(labels, scores), expected)


@given(BLOCKS)
def test_roc_auc_is_that_of_scikit_learn(blocks):
    labels, scores, _, weights = columns(blocks)
    for weight in (None, weights):
        counted = labels if weight is None else labels[weights > 0]
        value = roc_auc(labels, scores, weight)
        if len(set(counted.tolist())) < 2:
            assert math.isnan(value)
        else:
            wanted = sklearn_metrics.roc_auc_score(labels, scores, sample_weight=weight)
            assert value == pytest.approx(wanted)


@given(BLOCKS)
def test_roc_auc_of_the_opposite_scores_is_the_rest(blocks):
    labels, scores, _, _ = columns(blocks)
    assert nan_equal(roc_auc(labels, scores), 1 - roc_auc(labels, -scores))


def test_many_histograms_are_scored_at_once():
    content, noise = np.array([[0.0, 1], [1, 0], [0, 0]]), np.array([[1.0, 0], [0, 1], [1, 1]])
    assert nan_equal(auc_of_histograms(content, noise).tolist(), [1, 0, NAN])


def test_a_ratio_of_nothing_is_not_defined():
    assert nan_equal(quotient([0, 1, 2], [0, 0, 4]).tolist(), [NAN, NAN, 0.5])


@pytest.mark.parametrize(
    ("kept", "gold", "expected"),
    [
        ("", "", 1),
        ("* *", "...", 1),
        ("", "Rain", 0),
        ("Rain", "", 0),
        ("Rain", "Menu", 0),
        ("rain FELL", "Fell, rain!", 1),
        ("rain rain menu", "rain", 0.5),
        ("a a b", "a b b", 2 / 3),
        ("雨が降る", "雨", 0.4),
    ],
)
def test_page_f1(kept, gold, expected):
    assert page_f1(kept, gold) == pytest.approx(expected)


@given(st.text(alphabet="ab 東"), st.text(alphabet="ab 東"))
def test_page_f1_is_symmetric_and_a_share(kept, gold):
    assert 0 <= page_f1(kept, gold) == page_f1(gold, kept) <= 1
    assert page_f1(kept, kept) == 1


@pytest.mark.parametrize(
    ("kept", "snippets", "expected"),
    [
        ("", [], 0),
        ("", ["Rain"], 0),
        ("Rain  fell\n on Tarvo", ["fell on", "rain", "Rain\tfell", ""], 3),
    ],
)
def test_snippets_kept(kept, snippets, expected):
    assert n_snippets_kept(kept, snippets) == expected
