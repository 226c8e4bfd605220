import gzip
import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from boilerclf.bulk import Budget, Job, Settings, classify_crawl, crawl
from boilerclf.bulk.journal import open_journal
from boilerclf.bulk.shards import shard_name
from boilerclf.errors import ConfigurationError, InputError
from boilerclf.sources.earlier import JOURNAL

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "data" / "html").glob("*.html"))
DROPPED = ("dropped.gz", "new.gz")
STORY = "The first ferry sailed at nine on Monday morning, and it was full."


def warc(pages):
    records = []
    for number, page in enumerate(pages):
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
        records.append(
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:%d>\r\n"
            b"WARC-Target-URI: http://ellery.example/%d\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
            % (number, number, len(body), body)
        )
    return b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n" + b"".join(
        records
    )


@pytest.fixture
def inputs(tmp_path, monkeypatch):
    """A file of every kind, and one that is not there."""
    monkeypatch.chdir(tmp_path)
    os.mkdir("in")
    Path("in/a.warc.gz").write_bytes(
        gzip.compress(warc([page.read_bytes() for page in PAGES]), mtime=0)
    )
    lines = [{"id": n, "text": f"Home\n{STORY} ({n})", "n": n} for n in range(100)]
    Path("in/b.jsonl").write_text("\n".join(map(json.dumps, lines)))
    columns = {
        "html": [f"<p>{STORY}<p>Menu", None],
        "n": pa.array([1, None], pa.int16()),
        "tags": [["a"], []],
        "status": ["theirs", "too"],
    }
    pq.write_table(pa.table(columns), "in/c.parquet")
    Path("in/d.txt").write_text(f"Home\n{STORY}")
    Path("in/empty.warc").touch()
    return ["in", "gone.html"]


def files(folder):
    """What is in a folder, hidden files apart."""
    return {
        path.name: path.read_bytes()
        for path in Path(folder).iterdir()
        if not path.name.startswith(".")
    }


def run(inputs, folder="out", **options):
    return classify_crawl(Job(inputs, Path(folder), **options))


def rows(folder, name):
    return pq.read_table(Path(folder, shard_name(name, "parquet"))).to_pylist()


def records(folder, name):
    data = gzip.decompress(Path(folder, shard_name(name, "jsonl")).read_bytes())
    return [json.loads(line) for line in data.splitlines()]


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_a_shard_an_input_and_a_summary(inputs, form):
    done = run(inputs, form=form)
    names = ["in/a.warc.gz", "in/b.jsonl", "in/c.parquet", "in/d.txt", "in/empty.warc", "gone.html"]
    assert set(files("out")) == {"summary.json", *(shard_name(name, form) for name in names)}
    assert [name for name in os.listdir("out") if name.startswith(".")] == [JOURNAL]
    n_pages = len(PAGES) + 100 + 2 + 1 + 1
    assert (done.n_pages, done.n_done, done.n_inputs) == (n_pages, 6, 6)
    assert done.skipped == {"warcinfo": 1}
    summary = json.loads(Path("out/summary.json").read_bytes())
    assert sum(summary["pages"].values()) == n_pages
    assert summary["pages"]["failed"] == 1
    assert summary["blocks"] == done.n_blocks > summary["kept"] > 100
    assert [shard["shard"] for shard in summary["shards"]] == sorted(
        set(files("out")) - {"summary.json"}
    )
    by_input = {shard["input"]: shard["pages"] for shard in summary["shards"]}
    assert by_input["in/c.parquet"] == {"ok": 1, "empty": 1, "limited": 0, "failed": 0}
    assert by_input["in/empty.warc"] == {"ok": 0, "empty": 0, "limited": 0, "failed": 0}


def test_both_formats_say_the_same(inputs):
    run(inputs, "j", form="jsonl")
    run(inputs, "p", form="parquet")
    for name in ("in/a.warc.gz", "in/b.jsonl", "in/d.txt", "gone.html"):
        of_lines, of_rows = records("j", name), rows("p", name)
        assert len(of_lines) == len(of_rows)
        for line, row in zip(of_lines, of_rows, strict=True):
            extra = json.loads(row.pop("extra") or "{}")
            found = {key: value for key, value in row.items() if value is not None} | extra
            for block in found["blocks"]:
                for key in [key for key, value in block.items() if value is None]:
                    del block[key]
            assert found == line
    assert records("j", "in/empty.warc") == rows("p", "in/empty.warc") == []
    assert rows("p", "in/a.warc.gz")[0]["url"] == "http://ellery.example/0"
    assert rows("p", "in/b.jsonl")[7]["extra"] == '{"n": 7}'


