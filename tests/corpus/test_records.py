import bz2
import gzip
import hashlib
import json
import lzma
import os
from pathlib import Path

import pytest

from boilerclf.corpus import Record, corpus_name, digest_file, fold_of, list_files, read_records
from boilerclf.errors import DataError, InputError

TEXT = {"id": "t", "lines": ["Menu", "Rain fell."], "labels": ["noise", "content"]}
HTML = {"id": "h", "html": "<p>Rain fell.<p>Menu", "content": "Rain fell."}


def write(folder, *records, name="mine.jsonl"):
    path = folder / name
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def refusal(*paths):
    with pytest.raises(DataError) as error:
        read_records(paths)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_text_record_is_read_with_everything_it_says(tmp_path):
    extra = {"site": "tarvo.example", "lang": "en", "type": "news", "extractor": "x", "fold": 3}
    assert read_records([write(tmp_path, TEXT | extra)]) == [
        Record(
            id="t",
            corpus="mine",
            site="tarvo.example",
            fold=3,
            lines=("Menu", "Rain fell."),
            labels=(0, 1),
            type="news",
            lang="en",
            extractor="x",
        )
    ]


def test_an_html_record_is_read_with_everything_it_says(tmp_path):
    extra = {"url": "https://www.tarvo.example/a", "title": None, "must_have": ["Rain"]}
    assert read_records([write(tmp_path, HTML | extra)]) == [
        Record(
            id="h",
            corpus="mine",
            site="tarvo.example",
            fold=fold_of("tarvo.example"),
            html=HTML["html"],
            content="Rain fell.",
            must_have=("Rain",),
        )
    ]


def test_a_record_without_site_and_address_is_a_group_of_its_own(tmp_path):
    (record,) = read_records([write(tmp_path, TEXT)])
    assert (record.site, record.fold) == ("t", fold_of("t"))


def test_a_site_keeps_its_given_fold_where_other_records_give_none(tmp_path):
    site = "tarvo.example"
    given = (fold_of(site) + 1) % 5
    first = write(tmp_path, TEXT | {"site": site}, name="a.jsonl")
    second = write(tmp_path, HTML | {"site": site, "fold": given}, name="b.jsonl")
    assert [record.fold for record in read_records([first, second])] == [given, given]


def test_a_page_may_lie_in_a_file_of_its_own(tmp_path):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html").write_bytes("<meta charset=latin1><p>Café".encode("latin-1"))
    record = {"id": "h", "html_file": "pages/a.html", "content": "Café"}
    (read,) = read_records([write(tmp_path, record)])
    assert read.html == "<meta charset=latin1><p>Café"


def test_tsv_has_pages_parted_by_blank_lines(tmp_path):
    path = tmp_path / "mine.tsv"
    path.write_bytes(
        "\ufeffnoise\tMenu\r\ncontent\tRain\tfell.\r\n\r\n \t\ncontent\t\nnoise\tBye".encode()
    )
    first, second = read_records([path])
    assert (first.id, first.lines, first.labels) == ("mine-1", ("Menu", "Rain\tfell."), (0, 1))
    assert (second.id, second.lines, second.labels) == ("mine-2", ("", "Bye"), (1, 0))
    assert (second.corpus, second.site) == ("mine", "mine-2")


@pytest.mark.parametrize("suffix", ["", ".gz", ".xz", ".zst", ".bz2", ".BZ2"])
def test_compressed_files_give_the_same_records_and_digest(tmp_path, suffix):
    raw = write(tmp_path, TEXT, HTML, name="raw.jsonl").read_bytes()
    compress = {"": bytes, ".gz": gzip.compress, ".xz": lzma.compress}
    compress[".bz2"] = compress[".BZ2"] = bz2.compress
    if suffix == ".zst":
        compress[".zst"] = pytest.importorskip("zstandard", reason="an extra").compress
    path = tmp_path / f"mine.jsonl{suffix}"
    path.write_bytes(compress[suffix](raw))
    assert [record.id for record in read_records([path])] == ["t", "h"]
    assert digest_file(path) == hashlib.sha256(raw).hexdigest()


def test_digest_covers_pages_in_files_of_their_own(tmp_path):
    path = write(tmp_path, TEXT, {"id": "h", "html_file": "a.html", "content": "x"})
    (tmp_path / "a.html").write_bytes(b"<p>x")
    assert digest_file(path) == hashlib.sha256(path.read_bytes() + b"<p>x").hexdigest()


def test_a_folder_stands_for_its_record_files_by_name(tmp_path):
    for name in ("b.tsv", "a.jsonl.xz", "notes.txt", "c.jsonl"):
        (tmp_path / name).touch()
    (tmp_path / "deeper").mkdir()
    assert [path.name for path in list_files([tmp_path])] == ["a.jsonl.xz", "b.tsv", "c.jsonl"]


