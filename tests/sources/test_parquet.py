import datetime
import decimal
import gzip
import io
import json
import math
import resource
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from boilerclf.sources import printable, read_documents
from boilerclf.sources.arrow import page_column


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Write columns to a file, and return its name."""
    monkeypatch.chdir(tmp_path)

    def write(columns, name="a.parquet", **options):
        pq.write_table(pa.table(columns), name, **options)
        return name

    return write


def read(name, **options):
    return [(d.id, d.kind, d.data, d.error) for d in read_documents([name], **options)]


def test_a_row_is_a_document(write):
    name = write(
        {"id": ["x", None, 7 and "7"], "html": ["<p>One", None, ""], "text": ["1", "2", "3"]}
    )
    assert read(name) == [
        ("x", "html", "<p>One", ""),
        ("a.parquet:2", "text", "2", ""),
        ("7", "text", "3", ""),
    ]
    assert [row[1:3] for row in read(name, kind="text")] == [
        ("text", "1"),
        ("text", "2"),
        ("text", "3"),
    ]


@pytest.mark.parametrize(
    "column",
    [
        pa.array(["One", None]),
        pa.array(["One", None], pa.large_string()),
        pa.array(["One", None]).dictionary_encode(),
        pa.array([b"One", None], pa.binary()),
        pa.array([b"One", None], pa.large_binary()),
    ],
)
def test_strings_and_bytes_of_every_type(write, column):
    (first, _, data, error), (second, _, empty, _) = read(write({"html": column}))
    assert (first, second, error) == ("a.parquet:1", "a.parquet:2", "")
    assert data in ("One", b"One")
    assert empty == ""


def test_numbers_of_rows_go_on_from_group_to_group(write):
    name = write({"text": [str(number) for number in range(10)]}, row_group_size=3)
    assert [(row[0], row[2]) for row in read(name)] == [
        (f"a.parquet:{number + 1}", str(number)) for number in range(10)
    ]


def test_another_type_fails_row_by_row(write):
    assert read(write({"text": pa.array([1, None])})) == [
        ("a.parquet:1", "text", None, 'column "text" is int64, wanted string or binary'),
        ("a.parquet:2", "text", None, 'column "text" is int64, wanted string or binary'),
    ]
    assert read(write({"text": pa.nulls(1)})) == [("a.parquet:1", "text", "", "")]


BEYOND = "<value out of range: %d>"
OTHERS = [
    (pa.array([1, 2], pa.int32()).cast(pa.date32()), ("1970-01-02", "1970-01-03")),
    (pa.array([1, 10**8], pa.int32()).cast(pa.date32()), ("1970-01-02", BEYOND % 10**8)),
    (pa.array([1, 2**62], pa.timestamp("us")), ("1970-01-01T00:00:00.000001", BEYOND % 2**62)),
    (
        pa.array([1, 2], pa.timestamp("us", "Mars/Crater")),
        ("1970-01-01T00:00:00.000001Z", "1970-01-01T00:00:00.000002Z"),
    ),
    (pa.array([1, 2**62], pa.duration("s")), ("1", str(2**62))),
    (pa.array([1, 2], pa.time64("ns")), ("00:00:00.000000001", "00:00:00.000000002")),
    (pa.array([True, False]), ("true", "false")),
    (
        pa.StructArray.from_arrays([pa.array([1, 2]), pa.array([1, 2])], names=["a", "a"]),
        ('{"a": 1}', '{"a": 2}'),
    ),
]
"""Columns of no text, some of which Python cannot make values of, and their rows as names."""


@pytest.mark.parametrize(("column", "names"), OTHERS)
def test_an_id_of_another_type_is_what_json_has_for_it_and_a_url_none(write, column, names):
    (one, two) = read_documents([write({"text": ["One", "Two"], "id": column, "url": column})])
    assert [(its.id, its.data, its.address, its.error) for its in (one, two)] == [
        (names[0], "One", "", ""),
        (names[1], "Two", "", ""),
    ]


WITH_VIEWS = pytest.mark.skipif(
    int(pa.__version__.partition(".")[0]) < 20, reason="this pyarrow writes no views of strings"
)


@pytest.mark.parametrize(
    ("column", "names"),
    [
        (pa.array([7, None], pa.int8()), ["7", "a.parquet:2"]),
        (pa.array([0.5, 2.0]), ["0.5", "2.0"]),
        (pa.array([0.5, math.nan]), ["0.5", "a.parquet:2"]),
        (pa.array([["a", "é"], None]), ['["a", "é"]', "a.parquet:2"]),
        (pa.array([{"$oid": "5f"}, None]), ['{"$oid": "5f"}', "a.parquet:2"]),
        (pa.array(["x", None], pa.large_string()), ["x", "a.parquet:2"]),
        pytest.param(pa.array(["x", "x"], pa.string_view()), ["x", "x"], marks=WITH_VIEWS),
        (pa.array(["x", None]).dictionary_encode(), ["x", "a.parquet:2"]),
        (pa.array(["", "x"]), ["a.parquet:1", "x"]),
        (pa.array([decimal.Decimal(7), None], pa.decimal128(38, 0)), ["7", "a.parquet:2"]),
        (pa.array(["é".encode(), b"\xff\x00"]), ["é", "ff00"]),
        (pa.array([b"", b"x"], pa.large_binary()), ["a.parquet:1", "x"]),
        (
            pa.array([b"0123456789abcdef", None], pa.binary(16)),
            [b"0123456789abcdef".hex(), "a.parquet:2"],
        ),
    ],
)
def test_what_every_type_gives_as_ids(write, column, names):
    assert [row[0] for row in read(write({"text": ["1", "2"], "id": column}))] == names


@pytest.mark.parametrize("column", [column for column, _ in OTHERS])
def test_another_type_that_python_has_no_values_for_is_no_text(write, column):
    error = f'column "text" is {column.type}, wanted string or binary'
    assert [row[2:] for row in read(write({"text": column}))] == [(None, error)] * 2
    name = write({"html": ["<p>One", None], "text": column})
    assert [row[1:] for row in read(name)] == [("html", "<p>One", ""), ("html", "", "")]


@pytest.mark.parametrize(
    ("columns", "error"),
    [
        ({"url": ["u"], "body": ["b"]}, 'wanted a column "html" or "text", saw body, url'),
        ({}, 'wanted a column "html" or "text", saw no column'),
    ],
)
def test_other_columns_fail_once(write, columns, error):
    assert read(write(columns)) == [("a.parquet", "auto", None, error)]


def test_a_name_that_is_there_twice_is_refused(write, tmp_path):
    table = pa.Table.from_arrays(
        [pa.array(["a"]), pa.array([1]), pa.array([2])], ["text", "n", "n"]
    )
    pq.write_table(table, "twice.parquet")
    assert read("twice.parquet")[0][3] == "two columns are called 'n'; rename one of them"


def test_very_many_columns_are_looked_through_in_linear_time():
    start = time.process_time()
    assert page_column(["text", *map(str, range(20_000))], "auto") == "text"
    assert time.process_time() - start < 1


def test_other_columns_become_what_json_can_write(write):
    columns = {
        "text": ["a"],
        "n": pa.array([1], pa.int8()),
        "x": [math.nan],
        "day": [datetime.date(2024, 2, 29)],
        "nanoseconds": pa.array([1], pa.timestamp("ns", "UTC")),
        "price": [decimal.Decimal("2.80")],
        "raw": [b"\xff"],
        "tags": [["a", None]],
        "who": [{"name": "b", "born": datetime.date(1999, 1, 1)}],
        "map": pa.array([[("k", 1.5)]], pa.map_(pa.string(), pa.float64())),
    }
    (document,) = read_documents([write(columns)])
    assert json.loads(json.dumps(document.extra, allow_nan=False)) == {
        "n": 1,
        "x": None,
        "day": "2024-02-29",
        "nanoseconds": "1970-01-01T00:00:00.000000001Z",
        "price": "2.80",
        "raw": "/w==",
        "tags": ["a", None],
        "who": {"name": "b", "born": "1999-01-01"},
        "map": [["k", 1.5]],
    }


def test_values_that_python_has_no_type_for_are_read_from_their_storage(write):
    long_ago, mars = pa.timestamp("s"), pa.timestamp("us", "Mars/Crater")
    broken = pa.Array.from_buffers(pa.string(), 1, pa.array([b"caf\xe9"]).buffers())
    lists = pa.ListArray.from_arrays([0, 1], broken)
    columns = {
        "text": ["a"],
        "names": lists,
        "who": pa.array([{"born": -(10**12)}], pa.struct([("born", long_ago)])),
        "seen": pa.array([[10**6, None], None][:1], pa.list_(mars)),
        "at": pa.array([1], pa.time64("ns")),
        "day": pa.array([10**9], pa.date32()),
        "none": pa.array([None], pa.struct([("n", pa.int8())])),
        "pair": pa.array([[1, 2]], pa.list_(pa.timestamp("ns"), 2)),
    }
    (document,) = read_documents([write(columns)])
    assert json.loads(json.dumps(document.extra, allow_nan=False)) == {
        "names": ["caf\ufffd"],
        "who": {"born": "-29719-04-05T22:13:20.000"},
        "seen": ["1970-01-01T00:00:01.000000Z", None],
        "at": "00:00:00.000000001",
        "day": "<value out of range: 1000000000>",
        "none": None,
        "pair": ["1970-01-01T00:00:00.000000001", "1970-01-01T00:00:00.000000002"],
    }


def test_text_that_is_no_utf8_is_repaired(write):
    raw = pa.array([b"caf\xe9", None])
    broken = pa.Array.from_buffers(pa.string(), 2, raw.buffers())
    assert [row[2] for row in read(write({"text": broken}))] == ["caf\ufffd", ""]


@pytest.mark.parametrize(
    "name",
    ["caf\udce9.parquet", "~/b.parquet", "file:b.parquet", "s3:/x/b.parquet", "s3://x/b.parquet"],
)
def test_a_path_is_a_path_whatever_it_looks_like(write, name):
    content = Path(write({"text": ["One"]})).read_bytes()
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_bytes(content)
    assert read(name) == [(f"{printable(name)}:1", "text", "One", "")]


def test_known_by_its_bytes_and_from_standard_input(write, monkeypatch):
    name = write({"text": ["One"]}, "file")
    assert read(name) == [("file:1", "text", "One", "")]
    with open(name, "rb") as file:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(file.read())))
    assert read("-") == [("-:1", "text", "One", "")]


@pytest.fixture
def full():
    """A disk that takes no byte more, as far as this process can tell."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_without_room_for_a_copy_what_needs_none_is_read(write, request):
    name = write({"text": ["One"]})
    packed = Path("b.parquet.gz")
    packed.write_bytes(gzip.compress(Path(name).read_bytes()))
    request.getfixturevalue("full")
    assert read(name) == [("a.parquet:1", "text", "One", "")]
    ((_, _, data, error),) = read(packed)
    assert data is None
    assert error.endswith("File too large; set TMPDIR to a folder with room for it")


