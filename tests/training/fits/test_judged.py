"""Decisions are chosen on all cells but the one that they judge."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from boilerclf.model import Decision
from boilerclf.training.fits.judged import Judged, _tried, macro_f1_of_counts
from tests.training.fits.conftest import N_CELLS


def test_the_decision_is_the_one_of_the_highest_page_f1(samples):
    # Content at 0.3 and noise at 0.22: the best expected F1 keeps too much without a floor, and a
    # floor of 0.25 is the only one tried that lies between them.
    probabilities = np.where(samples.labels == 1, 0.3, 0.22)
    judged = Judged.of(samples, probabilities)
    assert judged.decision() == Decision(floor=0.25)
    assert judged.scores()["macro_f1"] == 1.0


def test_the_spread_that_is_asked_for_is_in_the_decision(samples):
    spread = replace(samples, options=replace(samples.options, spreads=(3.0,)))
    probabilities = np.where(samples.labels == 1, 0.7, 0.44)
    decision = Judged.of(spread, probabilities).decision()
    assert (decision.rule, decision.spread) == ("expected-f1", 3.0)
    assert Judged.of(spread, probabilities).scores()["macro_f1"] == 1.0


@pytest.fixture
def alone(samples):
    """Samples for which thresholds alone are tried."""
    return replace(samples, kind="html", options=replace(samples.options, spreads=()))


def test_without_spreads_thresholds_alone_are_tried(samples, alone):
    assert {its.rule for its in _tried(alone)} == {"threshold"}
    probabilities = np.where(samples.labels == 1, 0.34, 0.31)  # all are kept, or none
    assert Judged.of(alone, probabilities).decision() == Decision("threshold", 0.3)
    probabilities = np.where(samples.labels == 1, 0.36, 0.31)
    assert Judged.of(alone, probabilities).decision() == Decision("threshold", 0.35)
    without_gold = replace(alone, overlaps=(None,) * len(alone.overlaps))
    assert Judged.of(without_gold, probabilities).decision() == Decision("threshold", 0.5)


def test_of_thresholds_that_are_as_good_the_one_nearest_to_a_half_is_taken(samples, alone):
    for content, noise, threshold in ((0.9, 0.1, 0.5), (0.9, 0.61, 0.65), (0.39, 0.1, 0.35)):
        probabilities = np.where(samples.labels == 1, content, noise)
        assert Judged.of(alone, probabilities).decision() == Decision("threshold", threshold)


def test_equals_are_decided_by_expected_f1(samples):
    assert Judged.of(samples, samples.labels.astype(float)).decision() == Decision()


def test_without_gold_no_decision_is_tried(samples):
    blind = replace(samples, overlaps=(None,) * len(samples.overlaps))
    judged = Judged.of(blind, np.where(samples.labels == 1, 0.3, 0.22))
    assert judged.decision() == Decision()
    assert "page_f1" not in judged.scores()


def test_the_curve_counts_words(samples):
    probabilities = np.random.default_rng(0).random(len(samples.labels)) * 0.5
    curve = np.array(Judged.of(samples, probabilities).curve())
    content = samples.labels == 1
    assert curve[0, 0] == 0.0
    assert curve[0, 1] == 1.0
    assert curve[0, 2] == pytest.approx(
        samples.n_words[content].sum() / samples.n_words.sum(), abs=1e-5
    )
    kept = probabilities >= 0.2
    point = curve[20]
    assert point[0] == 0.2
    assert point[1] == pytest.approx(
        samples.n_words[content & kept].sum() / samples.n_words[content].sum(), abs=1e-5
    )
    assert point[2] == pytest.approx(
        samples.n_words[content & kept].sum() / samples.n_words[kept].sum(), abs=1e-5
    )
    assert (np.diff(curve[:, 1]) <= 0).all()
    assert len(curve) == 50  # from 0.5 on nothing is kept


@given(
    st.lists(st.tuples(st.integers(0, 1), st.booleans()), min_size=1, max_size=40).filter(
        lambda pairs: len({label for label, _ in pairs}) == 2
    )
)
def test_macro_f1_of_counts_is_that_of_scikit_learn(pairs):
    labels, kept = (np.array(column) for column in zip(*pairs, strict=True))
    counts = np.array([[(kept & (labels == label)).sum() for label in (0, 1)]])
    known = np.bincount(labels, minlength=2)
    wanted = f1_score(labels, kept, average="macro", zero_division=0.0)
    assert macro_f1_of_counts(counts, known)[0] == pytest.approx(wanted)


def mixed(samples):
    """Give probabilities that no decision makes the best of: content above noise, mostly."""
    drawn = np.random.default_rng(3).random(len(samples.labels))
    return np.where(samples.labels == 1, 0.35 + 0.6 * drawn, 0.6 * drawn)


def test_labelled_lines_are_decided_by_macro_f1_and_page_f1_extracted_text_by_page_f1(samples):
    judged = Judged.of(samples, mixed(samples))
    of_lines = judged._means(np.ones(12, np.bool_))
    every = macro_f1_of_counts(judged.kept.sum(axis=0), judged.known.sum(axis=0))
    assert of_lines.tolist() == ((judged.f1.mean(axis=0) + every) / 2).tolist()
    extracted = replace(samples, is_of_lines=np.zeros(12, np.bool_))
    judged = Judged.of(extracted, mixed(samples))
    assert judged._means(np.ones(12, np.bool_)).tolist() == judged.f1.mean(axis=0).tolist()


def test_extracted_text_has_a_decision_of_its_own_where_there_is_any(samples):
    assert (samples.extractions == -1).all()
    assert Judged.of(samples, mixed(samples)).extracted_decision() is None
    half = np.arange(12) < 6
    rows = np.repeat(half, np.diff(samples.ends))
    # Unlikely noise stands on the first half of the pages alone.
    probabilities = np.where(samples.labels == 1, 0.3, np.where(rows, 0.22, 0.01))
    extracted = [
        Judged.of(
            replace(samples, extractions=np.where(its, 0, -1)), probabilities
        ).extracted_decision()
        for its in (half, ~half)
    ]
    assert extracted == [Decision(floor=0.25), Decision()]


@pytest.mark.parametrize(
    ("first", "second", "taken"),
    [
        # The worst gains are 0, 0.1 and 0.2; the mean is highest for the second.
        ((0.9, 0.6, 0.85), (0.5, 0.95, 0.7), 2),
        # The worst gains are 0, 0.001 and -0.01: the first two are as good, the first the better.
        ((0.5, 0.501, 0.49), (0.7, 0.66, 0.9), 0),
    ],
)
def test_the_decision_for_extracted_text_serves_the_worst_extractor_best(
    samples, first, second, taken
):
    f1 = np.full((12, len(_tried(samples))), 0.1)
    f1[:6, :3], f1[6:, :3] = first, second
    judged = replace(
        Judged.of(samples, mixed(samples)),
        samples=replace(samples, extractions=np.arange(12) // 6),
        whole_f1=np.full(12, 0.5),
        f1=f1,
    )
    assert judged.extracted_decision() == _tried(samples)[taken]
    # Without the pages of the second extractor it is the best one of the first.
    cells = replace(judged.samples, cells=np.arange(12) // 6)
    assert replace(judged, samples=cells).extracted_decision(1) == _tried(samples)[np.argmax(first)]


def test_the_whole_text_is_judged_as_a_decision_that_keeps_everything(samples):
    judged = Judged.of(samples, mixed(samples))
    for row, page in enumerate(judged.pages):
        assert judged.whole_f1[row] == samples.overlaps[page].f1(samples.counted(page))
    assert 0.3 < judged.whole_f1.mean() < 0.95


def test_a_page_is_judged_by_the_threshold_that_its_share_gives_it(alone):
    # Noise of 0.4, content of 0.45, and less of both where an extractor has cleaned the page.
    cleaned = np.isin(np.arange(12), (1, 6))
    below = np.repeat(cleaned, np.diff(alone.ends)) * 0.2
    probabilities = np.where(alone.labels == 1, 0.45, 0.4) - below
    samples = replace(alone, kind="text", extractions=np.where(cleaned, 0, -1))
    judged = Judged.of(samples, probabilities, np.where(cleaned, 1.0, 0.0))
    assert judged.decision() == judged.decision(0) == Decision("threshold", 0.45)
    assert judged.extracted_decision() == Decision("threshold", 0.25)
    kept, page_f1 = judged.chosen
    assert kept.tolist() == (samples.labels == 1).tolist()
    assert (page_f1 == 1).all()
    half, _ = Judged.of(samples, probabilities, np.where(cleaned, 0.5, 0.0)).chosen
    assert not half[below > 0].any()  # by a threshold of 0.35
    without, _ = Judged.of(samples, probabilities).chosen
    assert without.tolist() == half.tolist()


def test_each_cell_is_chosen_for_as_the_others_say(samples):
    # In the first cell only noise of 0.4 and content of 0.45, in the others 0.2 and 0.3.
    first = samples.of_rows(samples.cells) == 0
    levels = np.where(first, [[0.4], [0.45]], [[0.2], [0.3]])
    judged = Judged.of(samples, np.where(samples.labels == 1, levels[1], levels[0]))
    kept, page_f1 = judged.chosen
    content = samples.labels == 1
    assert kept[~first].tolist() == content[~first].tolist()
    assert kept[first].all()  # by 0.3 or so, which the other cells want
    inside = samples.cells[judged.pages] == 0
    assert (page_f1[~inside] == 1).all()
    assert (page_f1[inside] < 1).all()


def test_decisions_that_differ_by_a_floor_keep_what_each_keeps_alone(samples):
    spread = replace(samples, options=replace(samples.options, spreads=(0.0, 3.0)))
    probabilities = mixed(samples)
    judged = Judged.of(spread, probabilities)
    tried = _tried(spread)
    assert {its.spread for its in tried} == {0.0, 3.0}
    for page in range(12):
        at = slice(samples.ends[page], samples.ends[page + 1])
        for column, decision in enumerate(tried):
            kept = decision.apply(probabilities[at], samples.n_words[at])
            assert judged.kept[page, column, 1] == (kept & (samples.labels[at] == 1)).sum()


def judged_as(samples, f1):
    """Give each page the F1 that its cell has under the first decisions; 0 under all others."""
    every = np.zeros((12, len(_tried(samples))))
    every[:, : f1.shape[1]] = f1[np.arange(12) % N_CELLS]
    return replace(Judged.of(samples, mixed(samples)), f1=every)


def test_a_cell_is_judged_by_the_decision_that_the_others_choose(samples):
    lines = replace(samples, is_of_lines=np.zeros(12, np.bool_))
    # The first decision is best on all cells together and on the first alone, the second on the
    # other three: the first cell, which may not choose, is judged by the second.
    judged = judged_as(lines, np.array([[1.0, 0.0], [0.5, 0.6], [0.5, 0.6], [0.5, 0.6]]))
    assert judged.decision() == _tried(samples)[0]
    assert judged.decision(0) == _tried(samples)[1]
    assert judged.decision(1) == _tried(samples)[0]
    kept, page_f1 = judged.chosen
    for row, page in enumerate(judged.pages):
        at = slice(lines.ends[page], lines.ends[page + 1])
        rule = _tried(samples)[int(lines.cells[page] == 0)]
        assert kept[at].tolist() == rule.apply(judged.probabilities[at], lines.n_words[at]).tolist()
        assert page_f1[row] == lines.overlaps[page].f1(kept[at] & lines.counted(page))
    assert judged.scores()["page_f1"] == pytest.approx(page_f1.mean(), abs=1e-6)


@pytest.mark.parametrize(("is_even", "best"), [(False, 0), (True, 1)])
def test_corpora_count_alike_in_the_decision_where_asked(samples, is_even, best):
    options = replace(samples.options, even_corpora=is_even)
    pages = replace(
        samples,
        options=options,
        is_of_lines=np.zeros(12, np.bool_),
        corpora=(np.arange(12) % N_CELLS == 0).astype(np.int64),  # a quarter is of the second
        corpus_names=("many", "few"),
    )
    judged = judged_as(pages, np.array([[0.0, 0.6], [0.8, 0.5], [0.8, 0.5], [0.8, 0.5]]))
    assert judged.decision() == _tried(samples)[best]


@pytest.mark.parametrize(("f1", "threshold"), [(0.9981, 0.5), (0.9979, 0.2)])
def test_thresholds_are_as_good_as_each_other_within_two_thousandths(samples, alone, f1, threshold):
    pages = replace(alone, is_of_lines=np.zeros(12, np.bool_))
    tried = _tried(pages)
    every = np.full((12, len(tried)), 0.1)
    every[:, tried.index(Decision("threshold", 0.2))] = 1.0
    every[:, tried.index(Decision("threshold", 0.5))] = f1
    judged = replace(Judged.of(pages, mixed(samples)), f1=every)
    assert judged.decision() == Decision("threshold", threshold)
