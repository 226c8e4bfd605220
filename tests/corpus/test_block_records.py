"""Records with a label a block: what predict wrote, corrected by hand or by a script."""

import json
import time
from pathlib import Path

import pytest

from boilerclf.cli import main
from boilerclf.corpus import label_records, read_records
from boilerclf.corpus.block_records import labels_by_text
from boilerclf.errors import DataError
from boilerclf.segment import segment_html

PAGE = (
    "<h1>Ferry back</h1><p>The ferry sails again on Monday.</p>"
    "<div>Share</div><p>Fares are two crowns.</p><footer>Imprint</footer>"
)


def write(path, *records):
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


def predicted(folder, *inputs, code=0):
    assert main(["predict", *map(str, inputs), "-q", "-o", str(folder / "kept.jsonl")]) == code
    return [json.loads(line) for line in (folder / "kept.jsonl").read_text("utf-8").splitlines()]


def labelled(records):
    for block in records["blocks"]:
        block["label"] = "noise" if block["text"] in {"Share", "Imprint"} else "content"
    return records


def labels_of(path):
    return [page.labels.tolist() for page in label_records(read_records([path]))]


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("page.html").write_text(PAGE, "utf-8")
    return labelled(predicted(tmp_path, "page.html")[0])


def test_what_predict_wrote_has_its_page_in_the_file_it_names(page, tmp_path):
    assert labels_of(write(tmp_path / "mine.jsonl", page)) == [[1, 1, 0, 1, 0]]


def test_the_page_may_lie_beside_the_records(page, tmp_path, monkeypatch):
    path = write(tmp_path / "mine.jsonl", page)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert labels_of(path) == [[1, 1, 0, 1, 0]]


def test_a_record_may_bring_its_page(page, tmp_path):
    Path("page.html").unlink()
    page["html"] = PAGE
    assert labels_of(write(tmp_path / "mine.jsonl", page)) == [[1, 1, 0, 1, 0]]


def test_blocks_without_a_label_and_blocks_left_out_are_unknown(page, tmp_path):
    page["blocks"][0]["label"] = None
    del page["blocks"][1]["label"]
    del page["blocks"][4]
    (it,) = label_records(read_records([write(tmp_path / "mine.jsonl", page)]))
    assert it.labels.tolist() == [-1, -1, 0, 1, -1]
    assert it.gold is None


def test_the_gold_of_a_page_that_is_labelled_whole_is_its_content(page, tmp_path):
    (it,) = label_records(read_records([write(tmp_path / "mine.jsonl", page)]))
    assert it.gold == "Ferry back\nThe ferry sails again on Monday.\nFares are two crowns."


def test_lines_of_json_are_looked_up_by_their_id(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(Path("crawl.jsonl"), {"id": "a", "html": "<p>Other.</p>"}, {"id": "b", "html": PAGE})
    records = [labelled(record) for record in predicted(tmp_path, "crawl.jsonl")]
    assert labels_of(write(Path("mine.jsonl"), *records)) == [[1], [1, 1, 0, 1, 0]]


@pytest.mark.parametrize("name", ["crawl.jsonl", "crawl.NDJSON", "pages.json", "pages"])
@pytest.mark.parametrize("names", [[{"id": 7}, {"id": 2.5}], [{}, {}], [{"id": None}, {"id": "b"}]])
def test_lines_are_found_under_the_names_that_predict_gave_them(tmp_path, monkeypatch, names, name):
    monkeypatch.chdir(tmp_path)
    write(Path(name), {**names[0], "html": "<p>Other.</p>"}, {**names[1], "html": PAGE})
    records = [labelled(record) for record in predicted(tmp_path, name)]
    assert labels_of(write(Path("mine.jsonl"), *records)) == [[1], [1, 1, 0, 1, 0]]


@pytest.mark.parametrize("begin", [b"PAR1", b"WARC/1.0\r\n"])
def test_a_file_of_many_pages_is_known_by_how_it_begins(page, tmp_path, begin):
    Path("pages").write_bytes(begin)
    path = write(tmp_path / "mine.jsonl", page | {"source": "pages"})
    with pytest.raises(DataError, match="pages are not looked for in 'pages'"):
        read_records([path])


def test_a_file_that_pages_are_looked_up_in_is_read_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pages = [{"id": str(n), "html": f"<p>The ferry sails at {n}."} for n in range(3000)]
    write(Path("crawl.jsonl"), *pages, {"id": "0", "html": "<p>Again."})
    records = [
        {
            "id": str(n),
            "source": "crawl.jsonl",
            "blocks": [{"text": f"The ferry sails at {n}.", "label": ("content", "noise")[n % 2]}],
        }
        for n in reversed(range(3000))
    ]
    files = [write(Path("a.jsonl"), *records[:1000]), write(Path("b.jsonl"), *records[1000:])]
    start = time.process_time()
    found = read_records(files)
    assert time.process_time() - start < 5
    assert [(it.id, it.html) for it in found] == [(it["id"], it["html"]) for it in pages[::-1]]


def test_a_page_that_is_gone_from_its_file_is_said(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(Path("crawl.jsonl"), {"id": "a", "html": "<p>Other."}, {"id": "b"}, {"id": ["c"]})
    blocks = [{"text": "Other.", "label": "content"}]
    write(
        Path("mine.jsonl"),
        *({"id": name, "source": "crawl.jsonl", "blocks": blocks} for name in "ab"),
    )
    with pytest.raises(DataError, match=r"mine\.jsonl:2: crawl\.jsonl has no page with the id 'b'"):
        read_records(["mine.jsonl"])


def test_text_has_all_of_its_page_in_its_blocks(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("page.txt").write_text("Share\n\nThe ferry sails again.\nImprint\n", "utf-8")
    record = labelled(predicted(tmp_path, "page.txt")[0])
    Path("page.txt").unlink()
    (it,) = label_records(read_records([write(Path("mine.jsonl"), record)]))
    assert it.labels.tolist() == [0, 1, 0]
    assert it.page.lines.tolist() == [1, 3, 4]
    assert it.gold == "The ferry sails again."


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda page: Path("page.html").unlink(), "'page.html' is not there any more"),
        (lambda page: Path("page.html").write_text("<p>New</p>"), "0 of its 5 blocks are on its"),
        (lambda page: page.update(source="-"), "has blocks and no page: add html"),
        (lambda page: page.update(source="a.warc.gz"), "pages are not looked for in 'a.warc.gz'"),
        (lambda page: page["blocks"][0].update(label="good"), "unknown label 'good'"),
        (lambda page: page["blocks"].append("Rain"), "blocks holds 'Rain'"),
    ],
)
def test_what_cannot_be_used_is_said(page, tmp_path, change, said):
    change(page)
    with pytest.raises(DataError, match=said):
        labels_of(write(tmp_path / "mine.jsonl", page))


