"""How documents and wishes are handed over: the same keywords on every way in."""

import io
import re
from pathlib import Path

import numpy as np
import pytest

import boilerclf
from boilerclf.bulk import Settings, classify_documents, settings_of
from boilerclf.errors import ConfigurationError
from boilerclf.model import Decision, Target, asked_decision, decision_for_page

PAGE = Path(__file__).parents[2] / "data" / "html" / "article-harbour-ferry.html"
TEXT = "Home | News | Contact\nThe first ferry sailed at nine on Monday.\nShare"

STORY = "The first ferry sailed at nine on Monday morning, and it was full."


def test_each_keyword_stands_for_a_decision():
    assert asked_decision() is None
    assert asked_decision(threshold=0.25) == Decision("threshold", 0.25)
    assert asked_decision(threshold=1) == asked_decision(threshold="1") == Decision("threshold", 1)
    assert asked_decision(threshold="expected-f1") == Decision()
    assert asked_decision(target_precision=0.8) == Target("precision", 0.8)
    assert settings_of(model="text", threshold=0) == Settings("text", Decision("threshold", 0.0))


WRONG = {
    "threshold '1.5' is not usable": {"threshold": 1.5},
    "threshold 'nan' is not usable": {"threshold": float("nan")},
    "target recall 2 is not usable": {"target_recall": 2},
    "target recall inf is not usable": {"target_recall": 10**400},
    "threshold and target recall exclude each other": {"threshold": 0.5, "target_recall": 0.9},
}


@pytest.mark.parametrize("match", WRONG)
@pytest.mark.parametrize(
    "call",
    [
        lambda **wrong: boilerclf.classify(TEXT, **wrong),
        lambda **wrong: boilerclf.load_model("text").classify(TEXT, **wrong),
        lambda **wrong: list(classify_documents([TEXT], model="text", **wrong)),
    ],
    ids=["classify", "model", "documents"],
)
def test_what_cannot_be_used_is_refused_on_every_way_in(call, match):
    with pytest.raises(ConfigurationError, match=match):
        call(**WRONG[match])


@pytest.mark.parametrize(
    "asked", [{}, {"threshold": 0.9}, {"threshold": 0.0}, {"target_recall": 0.95}]
)
@pytest.mark.parametrize(("kind", "data"), [("html", PAGE.read_bytes()), ("text", TEXT)])
def test_every_way_in_gives_the_same(kind, data, asked):
    page = boilerclf.classify(data, **asked)
    assert page.page.kind == kind
    model = boilerclf.load_model(kind)
    own = model.card.decision, model.card.extracted, model.score(page.page).gate_share
    decision = model.decision_of(asked_decision(**asked)) or decision_for_page(*own)
    assert page.decision == str(decision)
    ways = [
        model.classify(data, **asked),
        boilerclf.classify(data, model=model, **asked),
        boilerclf.classify(data, model=kind, **asked),
        *(found for _, found in classify_documents([data], **asked)),
        *(found for _, found in classify_documents([data], model=kind, **asked)),
    ]
    for other in ways:
        np.testing.assert_array_equal(other.probabilities, page.probabilities)
        np.testing.assert_array_equal(other.kept, page.kept)
        assert (other.decision, other.model) == (page.decision, page.model)


def test_a_threshold_keeps_what_is_at_least_as_likely():
    page = boilerclf.classify(PAGE.read_bytes(), threshold=0.75)
    assert 0 < page.kept.sum() < len(page.kept)
    np.testing.assert_array_equal(page.kept, page.probabilities >= 0.75)


def test_a_model_of_the_other_kind_is_refused():
    with pytest.raises(ConfigurationError, match="labels text pages and the page is html"):
        boilerclf.classify(PAGE.read_bytes(), kind="html", model="text")


@pytest.mark.parametrize("make", [bytes, bytearray, memoryview])
def test_bytes_of_every_kind_are_one_document(make):
    plain, page = (
        boilerclf.classify(data) for data in (PAGE.read_bytes(), make(PAGE.read_bytes()))
    )
    assert page.to_record() == plain.to_record()
    assert boilerclf.load_model("html").classify(make(PAGE.read_bytes())).texts == plain.texts


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, "NoneType: give the markup or text of one page"),
        (7, "int: give the markup or text of one page"),
        (PAGE, "Path: read the file first, as by path.read_bytes()"),
        (io.StringIO(TEXT), "StringIO: give what it reads, as by file.read()"),
        ([TEXT], "list: give many pages to boilerclf.bulk.classify_documents"),
    ],
    ids=["None", "int", "Path", "file", "list"],
)
def test_anything_else_is_refused_in_one_sentence(data, message):
    for classify in (boilerclf.classify, boilerclf.load_model("text").classify):
        with pytest.raises(
            TypeError, match=f"^a page is str or bytes, not .*{re.escape(message)}$"
        ):
            classify(data)
    if not isinstance(data, list):
        with pytest.raises(TypeError, match=re.escape(message)):
            list(classify_documents([TEXT, data]))


def test_one_page_is_no_list_of_pages():
    with pytest.raises(TypeError, match=r"not one str: give \[page\]"):
        classify_documents(TEXT)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_list_of_strings_is_a_list_of_documents(jobs):
    found = list(classify_documents([STORY, PAGE.read_bytes(), "", "https://a.example"], jobs=jobs))
    assert [document.id for document, _ in found] == ["1", "2", "3", "4"]
    assert [page.status for _, page in found][:3] == ["ok", "ok", "empty"]
    assert found[0][1].content == STORY
    assert found[3][1].page.warnings == ("looks_like_address",)


@pytest.mark.parametrize("target", ["recall", "precision"])
def test_a_target_that_is_no_number_is_refused(target):
    with pytest.raises(ConfigurationError) as refused:
        asked_decision(**{f"target_{target}": "a"})
    assert str(refused.value) == (
        f"target {target} 'a' is not usable: give a share above 0 and below 1"
    )
    assert asked_decision(**{f"target_{target}": np.float32(0.5)}) == Target(target, 0.5)