def test_columns_that_nobody_reads_keep_their_types(inputs):
    run(inputs, form="parquet")
    table = pq.read_table(Path("out", shard_name("in/c.parquet", "parquet")))
    assert table.schema.names[-3:] == ["blocks", "n", "tags"]
    assert table.schema.field("n").type == pa.int16()
    assert table.select(["status", "n", "tags"]).to_pylist() == [
        {"status": "ok", "n": 1, "tags": ["a"]},
        {"status": "empty", "n": None, "tags": []},
    ]


def test_a_row_group_that_is_damaged_leaves_nulls(inputs):
    texts = [f"{number} {'x' * 5000}" for number in range(30)]
    table = pa.table({"text": texts, "n": range(30)})
    pq.write_table(
        table, "in/c.parquet", row_group_size=10, compression="none", use_dictionary=["n"]
    )
    column = pq.ParquetFile("in/c.parquet").metadata.row_group(0).column(0)
    with open("in/c.parquet", "r+b") as file:
        file.seek(column.data_page_offset)
        file.write(b"\xff" * 1000)
    run(["in/c.parquet"], form="parquet")
    found = rows("out", "in/c.parquet")
    assert (found[0]["status"], found[0]["n"]) == ("failed", None)
    assert [row["n"] for row in found][1:] == list(range(10, 30))


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_workers_and_order_change_nothing(inputs, form):
    run(inputs, "one", form=form, dropped=Path("one.dropped"))
    named = ["gone.html", "in/d.txt", "in/b.jsonl", "in/empty.warc", "in/c.parquet", "in/a.warc.gz"]
    for jobs in (2, 4):
        run(named, f"of-{jobs}", form=form, jobs=jobs, dropped=Path(f"{jobs}.dropped"))
        assert files(f"of-{jobs}") == files("one")
    lines = [sorted(Path(name).read_bytes().splitlines()) for name in ("one.dropped", "4.dropped")]
    assert lines[0] == lines[1]


def test_finished_shards_are_left_and_new_inputs_added(inputs):
    run(["in/a.warc.gz", "in/b.jsonl"], dropped=Path("dropped.gz"))
    before = {path.name: path.stat().st_mtime_ns for path in Path("out").glob("*.jsonl.gz")}
    again = run(["in/b.jsonl", "in/a.warc.gz"], dropped=Path("dropped.gz"))
    assert (again.n_pages, again.n_done, sum(again.counts.values())) == (0, 2, again.counts.total())
    assert run([*inputs], dropped=Path("dropped.gz")).n_done == 6
    after = {name: Path("out", name).stat().st_mtime_ns for name in before}
    assert after == before
    run([*inputs], "new", dropped=Path("new.gz"))
    assert files("new") == files("out")
    lines = [gzip.decompress(Path(name).read_bytes()).splitlines() for name in DROPPED]
    assert sorted(lines[0]) == sorted(lines[1])


def test_an_input_that_changed_is_done_again(inputs):
    run(["in/d.txt", "in/b.jsonl"])
    Path("in/d.txt").write_text(f"Home\n{STORY} Twice.")
    assert run(["in/d.txt", "in/b.jsonl"]).n_pages == 1
    assert records("out", "in/d.txt")[0]["blocks"][1]["text"].endswith("Twice.")


AMISS = {
    "a shard is gone": lambda shard: shard.unlink(),
    "a shard is cut": lambda shard: shard.write_bytes(b"cut"),
    "an input has changed": lambda shard: Path("in/b.jsonl").write_text('{"text": "Home"}\n'),
}


@pytest.mark.parametrize("what", AMISS)
def test_what_was_dropped_of_a_shard_that_is_done_again_stands_there_once(inputs, what):
    some = ["in/a.warc.gz", "in/b.jsonl", "in/d.txt"]
    run(some, dropped=Path("dropped.jsonl"))
    AMISS[what](Path("out", shard_name("in/b.jsonl", "jsonl")))
    again = run(some, dropped=Path("dropped.jsonl"))
    whole = run(some, "new", dropped=Path("new.jsonl"))
    assert files("out") == files("new")
    assert Path("dropped.jsonl").read_bytes() == Path("new.jsonl").read_bytes()
    assert (again.counts, again.n_done) == (whole.counts, 3)
    done = run(some, dropped=Path("dropped.jsonl"))
    assert (done.n_pages, done.counts) == (0, whole.counts)


def test_what_was_dropped_of_a_file_that_is_no_input_does_not_go(inputs):
    run(["in/b.jsonl", "in/d.txt"], dropped=Path("dropped.jsonl"))
    before = Path("dropped.jsonl").read_bytes()
    Path("out", shard_name("in/b.jsonl", "jsonl")).unlink()
    with pytest.raises(ConfigurationError, match="which is none of the inputs"):
        run(["in/b.jsonl"], dropped=Path("dropped.jsonl"))
    assert Path("dropped.jsonl").read_bytes() == before


