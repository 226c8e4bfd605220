"""The file of dropped blocks: whose it is, and what becomes of it when a run fails."""

import gzip
import json
import os
import stat
from pathlib import Path

import pytest

from boilerclf.bulk import Job, classify_crawl
from boilerclf.bulk.dropped import open_dropped
from boilerclf.bulk.journal import open_journal
from boilerclf.errors import ConfigurationError, InputError
from boilerclf.sources.earlier import JOURNAL

STORY = "The first ferry sailed at nine on Monday morning, and it was full."
HIDDEN = ".dropped.gz.boilerclf-part"


@pytest.fixture
def inputs(tmp_path, monkeypatch):
    """Two files of many pages, of each of which something is dropped."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.jsonl", "b.jsonl"):
        pages = [{"text": f"Share on Facebook | {name} {n}\n{STORY}"} for n in range(150)]
        Path(name).write_text("\n".join(map(json.dumps, pages)))
    return ["a.jsonl", "b.jsonl"]


def run(inputs, folder="out", dropped="dropped.gz", **options):
    watch = options.pop("watch", lambda progress: None)
    job = Job(inputs, Path(folder), dropped=Path(dropped), **options)
    return classify_crawl(job, watch=watch)


def sources(path):
    """The files that dropped blocks are of, in order."""
    lines = [json.loads(line) for line in gzip.decompress(Path(path).read_bytes()).splitlines()]
    return sorted({line["source"] for line in lines})


def test_two_runs_with_one_file_of_dropped_blocks_are_refused(inputs):
    path = Path("dropped.gz")
    with open_journal(Path("one"), {}) as journal, open_dropped(path, journal) as first:
        with pytest.raises(ConfigurationError, match=r"is writing to dropped\.gz; wait"):
            run(inputs, "other")
        with first.member() as write:
            write(b"of the first run")
    assert gzip.decompress(path.read_bytes()) == b"of the first run"
    path.unlink()
    run(inputs, "other")
    assert sources(path) == inputs


def test_a_finished_file_has_its_name_after_a_run_that_failed(inputs):
    run(["a.jsonl"])
    before = Path("dropped.gz").read_bytes()
    with pytest.raises(InputError, match="as --strict asks"):
        run(["a.jsonl", "gone.html"], strict=True)
    assert Path("dropped.gz").read_bytes() == before
    assert not Path(HIDDEN).exists()
    run(inputs)
    run(inputs, "whole", "whole.gz")
    assert Path("dropped.gz").read_bytes() == Path("whole.gz").read_bytes()


def test_a_finished_file_has_what_a_failed_run_finished_and_no_more(inputs):
    Path("c.jsonl").write_bytes(Path("a.jsonl").read_bytes())
    run(["a.jsonl"])

    def interrupt(progress):
        if progress.n_done == 2:  # amid the third file
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run([*inputs, "c.jsonl"], watch=interrupt)
    assert sources("dropped.gz") == inputs
    run(inputs, "whole", "whole.gz")
    assert Path("dropped.gz").read_bytes() == Path("whole.gz").read_bytes()


def test_after_a_kill_the_next_run_goes_on_from_the_hidden_file(inputs):
    run(["a.jsonl"])
    Path("dropped.gz").rename(HIDDEN)
    run(inputs)
    assert sources("dropped.gz") == inputs


@pytest.mark.parametrize("length", [3, 100_000])
def test_what_is_gone_is_told_and_nothing_is_moved(inputs, length):
    run(["a.jsonl"])
    another = b"of another run\n" * length
    Path("dropped.gz").write_bytes(another)
    with pytest.raises(ConfigurationError, match=r"what earlier runs wrote to dropped\.gz is gone"):
        run(inputs)
    assert Path("dropped.gz").read_bytes() == another
    assert not Path(HIDDEN).exists()


def test_what_is_no_file_is_refused_before_anything_is_classified(inputs):
    Path("folder").mkdir()
    with pytest.raises(ConfigurationError, match="cannot write 'folder': it is no file; name a"):
        run(inputs, dropped="folder")
    os.mkfifo("pipe")
    with pytest.raises(ConfigurationError, match="cannot write 'pipe': it is no file; name a"):
        run(inputs, dropped="pipe")
    assert stat.S_ISFIFO(os.stat("pipe").st_mode)
    assert not Path("out").exists()


def test_the_file_that_a_link_leads_to_is_written(inputs):
    os.mkdir("elsewhere")
    os.symlink("elsewhere/real.gz", "dropped.gz")
    run(["a.jsonl"])
    run(inputs)
    assert os.readlink("dropped.gz") == "elsewhere/real.gz"
    assert os.listdir("elsewhere") == ["real.gz"]
    assert sources("elsewhere/real.gz") == inputs


def test_what_another_folder_has_dropped_is_not_replaced(inputs):
    run(["a.jsonl"], "one")
    before = Path("dropped.gz").read_bytes()
    with pytest.raises(ConfigurationError) as refused:
        run(["b.jsonl"], "two")
    assert str(refused.value) == (
        "dropped.gz is there already and nothing in it is of this output folder; "
        "name another file, or remove that one"
    )
    assert Path("dropped.gz").read_bytes() == before
    run(inputs, "one")  # which goes on
    assert sources("dropped.gz") == inputs


@pytest.mark.parametrize("n_done", [0, 1])
def test_what_a_killed_run_into_another_folder_has_dropped_is_not_replaced(inputs, n_done):
    def killed(progress):
        if progress.n_done == n_done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(inputs, "one", watch=killed)
    before = Path(HIDDEN).read_bytes()
    with pytest.raises(ConfigurationError) as refused:
        run(["b.jsonl"], "two")
    assert str(refused.value) == (
        f"{Path(HIDDEN).absolute()} is what an unfinished run into another folder has dropped; "
        "finish that run, remove that file, or name another file"
    )
    assert Path(HIDDEN).read_bytes() == before
    run(inputs, "one")
    assert sources("dropped.gz") == inputs


def test_a_file_that_came_into_the_place_before_anything_was_dropped_is_not_replaced(inputs):
    def killed(progress):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(inputs, watch=killed)
    Path("dropped.gz").write_text("of somebody else")
    with pytest.raises(ConfigurationError, match="nothing in it is of this output folder"):
        run(inputs)
    assert Path("dropped.gz").read_text() == "of somebody else"


def test_an_empty_file_is_taken(inputs):
    Path("dropped.gz").touch()
    run(inputs)
    assert sources("dropped.gz") == inputs


@pytest.mark.parametrize("name", [JOURNAL, "summary.json", "mine.jsonl", "below/mine.jsonl"])
def test_no_file_in_the_output_folder_is_taken(inputs, name):
    run(inputs, dropped="dropped.gz")
    before = {path.name: path.read_bytes() for path in Path("out").iterdir()}
    for dropped in (f"out/{name}", f"./out/../out/{name}"):
        with pytest.raises(ConfigurationError, match="is in the output folder, which holds nothin"):
            run(inputs, dropped=dropped)
    assert {path.name: path.read_bytes() for path in Path("out").iterdir()} == before
