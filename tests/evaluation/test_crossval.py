import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from boilerclf.corpus import LabelledPage, label_records, read_records
from boilerclf.errors import ConfigurationError, DataError
from boilerclf.evaluation import cross_validate, evaluate_predictions
from boilerclf.model import Decision
from boilerclf.segment import segment_text
from boilerclf.training import TrainingOptions, train_folds

DATA = Path(__file__).parents[2] / "data"
QUICK = TrainingOptions(first_bits=6, max_iter=8)


@pytest.fixture(scope="module")
def pages():
    return label_records(read_records([DATA / "text"]))


@pytest.fixture(scope="module")
def cross_validated(pages):
    return cross_validate(pages, kind="text", options=QUICK)


def figures(evaluation):
    """Return all figures; those that are not defined are None, and so equal."""
    report = evaluation.to_dict()
    return report["scores"], report["slices"], report["reliability"]


def by_hand(pages, models):
    classified = {}
    for model in models:
        for index in model.held_out:
            classified[index] = model.classifier.classify_page(pages[index].page)
    ordered = [classified[index] for index in range(len(pages))]
    return evaluate_predictions(
        pages, [its.probabilities for its in ordered], [its.kept for its in ordered]
    )


def test_each_page_is_judged_by_the_model_of_its_fold(pages, cross_validated):
    expected = by_hand(pages, train_folds(pages, kind="text", options=QUICK))
    assert figures(cross_validated) == figures(expected)
    assert cross_validated.n_pages == len(pages)
    assert cross_validated.model == "cross-validation, 2 passes"
    assert 0.8 < cross_validated.scores["roc_auc"].value < 1


def test_workers_and_order_change_nothing(pages, cross_validated):
    order = np.random.default_rng(0).permutation(len(pages))
    mixed = cross_validate([pages[i] for i in order], kind="text", options=QUICK, jobs=2)
    for name, score in cross_validated.scores.items():
        assert mixed.scores[name].value == pytest.approx(score.value, nan_ok=True, abs=1e-12)


def test_a_fold_is_not_known_to_the_model_that_judges_it(pages):
    """Lies about the labels of a fold must not move what is said of its pages."""
    fold = pages[0].fold

    def lying(page: LabelledPage) -> LabelledPage:
        if page.fold != fold:
            return page
        return replace(page, labels=(1 - page.labels).astype(np.int8), gold="nothing of it")

    liars = [lying(page) for page in pages]
    honest_models = train_folds(pages, kind="text", options=QUICK)
    lied_to_models = train_folds(liars, kind="text", options=QUICK)
    changed = []
    for honest, lied_to in zip(honest_models, lied_to_models, strict=True):
        assert honest.held_out == lied_to.held_out
        is_fold = pages[honest.held_out[0]].fold == fold
        page = pages[honest.held_out[0]].page
        same = honest.classifier.probabilities(page) == lied_to.classifier.probabilities(page)
        assert same.all() == is_fold
        if is_fold:
            assert honest.classifier.card.decision == lied_to.classifier.card.decision
            assert honest.classifier.card.curve == lied_to.classifier.card.curve
        changed.append(not is_fold)
    assert changed.count(False) == 1


def test_held_out_pages_can_be_changed_before_they_are_judged(pages, cross_validated):
    def unread(page: LabelledPage) -> LabelledPage:
        return replace(page, page=segment_text(re.sub(r"\S", "x", page.page.text)))

    changed = cross_validate(pages, kind="text", options=QUICK, held_out=unread)
    unchanged = cross_validate(pages, kind="text", options=QUICK, held_out=lambda page: page)
    assert figures(unchanged) == figures(cross_validated)
    assert changed.scores["brier"].value > cross_validated.scores["brier"].value
    assert changed.n_blocks == cross_validated.n_blocks


def test_one_pass_can_be_asked_for(pages):
    one = cross_validate(pages, kind="text", options=QUICK, passes=1)
    models = train_folds(pages, kind="text", options=replace(QUICK, passes=1))
    assert figures(one) == figures(by_hand(pages, models))
    assert one.model == "cross-validation, 1 pass"


def test_a_decision_can_be_given(pages):
    everything = cross_validate(
        pages, kind="text", options=QUICK, decision=Decision("threshold", 0.0)
    )
    assert everything.scores["content_recall"].value == 1.0
    assert everything.decision == "threshold 0"


def test_unusable_data_is_refused(pages):
    with pytest.raises(DataError, match="no block has a label"):
        cross_validate([], kind="text")
    with pytest.raises(DataError, match="one fold"):
        cross_validate([replace(page, fold=0) for page in pages], kind="text")
    with pytest.raises(ConfigurationError, match="passes 3 is not usable: give 1 or 2"):
        cross_validate(pages, kind="text", passes=3)
