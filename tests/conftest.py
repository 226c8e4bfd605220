"""What every test runs under, and the two ways to run a command."""

import io
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from boilerclf.cli import main

ROOT = Path(__file__).parents[1]

# The same cases on every run, and no clock: a busy machine is slow, not wrong.
settings.register_profile("boilerclf", derandomize=True, deadline=None)
settings.load_profile("boilerclf")

# A shell's background job ignores interrupts, and what it starts would do so too.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Stand-ins for what a page of the documentation installs: tests reach no network. `.ci/run` and
# `.ci/extras` do the installing itself.
PROGRAMS = {
    "python": 'test "$1 $2" = "-m pytest" && echo "tests" && exit\n'
    f'PYTHONPATH={ROOT} exec {sys.executable} "$@"',
    "boilerclf": f'PYTHONPATH={ROOT} exec {sys.executable} -m boilerclf "$@"',
    "pip": 'echo "pip $*"',
}
MAKE_ENVIRONMENT = """test "$1 $2 $#" = "-m venv 3" || exit 9
mkdir -p "$3/bin" && cp "$(dirname "$0")"/venv/* "$3/bin"
"""
ACTIVATE = """PATH="$PWD/.venv/bin:$PATH"\n"""


@pytest.fixture(scope="session")
def engines_env():
    """What engines need in the environment to reach no network and to start fast.

    Java's thorough compiler pays after minutes; in these seconds it is two fifths of Spark's work.
    """
    return {
        "SPARK_LOCAL_IP": "127.0.0.1",
        "JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1",
        "RAY_USAGE_STATS_ENABLED": "0",
        "HF_HUB_OFFLINE": "1",
    }


@pytest.fixture
def paste(tmp_path):
    """Run all blocks of a page of the documentation in order, in one fresh shell.

    Programs in Python that are "to be saved as" a file are saved; `environment` is added to one
    that is as empty as can be. Gives the finished process and what each shell block printed.
    """
    shutil.copytree(ROOT / "data", tmp_path / "data")
    for name, program in PROGRAMS.items():
        write_program(tmp_path / "path" / "venv" / name, program)
    write_program(tmp_path / "path" / "venv" / "activate", ACTIVATE)
    write_program(tmp_path / "path" / "python3", MAKE_ENVIRONMENT)

    def paste(page, **environment):
        text = Path(page).read_text("utf-8")
        blocks = re.findall(r"([^\n]*\n[^\n]*\n)^```(\w+)\n(.*?)^```", text, re.M | re.S)
        typed = []
        for above, language, block in blocks:
            name = re.search(r"to be saved as `(\w+\.py)`", above)
            if language == "sh":
                typed.append(f"{block}\necho '<end of block>'\n")
            elif name:
                (tmp_path / name[1]).write_text(block, "utf-8")
        path = os.pathsep.join((str(tmp_path / "path"), os.defpath))
        done = subprocess.run(
            ["bash", "-eu"],  # noqa: S607  # the one on the path
            input="".join(typed),
            cwd=tmp_path,
            env={"HOME": str(tmp_path), "PATH": path, "LANG": "C.UTF-8"} | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return done, done.stdout.split("<end of block>\n")[:-1]

    paste.folder = tmp_path
    return paste


def write_program(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


@dataclass(frozen=True)
class Run:
    code: int
    out: bytes
    err: str

    @property
    def text(self):
        return self.out.decode()

    @property
    def records(self):
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty folder, which commands are run in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(here, monkeypatch, capsysbinary):
    """Run a command in this process."""

    def run(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main([*map(str, arguments)])
        captured = capsysbinary.readouterr()
        return Run(code, captured.out, captured.err.decode())

    return run


@pytest.fixture
def start(here):
    """Run a command in a process of its own."""

    env = os.environ | {"PYTHONPATH": str(ROOT)}

    def start(*arguments, **options):
        program = [sys.executable, "-m", "boilerclf", *arguments]
        options = {"capture_output": True, "timeout": 60} | options
        if "stdout" in options:
            options |= {"capture_output": False, "stderr": subprocess.PIPE}
        done = subprocess.run(program, check=False, env=env | options.pop("env", {}), **options)
        return Run(done.returncode, done.stdout or b"", done.stderr.decode())

    start.env = env
    return start


@pytest.fixture
def until_shards():
    """Wait until a run into the folder `out` has so many shards, or has ended.

    It looks once a millisecond: a loop without a pause takes a core from the run it waits for.
    """

    def wait(process, n_shards):
        while len(list(Path(".").glob("out/*.gz"))) < n_shards:
            try:
                process.wait(0.001)
            except subprocess.TimeoutExpired:
                continue
            return

    return wait


@pytest.fixture
def in_terminal():
    """Run a command whose three streams are a terminal; return its exit code and what it shows."""

    def run_there(env, *arguments):
        process, terminal = pty.fork()
        if process == 0:
            os.execve(sys.executable, [sys.executable, "-m", "boilerclf", *arguments], env)  # noqa: S606  # a test
        shown = b""
        try:
            while piece := os.read(terminal, 65536):
                shown += piece
        except OSError:  # how Linux tells that the other end is closed
            pass
        os.close(terminal)
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), shown

    return run_there


@pytest.fixture
def room():
    """Give the files that a process writes room for some bytes alone, as a full disk does."""
    resource = pytest.importorskip("resource", reason="this system limits no files")

    def limit(process, limits):
        if process == 0:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        elif hasattr(resource, "prlimit"):
            resource.prlimit(process, resource.RLIMIT_FSIZE, limits)
        else:
            pytest.skip("this system limits no other process")

    @contextmanager
    def room(n_bytes, process=0):
        before = resource.getrlimit(resource.RLIMIT_FSIZE)  # a child of ours has the same
        limit(process, (n_bytes, before[1]))
        try:
            yield
        finally:
            limit(process, before)

    return room
