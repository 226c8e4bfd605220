import gzip
import io
import json
import random
import tarfile
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.segment.decoding.sniff import sniff_kind

CASES = {
    "html": [
        "<p>Hello",
        "<!DOCTYPE html><title>x</title>",
        " \ufeff\n<html lang=en>",
        "<!-- saved from somewhere --><html>",
        "<BODY>",
        "<br/>text",
        "Warning: cannot modify header in line 3\n<html><head><title>x</title></head><body>",
        "Hello <b>you</b>, <i>come</i> <a href=/in>in</a>.",
        '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">',
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">',
    ],
    "text": [
        "",
        " \n\t",
        "Hello.",
        "The tag <b> makes text bold, and </b> ends it. " * 2,
        "if a < b and c > d, swap them",
        "<ada> hello\n<bob> good evening\n",
        "<someone@example.org> wrote:",
        "<doc id=1>\nA line.\n</doc>",
        "[1] A. Author, A title, 1999.",
        "[[File:A.png]] is how a picture is put in",
        "[1, 2] show the same",
        "{curly} braces",
        "Title\n\n<br>\n" + "A sentence of some length that is plain text. " * 20,
        "\x07bell and \x00 zero, but mostly text",
        "WARC files hold pages",
        "Subject: Boats\nContent-Type: text/plain\n\nContent-Type: multipart/related is for pages.",
        "Content-Type: multipart/related is what a saved page says",
        "PAR1\nA golf course in four lines",
        "\x01" * 7 + "a" * 57 + "Mostly text. " * 1000,
    ],
    "data": [
        '{"a": 1}',
        "{}",
        '[{"a": 1}]',
        '["a", "b"]',
        "[[1.5, 2], [3, 4]]",
        '{"html": "<p>x</p>"}\n{"html": "<p>y</p>"}\n',
        '<?xml version="1.0"?><rss version="2.0"><channel>',
        '<rss version="2.0">',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        '<?xml version="1.0"?><note>x</note>',
        "WARC/1.0\r\nWARC-Type: response\r\n",
        "From: x\r\nSubject: Boats\r\nContent-Type: multipart/related;\r\n\ttype=a\r\n\r\n--b\r\n",
        'MIME-Version: 1.0\ncontent-type: multipart/related; boundary="b"\n\n--b\n<p>x',
    ],
    "binary": [
        b"%PDF-1.4\n%\xe2\xe3\xcf\xd3",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"GIF89a\1\0\1\0",
        gzip.compress(b"<p>Hello", mtime=0),
        b"PK\3\4\x14\0\0\0",
        b"RIFF\x24\0\0\0WEBPVP8 ",
        b"\0\0\0\x18ftypmp42",
        b"\x7fELF\2\1\1\0",
        b"\xfd7zXZ\0\0\4",
        b"(\xb5/\xfd\x04\0",
        bytes(range(256)),
        b"MZ\x90\0\3\0\0\0\4\0\0\0",
        b"PAR1\x15\x04\x15\x10",
        "é" * 3000 + "\x01" * 2000,
        "%PDF-1.4\nsomeone decoded this",
    ],
}


@pytest.mark.parametrize(("kind", "data"), [(k, d) for k, ds in CASES.items() for d in ds])
def test_what_it_is(kind, data):
    assert sniff_kind(data) == kind
    if isinstance(data, str):
        assert sniff_kind(data.encode()) == kind


@pytest.mark.parametrize("encoding", ["utf-32", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
@pytest.mark.parametrize(
    ("kind", "data"), [("html", "<p>Hello"), ("text", "Hello"), ("data", '{"a": 1}')]
)
def test_whatever_the_encoding(encoding, kind, data):
    assert sniff_kind(data.encode(encoding)) == kind


@given(st.one_of(st.binary(max_size=200), st.text(st.characters(), max_size=200)))
def test_sniffing_never_raises(data):
    assert sniff_kind(data) in CASES


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("size", [1, 20_000])
def test_an_archive_of_pages_is_no_page(form, size):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=form) as archive:
        page = tarfile.TarInfo("page.html")
        page.size = size
        archive.addfile(page, io.BytesIO(b"<" * size))
    assert sniff_kind(packed.getvalue()) == "binary"
    assert sniff_kind(b"a" * 257 + b"ustar is the mark of a tar file") == "text"


@pytest.mark.parametrize("size", [100, 300, 1000, 5000])
def test_random_bytes_are_binary(size):
    kinds = [sniff_kind(random.Random(seed).randbytes(size)) for seed in range(200)]  # noqa: S311  # a test
    assert kinds.count("binary") >= 198


SENTENCES = json.loads((Path(__file__).parent / "encoding_sentences.json").read_text("utf-8"))


@pytest.mark.parametrize("language", SENTENCES)
def test_text_of_any_encoding_is_text(language):
    row = SENTENCES[language]
    for encoding in (*row["encodings"], "utf-8", "utf-16-le", "utf-16-be", "utf-32"):
        codec = {"windows-874": "cp874"}.get(encoding, encoding)
        for text in row["texts"]:
            for length in (20, 60, 200):
                data = text[:length].encode(codec, "replace")
                assert sniff_kind(data) == "text", (encoding, text[:length])


def test_stray_control_characters_make_no_text_binary():
    german = "Über die Brücke führt kein Weg zurück.\n".encode("latin-1")
    assert sniff_kind(b"\x08".join([german] * 20)) == "text"
    assert sniff_kind(german * 3 + b"\x1a") == "text"
    assert sniff_kind(german * 30 + bytes(range(9))) == "text"
    assert sniff_kind("\x01\x02\x03\x04 Über die Brücke führt kein Weg zurück.") == "text"


BEGINNINGS = st.sampled_from(
    ["", "\ufeff", "%PDF-", "PAR1", "PK\3\4", "<p>", "<?xml ", '{"a":', "\0" * 9, "é" * 16_383]
)


@given(BEGINNINGS, st.text(max_size=200))
def test_text_is_what_its_bytes_are(beginning, text):
    assert sniff_kind(beginning + text) == sniff_kind((beginning + text).encode())


@pytest.mark.parametrize("unit", ["<", "<a ", '{"', '["', "<!--", "<?xml ", "[" * 9, "<b>", "\\"])
def test_time_does_not_grow_with_the_document(unit):
    start = time.process_time()
    sniff_kind(unit * 1_000_000)
    sniff_kind((unit * 1_000_000).encode())
    assert time.process_time() - start < 1
