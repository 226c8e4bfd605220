"""Model folders named on the command line: described, and refused where they cannot be trusted."""

import json
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from boilerclf.model import load_model, save_model, shipped_model

PAGE = b"The first ferry sailed at nine on Monday morning."


@pytest.fixture
def model(here):
    """A copy of the shipped model for text."""
    save_model(load_model("text"), "mine")
    return Path("mine")


def test_a_folder_does_as_the_shipped_model_does(run, model):
    by_name = run("predict", "--model", "text", "--format", "jsonl", stdin=PAGE)
    by_folder = run("predict", "--model", "mine", "--format", "jsonl", stdin=PAGE)
    assert (by_name.code, by_folder) == (0, by_name)


COUNT_READS = """
import sys
from boilerclf.cli import main

opened = []
sys.addaudithook(lambda event, what: event == "open" and opened.append(str(what[0])))
code = main(sys.argv[1:])
print(code, sum(name.endswith("weights.npz") for name in opened))
"""


@pytest.mark.parametrize(
    "command", [["predict", "--kind", "text"], ["predict"], ["explain", "--kind", "text"]]
)
def test_a_model_is_read_once(start, model, command):
    Path("a.txt").write_bytes(PAGE)
    program = [sys.executable, "-c", COUNT_READS, *command, "a.txt", "--model", "mine"]
    done = subprocess.run(program, env=start.env, capture_output=True, check=True)
    assert done.stdout.splitlines()[-1] == b"0 1"


def rewritten(change):
    """Return a spoiler that rewrites the description."""

    def spoil(model):
        path = model / "model.json"
        description = json.loads(path.read_text("utf-8"))
        change(description)
        path.write_text(json.dumps(description), "utf-8")

    return spoil


def pickled(model):
    (model / "weights.npz").write_bytes(pickle.dumps({"weights": [1.0]}))


