import pytest

from boilerclf.errors import ConfigurationError
from boilerclf.sources import format_of

FORMATS = {
    "a.txt": "text",
    "a.text": "text",
    "a.md": "markdown",
    "warc.md": "markdown",
    "a.markdown": "markdown",
    "a.html": "html",
    "a.HTM": "html",
    "a.jsonl": "jsonl",
    "a.ndjson": "jsonl",
}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("packed", ["", ".gz", ".xz", ".bz2", ".zst", ".GZ"])
def test_a_name_says_its_format(name, packed):
    assert format_of(name + packed) == FORMATS[name]
    assert format_of(name + packed, FORMATS[name]) == FORMATS[name]


def test_a_name_without_suffix_says_none():
    assert [format_of(name) for name in ("-", "kept", "/dev/full", "kept.gz")] == ["text"] * 4
    assert format_of("kept", "jsonl") == "jsonl"
    assert format_of("kept.parquet") == "parquet"


@pytest.mark.parametrize(
    "name", ["a.json", "a.csv", "a.warc.gz", "a.wet", "a.xml.xz", "a.tar.gz", "a.zip", "a.yaml"]
)
def test_what_is_not_written_is_refused_whatever_was_asked_for(name):
    for asked in (None, "text", "jsonl"):
        with pytest.raises(ConfigurationError, match=r"nothing is written as \.") as caught:
            format_of(name, asked)
        assert ".jsonl" in str(caught.value) or asked == "text"


def test_a_suffix_that_nobody_knows_needs_a_format():
    assert format_of("tmp.Xy12ab", "markdown") == "markdown"
    with pytest.raises(ConfigurationError, match=r"nothing is written as \.xy12ab; end the name"):
        format_of("tmp.Xy12ab")


@pytest.mark.parametrize(
    ("name", "asked", "message"),
    [
        ("a.md", "jsonl", "its name says markdown, not jsonl; end the name in .jsonl (also with"),
        ("a.txt.gz", "html", "its name says text, not html; end the name in .html"),
        ("a.jsonl", "parquet", "its name says jsonl, not parquet; end the name in .parquet"),
        ("a.parquet.gz", None, "Parquet is compressed inside; end the name in .parquet"),
        ("a.parquet.zst", "parquet", "Parquet is compressed inside"),
    ],
)
def test_a_contradiction_is_refused(name, asked, message):
    with pytest.raises(ConfigurationError) as caught:
        format_of(name, asked)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
