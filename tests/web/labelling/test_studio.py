"""Labels go to Label Studio and come back as they were."""

import json
import os
from contextlib import closing
from pathlib import Path

import pytest

from boilerclf.cli import main
from boilerclf.errors import DataError
from boilerclf.sources import read_documents
from boilerclf.web.labelling.session import Session
from boilerclf.web.labelling.studio import export_tasks, import_tasks
from boilerclf.web.labelling.tasks import tasks_of

PAGES = Path(__file__).parents[3] / "data" / "adapt" / "pages.jsonl"


@pytest.fixture(scope="module")
def tasks():
    return list(tasks_of(read_documents([PAGES])))[:3]


@pytest.fixture
def exported(tasks, tmp_path):
    session = Session(tasks, tmp_path / "labels.jsonl")
    session.change(tasks[0].id, [(0, 1), (1, 0), (2, -1), (3, 1)])
    session.finish(tasks[0].id, "save", 5.0)
    export_tasks(session, tmp_path / "tasks.json")
    return tmp_path / "tasks.json"


def test_runs_of_blocks_are_regions(exported, tasks):
    first, *others = json.loads(exported.read_text("utf-8"))
    regions = [its["value"] for its in first["annotations"][0]["result"]][:3]
    assert [(its["start"], its["end"], its["paragraphlabels"]) for its in regions[:2]] == [
        ("0", "0", ["content"]),
        ("1", "1", ["noise"]),
    ]
    assert regions[2]["start"] == "3"  # the third block has no label
    assert regions[0]["endOffset"] == len(tasks[0].blocks[0]["text"])
    assert all("annotations" not in its for its in others)
    assert all(its["predictions"][0]["model_version"].startswith("html@") for its in others)


def test_what_went_out_comes_in_again(exported, tasks, tmp_path):
    again = Session(tasks, tmp_path / "again.jsonl")
    assert import_tasks(again, exported) == 1
    assert import_tasks(again, exported) == 0
    one, other = (
        json.loads((tmp_path / name).read_text("utf-8")) for name in ("labels.jsonl", "again.jsonl")
    )
    assert one["blocks"] == other["blocks"]


@pytest.mark.parametrize("text", ["{}", "[1]", "nothing", '[{"annotations": [1]}]', "[" * 100_000])
def test_other_files_are_refused(tasks, tmp_path, text):
    (tmp_path / "tasks.json").write_text(text, "utf-8")
    session = Session(tasks, tmp_path / "labels.jsonl")
    if text == "{}":
        assert import_tasks(session, tmp_path / "tasks.json") == 0
        return
    with pytest.raises(DataError, match=r"tasks\.json is no list of tasks as Label Studio"):
        import_tasks(session, tmp_path / "tasks.json")


def test_an_annotation_that_was_cancelled_is_none(exported, tasks, tmp_path):
    wanted = json.loads((tmp_path / "labels.jsonl").read_text("utf-8"))["blocks"]
    first, second, third = json.loads(exported.read_text("utf-8"))
    cancelled = {"result": [], "was_cancelled": True}
    first["annotations"].append(cancelled)
    second["annotations"] = [cancelled]
    third["annotations"] = None
    exported.write_text("\ufeff" + json.dumps([first, second, third]), "utf-8")  # with a BOM
    again = Session(tasks, tmp_path / "again.jsonl")
    assert import_tasks(again, exported) == 1
    assert [again.is_done(its) for its in tasks] == [True, False, False]
    assert json.loads((tmp_path / "again.jsonl").read_text("utf-8"))["blocks"] == wanted


@pytest.mark.parametrize(("start", "end"), [("-1", "0"), ("-2", "-1"), ("1", "0"), ("0", "99999")])
def test_a_region_of_blocks_that_are_not_there_is_refused(exported, tasks, tmp_path, start, end):
    changed = json.loads(exported.read_text("utf-8"))
    changed[0]["annotations"][0]["result"][0]["value"] |= {"start": start, "end": end}
    exported.write_text(json.dumps(changed), "utf-8")
    said = rf"blocks {start} to {end} of {len(tasks[0].blocks)}, counted from 0"
    with pytest.raises(DataError, match=said):
        import_tasks(Session(tasks, tmp_path / "again.jsonl"), exported)
    assert (tmp_path / "again.jsonl").read_bytes() == b""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFO on this system")
def test_a_fifo_is_refused_and_standard_input_is_read(exported, tasks, tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "fifo")
    again = Session(tasks, tmp_path / "again.jsonl")
    with pytest.raises(DataError, match=r"fifo is no regular file; name a file that Label Studio"):
        import_tasks(again, tmp_path / "fifo")
    with pytest.raises(DataError, match=r"none\.json cannot be opened: No such file .*; name a"):
        import_tasks(again, tmp_path / "none.json")
    with open(exported, encoding="utf-8") as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        assert import_tasks(again, "-") == 1