@pytest.mark.parametrize(
    ("given", "name"), [(7, "7"), (True, "true"), ({"$oid": "5f"}, '{"$oid": "5f"}'), ([], "[]")]
)
def test_an_id_that_is_no_string_is_what_json_has_for_it(tmp_path, given, name):
    (record,) = read_records([write(tmp_path, TEXT | {"id": given})])
    assert (record.id, record.site) == (name, name)


@pytest.mark.parametrize(
    ("name", "corpus"),
    [
        ("wcxb-dev.jsonl.xz", "wcxb-dev"),
        ("A.B.TSV", "A.B"),
        ("x/y.tsv.zst", "y"),
        ("plain", "plain"),
    ],
)
def test_corpus_is_the_name_without_the_suffixes_of_its_format(name, corpus):
    assert corpus_name(name) == corpus


BAD_RECORDS = [
    (TEXT | {"labels": ["noise", "boiler"]}, "unknown label 'boiler'"),
    (TEXT | {"labels": ["noise", 1]}, "unknown label 1"),
    (TEXT | {"labels": ["noise", ["content"]]}, "unknown label ['content']"),
    (TEXT | {"labels": ["noise"]}, "2 lines but 1 labels"),
    (TEXT | {"labels": "noise"}, "labels is 'noise'; write a list"),
    ({"id": "t", "lines": ["a"]}, "1 lines but 0 labels"),
    (TEXT | {"lines": ["a", None]}, "lines holds None"),
    (TEXT | {"id": ""}, "no id"),
    ({"lines": ["a"], "labels": ["noise"]}, "no id"),
    (TEXT | {"html": "<p>x"}, "has lines and html"),
    ({"id": "x"}, "has no page"),
    ({"id": "x", "html": "<p>x"}, "nothing is labelled"),
    (HTML | {"html": 3}, "html is 3; write a string"),
    (HTML | {"content": ["x"]}, "content is ['x']; write a string"),
    (HTML | {"must_have": "x"}, "must_have is 'x'; write a list"),
    (TEXT | {"fold": "1"}, "fold is '1'"),
    (TEXT | {"fold": True}, "fold is True"),
    (TEXT | {"fold": -1}, "fold is -1"),
    (TEXT | {"site": 5}, "site is 5"),
    ({"id": "x", "html_file": "../out.html", "content": "x"}, "is outside"),
    ({"id": "x", "html_file": "/etc/hostname", "content": "x"}, "is outside"),
    ({"id": "x", "html_file": "gone.html", "content": "x"}, "cannot be read"),
    ({"id": "x", "html_file": "a\0b", "content": "x"}, "cannot be read"),
]


@pytest.mark.parametrize(
    ("record", "message"), BAD_RECORDS, ids=[message for _, message in BAD_RECORDS]
)
def test_a_bad_record_is_refused_with_its_line(tmp_path, record, message):
    path = write(tmp_path, TEXT | {"id": "good"}, record)
    text = refusal(path)
    assert text.startswith(f"{path}:2: ")
    assert message in text


def test_a_link_does_not_lead_out_of_the_folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.html").write_text("x")
    (tmp_path / "in" / "a.html").symlink_to(tmp_path / "secret.html")
    record = {"id": "x", "html_file": "a.html", "content": "x"}
    assert "is outside" in refusal(write(tmp_path / "in", record))


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_a_page_is_read_from_a_regular_file_alone(tmp_path, monkeypatch, make):
    make(tmp_path / "a.html")
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"<p>x")  # of a FIFO it could wait for ever
    path = write(tmp_path, {"id": "x", "html_file": "a.html", "content": "x"})
    assert refusal(path) == (
        f"{path}:1: html_file 'a.html' is no regular file; name one that holds the page"
    )
    with pytest.raises(DataError, match=r"'a\.html' is no regular file"):
        digest_file(path)


def test_labelled_data_are_read_from_regular_files_alone(tmp_path):
    os.mkfifo(tmp_path / "a.jsonl")
    for path in (tmp_path, tmp_path / "a.jsonl"):
        with pytest.raises(DataError, match=r"a\.jsonl: labelled data are read from regular files"):
            list_files([path])


BAD_FILES = [
    ("a.jsonl", b"", "holds no records"),
    ("a.tsv", b"\n \n", "holds no records"),
    ("a.jsonl", b'{"id": "t"\n', "line 1: not JSON"),
    ("a.jsonl", b"\n[1]\n", "line 2: wanted a JSON object"),
    ("a.tsv", b"noise\ta\nRain fell.\n", ":2: no tab in 'Rain fell.'"),
    ("a.tsv", b"label\tline\n", ":1: unknown label 'label'"),
    ("a.tsv", b"noise\t\xff\n", ":1: byte 7 is not UTF-8"),
    ("a.csv", b"x", "cannot tell the format"),
    ("a.jsonl.gz", gzip.compress(b'{"id": "t"' + b" " * 9999, mtime=0)[:-12], "ends early"),
    ("a.tsv.gz", gzip.compress(b"noise\ta\n" * 999, mtime=0)[:-9], "ends early"),
    ("a.tsv", b"noise\ta\n", "all labels are noise"),
    ("a.tsv", b"content\ta\n", "all labels are content"),
]


