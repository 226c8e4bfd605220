import pytest

import boilerclf

ADDRESSES = [
    "https://ferry.example/story?id=1",
    "  HTTP://ferry.example\n",
    "www.ferry.example/story",
    "file:///tmp/page.html",
]
PATHS = [
    "page.html",
    "my page.htm",
    "data/html/article.html",
    "./notes",
    "/home/ada/page",
    "~/pages/a.txt",
    "C:\\pages\\a.htm",
    "crawl/CC-MAIN-1.warc.gz",
    "../a.jsonl.zst",
]
TEXTS = [
    "The ferry sailed at nine.",
    "See https://ferry.example for more.",
    "https://a.example\nhttps://b.example",
    "<p>page.html",
    "and/or",
    "5/7",
    "",
    "page.html\nThe ferry sailed at nine.",
    "https://a.example/" + "a" * 5000,
]


def warnings(data):
    return boilerclf.classify(data).to_record().get("warnings", [])


@pytest.mark.parametrize("text", ADDRESSES)
def test_an_address_alone_is_told(text):
    assert warnings(text) == ["looks_like_address"]


@pytest.mark.parametrize("text", PATHS)
def test_a_path_alone_is_told(text):
    assert warnings(text) == ["looks_like_path"]


@pytest.mark.parametrize("text", TEXTS)
def test_other_texts_are_texts(text):
    assert warnings(text) == []


@pytest.mark.parametrize("text", [*ADDRESSES, *PATHS])
def test_bytes_are_as_if_from_a_file(text):
    assert warnings(text.encode()) == []


def test_a_warning_changes_no_label():
    said, plain = boilerclf.classify(ADDRESSES[0]), boilerclf.classify(ADDRESSES[0].encode())
    assert said.probabilities.tolist() == plain.probabilities.tolist()
    assert said.kept.tolist() == plain.kept.tolist()
