import gzip
import time
import tracemalloc
import zlib

import pytest
import zstandard

from boilerclf.sources.http_body import parse_header, read_response

brotli = pytest.importorskip("brotli", reason="packs the test's bodies, and is not installed")

PAGE = b"<p>The ferry sailed at nine.</p>" * 40


def response(body, *header, max_bytes=1 << 20):
    head = b"\r\n".join([b"HTTP/1.1 200 OK", *header])
    got = read_response(head + b"\r\n\r\n" + body, max_bytes=max_bytes)
    return got.body, got.problem


def chunked(data, size=100):
    pieces = [data[n : n + size] for n in range(0, len(data), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def raw_deflate(data):
    return zlib.compress(data)[2:-4]


PACKED = [
    (b"gzip", gzip.compress),
    (b"x-gzip", gzip.compress),
    (b"GZIP", lambda data: gzip.compress(data[:50], mtime=0) + gzip.compress(data[50:], mtime=0)),
    (b"gzip", lambda data: gzip.compress(data, mtime=0) + b"junk"),
    (b"deflate", zlib.compress),
    (b"deflate", raw_deflate),
    (b"br", brotli.compress),
    (b"zstd", zstandard.compress),
    (b"gzip, br", lambda data: brotli.compress(gzip.compress(data, mtime=0))),
    (b"identity", bytes),
    (b"utf-8", bytes),
]


@pytest.mark.parametrize(("coding", "pack"), PACKED)
def test_codings_are_undone(coding, pack):
    header = b"content-encoding: " + coding
    assert response(pack(PAGE), header) == (PAGE, "")
    assert response(chunked(pack(PAGE)), header, b"Transfer-Encoding: chunked") == (PAGE, "")


@pytest.mark.parametrize("coding", [b"gzip", b"deflate", b"br", b"zstd"])
def test_what_the_crawler_decoded_already_is_taken_as_it_is(coding):
    assert response(PAGE, b"Content-Encoding: " + coding) == (PAGE, "")
    assert response(b"", b"Content-Encoding: " + coding) == (b"", "")


def test_chunks():
    header = b"Transfer-Encoding: chunked"
    assert response(b"3;x=y\r\n<p>\r\n2 \r\nHi\r\n0\r\nTrailer: x\r\n\r\n", header) == (
        b"<p>Hi",
        "",
    )
    assert response(b"3\n<p>\n2\nHi\n0\n\n", header) == (b"<p>Hi", "")
    assert response(b"<p>no chunk", header) == (b"<p>no chunk", "")
    assert response(b"3\r\n<p>\r\n400\r\nHi", header) == (b"<p>Hi", "truncated")
    assert response(b"3\r\n<p>\r\n", header) == (b"<p>", "truncated")
    assert response(b"3\r\n<p>\r\nzz\r\nHi", header) == (b"<p>", "corrupt")
    assert response(b"fffffffffffffff\r\n<p>", header) == (b"<p>", "truncated")


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        (b"gzip", gzip.compress(PAGE, mtime=0)),
        (b"deflate", zlib.compress(PAGE)),
        (b"zstd", zstandard.compress(PAGE)),
    ],
)
def test_a_body_that_breaks_off(coding, packed):
    body, problem = response(packed[:-3], b"Content-Encoding: " + coding)
    assert PAGE.startswith(body)
    assert problem == "truncated"


@pytest.mark.parametrize("pack", [zlib.compress, raw_deflate])
def test_what_follows_a_deflated_body_is_left_in_linear_time(pack):
    body = pack(PAGE) + b"<!-- -->" * 4_000_000
    start = time.process_time()
    assert response(body, b"Content-Encoding: deflate") == (PAGE, "")
    assert time.process_time() - start < 5


