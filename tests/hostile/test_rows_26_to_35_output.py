"""Rows 26 to 35 of docs/robustness.md: what goes out, and faults of the system meanwhile."""

import base64
import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import turbohtml


def digests(folder):
    return {
        path.name: path.read_bytes()
        for path in sorted(Path(folder).iterdir())
        if not path.name.startswith(".")
    }


@pytest.fixture
def texts(here, story):
    """A folder of eight files with forty short texts each."""
    os.mkdir("in")
    for number in range(8):
        lines = [
            {"id": f"{number}-{n}", "text": f"{story}\nShare | Print {n}\n{story}"}
            for n in range(40)
        ]
        Path(f"in/{number}.jsonl").write_text("\n".join(map(json.dumps, lines)))
    return "in"


def test_row_26_tables_for_spreadsheets_are_not_written(run, here, story):
    Path("a.txt").write_text(f"=cmd()|{story}\n@SUM(A1:A9) {story}\n")
    done = run("predict", "a.txt", "--out", "kept.csv")
    assert (done.code, done.out) == (2, b"")
    assert len(done.err.splitlines()) == 1
    assert os.listdir() == ["a.txt"]


SCRIPTS = (
    "The ferry <script>alert(1)</script> sailed on Monday with the whole town on board.",
    "A line that says </style><style>*{display:none}</style> and then goes on about the harbour.",
    'See <a href="javascript:alert(2)" onclick="alert(3)">the pier</a> in the evening, they said.',
    "It ends with --> and ]]> and </script><script src=//evil.example/x.js></script> in one line.",
)


@pytest.mark.parametrize("command", ["explain", "evaluate"])
def test_row_27_pages_for_the_browser_show_hostile_text_and_run_none_of_it(run, here, command):
    if command == "explain":
        Path("a.txt").write_text("\n".join(SCRIPTS))
        done = run("explain", "a.txt", "--html", "seen.html")
    else:
        # One of the two has the first line wrong, and so shows it.
        records = [
            {"id": its[0], "site": its[0], "lines": SCRIPTS, "labels": [*its, *its]}
            for its in (("content", "noise"), ("noise", "content"))
        ]
        Path("a.jsonl").write_text("".join(f"{json.dumps(record)}\n" for record in records))
        done = run("evaluate", "a.jsonl", "--report", "seen.html")
    assert done.code == 0
    seen = turbohtml.parse(Path("seen.html").read_text("utf-8"))
    (policy,) = seen.select("meta[http-equiv]")
    rules = dict(rule.split(" ", 1) for rule in policy.attrs["content"].split("; "))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy.attrs["content"]
    for name in ("script", "style"):  # those whose digest the policy has, and no other
        texts = [element.text for element in seen.select(name)]
        digests = [hashlib.sha256(text.encode()).digest() for text in texts]
        allowed = [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
        assert allowed == rules.get(f"{name}-src", "").split()
    assert not seen.select("[onclick], [href^=javascript], [src*=evil]")
    assert SCRIPTS[0] in " ".join(seen.text.split())  # as text it is all there


CONTROLS = "A story \x1b[2J of \x1b]8;;http://x\x07 bells\x9b31m and\rreturns\x00."


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_row_28_a_terminal_is_sent_no_controls(start, in_terminal, form):
    Path("a.html").write_text(f"<p>{CONTROLS}<p>{CONTROLS}", "utf-8")
    arguments = ("predict", "a.html", "--threshold", "0", "--format", form)
    code, shown = in_terminal(start.env | {"TERM": "xterm"}, *arguments)
    assert code == 0
    assert b"A story" in shown
    assert not {0x1B, 0x07, 0x00} & set(shown)
    assert "\x9b" not in shown.decode()


def test_row_28_reasons_as_json_hold_no_controls(run):
    Path("a.html").write_text(f"<p>{CONTROLS}<p>{CONTROLS}", "utf-8")
    done = run("explain", "a.html", "--json")
    assert done.code == 0
    assert {char for char in done.text if not char.isprintable()} == {"\n"}
    assert "\x9b31m" in json.loads(done.text)["blocks"][0]["text"]


def test_row_29_markup_of_the_console_is_text(run, here, story):
    name = "[red]page[bold].txt"
    Path(name).write_text(f"[bold]{story}[/bold]\n" * 3)
    done = run("predict", name, "[link=x]none.html", "--format", "jsonl")
    assert done.records[0]["source"] == name
    assert done.records[0]["blocks"][0]["text"] == f"[bold]{story}[/bold]"
    assert "[link=x]none.html" in done.err


NAMES = ("../../x", "C:\\x", "CON", "a" * 240, "-rf", "sp ace", "é\u0301", "x\ny")


@pytest.mark.parametrize("name", NAMES)
def test_row_30_names_of_outputs_are_safe_and_inside(run, here, name, story):
    source = Path("in") / name.replace("../", "up-") if ".." in name else Path("in") / name
    source.parent.mkdir(parents=True)
    source.write_text(story)
    assert run("predict", source, "--out", "out/").code == 0
    (shard,) = [path for path in Path("out").iterdir() if path.name.endswith(".jsonl.gz")]
    assert shard.resolve().parent == Path("out").resolve()
    assert len(shard.name.encode()) <= 255
    assert not set(shard.name) & set('\\/:*?"<>|\n\0')
    os.symlink("/etc", "out/link")
    assert sorted(os.listdir()) == ["in", "out"]


def test_row_31_one_file_twice_or_in_and_out(run, here, story):
    Path("a.txt").write_text(story)
    os.symlink("a.txt", "b.txt")
    for arguments in (
        ["a.txt", "./a.txt"],
        ["a.txt", "--out", "a.txt"],
        ["a.txt", "--out", "b.txt"],
    ):
        done = run("predict", *arguments)
        assert (done.code, done.out) == (2, b"")
        assert len(done.err.splitlines()) == 1
        assert Path("a.txt").read_text() == story
    labels = json.dumps({"id": "a", "lines": ["Home", story], "labels": ["noise", "content"]})
    Path("a.jsonl").write_text(labels)
    done = run("evaluate", "a.jsonl", "--report", "a.jsonl")
    assert (done.code, done.out) == (2, b"")
    assert Path("a.jsonl").read_text() == labels


def test_row_32_a_full_disk(start, run, texts):
    with open("/dev/full", "wb") as full:
        done = start("predict", texts, stdout=full)
    assert done.code == 1
    assert done.err.splitlines()[-1].startswith("boilerclf: error: ")
    assert "No space left on device" in done.err

    def small():
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000))

    done = start("predict", texts, "--out", "all.jsonl", preexec_fn=small)
    assert done.code == 1
    assert os.listdir() == ["in"]

    labels = str(Path(__file__).parents[2] / "data" / "text" / "labels.jsonl")
    asked = ("evaluate", labels, "--model", "text", "--write-threshold", "0.4", "copy")
    done = start(*asked, preexec_fn=small)
    weights = os.path.join("copy", "weights.npz")
    assert (done.code, done.err) == (1, f"boilerclf: error: {weights}: File too large\n")
    assert os.listdir() == ["in"]