def test_without_a_folder_for_a_copy_what_needs_none_is_read(write, monkeypatch):
    name = write({"text": ["One"]})
    packed = Path("b.parquet.gz")
    packed.write_bytes(gzip.compress(Path(name).read_bytes()))
    monkeypatch.setattr(tempfile, "tempdir", "gone")
    assert read(name) == [("a.parquet:1", "text", "One", "")]
    ((_, _, data, error),) = read(packed)
    assert data is None
    assert error.endswith("No such file or directory; set TMPDIR to a folder with room for it")


def test_no_rows_give_no_documents(write):
    assert read(write({"text": pa.array([], pa.string())})) == []


@pytest.mark.parametrize("data", [b"PAR1", b"PAR1" + b"\0" * 100 + b"PAR1", b""])
def test_a_file_that_is_damaged_fails_once(write, data):
    with open("a.parquet", "wb") as file:
        file.write(data)
    ((identifier, _, content, error),) = read("a.parquet")
    assert (identifier, content) == ("a.parquet", None)
    assert error.startswith("cannot be read as Parquet: ")
    assert "\n" not in error


def test_behind_a_damaged_row_group_reading_goes_on(write):
    texts = [f"{number} {'x' * 5000}" for number in range(30)]
    name = write({"text": texts}, row_group_size=10, compression="gzip", use_dictionary=False)
    column = pq.ParquetFile(name).metadata.row_group(1).column(0)
    begin = column.data_page_offset
    with open(name, "r+b") as file:
        file.seek(begin)
        file.write(b"\xff" * column.total_compressed_size)
    rows = read(name)
    assert [row[2] for row in rows if not row[3]] == texts[:10] + texts[20:]
    (lost,) = (row for row in rows if row[3])
    assert lost[0] == "a.parquet:11"
    assert lost[3].startswith("row group 2 is damaged behind row 10: ")


