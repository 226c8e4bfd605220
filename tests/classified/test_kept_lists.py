"""Which item of a list comes before another."""

from boilerclf.classified.kept_lists import items_before
from boilerclf.segment import segment_html
from boilerclf.segment.tags import TAG_NUMBER


def test_an_item_with_text_before_its_list_comes_before_the_next_one():
    markup = segment_html("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>").markup
    a, b, _, d = (markup.tags == TAG_NUMBER["li"]).nonzero()[0].tolist()
    assert items_before(markup) == {b: a, d: b}


def test_an_item_with_a_list_alone_does_not():
    markup = segment_html("<ul><li>a<li><ul><li>c</ul><li>d</ul>").markup
    a, alone, _, d = (markup.tags == TAG_NUMBER["li"]).nonzero()[0].tolist()
    assert items_before(markup) == {alone: a, d: a}
