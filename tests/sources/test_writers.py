import io
import json

import numpy as np
import pytest

from boilerclf.classified import ClassifiedPage
from boilerclf.files import open_output
from boilerclf.sources import Document, HtmlWriter, JsonlWriter, MarkdownWriter, TextWriter


def classified(document, *kept):
    kept = np.array(kept, bool)
    return ClassifiedPage(document.to_page(), np.where(kept, 0.75, 0.25), kept, model="m")


class Terminal(io.StringIO):
    def isatty(self):
        return True


def written(writer, *pairs, on=io.StringIO):
    stream = on()
    made = writer(stream)
    for document, page in pairs:
        made.write(document, page)
    return stream.getvalue()


ONE = Document("1", "a.txt", "Keep.\nDrop.\nKeep too.", "text", {"url": "u", "status": "theirs"})
TWO = Document("2", "b.txt", "Another page.")
NONE = Document("3", "c.txt", "Only a menu.")
FAILED = Document("4", "d", None, "text", {"n": 1}, "cannot be opened: No such file")


def test_text_has_a_blank_line_between_pages():
    pages = [
        (NONE, classified(NONE, False)),
        (ONE, classified(ONE, True, False, True)),
        (FAILED, None),
        (TWO, classified(TWO, True)),
    ]
    assert written(TextWriter, *pages) == "Keep.\nKeep too.\n\nAnother page.\n"


SPACED = Document("1", "a.txt", "\n\nA.\n\n\nB.\nC.\n\nD.\n \t\n\n\nE.\n\n", "text")


@pytest.mark.parametrize(
    ("kept", "text"),
    [
        ("ABCDE", "A.\n\n\nB.\nC.\n\nD.\n\n\n\nE.\n"),
        ("BC", "B.\nC.\n"),  # no blank line before the first or behind the last
        ("AC", "A.\n\n\nC.\n"),  # those before B
        ("CE", "C.\n\n\n\nE.\n"),  # the longest run of one before D and three behind it
        ("AD", "A.\n\n\nD.\n"),
        ("", ""),
    ],
)
def test_blank_lines_of_plain_text_stay_between_what_is_kept(kept, text):
    page = classified(SPACED, *(letter in kept for letter in "ABCDE"))
    assert written(TextWriter, (SPACED, page)) == text
    assert page.content == "\n".join(f"{letter}." for letter in kept)


def test_html_has_a_line_a_block():
    document = Document("1", "a.html", "<p>A.<p>B.<p>C.", "html")
    page = classified(document, True, False, True)
    assert written(TextWriter, (document, page)) == "A.\nC.\n"


HOSTILE = "a\x1b[2Jb\x07c\tde\x9b31m\x7f \x1b]8;;x\x1b\\"


def test_control_characters_are_seen_on_a_terminal_and_kept_in_a_file():
    document = Document("1", "a", HOSTILE + "\r\nnext", "text")
    page = classified(document, True, True)
    assert written(TextWriter, (document, page)) == HOSTILE + "\nnext\n"
    assert written(TextWriter, (document, page), on=Terminal) == (
        "a␛[2Jb␇c\tde\\x9b31m␡ ␛]8;;x␛\\\nnext\n"
    )


def test_a_record_has_the_page_and_then_the_keys_of_the_document():
    (line,) = written(JsonlWriter, (ONE, classified(ONE, True, False, True))).splitlines()
    record = json.loads(line)
    assert record["id"] == "1"
    assert record["content"] == "Keep.\nKeep too."
    assert (record["status"], record["url"], list(record)[-1]) == ("ok", "u", "url")
    assert record["blocks"][1] == {
        "text": "Drop.",
        "label": "noise",
        "probability": 0.25,
        "line": 2,
        "start": 6,
        "end": 11,
    }


def test_a_failed_document_has_its_record():
    assert json.loads(written(JsonlWriter, (FAILED, None))) == {
        "id": "4",
        "source": "d",
        "kind": "text",
        "status": "failed",
        "reason": "cannot be opened: No such file",
        "content": "",
        "blocks": [],
        "n": 1,
    }


@pytest.mark.parametrize("text", [HOSTILE, "é 漢字 🙂", "a\u2028b", "\ufffe"])
def test_json_is_one_line_whatever_the_text(text):
    document = Document("1", "a", None, extra={"url": text}, error="x")
    line = written(JsonlWriter, (document, None))
    assert len(line.splitlines()) == 1
    assert json.loads(line)["url"] == text
    assert not any(c in line for c in "\x1b\x07\x7f\x9b\u2028")


def test_lone_surrogates_are_replaced_in_the_file(tmp_path):
    document = Document("1", "a", "x\ud800y", "text")
    with open_output(tmp_path / "o") as out:
        JsonlWriter(out).write(document, classified(document, True))
    record = json.loads((tmp_path / "o").read_bytes())
    assert record["content"] == "x\ufffdy"
    assert (record["blocks"][0]["start"], record["blocks"][0]["end"]) == (0, 3)


RICH = Document(
    "1",
    "a.html",
    "<h2>Crew</h2><ul><li><a href=/b>Bell</a> *x* &lt;b&gt;</ul><pre>a\n  b</pre>"
    "<table><tr><th>A<th>B<tr><td>1<td>2</table><p>Menu",
    "html",
)


def test_markdown_keeps_structure_and_escapes_text():
    page = classified(RICH, *[True] * 7, False)
    assert written(MarkdownWriter, (RICH, page), (NONE, classified(NONE, False)), (RICH, page)) == (
        f"{MARKDOWN}\n---\n\n{MARKDOWN}"
    )


MARKDOWN = (
    "## Crew\n\n* [Bell](/b) \\*x\\* \\<b>\n\n```\na\n  b\n```\n\n"
    "| A | B |\n| --- | --- |\n| 1 | 2 |\n"
)


def test_markup_shows_control_characters_on_a_terminal():
    document = Document("1", "a", "a\x1b[2Jb", "text")
    page = classified(document, True)
    html = "<article>\n<p>a{}[2Jb</p>\n</article>\n"
    assert written(HtmlWriter, (document, page)) == html.format("\x1b")
    assert written(HtmlWriter, (document, page), on=Terminal) == html.format("␛")
