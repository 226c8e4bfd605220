"""Notes beside the text that calls them, and numbers before notes."""

import pytest

from boilerclf.segment import segment_html
from boilerclf.segment.tags import TAGS

BESIDE = {
    "in the margin": (
        "<p>It rained.<label for=s class=sidenote-number></label><input id=s>"
        "<span class=sidenote>Twice.</span> Then it sank.</p>",
        ["It rained. Then it sank.", "Twice."],
    ),
    "in the margin, without a number": (
        "<p>It <i>sank</i><span class='marginnote x'>Twice.</span> then.</p>",
        ["It sank then.", "Twice."],
    ),
    "under the mouse, behind a button": (
        "<p>It sank<sup><a href='javascript:void(0)' role=button>1</a></sup>"
        "<span role=tooltip class=modern-footnotes-footnote__note>Twice.</span> then.</p>",
        ["It sank1 then.", "1 Twice."],
    ),
    "repeated below": (
        "<p>It sank<span><a role=button><sup>[1]</sup></a><span class=footnote_tooltip>Twice."
        "</span></span> then.</p><div class=footnotes_reference_container><p>Twice.</p></div>",
        ["It sank[1] then.", "Twice."],
    ),
    "not repeated": (
        "<p>It sank<sup>*</sup><span class=footnote_tooltip>Twice.</span> then.</p>",
        ["It sank* then.", "* Twice."],
    ),
    "outside of a paragraph": (
        "<div>It sank. <span class=sidenote>Twice.</span></div>",
        ["It sank. Twice."],
    ),
    "one in another, which stays": (
        "<p>It sank<span class=sidenote>Twice<span class=sidenote>Or so.</span></span></p>",
        ["It sankTwice", "Or so."],
    ),
}


@pytest.mark.parametrize("case", BESIDE)
def test_a_note_amid_a_sentence_stands_behind_the_paragraph(case):
    html, texts = BESIDE[case]
    assert segment_html(html).block_texts() == texts


@pytest.mark.parametrize(
    ("html", "tag"),
    [("<ol><li>{}<li>It swam.</ol>", "li"), ("<table><tr><td>{}<td>It swam.</table>", "td")],
)
def test_a_note_cuts_no_list_and_no_table(html, tag):
    page = segment_html(html.format("It sank<span class=sidenote>Twice.</span> then."))
    assert page.block_texts() == ["It sank then.", "Twice.", "It swam."]
    markup = page.markup
    around = markup.parents[markup.block_element[1]]
    assert around == markup.block_element[0]
    assert TAGS[markup.tags[around]] == tag


NUMBERED = {
    "of Substack": (
        "<div><a href='#r1' class=footnote-number>1</a><div><p>Twice.</p><p>Or so.</p></div></div>",
        ["1 Twice.", "Or so."],
    ),
    "in brackets, white space between": (
        "<div><a href='#r1'>[12]</a>\n<p><b>Twice</b>.</div>",
        ["[12] Twice."],
    ),
    "a sign": ("<div><a href='#r1'>*</a><p>Twice.</p></div>", ["* Twice."]),
    "an entry of contents": ("<li><a href='#s1'>1</a><ul><li>Twice.</ul>", ["1", "Twice."]),
    "a word": ("<div><a href='#r1'>Up</a><p>Twice.</p></div>", ["Up", "Twice."]),
    "an arrow": ("<div><a href='#r1'>↑</a><p>Twice.</p></div>", ["↑", "Twice."]),
    "a number of four": ("<div><a href='#r1'>1984</a><p>Twice.</p></div>", ["1984", "Twice."]),
    "a link to another page": ("<div><a href='/1'>1</a><p>Twice.</p></div>", ["1", "Twice."]),
    "text before it": ("<div>See <a href='#r1'>1</a><p>Twice.</p></div>", ["See 1", "Twice."]),
    "text behind it": ("<div><a href='#r1'>1</a> is <p>Twice.</p></div>", ["1 is", "Twice."]),
    "one of two": (
        "<div><a href='#r1'>1</a><a href='#r2'>2</a><p>Twice.</p></div>",
        ["1 2", "Twice."],
    ),
}


@pytest.mark.parametrize("case", NUMBERED)
def test_the_number_of_a_note_is_a_part_of_it(case):
    html, texts = NUMBERED[case]
    assert segment_html(html).block_texts() == texts
