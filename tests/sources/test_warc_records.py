import gzip
import hashlib
import time

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.files import decompressed
from boilerclf.sources.warc_records import MAX_HEADER_BYTES, read_records


def record(body, length=None, version=b"WARC/1.0", more=b""):
    length = len(body) if length is None else length
    head = version + b"\r\nWARC-Type: resource\r\n" + more
    return head + b"Content-Length: %d\r\n\r\n" % length + body + b"\r\n\r\n"


def read(data, **options):
    return [(r.body, r.problem) for r in read_records(decompressed(data), **options)]


A, B, C = record(b"first\r\nbody"), record(b"second"), record(b"third\n")
WHOLE = [(b"first\r\nbody", ""), (b"second", ""), (b"third\n", "")]


@pytest.mark.parametrize(
    "data",
    [
        A + B + C,
        gzip.compress(A, mtime=0) + gzip.compress(B, mtime=0) + gzip.compress(C, mtime=0),
        gzip.compress(A + B + C, mtime=0),
        zstandard.compress(A) + zstandard.compress(B) + zstandard.compress(C),
        zstandard.compress(A + B + C),
        b"\r\n" + A + b"\r\n\n" + B + C.rstrip(b"\r"),
        (A + B + C).removesuffix(b"\r\n\r\n"),
        A.replace(b"WARC/1.0", b"WARC/0.18") + B.replace(b"WARC/1.0", b"WARC/1.1") + C,
    ],
)
def test_records_of_a_sound_file(data):
    assert read(data) == WHOLE


def test_the_head_is_what_stands_before_the_blank_line():
    (one,) = read_records(decompressed(record(b"x", more=b"X: \xff\0y\r\n")))
    expected = b"WARC/1.0\r\nWARC-Type: resource\r\nX: \xff\0y\r\nContent-Length: 1"
    assert (one.number, one.head) == (1, expected)


def test_line_feeds_alone():
    assert read(record(b"a").replace(b"\r\n", b"\n") + record(b"b")) == [(b"a", ""), (b"b", "")]


def test_an_empty_file_has_no_record():
    assert read(b"") == read(b"\r\n\r\n") == []


@pytest.mark.parametrize("length", [0, 3, 11, 40, 10_000, 10**17])
def test_a_wrong_length_costs_nothing(length):
    assert read(A + record(b"second", length) + C) == [
        WHOLE[0],
        (b"second", "wrong_length"),
        WHOLE[2],
    ]


@pytest.mark.parametrize("length", [7, 8, 9, 10])
def test_a_length_that_counts_the_line_ends(length):
    assert read(A + record(b"second", length) + C) == [
        WHOLE[0],
        (b"second\r\n\r\n"[:length], ""),
        WHOLE[2],
    ]


@pytest.mark.parametrize("value", [b"x", b"-5", b"", b"1e3"])
def test_a_length_that_is_no_number(value):
    bad = B.replace(b"Content-Length: 6", b"Content-Length: " + value)
    assert read(A + bad + C) == [WHOLE[0], (b"second", "wrong_length"), WHOLE[2]]


def test_no_length_and_no_body():
    bad = b"WARC/1.0\r\nWARC-Type: resource\r\n\r\n"
    assert read(A + bad + C) == [WHOLE[0], (b"", "wrong_length"), WHOLE[2]]


def test_a_body_that_looks_like_a_record_is_a_body():
    inner = b"<pre>\r\n\r\n" + B + b"</pre>"
    assert read(record(inner) + C) == [(inner, ""), WHOLE[2]]


def test_a_clipped_body_ends_where_the_next_record_begins():
    clipped = record(b"x" * 1000)[:-700]
    assert read(A + clipped + C) == [WHOLE[0], (b"x" * 304, "wrong_length"), WHOLE[2]]


def test_a_clipped_body_at_the_end():
    assert read(A + record(b"x" * 1000)[:-700]) == [WHOLE[0], (b"x" * 304, "truncated")]


