import shutil
from contextlib import contextmanager
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

import pytest

import boilerclf
from boilerclf.bulk import DocumentClassifier, Settings, classify_documents
from boilerclf.bulk.classifying import attach_outcome
from boilerclf.errors import ConfigurationError, InputError, ModelError
from boilerclf.features.featurizer import Featurizer
from boilerclf.model import SHIPPED, shipped_model
from boilerclf.sources import Document

ROOT = Path(__file__).parents[2]
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


def test_extracted_text_has_a_decision_of_its_own_and_html_has_not():
    pairs = classify_documents([TEXT, HTML], extracted=True)
    assert [page.decision for _, page in pairs] == [
        str(shipped_model("text").card.extracted),
        str(shipped_model("html").card.decision),
    ]
    alone = boilerclf.classify(TEXT.data, kind="text", extracted=True)
    assert alone.decision == str(shipped_model("text").card.extracted)
    with pytest.raises(ConfigurationError, match="threshold and extracted exclude each other"):
        classify_documents([TEXT], threshold=0.5, extracted=True)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_target_that_one_shipped_model_does_not_reach_is_refused_before_anything_is_read(jobs):
    best = {kind: max(row[2] for row in shipped_model(kind).card.curve) for kind in SHIPPED}
    weaker, stronger = sorted(best, key=best.get)
    target = (best[weaker] + best[stronger]) / 2

    def documents():
        raise AssertionError("read too early")
        yield

    with pytest.raises(ConfigurationError) as refused:
        classify_documents(documents(), target_precision=target, jobs=jobs)
    assert str(refused.value) == (
        f"model '{weaker}' does not reach a precision of {target:g} on its held-out folds: "
        "give a lower target, --threshold, or another --model"
    )
    named = {"html": HTML, "text": TEXT}[stronger]
    ((_, page),) = classify_documents([named], model=stronger, target_precision=target)
    assert page.decision.endswith(f"(precision {target:g})")


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


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_document_brings_need_not_be_fit_for_sending(jobs):
    brings = {"url": "http://a.example/b/", "of mine": lambda: 1}
    linked = "<p>The first ferry sailed at nine on Monday from <a href=c>the harbour</a>."
    documents = [Document("a", "a", linked, "html", brings), TEXT]
    first, second = classify_documents(documents, jobs=jobs, content="markdown")
    assert first[0] is documents[0]
    assert first[1].markdown.endswith("from [the harbour](http://a.example/b/c).")
    assert second[1].status == "ok"


def test_a_target_is_bought_from_each_model():
    (_, html), (_, text) = classify_documents([HTML, TEXT], target_recall=0.9)
    for page, kind in ((html, "html"), (text, "text")):
        bought = boilerclf.load_model(kind).card.decision_for(target="recall", value=0.9)
        assert page.decision == str(bought)
        assert page.kept.tolist() == (page.probabilities >= bought.threshold).tolist()


def test_a_model_reads_as_its_own_kind_what_does_not_say_what_it_is():
    unknown = Document("u", "-", "<p>The first ferry sailed at nine.")
    (_, page), (refused, nothing) = classify_documents([unknown, HTML], model="text")
    assert (page.page.kind, page.blocks[0].text) == ("text", unknown.data)
    assert nothing is None
    assert refused.error == "the page is html, the model labels text"


def test_a_decision_goes_for_every_page():
    for _, page in classify_documents([HTML, TEXT], threshold=0.0):
        assert page.kept.all()


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_wrong_with_the_call_is_told_before_anything_is_read(jobs):
    def documents():
        raise AssertionError("read")
        yield

    with pytest.raises(ModelError):
        classify_documents(documents(), model="nowhere", jobs=jobs)
    with pytest.raises(ConfigurationError):
        classify_documents(documents(), model="text", target_recall=1.5, jobs=jobs)


def record(pair):
    document, page = pair
    return document.id, document.error, page and page.to_record(document.id)


def many_documents():
    """Small and large texts, pages of HTML and what cannot be read, mixed."""
    texts = [f"Menu | {n}\nThe ferry of line {n} sailed at nine.\n" * (n % 7) for n in range(150)]
    texts[40] = "The long timetable of the ferry.\n" * 9_000
    documents = [Document(str(n), "a.txt", text, "text") for n, text in enumerate(texts)]
    documents[90:90] = [GONE, HTML, BROKEN, HTML]
    return documents