def test_a_type_that_runs_code_elsewhere_is_read_as_what_it_is_stored_as(write):
    """Versions of pyarrow before 14.0.1 unpickled what such a file says (CVE-2023-47248)."""
    field = pa.field(
        "text",
        pa.string(),
        metadata={
            "ARROW:extension:name": "arrow.py_extension_type",
            "ARROW:extension:metadata": b"cos\nsystem\n(S'touch owned'\ntR.",
        },
    )
    pq.write_table(pa.table([pa.array(["One"])], schema=pa.schema([field])), "a.parquet")
    assert read("a.parquet") == [("a.parquet:1", "text", "One", "")]
    assert not __import__("os").path.exists("owned")


def test_a_long_row_group_is_streamed(write):
    page = "".join(f"<p>Story {number} of {number * number}." for number in range(5000))
    options = {"row_group_size": 400, "write_batch_size": 8, "use_dictionary": False}
    name = write({"html": [page] * 400}, **options)
    before = pa.total_allocated_bytes()
    most = 0
    for _ in read_documents([name]):
        most = max(most, pa.total_allocated_bytes() - before)
    assert len(page) * 400 > 45_000_000
    assert most < 20_000_000


def test_the_claim_of_a_gigabyte_takes_no_memory():
    # The head of a page in the fourth row group says 1,472,023,801 bytes.
    path = Path(__file__).parents[1] / "fuzz" / "found" / "parquet-a-page-that-claims-a-gigabyte"
    usual = pa.default_memory_pool()
    counted = pa.proxy_memory_pool(usual)
    pa.set_memory_pool(counted)
    try:
        documents = list(read_documents([str(path)]))
    finally:
        pa.set_memory_pool(usual)
    errors = [document.error for document in documents if document.error]
    # Versions of pyarrow differ in whether they see that the second group is damaged as well.
    assert errors[-1].startswith("row group 4 is damaged behind row 6: ")
    assert len(documents) - len(errors) in (14, 16)
    assert counted.max_memory() < 10_000_000


