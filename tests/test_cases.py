"""Small inputs with their answers, through the library and again through the command line."""

import json
from pathlib import Path

import pytest

import boilerclf
from boilerclf.cli import main

CASES = json.loads(Path(__file__).with_name("cases.json").read_text("utf-8"))
each_case = pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])


def check(case, record):
    assert [block["text"] for block in record["blocks"]] == case["blocks"]
    if "status" in case:
        assert (record["status"], record["reason"]) == (case["status"], case["reason"])
    else:
        assert record["status"] in ("ok", "empty")  # which of them is for the model to say
    kept = [block["text"] for block in record["blocks"] if block["label"] == "content"]
    assert record["content"] == "\n".join(kept)


@each_case
def test_through_the_library(case):
    page = boilerclf.classify(case["data"].encode("latin-1"), kind=case.get("kind", "auto"))
    check(case, page.to_record())


@each_case
def test_through_the_command_line(case, tmp_path, monkeypatch, capsysbinary):
    monkeypatch.chdir(tmp_path)
    name = {"html": "page.html", "text": "page.txt"}.get(case.get("kind"), "page")
    Path(name).write_bytes(case["data"].encode("latin-1"))
    code = main(["predict", name, "--format", "jsonl"])
    (line,) = capsysbinary.readouterr().out.splitlines()
    record = json.loads(line)
    check(case, record)
    assert (record["id"], record["source"]) == (name, name)
    assert code == (record["status"] == "failed")
