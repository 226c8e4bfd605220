import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.errors import ConfigurationError
from boilerclf.segment.html import THIN_MARKUP
from boilerclf.segment.reader import segment

SENTENCE = "The library in Brookfield opens its doors again on Monday at nine o'clock. "


def test_html_bytes():
    data = "<meta charset=koi8-r><h1>Новости</h1><p>Сегодня открылась библиотека.".encode("koi8-r")
    page = segment(data, source="a.html")
    assert page.block_texts() == ["Новости", "Сегодня открылась библиотека."]
    assert (page.kind, page.status, page.source) == ("html", "ok", "a.html")
    assert (page.encoding, page.encoding_source) == ("koi8-r", "meta")


def test_text_bytes():
    page = segment("caf\u00e9\r\n\r\nna\u00efve".encode("cp1252"), declared_encoding="latin1")
    assert page.block_texts() == ["café", "naïve"]
    assert page.lines.tolist() == [1, 3]
    assert (page.kind, page.encoding, page.encoding_source) == ("text", "windows-1252", "header")


def test_text_ignores_what_a_tag_declares():
    page = segment("<meta charset=latin1>\nnaïve".encode(), kind="text")
    assert (page.encoding, page.encoding_source) == ("utf-8", "utf-8")
    assert page.block_texts() == ["<meta charset=latin1>", "naïve"]


def test_a_string_has_no_encoding():
    assert segment("Hello").encoding == segment("<p>Hello").encoding_source == ""


@pytest.mark.parametrize(
    ("data", "kind", "read_as"),
    [
        ("Hello", "auto", "text"),
        ("Hello", "html", "html"),
        ("<p>Hello", "auto", "html"),
        ("<p>Hello", "text", "text"),
        ('{"a": "Hello"}', "text", "text"),
        (b'{"a": "Hello"}', "text", "text"),
        ("%PDF-1.4 Hello", "text", "text"),
    ],
)
def test_kind(data, kind, read_as):
    page = segment(data, kind=kind)
    assert (page.kind, page.status, page.n_blocks) == (read_as, "ok", 1)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n1 0 obj",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        gzip.compress(b"<p>Hello</p>", mtime=0),
        b'{"html": "<p>Hello</p>"}',
        '[{"a": "b"}]',
        '<rss version="2.0"><channel><title>x</title></channel></rss>',
    ],
)
@pytest.mark.parametrize("kind", ["auto", "html"])
def test_no_page_at_all(data, kind):
    page = segment(data, kind=kind, source="x.html")
    assert (page.status, page.reason, page.n_blocks) == ("failed", "not_html", 0)
    assert (page.kind, page.text, page.source) == ("html", "", "x.html")


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"\x7fELF\2\1\1\0" + bytes(64)])
def test_binary_is_not_text(data):
    page = segment(data, kind="text")
    assert (page.kind, page.status, page.reason) == ("text", "failed", "not_text")


@pytest.mark.parametrize("kind", ["auto", "html", "text"])
@pytest.mark.parametrize(
    "data", ["", " \n\t\r\n", "\ufeff", b"", b"  \n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"]
)
def test_nothing_there(data, kind):
    page = segment(data, kind=kind)
    assert (page.status, page.reason, page.n_blocks) == ("empty", "no_text", 0)
    assert page.warnings == ()


def test_markup_without_text_is_thin():
    shell = "<html><head>" + "<script src=a.js></script>" * 100 + "</head><body><div id=root>"
    assert len(shell) > THIN_MARKUP
    assert segment(shell).warnings == ("thin_input",)
    assert segment(shell + "<p>Please turn on scripts.").warnings == ("thin_input",)
    assert segment(shell + f"<p>{SENTENCE * 2}").warnings == ()
    assert segment("<div id=root></div>").warnings == ()
    assert segment("Short text\n" + "\n" * THIN_MARKUP).warnings == ()


def test_control_characters_stay():
    page = segment(b"a\x00b\x1b[2J and more of this text\n")
    assert page.block_texts() == ["a\x00b\x1b[2J and more of this text"]


def test_unknown_kind_is_refused():
    with pytest.raises(ConfigurationError, match="'pdf'; choose one of auto, html, text"):
        segment("x", kind="pdf")


@given(
    st.one_of(st.binary(max_size=200), st.text(st.characters(), max_size=200)),
    st.sampled_from(["auto", "html", "text"]),
)
def test_reading_never_raises(data, kind):
    page = segment(data, kind=kind)
    assert (page.n_blocks > 0) == (page.status == "ok")
    assert (page.reason == "") == (page.status == "ok")
    assert all(page.block_texts())
    if isinstance(data, bytes):
        page.text.encode()
