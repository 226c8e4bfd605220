import gzip
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

FERRY, FOUNDRY, SCAN = "article-harbour-ferry.html", "article-bell-foundry.html", "scan.html"
GOLD = "For eleven years the slipway at Saltgate has been used mainly by gulls"
BANNER = "We value your privacy"


def test_one_page_is_printed_without_its_noise(run, pages):
    done = run("predict", FERRY)
    assert (done.code, done.err) == (0, "")
    assert GOLD in done.text
    assert BANNER not in done.text


def test_records_tell_of_every_block(run, pages):
    done = run("predict", FERRY, "--format", "jsonl")
    (record,) = done.records
    assert (record["id"], record["source"], record["kind"]) == (FERRY, FERRY, "html")
    assert (record["status"], record["encoding"]) == ("ok", "utf-8")
    labels = {block["text"]: block["label"] for block in record["blocks"]}
    assert labels[BANNER] == "noise"
    kept = [block["text"] for block in record["blocks"] if block["label"] == "content"]
    assert record["content"].split("\n") == [line for text in kept for line in text.split("\n")]
    assert all(0 <= block["probability"] <= 1 for block in record["blocks"])
    assert "line" not in record["blocks"][0]


def test_lines_of_text_tell_where_they_stand(run):
    text = "Home | About\r\n\r\nThe first ferry sailed at nine on Monday morning.\r\n"
    done = run("predict", "-", "--kind", "text", "--format", "jsonl", stdin=text.encode())
    (record,) = done.records
    for block in record["blocks"]:
        assert text[block["start"] : block["end"]] == block["text"]
    assert [block["line"] for block in record["blocks"]] == [1, 3]


def test_extracted_text_is_decided_by_the_model_s_rule_for_it(run, pages):
    text = b"The first ferry sailed at nine on Monday morning, and it was full.\nAdults: 4 pounds\n"
    (crawled,) = run("predict", "-", "--kind", "text", "--format", "jsonl", stdin=text).records
    command = ("predict", "-", "--kind", "text", "--format", "jsonl", "--extracted")
    (extracted,) = run(*command, stdin=text).records
    (info,) = json.loads(run("info", "text", "--json").out)["models"]
    assert extracted["decision"].startswith(info["extracted"]["rule"])
    assert crawled["decision"] != extracted["decision"]
    kept = [
        {block["text"] for block in record["blocks"] if block["label"] == "content"}
        for record in (crawled, extracted)
    ]
    assert kept[0] <= kept[1]
    assert run("predict", FERRY, "--extracted").out == run("predict", FERRY).out  # HTML is none


def test_standard_input_is_read_where_nothing_is_named(run, pages):
    data = Path(FERRY).read_bytes()
    assert run("predict", stdin=data).out == run("predict", "-", stdin=data).out
    assert run("predict", stdin=data).out == run("predict", FERRY).out


def test_records_pass_their_own_keys_on(run):
    lines = [
        {"id": "a", "text": "A line.", "url": "http://ellery.example/"},
        {"id": "b", "html": "<p>Another line.", "crawl": {"n": 7}},
    ]
    data = "\n".join(map(json.dumps, lines)).encode()
    first, second = run("predict", "--format", "jsonl", stdin=data).records
    assert (first["id"], first["kind"], first["url"]) == ("a", "text", "http://ellery.example/")
    assert (second["id"], second["kind"], second["crawl"]) == ("b", "html", {"n": 7})


def test_some_input_failed_and_the_rest_is_done(run, pages):
    done = run("predict", *pages, "gone.html")
    assert done.code == 1
    assert GOLD in done.text
    assert "bell" in done.text
    assert done.err.splitlines() == [
        "boilerclf: scan.html: failed: not_html",
        "boilerclf: gone.html: failed: cannot be opened: No such file or directory",
        "boilerclf: 4 pages: 2 ok, 2 failed",
    ]


