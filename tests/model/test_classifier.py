from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from boilerclf.errors import ConfigurationError, ModelError
from boilerclf.features.featurizer import Featurizer
from boilerclf.model import (
    SHIPPED,
    AdditiveModel,
    Classifier,
    Decision,
    Gate,
    ModelCard,
    shipped_model,
    sigmoid,
)
from boilerclf.segment import segment, segment_html, segment_text
from tests.model.conftest import random_classifier

ROOT = Path(__file__).parents[2]

HTML = "<nav><a href=/>Home</a></nav><h1>Rain</h1><p>Rain fell on Tarvo, all night.</p><p>Share"
TEXT = "Home | News\nRain fell on Tarvo, all night.\nShare this"


def page_of(kind, document=None):
    if kind == "html":
        return segment_html(HTML if document is None else document)
    return segment_text(TEXT if document is None else document)


def test_probabilities_are_those_of_both_passes_in_a_row(classifier):
    page = page_of(classifier.kind)
    featurizer = Featurizer(classifier.kind)
    features = featurizer.first(page)
    hashed = featurizer.scorer(classifier.first.hashed).block_scores(features.view)
    first = sigmoid(classifier.first.scores(features.knots, hashed))
    around = featurizer.second(features, first)
    np.testing.assert_array_equal(
        classifier.score(page).alone, sigmoid(classifier.second.scores(around))
    )
    alone = replace(classifier, second=None)
    np.testing.assert_array_equal(alone.score(page).alone, first)


def test_a_gate_with_other_columns_than_the_first_pass_is_refused():
    classifier = random_classifier("html")
    curves = classifier.first.curves
    words = np.zeros(classifier.featurizer.n_page_words, np.float32)
    gate = Gate(0.0, np.zeros(2 * len(curves), np.float32), words, 0.0, curves)
    assert replace(classifier, gate=gate).gate is gate
    with pytest.raises(ModelError, match="the gate has other columns than the first pass"):
        replace(classifier, gate=replace(gate, curves=curves[1:]))


def test_extracted_text_has_a_decision_of_its_own(classifier):
    both = replace(classifier, card=replace(classifier.card, extracted=Decision("threshold", 0.1)))
    assert both.card.decision == classifier.card.decision
    if classifier.kind == "html":  # which is no extracted text
        assert both.decision_of("extracted") == classifier.card.decision
        assert classifier.decision_of("extracted") == classifier.card.decision
        return
    assert both.decision_of("extracted") == Decision("threshold", 0.1)
    with pytest.raises(ConfigurationError, match="'random' has no decision for extracted text: "):
        classifier.decision_of("extracted")


def test_labels_follow_the_card_s_decision_or_the_caller_s(classifier):
    page = page_of(classifier.kind)
    own = classifier.classify_page(page)
    assert own.kept.tolist() == (own.probabilities >= 0.4).tolist()
    assert (own.decision, own.model) == ("threshold 0.4", "random")
    everything = classifier.classify_page(page, Decision("threshold", 0.0))
    assert everything.kept.all()
    assert everything.decision == "threshold 0"


def test_what_no_visitor_can_see_is_noise_at_any_threshold():
    page = segment_html("<p>Rain fell.</p><p hidden>Nobody reads this.</p>")
    kept = random_classifier("html").classify_page(page, Decision("threshold", 0.0)).kept
    assert dict(zip(page.block_texts(), kept.tolist(), strict=True)) == {
        "Rain fell.": True,
        "Nobody reads this.": False,
    }


def test_a_document_is_read_as_the_classifier_s_kind(classifier):
    document = HTML if classifier.kind == "html" else TEXT
    read = classifier.classify(document.encode(), source="here")
    assert (read.page.kind, read.page.source) == (classifier.kind, "here")
    np.testing.assert_array_equal(
        read.probabilities, classifier.probabilities(page_of(classifier.kind))
    )


@pytest.mark.parametrize("document", ["", " \n \t", "\ufeff"])
def test_a_page_without_blocks_is_empty(classifier, document):
    page = page_of(classifier.kind, document)
    classified = classifier.classify_page(page)
    assert classified.probabilities.shape == classified.kept.shape == (0,)
    assert (classified.status, classified.content) == ("empty", "")


