"""CONTRIBUTING.md does as it says: a new family ends in a trained model."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from boilerclf.features.kinds import KINDS

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


def apply(diff, text):
    """Change a text as a diff says; its lines have to be there."""
    lines = diff.splitlines()
    before = "\n".join(line[1:] for line in lines if line[0] in " -")
    after = "\n".join(line[1:] for line in lines if line[0] in " +")
    assert text.count(before) == 1
    return text.replace(before, after)


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """A copy of the program with the guide's new family in it."""
    folder = tmp_path_factory.mktemp("copy")
    for name in ("boilerclf", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    features = folder / "boilerclf" / "features"
    (path,) = re.findall(r"`boilerclf/features/(\S+\.py)`:\n\n```python", GUIDE)
    (code,) = blocks("python")
    features.joinpath(path).write_text(code, "utf-8")
    kinds = features / "kinds.py"
    for diff in blocks("diff"):
        kinds.write_text(apply(diff, kinds.read_text("utf-8")), "utf-8")
    return folder


def run(here, *arguments):
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=here,
        env=os.environ | {"PYTHONPATH": str(here)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_new_family_is_part_of_the_model_that_is_trained(here):
    *_, commands = blocks("sh")
    for command in commands.splitlines():
        program, *arguments = command.split()
        assert program == "boilerclf"
        done = run(here, "-m", "boilerclf", *arguments)
        assert done.returncode == 0, done.stderr
        assert done.stdout or arguments[0] == "train"
    columns = json.loads((here / "models" / "mine" / "model.json").read_text("utf-8"))["columns"]
    assert "words_per_link" in columns
    assert len(columns) == len(KINDS["html"].first_columns) + 1


def test_its_values_are_what_the_guide_says(here):
    code = """
from boilerclf.features.html.link_words import FAMILY
from boilerclf.features.html.view import HtmlView
from boilerclf.segment import segment_html
page = segment_html("<p>two words<p><a href=x>one</a> two three <a href=y>four</a>")
print([row.tolist() for row in FAMILY.compute(HtmlView([page]))])
"""
    done = run(here, "-c", code)
    assert done.stdout == "[[2.0, 1.3333333333333333]]\n", done.stderr


def test_a_shipped_model_is_refused_until_it_is_retrained(here):
    shutil.copytree(ROOT / "models", here / "shipped")
    page = "data/html/article-harbour-ferry.html"
    done = run(here, "-m", "boilerclf", "predict", page, "--model", "shipped/html")
    assert done.returncode != 0
    assert "columns" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_guide_names_every_room():
    named = set(re.findall(r"`(\w+)/`", GUIDE))
    rooms = {path.parent.name for path in (ROOT / "boilerclf" / "features").glob("*/__init__.py")}
    assert rooms <= named
