import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from boilerclf.bulk.shards import shard_name

ROOT = Path(__file__).parents[2]
STORY = "The first ferry sailed at nine on Monday morning, and it was full."
TEXT = "\n".join([*[STORY] * 4, "Share on Facebook | Print | Page "])


@pytest.fixture
def crawl(here):
    """Twelve files of a few short texts."""
    os.mkdir("in")
    for number in range(12):
        lines = [{"id": f"{number}-{n}", "text": TEXT + str(n)} for n in range(30)]
        data = "\n".join(map(json.dumps, lines)).encode()
        Path(f"in/{number:02}.jsonl.gz").write_bytes(gzip.compress(data, mtime=0))
    return "in"


def test_inputs_that_are_gone_are_counted(run, here):
    for name in ("a", "b", "c"):
        Path(f"{name}.txt").write_text(STORY)
    named = ("predict", "a.txt", "b.txt", "c.txt", "--out", "out")
    run(*named)
    before = digest("out")
    told = []
    for name in ("a.txt", "b.txt"):
        os.remove(name)
        done = run(*named)
        assert (done.code, digest("out")) == (0, before)
        told += done.err.splitlines()[:2]
    assert told == [
        "boilerclf: 3 pages: 3 ok",
        "boilerclf: 1 input is gone, and its shard of an earlier run stays: a.txt",
        "boilerclf: 3 pages: 3 ok",
        "boilerclf: 2 inputs are gone, and their shards of an earlier run stay: a.txt, …",
    ]


def digest(folder):
    return {
        path.name: path.read_bytes()
        for path in sorted(Path(folder).iterdir())
        if not path.name.startswith(".")
    }


def begin(start, *arguments, **options):
    command = [sys.executable, "-m", "boilerclf", "predict", *arguments]
    return subprocess.Popen(command, env=start.env, stderr=subprocess.PIPE, **options)


def test_a_folder_gets_a_shard_an_input(run, crawl):
    done = run("predict", crawl, "--out", "out")
    assert (done.code, done.out) == (0, b"")
    first, second, third = done.err.splitlines()
    assert first == "boilerclf: 360 pages: 360 ok"
    assert second.startswith("boilerclf: 1,800 blocks, 1,")
    assert second.endswith("of them content; 12 of 12 inputs done, in out")
    assert third.startswith("boilerclf: this run: 360 pages, 0.0 MB, ")
    assert third.split(", ")[-3].endswith(" pages/s")
    assert third.split(", ")[-2].endswith(" MB/s")
    assert third.endswith(" s")
    assert len(digest("out")) == 13
    again = run("predict", crawl, "--out", "out")
    assert (again.code, again.err.splitlines()[0]) == (0, first)
    assert again.err.splitlines()[2].startswith("boilerclf: this run: 0 pages, 0.0 MB")


@pytest.mark.parametrize(
    ("out", "is_folder"), [("out", True), ("out.d/", True), ("there.d", True), ("file", False)]
)
def test_what_is_taken_for_a_folder(run, out, is_folder):
    os.mkdir("there.d")
    Path("file").touch()
    Path("a.txt").write_text(STORY)
    assert run("predict", "a.txt", "--out", out).code == 0
    assert os.path.isdir(out) == is_folder


@pytest.mark.parametrize("name", ["kept.jsonl", "kept.txt.gz", "kept.parquet"])
def test_a_folder_with_the_name_of_a_file_is_one_only_where_that_is_said(run, name):
    os.mkdir(name)
    Path("a.txt").write_text(STORY)
    done = run("predict", "a.txt", "--out", name)
    assert (done.code, os.listdir(name)) == (2, [])
    assert f"; name another file, or write {name}/ to have a file there" in done.err
    assert run("predict", "a.txt", "--out", f"{name}/").code == 0
    assert len(os.listdir(name)) == 3


def test_the_same_record_from_a_folder_and_from_a_file(run, crawl):
    run("predict", "in/03.jsonl.gz", "--out", "out/")
    run("predict", "in/03.jsonl.gz", "--out", "one.jsonl")
    (shard,) = Path("out").glob("*.jsonl.gz")
    assert gzip.decompress(shard.read_bytes()) == Path("one.jsonl").read_bytes()