@pytest.mark.parametrize(
    ("name", "data", "message"), BAD_FILES, ids=[f"{case[0]}: {case[2]}" for case in BAD_FILES]
)
def test_a_bad_file_is_refused_in_one_sentence(tmp_path, name, data, message):
    path = tmp_path / name
    path.write_bytes(data)
    assert message in refusal(path)


@pytest.mark.parametrize(
    ("records", "message"),
    [
        ([HTML | {"content": None, "must_have": ["a"]}], "all labels are content"),
        ([HTML | {"content": " "}], "all labels are noise"),
        ([HTML | {"content": None, "must_have": [], "must_not_have": []}], "no record has a label"),
        ([TEXT, TEXT], "id 't' was used before"),
        (
            [TEXT | {"site": "s", "fold": 1}, HTML | {"site": "s", "fold": 2}],
            "site 's' has fold 2, but fold 1 at",
        ),
    ],
)
def test_records_that_do_not_go_together_are_refused(tmp_path, records, message):
    assert message in refusal(write(tmp_path, *records))


def test_the_fold_of_a_site_is_checked_across_files(tmp_path):
    first = write(tmp_path, TEXT | {"site": "s", "fold": 1}, name="a.jsonl")
    second = write(tmp_path, HTML | {"site": "s", "fold": 2}, name="b.jsonl")
    assert f"{second}:1: site 's' has fold 2, but fold 1 at {first}:1" in refusal(first, second)


def test_paths_that_cannot_be_used_are_refused(tmp_path):
    path = write(tmp_path, TEXT)
    (tmp_path / "empty").mkdir()
    assert "named twice" in refusal(path, tmp_path)
    assert "no such file" in refusal(tmp_path / "gone.jsonl")
    assert "holds no labelled data" in refusal(tmp_path / "empty")
    assert "no labelled data was given" in refusal()


def test_an_html_file_that_is_no_string_does_not_stop_the_digest(tmp_path):
    path = write(tmp_path, {"id": "x", "html_file": 3})
    assert digest_file(path) == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_refusal_keeps_its_cause(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"{")
    with pytest.raises(DataError) as error:
        read_records([path])
    assert isinstance(error.value.__cause__, InputError)


def test_gold_text_of_a_page_in_another_file_goes_with_the_page(tmp_path):
    page = {"id": "h", "html": "<p>Rain fell.<p>Menu", "must_have": ["Rain"], "fold": 2}
    other = page | {"id": "i", "must_not_have": ["Menu"]}
    pages = write(tmp_path, page, other, name="pages.jsonl")
    gold = write(tmp_path, {"id": "h", "content": "Rain fell.", "site": "x"}, name="gold.jsonl")
    for paths in ([pages, gold], [gold, pages]):
        first, second = read_records(paths)
        assert (first.id, first.corpus, first.content, first.fold) == ("h", "gold", "Rain fell.", 2)
        assert first.must_have == ("Rain",)
        assert (second.id, second.corpus, second.content) == ("i", "pages", None)


def test_gold_text_without_its_page_is_refused(tmp_path):
    gold = write(tmp_path, {"id": "h", "content": "Rain fell."})
    assert "no file has a page without gold text and with the id 'h'" in refusal(gold)
    page = write(tmp_path, HTML, name="page.jsonl")
    assert "no file has a page without gold text" in refusal(gold, page)


def test_lines_in_doubt_and_the_source_are_read(tmp_path):
    (record,) = read_records([write(tmp_path, HTML | {"doubt": ["Menu"], "source": "by hand"})])
    assert (record.doubt, record.source) == (("Menu",), "by hand")
    path = write(tmp_path, HTML | {"doubt": [3]})
    assert "doubt holds 3; write strings only" in refusal(path)


def test_lines_in_doubt_have_no_label(tmp_path):
    file = tmp_path / "lines.jsonl"
    record = {"id": "a", "lines": ["Rain fell.", "Menu", "A caption"]}
    record |= {"labels": ["content", "noise", "noise"], "doubt": [2]}
    file.write_text(json.dumps(record) + "\n")
    assert read_records([file])[0].labels == (1, 0, -1)
    for bad in (3, -1, True, "2"):
        file.write_text(json.dumps(record | {"doubt": [bad]}) + "\n")
        with pytest.raises(DataError, match=r"doubt holds .*; write numbers of lines, 0 to 2"):
            read_records([file])


def test_a_single_path_is_one_path(tmp_path):
    path = write(tmp_path, TEXT)
    assert read_records(str(path)) == read_records(path) == read_records([path])
    with pytest.raises(DataError, match=r"^l_3\.jsonl: no such file; check the name$"):
        read_records("l_3.jsonl")
