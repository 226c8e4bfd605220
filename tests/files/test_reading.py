import bz2
import gzip
import hashlib
import io
import lzma
import os
import resource
import socket
import subprocess
import sys
import threading
import zlib
from pathlib import Path

import pytest
import zstandard

from boilerclf.errors import InputError, MissingExtraError
from boilerclf.files import HEAD_BYTES, decompressed, open_input
from boilerclf.sources.plain import read_plain

ROOT = Path(__file__).parents[2]

TEXT = "A line of text, číslo 1.\n".encode() * 5000


def zstd(data):
    return zstandard.ZstdCompressor(write_checksum=True).compress(data)


PACKERS = {"gz": gzip.compress, "xz": lzma.compress, "bz2": bz2.compress, "zst": zstd}

NOISE = b"".join(hashlib.sha256(b"%d" % n).digest() for n in range(625))
"""Does not compress, so a cut file has something to give."""


def read(path, data, **options):
    path.write_bytes(data)
    with open_input(path, **options) as stream:
        return stream.read(), stream.problem


@pytest.fixture
def path(tmp_path):
    return tmp_path / "page"


@pytest.mark.parametrize("data", [b"", b"x", b"\x1f\x8b", b"BZh is how it starts", TEXT, b"\0" * 9])
def test_plain_bytes_come_as_they_are(path, data):
    assert read(path, data) == (data, "")


@pytest.mark.parametrize("pack", PACKERS.values(), ids=PACKERS)
class TestCompressed:
    def test_recognised_by_its_bytes(self, path, pack):
        assert read(path, pack(TEXT)) == (TEXT, "")

    def test_nothing_inside(self, path, pack):
        assert read(path, pack(b"")) == (b"", "")

    def test_left_alone_when_told_so(self, path, pack):
        assert read(path, pack(TEXT), decompress=False) == (pack(TEXT), "")

    def test_every_member_is_read(self, path, pack):
        members = pack(b"one ") + pack(b"") + pack(TEXT) + pack(b" three")
        assert read(path, members) == (b"one " + TEXT + b" three", "")

    def test_many_small_members(self, path, pack):
        assert read(path, pack(b"ab") * 2000) == (b"ab" * 2000, "")

    def test_zeros_after_the_end_are_padding(self, path, pack):
        assert read(path, pack(TEXT) + bytes(3000)) == (TEXT, "")

    def test_something_else_after_the_end(self, path, pack):
        assert read(path, pack(TEXT) + b"<p>") == (TEXT, "trailing_data")

    def test_truncated(self, path, pack):
        packed = pack(NOISE * 20)
        data, problem = read(path, packed[: len(packed) * 3 // 4])
        assert problem == "truncated"
        assert (NOISE * 20).startswith(data)

    def test_truncated_at_every_place(self, path, pack):
        packed = pack(b"Hello, hello")
        for end in range(10, len(packed)):
            data, problem = read(path, packed[:end])
            assert problem == "truncated"
            assert b"Hello, hello".startswith(data)

    def test_damaged(self, path, pack):
        packed = bytearray(pack(NOISE))
        packed[len(packed) // 2] ^= 0xFF
        data, problem = read(path, bytes(packed))
        assert problem in ("corrupt", "truncated", "trailing_data")
        assert len(data) <= len(NOISE)

    def test_unpacked_once_only(self, path, pack):
        assert read(path, pack(pack(TEXT))) == (pack(TEXT), "")

    def test_cap(self, path, pack):
        assert read(path, pack(TEXT), max_bytes=1000) == (TEXT[:1000], "over_limit")
        assert read(path, pack(TEXT), max_bytes=len(TEXT)) == (TEXT, "")

    def test_lines(self, path, pack):
        path.write_bytes(pack(TEXT))
        with open_input(path) as stream:
            assert sum(1 for _ in stream) == 5000

    def test_a_bomb_takes_little_memory(self, path, pack):
        path.write_bytes(pack(bytes(100_000_000)))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with open_input(path, max_bytes=90_000_000) as stream:
            n = sum(len(piece) for piece in iter(lambda: stream.read(1 << 16), b""))
            assert (n, stream.problem) == (90_000_000, "over_limit")
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000


def test_a_half_read_gzip_gives_what_came_before_the_cut(path):
    packed = gzip.compress(NOISE, mtime=0)
    data, problem = read(path, packed[:10_000])
    assert problem == "truncated"
    assert data == NOISE[: len(data)]
    assert len(data) > 9000


@pytest.mark.parametrize("pack", [bytes, *PACKERS.values()])
def test_peek_shows_the_beginning_and_takes_nothing(path, pack):
    path.write_bytes(pack(TEXT))
    with open_input(path) as stream:
        assert stream.peek() == TEXT[:HEAD_BYTES]
        assert stream.read() == TEXT


def with_window(log, data=b"A line.\n" * 1000):
    """A zstandard frame as ``zstd --long=28`` makes them, without the memory to make it."""
    options = {"window_log": log, "strategy": 1, "hash_log": 10, "chain_log": 10}
    settings = zstandard.ZstdCompressionParameters(**options, write_content_size=False)
    packer = zstandard.ZstdCompressor(compression_params=settings).compressobj()
    packed = packer.compress(data) + packer.flush()
    assert zstandard.get_frame_parameters(packed).window_size == 1 << log
    return packed


def xz_with_dictionary(code):
    """An xz file whose header asks for another dictionary (The .xz File Format, section 5.3.1)."""
    packed = bytearray(lzma.compress(b"A line.\n" * 1000))
    begin, size = 12, 4 * (packed[12] + 1)
    packed[packed.index(b"\x21\x01", begin) + 2] = code
    header = packed[begin : begin + size - 4]
    packed[begin + size - 4 : begin + size] = zlib.crc32(header).to_bytes(4, "little")
    return bytes(packed)


@pytest.mark.parametrize("packed", [with_window(27), with_window(28), xz_with_dictionary(30)])
def test_long_windows_are_read(path, packed):
    assert read(path, packed) == (b"A line.\n" * 1000, "")


@pytest.mark.parametrize("packed", [with_window(29), with_window(31), xz_with_dictionary(40)])
def test_longer_windows_are_not_called_damage(path, packed):
    to_do = "unpacking takes over 256 MB of memory: unpack the file first"
    assert read(path, packed) == (b"", to_do)
    (document,) = read_plain(decompressed(packed), "a.txt.zst", "auto")
    assert document.error == f"nothing could be read ({to_do})"


def test_skippable_frames(path):
    skippable = b"\x50\x2a\x4d\x18\x04\0\0\0abcd"
    assert read(path, skippable + zstd(b"one") + skippable + zstd(b"two")) == (b"onetwo", "")


def test_missing_extra_is_named_when_opening(path, monkeypatch):
    monkeypatch.setitem(sys.modules, "zstandard", None)
    path.write_bytes(zstd(TEXT))
    with pytest.raises(MissingExtraError, match=r"zstandard is not installed.*\[crawl\]"):
        open_input(path)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("absent", "cannot be opened: No such file"),
        (".", "is a folder, not a file"),
        ("a\0b", "the name holds a zero character"),
        ("a" * 5000, "cannot be opened: File name too long"),
        ("/dev/zero", "is a device, not a file"),
    ],
)
def test_what_cannot_be_opened(tmp_path, monkeypatch, name, message):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=message):
        open_input(name)


