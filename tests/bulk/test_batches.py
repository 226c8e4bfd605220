import json

import pyarrow as pa
import pytest

import boilerclf
from boilerclf.bulk import Settings
from boilerclf.bulk.batches import classified_schema, classify_batch
from boilerclf.errors import ConfigurationError, ModelError
from boilerclf.model import parse_decision

STORY = "The first ferry sailed at nine on Monday morning, and it was full."
HTML = f"<h1>News</h1><p>{STORY}<p>{STORY}<a href=/>Menu</a>"


def plain(row):
    """A row as JSON has it."""
    for block in row["blocks"]:
        for key in [key for key, value in block.items() if value is None]:
            del block[key]
    return {key: value for key, value in row.items() if value is not None}


@pytest.mark.parametrize("kind", ["html", "text"])
def test_a_row_is_the_record_of_its_page(kind):
    data = HTML if kind == "html" else f"Menu\n\n{STORY}"
    (row,) = classify_batch(pa.record_batch({"id": ["a"], kind: [data]})).to_pylist()
    page = boilerclf.load_model(kind).classify(data)
    assert plain(row) == page.to_record("a")


def test_bytes_are_decoded_and_what_is_no_page_fails():
    data = [HTML.encode("utf-16"), b"%PDF-1.7", b"", None]
    rows = classify_batch(pa.record_batch({"html": data})).to_pylist()
    assert [row["status"] for row in rows] == ["ok", "failed", "empty", "empty"]
    assert rows[0]["encoding"] == "utf-16le"
    assert rows[1]["reason"] == "not_html"
    assert rows[3]["id"] == ""


def test_other_columns_pass_through_unchanged():
    batch = pa.record_batch(
        {
            "n": pa.array([1], pa.int8()),
            "text": [STORY],
            "status": ["theirs"],
            "d": pa.array(["x"]).dictionary_encode(),
        }
    )
    out = classify_batch(batch)
    assert out.schema == classified_schema(batch.schema)
    assert out.column("n") == batch.column("n")
    assert out.column("d") == batch.column("d")
    assert out.column("status").to_pylist() == ["ok"]
    assert "text" not in out.schema.names


def test_both_columns_and_a_choice():
    batch = pa.record_batch({"html": [HTML], "text": [STORY]})
    assert classify_batch(batch).column("kind").to_pylist() == ["html"]
    chosen = classify_batch(batch, kind="text")
    assert chosen.column("kind").to_pylist() == ["text"]
    assert chosen.column("html").to_pylist() == [HTML]


def test_no_rows_give_no_rows_of_the_same_schema():
    batch = pa.record_batch({"html": pa.array([], pa.string()), "n": pa.array([], pa.int8())})
    out = classify_batch(batch)
    assert (out.num_rows, out.schema) == (0, classified_schema(batch.schema))


def test_it_is_pure():
    batch = pa.record_batch({"html": [HTML, "<p>\ud800".encode("utf-8", "surrogatepass"), None]})
    assert classify_batch(batch) == classify_batch(batch)
    assert json.dumps(classify_batch(batch).to_pylist())


def test_settings_are_followed():
    batch = pa.record_batch({"html": [HTML]})
    (row,) = classify_batch(batch, Settings(decision=parse_decision("0"))).to_pylist()
    assert row["decision"] == "threshold 0"
    assert {block["label"] for block in row["blocks"]} == {"content"}
    (row,) = classify_batch(batch, Settings("text")).to_pylist()
    assert row["reason"] == "the page is html, the model labels text"


def test_what_is_wrong_is_told():
    with pytest.raises(ConfigurationError, match='wanted a column "html" or "text", saw url'):
        classify_batch(pa.record_batch({"url": ["u"]}))
    with pytest.raises(ModelError, match="nowhere"):
        classify_batch(pa.record_batch({"text": ["a"]}), Settings("nowhere"))


def test_many_blocks_and_none():
    rows = classify_batch(
        pa.record_batch({"text": ["\n".join([STORY] * 50), "", "x"]}),
        Settings(decision=parse_decision("0")),
    ).to_pylist()
    assert [len(row["blocks"]) for row in rows] == [50, 0, 1]
    assert [block["line"] for block in rows[0]["blocks"]] == list(range(1, 51))


@pytest.mark.parametrize("content", ["text", "markdown", "html"])
@pytest.mark.parametrize("headline", ["content", "apart"])
def test_content_is_in_the_form_that_settings_ask_for(content, headline):
    settings = Settings(content=content, headline=headline)
    page = boilerclf.load_model("html").classify(RICH).with_headline(headline)
    (row,) = classify_batch(pa.record_batch({"html": [RICH]}), settings).to_pylist()
    assert row["content"] == page.content_as(content)
    assert ("Ferry sails again" in row["content"]) == (headline == "content")
    assert (row["title"], row["language"]) == ("Ferry sails again", "en")
    assert row["headline"] == "Ferry sails again"


RICH = (
    "<html lang=en><title>Ferry sails again</title><h1>Ferry sails again</h1>"
    + f"<p>{STORY}</p>" * 4
)


@pytest.mark.parametrize("setting", ["content", "headline"])
def test_a_form_that_nobody_knows_is_refused(setting):
    with pytest.raises(ConfigurationError, match=f"{setting} 'pdf' is not known: give"):
        Settings(**{setting: "pdf"})


def test_columns_that_a_page_says_of_itself_keep_those_of_the_input_apart():
    batch = pa.record_batch({"text": [STORY], "language": ["en"], "headline": [3], "url": ["u"]})
    out = classify_batch(batch)
    assert out.schema == classified_schema(batch.schema)
    (row,) = out.to_pylist()
    assert (row["language"], row["input_language"], row["input_headline"]) == (None, "en", 3)
    assert out.schema.names[-3:] == ["input_language", "input_headline", "url"]
    again = classify_batch(pa.record_batch({"text": ["a"], "title": [1], "input_title": [2]}))
    assert again.column("input_title").to_pylist() == [2]
