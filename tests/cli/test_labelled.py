"""Labelled data on the command line: trained on, judged with, and refused."""

import io
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from boilerclf.cli.labelled import LabelledData, warn_of_seen
from boilerclf.cli.train import _warn_of_few
from boilerclf.corpus import Record, label_record
from boilerclf.model import CorpusNote, load_model

ROOT = Path(__file__).parents[2]
TEXT = ROOT / "data" / "text" / "labels.jsonl"
HTML = ROOT / "data" / "html" / "labels.jsonl"

GOOD = '{"id": "a", "lines": ["Menu", "Rain fell."], "labels": ["noise", "content"]}'
BAD_DATA = {
    "empty.jsonl": ("", "holds no records"),
    "blank.tsv": ("\n\n \n", "holds no records"),
    "labels.jsonl": (GOOD.replace('"noise"', '"menu"'), "unknown label 'menu'"),
    "labels.tsv": ("noise\tMenu\nspam\tBuy\n", "unknown label 'spam'"),
    "missing.jsonl": (GOOD.replace(', "content"]', "]"), "2 lines but 1 labels"),
    "tabs.tsv": ("noise Menu\n", "no tab"),
    "one-class.tsv": ("content\tOne.\ncontent\tTwo.\ncontent\tThree.\n", "all labels are content"),
    "no-block.jsonl": (
        '{"id": "a", "lines": ["", ""], "labels": ["content", "noise"]}',
        "no block of the text records has a label; label lines that are not blank",
    ),
    "unlabelled.jsonl": ('{"id": "a", "html": "<p>One"}', "nothing is labelled"),
    "broken.jsonl": (GOOD + "\n{", "line 2: not JSON"),
    "twice.jsonl": (f"{GOOD}\n{GOOD}\n", "was used before"),
    "folds.jsonl": (
        '{"id": "a", "site": "s", "fold": 0, "lines": ["x"], "labels": ["noise"]}\n'
        '{"id": "b", "site": "s", "fold": 1, "lines": ["x"], "labels": ["content"]}',
        "fold",
    ),
    "six.jsonl": (GOOD.replace("{", '{"fold": 5, ', 1), "six.jsonl:1: fold is 5; write a whole"),
    "few.tsv": ("noise\tMenu\ncontent\tRain fell.\nnoise\tShare\n", "labelled pages "),
    "data.csv": ("noise,Menu\n", "cannot tell the format"),
}


FEW = (
    "boilerclf: warning: few pages to learn from: 25 of 25 sites, wanted 30 of 10 or more; "
    "the model will be poor on other pages"
)

COMMANDS = [["train", "--out", "model"], ["evaluate", "--cv"], ["evaluate", "--model", "text"]]


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (command, name)
        for command in COMMANDS
        for name in BAD_DATA
        if (name, "--model" in command) != ("few.tsv", True)  # which one page is enough for
    ],
)
def test_data_that_cannot_be_used_is_one_line_and_exit_code_2(run, command, name):
    text, message = BAD_DATA[name]
    Path(name).write_text(text)
    done = run(*command, name)
    assert (done.code, done.out) == (2, b"")
    (line,) = done.err.splitlines()
    assert line.startswith("boilerclf: error: ")
    assert message in line
    assert os.listdir() == [name]


def test_pages_without_a_block_are_nothing_to_judge_with(run):
    Path("a.jsonl").write_text('{"id": "a", "html": "<p>", "content": "Rain fell."}')
    done = run("evaluate", "a.jsonl")
    assert (done.code, done.out) == (2, b"")
    assert "error: no block of the html records has a label; label lines" in done.err


@pytest.mark.parametrize("command", [["train", "--out", "model"], ["evaluate"]])
def test_one_kind_at_a_time(run, command):
    done = run(*command, TEXT, HTML)
    assert done.code == 2
    assert "choose with --kind html or --kind text" in done.err
    done = run(*command, TEXT, "--kind", "html")
    assert done.code == 2
    assert "hold no html record" in done.err


def test_records_of_the_other_kind_are_counted(run):
    Path("a.jsonl").write_text(f"{TEXT.read_text()}\n{GOOD}\n".replace("\n\n", "\n"))
    done = run("evaluate", "a.jsonl", HTML, "--model", "text", "--json")
    n_text = len(Path("a.jsonl").read_text().splitlines())
    assert (done.code, json.loads(done.out)["n_pages"]) == (0, n_text)
    assert "warning: 25 html records are left out, as only text pages are asked for\n" in done.err
    Path("b.jsonl").write_text(GOOD)
    done = run("evaluate", "b.jsonl", HTML, "--kind", "html", "--json")
    assert "warning: 1 text record is left out, as only html pages are asked for\n" in done.err
    assert "left out" not in run("evaluate", "b.jsonl", "--json").err
    assert "left out" not in run("evaluate", "b.jsonl", HTML, "--kind", "html", "--quiet").err


