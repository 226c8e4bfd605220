import os
import re
import signal
import subprocess
import sys
from pathlib import Path

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


INTERRUPT = """
import os, signal, sys
from boilerclf.__main__ import program

amid = sys.argv.pop(1)

def amid_import(event, what):
    if event == "import" and what[0] == amid:
        os.kill(os.getpid(), signal.SIGINT)

def amid_exec(frame, event, _):
    names = (frame.f_code.co_filename, frame.f_code.co_name)
    if names == ("<string>", "<module>") and "boilerclf.bulk" in sys.modules:
        sys.setprofile(None)
        os.kill(os.getpid(), signal.SIGINT)

if amid == "exec":  # of a part of a dataclass
    sys.setprofile(amid_exec)
sys.addaudithook(amid_import)
program()
"""


@pytest.mark.parametrize(
    ("amid", "told"),
    [
        ("boilerclf.cli", ""),
        ("typer", ""),
        ("boilerclf.bulk", "boilerclf: interrupted\n"),
        ("numpy", "boilerclf: interrupted\n"),
        ("exec", "boilerclf: interrupted\n"),
    ],
)
def test_an_interrupt_while_parts_are_loaded_is_one_line_at_most(start, amid, told):
    done = interrupted(start, INTERRUPT, amid)
    assert (done.returncode, done.stdout, done.stderr.decode()) == (130, b"", told)


def test_an_interrupt_that_is_ignored_ends_nothing(start):
    ignored = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n" + INTERRUPT
    done = interrupted(start, ignored, "numpy")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"A line.\n", b"")


def interrupted(start, program, amid):
    """Run a program as `-m` does, after which Python looks whether an interrupt ended it."""
    Path("again.py").write_text(program, "utf-8")
    command = [sys.executable, "-m", "again", amid, "predict", "-"]
    return subprocess.run(
        command, env=start.env, input=b"A line.", capture_output=True, check=False
    )
