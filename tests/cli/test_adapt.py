"""A model adapted, and two people compared, from the command line."""

import json
import re
from math import nan
from pathlib import Path

import numpy as np
import pytest

from boilerclf.cli.adapt import require_gain
from boilerclf.corpus import Record, label_record
from boilerclf.errors import DataError
from boilerclf.evaluation.bootstrap import Score
from boilerclf.evaluation.difference import Difference
from boilerclf.model import load_model
from boilerclf.training import Adaptation

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


def labelled(run, change):
    """Write what the html model says of the pages as labels, changed page by page."""
    records = run("predict", ADAPT / "pages.jsonl", "--format", "jsonl").records
    for number, record in enumerate(records):
        record["source"] = str(ADAPT / "pages.jsonl")
        change(number, record["blocks"])
    Path("mine.jsonl").write_text("".join(json.dumps(its) + "\n" for its in records), "utf-8")


def probabilities(done):
    return [block["probability"] for record in done.records for block in record["blocks"]]


def test_labels_that_teach_nothing_make_no_model_unless_forced(run):
    """Labels that contradict each other from site to site, where the parent is right on most."""

    def turned(number, blocks):
        for block in blocks if number % 5 == 0 else ():
            block["label"] = "noise" if block["label"] == "content" else "content"

    labelled(run, turned)
    done = run("train", "--from", "html", "mine.jsonl", "--out", "same")
    assert done.code == 2
    last = done.err.splitlines()[-1]
    assert re.search(r"223 of 1,112 labels are other than html@\w+ has them, and nothing", last)
    assert not Path("same").exists()
    assert run("train", "--from", "html", "mine.jsonl", "--out", "same", "--force").code == 0
    parent, same = (
        probabilities(run("predict", ADAPT / "held-out.jsonl", "--format", "jsonl", "--model", its))
        for its in ("html", "same")
    )
    np.testing.assert_allclose(same, parent, atol=0.02)


def test_labels_that_are_all_as_the_model_has_them_are_told(run):
    labelled(run, lambda number, blocks: None)
    done = run("train", "--from", "html", "mine.jsonl", "--out", "same")
    assert done.code == 2
    assert "every label is what html@" in done.err.splitlines()[-1]


def test_figures_on_pages_that_the_parent_learnt_from_come_with_a_warning(run):
    for parent, out in (("html", "one"), ("one", "two")):
        done = run("train", "--from", parent, ADAPT / "labels.jsonl", "--out", out)
        assert ("was trained on labels; these figures say nothing" in done.err) == (parent == "one")


SCORE = Score(0.5, 0.4, 0.6)
WORSE = {
    "one is surely worse": (Score(0.05, 0.01, 0.09), Score(-0.06, -0.1, -0.03), "macro-F1 -0.060"),
    "both are worse": (Score(-0.01, -0.03, 0.01), Score(-0.02, -0.05, 0.01), "page F1 -0.010"),
    "no page has gold": (Score(nan, nan, nan), Score(-0.01, -0.03, 0.01), "macro-F1 -0.010"),
}


@pytest.mark.parametrize("case", WORSE)
def test_a_model_that_is_worse_is_not_written(case):
    *gains, said = WORSE[case]
    with pytest.raises(DataError, match=re.escape(f"({said})")):
        require_gain(load_model("html"), adapted(), differences(gains))


def test_a_model_that_may_be_better_is_written():
    gains = Score(-0.04, -0.12, 0.02), Score(0.12, 0.08, 0.16)
    require_gain(load_model("html"), adapted(), differences(gains))


def differences(gains):
    names = ("page_f1", "macro_f1")
    return [Difference(*its) for its in zip(names, [SCORE] * 2, [SCORE] * 2, gains, strict=True)]


def adapted():
    """One page of which the parent has a block other than its label says."""
    page = label_record(Record("a", "a", "a", 0, lines=("Menu", "Rain fell"), labels=(0, 1)))
    kept = (np.array([True, True]),)
    return Adaptation(load_model("html"), (page,), kept, kept, 0.01, True, False)


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
        (["a.jsonl", "b.jsonl", "--jobs", "0"], "--jobs is about one"),
        (["a.jsonl", "b.jsonl", "--passes", "0"], "--passes is about one"),
        (["a.jsonl", "b.jsonl", "--allow-mismatch"], "--allow-mismatch is about one"),
        (
            ["a.jsonl", "b.jsonl", "--learning-curve"],
            "--learning-curve is about one",
        ),
        (
            ["a.jsonl", "b.jsonl", "--write-threshold", "0", "new"],
            "asks for no model, --write-threshold is about one",
        ),
    ],
)
def test_agreement_asked_wrongly_is_told(run, arguments, said):
    done = run("evaluate", "--agreement", *arguments)
    assert (done.code, said in done.err) == (2, True)


def test_people_who_used_one_label_alone_may_agree(run):
    Path("one").mkdir()
    Path("other").mkdir()
    Path("one/a.tsv").write_text("content\tRain fell.\ncontent\tRoads were wet.\n", "utf-8")
    Path("other/a.tsv").write_text("content\tRain fell.\nnoise\tRoads were wet.\n", "utf-8")
    found = json.loads(run("evaluate", "--agreement", "one/a.tsv", "other/a.tsv", "--json").out)
    assert (found["n_blocks"], found["share"], found["kappa"]) == (2, 0.5, 0.0)
    Path("other/b.tsv").write_text("content\tRain fell.\ncontent\tRoads were wet.\n", "utf-8")
    done = run("evaluate", "--agreement", "one/a.tsv", "other/b.tsv")
    assert (done.code, "give such files one name, in folders of their own" in done.err) == (2, True)
    Path("other/b.tsv").rename("other/a.tsv")
    found = json.loads(run("evaluate", "--agreement", "one/a.tsv", "other/a.tsv", "--json").out)
    assert (found["n_blocks"], found["share"], found["kappa"]) == (2, 1.0, None)
