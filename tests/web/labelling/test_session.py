"""What is labelled, what comes next, and what is on the disk meanwhile."""

import json
import os
import re
from dataclasses import replace

import numpy as np
import pytest

from boilerclf.errors import ConfigurationError, DataError, InputError
from boilerclf.web.labelling.session import Session, Task, _unlikeness


def task(name, *chances, words=10.0, summary=(1.0, 0.0)):
    return Task(
        header={"id": name, "source": f"{name}.html", "kind": "html", "html": "<p>"},
        blocks=tuple({"text": f"{name} {n}", "probability": its} for n, its in enumerate(chances)),
        guess=(np.array(chances) > 0.5).astype(np.int8),
        units=np.arange(len(chances)),
        n_words=np.full(len(chances), words, np.float32),
        summary=np.array(summary),
    )


@pytest.fixture
def path(tmp_path):
    return tmp_path / "labels.jsonl"


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_the_most_doubtful_words_come_first(path):
    sure, unsure, long = task("a", 0.9), task("b", 0.5), task("c", 0.8, words=40.0)
    assert (sure.doubt, unsure.doubt, long.doubt) == pytest.approx((1.0, 5.0, 8.0))
    assert Session([sure, unsure, long], path).next_task() is long


def test_what_is_like_a_labelled_page_comes_later(path):
    like, unlike = task("b", 0.5, summary=(1.0, 0.1)), task("c", 0.6, summary=(0.0, 1.0))
    session = Session([task("a", 0.5, 0.5), like, unlike], path)
    assert session.next_task().id == "a"
    session.finish("a", "accept", 1.0)
    assert session.next_task() is unlike


def test_a_page_that_was_begun_is_shown_again_as_it_was_left(path):
    tasks = [task("a", 0.5, 0.5), task("b", 0.9, 0.1)]
    session = Session(tasks, path)
    session.change("b", [(0, 0), (1, -1)])
    session.close()
    again = Session(tasks, path)
    assert again.next_task().id == "b"
    assert again.labels(again.next_task()).tolist() == [0, -1]
    assert again.labels(tasks[0]).tolist() == [0, 0]


@pytest.mark.parametrize(
    ("action", "labels"),
    [("save", ["noise", "noise"]), ("accept", ["content", "noise"]), ("skip", [None, None])],
)
def test_a_record_holds_the_page_and_what_was_decided(path, action, labels):
    session = Session([task("a", 0.9, 0.1)], path)
    session.change("a", [(0, 0)])
    session.finish("a", action, 12.34)
    (record,) = lines(path)
    assert [its["label"] for its in record["blocks"]] == labels
    assert [its["guess"] for its in record["blocks"]] == ["content", "noise"]
    assert (record["html"], record["seconds"]) == ("<p>", 12.3)
    assert [its.name for its in path.parent.iterdir()] == ["labels.jsonl"]  # no journal any more


def test_a_line_that_was_cut_short_is_dropped_and_the_rest_is_kept(path):
    tasks = [task("a", 0.9), task("b", 0.9)]
    session = Session(tasks, path)
    session.finish("a", "accept", 1.0)
    whole = path.read_bytes()
    session.change("b", [(0, 0)])
    session.close()
    path.write_bytes(whole + b'{"id": "b", "blo')
    with open(path.with_name(".labels.jsonl.journal"), "ab") as journal:
        journal.write(b'{"id": "b", "lab')
    session = Session(tasks, path)
    assert session.next_task().id == "b"
    assert session.labels(tasks[1]).tolist() == [0]
    assert path.read_bytes() == whole


def test_what_finds_no_room_is_not_done_and_can_be_saved_later(path, room):
    session = Session([task("a", 0.9), task("b", 0.9)], path)
    session.finish("a", "accept", 1.0)
    whole = path.read_bytes()
    with room(len(whole) + 9), pytest.raises(ConfigurationError, match="too large; make room"):
        session.finish("b", "accept", 1.0)
    assert path.read_bytes() == whole
    assert session.next_task().id == "b"
    with room(9), pytest.raises(ConfigurationError, match="journal: File too large; make room"):
        session.change("b", [(0, 0)])
    assert session.labels(session.next_task()).tolist() == [1]
    session.change("b", [(0, -1)])
    session.finish("b", "save", 1.0)
    assert [its["blocks"][0]["label"] for its in lines(path)] == ["content", None]


def test_progress_tells_agreement_and_time_left(path):
    tasks = [task(name, 0.9, 0.1, 0.9, 0.1) for name in "abc"]
    session = Session(tasks, path)
    assert session.progress().agreement is None
    assert session.progress().seconds_left is None
    session.change("a", [(0, 0), (1, -1)])
    session.finish("a", "save", 20.0)
    session.finish("b", "accept", 40.0)
    session.close()
    for its in (session.progress(), Session(tasks, path).progress()):
        assert (its.n_done, its.n_pages, its.seconds_left) == (2, 3, 30.0)
        assert its.agreement == pytest.approx(6 / 7)
        assert its.kappa == pytest.approx(1 - (1 / 7) / (1 - (4 * 3 + 3 * 4) / 49))


def test_what_is_not_there_cannot_be_labelled(path):
    session = Session([task("a", 0.9)], path)
    session.finish("a", "accept", 1.0)
    for identifier in ("a", "b"):
        with pytest.raises(InputError, match=r"is left to label, .*; reload"):
            session.finish(identifier, "accept", 1.0)
        with pytest.raises(InputError, match=r"is left to label, .*; reload"):
            session.change(identifier, [(0, 1)])