def test_socket(tmp_path):
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.fspath(tmp_path / "s"))
        with pytest.raises(InputError, match="is a socket, not a file"):
            open_input(tmp_path / "s")


def test_null_device_is_empty():
    with open_input(os.devnull) as stream:
        assert (stream.read(), stream.problem) == (b"", "")


def test_fifo(tmp_path):
    path = tmp_path / "fifo"
    os.mkfifo(path)
    writer = threading.Thread(target=lambda: path.write_bytes(gzip.compress(TEXT, mtime=0)))
    writer.start()
    with open_input(path) as stream:
        assert stream.read() == TEXT
    writer.join()


@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
def test_standard_input(name):
    program = (
        "import sys; from boilerclf.files import HEAD_BYTES, open_input\n"
        f"with open_input({name!r}) as s: print(len(s.read()), s.problem)\n"
        "print(sys.stdin.buffer.closed)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=gzip.compress(TEXT, mtime=0),
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stdout.decode().split() == [str(len(TEXT)), "False"]


def test_an_error_of_the_system_ends_the_stream(path, monkeypatch):
    class Failing(io.BytesIO):
        def read(self, size=-1):
            if self.tell() > 5000:
                raise OSError(5, "Input/output error")
            return super().read(size)

    monkeypatch.setattr("boilerclf.files.reading._open_file", lambda _: Failing(TEXT))
    with open_input(path) as stream:
        data = stream.read()
        assert stream.problem == "unreadable"
    assert TEXT.startswith(data)
    assert len(data) > 5000


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, bz2.compress])
def test_reading_goes_on_behind_damage(pack):
    lines = [b"".join(b"%d: line %d\n" % (n, n * n) for n in range(i, i + 900)) for i in range(3)]
    first, second, third = map(pack, lines)
    spoilt = second[:200] + bytes(200) + second[400:]
    stream = decompressed(first + spoilt + third)
    assert stream.read().startswith(lines[0])
    assert (stream.problem, stream.resume(), stream.problem) == ("corrupt", True, "")
    assert stream.read() == lines[2]
    assert (stream.problem, stream.resume()) == ("", False)


def test_reading_does_not_go_on_where_nothing_follows():
    stream = decompressed(gzip.compress(b"A line.", mtime=0)[:-3])
    assert (stream.read(), stream.problem, stream.resume()) == (b"A line.", "truncated", False)
    stream = decompressed(
        gzip.compress(b"A line.", mtime=0) + gzip.compress(b"More.", mtime=0), max_bytes=3
    )
    assert (stream.read(), stream.problem, stream.resume()) == (b"A l", "over_limit", False)
    stream = decompressed(b"not compressed")
    assert (stream.read(), stream.resume()) == (b"not compressed", False)
