"""The title of a page that is no heading to a parser."""

from boilerclf.segment import segment_html
from boilerclf.segment.tags import TAGS

TITLE = "<div class=headertitle><div class=title>Gate control{}</div></div><p>Raises a gate."


def read(html):
    page = segment_html(html)
    tags = (TAGS[page.markup.tags[element]] for element in page.markup.block_element)
    return [*zip(tags, page.block_texts(), strict=True)]


def test_the_title_of_a_page_of_doxygen_is_its_headline():
    assert read(TITLE.format("")) == [("h1", "Gate control"), ("p", "Raises a gate.")]


def test_the_modules_that_it_is_a_part_of_stand_behind_it():
    modules = "<div class=ingroups><a href=w>Weir</a></div>"
    assert read(TITLE.format(modules))[:2] == [("h1", "Gate control"), ("div", "Weir")]


def test_it_is_no_headline_where_the_page_has_one():
    assert read(f"{TITLE.format('')}<h1>Weir</h1>")[0] == ("div", "Gate control")


def test_other_titles_are_no_headlines():
    assert read("<div class=title>Gate control</div><p>Raises.")[0] == ("div", "Gate control")