def test_pages_with_other_blocks_are_refused(exported, tasks, tmp_path):
    changed = json.loads(exported.read_text("utf-8"))
    changed[0]["data"]["blocks"][0]["text"] = "Other"
    exported.write_text(json.dumps(changed), "utf-8")
    with pytest.raises(DataError, match="has other blocks"):
        import_tasks(Session(tasks, tmp_path / "again.jsonl"), exported)


def test_the_command_does_both(tmp_path, capsys):
    out, file = tmp_path / "labels.jsonl", tmp_path / "tasks.json"
    arguments = ["label", str(PAGES), "--out", str(out), "--export", str(file)]
    assert main([*arguments, "--quiet"]) == 0
    tasks = json.loads(file.read_text("utf-8"))
    assert len(tasks) == 20
    tasks[0]["annotations"] = tasks[0]["predictions"]
    file.write_text(json.dumps(tasks), "utf-8")
    assert main([*arguments[:-1], str(tmp_path / "more.json"), "--import", str(file)]) == 0
    assert "took the labels of 1 pages" in capsys.readouterr().err
    (record,) = map(json.loads, out.read_text("utf-8").splitlines())
    assert all(its["label"] == its["guess"] for its in record["blocks"])


def test_the_labels_of_the_example_are_continued(tmp_path):
    out = tmp_path / "labels.jsonl"
    out.write_bytes((PAGES.parent / "labels.jsonl").read_bytes())
    assert main(["label", str(PAGES), "-o", str(out), "--export", str(tmp_path / "t"), "-q"]) == 0
    tasks = json.loads((tmp_path / "t").read_text("utf-8"))
    assert [len(its["annotations"]) for its in tasks] == [1] * 20


def test_the_same_command_continues_labels_in_the_folder_of_the_pages(here):
    (here / "pages").mkdir()
    (here / "pages" / "a.txt").write_text("Menu\nThe ferry sails on Monday.\n", "utf-8")
    with closing(Session(list(tasks_of(read_documents(["pages"]))), here / "l.jsonl")) as session:
        session.finish("pages/a.txt", "accept", 1.0)
    (here / "l.jsonl").rename("pages/labels.jsonl")
    for _ in range(2):
        arguments = ("pages", "--out", "pages/labels.jsonl", "--export", "tasks.json", "--quiet")
        assert main(["label", *arguments]) == 0
        (task,) = json.loads((here / "tasks.json").read_bytes())
        assert (task["data"]["id"], len(task["annotations"])) == ("pages/a.txt", 1)


def test_labels_of_other_pages_with_the_same_ids_are_no_annotations(tmp_path, capsys):
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    one.write_text('{"id": "0", "text": "Menu\\nThe ferry sails on Monday.\\n"}\n', "utf-8")
    two.write_text('{"id": "0", "text": "Fares are two crowns."}\n', "utf-8")
    out, file = tmp_path / "labels.jsonl", tmp_path / "tasks.json"
    (first,) = tasks_of(read_documents([one]))
    with closing(Session([first], out)) as session:
        session.finish("0", "accept", 1.0)
    labels = out.read_bytes()
    assert main(["label", str(two), "--out", str(out), "--export", str(file), "-q"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("labels.jsonl: page '0' has other blocks there; name another file")
    assert (out.read_bytes(), file.exists()) == (labels, False)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("pages.jsonl", "-o", "mine.jsonl", "--export", "mine.jsonl"), "the output twice"),
        (("pages.jsonl", "-o", "mine.jsonl", "--export", "./pages.jsonl"), "and the output"),
        (("pages.jsonl", "-o", "mine.jsonl", "--import", "a", "--export", "a"), "and the output"),
        (("pages.jsonl", "-o", "mine.jsonl", "--export", ""), "cannot write ''"),
        (("pages.jsonl", "-o", "mine.jsonl", "--export", "folder"), "cannot write 'folder'"),
    ],
)
def test_a_file_that_is_read_or_written_already_is_no_export(here, capsys, arguments, message):
    (here / "folder").mkdir()
    for name in ("pages.jsonl", "mine.jsonl", "a"):
        (here / name).write_bytes(PAGES.read_bytes())
    assert main(["label", *arguments, "--quiet"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert message in line
    for name in ("pages.jsonl", "mine.jsonl", "a"):
        assert (here / name).read_bytes() == PAGES.read_bytes()
