import pytest

from boilerclf.sources import read_documents


@pytest.fixture
def read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(data, **options):
        (tmp_path / "p.jsonl").write_bytes(data)
        return list(read_documents(["p.jsonl"], **options))

    return run


def test_what_a_record_becomes(read):
    (document,) = read(b'{"id": "x", "html": "<p>A", "url": "u", "n": [1]}')
    assert (document.id, document.source, document.data) == ("x", "p.jsonl", "<p>A")
    assert (document.kind, document.extra, document.error) == ("html", {"url": "u", "n": [1]}, "")


@pytest.mark.parametrize(
    ("value", "identifier"),
    [
        ('"a"', "a"),
        ("7", "7"),
        ("1.5", "1.5"),
        ("1e2", "100.0"),
        ("true", "true"),
        ("[1, [null]]", "[1, [null]]"),
        ('{"$oid":"5f\\u00e9"}', '{"$oid": "5fé"}'),
        *((no, "p.jsonl:1") for no in ("null", '""')),
    ],
)
def test_identifiers(read, value, identifier):
    (document,) = read(f'{{"id": {value}, "text": "A"}}'.encode())
    assert document.id == identifier


def test_both_keys(read):
    data = b'{"html": "<p>A", "text": "B"}'
    (document,) = read(data)
    assert (document.kind, document.data, document.extra) == ("html", "<p>A", {"text": "B"})
    (document,) = read(data, kind="text")
    assert (document.kind, document.data, document.extra) == ("text", "B", {"html": "<p>A"})


@pytest.mark.parametrize("nothing", ["null", '""', '" \\n"'])
def test_of_two_keys_the_one_that_says_something_is_read(read, nothing):
    (document,) = read(f'{{"html": {nothing}, "text": "B"}}'.encode())
    assert (document.kind, document.data) == ("text", "B")
    (document,) = read(f'{{"html": "<p>A", "text": {nothing}}}'.encode(), kind="text")
    assert (document.kind, document.data) == ("html", "<p>A")
    (document,) = read(f'{{"html": {nothing}, "text": {nothing}}}'.encode())
    assert (document.kind, document.data.strip()) == ("html", "")


def test_the_key_says_what_it_is(read):
    (document,) = read(b'{"html": "no tag"}', kind="text")
    assert document.to_page().kind == "html"
    (document,) = read(b'{"text": "<p>A"}', kind="html")
    assert document.to_page().block_texts() == ["<p>A"]


def test_null_is_an_empty_document(read):
    (document,) = read(b'{"html": null}')
    assert (document.data, document.to_page().status) == ("", "empty")


def test_bad_lines_are_told_and_the_others_go_on(read):
    lines = [
        b'\xef\xbb\xbf{"text": "A"}',
        b"nonsense",
        b'{"id": "q", "body": "B"}',
        b'{"text": ["C"]}',
        b"",
        b'{"text": NaN}',
        b'{"text": "D"}',
    ]
    documents = read(b"\r\n".join(lines))
    assert [(d.id, d.data, d.error) for d in documents] == [
        ("p.jsonl:1", "A", ""),
        ("p.jsonl:2", None, "line 2: not JSON: Expecting value at character 1"),
        ("q", None, 'line 3: wanted the key "html" or "text", saw body'),
        ("p.jsonl:4", None, 'line 4: "text" is array, wanted a string'),
        ("p.jsonl:6", None, "line 6: NaN is not JSON"),
        ("p.jsonl:7", "D", ""),
    ]
    assert documents[1].to_page().reason == documents[1].error
    assert documents[2].extra == {"body": "B"}


def test_an_empty_file_gives_no_document(read):
    assert read(b"") == []
