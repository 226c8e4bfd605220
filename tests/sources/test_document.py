import pytest

from boilerclf.sources import Document


def test_a_page_of_a_document():
    document = Document("1", "a", "é".encode("latin1"), "text", declared_encoding="latin1")
    page = document.to_page()
    assert (page.block_texts(), page.source, page.encoding_source) == (["é"], "a", "header")


@pytest.mark.parametrize(
    ("kind", "read_as"), [("auto", "text"), ("text", "text"), ("html", "html")]
)
def test_a_failed_document_is_a_failed_page(kind, read_as):
    page = Document("1", "a", None, kind, error="is a folder").to_page()
    assert (page.status, page.reason, page.n_blocks) == ("failed", "is a folder", 0)
    assert (page.kind, page.source) == (read_as, "a")


def test_a_part_of_a_document_is_limited_unless_it_failed():
    page = Document("1", "a", "x", limited="truncated").to_page()
    assert (page.status, page.reason, page.n_blocks) == ("limited", "truncated", 1)
    assert Document("1", "a", b"%PDF-1.7", limited="truncated").to_page().status == "failed"
