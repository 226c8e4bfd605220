"""How a page is shown to people."""

from html.parser import HTMLParser
from pathlib import Path

import numpy as np

import boilerclf
from boilerclf.classified import ClassifiedPage
from boilerclf.classified.notebook import MOST_SHOWN, blocks_as_html
from boilerclf.segment import segment_text

FERRY = Path(__file__).parents[2] / "data" / "html" / "article-harbour-ferry.html"


class Blocks(HTMLParser):
    """Collects the blocks of a notebook's page, and every tag and attribute."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.blocks = set(), set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if "title" in dict(attrs):
            self.blocks.append([dict(attrs)["title"], ""])

    def handle_data(self, data):
        if self.blocks and data != "\n":
            self.blocks[-1][1] += data


def parsed(html):
    parser = Blocks()
    parser.feed(html)
    return parser


def test_a_page_is_one_short_line():
    page = boilerclf.classify(FERRY.read_bytes(), source="a\nb/" + "c/" * 90 + "page.html")
    kept = f"{int(page.kept.sum())} of {page.page.n_blocks} blocks kept"
    assert repr(page) == f"<ClassifiedPage html '…{'c/' * 15}page.html': ok, {kept}>"
    assert len(repr(page).splitlines()) == 1
    assert len(repr(page)) < 120
    assert repr(boilerclf.classify("")) == "<ClassifiedPage text: empty, 0 of 0 blocks kept>"


def test_a_notebook_shows_every_block_and_what_became_of_it():
    page = boilerclf.classify(FERRY.read_bytes())
    shown = parsed(page._repr_html_())
    assert shown.blocks == [
        [f"{block.label} {block.probability:.2f}", block.text] for block in page.blocks
    ]
    assert shown.tags == {"div", "code"}
    assert shown.attributes == {"style", "title"}


def test_nothing_of_a_page_is_markup():
    text = "<script>alert(1)</script> & \"quotes\" 'too'\n</div><img src=x onerror=y>\ud800"
    page = boilerclf.classify(text, kind="text", source="<b>source</b>")
    html = page._repr_html_()
    assert parsed(html).tags == {"div", "code"}
    assert "<script" not in html
    assert "<img" not in html
    assert "<b>" not in html
    html.encode()  # a notebook is stored as UTF-8


def test_of_very_long_pages_the_first_blocks_are_shown():
    texts = ["A line."] * (MOST_SHOWN + 1234)
    html = blocks_as_html("page", texts, [True] * len(texts), [0.5] * len(texts))
    assert len(parsed(html).blocks) == MOST_SHOWN
    assert "<div>… and 1,234 more blocks</div>" in html


def test_a_page_without_blocks_is_its_line():
    page = ClassifiedPage(segment_text(""), np.zeros(0), np.zeros(0, bool))
    assert page._repr_html_() == (
        "<div><code>&lt;ClassifiedPage text: empty, 0 of 0 blocks kept&gt;</code>\n</div>"
    )