def test_behind_the_first_damage_a_long_file_is_read_without_a_buffer(write, monkeypatch):
    monkeypatch.setattr("boilerclf.sources.parquet._UNBUFFERED_BYTES", 0)
    sizes, real = [], pq.ParquetFile

    def opened(*arguments, buffer_size, **options):
        sizes.append(buffer_size)
        return real(*arguments, buffer_size=buffer_size, **options)

    texts = [f"{number} {'x' * 500}" for number in range(50)]
    name = write({"text": texts}, row_group_size=10, compression="gzip", use_dictionary=False)
    groups = pq.ParquetFile(name).metadata
    with open(name, "r+b") as file:
        for number in (1, 3):
            column = groups.row_group(number).column(0)
            file.seek(column.data_page_offset)
            file.write(b"\xff" * column.total_compressed_size)
    monkeypatch.setattr(pq, "ParquetFile", opened)
    rows = read(name)
    assert [row[2] for row in rows if not row[3]] == texts[:10] + texts[20:30] + texts[40:]
    assert [row[0] for row in rows if row[3]] == ["a.parquet:11", "a.parquet:31"]
    assert sizes == [1024 * 1024, 0]


def test_an_address_in_bytes_is_one(write):
    urls = pa.array([b"https://e.org/a", None])
    documents = read_documents([write({"text": ["1", "2"], "url": urls})])
    assert [its.address for its in documents] == ["https://e.org/a", ""]
