"""Files, names and streams that ``predict`` reads and writes, whatever the system makes of them."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

FERRY, FOUNDRY = "article-harbour-ferry.html", "article-bell-foundry.html"


def test_names_are_shown_and_never_obeyed(run):
    os.mkdir(b"odd")
    for name in (b"[red]x.html", b"caf\xe9.html", b"a\x1b[2J\nb.html"):
        Path(os.fsdecode(b"odd/" + name)).write_bytes(b"%PDF-1.7")
    done = run("predict", "odd")
    assert done.err.splitlines() == [
        "boilerclf: odd/[red]x.html: failed: not_html",
        "boilerclf: odd/a\\x1b[2J\\x0ab.html: failed: not_html",
        "boilerclf: odd/caf\\xe9.html: failed: not_html",
        "boilerclf: 3 pages: 3 failed",
    ]
    done = run("predict", "--model", "a\x1b[2J\nb", "odd")
    assert done.err.count("\n") == 1
    assert "\x1b" not in done.err


def test_a_name_that_is_no_utf8_is_read(start):
    name = b"caf\xe9.txt"
    with open(name, "wb") as file:
        file.write(b"The first ferry sailed at nine on Monday morning.")
    done = start("predict", name, "--format", "jsonl")
    assert done.code == 0
    assert done.records[0]["source"] == "caf\\xe9.txt"


def test_what_is_no_file_is_passed_over_with_its_reason(run):
    os.mkdir("folder")
    Path("folder/page.txt").write_text("A line.")
    os.symlink("..", "folder/loop")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("folder/socket")
        done = run("predict", "folder", "--format", "jsonl")
    reasons = {record["source"]: record.get("reason") for record in done.records}
    assert reasons.pop("folder/socket") == "is a socket, not a file"
    assert "is read already" in "".join(filter(None, reasons.values()))
    assert "folder/page.txt" in reasons
    assert done.code == 1


def test_a_fifo_that_is_named_is_read(start):
    os.mkfifo("pipe")

    def feed():
        with open("pipe", "wb") as pipe:
            pipe.write(b"<p>Fed through a pipe.")

    thread = threading.Thread(target=feed)
    thread.start()
    done = start("predict", "pipe", "--format", "jsonl")
    thread.join()
    assert [block["text"] for block in done.records[0]["blocks"]] == ["Fed through a pipe."]


def test_ten_thousand_files_on_the_command_line(run):
    os.mkdir("f")
    names = [f"f/{number}.txt" for number in range(10_000)]
    for name in names:
        Path(name).touch()
    done = run("predict", *names)
    assert (done.code, done.out) == (0, b"")
    assert done.err.splitlines()[-1] == "boilerclf: 10,000 pages: 10,000 empty"


def test_a_full_disk_is_one_line_and_exit_code_1(start, pages):
    with open("/dev/full", "wb") as full:
        done = start("predict", FERRY, stdout=full)
    assert done.code == 1
    assert done.err == "boilerclf: error: cannot read or write: No space left on device\n"
    done = start("predict", FERRY, "--out", "/dev/full")
    assert done.code == 1
    assert done.err.endswith("boilerclf: error: /dev/full: No space left on device\n")


def test_nothing_is_left_of_a_file_that_could_not_be_finished(start, pages):
    def limit():
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    done = start("predict", *pages[:2], "--out", "out.jsonl", preexec_fn=limit)
    assert (done.code, done.err) == (1, "boilerclf: error: out.jsonl: File too large\n")
    assert sorted(os.listdir()) == sorted(pages)


def test_a_reader_that_leaves_is_no_error(start):
    lines = [{"text": f"Line {number} of a long story that goes on."} for number in range(2000)]
    Path("many.jsonl").write_text("\n".join(map(json.dumps, lines)))
    with subprocess.Popen(
        [sys.executable, "-m", "boilerclf", "predict", "many.jsonl", "--threshold", "0"],
        env=start.env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_ends_it_and_leaves_nothing(start, jobs):
    os.mkfifo("pipe")
    with (
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "boilerclf",
                "predict",
                "pipe",
                "--out",
                "out.txt",
                "--jobs",
                jobs,
            ],
            env=start.env,
            stderr=subprocess.PIPE,
        ) as process,
        open("pipe", "wb"),
    ):  # which opens once the program reads
        process.send_signal(signal.SIGINT)
        error = process.stderr.read()
    assert (process.returncode, error) == (130, b"boilerclf: interrupted\n")
    assert os.listdir() == ["pipe"]


def test_no_input_on_a_terminal_asks_for_some(start, in_terminal):
    code, shown = in_terminal(start.env | {"TERM": "xterm"}, "predict")
    assert code == 2
    assert shown.startswith(b"boilerclf: error: no input was named")
    assert b"boilerclf predict --help" in shown


def test_a_terminal_is_sent_no_controls(start, in_terminal):
    story = (
        "Story of a \x1b[2Jterminal \x1b]8;;x\x07 that was cleared, and of a bell that rang.\x9b31m"
    )
    Path("page.txt").write_text("\n".join([story] * 3), "utf-8")
    code, shown = in_terminal(
        start.env | {"TERM": "xterm"}, "predict", "page.txt", "--threshold", "0"
    )
    assert code == 0
    assert "Story of a ␛[2Jterminal ␛]8;;x␇ that was cleared" in shown.decode()
    assert not set(b"\x1b\x07\x9b") - set("␛␇".encode()) & set(shown)


@pytest.mark.parametrize("name", ["kept.jsonl", "kept.jsonl.gz", "kept.parquet"])
def test_the_same_command_again_does_not_read_what_it_wrote(run, pages, name):
    os.mkdir("pages")
    Path(FERRY).rename("pages/a.html")
    Path(FOUNDRY).rename("pages/b.html")
    command = ("predict", "pages", "--out", f"pages/{name}", "--dropped", "pages/dropped.jsonl")
    assert run(*command).code == 0
    before = {path.name: path.read_bytes() for path in Path("pages").iterdir()}
    assert sorted(before) == ["a.html", "b.html", "dropped.jsonl", name]
    done = run(*command)
    assert (done.code, "2 pages: 2 ok" in done.err) == (0, True)
    assert {path.name: path.read_bytes() for path in Path("pages").iterdir()} == before
    done = run("predict", f"pages/{name}", "--out", f"pages/{name}")
    assert (done.code, "both an input and the output" in done.err) == (2, True)


RECORD_OF_LABEL = (
    '{"id": "a", "source": "a", "kind": "html", "model": "html@0", "html": "<p>A", "blocks": []}'
)
PAGE = '{"id": "a", "source": "a", "html": "<p>A"}'


@pytest.mark.parametrize("text", [RECORD_OF_LABEL, PAGE, "A line.\n", "PAR1 and no more"])
def test_what_no_earlier_run_wrote_is_not_replaced(run, text):
    os.mkdir("pages")
    Path("pages/a.txt").write_text("The first ferry sailed at nine.")
    Path("pages/b.jsonl").write_text(text)
    done = run("predict", "pages", "--out", "pages/b.jsonl")
    assert (done.code, "both an input and the output" in done.err) == (2, True)
    assert Path("pages/b.jsonl").read_text() == text


@pytest.mark.parametrize("mode", ["w", "a"])
def test_a_run_does_not_read_what_its_streams_write(start, mode):
    os.mkdir("pages")
    for number in range(200):
        Path(f"pages/{number:03}.txt").write_text("The first ferry sailed at nine.")
    command = ("predict", "pages", "--format", "jsonl", "--jobs", "1")
    for _ in range(2):
        with open("pages/z.jsonl", mode) as kept:
            done = start(*command, stdout=kept)
        assert (done.code, done.err) == (0, "boilerclf: 200 pages: 200 ok\n")
    kept = Path("pages/z.jsonl").read_text().splitlines()
    assert len(kept) == (200 if mode == "w" else 400)


def test_a_file_that_is_named_is_not_read_while_it_is_written(start):
    Path("z.jsonl").write_text('{"id": "a", "text": "Rain fell."}\n')
    with open("z.jsonl", "a") as kept:
        assert start("predict", "z.jsonl", "--format", "jsonl", stdout=kept).code == 1
    _, record = map(json.loads, Path("z.jsonl").read_text().splitlines())
    why = "is the file that standard output or standard error is written to"
    assert (record["status"], record["reason"]) == ("failed", why)
