"""Standard streams that are closed, full or left by their reader, in every command."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
FERRY = str(DATA / "html" / "article-harbour-ferry.html")

FULL = "boilerclf: error: cannot read or write: No space left on device\n"
CLOSED = "boilerclf: error: cannot read or write: standard output is closed\n"

WRITES = {  # what writes to standard output
    "help": ["--help"],
    "version": ["--version"],
    "predict": ["predict", FERRY],
    "predict, two workers": ["predict", FERRY, "--jobs", "2"],
    "evaluate": ["evaluate", str(DATA / "text" / "labels.jsonl"), "--model", "text"],
    "info": ["info"],
}
TELLS = {  # what writes to standard error, and how it ends
    "no command": ([], 2),
    "usage": (["predict", "--nosuch"], 2),
    "no model": (["info", "nosuch"], 2),
    "no page": (["predict", "nosuch.html"], 1),
    "a folder": (["predict", FERRY, "--out", "kept/"], 0),
    "train": (["train", str(DATA / "text"), "--kind", "text", "--out", "mine", "--jobs", "2"], 0),
    "export": (["export", "text", "text.joblib"], 0),
}


@pytest.fixture
def bash(tmp_path):
    """Run the program with redirections, in an environment as empty as can be."""

    def bash(arguments, redirections, unbuffered=False, limit=""):
        env = {"HOME": str(tmp_path), "PATH": os.defpath, "LANG": "C.UTF-8"}
        env |= {"PYTHONPATH": str(ROOT)} | ({"PYTHONUNBUFFERED": "1"} if unbuffered else {})
        program = f'{limit}"$0" -m boilerclf "$@" {redirections}'
        return subprocess.run(
            ["bash", "-c", program, sys.executable, *arguments],  # noqa: S607  # the one on the path
            env=env,
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    return bash


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full on this system")
@pytest.mark.parametrize("unbuffered", [False, True])
@pytest.mark.parametrize("case", WRITES)
def test_a_full_disk_is_one_line_and_exit_code_1(bash, case, unbuffered):
    done = bash(WRITES[case], ">/dev/full", unbuffered)
    assert (done.returncode, done.stderr) == (1, FULL)


@pytest.mark.parametrize("unbuffered", [False, True])
def test_a_disk_that_fills_up_amid_the_output_is_one_line_and_exit_code_1(bash, unbuffered):
    written = ["predict", FERRY, "--format", "jsonl"]  # some kilobytes in one write
    done = bash(
        written, "> kept.jsonl", unbuffered, limit="export PYTHONDONTWRITEBYTECODE=1; ulimit -f 1; "
    )
    assert done.returncode == 1
    assert done.stderr.endswith("error: cannot read or write: File too large\n")


@pytest.mark.parametrize("case", WRITES)
def test_without_standard_output_nothing_is_written(bash, case):
    done = bash(WRITES[case], ">&-")
    assert (done.returncode, done.stderr) == (1, CLOSED)


@pytest.mark.parametrize("case", WRITES)
def test_a_reader_that_left_is_no_error(tmp_path, case):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "boilerclf", *WRITES[case]],
            env={"HOME": str(tmp_path), "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)},
            stdout=writing,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.parametrize("redirections", ["2>/dev/full", "<&- 2>&-"])
@pytest.mark.parametrize("case", TELLS)
def test_without_standard_error_the_exit_code_is_the_same(bash, case, redirections):
    arguments, code = TELLS[case]
    done = bash(arguments, redirections)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", "")


@pytest.mark.parametrize("redirections", ["2>&-", "<&-"])
@pytest.mark.parametrize("case", WRITES)
def test_other_streams_do_not_change_what_is_written(bash, case, redirections):
    plain = bash(WRITES[case], "")
    assert plain.returncode == 0
    assert plain.stdout
    done = bash(WRITES[case], redirections)
    assert (done.returncode, done.stdout) == (0, plain.stdout)


def test_without_standard_input_there_is_no_page(bash):
    done = bash(["predict"], "<&-")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "boilerclf: -: failed: standard input is closed\nboilerclf: 1 page: 1 failed\n"
    )


def test_a_file_is_not_taken_for_a_stream_that_is_closed(bash, tmp_path):
    plain = bash(["predict", FERRY], "").stdout
    for redirections in (">&-", "<&- >&- 2>&-"):
        done = bash(["predict", FERRY, "--out", "kept.txt"], redirections)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert (tmp_path / "kept.txt").read_text("utf-8") == plain


@pytest.mark.skipif(not os.path.exists("/dev/stdout"), reason="no /dev/stdout on this system")
def test_standard_output_by_its_name_may_be_a_pipe(bash):
    by_name = bash(["predict", FERRY, "--out", "/dev/stdout"], "| cat")
    assert (by_name.stderr, by_name.returncode) == ("", 0)
    assert by_name.stdout == bash(["predict", FERRY], "| cat").stdout != ""


def test_dev_stdin_is_standard_input(start):
    done = start("predict", "/dev/stdin", "--format", "jsonl", input=b"<p>One.")
    assert done.records[0]["source"] == "-"


def test_a_current_folder_that_is_gone_is_told(start, here):
    (here / "gone").mkdir()
    removed = ["sh", "-c", 'cd gone && rmdir ../gone && exec "$@"', "sh"]
    command = [*removed, sys.executable, "-m", "boilerclf", "predict", "a.txt"]
    done = subprocess.run(command, env=start.env, capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode().splitlines()[-1]) == (
        1,
        "boilerclf: error: cannot read or write: the current folder is gone; change to one that is "
        "there",
    )
