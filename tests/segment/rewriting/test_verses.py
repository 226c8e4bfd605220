"""Verses of which each line is an element."""

import pytest

from boilerclf.segment import segment_html

VERSES = {
    "of Project Gutenberg": (
        "<div class=poem><div class=stanza>\n<div class='verse indent0'>Over</div>\n"
        "<div class='verse indent2'>the <i>sea</i></div></div>"
        "<div class=stanza><div class=verse>and</div><div class=verse>home</div></div></div>",
        ["Over\nthe sea", "and\nhome"],
    ),
    "of TEI": ("<div class=lg><div class=l>Over<div class=x></div></div></div>", ["Over"]),
    "in spans": (
        "<div class=lg><span class=l>Over</span>\n<span class=l>the sea</span></div>",
        ["Over\nthe sea"],
    ),
    "with a note that is no line": (
        "<div class=stanza><p class=line>Over</p><p class=line>home</p><p>Note</p></div>",
        ["Over", "home", "Note"],
    ),
    "lines of paragraphs": (
        "<div class=stanza><div class=line><p>Over</p><p>the sea</p></div>"
        "<div class=line>home</div></div>",
        ["Over", "the sea", "home"],
    ),
    "a line that is hidden": (
        "<div class=lg><div class=l>Over</div><div class=l hidden>Next</div>"
        "<div class=l>home</div></div>",
        ["Over", "Next", "home"],
    ),
    "links": (
        "<div class=lg><a class=line href=a>Over</a><a class=line href=b>home</a></div>",
        ["Over home"],
    ),
    "a heading": (
        "<div class=stanza><h3 class=line>Over</h3><p class=line>home</p></div>",
        ["Over", "home"],
    ),
    "text between": (
        "<div class=stanza><p class=line>Over</p>the sea<p class=line>home</p></div>",
        ["Over", "the sea", "home"],
    ),
    "another box": (
        "<div class=menu><p class=line>Over</p><p class=line>home</p></div>",
        ["Over", "home"],
    ),
}


@pytest.mark.parametrize("case", VERSES)
def test_a_stanza_is_one_block(case):
    html, texts = VERSES[case]
    assert segment_html(html).block_texts() == texts


def test_a_stanza_of_too_many_lines_stays_whole():
    lines = "<p class=line>a" * 4096
    assert segment_html(f"<div class=lg>{lines}</div>").block_texts() == ["a"] * 4096