FAULTS = {
    "no description": (lambda model: (model / "model.json").unlink(), "cannot be read"),
    "no weights": (lambda model: (model / "weights.npz").unlink(), "cannot be read"),
    "empty description": (lambda model: (model / "model.json").write_text(""), "is not JSON"),
    "a list": (lambda model: (model / "model.json").write_text("[1]"), "format"),
    "later format": (rewritten(lambda its: its.update(format=99)), "format '99'"),
    "other columns": (rewritten(lambda its: its["columns"].reverse()), "--allow-mismatch"),
    "no card": (rewritten(lambda its: its.pop("card")), "retrain"),
    "empty weights": (lambda model: (model / "weights.npz").write_bytes(b""), "no npz archive"),
    "a pickle": (pickled, "a pickle or joblib file, which is never loaded"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("command", [["predict", "--model", "mine"], ["info", "mine"]])
def test_a_model_that_cannot_be_trusted_is_refused(run, model, fault, command):
    spoil, message = FAULTS[fault]
    spoil(model)
    done = run(*command, stdin=PAGE)
    assert (done.code, done.out) == (2, b"")
    (line,) = done.err.splitlines()
    assert line.startswith("boilerclf: error: mine/")
    assert message in line


def test_other_columns_are_taken_where_asked(run, model):
    FAULTS["other columns"][0](model)
    for command in (["predict", "--model", "mine"], ["info", "mine"]):
        assert run(*command, "--allow-mismatch", stdin=PAGE).code == 0


LABELS = Path(__file__).parents[2] / "data" / "text" / "labels.jsonl"


@pytest.mark.parametrize(
    "command",
    [
        ["explain", "-"],
        ["evaluate", str(LABELS)],
        ["predict", "--kind", "text"],
    ],
)
def test_other_columns_of_a_shipped_model_are_taken_where_asked(run, model, monkeypatch, command):
    FAULTS["other columns"][0](model)
    Path("models").mkdir()
    model.rename("models/text")
    monkeypatch.setattr("boilerclf.model.shipped._PACKAGE", Path.cwd())
    shipped_model.cache_clear()
    assert "--allow-mismatch" in run(*command, stdin=PAGE).err
    assert run(*command, "--allow-mismatch", stdin=PAGE).code == 0


@pytest.mark.parametrize("name", ["pickle", "model.joblib", "model.npz"])
def test_a_file_is_no_model(run, name):
    Path(name).write_bytes(pickle.dumps([1.0]))
    done = run("predict", "--model", name, stdin=PAGE)
    assert (done.code, done.out) == (2, b"")
    assert "pickle and joblib files are never loaded" in done.err


def test_info_tells_of_a_model_that_keeps_comments(run, here):
    html = load_model("html")
    save_model(replace(html, card=replace(html.card, keeps_comments=True)), "talk")
    told = "  comments        content, by its labels\n"
    assert told in run("info", "talk").text
    assert told not in run("info", "html").text


def test_info_tells_what_a_model_is_and_the_caps(run, model):
    card = load_model("text").card
    done = run("info", "mine")
    assert (done.code, done.err) == (0, "")
    assert done.text.splitlines()[0] == load_model("text").identity
    for note in card.corpora:
        assert note.name in done.text
    *_, caps, limits = done.text.split("\n\n")
    assert [line.split()[0] for line in caps.splitlines()] == [
        "Caps;",
        "max_characters",
        "max_document_bytes",
        "max_record_bytes",
        "max_decompressed_bytes",
    ]
    assert [line.split()[0] for line in limits.splitlines()] == [
        "Limits;",
        "max_line_bytes",
        "max_model_bytes",
        "page_seconds",
        "page_megabytes",
    ]
    assert max(map(len, done.text.splitlines())) <= 80


CONTROLS = "a\x1b[2J\x9b31m\nb"


@pytest.fixture
def controls(model):
    """Name everything in a model folder by control characters."""
    description = json.loads((model / "model.json").read_bytes())
    card = description["card"]
    card["corpora"] = card["corpora"][:1]
    card["corpora"][0] |= {"name": CONTROLS, "licence": CONTROLS}
    card["decision"] = {"rule": "threshold", "target": CONTROLS}
    card |= {"name": CONTROLS, "options": {CONTROLS: CONTROLS}, "scores": {CONTROLS: 0.5}}
    (model / "model.json").write_text(json.dumps(description))


@pytest.mark.usefixtures("controls")
def test_info_shows_control_characters_of_a_folder(run):
    shown = r"a\x1b[2J\x9b31m\x0ab"
    out = run("info", "mine").text
    assert {char for char in out if not char.isprintable()} == {"\n"}
    assert out.startswith(f"{shown}@")
    assert out.count(shown) == 7  # the name, the target, an option, a corpus, a score
    assert f"threshold 0.5 ({shown})" in out
    assert [shown, "0.500"] in [line.split() for line in out.splitlines()]
    text = run("info", "mine", "--json").text
    assert {char for char in text if not char.isprintable()} == {"\n"}
    assert json.loads(text)["models"][0]["name"] == CONTROLS


def test_info_as_json(run):
    done = json.loads(run("info", "--json").out)
    assert [model["kind"] for model in done["models"]] == ["html", "text"]
    for model in done["models"]:
        classifier = load_model(model["kind"])
        assert (model["model"], model["digest"]) == (classifier.identity, classifier.digest)
        assert model["scores"] == dict(classifier.card.scores)
    assert done["limits"]["max_characters"] == 32 * 1024 * 1024
    assert all(isinstance(cap, int) for cap in done["limits"].values())


@pytest.mark.parametrize("name", ["mine/model.json", "mine/weights.npz", "link.joblib"])
@pytest.mark.parametrize("exported", ["mine", "text"])
def test_an_export_leaves_the_files_of_a_model_as_they_are(run, model, name, exported):
    Path("link.joblib").symlink_to(model / "model.json")
    before = {its.name: its.read_bytes() for its in model.iterdir()}
    done = run("export", exported, name)
    assert (done.code, done.err) == (
        2,
        f"boilerclf: error: cannot write {name}: it belongs to a model folder; name another file, "
        "such as model.joblib\n",
    )
    assert {its.name: its.read_bytes() for its in model.iterdir()} == before


def test_an_export_may_lie_beside_the_model_and_be_written_again(run, model):
    assert [run("export", "mine", "mine/model.joblib").code for _ in range(2)] == [0, 0]


@pytest.mark.parametrize("name", ["", "mine"])
def test_an_export_without_a_file_to_write_loads_no_model(run, model, name):
    (model / "model.json").unlink()
    done = run("export", "mine", name)
    assert done.code == 2
    assert done.err.startswith(f"boilerclf: error: cannot write {name!r}: ")
