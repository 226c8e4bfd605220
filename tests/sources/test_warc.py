import gzip
import io
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import zstandard

from boilerclf.sources import read_documents
from boilerclf.sources.warc import looks_like_warc

ROOT = Path(__file__).parents[2]
HTML = {
    name: (ROOT / "data/html" / f"{name}.html").read_bytes()
    for name in ("article-harbour-ferry", "article-bell-foundry", "article-hallenbad")
}
FERRY, BELLS, POOL = HTML.values()
XHTML = b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><p>Rain</p></html>"
TEXT = (ROOT / "data/text/breaking-news.txt").read_bytes()


def record(record_type, body, *header, name="1", length=None):
    lines = [
        b"WARC/1.0",
        b"WARC-Type: " + record_type,
        b"WARC-Record-ID: <urn:uuid:%s>" % name.encode(),
        b"WARC-Date: 2026-05-06T07:08:09Z",
        *header,
        b"Content-Length: %d" % (len(body) if length is None else length),
    ]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body + b"\r\n\r\n"


def http(body, content_type=b"text/html; charset=utf-8", *header, status=b"200 OK"):
    lines = [b"HTTP/1.1 " + status, *header]
    lines += [b"Content-Type: " + content_type] if content_type else []
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def response(body, *http_header, name="1", url=b"https://saltgate.example/", **options):
    header = (b"WARC-Target-URI: " + url, b"Content-Type: application/http; msgtype=response")
    return record(b"response", http(body, *http_header, **options), *header, name=name)


@pytest.fixture
def read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def read(data, name="crawl.warc", **options):
        Path(name).write_bytes(data)
        skipped = Counter()
        return list(read_documents([name], skipped=skipped, **options)), dict(skipped)

    return read


CRAWL = [
    record(b"warcinfo", b"software: own\r\n", b"Content-Type: application/warc-fields"),
    record(b"request", b"GET / HTTP/1.1\r\n\r\n", b"Content-Type: application/http"),
    response(FERRY, name="ferry"),
    record(b"metadata", b"fetchTimeMs: 9\r\n"),
    response(b"\x89PNG\r\n\x1a\n", b"image/png"),
    response(TEXT, b"text/plain", name="news"),
    record(b"revisit", b"HTTP/1.1 304 Not Modified\r\n\r\n"),
    response(
        BELLS, b"application/xhtml+xml", name="bells", url=b"https://bells.example/caf\xc3\xa9"
    ),
]
SKIPPED = {"warcinfo": 1, "request": 1, "metadata": 1, "image/*": 1, "revisit": 1}


def zst(data):
    return zstandard.ZstdCompressor(write_checksum=True).compress(data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("crawl.warc", b"".join(CRAWL)),
        ("crawl", b"".join(CRAWL)),
        ("CRAWL.WARC.GZ", b"".join(gzip.compress(its, mtime=0) for its in CRAWL)),
        ("crawl.warc", b"".join(gzip.compress(its, mtime=0) for its in CRAWL)),
        ("crawl.bin", b"".join(gzip.compress(its, mtime=0) for its in CRAWL)),
        ("crawl.gz", gzip.compress(b"".join(CRAWL), mtime=0)),
        ("crawl.warc.zst", b"".join(map(zst, CRAWL))),
        ("crawl", zst(b"".join(CRAWL))),
    ],
)
def test_a_crawl_by_name_or_content(read, name, data):
    documents, skipped = read(data, name)
    assert [(d.id, d.kind, d.data, d.error, d.limited) for d in documents] == [
        ("<urn:uuid:ferry>", "html", FERRY, "", ""),
        ("<urn:uuid:news>", "text", TEXT, "", ""),
        ("<urn:uuid:bells>", "html", BELLS, "", ""),
    ]
    assert documents[0].extra == {
        "url": "https://saltgate.example/",
        "date": "2026-05-06T07:08:09Z",
        "http_status": 200,
    }
    assert documents[2].extra["url"] == "https://bells.example/café"
    assert {d.source for d in documents} == {name}
    assert skipped == SKIPPED


def test_on_standard_input(monkeypatch):
    data = b"".join(map(gzip.compress, CRAWL))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    skipped = Counter()
    assert [d.data for d in read_documents(["-"], skipped=skipped)] == [FERRY, TEXT, BELLS]
    assert skipped == SKIPPED


