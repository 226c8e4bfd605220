"""The README does as it says."""

import doctest
import json
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
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


@pytest.fixture
def shell(here):
    """Run shell commands with this copy of the program as ``boilerclf``."""
    program = here / "bin" / "boilerclf"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m boilerclf "$@"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    env = os.environ | {"PATH": path, "PYTHONPATH": str(ROOT)}

    def shell(commands):
        return subprocess.run(
            ["bash", "-euc", commands],  # noqa: S607  # the one on the path
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )

    return shell


def steps(block):
    """Return the commands of a line that installs first, each as a list of words."""
    (line,) = block.splitlines()
    return [shlex.split(step) for step in line.split("&&")]


def test_the_first_two_blocks_make_what_they_need_on_one_line_each():
    renew = [".venv/bin/python", "-m", "pip", "install", "-q", "-U", "pip"]
    for block, asked, before in ((SHELL[0], ["."], []), (SHELL[1], ["-e", ".[dev]"], [renew])):
        make, *others, install, use = steps(block)
        assert make == ["python3", "-m", "venv", ".venv"]
        assert others == before
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
    assert steps(SHELL[1])[-1] == [".venv/bin/python", "-m", "pytest"]


def test_the_other_commands_run_as_shown(shell):
    for block in SHELL[2:]:
        done = shell(block)
        assert done.returncode == 0, f"{block}\n{done.stderr}"
        assert done.stdout, block


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