def test_bad_lines_are_told_by_number_and_the_others_go_on(run):
    data = b'\xef\xbb\xbf{"text": "One."}\n{"text": \n\n{"text": "x", "text": "y"}\n{"text": NaN}\n'
    done = run("predict", "-", "--format", "jsonl", stdin=data + b'{"id": 6, "text": "Six."}')
    assert done.code == 1
    assert [record["id"] for record in done.records] == ["-:1", "-:2", "-:4", "-:5", "6"]
    statuses = [record["status"] == "failed" for record in done.records]
    assert statuses == [False, True, True, True, False]
    reasons = [record.get("reason", "") for record in done.records]
    assert reasons[1].startswith("line 2: not JSON")
    assert reasons[2:4] == ["line 4: the name 'text' is there twice", "line 5: NaN is not JSON"]


def test_strict_stops_at_the_first_page_that_fails(run, pages):
    done = run("predict", "--strict", SCAN, *pages[:2], "--out", "kept.txt")
    assert (done.code, done.out) == (1, b"")
    assert done.err.splitlines() == [
        "boilerclf: scan.html: failed: not_html",
        "boilerclf: error: stopped at the first page that failed, as --strict asks",
    ]
    assert sorted(os.listdir()) == sorted(pages)


def test_notes_are_limited_and_counts_are_not(run):
    data = b"\n".join(b"[%d]" % number for number in range(300))
    Path("bad.jsonl").write_bytes(data)
    done = run("predict", "bad.jsonl")
    lines = done.err.splitlines()
    assert len(lines) == 22
    assert lines[-2:] == [
        "boilerclf: further pages that failed are only counted; --format jsonl tells of each",
        "boilerclf: 300 pages: 300 failed",
    ]


@pytest.mark.parametrize("asked", [False, True])
def test_a_page_without_content_fails_only_where_asked(run, asked):
    shell = f"<title>App</title><div id=root></div><script>{'run();' * 500}</script>"
    done = run("predict", *["--fail-on-empty"] * asked, stdin=shell.encode())
    assert (done.code, done.out) == (3 if asked else 0, b"")
    assert done.err.splitlines() == [
        "boilerclf: -: empty: no_text, thin_input",
        "boilerclf: 1 page: 1 empty",
    ]


def test_out_is_written_as_its_name_says(run, pages):
    records = run("predict", FERRY, "--format", "jsonl").out
    assert run("predict", FERRY, "--out", "all.jsonl.gz") == run("predict", FERRY, "--out", "a.txt")
    assert gzip.decompress(Path("all.jsonl.gz").read_bytes()) == records
    assert Path("a.txt").read_bytes() == run("predict", FERRY).out
    run("predict", FERRY, "--out", "records.ndjson", "--format", "jsonl")
    assert Path("records.ndjson").read_bytes() == records


def test_workers_change_nothing(start, pages):
    lines = [{"id": n, "text": f"Line {n} tells what was said at meeting {n}."} for n in range(150)]
    Path("many.jsonl").write_text("\n".join(map(json.dumps, lines)))
    command = ["predict", "many.jsonl", *pages, "gone.html", "--format", "jsonl", "--jobs"]
    one = start(*command, "1")
    assert one.code == 1
    assert [record["id"] for record in one.records[:150]] == [str(n) for n in range(150)]
    for jobs, seed in (("2", "1"), ("10000", "2"), ("-1", "3")):
        assert start(*command, jobs, env={"PYTHONHASHSEED": seed}) == one


