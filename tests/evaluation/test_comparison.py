"""Two models on the same pages, thresholds, columns and the learning curve."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from boilerclf.corpus import Record, label_record, label_records, read_records
from boilerclf.errors import ConfigurationError
from boilerclf.evaluation import (
    Compared,
    Score,
    compare,
    evaluate,
    judge,
    judge_folds,
    learning_curve,
    outcomes,
)
from boilerclf.model import Decision, shipped_model
from boilerclf.training import default_options

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def pages():
    return label_records(read_records([str(DATA / "text" / "labels.jsonl")]))


@pytest.fixture(scope="module")
def judged(pages):
    return judge(shipped_model("text"), pages, weighed=True)


def test_a_judgement_has_the_evaluation_and_every_page(pages, judged):
    classifier = shipped_model("text")
    assert judged.evaluation.to_dict() == evaluate(classifier, pages).to_dict()
    for page, probabilities, kept in zip(pages, judged.probabilities, judged.kept, strict=True):
        alone = classifier.classify_page(page.page)
        assert probabilities.tobytes() == alone.probabilities.tobytes()
        assert kept.tolist() == alone.kept.tolist()


def test_a_model_does_not_differ_from_itself(judged):
    for compared in compare(judged, judged).scores.values():
        assert compared.one == compared.other
        assert (compared.difference.value, compared.difference.low, compared.difference.high) == (
            0,
            0,
            0,
        )
        assert not compared.is_sure


def test_differences_are_of_the_scores(pages, judged):
    everything = judge(shipped_model("text"), pages, Decision("threshold", 0.0))
    compared = compare(judged, everything).scores
    assert list(compared)[:2] == ["page_f1", "untouched_f1"]
    for name, its in compared.items():
        one, other = judged.evaluation.scores[name], everything.evaluation.scores[name]
        assert (its.one, its.other) == (one, other)
        assert its.difference.value == pytest.approx(one.value - other.value)
        assert its.difference.low <= its.difference.value <= its.difference.high
    assert compared["page_f1"].difference.value > 0
    assert compared["content_recall"].difference.high <= 0
    # The probabilities are the same, and so is what depends on them alone.
    assert compared["roc_auc"].difference.value == 0
    assert compared["brier"].difference.high == 0


def test_the_interval_of_a_difference_of_rankings_lies_around_it(judged):
    turned = replace(judged, probabilities=[1 - its for its in judged.probabilities])
    found = compare(judged, turned).scores["roc_auc"].difference
    assert found.value == pytest.approx(2 * judged.evaluation.scores["roc_auc"].value - 1)
    assert 0 < found.low < found.value < found.high


@pytest.mark.parametrize("others", [slice(1, None), slice(None, None, -1)])
def test_only_the_same_pages_in_the_same_order_are_compared(pages, judged, others):
    with pytest.raises(ConfigurationError, match="on the same pages"):
        compare(judged, replace(judged, pages=pages[others]))


def test_thresholds_keep_less_and_less(pages, judged):
    found = outcomes(pages, judged.probabilities, judged.kept, "as decided")
    assert [its.name for its in found[:3]] == ["as decided", "0.05", "0.10"]
    kept = [its.content_kept + its.noise_kept for its in found[1:]]
    assert kept == sorted(kept, reverse=True)
    assert len({its.content_kept + its.content_dropped for its in found}) == 1
    assert found[1].recall > found[-1].recall
    assert found[1].noise_share > found[-1].noise_share


@pytest.mark.parametrize(
    ("name", "counts"),
    [("0.50", (4, 0, 2, 0)), ("0.55", (4, 0, 0, 2)), ("0.60", (0, 4, 0, 2))],
)
def test_a_threshold_keeps_what_reaches_it_and_words_without_a_label_are_not_counted(name, counts):
    lines = ("Home page", "Rain fell on us", "Who knows")
    page = label_record(Record("a", "mine", "a", 0, lines=lines, labels=(0, 1, -1)))
    found = outcomes([page], [np.array([0.5, 0.55, 0.9])], [np.ones(3, np.bool_)])
    (its,) = (outcome for outcome in found if outcome.name == name)
    kept = its.content_kept, its.content_dropped, its.noise_kept, its.noise_dropped
    assert kept == counts


def test_without_pages_shares_are_not_defined():
    first = outcomes([], [], [])[0]
    assert np.isnan([first.recall, first.noise_share]).all()


def test_the_heaviest_columns_are_those_whose_parts_spread_most(pages, judged):
    weights = [its.weight for its in judged.columns]
    assert weights == sorted(weights, reverse=True)
    assert {its.in_pass for its in judged.columns} == {"first", "second"}
    classifier = shipped_model("text")
    explained = [page.explain() for page in classifier.classify_pages([its.page for its in pages])]
    (words,) = (its for its in judged.columns if (its.in_pass, its.name) == ("first", "words"))
    parts = np.concatenate([its.first.others["words"] for its in explained])
    assert words.weight == pytest.approx(parts.std())
    number = explained[0].second.columns.index("own_logit")
    (own,) = (its for its in judged.columns if its.name == "own_logit")
    parts = np.concatenate([its.second.parts[:, number] for its in explained])
    assert own.weight == pytest.approx(parts.std(), rel=1e-5)


def made_pages():
    """Pages of two kinds of lines, a site each; sites of the first fold are held out."""
    return [
        label_record(
            Record(
                f"page {number}",
                "mine",
                f"site{number}.example",
                number % 5,
                lines=(
                    "Home | News | Contact",
                    f"The ferry number {number} sailed at nine on Monday, and it was full.",
                    "Nobody on the quay had seen so many people there before.",
                    "Share on Facebook",
                ),
                labels=(0, 1, 1, 0),
            )
        )
        for number in range(40)
    ]


def test_the_learning_curve_rises_by_sites_on_the_same_held_out_ones():
    options = replace(default_options("text"), passes=1)
    points = learning_curve(made_pages(), kind="text", options=options)
    assert [point.n_sites for point in points] == [4, 8, 16, 32]
    assert [point.n_pages for point in points] == [4, 8, 16, 32]
    assert points[-1].page_f1.value > 0.9


def test_sites_are_added_to_those_learnt_from_and_the_held_out_ones_are_judged(monkeypatch):
    learnt, judged = [], []

    def trained(pages, **_):
        learnt.append({page.site for page in pages})

    def scored(_, pages, *args, **more):
        judged.append({page.site for page in pages})
        return SimpleNamespace(scores={"page_f1": Score(1.0), "macro_f1": Score(1.0)})

    monkeypatch.setattr("boilerclf.evaluation.learning.train", trained)
    monkeypatch.setattr("boilerclf.evaluation.learning.evaluate", scored)
    learning_curve(made_pages(), kind="text")
    held_out = {page.site for page in made_pages() if page.fold == 0}
    others = {page.site for page in made_pages()} - held_out
    assert judged == [held_out] * 4
    assert learnt[0] < learnt[1] < learnt[2] < learnt[3] == others
    assert learnt[0] != {*sorted(others)[:4]}  # by chance, not by name


def test_folds_are_judged_by_models_that_did_not_see_them():
    judged = judge_folds(made_pages(), kind="text", passes=1, weighed=True)
    assert len({id(model) for model in judged.classifiers}) == 5
    assert judged.evaluation.model == "cross-validation, 1 pass"
    assert judged.columns[0].weight > 0


@pytest.mark.parametrize(
    ("low", "high", "is_sure"),
    [(0.01, 0.2, True), (-0.2, -0.01, True), (-0.01, 0.2, False), (0.0, 0.2, False)],
)
def test_a_difference_is_sure_where_its_interval_excludes_0(low, high, is_sure):
    compared = Compared(Score(0.6), Score(0.5), Score(0.1, low, high))
    assert compared.is_sure == is_sure