def test_a_shard_without_dropped_blocks_is_done_again_alone(inputs):
    Path("in/kept.txt").write_text(STORY)
    run(["in/b.jsonl", "in/kept.txt"], dropped=Path("dropped.jsonl"))
    before = Path("dropped.jsonl").read_bytes()
    Path("in/kept.txt").write_text(f"{STORY} {STORY}")
    assert run(["in/kept.txt"], dropped=Path("dropped.jsonl")).n_pages == 1
    assert Path("dropped.jsonl").read_bytes() == before


def test_a_kill_while_shards_are_taken_back_leaves_no_block_twice(inputs, monkeypatch):
    some = ["in/a.warc.gz", "in/b.jsonl", "in/d.txt"]
    run(some, dropped=Path("dropped.jsonl"))
    whole = Path("dropped.jsonl").read_bytes()
    Path("out", shard_name("in/a.warc.gz", "jsonl")).unlink()

    def killed(*arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(crawl, "open_dropped", killed)
        with pytest.raises(KeyboardInterrupt):
            run(some, dropped=Path("dropped.jsonl"))
    run(some, dropped=Path("dropped.jsonl"))
    assert Path("dropped.jsonl").read_bytes() == whole


def test_a_journal_that_does_not_say_where_blocks_begin_has_all_of_them_written_anew(inputs):
    some = ["in/a.warc.gz", "in/b.jsonl", "in/d.txt"]
    run(some, dropped=Path("dropped.jsonl"))
    whole, journal = Path("dropped.jsonl").read_bytes(), Path("out", JOURNAL)
    records = [json.loads(line) for line in journal.read_text().splitlines()]
    kept = [{key: its[key] for key in its if key != "dropped_from"} for its in records]
    journal.write_text("".join(json.dumps(record) + "\n" for record in kept))
    Path("out", shard_name("in/d.txt", "jsonl")).unlink()
    assert run(some, dropped=Path("dropped.jsonl")).n_done == 3
    assert Path("dropped.jsonl").read_bytes() == whole


def test_only_the_inputs_of_a_run_are_counted(inputs):
    run(["in/b.jsonl", "in/d.txt"])
    done = run(["in/d.txt"])
    assert (done.counts["ok"], done.n_done, done.n_inputs) == (1, 1, 1)


def test_an_input_that_was_not_there_is_tried_again(inputs):
    assert run(["gone.html"]).counts["failed"] == 1
    Path("gone.html").write_text(f"<p>{STORY}")
    assert run(["gone.html"]).n_pages == 1
    assert json.loads(Path("out/summary.json").read_bytes())["pages"]["ok"] == 1


def test_what_a_killed_run_left_is_cleared_away(inputs):
    run(inputs, "whole", dropped=Path("whole.jsonl"))
    run(["in/a.warc.gz", "in/b.jsonl"], dropped=Path("dropped.jsonl"))
    with open(Path("out", JOURNAL), "ab") as journal:
        journal.write(b'{"shard": "half a li')
    Path("out/.boilerclf-0123.part").write_bytes(b"half a shard")
    Path("out", shard_name("in/b.jsonl", "jsonl")).write_bytes(b"cut")
    os.rename("dropped.jsonl", ".dropped.jsonl.boilerclf-part")
    with open(".dropped.jsonl.boilerclf-part", "ab") as dropped:
        dropped.write(b"half a line")
    done = run(inputs, dropped=Path("dropped.jsonl"))
    assert files("out") == files("whole")
    assert [name for name in os.listdir("out") if name.startswith(".")] == [JOURNAL]
    assert done.n_pages == 100 + 2 + 1 + 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"form": "parquet"}, "format 'jsonl', now 'parquet'"),
        ({"kind": "text"}, "kind 'auto', now 'text'"),
        ({"settings": Settings("text")}, "models"),
        ({"budget": Budget(seconds=5)}, "page seconds 60.0, now 5"),
        ({"dropped": Path("dropped")}, "dropped None"),
    ],
)
def test_other_options_are_refused(inputs, options, message):
    run(["in/d.txt"])
    with pytest.raises(ConfigurationError, match=message):
        run(["in/d.txt"], **options)


def test_a_folder_of_other_files_is_refused(inputs):
    with pytest.raises(ConfigurationError, match="in holds other files"):
        run(["gone.html"], "in")
    with pytest.raises(ConfigurationError, match=r"in/d\.txt is an input inside the output folder"):
        run(["in/d.txt"], "in")
    with pytest.raises(ConfigurationError, match=r"cannot write into in/d\.txt"):
        run(["in/b.jsonl"], "in/d.txt")
    assert len(os.listdir("in")) == 5


