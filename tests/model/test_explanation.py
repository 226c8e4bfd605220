"""Reasons: they add up to the log-odds, and say what sets a block apart."""

import copy
import json
import pickle
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import boilerclf
from boilerclf.classified.phrases import phrase
from boilerclf.errors import ConfigurationError
from boilerclf.features.columns import N_KNOTS
from boilerclf.features.featurizer import Featurizer
from boilerclf.model import AdditiveModel, Decision, families, shipped_model, sigmoid
from boilerclf.segment import segment

DATA = Path(__file__).parents[2] / "data"
PAGES = sorted([*DATA.glob("html/*.html"), *DATA.glob("text/*.txt")])
TEXT = "The first ferry sailed at nine on Monday morning, and it was full.\nHome page menu"


def read(path):
    return path.read_bytes() if path.suffix == ".html" else path.read_text("utf-8")


def log_odds(probabilities):
    return np.log(probabilities) - np.log1p(-probabilities)


def with_weights(**weights):
    """Return the shipped model for text with other weights, each on the value 1 and above."""
    names = [column.name for column in Featurizer("text").columns]
    curves = np.zeros((len(names), N_KNOTS), np.float32)
    for name, weight in weights.items():
        curves[names.index(name), 1:] = weight
    first = AdditiveModel(-0.1, curves, np.zeros(0, np.float32))
    return replace(shipped_model("text"), first=first, gate=None)


def explained(classifier, text, *kept):
    page = classifier.classify_page(segment(text, kind="text"))
    return replace(page, kept=np.array(kept, bool)).explain()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_reasons_of_every_block_add_up_to_its_log_odds(path):
    page = boilerclf.classify(read(path), kind="html" if path.suffix == ".html" else "text")
    classifier = shipped_model(page.page.kind)
    explanation = page.explain()
    first = classifier.first_pass(classifier.featurizer.first(page.page))
    seen = ~page.page.is_unseen
    np.testing.assert_allclose(
        explanation.log_odds[seen], log_odds(page.probabilities[seen]), atol=1e-6
    )
    np.testing.assert_allclose(explanation.first.total(), log_odds(first), atol=1e-6)
    alone = classifier.score(page.page).alone
    np.testing.assert_allclose(explanation.second.total(), log_odds(alone), atol=1e-6)
    for block, of_first in zip(explanation.blocks, first, strict=True):
        assert sum(block.first.families.values()) == pytest.approx(log_odds(of_first), abs=1e-6)
        last = sum(block.second.families.values()) + block.company
        assert last == pytest.approx(block.log_odds, abs=1e-6)
        own = sum(block.second.columns.values()) + block.second.families["intercept"]
        assert own == pytest.approx(block.second.log_odds, abs=1e-6)
        assert block.words


@pytest.mark.parametrize("kind", ["html", "text"])
def test_a_pass_over_several_pages_explains_each_as_alone(kind):
    paths = [path for path in PAGES if path.parent.name == kind][:4]
    classifier = shipped_model(kind)
    pages = [segment(read(path), kind=kind) for path in paths] + [segment("", kind=kind)]
    for page, labelled in zip(pages, classifier.classify_pages(pages, explained=True), strict=True):
        alone = classifier.classify_page(page)
        assert labelled.probabilities.tobytes() == alone.probabilities.tobytes()
        assert labelled.kept.tolist() == alone.kept.tolist()
        together = labelled.explain()
        assert together.noise_families() == alone.explain().noise_families()
        assert together.to_dict() == alone.explain().to_dict()
        assert len(together.blocks) == page.n_blocks


def test_a_page_that_is_to_be_explained_is_featurized_once(monkeypatch):
    calls = []
    first = Featurizer.first
    monkeypatch.setattr(
        Featurizer, "first", lambda self, *pages: calls.append(len(pages)) or first(self, *pages)
    )
    from boilerclf.bulk import classify_documents

    documents = [TEXT, "<h1>Rain</h1><p>Rain fell on the valley all night."]
    pages = [page for _, page in classify_documents(documents, with_reasons=True)]
    assert [len(page.reasons) for page in pages] == [2, 2]
    assert calls == [1, 1]


@pytest.mark.parametrize(
    ("name", "hashed", "low", "high"),
    [
        ("html/article-harbour-ferry.html", "names", 0.9, 1.0),  # it tells a story
        ("text/breaking-news.txt", "words", 0.0, 0.5),  # nobody has cleaned it
    ],
)
def test_the_part_of_the_kind_of_page_is_told_apart(name, hashed, low, high):
    page = boilerclf.classify(read(DATA / name))
    explanation, classifier = page.explain(), shipped_model(page.page.kind)
    features = classifier.featurizer.first(page.page)
    shut = classifier.first.scores(features.knots, explanation.first.others[hashed])
    np.testing.assert_allclose(explanation.first.total() - explanation.gated, shut, atol=1e-5)
    assert low < explanation.gate_share < high
    assert replace(classifier, gate=None).classify(TEXT).explain().gate_share is None