def test_two_sessions_do_not_write_into_one_file(path):
    tasks = [task("a", 0.9), task("b", 0.9)]
    first = Session(tasks, path)
    first.finish("a", "accept", 1.0)
    with pytest.raises(ConfigurationError, match=r"another session is writing into .*; end it"):
        Session(tasks, path)
    first.finish("b", "accept", 1.0)
    first.close()
    assert Session(tasks, path).next_task() is None
    assert [record["id"] for record in lines(path)] == ["a", "b"]


def test_a_last_line_without_its_end_is_kept(path):
    tasks = [task(name, 0.9) for name in "abc"]
    session = Session(tasks, path)
    for its in tasks[:2]:
        session.finish(its.id, "accept", 1.0)
    session.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    session = Session(tasks, path)
    assert session.progress().n_done == 2
    assert path.read_bytes() == whole
    session.finish("c", "accept", 1.0)
    assert [record["id"] for record in lines(path)] == ["a", "b", "c"]


@pytest.mark.parametrize("end", ["\n", ""])
@pytest.mark.parametrize(
    "text",
    [
        '{"text": "a"}',
        '{"important":"x"}',
        '{"important":"x"}\n{"important":"y", ',
        "[1]",
        "notes",
        '{"id": "a", "blocks": 3}',
        '{"id": "a", "blocks": ["b"]}',
        '{"id": "a", "seconds": 1'
        + "0" * 400
        + ', "blocks": [{"label": "noise", "guess": "noise"}]}',
    ],
)
def test_a_file_of_something_else_is_left_as_it_is(path, text, end):
    path.write_text(text + end, "utf-8")
    with pytest.raises(DataError):
        Session([task("z", 0.9)], path)
    assert path.read_text("utf-8") == text + end


def other(task, *texts):
    """Return another page with the name of a task."""
    return replace(
        task,
        blocks=tuple({"text": text, "probability": 0.9} for text in texts),
        guess=np.ones(len(texts), np.int8),
        n_words=np.ones(len(texts), np.float32),
    )


@pytest.mark.parametrize("texts", [["a 0", "else"], ["a 0"], ["a 0", "a 1", "a 2"], ["a 0\0a 1"]])
@pytest.mark.parametrize("is_done", [True, False])
def test_labels_of_another_page_of_that_name_are_refused(path, texts, is_done):
    its = task("a", 0.9, 0.1)
    session = Session([its], path)
    session.change("a", [(1, 1)])
    if is_done:
        session.finish("a", "save", 1.0)
    session.close()
    held = {its: its.read_bytes() for its in path.parent.iterdir()}
    named = "labels.jsonl" if is_done else "labels.jsonl.journal"
    with pytest.raises(DataError, match=rf"{named}: page 'a' has other blocks there; name another"):
        Session([other(its, *texts)], path)
    assert {its: its.read_bytes() for its in path.parent.iterdir()} == held
    again = Session([its, task("b", 0.9)], path)
    assert (again.is_done(its), again.next_task().id) == (is_done, "b" if is_done else "a")


def test_half_characters_and_white_space_make_no_other_page(path):
    its = other(task("a", 0.9), "half \ud800", "b")
    session = Session([its], path)
    session.change("a", [(1, 0)])
    session.close()
    session = Session([other(its, "half\ud800", "b ")], path)
    assert session.labels(its).tolist() == [1, 0]
    session.finish("a", "save", 1.0)
    session.close()
    assert Session([its], path).is_done(its)


def test_a_file_that_cannot_be_written_is_told_at_once(tmp_path):
    with pytest.raises(ConfigurationError, match="cannot write"):
        Session([task("a", 0.9)], tmp_path / "nowhere" / "labels.jsonl")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFO on this system")
def test_a_fifo_is_no_file_of_labels(path):
    os.mkfifo(path)
    with pytest.raises(ConfigurationError, match=r"labels\.jsonl is no regular file; name another"):
        Session([task("a", 0.9)], path)


def test_a_name_that_is_too_long_is_told_as_what_cannot_be_written(tmp_path):
    with pytest.raises(ConfigurationError, match=r"cannot write .*File name too long"):
        Session((), tmp_path / f"{'n' * 300}.jsonl")


def test_pages_of_another_kind_are_neither_like_nor_unlike(path):
    html, text = task("b", 0.5), task("c", 0.6, summary=(1.0, 0.0, 0.0))
    session = Session([task("a", 0.5, 0.5), html, text], path)
    session.finish("a", "accept", 1.0)
    assert session.next_task() is text  # the other is like what is labelled


@pytest.mark.parametrize(("seconds", "written"), [(99_999.0, 3600.0), (-1.0, 0.0), (0.04, 0.0)])
def test_who_leaves_the_room_takes_an_hour_at_most(path, seconds, written):
    session = Session([task("a", 0.9)], path)
    session.finish("a", "accept", seconds)
    assert lines(path)[0]["seconds"] == written


def test_the_page_shows_the_chance_of_each_block_in_five_shades(path):
    from boilerclf.web.labelling.app import _shown

    shown = task("a", 0.0, 0.19, 0.2, 0.5, 0.99, 1.0)
    html = _shown(shown, Session([shown], path))
    assert re.findall(r'class="(?:keep|drop|open) p(\d)"', html) == list("001244")
    assert re.findall(r"<i>(\d+) %</i>", html) == ["0", "19", "20", "50", "99", "100"]


@pytest.mark.parametrize(
    ("known", "unlikeness"),
    [([], 1), ([[6, 8]], 0), ([[-8, 6]], 1), ([[-8, 6], [0, 2]], 0.2), ([[3, 4, 0]], 1)],
)
def test_unlikeness_is_one_less_the_cosine_with_the_nearest_page(known, unlikeness):
    rows = [np.array(row, np.float64) for row in known]
    assert _unlikeness(np.array([3.0, 4.0]), rows) == pytest.approx(unlikeness)
