"""Where commands write: names that are refused before anything is read or trained."""

import json
import os
from pathlib import Path

import pytest

STORY = "The first ferry sailed at nine on Monday morning, and it was full."
PAGE = f"<h1>Ferry</h1><p>{STORY}"


@pytest.fixture
def data(here):
    """A folder of labelled data, one record of which has its page in a file beside it."""
    os.mkdir("data")
    texts = [{"id": "a", "lines": ["Menu", STORY], "labels": ["noise", "content"]}]
    pages = [
        {"id": "b", "html_file": "b.html", "content": STORY},
        {"id": "c", "html": PAGE, "content": STORY},
    ]
    Path("data/b.html").write_text(PAGE)
    for name, records in (("text.jsonl", texts), ("html.jsonl", pages)):
        Path("data", name).write_text("\n".join(map(json.dumps, records)))
    return "data"


def held(folder):
    return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


@pytest.mark.parametrize(
    ("command", "option"),
    [
        (["predict", "-", "-o", ""], "--out"),
        (["predict", "-", "--dropped", ""], "--dropped"),
        (["predict", "-", "-o", "kept", "--dropped", ""], "--dropped"),
        (["evaluate", "gone.jsonl", "--report", ""], "--report"),
        (["evaluate", "gone.jsonl", "--write-threshold", "0.5", ""], "--write-threshold"),
        (["train", "gone.jsonl", "--out", ""], "--out"),
    ],
)
def test_an_empty_name_is_refused_before_anything_is_read(run, here, command, option):
    done = run(*command, stdin=STORY.encode())
    assert (done.code, done.out) == (2, b"")
    assert done.err == f"boilerclf: error: {option} has an empty name; name where to write\n"
    assert os.listdir() == []


@pytest.mark.parametrize("out", ["kept", "kept.txt"])
def test_a_folder_is_no_file_of_dropped_blocks(run, here, out):
    os.mkdir("there")
    done = run("predict", "-", "-o", out, "--dropped", "there", stdin=STORY.encode())
    assert (done.code, done.out) == (2, b"")
    assert len(done.err.splitlines()) == 1
    assert done.err.startswith("boilerclf: error: cannot write 'there': ")
    assert os.listdir() == ["there"]


@pytest.mark.parametrize("named", ["data", "data/html.jsonl"])
@pytest.mark.parametrize("report", ["data/html.jsonl", "./data/../data/b.html", "link.html"])
def test_a_report_does_not_replace_what_is_judged_with(run, data, named, report):
    os.symlink("data/b.html", "link.html")
    before = held(data)
    done = run("evaluate", named, "--kind", "html", "--report", report)
    assert (done.code, done.out, done.err) == (
        *(2, b""),
        f"boilerclf: error: {report} is both labelled data and the report; write to another file\n",
    )
    assert held(data) == before


@pytest.mark.parametrize(
    ("report", "message"),
    [
        ("data", "cannot write 'data': Is a directory"),
        ("no/a.html", "cannot write 'no/a.html': No such file or directory: 'no'"),
    ],
)
def test_a_report_that_cannot_be_written_is_refused_before_the_work(run, data, report, message):
    done = run("evaluate", "data/text.jsonl", "--report", report)
    told = f"boilerclf: error: {message}; name a file in a folder you may write to\n"
    assert (done.code, done.err) == (2, told)


def test_a_report_beside_the_data_is_replaced(run, data):
    for _ in range(2):
        done = run("evaluate", "data/text.jsonl", "--report", "data/report.html", "-q")
        assert (done.code, done.err) == (0, "")
    assert Path("data/report.html").read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    "command",
    [
        ["train", "gone.jsonl", "--out", "closed/new"],
        ["evaluate", "gone.jsonl", "--write-threshold", "0.5", "closed/new"],
    ],
)
def test_a_model_folder_that_cannot_be_made_is_refused_before_the_work(
    run, here, monkeypatch, command
):
    os.mkdir("closed")
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).name != "closed")
    done = run(*command)
    assert done.code == 1
    assert done.err == f"boilerclf: error: {here / 'closed'}: Permission denied\n"
    assert os.listdir("closed") == []


@pytest.mark.parametrize("name", ["html", "text"])
@pytest.mark.parametrize("option", [["train", "--out"], ["evaluate", "--write-threshold", "0.5"]])
def test_a_model_gets_no_name_that_a_shipped_one_answers_to(run, here, option, name):
    command, *rest = option
    done = run(command, "gone.jsonl", *rest, name)
    assert (done.code, done.err) == (
        2,
        f"boilerclf: error: {name} is the name of a shipped model; name another folder, or write "
        f"./{name}\n",
    )
    done = run(command, "gone.jsonl", *rest, f"./{name}")
    assert done.err == "boilerclf: error: gone.jsonl: no such file; check the name\n"


@pytest.mark.parametrize("option", [("--report", "r.html"), ("--write-threshold", "0.5", "new")])
def test_scores_are_printed_though_nothing_can_be_written_beside_them(start, data, room, option):
    with room(1000):
        done = start("evaluate", "data/text.jsonl", "-q", *option)
    assert done.code == 1
    assert "page F1" in done.out.decode()
    assert "File too large" in done.err
    assert os.listdir() == ["data"]


def test_a_report_is_written_without_a_word_where_there_is_no_home_for_a_cache(start, data):
    pytest.importorskip("matplotlib")
    Path("home").write_text("no folder")
    nowhere = {"HOME": "home", "XDG_CONFIG_HOME": "home", "XDG_CACHE_HOME": "home"}
    done = start("evaluate", "data/text.jsonl", "-q", "--report", "r.html", env=nowhere)
    assert (done.code, done.err) == (0, "")