def test_a_model_of_one_pass_has_one_list_of_reasons():
    page = replace(shipped_model("text"), second=None).classify(TEXT)
    explanation = page.explain()
    assert explanation.second is None
    assert explanation.blocks[0].second is None
    np.testing.assert_allclose(explanation.log_odds, log_odds(page.probabilities), atol=1e-6)


def test_what_company_adds_is_told_apart():
    page = boilerclf.classify(TEXT)
    moved = replace(page, probabilities=np.array([page.probabilities[0], 0.75]))
    explanation = moved.explain()
    assert explanation.company[0] == 0
    assert explanation.log_odds[1] == pytest.approx(log_odds(0.75))
    alone = page.explain().log_odds[1] - page.explain().company[1]
    assert explanation.company[1] == pytest.approx(log_odds(0.75) - alone)


def test_words_say_what_sets_a_block_apart():
    page = boilerclf.classify(read(DATA / "html" / "article-harbour-ferry.html"))
    of_text = {block.text: block.words for block in page.explain().blocks}
    assert "mostly links" in of_text["Skip to main content"]
    assert "a <h1> element" in of_text["Harbour ferry sails again after eleven years on dry land"]
    assert "tags and names as noise has" in of_text["Courts and crime"]
    assert "in <aside>" in of_text["More on this story"]


def test_what_no_visitor_sees_is_hidden_whatever_its_weights():
    html = "<article><p>Rain fell on the whole valley all night.<p hidden>Rain fell on the hills."
    explanation = boilerclf.classify(html).explain()
    assert explanation.is_hidden.tolist() == [False, True]
    assert explanation.noise_families()[1] == "hidden"
    assert explanation.blocks[1].probability == 0
    assert explanation.blocks[1].company == 0
    assert explanation.blocks[1].words[0] == "no visitor can bring it to view"


def test_a_row_that_is_decided_as_one_tells_what_its_company_adds():
    page = boilerclf.classify(read(DATA / "html" / "article-harbour-ferry.html"))
    explanation = page.explain()
    row = [block for block in explanation.blocks if block.text in {"Saturday", "8.00am"}]
    assert len({block.probability for block in row}) == 1
    assert all(block.company for block in row)
    alone = [block for block in explanation.blocks if block.text.startswith("One of them is")]
    assert [block.company for block in alone] == [0]


def test_words_tell_of_the_second_pass_and_of_the_bar():
    page = with_weights(n_words=1.0).classify(TEXT, threshold=0.999)
    assert page.kept.tolist() == [False, False]
    assert page.explain().blocks[0].words[0] == "by itself like content"
    assert page.explain().blocks[0].words[-1] == "below this page's bar of 1.00"


def test_the_family_that_falls_lowest_below_the_content():
    keywords = with_weights(n_navigation_keywords=-2.0, n_words=-1.0, last_terminal=1.0)
    assert explained(keywords, TEXT, True, False).noise_families()[1] == "keywords"
    marks = with_weights(n_navigation_keywords=-2.0, n_words=-1.0, last_terminal=5.0)
    explanation = explained(marks, TEXT, True, False)
    assert explanation.noise_families()[1] == "punctuation"
    assert explanation.blocks[1].words == ("no full stop", "words of navigation")


def test_where_nothing_is_kept_the_lowest():
    model = with_weights(n_navigation_keywords=-2.0, n_words=-1.0, last_terminal=5.0)
    assert explained(model, "Home page menu", False).noise_families() == ("keywords",)


def test_what_the_first_pass_takes_for_content_is_noise_for_what_is_around():
    explanation = explained(with_weights(n_words=1.0), TEXT, True, False)
    assert explanation.noise_families() == ("around", "around")


def test_no_blocks_no_reasons():
    for kind in ("html", "text"):
        explanation = shipped_model(kind).classify("").explain()
        assert explanation.noise_families() == ()
        assert explanation.blocks == ()
        assert explanation.to_dict()["blocks"] == []


@pytest.mark.parametrize("kind", ["html", "text"])
def test_every_reason_is_a_family(kind):
    page = segment("<h1>News</h1>" + "<p>Share this<p>The ferry sailed." * 20, kind=kind)
    found = shipped_model(kind).classify_page(page).explain().noise_families()
    assert set(found) <= set(families(kind))
    assert {"length", "keywords", "punctuation", "around"} <= set(families(kind))


