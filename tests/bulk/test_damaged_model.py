"""A shipped model that is damaged during a run, as a worker that begins later finds it."""

import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STORY = "The first ferry sailed at nine on Monday morning, and it was full of people."
N_FILES, N_PAGES = 6, 200

MAIN = """
import os, signal, sys
from multiprocessing import active_children
from pathlib import Path

from boilerclf.bulk import Job, Settings, classify_crawl
from boilerclf.errors import ModelError

def watch(progress):
    weights = Path("model/models/html/weights.npz")
    if progress.n_done >= 2 and weights.read_bytes() != b"PK":
        weights.write_bytes(b"PK")
        for child in active_children():
            os.kill(child.pid, signal.SIGKILL)

if __name__ == "__main__":
    names = sorted(map(str, Path("in").iterdir()))
    try:
        classify_crawl(Job(names, Path("out"), settings=Settings(), jobs=2), watch=watch)
    except ModelError as error:
        sys.exit(f"refused: {error}")
"""


def shards(folder):
    """Return what is finished in a folder."""
    return {path.name: path.read_bytes() for path in Path(folder).glob("*.gz")}


@pytest.mark.skipif(sys.platform == "win32", reason="workers are killed by a signal")
def test_nothing_is_lost_by_a_model_that_is_found_damaged(here):
    shutil.copytree(ROOT / "boilerclf", "model/boilerclf", ignore=shutil.ignore_patterns("*.pyc"))
    shutil.copytree(ROOT / "models", "model/models")
    os.mkdir("in")
    for number in range(N_FILES):
        record = b'{"html": "<p>%s<p>Menu %d"}\n' % (STORY.encode(), number)
        Path(f"in/{number}.jsonl.gz").write_bytes(gzip.compress(record * N_PAGES, mtime=0))
    Path("main.py").write_text(MAIN, "utf-8")

    def run(program):
        return subprocess.run(
            [sys.executable, *program],
            env={"PYTHONPATH": str(here / "model"), "PATH": ""},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    predict = ("-m", "boilerclf", "predict", "in", "--jobs", "2", "--format", "jsonl", "-q")
    assert run([*predict, "--out", "whole"]).returncode == 0
    whole = shards("whole")
    assert len(whole) == N_FILES

    stopped = run(["main.py"])
    assert stopped.returncode == 1
    assert stopped.stderr.startswith("refused: ")
    assert "weights.npz" in stopped.stderr
    finished = shards("out")
    assert 2 <= len(finished) < N_FILES
    assert finished.items() <= whole.items()

    again = run([*predict, "--out", "out"])
    assert (again.returncode, again.stderr.count("\n")) == (2, 1)
    assert shards("out") == finished

    shutil.copytree(ROOT / "models", "model/models", dirs_exist_ok=True)
    assert run([*predict, "--out", "out"]).returncode == 0
    assert shards("out") == whole