def test_texts_of_a_wet_file(read):
    header = (
        b"WARC-Target-URI: https://news.example/",
        b"WARC-Identified-Content-Language: eng",
        b"Content-Type: text/plain",
    )
    wet = record(b"warcinfo", b"") + record(b"conversion", TEXT, *header, name="x")
    (document,), skipped = read(gzip.compress(wet, mtime=0), "crawl.warc.wet.gz")
    assert (document.kind, document.data) == ("text", TEXT)
    assert document.extra == {
        "url": "https://news.example/",
        "date": "2026-05-06T07:08:09Z",
        "language": "eng",
    }
    assert skipped == {"warcinfo": 1}


def test_an_address_may_stand_in_angle_brackets(read):
    header = (b"WARC-Target-URI: <https://news.example/a>", b"Content-Type: text/plain")
    (document,), _ = read(record(b"conversion", TEXT, *header, name="x"), "a.warc")
    assert document.extra["url"] == "https://news.example/a"


def test_a_resource_says_itself_what_it_is(read):
    documents, skipped = read(
        record(b"resource", FERRY, b"Content-Type: text/html;charset=iso-8859-2")
        + record(b"resource", b"body {}", b"Content-Type: text/css")
        + record(b"response", b"1.2.3.4", b"Content-Type: text/dns")
    )
    assert [(d.kind, d.data, d.declared_encoding) for d in documents] == [
        ("html", FERRY, "iso-8859-2")
    ]
    assert skipped == {"text/*": 2}


def test_the_charset_of_the_header_is_used(read):
    text = "Příliš žluťoučký kůň úpěl ďábelské ódy."
    (document,), _ = read(response(text.encode("iso-8859-2"), b'text/html; Charset="ISO-8859-2"'))
    page = document.to_page()
    assert (page.block_texts(), page.encoding_source) == ([text], "header")


@pytest.mark.parametrize(
    ("content_type", "body", "expected"),
    [
        (b"", FERRY, "auto"),
        (b"", b"Just words.", "auto"),
        (b"application/octet-stream", FERRY, "auto"),
        (b"", b"%PDF-1.7 ...", {"application/*": 1}),
        (b"", b'{"a": 1}', {"application/*": 1}),
        (b"application/pdf", b"%PDF-1.7 ...", {"application/*": 1}),
        (b"application/json", b'{"a": 1}', {"application/*": 1}),
        (b"VIDEO/mp4", b"..", {"video/*": 1}),
        (b"x-own/thing", b"..", {"unknown media type": 1}),
        (b"nonsense", b"Just words.", "auto"),
        (b"nonsense", b"%PDF-1.7 ...", {"application/*": 1}),
        (b"text/html charset=utf-8", FERRY, "auto"),
        (b"text/html, text/html", FERRY, "auto"),
        (b"text/html,text/html; charset=utf-8", FERRY, "auto"),
        (b'"text/html"', FERRY, "auto"),
        (b"html", FERRY, "auto"),
        (b"text", FERRY, "auto"),
        (b"*/*", FERRY, "auto"),
        (b"text/htm", FERRY, "html"),
        (b"text/xml; charset=utf-8", XHTML, "html"),
        (b"application/xml", XHTML, "html"),
        (b"text/xml", b"<?xml version='1.0'?><rss version='2.0'>", {"text/*": 1}),
        (b"application/xml", b"<feed xmlns='x'>", {"application/*": 1}),
    ],
)
def test_what_is_a_document(read, content_type, body, expected):
    documents, skipped = read(response(body, content_type))
    if isinstance(expected, str):
        assert [(d.kind, d.data, skipped) for d in documents] == [(expected, body, {})]
    else:
        assert (documents, skipped) == ([], expected)


def test_what_the_crawler_found_counts_where_the_server_said_nothing(read):
    header = b"WARC-Identified-Payload-Type: text/plain"
    body = http(b"<p>shown as it is", b"")
    (document,), _ = read(record(b"response", body, header, b"Content-Type: application/http"))
    assert document.kind == "text"


