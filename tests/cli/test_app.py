import os
import re
import signal
import subprocess
import sys

import pytest

from boilerclf.cli.app import app

COMMANDS = [command.callback.__name__ for command in app.registered_commands]


def test_the_commands():
    assert COMMANDS == ["predict", "label", "train", "evaluate", "explain", "info", "export"]


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_fits_a_narrow_terminal(run, monkeypatch, command, width):
    monkeypatch.setenv("COLUMNS", str(width))
    done = run(*filter(None, [command]), "--help")
    assert (done.code, done.err) == (0, "")
    assert done.text.startswith(f"Usage: boilerclf {command}".rstrip())
    assert max(map(len, done.text.splitlines())) <= width
    cut = re.sub(r"[A-Z\]]\.\.\.", "", done.text)  # but for what may be given several times
    assert "..." not in cut
    assert run(*filter(None, [command]), "-h") == done


def test_no_command_shows_help_as_an_error(run):
    done = run()
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith("Usage: boilerclf [OPTIONS] COMMAND")
    assert done.err.rstrip("\n") == run("--help").text.rstrip("\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["pedict"], "No such command 'pedict'. Did you mean 'predict'?; try: boilerclf --help"),
        (["predict", "--modl", "x"], "--model"),
        (["train", "data"], "Missing option '--out'; try: boilerclf train --help"),
        (["train", "--out", "x"], "Missing argument 'DATA...'; try: boilerclf train --help"),
        (["evaluate", "--jobs", "x", "data"], "; try: boilerclf evaluate --help"),
        (["export", "html"], "Missing argument 'FILE.joblib'; try: boilerclf export --help"),
    ],
)
def test_wrong_usage_is_one_line(run, arguments, message):
    done = run(*arguments)
    assert (done.code, done.out) == (2, b"")
    (line,) = done.err.splitlines()
    assert line.startswith("boilerclf: error: ")
    assert message in line


def test_the_version_is_told(run):
    done = run("--version")
    assert done.code == 0
    assert re.fullmatch(r"boilerclf (\d+\.\d+\.\d+|working copy)\n", done.text)


def test_it_runs_as_a_module(start):
    done = start("--help")
    assert (done.code, done.text.split()[:2]) == (0, ["Usage:", "boilerclf"])


def test_closed_streams_are_no_crash(here, start):
    def run(close):
        return subprocess.run(
            ["bash", "-c", f'"$0" -m boilerclf predict nosuch.html {close}', sys.executable],  # noqa: S607  # the one on the path
            env=start.env,
            capture_output=True,
            check=False,
        )

    assert run("<&-").returncode == 1
    assert run("2>&-").returncode == 1
    assert run("2>&-").stdout == b""


@pytest.mark.parametrize("output", ["kept.jsonl", "kept.txt.gz"])
def test_a_program_that_is_terminated_leaves_no_unfinished_file(start, here, output):
    os.mkfifo("pages")
    program = [sys.executable, "-m", "boilerclf", "predict", "pages", "--out", output]
    with subprocess.Popen(program, env=start.env) as process, open("pages", "wb"):
        # The other end of the FIFO is opened when the output is.
        assert sorted(its.startswith(".boilerclf-") for its in os.listdir()) == [False, True]
        process.terminate()
        assert process.wait(60) == -signal.SIGTERM
    assert os.listdir() == ["pages"]
