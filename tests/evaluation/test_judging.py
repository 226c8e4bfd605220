from pathlib import Path

import numpy as np
import pytest

from boilerclf.corpus import label_records, read_records
from boilerclf.evaluation import evaluate, evaluate_predictions, judge
from boilerclf.evaluation.judging import judgement_of
from boilerclf.model import Classifier, Decision, shipped_model
from boilerclf.training import TrainingOptions, train

DATA = Path(__file__).parents[2] / "data"
QUICK = TrainingOptions(first_bits=6, max_iter=8)


@pytest.fixture(scope="module")
def pages():
    return label_records(read_records([DATA / "text"]))


def figures(evaluation):
    """Return all figures; those that are not defined are None, and so equal."""
    report = evaluation.to_dict()
    return report["scores"], report["slices"], report["reliability"]


def test_evaluate_judges_with_the_model_s_decision_or_another(pages):
    model = train(pages, kind="text", name="mine", options=QUICK)
    own = evaluate(model, pages, corpora={"labels": "ab"})
    classified = [model.classify_page(page.page) for page in pages]
    expected = evaluate_predictions(
        pages, [its.probabilities for its in classified], [its.kept for its in classified]
    )
    assert figures(own) == figures(expected)
    assert (own.model, own.decision) == ("mine", str(model.card.decision))
    assert own.corpora == {"labels": "ab"}
    assert evaluate(model, pages, corpora={"labels": "ab"}, jobs=2).to_dict() == own.to_dict()
    nothing = evaluate(model, pages, Decision("threshold", 1.0))
    assert nothing.scores["noise_recall"].value == 1.0
    assert nothing.decision == "threshold 1"


def test_evaluating_no_pages_gives_no_scores(pages):
    model = train(pages, kind="text", name="mine", options=QUICK)
    assert np.isnan(evaluate(model, []).scores["page_f1"].value)


def test_pages_are_judged_once_together_and_again_with_headlines_alone(pages, monkeypatch):
    sizes = []
    classify_pages = Classifier.classify_pages

    def counted(self, some, decision=None, *, explained=False):
        sizes.append(len(some))
        return classify_pages(self, some, decision, explained=explained)

    monkeypatch.setattr(Classifier, "classify_pages", counted)
    news = judge(shipped_model("text"), pages).evaluation.news
    assert sizes == [len(pages), news.n_pages]
    assert 0 < news.n_pages < len(pages)


def test_each_page_is_judged_by_its_own_model(pages):
    shipped = shipped_model("text")
    models = [shipped, train(pages, kind="text", name="mine", options=QUICK)]
    judged = judgement_of(
        pages,
        [models[number % 2] for number in range(len(pages))],
        None,
        model="both",
        rule="",
        corpora=None,
        jobs=1,
        weighed=False,
    )
    for number, page in enumerate(pages):
        alone = models[number % 2].classify_page(page.page)
        assert judged.probabilities[number].tobytes() == alone.probabilities.tobytes()
        assert judged.kept[number].tolist() == alone.kept.tolist()
    assert judged.evaluation.decision == "; ".join(sorted(its.own_rule for its in models))