def test_one_parquet_file_for_all(run, crawl):
    run("predict", crawl, "--out", "all.parquet", "--dropped", "dropped.jsonl")
    run("predict", crawl, "--out", "all.jsonl", "--jobs", "2", "--dropped", "too.jsonl")
    rows = pq.read_table("all.parquet").to_pylist()
    lines = [json.loads(line) for line in Path("all.jsonl").read_text().splitlines()]
    assert [(row["id"], row["content"]) for row in rows] == [(r["id"], r["content"]) for r in lines]
    assert Path("dropped.jsonl").read_bytes() == Path("too.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--out", "out", "--format", "text"], "--format text does not tell which page is which"),
        (["--format", "parquet"], "Parquet goes to a file; name one with --out"),
        (["--out", "in"], "is an input inside the output folder"),
        (
            ["--out", "out", "--dropped", "in/00.jsonl.gz"],
            "an input and the file of dropped blocks",
        ),
        (["--out", "a.txt", "--dropped", "in/00.jsonl.gz"], "both an input and the output"),
        (["--out", "a.txt", "--dropped", "a.txt"], "name the same file"),
        (["--out", "out", "--dropped", "-"], "--dropped - is standard output, and"),
        (["--out", "out", "--dropped", "no/such/file"], "No such file or directory"),
        (["--out", "out", "--page-seconds", "-1"], "--page-seconds"),
        (["--out", "/dev/null/out/"], "cannot write into"),
        (["--out", "in/00.jsonl.gz/"], "in/00.jsonl.gz: it is no folder; name another folder"),
        (
            ["--out", ".jsonl"],
            ".jsonl is the end of a file's name; name a file, such as kept.jsonl,",
        ),
        (["--out", "in/.txt.gz"], "name a file, such as kept.txt.gz, or write in/.txt.gz/ to have"),
        (["--out", "no/such.jsonl"], "No such file or directory: 'no'; name a file in a folder"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(run, crawl, arguments, message):
    before = digest("in")
    done = run("predict", crawl, *arguments)
    assert (done.code, done.out) == (2, b"")
    (line,) = done.err.splitlines()
    assert line.startswith("boilerclf: error: ")
    assert message in line
    assert digest("in") == before


def test_a_run_that_was_killed_goes_on_to_the_same_bytes(start, run, until_shards, crawl):
    assert run("predict", crawl, "--out", "whole", "--dropped", "whole.gz").code == 0
    n_killed = 0
    for n_shards in (0, 1, 4, 6, 8):
        with begin(start, crawl, "--out", "out", "--jobs", "2", "--dropped", "out.gz") as process:
            until_shards(process, n_shards)
            process.kill()
            n_killed += process.wait() == -signal.SIGKILL  # it may have been faster
            assert b"Traceback" not in process.stderr.read()
    assert n_killed >= 4
    done = run("predict", crawl, "--out", "out", "--dropped", "out.gz")
    assert done.code == 0
    assert digest("out") == digest("whole")
    assert Path("out.gz").read_bytes() == Path("whole.gz").read_bytes()
    assert os.listdir("out").count(".boilerclf-journal") == len(os.listdir("out")) - 13 == 1


def test_a_worker_that_is_killed_costs_nothing(start, run, until_shards, crawl):
    run("predict", crawl, "--out", "whole")
    with begin(start, crawl, "--out", "out") as process:
        until_shards(process, 1)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        for child in children.read_text().split():
            name = Path(f"/proc/{child}/cmdline").read_bytes()
            if b"spawn_main" in name:
                os.kill(int(child), signal.SIGKILL)
        assert b"12 of 12 inputs done" in process.stderr.read()
    assert process.returncode == 0
    assert digest("out") == digest("whole")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_it_and_it_goes_on(start, run, until_shards, crawl, number):
    with begin(start, crawl, "--out", "out") as process:
        until_shards(process, 1)
        process.send_signal(number)
        error = process.stderr.read()
    if number == signal.SIGINT:
        assert (process.returncode, error) == (130, b"boilerclf: interrupted\n")
        assert not list(Path(".").glob("out/*.part"))
    assert run("predict", crawl, "--out", "out").code == 0
    run("predict", crawl, "--out", "whole")
    assert digest("out") == digest("whole")


def test_two_runs_into_one_folder_are_refused(start, run, crawl):
    os.mkfifo("pipe")
    with begin(start, "pipe", "--out", "out") as process, open("pipe", "wb") as pipe:
        done = run("predict", crawl, "--out", "out")
        assert done.code == 2
        assert "another run is writing into out" in done.err
        pipe.write(STORY.encode())
        pipe.close()
        assert b"1 page: 1 ok" in process.stderr.read()
    assert len(digest("out")) == 2


def test_a_full_disk_keeps_what_is_done(start, run, crawl):
    def limit():
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (8000, 8000))

    Path("in/05.jsonl").write_text(
        "\n".join(json.dumps({"text": f"{STORY} {n**40}"}) for n in range(600))
    )
    done = start("predict", crawl, "--out", "out", preexec_fn=limit)
    assert done.code == 1
    shard = f"out/{shard_name('in/05.jsonl', 'jsonl')}"
    assert done.err.splitlines()[-1] == f"boilerclf: error: {shard}: File too large"
    assert sorted(name[:2] for name in os.listdir("out") if name[0] != ".") == [
        *("00", "01", "02", "03", "04")
    ]
    assert not list(Path(".").glob("out/.*.part"))
    assert run("predict", crawl, "--out", "out").code == 0