@pytest.mark.parametrize("options", [{}, {"jobs": 2}, {"with_reasons": True}, {"model": "text"}])
def test_documents_that_share_passes_are_classified_as_each_by_itself(options):
    documents = many_documents()
    alone = DocumentClassifier(Settings(options.get("model")))
    expected = [record(attach_outcome(document, alone(document))) for document in documents]
    found = list(classify_documents(documents, **options))
    assert [record(pair) for pair in found] == expected
    if "with_reasons" in options:
        assert all(len(page.reasons) == page.page.n_blocks for _, page in found if page)


def test_a_page_that_breaks_a_shared_pass_costs_itself_alone(monkeypatch):
    whole = Featurizer.first

    def fragile(self, *pages):
        if any("hail" in page.text for page in pages):
            raise MemoryError if "snow" in pages[0].text else ValueError(len(pages))
        return whole(self, *pages)

    texts = ["Rain fell.", "Rain and hail.", "Sun.", "snow, hail", "Wind."]
    documents = [Document(str(n), "a", text, "text") for n, text in enumerate(texts)]
    expected = [record(pair) for pair in classify_documents(documents)]
    monkeypatch.setattr(Featurizer, "first", fragile)
    found = [record(pair) for pair in classify_documents(documents)]
    assert found[::2] == expected[::2]
    assert found[1] == ("1", "internal error: ValueError: 1", None)
    assert found[3] == ("3", "takes more memory than there is, or than a worker may take", None)
    with pytest.raises(MemoryError):
        list(DocumentClassifier(Settings(), is_worker=True).classify_many(documents))


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("n_documents", [0, 10, 150])
def test_what_was_read_before_an_error_comes_before_the_error(jobs, n_documents):
    def documents():
        yield from [TEXT] * n_documents
        raise InputError("broke off")

    pairs = classify_documents(documents(), jobs=jobs)
    assert [next(pairs)[0] for _ in range(n_documents)] == [TEXT] * n_documents
    with pytest.raises(InputError, match="broke off"):
        next(pairs)


def test_what_was_read_before_a_model_proved_damaged_comes_before_the_error(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "models" / "text", tmp_path / "models" / "text")  # and no html
    monkeypatch.setattr("boilerclf.model.shipped._PACKAGE", tmp_path)
    shipped_model.cache_clear()
    pairs = classify_documents([TEXT] * 30 + [HTML] + [TEXT] * 30)
    assert [next(pairs)[0] for _ in range(30)] == [TEXT] * 30
    with pytest.raises(ModelError, match="cannot be read"):
        next(pairs)


def test_documents_share_passes_and_each_pass_is_timed(monkeypatch):
    whole = Featurizer.first
    events = []

    def recorded(self, *pages):
        events.append(len(pages))
        return whole(self, *pages)

    @contextmanager
    def timing(n_pages):
        events.append(f"begins for {n_pages}")
        yield
        events.append("ends")

    monkeypatch.setattr(Featurizer, "first", recorded)
    list(DocumentClassifier(Settings()).classify_many([TEXT, HTML, TEXT, GONE, TEXT], timing))
    read, shared = ["begins for 1", "ends"], ["begins for 3", 3, "ends"]
    assert events == read * 5 + ["begins for 1", 1, "ends"] + shared
    events.clear()
    list(classify_documents([TEXT] * 100))
    assert events == [1, 2, 4, 8, 16, 32, 37]


LARGE = replace(HTML, data=HTML.data + " " * (1 << 20))


@pytest.mark.parametrize(
    ("document", "sizes"),
    [(TEXT, [1, 2, 4, 8, 16, 32, 64, 64]), (LARGE, [1] * 5)],
    ids=["small", "large"],
)
def test_few_documents_are_read_ahead(document, sizes):
    n_read = 0

    def documents():
        nonlocal n_read
        while True:
            n_read += 1
            yield document

    pairs = classify_documents(documents())
    for upto, size in zip(accumulate(sizes), sizes, strict=True):
        for _ in range(size):
            next(pairs)
            assert n_read == upto