def test_a_damaged_body_keeps_what_came_before():
    text = b"".join(b"%d times the ferry sailed.\n" % (n * n) for n in range(4000))
    for coding, pack in ((b"gzip", gzip.compress), (b"br", brotli.compress)):
        packed = bytearray(pack(text))
        packed[len(packed) // 2 :] = b"\xff" * (len(packed) // 2)
        body, problem = response(bytes(packed), b"Content-Encoding: " + coding)
        assert len(body) > 10_000
        assert problem == "corrupt"
        assert body[:10_000] == text[:10_000]


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        (b"gzip", gzip.compress),
        (b"deflate", zlib.compress),
        (b"br", brotli.compress),
        (b"zstd", zstandard.compress),
        (b"gzip, gzip", lambda data: gzip.compress(gzip.compress(data, mtime=0), mtime=0)),
    ],
)
def test_a_bomb_is_cut(coding, pack):
    bomb = pack(b"\0" * 100_000_000)
    tracemalloc.start()
    body, problem = response(bomb, b"Content-Encoding: " + coding, max_bytes=1000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (body, problem) == (b"\0" * 1000, "over_limit")
    assert peak < 50_000_000


def test_codings_without_end():
    layers = PAGE
    for _ in range(6):
        layers = gzip.compress(layers, mtime=0)
    body, problem = response(layers, b"Content-Encoding: " + b",".join([b"gzip"] * 6))
    assert (gzip.decompress(gzip.decompress(body)), problem) == (PAGE, "over_limit")


def test_header_of_a_response():
    got = read_response(b"HTTP/1.0 404\nContent-TYPE: text/html; charset=x\n\n<p>", max_bytes=99)
    assert (got.status, got.content_type, got.body) == (404, "text/html; charset=x", b"<p>")


@pytest.mark.parametrize(
    ("block", "body", "status"),
    [
        (b"", b"", None),
        (b"<p>no header", b"<p>no header", None),
        (b"HTTP/1.1 abc\r\n\r\n<p>", b"<p>", None),
        (b"HTTP/1.1 200 OK\r\nX: y", b"", 200),
        (b"HTTP/1.1 200 OK\r\n\xff\xfe\0: \xff\r\nno colon\r\n\r\n<p>", b"<p>", 200),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n<p>", b"<p>", 200),
    ],
)
def test_bad_headers_cost_what_they_said(block, body, status):
    got = read_response(block, max_bytes=1 << 20)
    assert (got.body, got.status, got.problem) == (body, status, "")


def test_a_name_given_twice():
    header = parse_header(b"HTTP/1.1 200 OK\r\nA: 1\r\na: 2")
    assert header.get_multiple("A") == ("1", "2")
    assert header.get("B") is None


@pytest.mark.parametrize(
    "before",
    [
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\nContent-Type: a/b\r\n\r\n" * 3,
        b"HTTP/1.0 200 Connection established\nVia: a\n\n",
        b"HTTP/1.1 100\r\n\r\n" * 30_000,  # in linear time
    ],
)
def test_headers_before_the_last_one_are_no_body(before):
    got = read_response(
        before + b"HTTP/2 404 \r\nContent-Type: text/html\r\n\r\n" + PAGE, max_bytes=1 << 20
    )
    assert (got.body, got.status, got.content_type) == (PAGE, 404, "text/html")
    cut = read_response(before + b"HTTP/1.1 200 OK\r\nContent-Ty", max_bytes=1 << 20)
    assert (cut.body, cut.is_begun) == (b"", False)


def test_a_text_that_begins_like_a_header_is_a_body():
    talk = b"HTTP/1.1 301 Moved\r\nLocation: /b\r\n\r\nis what the server says."
    got = read_response(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + talk, max_bytes=1 << 20
    )
    assert (got.body, got.status) == (talk, 200)
    got = read_response(b"HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 is old.", max_bytes=1 << 20)
    assert got.body == b"HTTP/1.1 is old."


def test_a_stream_server_says_icy_for_the_version():
    got = read_response(b"ICY 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE, max_bytes=1 << 20)
    assert (got.body, got.status, got.content_type) == (PAGE, 200, "text/html")
    assert read_response(b"ICY roads ahead\n\nSlow.", max_bytes=99).body.startswith(b"ICY roads")
