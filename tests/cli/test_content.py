"""What the content of results is, and what names of files say, on the command line."""

import gzip
import json
import lzma
import os
from pathlib import Path
from typing import Literal, get_args, get_origin, get_type_hints

import pyarrow.parquet as pq
import pytest

from boilerclf.classified import ContentForm, Headline
from boilerclf.classified.records import RECORD_KEYS
from boilerclf.cli.predict import predict
from boilerclf.sources.arrow import PAGE_SCHEMA
from boilerclf.sources.document import AskedKind
from boilerclf.sources.outputs import OutputFormat

FERRY, FOUNDRY, SCAN = "article-harbour-ferry.html", "article-bell-foundry.html", "scan.html"
HEADLINE = "Harbour ferry sails again after eleven years on dry land"
FORMS = {"text": "txt", "markdown": "md", "html": "html"}


@pytest.mark.parametrize(
    ("option", "choices"),
    [("form", OutputFormat), ("kind", AskedKind), ("content", ContentForm), ("headline", Headline)],
)
def test_the_command_line_has_all_choices_that_the_program_has(option, choices):
    """It says them once more, so that help does not load what works with them."""
    asked = get_type_hints(predict)[option]
    chosen = next((its for its in get_args(asked) if get_origin(its) is Literal), asked)
    assert get_args(chosen) == get_args(choices)


@pytest.mark.parametrize("form", FORMS)
def test_a_name_chooses_the_format(run, pages, form):
    printed = run("predict", FERRY, "--format", form).out
    assert run("predict", FERRY, "-o", f"kept.{FORMS[form]}").code == 0
    assert Path(f"kept.{FORMS[form]}").read_bytes() == printed
    assert run("predict", FERRY, "--out", f"kept.{FORMS[form]}.xz").code == 0
    assert lzma.decompress(Path(f"kept.{FORMS[form]}.xz").read_bytes()) == printed


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["-o", "x.json"], "nothing is written as .json; end the name in .txt, .md, .html, .jsonl"),
        (["-o", "x.csv.gz"], "nothing is written as .csv"),
        (["-o", "x.warc.gz"], "nothing is written as .warc"),
        (["-o", "x.json", "--format", "jsonl"], "nothing is written as .json"),
        (["-o", "x.md", "--format", "html"], "its name says markdown, not html"),
        (["-o", "x.parquet.gz"], "Parquet is compressed inside"),
        (["--dropped", "x.csv"], "nothing is written as .csv; end the name in .jsonl"),
        (["--dropped", "x.txt"], "its name says text, not jsonl"),
        (["-o", "folder/", "--dropped", "x.md"], "its name says markdown, not jsonl"),
        (["--content", "markdown"], "text is written; give --format markdown"),
        (["-o", "x.html", "--content", "markdown"], "html is written; give --format markdown"),
    ],
)
def test_what_is_not_written_is_refused_before_reading(run, pages, options, message):
    done = run("predict", "nosuch.html", *options)
    assert (done.code, done.out) == (2, b"")
    (line,) = done.err.splitlines()
    assert line.startswith("boilerclf: error: ")
    assert message in line
    assert sorted(os.listdir()) == sorted(pages)


@pytest.mark.parametrize("headline", ["content", "apart"])
@pytest.mark.parametrize("form", FORMS)
def test_records_hold_what_one_page_prints(run, pages, form, headline):
    asked = ("--headline", headline)
    printed = {
        name: run("predict", name, "--format", form, *asked).text for name in (FERRY, FOUNDRY)
    }
    assert (HEADLINE in printed[FERRY]) == (headline == "content")
    asked += ("--content", form)
    files = {}
    for jobs in ("1", "2"):
        run("predict", *pages, "-o", f"kept{jobs}.jsonl", "--jobs", jobs, *asked)
        run("predict", *pages, "-o", f"kept{jobs}.parquet", "--jobs", jobs, *asked)
        run("predict", *pages, "-o", f"kept{jobs}/", "--jobs", jobs, *asked)
        files[jobs] = [Path(f"kept{jobs}.{end}").read_bytes() for end in ("jsonl", "parquet")]
        files[jobs] += [path.read_bytes() for path in sorted(Path(f"kept{jobs}").glob("*.gz"))]
    assert files["1"] == files["2"]
    lines, _, *shards = files["1"]
    rows = pq.read_table("kept1.parquet").to_pylist()
    records = [json.loads(line) for line in lines.splitlines()]
    folder = [json.loads(gzip.decompress(shard)) for shard in shards]
    assert len(records) == len(rows) == len(folder) == 3
    for record in [*records, *rows, *folder]:
        assert record["content"] + "\n" * bool(record["content"]) == printed.get(record["id"], "")
        assert record["id"] == SCAN or record["headline"]
        assert record["id"] != FERRY or (record["language"], record["headline"]) == (
            "en-GB",
            HEADLINE,
        )


def test_a_folder_of_another_content_is_not_continued(run, pages):
    assert run("predict", FERRY, "-o", "kept/").code == 0
    done = run("predict", FERRY, "-o", "kept/", "--content", "html")
    assert done.code == 2
    assert "content 'text', now 'html'" in done.err


def test_what_the_input_says_of_a_page_is_passed_on_apart(run):
    page = {"id": "a", "html": "<title>Theirs</title><p>Rain fell.", "title": "Ours", "language": 7}
    data = json.dumps(page).encode()
    options = ("--threshold", "0", "--format", "jsonl")
    (record,) = run("predict", *options, stdin=data).records
    assert (record["title"], record["input_title"], record["input_language"]) == (
        "Theirs",
        "Ours",
        7,
    )
    assert "language" not in record


def test_no_key_of_a_record_comes_from_the_input_even_where_it_has_nothing_to_say(run):
    ours = dict.fromkeys(RECORD_KEYS, "theirs")
    page = ours | {"html": "<p>The first ferry sailed at nine, and it was full.", "url": "u"}
    (record,) = run("predict", "--format", "jsonl", stdin=json.dumps(page).encode()).records
    assert (record["id"], record["status"], record["url"]) == ("theirs", "ok", "u")
    said = {key for key, value in record.items() if value == "theirs"}
    assert said == {"id", "input_title", "input_language", "input_headline"}
    assert {"reason", "encoding", "warnings"}.isdisjoint(record)
    assert [*RECORD_KEYS] == PAGE_SCHEMA.names


def test_the_language_that_a_crawler_identified_is_the_inputs(run):
    header = (
        b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:a>\r\n"
        b"WARC-Identified-Content-Language: deu\r\nContent-Type: text/plain\r\n"
    )
    body = b"The first ferry sailed at nine on Monday morning.\n"
    crawl = header + b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(body), body)
    Path("a.wet").write_bytes(crawl)
    (record,) = run("predict", "a.wet", "--format", "jsonl").records
    assert (record["input_language"], "language" in record) == ("deu", False)
    run("predict", "a.wet", "-o", "a.parquet")
    (row,) = pq.read_table("a.parquet").to_pylist()
    assert (row["input_language"], row["language"]) == ("deu", None)


def test_what_is_dropped_goes_to_standard_output_where_content_goes_to_a_file(run, pages):
    done = run("predict", FERRY, "--out", "kept.txt", "--dropped", "-")
    assert done.code == 0
    assert {record["source"] for record in done.records} == {FERRY}
    assert "We value your privacy" in [record["text"] for record in done.records]
    assert not Path("-").exists()
