"""What an earlier run into a folder has done of a later one."""

import os
from pathlib import Path

import pytest

from boilerclf.bulk import Job, classify_crawl
from boilerclf.errors import ConfigurationError

STORY = "The first ferry sailed at nine on Monday morning, and it was full."


@pytest.fixture
def inputs(tmp_path, monkeypatch):
    """Two texts in a folder."""
    monkeypatch.chdir(tmp_path)
    os.mkdir("in")
    for name in ("b", "d"):
        Path(f"in/{name}.txt").write_text(f"Home\n{STORY} ({name})")


def files(folder):
    """What is in a folder, hidden files apart."""
    return {path.name: path.read_bytes() for path in Path(folder).glob("[!.]*")}


def run(inputs, folder):
    return classify_crawl(Job(inputs, Path(folder)))


def test_a_file_of_the_same_name_in_another_folder_replaces_nothing(inputs, monkeypatch, tmp_path):
    out = tmp_path / "out"
    run(["in/d.txt"], out)
    before = files(out)
    Path("other/in").mkdir(parents=True)
    Path("other/in/d.txt").write_text(f"Home\n{STORY} Elsewhere.")
    monkeypatch.chdir("other")
    with pytest.raises(ConfigurationError, match=r"was written from .*; name another"):
        run(["in/d.txt"], out)
    assert files(out) == before


def test_inputs_that_were_moved_as_they_are_count_as_done(inputs, monkeypatch, tmp_path):
    out = tmp_path / "out"
    run(["in/b.txt", "in/d.txt"], out)
    os.mkdir("moved")
    os.rename("in", "moved/in")
    monkeypatch.chdir("moved")
    assert run(["in/b.txt", "in/d.txt"], out).n_pages == 0
