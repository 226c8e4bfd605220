"""What users type out of habit."""

import os
import pty
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from boilerclf.cli import progress

FERRY = "article-harbour-ferry.html"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        (FERRY, f"did you mean: boilerclf predict {FERRY}"),
        ("gone with.html", "did you mean: boilerclf predict 'gone with.html'"),
        ("pages/*", "did you mean: boilerclf predict 'pages/*'"),
        ("-", "did you mean: boilerclf predict -"),
        ("https://ellery.example/a?b=c", "pages are not fetched: download it first"),
    ],
)
def test_an_input_in_the_place_of_a_command(run, pages, name, hint):
    done = run(name)
    assert (done.code, done.out) == (2, b"")
    (line,) = done.err.splitlines()
    assert line.startswith(f"boilerclf: error: {name} is ")
    assert hint in line


@pytest.mark.parametrize("out", ["kept.jsonl", "kept.parquet", "kept"])
def test_where_records_are_written_they_are_said_to_tell_of_the_rest(run, here, out):
    (here / "bad.jsonl").write_text("[]\n" * 300)
    done = run("predict", "bad.jsonl", "--out", out)
    assert done.code == 1
    assert done.err.splitlines()[20] == (
        "boilerclf: further pages that failed are only counted; their records tell why"
    )


def test_warnings_of_many_pages_hide_no_failure(run, here):
    lines = ['{"text": "https://ellery.example/ferry"}'] * 25 + ["[]"] * 3
    (here / "pages.jsonl").write_text("\n".join(lines))
    said = run("predict", "pages.jsonl").err.splitlines()
    assert ["looks_like_address" in line for line in said] == [True] * 20 + [False] * 5
    assert said[20] == (
        "boilerclf: further warnings are only counted; --format jsonl tells of each"
    )
    assert [line.partition(": line")[0] for line in said[21:24]] == [
        f"boilerclf: pages.jsonl:{number}: failed" for number in (26, 27, 28)
    ]


def test_an_address_fails_with_what_to_do_and_costs_no_other_page(run, pages):
    done = run("predict", "https://ellery.example/a?b=c", FERRY)
    assert done.code == 1
    assert "For eleven years the slipway" in done.text
    assert done.err.splitlines() == [
        "boilerclf: https://ellery.example/a?b=c: failed: is an address, and pages are not "
        "fetched: download it first, for example with curl -sL ADDRESS | boilerclf predict -",
        "boilerclf: 2 pages: 1 ok, 1 failed",
    ]


def test_quiet_says_no_more_than_what_went_wrong(run, pages):
    loud, quiet = run("predict", *pages), run("predict", *pages, "-q")
    counted = "boilerclf: 3 pages: 2 ok, 1 failed\n"
    assert (quiet.code, quiet.out, quiet.err) == (1, loud.out, counted)
    assert loud.err.splitlines(keepends=True)[1:] == [counted]
    done = run("predict", *pages, "-o", "kept/", "-q")
    assert (done.code, done.err, len(os.listdir("kept"))) == (1, counted, 5)
    done = run("predict", *pages[:2], "-o", "fine/", "-q")
    assert (done.code, done.err) == (0, "")
    Path("menu.txt").write_text("Home\nLogin\nCart\n")
    assert run("predict", "menu.txt", "-q").err == ""
    done = run("predict", "menu.txt", "-q", "--fail-on-empty")
    assert (done.code, done.err) == (3, "boilerclf: 1 page: 1 empty\n")
    assert "x.csv" in run("predict", *pages, "-q", "-o", "x.csv").err
    for out in ("kept.txt", "strict/"):
        assert run("predict", *pages, "--quiet", "--strict", "-o", out).err == (
            "boilerclf: scan.html: failed: not_html\n"
            "boilerclf: error: stopped at the first page that failed, as --strict asks\n"
        )


def test_help_names_exit_codes_and_that_inputs_are_many(run):
    shown = " ".join(run("predict", "--help").text.split())
    assert shown.startswith("Usage: boilerclf predict [OPTIONS] [INPUT]...")
    codes = shown.partition("Exit codes: ")[2].partition("Arguments")[0]
    for code in ("0 all fine", "1 some", "2 wrong", "3 a page", "130 interrupted", "141 nobody"):
        assert code in codes


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("boilerclf pre", ["predict"]),
        ("boilerclf predict --form", ["--format"]),
        ("boilerclf predict --content m", ["markdown"]),
    ],
)
def test_a_shell_completes_commands_options_and_values(start, words, expected):
    asked = {
        "_BOILERCLF_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    assert start(env=asked).text.split() == expected


def test_completion_can_be_shown(start):
    by_name = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    done = start("--show-completion", "bash", env=by_name)
    assert done.code == 0
    assert "complete -o default -F _boilerclf_completion boilerclf" in done.text


@pytest.fixture
def drawn(monkeypatch):
    """Do work for which a bar is drawn at once; return what standard error shows."""

    def drawn(stdout, **options):
        ours, theirs = pty.openpty()
        with open(theirs, "w") as terminal:
            monkeypatch.setattr(sys, "stderr", terminal)
            monkeypatch.setattr(sys, "stdout", stdout)
            with progress.measuring(output_shown=False, **options) as advance:
                advance(1, 1_000_000, None)
            terminal.write(".")
        monkeypatch.undo()
        shown = b""
        with suppress(OSError):  # how Linux tells that the other end is closed
            while piece := os.read(ours, 65536):
                shown += piece
        os.close(ours)
        return shown

    monkeypatch.setattr(progress, "_AFTER_SECONDS", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    return drawn


def test_a_bar_is_drawn_where_output_goes_to_a_file(drawn, tmp_path):
    with open(tmp_path / "out", "w") as file:
        assert b"1 page, 1.0 MB" in drawn(file)


def test_no_bar_is_drawn_over_a_pager(drawn):
    reader, writer = os.pipe()
    with open(writer, "w") as pipe:
        assert drawn(pipe) == b"."
    os.close(reader)


def test_no_bar_is_drawn_where_quiet_was_asked_for(drawn, tmp_path):
    with open(tmp_path / "out", "w") as file:
        assert drawn(file, quiet=True) == b"."


def test_less_memory_than_a_worker_takes_is_refused(run, pages):
    done = run("predict", *pages, "--page-memory", "100")
    assert (done.code, done.out) == (2, b"")
    assert "100 MB is less than a worker process takes without a page" in done.err


def test_a_page_has_its_budget_with_one_job_too(run, pages):
    done = run("predict", pages[0], "--page-seconds", "0.0001")
    assert done.code == 1
    assert "took more than 0.0001 s of processor time" in done.err
