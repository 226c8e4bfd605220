"""A model adapted, and two people compared, from the command line."""

import json
from pathlib import Path

import pytest

ADAPT = Path(__file__).parents[2] / "data" / "adapt"


def test_train_from_tells_before_and_after_and_writes_the_model(run):
    done = run("train", "--from", "html", ADAPT / "labels.jsonl", "--out", "models/rowing")
    assert (done.code, done.out) == (0, b"")
    assert "on pages held out (20 of 7 sites)" in done.err
    (line,) = [its for its in done.err.splitlines() if "page F1" in its]
    assert "before 0." in line
    assert "gain +0." in line
    card = json.loads(Path("models/rowing/model.json").read_text("utf-8"))["card"]
    assert card["options"]["adapted_from"][0].startswith("html@")
    assert "adapted_from" in Path("models/rowing/README.md").read_text("utf-8")
    again = run("train", "--from", "html", ADAPT / "labels.jsonl", "--out", "models/rowing")
    assert again.code == 2
    assert "holds a model" in again.err


def test_a_model_that_is_worse_is_not_written_unless_forced(run):
    """Labels that contradict each other from site to site, where the parent is right on most."""
    records = run("predict", ADAPT / "pages.jsonl", "--format", "jsonl").records
    for number, record in enumerate(records):
        record["source"] = str(ADAPT / "pages.jsonl")
        if number % 5 == 0:
            for block in record["blocks"]:
                block["label"] = "noise" if block["label"] == "content" else "content"
    Path("mine.jsonl").write_text("".join(json.dumps(its) + "\n" for its in records), "utf-8")
    done = run("train", "--from", "html", "mine.jsonl", "--out", "worse")
    assert done.code == 2
    assert "is worse than html@" in done.err.splitlines()[-1]
    assert not Path("worse").exists()
    assert run("train", "--from", "html", "mine.jsonl", "--out", "worse", "--force").code == 0
    assert Path("worse/model.json").is_file()


def test_kinds_have_to_fit(run):
    done = run("train", "--from", "text", ADAPT / "labels.jsonl", "--out", "mine")
    assert (done.code, "hold no text record" in done.err) == (2, True)
    done = run("train", "--from", "text", ADAPT / "labels.jsonl", "--out", "m", "--kind", "html")
    assert (done.code, "labels text pages" in done.err) == (2, True)


def test_agreement_of_two_files(run):
    one = ADAPT / "labels.jsonl"
    records = [json.loads(line) for line in one.read_text("utf-8").splitlines()]
    for record in records:
        record["source"] = str(ADAPT / "pages.jsonl")
    records[0]["blocks"][0]["label"] = "content"
    Path("other.jsonl").write_text("".join(json.dumps(its) + "\n" for its in records), "utf-8")
    done = run("evaluate", "--agreement", one, "other.jsonl", "--json")
    found = json.loads(done.out)
    assert (done.code, found["n_pages"]) == (0, 20)
    assert found["different"] == {records[0]["id"]: 1}
    assert 0.99 < found["kappa"] < 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([ADAPT / "labels.jsonl"], "compares two files of labels and 1 were named"),
        ([ADAPT / "labels.jsonl", "b.jsonl", "--model", "html"], "--agreement asks for no model"),
    ],
)
def test_agreement_asked_wrongly_is_told(run, arguments, said):
    done = run("evaluate", "--agreement", *arguments)
    assert (done.code, said in done.err) == (2, True)
