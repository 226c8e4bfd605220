"""Standard input and FIFOs into a folder: what they gave can be read once."""

import io
import json
import os
import socket
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

from boilerclf.bulk import Job, classify_crawl
from boilerclf.bulk.shards import shard_name
from boilerclf.errors import ConfigurationError

STORY = "The first ferry sailed at nine on Monday morning, and it was full."
SHARD = Path("out", shard_name("-", "jsonl"))


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Read some pages from standard input, and other inputs, into one folder."""
    monkeypatch.chdir(tmp_path)

    def run(*texts, inputs=("-",), watch=lambda progress: None):
        lines = "\n".join(json.dumps({"text": text}) for text in texts).encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
        return classify_crawl(Job(inputs, Path("out")), watch=watch)

    return run


@contextmanager
def writing(pipe):
    """Write a story into a FIFO, as far as somebody reads it."""
    writer = threading.Thread(target=Path(pipe).write_text, args=(STORY,))
    writer.start()
    yield
    writer.join(60)


@pytest.mark.parametrize("name", [None, "-"])
def test_a_second_standard_input_does_not_replace_the_first(run, name):
    if name is not None:
        Path(name).write_text(STORY)  # a file of that name says nothing of standard input
    assert run(STORY, STORY).n_pages == 2
    before = SHARD.read_bytes()
    with pytest.raises(ConfigurationError) as refused:
        run(STORY)
    assert str(refused.value) == (
        f"{SHARD.name} holds what standard input gave to an earlier run and would be replaced; "
        "name another output folder, or leave that input out to go on with the others"
    )
    assert SHARD.read_bytes() == before


def test_other_inputs_go_on_without_the_standard_input_that_was_read(run):
    Path("a.txt").write_text(STORY)
    run(STORY)
    before = SHARD.read_bytes()
    assert run(inputs=["a.txt"]).n_pages == 1
    assert SHARD.read_bytes() == before
    assert json.loads(Path("out/summary.json").read_bytes())["pages"]["ok"] == 2


def test_standard_input_is_read_again_after_a_kill_and_where_its_shard_is_gone(run):
    def killed(progress):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(STORY, watch=killed)
    assert run(STORY, STORY).n_pages == 2
    SHARD.unlink()
    assert run(STORY).n_pages == 1


def test_a_second_reading_of_a_fifo_does_not_replace_the_first(run):
    os.mkfifo("pipe")
    with writing("pipe"):
        assert run(inputs=["pipe"]).n_pages == 1
    with writing("pipe"):
        with pytest.raises(ConfigurationError, match="holds what pipe gave to an earlier run"):
            run(inputs=["pipe"])
        assert Path("pipe").read_text() == STORY  # which nobody has read


def test_what_is_never_read_does_not_stop_a_second_run(run):
    Path("a.txt").write_text(STORY)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        inputs = ["a.txt", "socket", "/dev/zero", os.devnull]
        first = run(inputs=inputs)
        assert (first.counts["ok"], first.counts["failed"], first.counts["empty"]) == (1, 2, 1)
        before = {path.name: path.read_bytes() for path in Path("out").glob("*.gz")}
        again = run(inputs=inputs)
    assert (again.counts["ok"], again.counts["failed"], again.counts["empty"]) == (1, 2, 1)
    assert {path.name: path.read_bytes() for path in Path("out").glob("*.gz")} == before
