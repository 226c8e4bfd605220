import gzip
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.errors import InputError
from boilerclf.files import MAX_LINE_BYTES, read_json_lines


@pytest.fixture
def read(tmp_path):
    def run(data):
        path = tmp_path / "pages.jsonl"
        path.write_bytes(data)
        return [
            (number, str(record) if isinstance(record, InputError) else record)
            for number, record in read_json_lines(path)
        ]

    return run


GOOD = {
    "no line feed at the end": (b'{"a": 1}\n{"b": 2}', [(1, {"a": 1}), (2, {"b": 2})]),
    "CR LF": (b'{"a": 1}\r\n{"b": 2}\r\n', [(1, {"a": 1}), (2, {"b": 2})]),
    "byte order mark": (b'\xef\xbb\xbf{"a": 1}\n', [(1, {"a": 1})]),
    "only a byte order mark": (b"\xef\xbb\xbf", []),
    "blank lines": (b'\n \n{"a": 1}\n\n', [(3, {"a": 1})]),
    "nothing": (b"", []),
    "line separators inside": ('{"a": "x\u2028\x85y"}'.encode(), [(1, {"a": "x\u2028\x85y"})]),
    "lone surrogate": (b'{"a": "\\ud800"}', [(1, {"a": "\ud800"})]),
    "zero": (b'{"a": "\\u0000"}', [(1, {"a": "\0"})]),
}


@pytest.mark.parametrize("case", GOOD)
def test_what_is_read(read, case):
    data, records = GOOD[case]
    assert read(data) == records


BAD = {
    "not JSON": (b"{'a': 1}", "line 2: not JSON: Expecting property name"),
    "cut": (b'{"a": ', "line 2: not JSON: Expecting value at character 6; give each object"),
    "two on a line": (b'{"a": 1} {"b": 2}', "line 2: not JSON: Extra data at character 10"),
    "begun": (
        b"{",
        "line 2: not JSON: Expecting property name enclosed in double quotes at character 2; "
        "give each object a line of its own, as jq -c does",
    ),
    "a list": (
        b"[1, 2]",
        "line 2: wanted a JSON object, saw array; "
        "give each of its objects a line of its own, as jq -c '.[]' does",
    ),
    "a wide space": ("\u3000".encode(), "line 2: not JSON: Expecting value at character 1"),
    "a number": (b"7", "line 2: wanted a JSON object, saw number"),
    "null": (b"null", "line 2: wanted a JSON object, saw null"),
    "NaN": (b'{"a": [NaN]}', "line 2: NaN is not JSON"),
    "infinity": (b'{"a": -Infinity}', "line 2: -Infinity is not JSON"),
    "the same name twice": (b'{"a": 1, "b": 2, "b": 3}', "line 2: the name 'b' is there twice"),
    "twice within": (b'{"a": {"c": 1, "c": 1}}', "line 2: the name 'c' is there twice"),
    "not UTF-8": (b'{"a": "\xe9"}', "line 2: byte 8 is not UTF-8"),
    "UTF-8 of a surrogate": (b'{"a": "\xed\xa0\x80"}', "line 2: byte 8 is not UTF-8"),
    "a number beyond any": (b'{"a": [-1e999]}', "line 2: -1e999 is too large for a number"),
    "deep": (b'{"a":' + b"[" * 100_000, "line 2: nested more than 200 levels deep"),
    "deeper than is sent": (
        b'{"a":' + b"[" * 200 + b"]" * 200 + b"}",
        "line 2: nested more than 200 levels deep",
    ),
    "many digits": (b'{"a": ' + b"1" * 5000 + b"}", "line 2: a number has too many digits"),
    "control character": (b'{"a": "\x01"}', "line 2: not JSON: Invalid control character"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_line_is_told_and_the_others_go_on(read, case):
    line, message = BAD[case]
    first, second, third = read(b'{"a": 1}\n' + line + b'\n{"b": 2}')
    assert (first, third) == ((1, {"a": 1}), (3, {"b": 2}))
    assert second[0] == 2
    assert second[1].startswith(message)


def test_a_line_that_is_too_long_is_told_and_the_others_go_on(read):
    first, second, third = read(b'{"a": 1}\n' + b"x" * (MAX_LINE_BYTES + 1) + b'\n{"b": 2}')
    assert (first, third) == ((1, {"a": 1}), (3, {"b": 2}))
    told = "line 2: longer than 67108864 bytes; split it, or put its page into a file of its own"
    assert second == (2, told)


@pytest.mark.parametrize("end", [b"\n", b""])
def test_cap_is_exact(read, end):
    line = b'{"a": 1}'
    blanks = b" " * (MAX_LINE_BYTES - len(line))
    assert read(blanks + line + end) == [(1, {"a": 1})]
    ((number, message),) = read(b" " + blanks + line + end)
    assert (number, message[:19]) == (1, "line 1: longer than")


def test_truncated_file(read):
    lines = b"".join(b'{"n": %d}\n' % n for n in range(20_000))
    records = read(gzip.compress(lines, mtime=0)[:-5000])
    assert all(record == (n, {"n": n - 1}) for n, record in enumerate(records[:-1], 1) if n)
    number, message = records[-1]
    assert number == len(records) > 100
    assert message == f"line {number}: the file ends early (truncated)"


def test_a_whole_last_line_before_trailing_data(read):
    assert read(gzip.compress(b'{"a": 1}', mtime=0) + b"junk") == [
        (1, {"a": 1}),
        (2, "line 2: the file ends early (trailing_data)"),
    ]


def test_a_name_twice_among_very_many_is_found_in_linear_time(read):
    names = [f'"{n}": 1' for n in range(40_000)]
    start = time.process_time()
    assert read(f"{{{', '.join([*names, names[-1]])}}}".encode()) == [
        (1, "line 1: the name '39999' is there twice")
    ]
    assert time.process_time() - start < 3


def test_one_line_at_a_time(tmp_path):
    path = tmp_path / "pages.jsonl"
    path.write_bytes(b'{"a": 1}\n' * 200_000 + b"nonsense\n")
    lines = read_json_lines(path)
    start = time.process_time()
    assert next(lines) == (1, {"a": 1})
    assert time.process_time() - start < 0.1
    lines.close()


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match="No such file"):
        next(read_json_lines(tmp_path / "absent"))


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.lists(st.dictionaries(st.text(), values, max_size=3), max_size=4))
def test_written_then_read(tmp_path_factory, records):
    path = tmp_path_factory.mktemp("lines") / "pages.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    assert [record for _, record in read_json_lines(path)] == records
