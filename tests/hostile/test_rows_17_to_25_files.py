"""Rows 17 to 25 of docs/robustness.md: files, labelled data and model folders."""

import bz2
import gzip
import io
import json
import lzma
import os
import pickle
import shutil
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from boilerclf.errors import ModelError
from boilerclf.files import decompressed
from boilerclf.model import load_model

ROOT = Path(__file__).parents[2]
PACKERS = {
    "gz": gzip.compress,
    "xz": lzma.compress,
    "bz2": bz2.compress,
    "zst": zstandard.ZstdCompressor().compress,
}


@pytest.mark.parametrize("pack", PACKERS.values(), ids=PACKERS)
def test_row_17_bombs_stop_at_the_cap(pack):
    stream = decompressed(pack(bytes(30_000_000)), max_bytes=1_000_000)
    assert sum(len(piece) for piece in iter(lambda: stream.read(65_536), b"")) == 1_000_000
    assert stream.problem == "over_limit"


@pytest.mark.parametrize("suffix", PACKERS)
def test_row_17_members_are_all_read_and_a_cut_one_is_limited(run, here, suffix, page, story):
    pack = PACKERS[suffix]
    Path("two.html." + suffix).write_bytes(pack(page.encode()) + pack(f"<p>{story}".encode()))
    (record,) = run("predict", f"two.html.{suffix}", "--format", "jsonl").records
    assert (record["status"], record["content"].count(story)) == ("ok", 3)
    noise = os.urandom(30_000).hex()  # so that the cut leaves something to read
    packed = pack((page + f"<!--{noise}-->").encode())
    Path("cut.html." + suffix).write_bytes(packed[: len(packed) * 2 // 3])
    (record,) = run("predict", f"cut.html.{suffix}", "--format", "jsonl").records
    assert record["status"] == "limited" or (record["status"], record["blocks"]) == ("failed", [])
    Path("nested.html").write_bytes(pack(pack(page.encode())))
    (record,) = run("predict", "nested.html", "--format", "jsonl").records
    assert (record["status"], record["reason"]) == ("failed", "not_html")


def warc(body, length=None, header=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"):
    body = header + body
    size = len(body) if length is None else length
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
        b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (size, body)
    )


def test_row_18_damaged_records_cost_themselves(run, here, page, story):
    good = page.encode()
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(good), good)
    records = [
        warc(good),
        warc(good, length=10),
        warc(good, length=10**9),
        warc(
            good, header=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nBad\xff\xfe: \x00\r\n\r\n"
        ),
        warc(
            chunked,
            header=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n",
        ),
        b"WARC/1.0\r\nWARC-Type: revisit\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
        b"\x00garbage between records\xff" * 50,
        warc(good),
    ]
    Path("crawl.warc").write_bytes(b"".join(records))
    done = run("predict", "crawl.warc", "--format", "jsonl")
    kept = [record["content"].count(story) for record in done.records]
    assert kept.count(2) == 6, done.records
    assert "1 revisit" in done.err
    Path("old.arc").write_bytes(b"filedesc://old.arc 0.0.0.0 20010101000000 text/plain 9\n1 0 x\n")
    (record,) = run("predict", "old.arc", "--format", "jsonl").records
    assert record["status"] == "failed"


def test_row_19_parquet(run, here, story):
    table = pa.table({"id": ["a", "b"], "text": [f"{story}\n{story}", None], "n": [1, 2]})
    pq.write_table(table, "good.parquet")
    records = run("predict", "good.parquet", "--format", "jsonl").records
    assert [(r["id"], r["status"]) for r in records] == [("a", "ok"), ("b", "empty")]
    pq.write_table(pa.table({"n": [1, 2]}), "columns.parquet")
    pq.write_table(pa.table({"text": [1, 2]}), "types.parquet")
    Path("cut.parquet").write_bytes(Path("good.parquet").read_bytes()[:-7])
    for name in ("columns.parquet", "types.parquet", "cut.parquet"):
        done = run("predict", name, "good.parquet", "--format", "jsonl")
        assert done.code == 1
        assert {r["status"] for r in done.records if r["source"] == name} == {"failed"}
        assert [r["status"] for r in done.records if r["source"] != name] == ["ok", "empty"]
    assert tuple(map(int, pa.__version__.split(".")[:2])) >= (14, 0)


def test_row_20_lines_of_json(run, here, story):
    lines = [
        "\ufeff" + json.dumps({"id": "first", "text": f"{story}\n{story}"}),
        '{"id": "broken", "text": ',
        '{"id": "twice", "text": "One.", "text": "Two."}',
        '{"id": "nan", "text": "Three.", "n": NaN}',
        "",
        "[1, 2]",
        json.dumps({"id": "last", "text": f"{story}\n{story}"}),
    ]
    Path("a.jsonl").write_text("\n".join(lines), "utf-8")
    done = run("predict", "a.jsonl", "--format", "jsonl")
    assert done.code == 1
    failed = [r for r in done.records if r["status"] == "failed"]
    assert {"a.jsonl:2", "a.jsonl:6"} <= {r["id"] for r in failed}
    assert [done.records[n]["status"] for n in (0, -1)] == ["ok", "ok"]
    for line in done.out.decode().splitlines():
        json.loads(line, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    strict = run("predict", "a.jsonl", "--format", "jsonl", "--strict")
    assert (strict.code, len(strict.out.splitlines())) == (1, 1)
    assert "line 2" in strict.err or "a.jsonl:2" in strict.err


BAD_LABELS = {
    "unknown.tsv": "content\tOne.\nmenu\tTwo.\n",
    "missing.jsonl": '{"id": "a", "lines": ["One.", "Two."], "labels": ["content"]}\n',
    "one-class.tsv": "content\tOne.\n\ncontent\tTwo.\n\ncontent\tThree.\n",
    "no-block.jsonl": '{"id": "a", "lines": ["", " "], "labels": ["content", "noise"]}\n',
    "three.tsv": "noise\tOne.\ncontent\tTwo.\nnoise\tThree.\n",
    "blank.tsv": "\n\n\n",
}


@pytest.mark.parametrize("name", BAD_LABELS)
def test_row_21_labels_that_cannot_be_used(run, here, name):
    Path(name).write_text(BAD_LABELS[name])
    done = run("train", name, "--out", "model")
    assert (done.code, done.out) == (2, b"")
    (line,) = done.err.splitlines()
    assert line.startswith("boilerclf: error: ")
    assert not Path("model").exists()


def test_row_22_a_site_in_two_folds_is_refused_and_doubles_change_nothing(run, here, story):
    pages = [
        {
            "id": f"{site}-{fold}",
            "site": site,
            "fold": fold,
            "lines": ["Home | Login", story],
            "labels": ["noise", "content"],
        }
        for site, fold in (("a", 0), ("a", 1), ("b", 2))
    ]
    Path("torn.jsonl").write_text("\n".join(map(json.dumps, pages)))
    done = run("train", "torn.jsonl", "--out", "model")
    assert done.code == 2
    assert "fold" in done.err
    # Constant columns, and the same page over and over: nothing divides by a spread of zero.
    many = [{**pages[0], "id": str(n), "site": f"s{n % 5}", "fold": n % 5} for n in range(100)]
    Path("many.jsonl").write_text("\n".join(map(json.dumps, many)))
    assert run("train", "many.jsonl", "--out", "model").code == 0
    model = load_model("model")
    for part in (model.first, model.second):
        assert np.isfinite(part.curves).all()
        assert np.isfinite(part.hashed).all()
    assert model.classify("Home | Login\n" + story).kept.tolist() == [False, True]


@pytest.fixture
def folder(here):
    shutil.copytree(ROOT / "models" / "text", "model")
    return Path("model")


def description(change):
    def spoil(folder):
        text = json.loads((folder / "model.json").read_text())
        change(text)
        (folder / "model.json").write_text(json.dumps(text))

    return spoil


def weights(change):
    def spoil(folder):
        with np.load(folder / "weights.npz", allow_pickle=False) as archive:
            arrays = {name: archive[name].copy() for name in archive.files}
        change(arrays)
        np.savez(folder / "weights.npz", **arrays)

    return spoil


def of_bytes(name, change):
    def spoil(folder):
        path = folder / name
        path.write_bytes(change(path.read_bytes()))

    return spoil


SPOILT = {
    "empty": of_bytes("model.json", lambda data: b""),
    "truncated": of_bytes("model.json", lambda data: data[: len(data) // 2]),
    "weights truncated": of_bytes("weights.npz", lambda data: data[: len(data) // 2]),
    "wrong magic": of_bytes("weights.npz", lambda data: b"\x00" + data[1:]),
    "future schema": description(lambda text: text.update(format=99)),
    "extra key": description(lambda text: text.update(more=1)),
    "duplicate names": description(lambda text: text["columns"].append(text["columns"][0])),
    "NaN weights": weights(lambda arrays: arrays["first_curves"].fill(np.nan)),
    "1e308": weights(lambda arrays: arrays.update(first_intercept=np.array([1e308]))),
    "wrong length": weights(lambda arrays: arrays.update(first_hashed=arrays["first_hashed"][:-1])),
    "2 GB": of_bytes("weights.npz", lambda data: data + bytes(20_000_000)),
    "other featurizer": description(lambda text: text["columns"].__setitem__(0, "other")),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_row_23_and_25_model_folders_that_cannot_be_trusted(run, folder, spoil):
    spoil(folder)
    done = run("predict", "--model", "model", "-", stdin=b"One.")
    assert (done.code, done.out) == (2, b"")
    (line,) = done.err.splitlines()
    assert line.startswith("boilerclf: error: model")
    with pytest.raises(ModelError):
        load_model("model")


class Bomb:
    def __reduce__(self):
        return os.mkdir, ("executed",)


def npz_with_pickle():
    buffer = io.BytesIO()
    np.savez(buffer, first_curves=np.array([Bomb()], object))
    return buffer.getvalue()


@pytest.mark.parametrize("data", [pickle.dumps(Bomb()), npz_with_pickle()], ids=["pickle", "npz"])
def test_row_24_pickles_are_refused_and_never_run(run, folder, data):
    (folder / "weights.npz").write_bytes(data)
    done = run("predict", "--model", "model", "-", stdin=b"One.")
    assert done.code == 2
    assert len(done.err.splitlines()) == 1
    assert not Path("executed").exists()


def test_row_25_other_columns_are_taken_only_where_asked(run, folder):
    SPOILT["other featurizer"](folder)
    done = run("predict", "--model", "model", "--allow-mismatch", "-", stdin=b"One.")
    assert done.code == 0
