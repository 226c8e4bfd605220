"""Lists: which item comes before another, and which lists are sections."""

import pytest

from boilerclf.classified.kept.lists import continued_lists, items_before, list_ordinals
from boilerclf.segment import segment_html
from boilerclf.segment.tags import TAG_NUMBER, TAGS
from tests.classified.kept.test_html import rebuilt


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


@pytest.mark.parametrize(
    ("names", "n_lists"),
    [
        (("class=bulleted-list id=a1", "class=bulleted-list id=b2"), 1),
        (("id=a1", "id=b2"), 2),
        (("class='left menu'", "class='right menu'"), 2),
    ],
)
def test_lists_of_one_item_are_one_list_whatever_their_ids(names, n_lists):
    html = "".join(f"<ul {name}><li>A</ul>" for name in names)
    assert rebuilt(html).count("<ul>") == n_lists


LISTS_ALONE = {
    "in the first item": (
        "<ul><li><ul><li>A<li>B</ul><li>C</ul>",
        "<ul><li>A</li><li>B</li><li>C</li></ul>",
    ),
    "in items in items": ("<ul><li><ul><li><ul><li>A</ul></ul></ul>", "<ul><li>A</li></ul>"),
    "of another kind": ("<ul><li><ol><li>A<li>B</ol></ul>", "<ol><li>A</li><li>B</li></ol>"),
    "two in an item": (
        "<ul><li><div><ul><li>A</ul></div><div><ul><li>B</ul></div></ul>",
        "<ul><li>A</li><li>B</li></ul>",
    ),
    "behind what is dropped": ("<ul><li>X<ul><li>A</ul></ul>", "<ul><li>A</li></ul>"),
    "behind an item": (
        "<ul><li>A<li><ul><li>B</ul></ul>",
        "<ul><li>A<ul><li>B</li></ul></li></ul>",
    ),
}


@pytest.mark.parametrize("case", LISTS_ALONE)
def test_a_list_alone_in_its_item_makes_no_empty_item(case):
    html, expected = LISTS_ALONE[case]
    assert rebuilt(html, "X") == expected


STEPS = {
    "before paragraphs": (
        "<div><b class=n>1</b><p>2 eggs</div><div><b class=n>2</b><p>Tar</div>",
        "<p>1. 2 eggs</p><p>2. Tar</p>",
    ),
    "before headings": (
        "<p class=n>1.</p><h3>A</h3>b<p class=n>2.</p><h3>C</h3>",
        "<h3>1. A</h3><p>b</p><h3>2. C</h3>",
    ),
    "before other numbers": (
        "<p class=a>1<p class=b>1<p>A<p class=a>2<p class=b>2<p>B",
        "<p>1</p><p>1. A</p><p>2</p><p>2. B</p>",
    ),
    "in items": (
        "<ul><li><div>1</div>A<li><div>2</div><p>B</ul>",
        "<ul><li>1. A</li><li><p>2. B</p></li></ul>",
    ),
    "pages": ("<div>1</div><div>2</div><div>3</div>A", "<p>1</p><p>2</p><p>3</p><p>A</p>"),
    "one alone": ("<div>1</div><p>A", "<p>1</p><p>A</p>"),
    "counts": ("<div>3</div><p>A<div>4</div><p>B", "<p>3</p><p>A</p><p>4</p><p>B</p>"),
    "counts in brackets": (
        "<div>(1)</div><p>A<div>(2)</div><p>B",
        "<p>(1)</p><p>A</p><p>(2)</p><p>B</p>",
    ),
    "before what is dropped": ("<div>1</div>X<div>2</div>X", "<p>1</p><p>2</p>"),
}


@pytest.mark.parametrize("case", STEPS)
def test_numbers_in_boxes_of_their_own_begin_the_text_behind_them(case):
    html, expected = STEPS[case]
    assert rebuilt(html, "X") == expected


def test_numbers_go_on_in_lists_with_ids():
    html = "<ol class=l id=a><li>A</ol><ol class=l id=b start=2><li>B</ol>"
    assert rebuilt(html) == "<ol><li>A</li><li>B</li></ol>"


LONG = "High tide is at nine, low at three."
JAPANESE = "満潮は九時で、干潮は三時です。"
SECTIONS = {
    "of javadoc": (
        "<ul><li><section><h2>Methods</h2><ul><li><section><h3>a()</h3><div>B</div><pre>c"
        "</pre></section></ul></section></ul>",
        "<h2>Methods</h2><h3>a()</h3><p>B</p><pre>c</pre>",
    ),
    "paragraphs": (
        f"<ul><li><h2>A</h2><p>{LONG}<p>{LONG}<li><h2>D</h2><p>{LONG}<p>{LONG}<li>G</ul>",
        f"<h2>A</h2><p>{LONG}</p><p>{LONG}</p><h2>D</h2><p>{LONG}</p><p>{LONG}</p><p>G</p>",
    ),
    "paragraphs of a script without spaces": (
        f"<ul><li><h2>A</h2><p>{JAPANESE * 2}<p>{JAPANESE * 2}</ul>",
        f"<h2>A</h2><p>{JAPANESE * 2}</p><p>{JAPANESE * 2}</p>",
    ),
    "a paragraph and code": (
        f"<ul><li><h2>A</h2><p>{LONG}<pre>c</pre></ul>",
        f"<h2>A</h2><p>{LONG}</p><pre>c</pre>",
    ),
    "a list in a section": (
        f"<ul><li><h3>A</h3><p>{LONG}<p>{LONG}<ul><li>D<li>E</ul></ul>",
        f"<h3>A</h3><p>{LONG}</p><p>{LONG}</p><ul><li>D</li><li>E</li></ul>",
    ),
}
NO_SECTIONS = {
    "teasers": f"<ul><li><h3>A</h3><p>{LONG}<li><h3>C</h3><p>{LONG}</ul>",
    "cards of a shop": "<ul><li><h3>A</h3><p>Price 12<p>Add to cart</ul>",
    "cards with a text": f"<ul><li><h3>A</h3><p>{LONG}<p>Price 12<p>Add to cart</ul>",
    "seven words": f"<ul><li><h3>A</h3><p>{LONG}<p>High tide is at nine, low then.</ul>",
    "short texts without spaces": f"<ul><li><h3>A</h3><p>{LONG}<p>満潮は九時です。</ul>",
    "cards of boxes": f"<ul><li><h3>A</h3><div>{LONG}</div><div>{LONG}</div></ul>",
    "with numbers": f"<ol><li><h2>A</h2><p>{LONG}<p>{LONG}</ol>",
    "few of the items": f"<ul><li><h2>A</h2><p>{LONG}<p>{LONG}<li>D</ul>",
    "a heading behind other text": f"<ul><li>A<h2>B</h2><p>{LONG}<p>{LONG}<h3>E</h3></ul>",
    "an empty heading": f"<ul><li><h2></h2>A<p>{LONG}<p>{LONG}<p>{LONG}</ul>",
}


@pytest.mark.parametrize("case", SECTIONS)
def test_lists_of_sections_are_no_lists(case):
    html, expected = SECTIONS[case]
    assert rebuilt(html) == expected


@pytest.mark.parametrize("case", NO_SECTIONS)
def test_other_lists_stay_lists(case):
    assert rebuilt(NO_SECTIONS[case])[:8] in {"<ul><li>", "<ol><li>"}
