"""Pages of the documentation do as they say; those of engines are run by tests/engines."""

import doctest
import importlib.util
import re
import shutil
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_every_page_is_in_the_menu():
    menu = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:\n")[2]
    assert {page.name for page in PAGES} == set(re.findall(r"[\w-]+\.md", menu))


NEEDS = {
    "crawls": "pyarrow",
    "explain": "matplotlib",
    "datatrove": "datatrove",
    "ray": "ray",
    "spark": "pyspark",
}
LEAVES = {
    "api": [],
    "tutorial": ["dropped.jsonl", "models/rowing/model.json", "reports.jsonl"],
    "adapt": ["models/rowing/model.json", "models/from-nothing/model.json"],
    "cost": [],
    "crawls": ["kept/summary.json"],
    "explain": ["why.html", "why.json", "report.html", "models/keeps-more/model.json"],
    "datatrove": ["extracted/00000.jsonl", "cleaned/00000.jsonl"],
    "ray": ["kept-by-ray"],
    "spark": ["kept-by-spark/_SUCCESS"],
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_all_blocks_run_as_pasted_in_order(paste, engines_env, page):
    if page.stem in NEEDS and importlib.util.find_spec(NEEDS[page.stem]) is None:
        pytest.skip(f"needs the package {NEEDS[page.stem]}")
    if page.stem == "spark" and shutil.which("java") is None:
        pytest.skip("Spark needs Java 17 or later")
    done, _ = paste(page, **engines_env)
    assert done.returncode == 0, done.stderr[-3000:]
    for name in LEAVES.get(page.stem, ()):
        assert (paste.folder / name).exists(), name


def test_without_java_spark_says_so_in_one_sentence(paste):
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("needs the package pyspark")
    done, _ = paste(ROOT / "docs" / "spark.md", JAVA_HOME="/nowhere")
    assert done.returncode == 1
    assert done.stderr == (
        "there is no java in JAVA_HOME (/nowhere): Spark needs Java 17 or later, "
        "as from openjdk-17-jre-headless\n"
    )


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.md"], ids=lambda page: page.stem)
def test_every_extra_that_is_installed_exists(page):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for extras in re.findall(r"pip install \S*\s*'[^\[']*\[([^\]]+)\]'", page.read_text("utf-8")):
        assert {*extras.split(",")} <= {*project["optional-dependencies"]}


def test_the_batch_that_is_shown_runs():
    (program,) = re.findall(r"^```python\n(.*?)^```", crawls(), re.MULTILINE | re.DOTALL)
    exec(compile(program, "crawls.md", "exec"), {})  # noqa: S102  # ours


def test_examples_of_explain_give_what_they_show():
    page = (ROOT / "docs" / "explain.md").read_text("utf-8")
    (block,) = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    test = doctest.DocTestParser().get_doctest(block, {}, "explain.md", None, None)
    runner = doctest.DocTestRunner()
    runner.run(test)
    assert (runner.summarize().failed, runner.summarize().attempted) == (0, len(test.examples))


def test_every_key_of_an_explanation_is_told():
    import boilerclf

    page = (ROOT / "docs" / "explain.md").read_text("utf-8")
    said = boilerclf.classify("<p>Rain fell.").explain().to_dict()
    block = said["blocks"][0]
    for key in {*said, *block, *block["first"]} - {"model", "decision"}:
        assert f"`{key}`" in page


def test_every_reason_is_told():
    from boilerclf.model import families

    told = set(re.findall(r"`(\w+)`", crawls()))
    assert {*families("html"), *families("text")} <= told


def crawls():
    return (ROOT / "docs" / "crawls.md").read_text("utf-8")