@pytest.mark.parametrize("out", ["out", "out.txt.xz"])
def test_a_full_disk_is_told_by_the_file_that_is_on_it(start, here, out):
    def limit():
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))

    lines = [{"id": n, "text": f"{TEXT}{n}"} for n in range(300)]
    Path("in.jsonl").write_text("\n".join(map(json.dumps, lines)))
    done = start("predict", "in.jsonl", "--out", out, "--dropped", "d.jsonl", preexec_fn=limit)
    assert done.code == 1
    assert done.err.splitlines()[-1] == "boilerclf: error: d.jsonl: File too large"


def test_nothing_around_it_changes_the_bytes(start, run, crawl):
    run("predict", crawl, "--out", "out", "--format", "parquet")
    environments = (
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Kathmandu", "LC_ALL": "C", "LANG": ""},
        {"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8", "PYTHONIOENCODING": "cp1252"},
    )
    for number, env in enumerate(environments):
        command = ["predict", crawl, "--out", f"out{number}", "--format", "parquet", "--jobs"]
        assert start(*command, ("-1", "10000")[number], env=env).code == 0
        assert digest(f"out{number}") == digest("out")


def test_a_page_over_its_time_is_named(run, here):
    pages = [{"id": "a", "text": STORY}, {"id": "slow", "html": "<p>x</p>" * 1_500_000}]
    Path("in.jsonl").write_text("\n".join(map(json.dumps, pages)))
    done = run("predict", "in.jsonl", "--out", "out", "--page-seconds", "1")
    assert done.code == 1
    assert done.err.splitlines()[:2] == [
        "boilerclf: in.jsonl (slow): failed: took more than 1 s of processor time",
        "boilerclf: 2 pages: 1 ok, 1 failed",
    ]


def test_empty_pages_are_counted_and_fail_where_asked(run, here):
    shell = f"<title>App</title><div id=root></div><script>{'run();' * 500}</script>"
    Path("shell.html").write_text(shell)
    done = run("predict", "shell.html", "--out", "out", "--fail-on-empty")
    assert done.code == 3
    assert done.err.splitlines()[0] == "boilerclf: shell.html: empty: no_text, thin_input"
    assert json.loads(Path("out/summary.json").read_text())["pages"]["empty"] == 1


def test_progress_is_shown_on_a_terminal(start, crawl):
    import pty

    with open("in/more.jsonl", "w") as file:
        file.writelines(json.dumps({"text": f"{STORY}\n" * 800}) + "\n" for _ in range(30))
    process, terminal = pty.fork()
    if process == 0:
        env = start.env | {"TERM": "xterm", "COLUMNS": "150"}
        command = [sys.executable, "-m", "boilerclf", "predict", crawl, "--out", "out"]
        os.execve(sys.executable, command, env)  # noqa: S606  # this program
    shown = b""
    begun = time.monotonic()
    while time.monotonic() - begun < 60:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    text = shown.decode()
    assert " pages/s, " in text
    assert " MB, " in text
    assert "12 of 12" in text or "13 of 13 inputs done" in text


@pytest.mark.parametrize("inputs", [["."], ["*"]])
def test_what_other_runs_wrote_below_a_folder_is_no_input(run, inputs):
    Path("a.txt").write_text(STORY)
    assert run("predict", *inputs, "--out", "kept/").code == 0
    done = run("predict", *inputs, "--out", "again/", "--threshold", "0.1")
    assert (done.code, "1 of 1 inputs done" in done.err) == (0, True)
    done = run("predict", *inputs, "--format", "jsonl")
    assert (done.code, [record["content"] for record in done.records]) == (0, [STORY])
    (shard,) = Path("kept").glob("*.gz")
    for named in ("kept", str(shard)):
        assert "wanted the key" in run("predict", named).err