def test_a_folder_in_use_is_refused(inputs):
    with (
        open_journal(Path("out"), {}),
        pytest.raises(ConfigurationError, match="another run is writing into out"),
    ):
        run(inputs)


def test_strict_stops_and_keeps_what_is_done(inputs):
    with pytest.raises(InputError, match="as --strict asks"):
        run(["in/d.txt", "gone.html", "in/b.jsonl"], strict=True)
    assert set(files("out")) == {shard_name("in/d.txt", "jsonl")}


def test_a_missing_extra_fails_the_files_that_need_it_alone(inputs, monkeypatch):
    Path("in/a.txt.zst").write_bytes(zstandard.compress(b"Home"))
    monkeypatch.setitem(sys.modules, "zstandard", None)
    done = run(["in/a.txt.zst", "in/d.txt"])
    assert (done.n_done, done.counts["failed"], done.counts["ok"]) == (2, 1, 1)
    (failed,) = records("out", "in/a.txt.zst")
    assert failed["reason"].startswith("zstandard is not installed")
    assert records("out", "in/d.txt")[0]["content"] == STORY


def test_a_page_that_takes_too_long_costs_itself_alone(inputs):
    pages = [f"<p>{STORY}"] * 5
    pages[2:2] = ["<p>x</p>" * 1_500_000]
    Path("in/slow.jsonl").write_text("\n".join(json.dumps({"html": page}) for page in pages))
    run(["in/slow.jsonl"], budget=Budget(seconds=1.5))
    found = records("out", "in/slow.jsonl")
    assert [record["status"] for record in found] == ["ok", "ok", "failed", "ok", "ok", "ok"]
    assert found[2]["reason"] == "took more than 1.5 s of processor time"
    assert found[2]["id"] == "in/slow.jsonl:3"


@pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="needs Linux's limit on memory")
def test_a_page_that_takes_too_much_memory_costs_itself_alone(inputs):
    pages = [f"<p>{STORY}", "<p>x</p>" * 3_000_000, f"<p>{STORY}"]
    Path("in/long.jsonl").write_text("\n".join(json.dumps({"html": page}) for page in pages))
    run(["in/long.jsonl"], budget=Budget(megabytes=400))
    found = records("out", "in/long.jsonl")
    assert [record["status"] for record in found] == ["ok", "failed", "ok"]
    assert found[1]["reason"].startswith(("takes more memory", "ended the", "internal error: "))


def test_what_is_dropped_is_told_with_its_reason(inputs):
    from boilerclf.model import families

    run(inputs, dropped=Path("dropped.jsonl"))
    dropped = [json.loads(line) for line in Path("dropped.jsonl").read_text().splitlines()]
    named = ("in/a.warc.gz", "in/d.txt")
    noise = [
        block["text"]
        for name in named
        for record in records("out", name)
        for block in record["blocks"]
        if block["label"] == "noise"
    ]
    told = [record["text"] for record in dropped if record["source"] in named]
    assert told == noise
    assert {record["reason"] for record in dropped} <= {*families("html"), *families("text")}
    assert len({record["reason"] for record in dropped}) > 3
    assert set(dropped[0]) == {"id", "source", "block", "text", "probability", "reason"}


NAMES = ("../../etc/passwd", "C:\\x", "CON", "a\0b", "a" * 5000, ".hidden", "-rf", "é.html", "x/")


@pytest.mark.parametrize("name", [*NAMES, "/", "-"])
def test_names_of_shards_are_safe_and_differ(name):
    made = shard_name(name, "parquet")
    assert made == os.path.basename(made)
    assert made.isascii()
    assert len(made) <= 130
    assert made[0] not in ".-"
    assert made != shard_name(name + "x", "parquet")
    assert shard_name("a/page.html", "jsonl") != shard_name("b/page.html", "jsonl")


def test_inputs_whose_digests_begin_alike_have_shards_of_their_own():
    one, other = (f"www/site{number}/index.html" for number in (77384, 101237))
    assert shard_name(one, "jsonl") == "index.html-3ddf8c8afdfe81fa.jsonl.gz"
    assert shard_name(other, "jsonl") == "index.html-3ddf8c8a04e94a82.jsonl.gz"


def test_two_inputs_for_one_shard_are_refused(inputs):
    address = "https://ellery.example/ferry"
    with pytest.raises(ConfigurationError, match="would both be written to ferry-"):
        run([address, address])
    assert not os.path.exists("out")


def test_a_job_is_plain_data():
    job = Job(["a"], Path("out"))
    assert replace(job, jobs=2) == Job(["a"], Path("out"), jobs=2)