def test_a_clipped_header():
    assert read(A + B[:20] + C) == [
        WHOLE[0],
        (b"", "a record header is clipped where record 2 should be; skipped 20 bytes"),
        WHOLE[2],
    ]
    assert read(A + B[:20])[1:] == [
        (b"", "a record header is clipped where record 2 should be; skipped 20 bytes")
    ]


def test_a_header_without_end():
    long = record(b"second", more=b"X: " + b"x" * MAX_HEADER_BYTES + b"\r\n")
    assert read(A + long + C) == [
        WHOLE[0],
        (
            b"",
            f"a record header is longer than {MAX_HEADER_BYTES} bytes where record 2 should be; "
            f"skipped {len(long)} bytes",
        ),
        WHOLE[2],
    ]


@pytest.mark.parametrize(
    ("piece", "problem"),
    [
        (b"WARC/1.0\nA:", "a record header is clipped where record 2 should be; skipped 11 bytes"),
        (b"WARC/1.0\nA:\n\n", "wrong_length"),
        (b"WARC/1.0\nContent-Length: 0\n\n", ""),
    ],
)
def test_a_short_record_takes_a_short_time(piece, problem):
    start = time.process_time()
    found = read(piece * 20_000)
    assert time.process_time() - start < 2
    assert len(found) == 20_000
    assert found[1] == (b"", problem)


@pytest.mark.parametrize("n_bytes", [1, 70_000, 300_000])
def test_what_is_no_record(n_bytes):
    assert read(A + b"?" * n_bytes + C) == [
        WHOLE[0],
        (b"", f"no record header where record 2 should be; skipped {n_bytes} bytes"),
        WHOLE[2],
    ]


def test_a_huge_record_is_cut_and_passed_over():
    huge = record(b"y" * 1_000_000)
    assert read(A + huge + C, max_record_bytes=100) == [
        WHOLE[0],
        (b"y" * 100, "over_limit"),
        WHOLE[2],
    ]


zstd = zstandard.ZstdCompressor(write_checksum=True).compress


def damaged(member):
    return member[: len(member) // 2] + b"\0\xff\0\xff" + member[len(member) // 2 + 4 :]


@pytest.mark.parametrize("pack", [gzip.compress, zstd])
@pytest.mark.parametrize("spoil", [damaged, lambda member: member[:-9]])
def test_a_damaged_member_costs_its_own_record_alone(pack, spoil):
    text = bytes(range(256)) * 3
    found = read(pack(A) + spoil(pack(record(text))) + pack(C))
    assert (found[0], found[-1]) == (WHOLE[0], WHOLE[2])
    assert (b"", "the file is damaged here (corrupt)") in found
    assert all(text.startswith(body) for body, _ in found[1:-1])


@pytest.mark.parametrize("pack", [gzip.compress, zstd])
def test_a_file_that_breaks_off(pack):
    noise = hashlib.shake_128(b"noise").digest(5000)
    *before, end = read(pack(A) + pack(record(noise))[:-2000])
    assert before[0] == WHOLE[0]
    assert end == (b"", "the file ends early (truncated)")
    for body, problem in before[1:]:
        assert noise.startswith(body)
        assert problem == "truncated"


def test_damage_over_and_over_is_told_once():
    start = b"\x1f\x8b\x08\x00"
    assert read(gzip.compress(A, mtime=0) + start * 5000 + gzip.compress(C, mtime=0)) == [
        WHOLE[0],
        (b"", "the file is damaged here (corrupt)"),
        WHOLE[2],
    ]


@given(st.binary(max_size=300), st.integers(0, 400), st.integers(0, 400))
def test_whatever_is_cut_out_or_put_in_the_last_record_is_found(junk, begin, size):
    whole = A + B + A
    data = whole[:begin] + junk + whole[begin + size :]
    found = read(data + b"\r\n\r\n" + C)
    assert found[-1] == WHOLE[2]
    numbers = [r.number for r in read_records(decompressed(data + C))]
    assert numbers == list(range(1, len(numbers) + 1))
