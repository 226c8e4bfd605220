"""What an earlier run into a folder has done of a later one."""

import gzip
import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import zstandard

from boilerclf.bulk import Job, classify_crawl, crawl
from boilerclf.errors import ConfigurationError, InputError

STORY = "The first ferry sailed at nine on Monday morning, and it was full."


@pytest.fixture
def inputs(tmp_path, monkeypatch):
    """Two texts in a folder."""
    monkeypatch.chdir(tmp_path)
    os.mkdir("in")
    for name in ("b", "d"):
        Path(f"in/{name}.txt").write_text(f"Home\n{STORY} ({name})")


def files(folder):
    """What is in a folder, hidden files apart."""
    return {path.name: path.read_bytes() for path in Path(folder).glob("[!.]*")}


def run(inputs, folder):
    return classify_crawl(Job(inputs, Path(folder)))


def test_a_file_of_the_same_name_in_another_folder_replaces_nothing(inputs, monkeypatch, tmp_path):
    out = tmp_path / "out"
    run(["in/d.txt"], out)
    before = files(out)
    Path("other/in").mkdir(parents=True)
    Path("other/in/d.txt").write_text(f"Home\n{STORY} Elsewhere.")
    monkeypatch.chdir("other")
    with pytest.raises(ConfigurationError, match=r"was written from .*; name another"):
        run(["in/d.txt"], out)
    assert files(out) == before


def test_inputs_that_were_moved_as_they_are_count_as_done(inputs, monkeypatch, tmp_path):
    out = tmp_path / "out"
    run(["in/b.txt", "in/d.txt"], out)
    os.mkdir("moved")
    os.rename("in", "moved/in")
    monkeypatch.chdir("moved")
    assert run(["in/b.txt", "in/d.txt"], out).n_pages == 0


def test_an_input_that_is_gone_leaves_the_shard_it_had(inputs):
    run(["in/b.txt", "in/d.txt"], "out")
    before = files("out")
    os.rename("in/b.txt", "elsewhere.txt")
    done = run(["in/b.txt", "in/d.txt"], "out")
    assert files("out") == before
    assert (done.gone, done.n_pages, done.n_done) == (["in/b.txt"], 0, 2)
    assert (done.counts["ok"], done.counts["failed"]) == (2, 0)


def test_an_input_that_is_gone_fails_where_its_shard_is_not_whole(inputs):
    run(["in/b.txt"], "out")
    (shard,) = Path("out").glob("b.txt-*")
    shard.write_bytes(b"cut")
    os.remove("in/b.txt")
    done = run(["in/b.txt"], "out")
    assert (done.gone, done.counts["failed"]) == ([], 1)


def test_a_file_that_is_not_there_is_not_the_one_of_another_folder(inputs, monkeypatch, tmp_path):
    run(["in/d.txt"], tmp_path / "out")
    os.mkdir("other")
    monkeypatch.chdir("other")
    with pytest.raises(ConfigurationError, match=r"was written from .*; name another"):
        run(["in/d.txt"], tmp_path / "out")


def test_a_file_that_needed_an_extra_is_tried_again(inputs, monkeypatch):
    Path("in/b.txt.zst").write_bytes(zstandard.compress(STORY.encode()))
    named = ["in/b.txt.zst", "in/d.txt"]
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "zstandard", None)
        assert run(named, "out").counts["failed"] == 1
        assert run(named, "out").counts["failed"] == 1
    done = run(named, "out")
    assert (done.n_pages, done.counts["ok"], done.counts["failed"]) == (1, 2, 0)
    (shard,) = Path("out").glob("b.txt-*")
    assert json.loads(gzip.decompress(shard.read_bytes()))["content"] == STORY


def test_a_file_that_could_not_be_opened_is_tried_again(inputs, monkeypatch):
    def refused(*arguments):
        raise InputError("cannot be opened: Too many open files")

    with monkeypatch.context() as patch:
        patch.setattr(crawl, "open_file", refused)
        assert run(["in/b.txt"], "out").counts["failed"] == 1
    assert run(["in/b.txt"], "out").counts["ok"] == 1


def test_a_damaged_file_is_not_tried_again(inputs):
    Path("in/bad.parquet").write_bytes(b"PAR1 and nothing else PAR1")
    assert run(["in/bad.parquet"], "out").counts["failed"] == 1
    assert run(["in/bad.parquet"], "out").n_pages == 0


@pytest.mark.parametrize(("named", "folder"), [(".", "out"), ("in", "in/out"), ("*", "out")])
def test_a_folder_that_the_output_is_in_is_read_without_it(inputs, named, folder):
    dropped = Path("in/dropped.jsonl")
    job = Job([named], Path(folder), dropped=dropped)
    assert classify_crawl(job).n_pages == 2
    before = files(folder), dropped.read_bytes()
    Path("in/e.txt").write_text(STORY)
    done = classify_crawl(job)
    assert (done.n_pages, done.n_done, done.n_inputs) == (1, 3, 3)
    assert before[0].items() - files(folder).items() == {
        ("summary.json", before[0]["summary.json"])
    }
    assert dropped.read_bytes() == before[1]


@pytest.mark.parametrize("named", ["out", "out/", "out/*", "out/summary.json", "out/none.txt"])
def test_an_input_named_inside_the_output_folder_is_refused(inputs, named):
    run(["in"], "out")
    before = files("out")
    with pytest.raises(ConfigurationError) as refused:
        run(["in", named], "out")
    assert str(refused.value) == (
        f"{named} is an input inside the output folder out; write to another folder"
    )
    assert files("out") == before


def test_the_file_of_dropped_blocks_is_refused_where_it_is_named(inputs):
    job = Job(["in"], Path("out"), dropped=Path("in/dropped.jsonl"))
    classify_crawl(job)
    with pytest.raises(ConfigurationError, match=r"^in/dropped\.jsonl is both an input and the fi"):
        classify_crawl(replace(job, inputs=["in/dropped.jsonl"]))
    assert classify_crawl(job).n_inputs == 2
