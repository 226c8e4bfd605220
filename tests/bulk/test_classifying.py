from dataclasses import replace

import pytest

import boilerclf
from boilerclf.bulk import Target, classify_documents
from boilerclf.errors import ConfigurationError, ModelError
from boilerclf.model import parse_decision
from boilerclf.sources import Document

HTML = Document("h", "a.html", "<h1>News</h1><p>The first ferry sailed at nine.", "html")
TEXT = Document("t", "b.txt", "News\nThe first ferry sailed at nine.", "text", {"n": 1})
GONE = Document("g", "c.txt", None, error="cannot be opened")
BROKEN = Document("x", "d.txt", b"A line.", "text", declared_encoding=7)  # a caller's mistake


def test_each_document_comes_back_with_its_page_in_order():
    pairs = list(classify_documents([TEXT, GONE, HTML]))
    assert [document for document, _ in pairs] == [TEXT, GONE, HTML]
    (_, text), (_, gone), (_, html) = pairs
    assert gone is None
    assert (
        text.to_record() == boilerclf.classify(TEXT.data, kind="text", source="b.txt").to_record()
    )
    assert (
        html.to_record() == boilerclf.classify(HTML.data, kind="html", source="a.html").to_record()
    )


def test_a_document_that_breaks_us_costs_itself_alone():
    (document, page), (_, after) = classify_documents([BROKEN, TEXT])
    assert page is None
    assert document.error.startswith("internal error: ")
    assert replace(document, data=b"A line.", error="") == BROKEN
    assert [block.text for block in after.blocks] == ["News", "The first ferry sailed at nine."]


def test_documents_are_read_one_by_one():
    def documents():
        yield TEXT
        raise AssertionError("read too early")

    assert next(classify_documents(documents()))[0] == TEXT


def test_workers_change_nothing():
    documents = [replace(TEXT, id=str(number)) for number in range(130)]
    documents[70:70] = [GONE, BROKEN, HTML]

    def records(jobs):
        pairs = classify_documents(documents, jobs=jobs)
        return [(d.id, d.error, page and page.to_record(d.id)) for d, page in pairs]

    assert records(2) == records(1)


def test_a_target_is_bought_from_each_model():
    (_, html), (_, text) = classify_documents([HTML, TEXT], decision=Target("recall", 0.9))
    for page, kind in ((html, "html"), (text, "text")):
        bought = boilerclf.load_model(kind).decision_for(target="recall", value=0.9)
        assert page.decision == str(bought)
        assert page.kept.tolist() == (page.probabilities >= bought.threshold).tolist()


def test_a_model_reads_as_its_own_kind_what_does_not_say_what_it_is():
    unknown = Document("u", "-", "<p>The first ferry sailed at nine.")
    (_, page), (refused, nothing) = classify_documents([unknown, HTML], model="text")
    assert (page.page.kind, page.blocks[0].text) == ("text", unknown.data)
    assert nothing is None
    assert refused.error == "the page is html, the model labels text"


def test_a_decision_goes_for_every_page():
    for _, page in classify_documents([HTML, TEXT], decision=parse_decision("0.0")):
        assert page.kept.all()


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_wrong_with_the_call_is_told_before_anything_is_read(jobs):
    def documents():
        raise AssertionError("read")
        yield

    with pytest.raises(ModelError):
        classify_documents(documents(), model="nowhere", jobs=jobs)
    with pytest.raises(ConfigurationError):
        classify_documents(documents(), model="text", decision=Target("recall", 1.5), jobs=jobs)