@pytest.mark.parametrize(
    ("said", "found", "expected"),
    [
        (b"text/html, text/html", b"text/html", "html"),
        (b"*/*", b"application/xhtml+xml", "html"),
        (b"html", b"image/png", {"image/*": 1}),
        (b"text/xml", b"text/html", "html"),
        (b"application/xml", b"application/rss+xml", {"application/*": 1}),
        (b"application/pdf", b"text/html", {"application/*": 1}),
    ],
)
def test_what_the_crawler_found_counts_where_the_type_is_malformed_or_xml(
    read, said, found, expected
):
    header = b"WARC-Identified-Payload-Type: " + found
    body = http(b"<p>Rain", said)
    documents, skipped = read(
        record(b"response", body, header, b"Content-Type: application/http;msgtype=response")
    )
    assert ([d.kind for d in documents] or skipped) == (
        [expected] if isinstance(expected, str) else expected
    )


@pytest.mark.parametrize("content_type", [b"text/html charset=iso-8859-2", b"a,b,charset='l2'"])
def test_the_charset_of_a_malformed_type_is_used(read, content_type):
    (document,), _ = read(response(FERRY, content_type))
    assert document.declared_encoding in ("iso-8859-2", "l2")


@pytest.mark.parametrize("cut", [b"HTTP/1.1 2", b"Content-Type: te", b"; charset=utf-8\r\n"])
def test_a_file_that_ends_inside_an_http_header_has_a_failed_record(read, cut):
    begun, _, _ = CRAWL[2].partition(cut)
    documents, skipped = read(CRAWL[7] + begun + cut)
    assert [(d.id, d.error) for d in documents] == [
        ("<urn:uuid:bells>", ""),
        ("<urn:uuid:ferry>", "ends inside its HTTP header (truncated)"),
    ]
    assert skipped == {}


@pytest.mark.parametrize("last", [1, 4])
def test_a_file_that_ends_inside_what_is_no_page_says_so(read, last):
    documents, skipped = read(CRAWL[2] + CRAWL[last][:-7])
    assert [d.error for d in documents] == ["", "the file ends early (truncated)"]
    assert skipped == {}
    packed = gzip.compress(CRAWL[2]) + gzip.compress(CRAWL[last])[:-10]
    documents, _ = read(packed, "crawl.warc.gz")
    assert [d.error for d in documents] == ["", "the file ends early (truncated)"]


def test_an_unknown_type_of_record(read):
    assert read(record(b"own-type", b"x")) == ([], {"unknown record type": 1})


def test_coded_bodies(read):
    packed = gzip.compress(FERRY, mtime=0)
    body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    header = (b"Transfer-Encoding: chunked", b"Content-Encoding: gzip")
    (one, two), _ = read(response(body, b"text/html", *header) + response(BELLS))
    assert (one.data, one.limited, two.data) == (FERRY, "", BELLS)


def test_a_bomb_in_a_record_costs_itself(tmp_path):
    from boilerclf.files import open_input
    from boilerclf.sources.warc import read_warc

    bomb = gzip.compress(b"<p>" + b"x" * 10_000_000, mtime=0)
    path = tmp_path / "c.warc"
    path.write_bytes(response(bomb, b"text/html", b"Content-Encoding: gzip") + response(BELLS))
    one, two = read_warc(open_input(path), "c", "auto", max_record_bytes=100_000)
    assert (len(one.data), one.limited) == (100_000, "over_limit")
    assert (two.data, two.limited) == (BELLS, "")


def test_a_huge_record_is_limited(tmp_path):
    from boilerclf.files import open_input
    from boilerclf.sources.warc import read_warc

    path = tmp_path / "c.warc"
    path.write_bytes(response(b"<p>" + b"x" * 1_000_000) + response(BELLS))
    one, two = read_warc(open_input(path), "c", "auto", max_record_bytes=100_000)
    page = one.to_page()
    assert (page.status, page.reason) == ("limited", "over_limit")
    assert 90_000 < len(one.data) < 100_000
    assert two.data == BELLS


