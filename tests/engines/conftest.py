import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from boilerclf.cli import main

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "data" / "html").glob("*.html"))
N_PAGES = 1000

STORY = "The first ferry sailed at nine on Monday morning, and it was full."


@pytest.fixture(scope="session")
def pages():
    """A thousand pages: ours, cut in other places, and what is none."""
    samples = [path.read_text("utf-8", "replace") for path in SAMPLES]
    made = []
    for number in range(N_PAGES - 4):
        sample = samples[number % len(samples)]
        length = 600 + (number * 997) % 4000
        made.append(f"<title>{number}</title><p>{STORY}{sample[length : 2 * length]}")
    return [*made, "", None, "%PDF-1.7", "<div id=root></div>"]


@pytest.fixture(scope="session")
def texts():
    """A thousand texts of a few lines."""
    lines = [STORY, "Share on Facebook", "Home | News | Contact", "192.0.2.7", "It was late."]
    made = []
    for number in range(N_PAGES - 2):
        chosen = [lines[(number * 7 + place * place) % len(lines)] for place in range(number % 9)]
        made.append("\n".join([*chosen, f"{STORY} ({number})"]))
    return [*made, "", "Share"]


@pytest.fixture(scope="session")
def jobs():
    """The Python programs of a page of the documentation."""

    def jobs(name):
        page = (ROOT / "docs" / f"{name}.md").read_text("utf-8")
        return re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)

    return jobs


@pytest.fixture
def run_job(tmp_path, monkeypatch, engines_env):
    """Run a program in an empty folder, as a user would."""
    monkeypatch.chdir(tmp_path)

    def run_job(program):
        Path("job.py").write_text(program, "utf-8")
        own = {"PYTHONPATH": str(ROOT), "PYSPARK_PYTHON": sys.executable}
        env = os.environ | engines_env | own
        command = [sys.executable, "job.py"]
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]

    return run_job


@pytest.fixture(scope="session")
def by_command(tmp_path_factory):
    """Return what the plain command makes of a file, by id."""

    def by_command(name, *options):
        out = tmp_path_factory.mktemp("plain") / "plain.jsonl"
        assert main(["predict", str(name), "--out", str(out), *options]) in (0, 1)
        records = map(json.loads, out.read_text("utf-8").splitlines())
        return {record["id"]: record for record in records}

    return by_command


@pytest.fixture(scope="session")
def same_bytes():
    """Tell that an engine's rows are the records of the plain command, which know their source."""

    def as_record(row):
        for block in row["blocks"]:
            for key in [key for key, value in block.items() if value is None]:
                del block[key]
        return {key: value for key, value in row.items() if value is not None}

    def written(records):
        left_out = [
            {key: value for key, value in record.items() if key != "source"} for record in records
        ]
        left_out.sort(key=lambda record: record["n"])
        return [json.dumps(record, sort_keys=True) for record in left_out]

    def same_bytes(rows, plain):
        assert written(map(as_record, rows)) == written(plain.values())
        assert len(rows) == N_PAGES

    return same_bytes
