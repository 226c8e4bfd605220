"""Which item of a list comes before another."""

from boilerclf.classified.kept_lists import continued_lists, items_before, list_ordinals
from boilerclf.segment import segment_html
from boilerclf.segment.tags import TAG_NUMBER, TAGS


def test_an_item_with_text_before_its_list_comes_before_the_next_one():
    markup = segment_html("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>").markup
    a, b, _, d = (markup.tags == TAG_NUMBER["li"]).nonzero()[0].tolist()
    assert items_before(markup) == {b: a, d: b}


def test_an_item_with_a_list_alone_does_not():
    markup = segment_html("<ul><li>a<li><ul><li>c</ul><li>d</ul>").markup
    a, alone, _, d = (markup.tags == TAG_NUMBER["li"]).nonzero()[0].tolist()
    assert items_before(markup) == {alone: a, d: a}


def test_older_lists_that_hold_items_are_lists():
    markup = segment_html("<menu><li>a<dir> <li>b</dir></menu><menu><a>c</a></menu>").markup
    tags = [TAGS[tag] for tag in markup.tags.tolist()]
    assert [tag for tag in tags if tag in {"ul", "menu", "dir"}] == ["ul", "ul", "menu"]


def test_older_lists_of_one_item_are_one_list():
    markup = segment_html("<menu><li>a</menu><menu><li>b</menu>").markup
    first, second = (markup.tags == TAG_NUMBER["ul"]).nonzero()[0].tolist()
    assert continued_lists(markup, list_ordinals(markup)) == {second: first}