@pytest.mark.parametrize(
    ("options", "decision"),
    [
        (["--threshold", "0.25"], "threshold 0.25"),
        (["--threshold", "expected-f1"], "expected-f1"),
        (["--target-recall", "0.9"], "(recall 0.9)"),
        (["--target-precision", "0.9"], "(precision 0.9)"),
    ],
)
def test_how_labels_are_chosen(run, pages, options, decision):
    (record,) = run("predict", FERRY, "--format", "jsonl", *options).records
    assert decision in record["decision"]
    if decision == "threshold 0.25":
        for block in record["blocks"]:
            assert block["label"] == ("content" if block["probability"] >= 0.25 else "noise")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--threshold", "1.5", FERRY], "threshold '1.5' is not usable"),
        (["--threshold", "nan", FERRY], "threshold 'nan' is not usable"),
        (["--target-recall", "1.5", FERRY], "target recall 1.5 is not usable"),
        (["--threshold", "0.5", "--target-recall", "0.9", FERRY], "exclude each other"),
        (["--kind", "html", "--extracted", FERRY], "extracted is for plain text"),
        (["--threshold", "0.5", "--extracted", FERRY], "threshold and extracted exclude each"),
        (["--model", "nowhere", FERRY], "model 'nowhere' is not there"),
        (["--model", SCAN, FERRY], "pickle and joblib files are never loaded"),
        ([FERRY, FERRY], "named twice among the inputs"),
        ([FERRY, "./" + FERRY], "named twice among the inputs"),
        ([FERRY, "--out", FERRY], "both an input and the output"),
        ([FERRY, "--out", "a" * 300 + ".jsonl"], "File name too long"),
        (
            [FERRY, "--model", "text", "--kind", "html"],
            "labels text pages and --kind asks for html",
        ),
        ([FERRY, "--model", "html", "--kind", "text", "--out", "folder/"], "--kind asks for text"),
        ([FERRY, "--out", "."], "is an input inside the output folder"),
        ([FERRY, "--out", "no/such/folder.txt"], "No such file or directory"),
        ([FERRY, "--kind", "pdf"], "'pdf' is not one of 'auto', 'html', 'text'"),
        ([FERRY, "--jobs", "two"], "--jobs"),
        ([FERRY, "--formt", "text"], "--format"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(run, pages, arguments, message):
    before = Path(FERRY).read_bytes()
    done = run("predict", *arguments)
    assert (done.code, done.out) == (2, b"")
    (line,) = done.err.splitlines()
    assert line.startswith("boilerclf: error: ")
    assert message in line
    assert sorted(os.listdir()) == sorted(pages)
    assert Path(FERRY).read_bytes() == before


def test_a_model_reads_pages_of_its_own_kind(run, pages):
    text = b"The first ferry sailed at nine on Monday morning."
    assert run("predict", "--model", "text", "-", stdin=text).code == 0
    done = run("predict", "--model", "text", FERRY)
    assert (done.code, done.out) == (1, b"")
    assert "the page is html, the model labels text" in done.err


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


def test_headings_and_lists_survive_as_markup(run):
    data = b"<h2>Crew</h2><ul><li><a href=/b>Bell</a><li>Rope</ul>"
    everything = ("predict", "--threshold", "0", "--kind", "html", "--format")
    assert run(*everything, "html", stdin=data).text.splitlines()[1:4] == [
        "<h2>Crew</h2>",
        "<ul>",
        '<li><a href="/b">Bell</a></li>',
    ]
    markdown = run(*everything, "markdown", stdin=data)
    assert (markdown.code, markdown.text) == (0, "## Crew\n\n* [Bell](/b)\n* Rope\n")


def test_what_a_crawl_holds_beside_pages_is_counted(run, pages):
    page = Path(FERRY).read_bytes()
    records = [
        (b"request", b"GET / HTTP/1.1\r\n\r\n"),
        (b"response", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page),
        (b"response", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
    ]
    crawl = b"".join(
        b"WARC/1.0\r\nWARC-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
        % (kind, len(body), body)
        for kind, body in records
    )
    done = run("predict", "-", stdin=crawl)
    assert done.code == 0
    assert "For eleven years the slipway at Saltgate" in done.text
    assert done.err == "boilerclf: records that are no page: 1 image/*, 1 request\n"


def test_many_small_texts_are_labelled_as_each_by_itself(run):
    texts = [f"Home | {n}\nThe ferry of line {n} sailed at nine.\n" * (n % 5) for n in range(90)]
    lines = [json.dumps({"id": n, "text": text}).encode() for n, text in enumerate(texts)]
    together = run("predict", "-", "--format", "jsonl", stdin=b"\n".join(lines))
    alone = [run("predict", "-", "--format", "jsonl", stdin=line).out for line in lines]
    assert together.out == b"".join(alone)


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