def test_pages_that_predict_could_not_read_are_left_out(page, tmp_path):
    gone = predicted(tmp_path, "page.html", "gone.html", code=1)[1:]
    assert [(it["status"], it["blocks"]) for it in gone] == [("failed", [])]
    path, failed = write(tmp_path / "mine.jsonl", page, *gone), []
    assert [it.id for it in read_records([path], failed=failed)] == ["page.html"]
    assert failed == [f"{path}:2"]
    with pytest.raises(DataError, match=r"all records are of pages that could not be read"):
        read_records([write(tmp_path / "mine.jsonl", *gone)])


def test_a_block_more_on_the_page_is_unknown_and_the_others_are_found(page, tmp_path):
    Path("page.html").write_text("<div>New banner</div>" + PAGE, "utf-8")
    assert labels_of(write(tmp_path / "mine.jsonl", page)) == [[-1, 1, 1, 0, 1, 0]]


def test_words_that_are_parted_otherwise_are_the_same_block(page, tmp_path):
    page["blocks"][0]["text"] = "Ferryback"
    page["blocks"][2]["text"] = "Sh are"
    assert labels_of(write(tmp_path / "mine.jsonl", page)) == [[1, 1, 0, 1, 0]]


def test_lines_that_do_not_rise_are_refused(tmp_path):
    blocks = [{"text": "a", "label": "noise", "line": 2}, {"text": "b", "line": 2}]
    record = {"id": "a", "kind": "text", "blocks": blocks}
    with pytest.raises(DataError, match="a block has line 2 after line 2"):
        read_records([write(tmp_path / "mine.jsonl", record)])


@pytest.mark.parametrize("lines", [[10**12], [90_000 * number for number in range(1, 9)]])
def test_lines_far_apart_do_not_fill_the_memory(tmp_path, lines):
    blocks = [{"text": "a", "label": "noise", "line": line} for line in lines]
    path = write(tmp_path / "mine.jsonl", {"id": "a", "kind": "text", "blocks": blocks})
    with pytest.raises(
        DataError, match=r"a block has line \d+, which leaves more than 1[\d,]+ lines"
    ):
        read_records([path])


def test_a_text_may_have_many_blank_lines(tmp_path):
    n_blocks = 20_000
    blocks = [
        {"text": "a", "label": ("noise", "content")[number % 2], "line": 100_001 + 11 * number}
        for number in range(n_blocks)
    ]
    path = write(tmp_path / "mine.jsonl", {"id": "a", "kind": "text", "blocks": blocks})
    (record,) = read_records([path])
    assert len(record.lines) == 100_001 + 11 * (n_blocks - 1)
    assert record.lines.count("a") == n_blocks
    assert record.lines[100_000] == record.lines[100_011] == "a"


@pytest.mark.parametrize(("n_changed", "is_usable"), [(0, True), (1, True), (2, False)])
def test_a_page_that_lost_more_than_a_tenth_of_its_blocks_is_another_one(n_changed, is_usable):
    texts = [f"Paragraph {number}" for number in range(10)]
    there = [*texts[n_changed:], *(f"Other {number}" for number in range(n_changed))]
    page = segment_html("".join(f"<p>{text}" for text in there))
    if is_usable:
        found = labels_by_text(page, texts, [1] * 10, "a:1")
        assert found.tolist() == [1] * (10 - n_changed) + [-1] * n_changed
    else:
        with pytest.raises(DataError, match="a:1: 8 of its 10 blocks"):
            labels_by_text(page, texts, [1] * 10, "a:1")
