"""Which anchors are links."""

import pytest

from boilerclf.page import LINK
from boilerclf.segment.html import segment_html

ANCHORS = {
    "a link": ("<a href=/>a</a>", True),
    "an empty address": ("<a href>a</a>", True),
    "what a script answers to": ("<a class=menu id=m>a</a>", True),
    "bare": ("<a>a</a>", True),
    "bare, around an entry of a menu": ("<a>See all of our <b>oars</b></a>", True),
    "bare, around four words": ("<a>Read our new terms.</a>", True),
    "bare, around a card": ("<a><div>It rains on the whole harbour.</div></a>", True),
    "bare, around a sentence": ("<a>It rains <b>on the</b> whole harbour.\n</a>", False),
    "a class around a sentence": ("<a class=x>It rains on the whole harbour.</a>", True),
    "to the top": ("<a href=#>a</a>", True),
    "the head of a pane": ("<a class=elementor-toggle-title tabindex=0>a</a>", False),
    "the head of a pane with an address": ("<a class=faq-title href=#>a</a>", False),
    "a link in a list of questions": ("<a class=faq-link href=/faq>a</a>", True),
    "a name": ("<a name=top>a</a>", False),
    "a name with a class": ("<h2><a class=x name=top>a</a></h2>", False),
    "only an id, closed as in XHTML": ('<a id="top"/><p>a</p>', False),
    "a name left open": ("<a name=top><ul><li>a</ul>", False),
    "a link after a name left open": ("<a name=top><ul><li><a href=/>a</a></ul>", True),
}


@pytest.mark.parametrize("case", ANCHORS)
def test_a_place_is_no_link(case):
    html, is_link = ANCHORS[case]
    markup = segment_html(html).markup
    assert int(markup.part_flags[0]) & LINK == is_link
    assert markup.n_links.tolist() == [is_link]
    assert len(markup.hrefs) == is_link
