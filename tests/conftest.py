"""What every test runs under, and the two ways to run a command."""

import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from boilerclf.cli import main

ROOT = Path(__file__).parents[1]

# The same cases on every run, and no clock: a busy machine is slow, not wrong.
settings.register_profile("boilerclf", derandomize=True, deadline=None)
settings.load_profile("boilerclf")


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
