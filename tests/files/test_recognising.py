import pytest

from boilerclf.files import HEAD_BYTES, looks_like_jsonl, record_id, split_suffix


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("a.html", (".html", False)),
        ("a.jsonl.zst", (".jsonl", True)),
        ("a.gz", ("", True)),
        (".gz", ("", False)),
        ("a.b/c", ("", False)),
    ],
)
def test_split_suffix(name, answer):
    assert split_suffix(name) == answer


@pytest.mark.parametrize(
    ("head", "answer"),
    [
        (b'{"text": "A"}', True),
        (b'\xef\xbb\xbf\n {"id": 1, "html": "A"}\n{"id"', True),
        (b'{"id": 1, "html": "' + b"x" * HEAD_BYTES, True),
        (b'{"html": "'.ljust(HEAD_BYTES, b"x"), True),
        (b'{"html": "'.ljust(HEAD_BYTES - 1, b"x"), False),
        (b'{"id": 1, "lines": "' + b"x" * HEAD_BYTES, False),
        (b'{"id": 1, "html": "x', False),
        (b'{"id": 1}\n{"html": "x"}', True),
        (b'{"id": 1}\n\n{"id": 2}\n', True),
        (b'{"id": 1}\nA line.', False),
        (b'{"id": 1}\n{"id": ', False),
        (b'["html"]', False),
        (b"{" * 5000, False),
        (b'{"a":' * 60_000 + b"\n", False),
        (b"", False),
        (b"<html>", False),
    ],
)
def test_recognised_by_its_first_lines(head, answer):
    assert looks_like_jsonl(head) is answer


@pytest.mark.parametrize(
    ("record", "name"),
    [
        ({"id": "a"}, "a"),
        ({"id": 0}, "0"),
        ({"id": 2.50}, "2.5"),
        ({"id": True}, "true"),
        ({"id": None}, "f:3"),
        ({"id": ["a"]}, '["a"]'),
        ({"id": ""}, "f:3"),
        ({}, "f:3"),
    ],
)
def test_names_of_records(record, name):
    assert record_id(record, "f:3") == name