@pytest.mark.parametrize("kind", ["html", "text"])
def test_every_column_is_told_in_english(kind):
    featurizer = Featurizer(kind)
    for column in (*featurizer.columns, *featurizer.second_columns):
        for is_high in (True, False):
            text = phrase(column.name, is_high=is_high)
            assert "_" not in text
            assert text != column.name


def test_explanations_are_json():
    explanation = boilerclf.classify(TEXT).explain()
    said = json.loads(json.dumps(explanation.to_dict(), allow_nan=False))
    assert said["bar"] == explanation.bar
    block = said["blocks"][0]
    assert block["first"]["log_odds"] == pytest.approx(sum(block["first"]["families"].values()))


def test_a_page_goes_to_other_processes_without_its_model():
    page = boilerclf.classify(TEXT)
    sent = pickle.dumps(page)
    assert len(sent) < 10_000
    there = pickle.loads(sent)  # noqa: S301  # what was just written
    assert there.content == page.content
    with pytest.raises(ConfigurationError, match="came from another process"):
        there.explain()


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_a_copy_of_a_page_is_explained_as_the_page_is(copied):
    page = boilerclf.classify(TEXT)
    other = copied(page)
    assert other is not page
    assert (other.probabilities is page.probabilities) == (copied is copy.copy)
    assert other.content == page.content
    assert other.explain().to_dict() == page.explain().to_dict()


def test_the_bar_is_what_a_page_asks_for():
    words = np.full(3, 5.0)
    assert Decision("threshold", 0.7).bar(np.array([0.1, 0.2, 0.3]), words) == 0.7
    assert Decision("expected-f1").bar(np.array([0.9, 0.45, 0.1]), words) == 0.45
    assert Decision("expected-f1").bar(np.zeros(0), np.zeros(0)) is None
    rule, low = Decision("expected-f1", floor=0.4), np.array([0.1, 0.2, 0.3])
    bar = rule.bar(low, words)
    assert not rule.apply(low, words).any()
    for probability, kept in ((bar, True), (bar - 0.002, False)):
        assert rule.apply(np.array([0.1, 0.2, probability]), words)[2] == kept
    assert low.tolist() == [0.1, 0.2, 0.3]


@pytest.mark.parametrize(("moved", "is_told"), [(-0.9, False), (-1.1, True), (1.1, False)])
def test_company_is_told_where_it_moved_the_block_to_its_label(moved, is_told):
    page = boilerclf.classify(TEXT, threshold=0.9999)
    assert not page.kept[1]
    alone = page.explain().second.total()[1]
    other = replace(page, probabilities=np.array([page.probabilities[0], sigmoid(alone + moved)]))
    told = "decided with its row, its list, its heading or what it heads"
    assert (told in other.explain().blocks[1].words) == is_told


@pytest.mark.parametrize(("n_stopped", "is_told"), [(2, False), (4, True)])
def test_what_a_block_lacks_is_a_reason_where_most_of_the_others_have_it(n_stopped, is_told):
    stopped = ["The ferry sailed at nine."] * n_stopped
    lines = [*stopped, *["The ferry sailed at nine"] * (5 - n_stopped), "Share"]
    explanation = explained(with_weights(last_terminal=5.0), "\n".join(lines), *[True] * 5, False)
    assert ("no full stop" in explanation.blocks[-1].words) == is_told


def test_light_families_are_not_told_beside_a_heavy_one():
    for weight, is_told in ((-0.5, False), (-1.25, False), (-1.26, True), (-2.0, True)):
        model = with_weights(n_navigation_keywords=weight, last_terminal=5.0)
        words = explained(model, TEXT, True, False).blocks[1].words
        assert words[0] == "no full stop"
        assert ("words of navigation" in words) == is_told


def test_a_block_is_not_told_to_be_like_both_labels():
    explanation = explained(with_weights(n_words=1.0, last_terminal=2.0), TEXT, True, False)
    kept, dropped = (block.second.columns["own_logit"] for block in explanation.blocks)
    assert kept > dropped > 0
    assert explanation.blocks[1].words[0] == "by itself like content"
    assert "by itself like noise" not in explanation.blocks[1].words


def test_blocks_from_a_fifth_to_four_fifths_are_unsure():
    page = boilerclf.classify("\n".join(["Rain fell on the town."] * 5), threshold=0.5)
    moved = replace(page, probabilities=np.array([0.19, 0.2, 0.5, 0.8, 0.81]))
    unsure = [block.is_unsure for block in moved.explain().blocks]
    assert unsure == [False, True, True, True, False]
