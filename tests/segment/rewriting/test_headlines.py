"""The title of a page that is no heading to a parser, and what stands amid headings."""

import pytest

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


def test_a_version_in_a_heading_is_a_part_of_it():
    html = "<h2>Tides<span><small><pre> 1.4 </pre></small><small><pre>v3</pre></small></span></h2>"
    assert read(f"{html}<p>High at nine.") == [("h2", "Tides 1.4 v3"), ("p", "High at nine.")]


def test_a_version_is_no_part_of_the_word_before_it():
    assert read("<h2>Tides<small><pre>1.4</pre></small></h2>") == [("h2", "Tides 1.4")]


@pytest.mark.parametrize(
    "html", ["<h2>Run<pre>{}</pre>", "<p>Run<b><small><pre>{}</pre></small></b>"]
)
def test_code_below_a_heading_that_is_not_closed_is_code(html):
    assert read(html.format("tide --now"))[1] == ("pre", "tide --now")


def test_lines_of_code_in_a_heading_are_code():
    assert ("pre", "a\nb") in read("<h2>Run<small><pre>a\nb</pre></small></h2>")