def test_what_is_no_document_has_no_labels(classifier):
    classified = classifier.classify(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj")
    assert (classified.status, len(classified.kept)) == ("failed", 0)


def test_the_other_kind_of_page_is_refused(classifier):
    other = "text" if classifier.kind == "html" else "html"
    with pytest.raises(ConfigurationError, match=f"take a model of kind {other}"):
        classifier.probabilities(page_of(other))


def test_prediction_is_the_same_when_repeated(classifier):
    page = page_of(classifier.kind)
    np.testing.assert_array_equal(classifier.probabilities(page), classifier.probabilities(page))


@pytest.mark.parametrize("wrong", ["first", "second"])
def test_weights_of_other_columns_are_refused(classifier, wrong):
    model = getattr(classifier, wrong)
    short = AdditiveModel(model.intercept, model.curves[:-1], model.hashed)
    with pytest.raises(ModelError, match=f"the {wrong} pass has .* retrain the model"):
        replace(classifier, **{wrong: short})


@pytest.mark.parametrize(
    ("target", "value", "threshold"),
    [("recall", 0.8, 0.5), ("recall", 0.81, 0.0), ("precision", 0.7, 0.5), ("precision", 0.8, 1.0)],
)
def test_thresholds_are_bought_from_the_curve(classifier, target, value, threshold):
    decision = classifier.card.decision_for(target=target, value=value)
    assert decision == Decision("threshold", threshold, target=f"{target} {value:g}")


@pytest.mark.parametrize("value", [0.0, 1.0, -1.0, 2.0, float("nan")])
def test_a_target_is_a_share(classifier, value):
    with pytest.raises(ConfigurationError, match="give a share above 0 and below 1"):
        classifier.card.decision_for(target="recall", value=value)


def test_a_target_that_is_never_reached_is_refused(classifier):
    with pytest.raises(ConfigurationError, match=r"does not reach a precision of 0\.95"):
        classifier.card.decision_for(target="precision", value=0.95)
    bare = Classifier(ModelCard("bare", classifier.kind), classifier.first)
    with pytest.raises(ConfigurationError, match="'bare' has no curve: give --threshold"):
        bare.card.decision_for(target="recall", value=0.5)


def test_a_stored_model_is_known_by_name_and_digest(classifier):
    assert classifier.identity == "random"
    assert classifier.stored_as("0123456789abcdef").identity == "random@0123456789ab"


@pytest.mark.parametrize("kind", SHIPPED)
def test_probabilities_are_those_of_the_plain_formula(kind):
    pattern = {"html": "html/*.html", "text": "text/*.txt"}[kind]
    model = shipped_model(kind)
    for path in sorted((ROOT / "data").glob(pattern)):
        page = segment(path.read_bytes(), kind=kind)
        if not page.n_blocks:
            continue
        features = model.featurizer.first(page)
        opened = model.first
        if model.gate is not None:
            (share,) = model.gate.page_shares(features).tolist()
            opened = model.gate.curves_for(opened, share)
        first = plain_pass(opened, model.featurizer, features, features.knots)
        second = plain_pass(
            model.second, model.featurizer, features, model.featurizer.second(features, first)
        )
        np.testing.assert_allclose(model.score(page).alone, second, rtol=0, atol=1e-6)


def plain_pass(model, featurizer, features, knots):
    """A curve for each column, a weight for each hashed entry, one sum: what training fits."""
    places = np.arange(model.curves.shape[1])
    score = np.full(len(knots), model.intercept)
    for column, curve in zip(knots.T.astype(np.float64), model.curves, strict=True):
        score += np.interp(column, places, curve)
    if len(model.hashed):
        n_bits = len(model.hashed).bit_length() - 1
        blocks, columns, values = featurizer.block_entries(features, n_bits)
        np.add.at(score, blocks, model.hashed[columns] * values.astype(np.float64))
        if featurizer.kind == "text":
            columns, values = featurizer.page_entries(features, n_bits)
            score += model.hashed[columns] @ values.astype(np.float64)
    return 1 / (1 + np.exp(-score))


def test_documents_in_the_place_of_pages_are_told(classifier):
    message = "^wanted pages as .* makes them, saw str: give documents to classify$"
    with pytest.raises(TypeError, match=message):
        classifier.classify_pages(["abc"])