def test_a_trained_model_predicts_and_is_judged(run):
    done = run("train", TEXT, "--out", "models/mine")
    assert (done.code, done.out) == (0, b"")
    stored = load_model("models/mine")
    assert done.err.splitlines() == [
        "boilerclf: trained "
        f"{stored.identity} on {len(TEXT.read_bytes().splitlines())} text pages; wrote models/mine",
        FEW,
    ]
    assert (stored.card.name, stored.kind) == ("mine", "text")
    assert sorted(os.listdir("models/mine")) == ["README.md", "model.json", "weights.npz"]

    page = ROOT / "data" / "text" / "breaking-news.txt"
    (record,) = run("predict", page, "--model", "models/mine", "--format", "jsonl").records
    assert record["model"] == stored.identity

    judged = json.loads(run("evaluate", TEXT, "--model", "models/mine", "--json").out)
    assert judged["model"] == stored.identity
    assert judged["n_pages"] == len(TEXT.read_bytes().splitlines())
    assert judged["scores"]["roc_auc"]["value"] > 0.9
    table = run("evaluate", TEXT, "--model", "models/mine")
    assert "ROC-AUC" in table.text
    assert table.err == (
        f"boilerclf: warning: {stored.identity} was trained on labels; "
        "these figures say nothing about new pages\n"
    )

    again = run("train", TEXT, "--out", "models/mine")
    assert (again.code, "--force" in again.err) == (2, True)
    before = Path("models/mine/model.json").read_bytes()
    again = run("train", TEXT, "--out", "models/mine", "--force")
    assert again.err == done.err
    assert Path("models/mine/model.json").read_bytes() == before


def test_folds_from_scratch(run):
    judged = json.loads(run("evaluate", TEXT, "--cv", "--json").out)
    assert judged["n_pages"] == len(TEXT.read_bytes().splitlines())
    assert 0.5 < judged["scores"]["roc_auc"]["value"] <= 1
    assert judged["corpora"]


def test_the_shipped_model_is_judged_where_none_is_named(run):
    judged = json.loads(run("evaluate", HTML, "--json").out)
    assert judged["model"] == load_model("html").identity
    assert {part["value"] for part in judged["slices"]["type"]} >= {"article", "forum", "product"}


def test_a_threshold_is_judged(run):
    judged = json.loads(run("evaluate", TEXT, "--threshold", "0", "--json").out)
    assert judged["decision"] == "threshold 0"
    assert judged["scores"]["content_recall"]["value"] == 1
    done = run("evaluate", TEXT, "--threshold", "high")
    assert (done.code, done.out) == (2, b"")


@pytest.mark.parametrize("force", [False, True])
def test_train_writes_over_nothing_but_models(run, force):
    os.mkdir("folder")
    Path("folder/letters.txt").write_text("Dear ...")
    Path("file").write_text("Dear ...")
    for out, message in (("folder", "holds other files"), ("file", "is a file; name a folder")):
        done = run("train", TEXT, "--out", out, *["--force"] * force)
        assert (done.code, done.out) == (2, b"")
        assert message in done.err
    assert os.listdir("folder") == ["letters.txt"]


def test_train_says_first_that_it_cannot_write(run):
    Path("file").write_text("Dear ...")
    done = run("train", TEXT, "--out", "file/model")
    assert (done.code, done.out) == (1, b"")
    assert done.err.splitlines() == [
        f"boilerclf: error: {Path('file').absolute()}: Not a directory"
    ]


@pytest.mark.parametrize("option", [["--model", "text"], ["--allow-mismatch"]])
def test_models_and_folds_exclude_each_other(run, option):
    done = run("evaluate", TEXT, "--cv", *option)
    assert done.code == 2
    assert "--cv trains its own models; leave out --model" in done.err


def test_an_empty_name_is_no_model_to_compare_with(run):
    done = run("evaluate", TEXT, "--compare", "")
    assert (done.code, "model '' is not there" in done.err) == (2, True)


def test_export_writes_an_estimator_that_agrees(run):
    import joblib

    from boilerclf.sources import read_documents

    assert run("export", "text", "model.joblib").code == 0
    estimator = joblib.load("model.joblib")  # as its user would
    (document,) = read_documents([str(ROOT / "data" / "text" / "breaking-news.txt")])
    page = document.to_page()
    expected = load_model("text").probabilities(page)
    assert estimator.predict_proba([page])[:, 1].tolist() == expected.tolist()


