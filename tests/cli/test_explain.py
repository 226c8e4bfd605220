"""``boilerclf explain``, and what ``boilerclf evaluate`` writes beside scores."""

import json
import re
import subprocess
import sys
import tracemalloc
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from rich.cells import cell_len

import boilerclf
from boilerclf.classified.explanation import BlockReasons
from boilerclf.cli.explained import explanation_text
from boilerclf.model import load_model

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
FERRY = DATA / "html" / "article-harbour-ferry.html"
NEWS = DATA / "text" / "breaking-news.txt"


def test_every_block_with_label_probability_and_reasons(run):
    done = run("explain", FERRY)
    assert done.code == 0
    page = boilerclf.classify(FERRY.read_bytes())
    lines = done.text.splitlines()
    labels = [line for line in lines if re.match(r"[+-] \d\.\d\d[? ] ", line)]
    assert [line[0] for line in labels] == ["+" if kept else "-" for kept in page.kept.tolist()]
    assert [float(line[2:6]) for line in labels] == pytest.approx(page.probabilities, abs=0.0051)
    reasons = lines[lines.index("- 0.01  Skip to main content") + 1].strip()
    assert reasons.startswith("mostly words as in notices; mostly links")
    assert re.search(r"this page's bar 0\.\d\d", done.text.replace("\n", " "))
    assert "\x1b" not in done.text


@pytest.mark.parametrize("width", [20, 40, 57, 120])
def test_lines_fit_the_terminal(width):
    text = (
        "昨夜からの雨で港の渡し船はすべて欠航となり、人びとは桟橋で朝を待った。\nMenu\n" + "x" * 300
    )
    for page in (boilerclf.classify(text, kind="text"), boilerclf.classify(FERRY.read_bytes())):
        for line in explanation_text(page.explain(), width).splitlines():
            assert cell_len(line) <= max(width, 40)


def test_colours_are_for_terminals_and_mean_nothing_alone():
    page = boilerclf.classify(FERRY.read_bytes())
    plain = explanation_text(page.explain(), 80)
    coloured = explanation_text(page.explain(), 80, coloured=True)
    assert re.search(r"\x1b\[1;32m\+ 0\.\d\d \x1b\[0m Harbour ferry", coloured)
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


def test_what_terminals_obey_is_shown(run):
    text = "The first ferry sailed at nine\x1b[2J on \x07Monday\x1b]8;;x\x07 morning."
    done = run("explain", "-", "--kind", "text", stdin=text.encode())
    assert r"nine\x1b[2J on \x07Monday" in done.text
    assert "\x1b" not in done.text
    assert "\x07" not in done.text


def test_json_is_what_python_says(run):
    done = run("explain", NEWS, "--json")
    page = boilerclf.classify(NEWS.read_text("utf-8"))
    said = json.loads(done.text)
    assert said == json.loads(json.dumps(page.explain().to_dict()))
    assert list(said["blocks"][0]) == [field.name for field in fields(BlockReasons)]
    for block in said["blocks"]:
        total = sum(block["second"]["families"].values()) + block["company"]
        assert total == pytest.approx(block["log_odds"], abs=1e-6)


def test_json_has_a_block_a_line(run, here):
    lines = [f"Line {number} says that the ferry sailed at nine." for number in range(300)]
    (here / "long.txt").write_text("\n".join(lines))
    head, *blocks, end = run("explain", "long.txt", "--json").text.splitlines()
    assert json.loads(head + "]}")["blocks"] == []
    assert [json.loads(block.removesuffix(","))["text"] for block in blocks] == lines
    assert end == "]}"


def test_reasons_are_made_one_by_one(here):
    page = boilerclf.classify("The ferry sailed at nine.\n" * 1000)
    explanation = page.explain()
    next(explanation.iter_blocks())  # what all blocks share
    tracemalloc.start()
    texts = [block.text for block in explanation.iter_blocks()]
    alone = tracemalloc.get_traced_memory()[1]
    assert texts == [block.text for block in explanation.blocks]
    together = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert 20 * alone < together


def test_another_threshold_and_model(run):
    done = run("explain", NEWS, "--threshold", "0.99", "--json")
    said = json.loads(done.text)
    assert said["bar"] == 0.99
    assert {block["label"] for block in said["blocks"]} == {"noise"}
    done = run("explain", NEWS, "--model", "html", "--kind", "html", "--json")
    assert json.loads(done.text)["model"].startswith("html@")


def test_a_model_reads_as_its_kind_what_says_nothing_of_itself_and_nothing_else(run, here):
    done = run("explain", NEWS, "--model", "html")
    assert done.code == 2
    assert "this model labels html pages and the page is text" in done.err
    assert run("predict", NEWS, "--model", "html").code == 1
    (here / "page").write_text("Rain fell on the valley all night.")
    assert "model html@" in run("explain", "page", "--model", "html").text
    done = run("predict", "page", "--model", "html", "--format", "jsonl")
    assert done.records[0]["kind"] == "html"


