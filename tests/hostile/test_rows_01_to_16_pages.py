"""Rows 1 to 16 of docs/robustness.md: what a page may hold."""

import codecs
import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import boilerclf
from boilerclf.segment import segment, segment_html

ROOT = Path(__file__).parents[2]

STATUSES = {"ok", "empty", "limited", "failed"}


def read(run, data, *options):
    """Return the record of one page that is given on standard input."""
    done = run("predict", "-", "--format", "jsonl", *options, stdin=data)
    assert done.code in (0, 1)
    (record,) = done.records
    assert record["status"] in STATUSES
    assert record["status"] == "ok" or record["reason"]
    return record


@pytest.mark.parametrize("data", [b"", b" \t\r\n \n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
@pytest.mark.parametrize("kind", ["auto", "html", "text"])
def test_row_01_nothing_to_read(run, data, kind):
    record = read(run, data, "--kind", kind)
    assert (record["status"], record["blocks"], record["content"]) == ("empty", [], "")


@pytest.mark.parametrize("depth", [300, 10_000, 200_000])
def test_row_02_nested_tags(run, page, story, depth):
    record = read(run, (page + "<div>" * depth + f"<p>{story}").encode(), "--kind", "html")
    assert record["status"] in ("ok", "limited")
    assert [block["text"] for block in record["blocks"]].count(story) == 3


@pytest.mark.parametrize("tag", ["script", "style", "iframe", "textarea", "title", "noembed"])
@pytest.mark.parametrize("depth", [500, 509, 510, 511, 512, 2_000])
def test_row_02_what_nobody_is_shown_stays_so_however_deep(story, tag, depth):
    page = "<div>" * depth + f"<p>{story}<{tag}>a &amp; b</{tag}><p>c<{tag}></{tag}>d"
    assert "".join(segment_html(page).block_texts()) == f"{story}cd"


@pytest.mark.parametrize(
    "tag", ["<div>", "<b>", "<a href=x><div>", "<table><tr><td>", "<form><div></form>", "<p><font>"]
)
def test_row_02_time_grows_with_the_number_of_tags(growth, tag):
    sizes = (20_000, 160_000)
    assert growth(segment_html, lambda size: tag * (size // len(tag)) + "a", sizes) < 1.4


def test_row_03_attributes(run, page, story, growth):
    many = page + "<p " + " ".join(f"a{n}=b" for n in range(100_000)) + f">{story}"
    record = read(run, many.encode(), "--kind", "html")
    assert [block["text"] for block in record["blocks"]].count(story) == 3
    record = read(run, (page + f"<p class='{'x ' * 2_500_000}'>{story}").encode())
    assert [block["text"] for block in record["blocks"]].count(story) == 3

    def make(size):
        return "<p " + " ".join(f"a{n}" for n in range(size // 7)) + ">a"

    assert growth(segment_html, make, (20_000, 160_000)) < 1.4


@pytest.mark.parametrize(
    "begin", ["<", "<!--", "<script>", "<style>", "<title>", "<textarea>", "<![CDATA[", "<p a='"]
)
def test_row_04_what_never_ends(run, page, begin, growth):
    record = read(run, (page + "<p>" + begin + " x<" * 300_000).encode())
    assert record["blocks"]
    assert growth(segment_html, lambda size: begin + " x<" * size, (10_000, 80_000)) < 1.4


def test_row_05_many_blocks_and_long_lines(run, growth, story):
    record = read(run, b"<p>a" * 50_000, "--kind", "html")
    assert len(record["blocks"]) == 50_000
    record = read(run, f"{story} ".encode() * 60_000, "--kind", "text")
    assert len(record["blocks"]) == 1
    classify = boilerclf.classify
    assert growth(classify, lambda size: "<p>Some words here" * size, (2_000, 16_000)) < 1.4
    assert growth(classify, lambda size: "Some words here\n" * size, (4_000, 32_000)) < 1.4
    assert growth(classify, lambda size: "Some words here " * size, (4_000, 32_000)) < 1.4


@pytest.mark.parametrize("kind", ["html", "text"])
def test_row_06_characters_that_are_none(run, story, kind):
    odd = f"{story}\x00\x01\x1f\ufffe\uffff{story} Öl für Göteborg\n".encode() * 9
    odd += b"\xed\xa0\x80\xed\xb0\x80 \xff end\n"  # WTF-8, and a byte that no UTF-8 has
    record = read(run, odd, "--kind", kind, "--threshold", "0")
    assert record["content"].count(story) == 18
    assert record["content"].count("Öl für Göteborg") == 9
    for text in ("a\ud800b", "a\udfff" * 9, "a\U0010ffff\ud83d"):
        found = boilerclf.load_model(kind).classify(text)
        shown = text if kind == "text" else re.sub("[\ud800-\udfff]", "\ufffd", text)
        assert found.texts == [shown]
        Path("lone.jsonl").write_text(json.dumps({kind: text}))
        assert read(run, Path("lone.jsonl").read_bytes())["blocks"][0]["text"].count("\ufffd")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b'<meta charset="visual"><p>caf\xc3\xa9', "utf-8"),
        (b'<meta charset="x-user-defined"><p>caf\xc3\xa9', "utf-8"),
        (b'<meta charset="no-such-thing"><p>caf\xc3\xa9', "utf-8"),
        (b'<meta charset="utf-16"><p>caf\xc3\xa9', "utf-8"),
        ("<p>Ein Café, und noch eins".encode("utf-16-le"), "utf-16le"),
        ("<p>Ein Café, und noch eins".encode("utf-16-be"), "utf-16be"),
    ],
)
def test_row_07_labels_that_are_wrong(run, data, encoding):
    record = read(run, data, "--kind", "html")
    assert record["encoding"] == encoding
    assert "é" in record["blocks"][0]["text"]


def test_row_07_the_header_comes_before_the_meta_element():
    page = segment(b'<meta charset="windows-1252"><p>\xd0\x9c', declared_encoding="utf-8")
    assert (page.encoding, page.block_texts()) == ("utf-8", ["М"])


def test_row_08_chinese_behind_fifteen_kilobytes_of_tags(run):
    text = "清明刚过,镇东头的河滩上又响起了斧凿声,老船匠带着三个徒弟修一条木船。"
    head = b"<div class=x></div>" * 900
    record = read(run, head + f"<p>{text}<p>{text}".encode("gb2312"), "--kind", "html")
    assert [block["text"] for block in record["blocks"]] == [text, text]


def test_row_09_line_ends(run):
    text = "one\r\ntwo\rthree\x85four\u2028five\u2029six\vseven\feight\x1cnine\n"
    record = read(run, text.encode(), "--kind", "text")
    blocks = record["blocks"]
    assert [block["text"] for block in blocks] == [
        *("one", "two", "three", "four", "five", "six", "seven", "eight\x1cnine")
    ]
    assert [text[block["start"] : block["end"]] for block in blocks] == [b["text"] for b in blocks]


@pytest.mark.parametrize(
    "odd",
    [
        "a\xa0b",
        "a\u200bb",
        "a\xadb",
        "\u202eabc\u202c",
        "\u200fשלום\u200e",
        "a" + "\u0301" * 10_000,
    ],
    ids=["nbsp", "zero width", "soft hyphen", "override", "marks", "combining"],
)
@pytest.mark.parametrize("kind", ["html", "text"])
def test_row_10_characters_that_show_little(odd, kind):
    text = f"A line of words, {odd}, and more."
    found = boilerclf.load_model(kind).classify(text)
    assert np.isfinite(found.probabilities).all()
    (block,) = found.blocks
    wanted = text if kind == "text" else " ".join(text.split())
    assert block.text.replace("\xad", "") == wanted.replace("\xad", "")


TEXTS = {
    record["lang"]: record
    for record in map(
        json.loads, (ROOT / "data" / "text" / "labels.jsonl").read_text("utf-8").splitlines()
    )
}
KHMER = "ផ្សារអណ្តែតបានបើកឡើងវិញបន្ទាប់ពីបិទជួសជុលអស់រយៈពេលជិតពីរឆ្នាំ។"


@pytest.mark.parametrize("language", ["zh", "ja", "th", "ar", "ko", "hi"])
def test_row_11_scripts_without_spaces_and_others(language):
    record = TEXTS[language]
    found = boilerclf.load_model("text").classify("\n".join(record["lines"]))
    kept = {block.line: block.label == "content" for block in found.blocks}
    labels = dict(enumerate((label == "content" for label in record["labels"]), 1))
    right = sum(kept[line] == labels[line] for line in kept) / len(kept)
    assert right > 0.6, right
    longest = max(kept, key=lambda line: len(record["lines"][line - 1]))
    assert kept[longest]


def test_row_11_khmer():
    found = boilerclf.classify("\n".join([KHMER] * 5))
    assert found.texts == [KHMER] * 5
    assert (
        found.probabilities[0] > boilerclf.classify("\n".join(["មុន", "ក្រោយ"] * 3)).probabilities[0]
    )


def links(n):
    return "".join(f'<li><a href="/{k}">Section {k}</a></li>' for k in range(n))


@pytest.mark.parametrize(
    "html",
    [
        f"<body><nav><ul>{links(40)}</ul></nav>",
        '<body><div class="cookie-banner"><p>We use cookies. Accept?</p>'
        "<button>Accept all</button><button>Reject</button></div>",
    ],
    ids=["links", "consent"],
)
def test_row_12_nothing_but_noise(run, html):
    record = read(run, html.encode(), "--kind", "html", "--threshold", "0.95")
    assert (record["status"], record["reason"], record["content"]) == ("empty", "no_content", "")
    assert {block["label"] for block in record["blocks"]} == {"noise"}


def test_row_13_a_page_that_a_script_fills(run):
    shell = b"<html><head><script>" + b"var a = 1;" * 400 + b"</script></head><div id=root></div>"
    record = read(run, shell)
    assert (record["status"], record["warnings"]) == ("empty", ["thin_input"])
    assert run("predict", "-", "--fail-on-empty", stdin=shell).code == 3


@pytest.mark.parametrize(
    "data",
    [
        b'{"a": [1, 2, 3]}',
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"GIF89a\x01\x00",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        gzip.compress(gzip.compress(b"<p>inside", mtime=0), mtime=0),
        b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>',
    ],
)
def test_row_14_what_is_no_page(run, here, data):
    Path("named.html").write_bytes(data)
    done = run("predict", "named.html", "--format", "jsonl")
    (record,) = done.records
    assert (done.code, record["status"], record["reason"]) == (1, "failed", "not_html")
    assert (record["blocks"], record["content"]) == ([], "")


def test_row_15_elements_of_other_kinds(run, story):
    html = (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
        f"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>{story}</p>"
        "<p>Area <math><mi>a</mi><mo>=</mo><mi>b</mi></math> here</p>"
        "<svg><title>Icon</title><text>Drawn</text></svg><iframe>Framed</iframe>"
        "<iframe srcdoc='&lt;p>Inside'></iframe>"
        "<script>var scripted</script><style>.styled {}</style></body></html>"
    )
    texts = [block["text"] for block in read(run, html.encode())["blocks"]]
    assert texts == [story, "Area a=b here", "Inside"]


def test_row_16_entities_are_not_resolved_and_nothing_is_opened(here, story):
    Path("secret.txt").write_text("do not tell")
    html = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "{here}/secret.txt"> <!ENTITY % y SYSTEM "http://127.0.0.1:9/y">]>'
        f'<html xmlns:xi="http://www.w3.org/2001/XInclude"><p>{story} &x;'
        f'<xi:include href="{here}/secret.txt" parse="text"/><img src="http://127.0.0.1:9/i">'
        f'<link rel=stylesheet href="file://{here}/secret.txt"><base href="http://127.0.0.1:9/">'
    )
    Path("page.html").write_text(html)
    program = (
        "import sys, boilerclf\n"
        "boilerclf.classify('<p>warm')\n"
        "data = open('page.html').read()\n"
        "seen = []\n"
        "sys.addaudithook(lambda name, _: seen.append(name))\n"
        "page = boilerclf.classify(data)\n"
        "doors = ('open', 'socket', 'subprocess', 'os')\n"
        "opened = [name for name in seen if name.split('.')[0] in doors]\n"
        "print(page.status, opened, 'do not tell' in ' '.join(page.texts))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split(maxsplit=1)[1].strip() == "[] False"
