"""What imports what: between the rooms of the package, and of other libraries."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TRAINING_ONLY = {"sklearn", "scipy", "joblib", "rapidfuzz"}

IMPORT_NOTHING = """
import builtins, io, os, sys
opened = []
sys.addaudithook(lambda event, args: opened.append(args[0]) if event == "open" else None)
before = set(sys.modules)
import boilerclf
# Python itself reads the sources or the byte code of what is imported.
opened = [str(name) for name in opened if not str(name).endswith((".py", ".pyc"))]
opened = [name for name in opened if ".pyc." not in name]  # byte code about to be written
loaded = {name.partition(".")[0] for name in set(sys.modules) - before}
print(json.dumps([sorted(loaded - sys.stdlib_module_names), opened]))
"""

PREDICT = """
import sys
from boilerclf.cli import main
code = main(["predict", *sys.argv[1:], "--out", os.devnull])
assert code == 0, code
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""

EVALUATE = """
import sys
from boilerclf.cli import main
stdout, sys.stdout = sys.stdout, open(os.devnull, "w")
assert main(["evaluate", *sys.argv[1:], "--quiet"]) == 0
sys.stdout = stdout
print(json.dumps(sorted(sys.modules)))
"""


def run_python(program, *arguments, env=None):
    result = subprocess.run(
        [sys.executable, "-c", "import json, os\n" + program, *arguments],
        cwd=ROOT,
        env=os.environ | (env or {}),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(result.stdout)


def test_importing_the_package_loads_and_opens_nothing():
    assert run_python(IMPORT_NOTHING) == [["boilerclf"], []]


@pytest.mark.parametrize(
    "page", ["data/html/article-harbour-ferry.html", "data/text/breaking-news.txt"]
)
def test_predicting_needs_nothing_of_training(page):
    loaded = set(run_python(PREDICT, page))
    assert "numpy" in loaded
    assert not loaded & TRAINING_ONLY


@pytest.mark.parametrize("labels", ["data/html/labels.jsonl", "data/text/labels.jsonl"])
def test_judging_a_model_needs_nothing_that_trains(labels):
    loaded = set(run_python(EVALUATE, labels))
    assert "boilerclf.evaluation.judging" in loaded
    assert not {"sklearn", "scipy", "joblib", "boilerclf.evaluation.crossval"} & loaded


def test_help_does_without_numpy():
    loaded = run_python(
        "import sys\nfrom boilerclf.cli import main\n"
        "sys.stdout = open(os.devnull, 'w')\nassert main(['predict', '--help']) == 0\n"
        "sys.stdout = sys.__stdout__\nprint(json.dumps(sorted(sys.modules)))"
    )
    assert "typer" in loaded
    assert not {"numpy", "turbohtml", "boilerclf.model"} & set(loaded)


def test_rooms_import_only_from_the_rooms_before_them():
    command = shutil.which("lint-imports", path=sysconfig.get_path("scripts"))
    assert command, "import-linter is one of the [dev] extra; install that"
    result = subprocess.run(
        [command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "4 kept, 0 broken" in result.stdout