def test_wrong_lengths_and_clipped_records_cost_nothing_beside_them(read):
    long = response(POOL, name="long").replace(b"Content-Length: ", b"Content-Length: 1")
    clipped = response(FERRY, name="clipped")[:-2000]
    bad_header = response(TEXT, b"text/plain", name="bad").replace(b"WARC-Date", b"\xff\xfe\0\x1b")
    documents, _ = read(CRAWL[2] + long + CRAWL[5] + clipped + bad_header + CRAWL[7])
    assert [(d.id[10:-1], d.limited) for d in documents] == [
        ("ferry", ""),
        ("long", "wrong_length"),
        ("news", ""),
        ("clipped", "wrong_length"),
        ("bad", ""),
        ("bells", ""),
    ]
    assert documents[1].data == POOL.rstrip(b"\r\n")
    assert documents[1].to_page().status == "limited"
    assert FERRY.startswith(documents[3].data)
    assert len(documents[3].data) == len(FERRY) - 1996
    assert documents[4].data == TEXT


def test_what_is_no_record_is_one_failed_document(read):
    documents, _ = read(CRAWL[2] + b"nonsense " * 10 + CRAWL[7])
    assert [(d.id, d.error) for d in documents] == [
        ("<urn:uuid:ferry>", ""),
        ("crawl.warc:2", "no record header where record 2 should be; skipped 90 bytes"),
        ("<urn:uuid:bells>", ""),
    ]


def test_a_damaged_member_of_the_file_costs_itself(read):
    first, middle, last = (gzip.compress(CRAWL[n], mtime=0) for n in (2, 5, 7))
    spoilt = middle[: len(middle) // 2] + b"\0\xff" * 20 + middle[len(middle) // 2 + 40 :]
    documents, _ = read(first + spoilt + last, "crawl.warc.gz")
    assert (documents[0].data, documents[-1].data) == (FERRY, BELLS)
    assert [d.error for d in documents if d.error] == ["the file is damaged here (corrupt)"]


def test_a_file_that_breaks_off_says_so(read):
    documents, _ = read(
        gzip.compress(CRAWL[2], mtime=0) + gzip.compress(CRAWL[7], mtime=0)[:-500], "crawl.warc.gz"
    )
    assert documents[0].data == FERRY
    assert (documents[1].id, documents[1].limited) == ("<urn:uuid:bells>", "truncated")
    assert BELLS.startswith(documents[1].data)
    assert documents[2].error == "the file ends early (truncated)"


def test_what_the_crawler_cut_is_limited(read):
    (document,), _ = read(CRAWL[2].replace(b"WARC-Date", b"WARC-Truncated: length\r\nWARC-Date"))
    assert (document.data, document.limited) == (FERRY, "truncated")


def test_a_record_without_id_is_called_after_its_place(read):
    (one, two), _ = read(CRAWL[2].replace(b"WARC-Record-ID", b"X") * 2)
    assert (one.id, two.id) == ("crawl.warc:1", "crawl.warc:2")


@pytest.mark.parametrize("name", ["crawl.arc", "crawl", "crawl.arc.gz"])
def test_an_arc_file_is_refused_with_a_reason(read, name):
    data = b"filedesc://crawl.arc 0.0.0.0 20260101000000 text/plain 9\n1 0 Own\n\n<p>Hello\n"
    (document,), _ = read(gzip.compress(data, mtime=0) if name.endswith("gz") else data, name)
    assert document.error == "is an ARC file, which is not read; convert it to WARC"


def test_an_empty_file_has_no_document(read):
    assert read(b"") == ([], {})


def test_a_file_that_is_none(read):
    (document,), _ = read(b"<p>Just a page.")
    assert document.error == "no record header where record 1 should be; skipped 15 bytes"


def test_without_fastwarc(read):
    Path("crawl.warc").write_bytes(CRAWL[2])
    program = (
        "import sys; sys.modules['fastwarc'] = None\n"
        "from boilerclf.sources import read_documents\n"
        "print([d.error for d in read_documents(['crawl.warc'])])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert (
        "fastwarc is not installed; in a clone of boilerclf: pip install '.[crawl]'" in done.stdout
    )


@pytest.mark.parametrize(
    ("head", "is_warc"),
    [
        (b"WARC/1.1\r\nWARC-Type: warcinfo\r\n", True),
        (b"\r\n \tWARC/0.18\n", True),
        (b"WARC/1.1", False),
        (b"<p>WARC/1.1\r\n", False),
        (b"", False),
    ],
)
def test_a_file_is_known_by_its_first_record_blanks_before_it_or_not(head, is_warc):
    assert looks_like_warc(head) == is_warc
