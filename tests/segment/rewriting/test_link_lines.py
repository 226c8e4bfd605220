"""A line of text and a line of links that one break parts are two blocks."""

import pytest
from turbohtml import parse

from boilerclf.segment import segment_html
from boilerclf.segment.rewriting.link_lines import write_link_lines

MENU = "<a href=/>Home</a> | <a href=/c>Cats</a>"

TWO = {
    "a name over a menu": f"Barometers<br>{MENU}",
    "in fonts": f"<font><b>Barometers</b></font><br><font>{MENU}</font>",
    "with points between": f"Barometers<br>\n{MENU.replace('|', '&middot;')}",
    "with a comment between": f"Barometers<br>{MENU.replace('|', '<!-- or -->')}",
    "behind sixty-four nodes, and a link before them": (
        f"<a href=/b>Barometers</a>{'<i>,</i>' * 63}oars<br>{MENU}"
    ),
    "in an element of sixty-three nodes": f"<b>Barometers{'<i></i>' * 62}</b><br>{MENU}",
    "links in one of sixty-three nodes": (f"Barometers<br><font>{MENU}{'<i></i>' * 58}</font>"),
    "a menu over a name": f"{MENU}<br>Barometers",
}
ONE = {
    "one link": ("Barometers<br><a href=/>Home</a>", "Barometers\nHome"),
    "a link in the text": (f"<a href=/b>Our</a> oars<br>{MENU}", "Our oars\nHome | Cats"),
    "words between the links": (f"Oars<br>{MENU.replace('|', 'or')}", "Oars\nHome or Cats"),
    "words behind the links": (f"Oars<br>{MENU} etc.", "Oars\nHome | Cats etc."),
    "breaks in the links": (f"Oars<br>{MENU.replace('</a> |', '<br></a>')}", "Oars\nHome\nCats"),
    "behind sixty-three nodes, and a link before them": (
        f"<a href=/b>Our</a>{'<i>,</i>' * 62} oars<br>{MENU}",
        f"Our{',' * 62} oars\nHome | Cats",
    ),
    "in an element of sixty-four nodes": (
        f"<b>Oars{'<i></i>' * 63}</b><br>{MENU}",
        "Oars\nHome | Cats",
    ),
    "links in one of sixty-four nodes": (
        f"Oars<br><font>{MENU}{'<i></i>' * 59}</font>",
        "Oars\nHome | Cats",
    ),
    "code": (f"<pre>oars<br>{MENU}</pre>", "oars\nHome | Cats"),
}


@pytest.mark.parametrize("case", TWO)
def test_text_and_links_are_two_blocks(case):
    texts = segment_html(f"<div>{TWO[case]}</div>").block_texts()
    assert sorted(text[:4] for text in texts) == ["Baro", "Home"]


@pytest.mark.parametrize("case", ONE)
def test_other_lines_stay_together(case):
    html, text = ONE[case]
    assert segment_html(f"<div>{html}</div>").block_texts() == [text]


def test_a_value_beside_its_head_stays_whole():
    html = f"<table><tr><th>Born<td>1976<br>{MENU}</table>"
    assert segment_html(html).block_texts() == ["Born", "1976\nHome | Cats"]


def test_lines_are_cut_on_either_side():
    texts = segment_html(f"<p>Barometers<br>{MENU}<br>Open on Mondays").block_texts()
    assert texts == ["Barometers", "Home | Cats", "Open on Mondays"]


def test_a_comment_is_no_line_of_text():
    document = parse(f"<p><!-- Barometers --><br>{MENU}")
    write_link_lines(document)
    assert len(document.select("br")) == 1
