"""`jobs` means the same wherever it is asked for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from boilerclf.cores import worker_count
from boilerclf.corpus import label_records, read_records
from boilerclf.training import TrainingOptions, train

ROOT = Path(__file__).parents[1]

LABEL = """
import sys
from boilerclf.corpus import Record, label_records

if __name__ == "__main__":
    records = [Record(str(n), "m", "s", 0, lines=(f"Line {n}.",), labels=(1,)) for n in range(3)]
    pages = label_records(records, jobs=int(sys.argv[1]))
    print(*(page.gold for page in pages), "joblib" in sys.modules)
"""


@pytest.mark.parametrize(("asked", "cores", "got"), [(1, 8, 1), (3, 8, 3), (8, 2, 2)])
def test_workers_asked_for(monkeypatch, asked, cores, got):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)), raising=False)
    assert worker_count(asked) == got


@pytest.mark.parametrize("asked", [0, -1, 10_000])
def test_never_more_workers_than_cores(monkeypatch, asked):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 5}, raising=False)
    assert worker_count(asked) == 3
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert worker_count(asked) == 1


@pytest.mark.parametrize(("jobs", "several"), [(1, False), (0, worker_count(0) > 1)])
def test_labelling_takes_all_cores_where_none_are_named(tmp_path, jobs, several):
    script = tmp_path / "label.py"
    script.write_text(LABEL)
    done = subprocess.run(
        [sys.executable, script, str(jobs)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"Line 0. Line 1. Line 2. {several}\n"


def test_training_takes_all_cores_where_none_are_named():
    pages = label_records(read_records([ROOT / "data" / "text"]))
    options = TrainingOptions(max_iter=5, passes=1)
    alone, on_all = (
        train(pages, kind="text", name="sample", options=options, jobs=jobs) for jobs in (1, 0)
    )
    assert on_all.card.scores == alone.card.scores
    assert [on_all.probabilities(page.page).tolist() for page in pages] == [
        alone.probabilities(page.page).tolist() for page in pages
    ]


@pytest.mark.parametrize("jobs", ["2", 1.5, None])
def test_what_is_no_number_of_workers_is_told(jobs):
    kind = type(jobs).__name__
    with pytest.raises(TypeError, match=f"^jobs is a whole number, not {kind}: give 0 for one a"):
        worker_count(jobs)
    with pytest.raises(TypeError, match="jobs is a whole number"):
        label_records([], jobs=jobs)
