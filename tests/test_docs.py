"""The README does as it says."""

import doctest
import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from boilerclf.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


SHELL = blocks("sh")


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with the sample data and nothing else."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def steps(block):
    """Return the commands of a line that installs first, each as a list of words."""
    (line,) = block.splitlines()
    return [shlex.split(step) for step in line.split("&&")]


def test_the_first_two_blocks_make_what_they_need_on_one_line_each():
    for block, asked in ((SHELL[0], ["."]), (SHELL[1], ["-e", ".[dev]"])):
        make, install, use = steps(block)
        assert make == ["python3", "-m", "venv", ".venv"]
        assert install == [".venv/bin/pip", "install", "-q", *asked]
        assert use[0].startswith(".venv/bin/")


def test_the_first_block_prints_a_page_without_its_noise(here, capsysbinary):
    program, *arguments = steps(SHELL[0])[-1]
    assert program == ".venv/bin/boilerclf"
    assert main(arguments) == 0
    out = capsysbinary.readouterr().out.decode()
    assert out.startswith("Harbour ferry sails again after eleven years on dry land\n")
    assert "For eleven years the slipway at Saltgate has been used mainly by gulls" in out
    assert "A detour of twenty-three miles\n" in out
    assert "We value your privacy" not in out


def test_the_second_block_runs_these_tests():
    command = " ".join(steps(SHELL[1])[-1])
    assert command == ".venv/bin/python -m pytest -n 2 --dist loadfile"


def test_all_blocks_run_as_pasted_in_order(paste):
    done, printed = paste(ROOT / "README.md")
    assert done.returncode == 0, done.stderr
    assert len(printed) == len(SHELL)
    for block, text in zip(SHELL, printed, strict=True):
        assert bool(text) is (block != ". .venv/bin/activate\n"), block
    assert "We value your privacy" not in printed[0]
    assert "For eleven years the slipway" in printed[0]
    assert {"kept.jsonl.gz", "kept", "models"} <= {path.name for path in paste.folder.iterdir()}


def test_every_command_is_documented():
    from boilerclf.cli.app import app

    for command in app.registered_commands:
        assert f"boilerclf {command.callback.__name__} " in README


def test_python_examples_give_what_they_show(here):
    names = {}
    for number, block in enumerate(blocks("python")):
        test = doctest.DocTestParser().get_doctest(block, names, f"README {number}", None, None)
        assert test.examples
        runner = doctest.DocTestRunner()
        runner.run(test, clear_globs=False)
        assert runner.summarize().failed == 0
        names = test.globs


def test_every_key_of_a_record_is_documented(here, capsysbinary):
    page = Path("data/html/service-app-shell.html")
    assert main(["predict", str(page), "data/text/breaking-news.txt", "--format", "jsonl"]) == 0
    for line in capsysbinary.readouterr().out.splitlines():
        record = json.loads(line)
        for key in {*record, *record["blocks"][0]}:
            assert f"`{key}`" in README


def test_files_it_names_exist():
    for name in re.findall(r"\b(?:data|\.ci)/[\w./-]+", README):
        assert (ROOT / name.rstrip("./")).exists(), name
    for name in ("train.py", "LICENSE"):
        assert (ROOT / name).is_file()


def test_its_version_has_its_changes():
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text("utf-8"), re.M)
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(r"^## (\S+)", changes, re.M).group(1) == version.group(1)


@pytest.mark.parametrize("page", ["README.md", "data/README.md", "CHANGELOG.md"])
def test_what_was_written_for_the_project_is_counted_right(page):
    there = set()
    for path in (ROOT / "data" / "written").glob("*.jsonl"):
        records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        languages = {record["lang"] for record in records} - {""}
        what = "texts" if "texts" in path.name else "pages"
        there.add((f"{len(records):,}", what, str(len(languages))))
    said = (ROOT / page).read_text("utf-8")
    told = re.findall(r"([\d,]+) (?:plain |web )?(texts|pages) in (\d+) languages", said)
    assert len(told) >= 2
    assert set(told) <= there