def test_row_32_a_folder_that_cannot_be_written_and_a_file_that_goes(run, here, story):
    done = run("predict", "gone.txt", "--format", "jsonl")
    assert (done.code, done.records[0]["status"]) == (1, "failed")
    Path("a.txt").write_text(story)
    done = run("predict", "a.txt", "--out", "no/such/folder/a.txt")
    assert done.code in (1, 2)
    assert len(done.err.splitlines()) == 1


def begin(start, *arguments, **options):
    command = [sys.executable, "-m", "boilerclf", "predict", *arguments]
    return subprocess.Popen(command, env=start.env, stderr=subprocess.PIPE, **options)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_row_33_a_run_that_was_ended_goes_on_to_the_same_bytes(
    start, run, until_shards, texts, number
):
    assert run("predict", texts, "--out", "whole").code == 0
    for n_shards in (1, 4, 8):
        with begin(start, texts, "--out", "out", "--jobs", "2") as process:
            until_shards(process, n_shards)
            process.send_signal(number)
            assert b"Traceback" not in process.stderr.read()
    assert run("predict", texts, "--out", "out").code == 0
    assert digests("out") == digests("whole")


FINALIZED = """
import signal, sys
from boilerclf.cli.console import interrupt_again

class Used:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

sys.unraisablehook = interrupt_again
try:
    Used()
    while True:
        pass
except KeyboardInterrupt:
    print("interrupted")
"""


def test_row_33_an_interrupt_amid_clearing_away_is_not_lost():
    done = subprocess.run([sys.executable, "-c", FINALIZED], capture_output=True, check=True)
    assert (done.stdout.split(), done.stderr) == ([b"interrupted"], b"")


def test_row_34_two_runs_into_one_folder(start, run, here, story):
    os.mkfifo("pipe")
    with begin(start, "pipe", "--out", "out") as process:
        with open("pipe", "wb") as pipe:  # which opens once the first run is at work
            Path("a.txt").write_text(story)
            done = run("predict", "a.txt", "--out", "out")
            assert done.code == 2
            assert len(done.err.splitlines()) == 1
            pipe.write(story.encode())
        process.stderr.read()
    assert process.returncode == 0


ENVIRONMENTS = (
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
    {"LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"},
    {"PYTHONHASHSEED": "12345", "PYTHONIOENCODING": "cp1252"},
    {"PYTHONUTF8": "0", "LANG": "C", "PYTHONOPTIMIZE": "1"},
)


def test_row_35_nothing_around_it_changes_the_bytes(start, texts):
    Path("ünï.txt").write_text("Ein Satz über Öl, İstanbul und 渡船.\n" * 4, "utf-8")
    arguments = ("predict", texts, "ünï.txt", "--format", "jsonl")
    wanted = start(*arguments).out
    assert wanted.count(b"\n") == 321
    for environment in ENVIRONMENTS:
        assert start(*arguments, env=environment).out == wanted, environment
    assert start(*arguments, "--jobs", "2").out == wanted
