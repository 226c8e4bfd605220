"""What a classified page says, and its content in every form."""

import pickle
from pathlib import Path

import numpy as np
import pytest

import boilerclf
from boilerclf.classified import ClassifiedPage
from boilerclf.errors import ConfigurationError
from boilerclf.segment import segment

ROOT = Path(__file__).parents[2]

HTML = (
    "<html lang=' en-GB '><title>Herons \n return</title><h1>Herons <em>return</em></h1>"
    "<p>They came <a href=/back>back</a>.<p>Menu"
)


def classified(*kept, **options):
    page = segment(HTML, kind="html")
    return ClassifiedPage(page, np.full(3, 0.5), np.array(kept, bool), headline_block=0, **options)


def test_it_tells_what_the_page_says_of_itself():
    page = classified(True, True, False)
    assert (page.title, page.language, page.headline) == ("Herons return", "en-GB", "Herons return")


def test_content_in_three_forms():
    page = classified(True, True, False)
    assert page.content == "Herons return\nThey came back."
    assert page.html == (
        "<article>\n<h1>Herons <em>return</em></h1>\n"
        '<p>They came <a href="/back">back</a>.</p>\n</article>'
    )
    assert page.markdown == "# Herons *return*\n\nThey came [back](/back)."
    assert [page.content_as(form) for form in ("text", "html", "markdown")] == [
        page.content,
        page.html,
        page.markdown,
    ]


def test_a_headline_apart_is_in_no_form_and_keeps_its_label():
    page = classified(True, True, False).with_headline("apart")
    assert page.headline == "Herons return"
    assert page.content == "They came back."
    assert page.html == '<article>\n<p>They came <a href="/back">back</a>.</p>\n</article>'
    assert page.markdown == "They came [back](/back)."
    assert [block.label for block in page.blocks] == ["content", "content", "noise"]
    assert page.with_headline("content").content == "Herons return\nThey came back."


@pytest.mark.parametrize("headline", [0, 1])
def test_a_headline_apart_that_the_page_has_twice_is_in_no_form(headline):
    page = segment("<h1>Tides</h1><h2>Tides</h2><p>High at nine.<h2>Tides</h2>", kind="html")
    kept = np.array([True] * 4)
    its = ClassifiedPage(page, np.full(4, 0.5), kept, headline_block=headline, headline_apart=True)
    assert its.content == "High at nine.\nTides"
    assert its.markdown == "High at nine.\n\n## Tides"
    assert "".join(its.html.split("\n")[1:-1]) == "<p>High at nine.</p><h2>Tides</h2>"
    assert kept.all()


def test_a_headline_that_is_noise_is_none():
    page = classified(False, True, False)
    assert page.headline == ""
    assert page.with_headline("apart").content == page.content == "They came back."
    assert "headline" not in page.to_record()


@pytest.mark.parametrize("form", ["text", "html", "markdown"])
def test_nothing_kept_is_empty_in_every_form(form):
    page = classified(False, False, False)
    assert page.content_as(form) == ""
    assert (page.status, page.reason) == ("empty", "no_content")


def test_a_page_that_is_all_headline_is_not_empty():
    page = classified(True, False, False, headline_apart=True)
    assert (page.status, page.content, page.html) == ("ok", "", "")


def test_plain_text_says_nothing_of_itself():
    page = boilerclf.classify("The first ferry sailed at nine on Monday morning.", kind="text")
    assert (page.title, page.language, page.headline, page.headline_block) == ("", "", "", -1)
    assert page.with_headline("apart").content == page.content
    assert {"title", "language", "headline"}.isdisjoint(page.to_record())


def test_a_record_has_what_the_page_says_and_the_form_that_is_asked_for():
    page = classified(True, True, False)
    record = page.to_record("a", content="markdown")
    assert (record["title"], record["language"]) == ("Herons return", "en-GB")
    assert (record["headline"], record["content"]) == ("Herons return", page.markdown)
    assert list(record)[-2:] == ["content", "blocks"]
    assert page.to_record("a") == record | {"content": page.content}


def test_the_classifier_takes_the_headline_that_its_columns_know():
    page = boilerclf.classify((ROOT / "data/html/article-harbour-ferry.html").read_bytes())
    headline = "Harbour ferry sails again after eleven years on dry land"
    assert page.headline == page.texts[page.headline_block] == headline


def test_what_was_made_goes_with_the_page_to_another_process():
    page = classified(True, True, False)
    assert "html" not in vars(page)
    page.content_as("html")
    again = pickle.loads(pickle.dumps(page))  # noqa: S301  # its own
    assert vars(again)["html"] == page.html


def test_another_place_for_the_headline_is_refused():
    with pytest.raises(ConfigurationError, match=r"^headline 'aparte' is not known: give content"):
        classified(True, True, False).with_headline("aparte")


def test_where_lines_are_dropped_the_longest_run_of_blank_lines_stays():
    for text in ("A.\n\n\nShare\n\nB.", "A.\n\nShare\n\n\nB.", "A.\nShare\n\n\nMenu\nB."):
        page = segment(text, kind="text")
        kept = np.array([part in {"A.", "B."} for part in page.block_texts()])
        found = ClassifiedPage(page, np.ones(page.n_blocks), kept)
        assert found.spaced_content == "A.\n\n\nB."