def test_what_is_no_page_is_told(run, here):
    assert run("explain", "nowhere.html").code == 1
    scan = here / "scan.pdf"
    scan.write_bytes(b"%PDF-1.7")
    done = run("explain", scan, "--json")
    assert (done.code, done.text, done.err) == (1, "", f"boilerclf: error: {scan}: not_html\n")
    empty = here / "empty.txt"
    empty.write_text("")
    done = run("explain", empty, "--json")
    assert (done.code, json.loads(done.text)["blocks"]) == (0, [])
    assert done.err == f"boilerclf: {empty}: empty: no_text\n"
    assert run("explain", empty, "--json", "--quiet").err == ""
    two = here / "two.jsonl"
    two.write_text('{"text": "One."}\n{"text": "Two."}\n')
    done = run("explain", two)
    assert done.code == 2
    assert "two.jsonl holds more than one page" in done.err
    done = run("explain", FERRY, "--json", "--html", "why.html")
    assert done.code == 2
    assert "exclude each other" in done.err
    page = here / "page.html"
    page.write_text("<p>Rain")
    done = run("explain", page, "--html", page)
    assert done.code == 2
    assert page.read_text() == "<p>Rain"


def test_a_report_on_standard_output_is_not_said_to_be_written(run):
    pytest.importorskip("jinja2")
    done = run("explain", FERRY, "--html", "-")
    assert (done.code, done.err, done.text[:15]) == (0, "", "<!doctype html>")


def test_without_its_extra_one_line_says_which(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "jinja2", None)
    done = run("explain", FERRY, "--html", "why.html")
    assert done.code == 2
    assert done.err == (
        "boilerclf: error: jinja2 is not installed; "
        "in a clone of boilerclf: pip install '.[report]'\n"
    )


def test_explaining_loads_no_more_than_it_needs():
    program = (
        "import sys, os\nfrom boilerclf.cli import main\nsys.stdout = open(os.devnull, 'w')\n"
        f"assert main(['explain', {str(FERRY)!r}]) == 0\n"
        "heavy = {'jinja2', 'matplotlib', 'sklearn', 'scipy', 'boilerclf.web'}\n"
        "loaded = heavy & set(sys.modules)\n"
        "sys.exit(str(loaded) if loaded else 0)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


def test_predicting_loads_no_reasons():
    program = (
        "import sys, os\nfrom boilerclf.cli import main\nsys.stdout = open(os.devnull, 'w')\n"
        f"assert main(['predict', {str(FERRY)!r}]) == 0\n"
        "reasons = {'boilerclf.classified.explanation', 'boilerclf.classified.phrases'}\n"
        "loaded = reasons & set(sys.modules)\n"
        "sys.exit(str(loaded) if loaded else 0)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


def test_a_report_a_comparison_and_a_copy(run, here):
    pytest.importorskip("jinja2")
    pytest.importorskip("matplotlib")
    data = DATA / "text" / "labels.jsonl"
    done = run(
        *("evaluate", data, "--report", "report.html", "--compare", "text"),
        *("--write-threshold", "0.4", "copy"),
    )
    assert done.code == 0
    assert "the other model is text@" in done.text
    assert re.search(r"page F1 +\S+ +\S+ +\+0\.000 ", done.text)
    assert "Evaluation of text@" in (here / "report.html").read_text("utf-8")
    assert "wrote report.html" in done.err
    copy, shipped = load_model("copy"), load_model("text")
    assert str(copy.card.decision) == "threshold 0.4"
    assert copy.digest != shipped.digest
    assert np.array_equal(copy.first.curves, shipped.first.curves)
    said = json.loads(run("evaluate", data, "--compare", "copy", "--json").text)
    compared = said["comparison"]["scores"]["page_f1"]
    assert compared["one"] == said["scores"]["page_f1"]
    assert said["comparison"]["other"] == copy.identity
    done = run("evaluate", data, "--write-threshold", "0.4", "copy")
    assert done.code == 2
    assert "copy is there already; name a new folder" in done.err


def test_models_are_compared_on_pages_of_one_site(run, here):
    first = (DATA / "text" / "labels.jsonl").read_text("utf-8").splitlines()[0]
    (here / "one.jsonl").write_text(first + "\n", "utf-8")
    done = run("evaluate", "one.jsonl", "--compare", "text", "--json")
    assert done.code == 0
    compared = json.loads(done.text)["comparison"]["scores"]["brier"]
    assert compared["difference"] == {"value": 0, "low": None, "high": None}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--learning-curve",), "--learning-curve is drawn in a report"),
        (("--cv", "--compare", "text"), "--cv trains its own models"),
        (("--write-threshold", "2", "copy"), "threshold 2 is not usable"),
    ],
)
def test_options_that_do_not_go_together(run, options, message):
    done = run("evaluate", DATA / "text" / "labels.jsonl", *options)
    assert done.code == 2
    assert message in done.err


@pytest.mark.parametrize("name", ["", "folder"])
def test_a_report_that_cannot_be_a_file_is_refused_before_the_page_is_read(run, here, name):
    (here / "folder").mkdir()
    done = run("explain", "gone.html", "--html", name)
    assert done.code == 2
    assert done.err.startswith(f"boilerclf: error: cannot write {name!r}: ")