def test_an_export_may_go_through_a_pipe(run, start):
    import joblib

    assert run("export", "text", "model.joblib").err == "boilerclf: wrote model.joblib\n"
    done = start("export", "text", "-")
    assert (done.code, done.err) == (0, "")
    read = [joblib.load(file) for file in ("model.joblib", io.BytesIO(done.out))]
    assert [estimator.classifier_.card.name for estimator in read] == ["text", "text"]


def test_labelled_data_are_files(run):
    told = "boilerclf: error: -: standard input is not read for labelled data; give a file\n"
    assert run("evaluate", "-").err == told


def test_folders_are_searched_to_the_bottom(run):
    os.makedirs("a/b/.hidden")
    Path("a/b/labels.jsonl").write_bytes(TEXT.read_bytes())
    Path("a/b/.hidden/bad.jsonl").write_text("{")
    os.symlink("..", "a/b/loop")
    judged = json.loads(run("evaluate", "a", "--model", "text", "--json").out)
    assert judged["n_pages"] == len(TEXT.read_bytes().splitlines())
    assert list(judged["corpora"]) == ["labels"]


def test_gold_that_is_on_no_page_is_counted_and_told(run):
    page = "<h1>Ferry</h1><p>The ferry sailed at nine on Monday."
    golds = ["The ferry sailed at nine on Monday.", "Zinc prices rose.", "", "Snow fell."]
    records = [
        {"id": f"p{number}", "html": page, "content": gold} for number, gold in enumerate(golds)
    ]
    Path("gold.jsonl").write_text("\n".join(map(json.dumps, records)))
    done = run("evaluate", "gold.jsonl", "--model", "html")
    assert done.code == 0
    assert done.err == (
        "boilerclf: warning: on 2 of 4 pages no block matches the gold text, so all of them count "
        "as noise (p1, p3); check that html and content belong together\n"
    )
    assert run("evaluate", "gold.jsonl", "--model", "html", "-q").err == ""


def test_pages_that_a_model_was_not_trained_on_are_judged_without_a_warning(run):
    assert run("evaluate", TEXT, "--model", "text").err == ""


@pytest.mark.parametrize("option", ["--model", "--compare"])
def test_a_model_of_another_kind_than_asked_for_is_refused(run, option):
    done = run("evaluate", HTML, TEXT, option, "html", "--kind", "text")
    assert (done.code, done.out) == (2, b"")
    assert "labels html pages and text is the kind asked for; give a model of that kind" in done.err


def test_records_of_pages_that_could_not_be_read_are_counted(run):
    failed = {"source": "gone.html", "kind": "html", "status": "failed", "blocks": []}
    lines = [json.dumps(failed | {"id": str(number)}) for number in range(4)]
    Path("a.jsonl").write_text("\n".join([GOOD, *lines]), "utf-8")
    done = run("evaluate", "a.jsonl", "--json")
    assert (done.code, json.loads(done.out)["n_pages"]) == (0, 1)
    assert (
        "warning: 4 records are of pages that could not be read (status failed) and left out "
        "(a.jsonl:2, a.jsonl:3, a.jsonl:4 and 1 more)"
    ) in done.err
    Path("b.jsonl").write_text("\n".join([GOOD, lines[0]]), "utf-8")
    assert "warning: 1 record is of a page that" in run("evaluate", "b.jsonl").err
    assert run("evaluate", "b.jsonl", "--quiet").err == (
        "boilerclf: warning: 1 record is of a page that could not be read (status failed) and left "
        "out (b.jsonl:2)\n"
    )


def labelled_data(n_pages, n_sites, digests=()):
    record = Record("a", "mine", "a", 0, lines=("Menu", "Rain fell."), labels=(0, 1))
    page = label_record(record)
    pages = [replace(page, site=f"site {number % n_sites}") for number in range(n_pages)]
    return LabelledData("text", pages, dict(digests))


@pytest.mark.parametrize(
    ("n_pages", "n_sites", "is_warned"),
    [(30, 10, False), (29, 29, True), (30, 9, True), (300, 9, True)],
)
def test_few_pages_and_few_sites_are_told(n_pages, n_sites, is_warned, capsys):
    _warn_of_few(labelled_data(n_pages, n_sites))
    assert ("few pages to learn from" in capsys.readouterr().err) == is_warned


@pytest.mark.parametrize(
    ("digest", "is_told"), [("ab", True), ("ef+ab", True), ("ef", False), ("abef", False)]
)
def test_files_of_one_name_are_known_each_by_its_own_digest(digest, is_told, capsys):
    model = load_model("text")
    note = CorpusNote("mine", "ab+cd", 1, 2)
    model = replace(model, card=replace(model.card, corpora=(note,)))
    warn_of_seen(model, labelled_data(1, 1, {"mine": digest}))
    said = capsys.readouterr().err
    assert ("was trained on mine; these figures say nothing" in said) == is_told
