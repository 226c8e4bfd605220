import gzip
import json
import os
from pathlib import Path

import pytest

FERRY, SCAN = "article-harbour-ferry.html", "scan.html"
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
        (["--model", "html", "--extracted", FERRY], "extracted is for plain text"),
        (["--model", "html", "--extracted", FERRY, "--out", "k/"], "extracted is for plain text"),
        (["--threshold", "0.5", "--extracted", FERRY], "threshold and extracted exclude each"),
        (["--model", "nowhere", FERRY], "model 'nowhere' is not there"),
        (["--model", SCAN, FERRY], "pickle and joblib files are never loaded"),
        ([FERRY, FERRY], "named twice among the inputs"),
        ([FERRY, "./" + FERRY], "named twice among the inputs"),
        ([FERRY, "--out", FERRY], "both an input and the output"),
        ([FERRY, "--out", "a" * 300 + ".jsonl"], "File name too long"),
        (
            [FERRY, "--model", "text", "--kind", "html"],
            "labels text pages and html is the kind asked for",
        ),
        (
            [FERRY, "--model", "html", "--kind", "text", "--out", "folder/"],
            "text is the kind asked",
        ),
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
