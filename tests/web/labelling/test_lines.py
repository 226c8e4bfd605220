"""Lines stay whole: those without an end get one, and what is none of ours stays as it is."""

import gzip

import pytest

from boilerclf.errors import ConfigurationError, DataError
from boilerclf.web.labelling.lines import append_line, end_line, read_lines


@pytest.fixture
def path(tmp_path):
    return tmp_path / "labels.jsonl"


@pytest.mark.parametrize(
    ("held", "ids", "mended"),
    [
        (b"", [], b""),
        (b'{"id": "a"}', ["a"], b'{"id": "a"}\n'),
        (b'{"id": "a"}\n{"id": "b"}', ["a", "b"], b'{"id": "a"}\n{"id": "b"}\n'),
        (b'\xef\xbb\xbf{"id": "a"}', ["a"], b'\xef\xbb\xbf{"id": "a"}\n'),
        (b'{"id": "a"}\n  ', ["a"], b'{"id": "a"}\n  \n'),
        (b'{"id": "a"}\n{"id": "b", "blo', ["a"], b'{"id": "a"}\n'),
        (b'{"id": "a"}\n\0\0\0', ["a"], b'{"id": "a"}\n'),
        (b'{"id": "b", "blo', [], b""),
        (b'{"i', [], b""),
    ],
)
def test_a_last_line_is_ended_or_cut_and_whole_lines_are_kept(path, held, ids, mended):
    path.write_bytes(held)
    assert [its["id"] for its in read_lines(path)] == ids
    assert path.read_bytes() == held
    end_line(path)
    assert path.read_bytes() == mended


@pytest.mark.parametrize(
    "held",
    [
        b"some notes of mine",
        b"\n\nsome notes of mine",
        b'{"important": "x',
        b'{"id": "a"}\n[1]',
        b'{"id": "a"}\n{"id": "b", "id": "c"}',
        b"no\n{",
        gzip.compress(b'{"id": "a"}\n', mtime=0),
        b"[" * 100_000,
    ],
)
def test_what_is_none_of_ours_is_refused(path, held):
    path.write_bytes(held)
    with pytest.raises(DataError, match=r"labels\.jsonl:\d: line \d: .*; name another file"):
        read_lines(path)
    assert path.read_bytes() == held


def test_a_file_that_is_not_there_holds_nothing(path):
    assert read_lines(path) == []
    end_line(path)
    assert not path.exists()


def test_what_finds_no_room_leaves_the_file_as_it_was(path, room):
    append_line(path, {"id": "a"})
    wanted = r"cannot write .*labels\.jsonl: File too large; make room for it"
    with room(path.stat().st_size + 5), pytest.raises(ConfigurationError, match=wanted):
        append_line(path, {"id": "b"})
    assert path.read_bytes() == b'{"id": "a"}\n'
    append_line(path, {"id": "b\ud800"})
    assert path.read_text("utf-8") == '{"id": "a"}\n{"id": "b\ufffd"}\n'
