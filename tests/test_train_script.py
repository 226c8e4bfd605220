import os
import subprocess
import sys
from pathlib import Path

import pytest

from boilerclf.model import load_model

ROOT = Path(__file__).parents[1]


def train(*arguments):
    return subprocess.run(
        [sys.executable, ROOT / "train.py", *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_corpora_it_trains_on_the_samples_and_says_so(tmp_path):
    done = train("--out", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    first, *lines = done.stdout.splitlines()
    assert "no corpora folder was given: training on the sample pages" in first
    for kind, line in zip(("html", "text"), lines, strict=True):
        model = load_model(tmp_path / kind)
        assert line.startswith(f"{model.identity}: 25 pages of labels, ")
        (note,) = model.card.corpora
        assert (note.name, note.n_pages, note.licence) == ("labels", 25, "MIT")
        assert len(note.digest) == 64
        assert model.card.scores["roc_auc"] > {"html": 0.8, "text": 0.88}[kind]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--out", ROOT / "models"], "holds the shipped models; give a corpora folder"),
        (["nowhere"], "nowhere is no folder"),
        (
            [ROOT / "data" / "html", "--out", "out"],
            "lacks wcxb-dev and snippets and snippets-gold and",
        ),
    ],
)
def test_what_it_refuses(tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    done = train(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("train.py: error: ")
    assert message in done.stderr
    assert not list(tmp_path.iterdir())
