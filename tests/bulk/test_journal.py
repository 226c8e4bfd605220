"""What is written down of a run into a folder, and which runs go on from it."""

import json
from pathlib import Path

import pytest

from boilerclf.bulk import Job, classify_crawl
from boilerclf.bulk.journal import open_journal
from boilerclf.errors import ConfigurationError
from boilerclf.sources.earlier import JOURNAL
from boilerclf.versions import version_of

STORY = "The first ferry sailed at nine on Monday morning, and it was full."
NOTED = {"input": "a.txt", "length": 5, "dropped": 10, "counts": {"ok": 1}, "skipped": {}}


@pytest.fixture
def inputs(tmp_path, monkeypatch):
    """Three files, of each of which a line is dropped."""
    monkeypatch.chdir(tmp_path)
    names = ["a.txt", "b.txt", "c.txt"]
    for name in names:
        Path(name).write_text(f"Share on Facebook | {name}\n{STORY}")
    return names


def run(inputs, folder="out", **options):
    watch = options.pop("watch", lambda progress: None)
    return classify_crawl(Job(inputs, Path(folder), **options), watch=watch)


def begun_with(option, value):
    """Change what the journal says of a run's option; None takes it away."""
    journal = Path("out", JOURNAL)
    first, *rest = journal.read_text().splitlines()
    begun = {key: its for key, its in json.loads(first)["run"].items() if key != option}
    if value is not None:
        begun[option] = value
    journal.write_text("\n".join([json.dumps({"run": begun}), *rest, ""]))


@pytest.mark.parametrize("library", ["boilerclf", "turbohtml"])
def test_a_run_of_another_version_is_refused(inputs, library):
    run(inputs[:1])
    now = version_of(library)
    for earlier in ("0.0.1", None):  # journals of before do not say
        begun_with(f"{library} version", earlier)
        with pytest.raises(ConfigurationError) as refused:
            run(inputs)
        assert str(refused.value) == (
            f"out holds a run with other options or versions ({library} version {earlier!r}, "
            f"now {now!r}); name another folder"
        )
    begun_with(f"{library} version", now)
    assert run(inputs).n_pages == 2


def test_what_is_to_be_written_again_is_not_finished(tmp_path):
    with open_journal(tmp_path / "out", {}) as journal:
        journal.note("a.jsonl.gz", NOTED)
        journal.note("b.jsonl.gz", NOTED)
        journal.forget(["a.jsonl.gz"])
    with open_journal(tmp_path / "out", {}) as journal:
        assert journal.finished == {"b.jsonl.gz": {"shard": "b.jsonl.gz", **NOTED}}
        journal.note("a.jsonl.gz", NOTED)
    with open_journal(tmp_path / "out", {}) as journal:
        assert sorted(journal.finished) == ["a.jsonl.gz", "b.jsonl.gz"]


def test_a_kill_before_all_is_written_again_has_the_rest_written_later(inputs):
    dropped = Path("dropped.jsonl")
    run(inputs, dropped=dropped)
    whole = dropped.read_bytes()
    (shard,) = Path("out").glob("a.txt-*")
    shard.unlink()  # what was dropped of the others stands behind its own, and goes too

    def killed(progress):
        if progress.n_done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(inputs, dropped=dropped, watch=killed)
    assert run(inputs, dropped=dropped).n_pages == 2
    assert dropped.read_bytes() == whole


DAMAGED = {
    "a list": "[]",
    "a number": "7",
    "a string": '"shard"',
    "no JSON": "{",
    "deep": "[" * 100_000,
    "a shard without counts": json.dumps({"shard": "a", **NOTED, "counts": None}),
    "counts of words": json.dumps({"shard": "a", **NOTED, "counts": {"ok": "1"}}),
    "a length of words": json.dumps({"shard": "a", **NOTED, "length": "5"}),
    "a shard that has no name": json.dumps({"shard": 1, **NOTED}),
    "shards again that have no name": '{"again": [[]]}',
    "shards again, none": '{"again": 1}',
}


@pytest.mark.parametrize("line", DAMAGED.values(), ids=DAMAGED)
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_damaged_journal_is_refused_and_left_as_it_is(inputs, number, line):
    run(inputs)
    journal = Path("out", JOURNAL)
    lines = journal.read_text().splitlines()
    lines[number - 1] = line
    journal.write_text("\n".join([*lines, ""]))
    damaged = journal.read_bytes()
    with pytest.raises(ConfigurationError) as refused:
        run(inputs)
    assert str(refused.value) == (
        f"line {number} of out/{JOURNAL} is none that a run writes, so nobody knows what is "
        "finished there; name another folder"
    )
    assert journal.read_bytes() == damaged


def test_a_run_that_noted_nothing_leaves_the_folder_to_other_options(inputs):
    Path("dropped.jsonl").write_text("of somebody else")
    with pytest.raises(ConfigurationError, match=r"dropped\.jsonl is there already"):
        run(inputs, dropped=Path("dropped.jsonl"))
    assert run(inputs, dropped=Path("other.jsonl")).n_pages == 3
