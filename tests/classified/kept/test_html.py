import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.classified.kept.html import MAX_NESTING, kept_html
from boilerclf.segment import segment_html, segment_text

LIST_PIECES = st.sampled_from(
    ["<ol>", "</ol>", "<ul>", "</ul>", "<ol/start=2>", "<li>word", "<dl>", "<dd>word", "</dl>"]
)
OTHER_PIECES = st.sampled_from(
    ["<table>", "<td>word", "</table>", "<h2>word", "</h2>", "<p>word", "<pre>", "</pre>"]
)


def rebuilt(html, *dropped):
    page = segment_html(html)
    kept = np.array([text not in dropped for text in page.block_texts()], bool)
    lines = kept_html(page, kept).split("\n")
    assert (lines[0], lines[-1]) == ("<article>", "</article>")
    return "".join(lines[1:-1])


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2 class=x>A</h2><div>B</div>text", "<h2>A</h2><p>B</p><p>text</p>"),
        ("<ol><li>A<ul><li>B</ul><li>C</ol>", "<ol><li>A<ul><li>B</li></ul></li><li>C</li></ol>"),
        ("<li>A<li>B<p>C", "<ul><li>A</li><li>B<p>C</p></li></ul>"),
        ("<dl><li>A", "<p>A</p>"),
        ("<div><li>A</div>B<li>C", "<ul><li>A</li></ul><p>B</p><ul><li>C</li></ul>"),
        ("<p>A<br><br>B<br>C", "<p>A</p><p>B<br>C</p>"),
        ("<p>x<sup>2</sup> H<sub>2</sub>O", "<p>x<sup>2</sup> H<sub>2</sub>O</p>"),
        ("<p>10<sup>6</sup> 1<sup>1</sup>/2", "<p>10<sup>6</sup> 1<sup> 1</sup>/2</p>"),
        ("<p>so <code>a<br>b</code>", "<p>so <code>a</code><br><code>b</code></p>"),
        ("<p><math alttext='a_1'></math> &lt;", "<p>$a_1$ &lt;</p>"),
        ("<ul>A</ul>", "<p>A</p>"),
        ("<ul><li>A<br>B<br><br>C<br><br>D<li>E</ul>",
         "<ul><li>A<br>B<p>C</p><p>D</p></li><li>E</li></ul>"),
        ("<dl><dt>A<dd>B<br><br>C</dl>", "<dl><dt>A</dt><dd>B<p>C</p></dd></dl>"),
        ("<ul><li><div>A</div><div>B</div></ul>", "<ul><li>A<br>B</li></ul>"),
        ("<dl><dt>A<dd>B</dl>", "<dl><dt>A</dt><dd>B</dd></dl>"),
        ("<p>A<table><tr><td>1<td>2<tr><td>3<td>4</table>B",
         "<p>A</p><table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>"
         "<p>B</p>"),
        ("<li><p>A<button><ul><li>B</ul></button>",
         "<ul><li><p>A</p><ul><li>B</li></ul></li></ul>"),
        ("<p>A<table><tr><td><h2>B</h2><p>C<blockquote>D</table>E",
         "<p>A</p><h2>B</h2><p>C</p><blockquote><p>D</p></blockquote><p>E</p>"),
        ("<blockquote>A<p>B</blockquote>", "<blockquote><p>A</p><p>B</p></blockquote>"),
        ("<p>one <b>two</b> <i>three</i>", "<p>one <strong>two</strong> <em>three</em></p>"),
        ("<p><del>40</del> <s>35</s> <strike>33</strike> 30",
         "<p><del>40</del> <del>35</del> <del>33</del> 30</p>"),
        ("<p>since 1872<sup><a href=/n>1</a></sup>, they say",
         '<p>since 1872<a href="/n"><sup>1</sup></a>, they say</p>'),
        ("<p>run <code>a &lt; b</code><br>so", "<p>run <code>a &lt; b</code><br>so</p>"),
        ("<p>see <a href='/x y(1)'>the <b>page</b></a>.",
         '<p>see <a href="/x%20y%281%29">the <strong>page</strong></a>.</p>'),
        ("<p>&lt;script&gt;x()&lt;/script&gt;", "<p>&lt;script&gt;x()&lt;/script&gt;</p>"),
        ("<p onclick=f()>A<script>g()</script>", "<p>A</p>"),
    ],
)  # fmt: skip
def test_structure_survives(html, expected):
    assert rebuilt(html) == expected


LISTS = {
    "a start": ("<ol start=4><li>A<li>B</ol>", [' value="4"', ""]),
    "a start below 0": ("<ol start=-1><li>A<li>B</ol>", [' value="-1"', ""]),
    "no number": ("<ol start=x><li value='9'>A<li value=''>B</ol>", [' value="9"', ""]),
    "a value": ("<ol><li>A<li value=7>B<li>C</ol>", ["", ' value="7"', ""]),
    "backwards": ("<ol reversed><li>A<li>B</ol>", [' value="2"', ' value="1"']),
    "backwards from": ("<ol reversed start=9><li>A<li>B</ol>", [' value="9"', ' value="8"']),
    "an item is dropped": ("<ol><li>A<li>x<li>C</ol>", ["", ' value="3"']),
    "a list in it": ("<ol><li>A<ol><li>B</ol><li>C</ol>", ["", "", ""]),
    "no numbers": ("<ul><li>A<li>x<li>C</ul>", ["", ""]),
    "too large a number": (f"<ol start={'9' * 5000}><li>A</ol>", [""]),
}


@pytest.mark.parametrize("case", LISTS)
def test_items_keep_their_numbers(case):
    html, values = LISTS[case]
    assert re.findall("<li(.*?)>", rebuilt(html, "x")) == values


NUMBERED = {
    "in paragraphs": (
        "<li><p>1. Mix<li><h3>2. Bake</h3>so<li><p>3. Eat<p>3. Rest",
        ["<p>Mix</p>", "<h3>Bake</h3>so", "<p>Eat</p><p>3. Rest</p>"],
    ),
    "in boxes": (
        "<li><div>1</div><p>Mix</p><li><div><h4>2.</h4></div>Bake",
        ["<p>Mix</p>", "Bake"],
    ),
    "in a box inline": (
        "<li><span>1</span><p>Mix</p><li><span>2</span><p>Bake</p>",
        ["<p>Mix</p>", "<p>Bake</p>"],
    ),
    "in elements": (
        "<li><span>1</span> Mix<li><b>2.</b>Bake<li><p><i><b>(3)</b></i><br>Eat",
        ["Mix", "Bake", "<p>Eat</p>"],
    ),
    "in elements of others": (
        "<li><a href=/a><i>1</i> Mix</a><li><b><i>2</i> Bake</b> it<li><b>3</b> <b>Eat</b>",
        ['<a href="/a">Mix</a>', "<strong>Bake</strong> it", "<strong>Eat</strong>"],
    ),
    "of another first block": (
        "<li><div>x</div>1 a<li><div>x</div>2 b<li><div>x</div>3 c",
        ["1 a", "2 b", "3 c"],
    ),
    "of a first block that is dropped": (
        "<li><b>1</b> a<div>4 d</div><li><b>2</b> b<li><b>3</b> c",
        ["a<br>4 d", "b", "c"],
    ),
    "sums": (
        "<li><b>1</b> egg<li><b>2</b> cups",
        ["<strong>1</strong> egg", "<strong>2</strong> cups"],
    ),
    "right before a text": (
        "<li><b>1</b>Mix<li><b>2</b>\u201cBake\u201d<li><b>3</b> eat",
        ["Mix", "\u201cBake\u201d", "eat"],
    ),
    "months": (
        "<li><b>1</b>\u6708<li><b>2</b>\u6708<li><b>3</b>\u6708",
        [f"<strong>{n}</strong>\u6708" for n in (1, 2, 3)],
    ),
    "letters of a name": (
        "<li><b>1</b>D film<li><b>2</b>D film<li><b>3</b>D film",
        [f"<strong>{n}</strong>D film" for n in (1, 2, 3)],
    ),
    "ranks": (
        "<li><span>1</span>st place<li><span>2</span>nd place<li><span>3</span>rd place",
        ["1st place", "2nd place", "3rd place"],
    ),
    "fractions": (
        "<li><b>1</b>/2 cup<li><b>2</b>/3 cup<li><b>3</b>/4 cup",
        [f"<strong>{n}</strong>/{n + 1} cup" for n in (1, 2, 3)],
    ),
    "numbers and points": (
        "<li><b>1</b>.<li><b>2</b> .<li><b>3</b>.",
        ["<strong>1</strong>.", "<strong>2</strong> .", "<strong>3</strong>."],
    ),
    "a count in a list of one": ("<li><div>1</div><div>goal</div>", ["1<br>goal"]),
    "other numbers": ("<li><div>3</div>Mix<li><div>2</div>Bake", ["3<br>Mix", "2<br>Bake"]),
    "a number less": ("<li><div>1</div>Mix<li>Bake", ["1<br>Mix", "Bake"]),
    "nothing but numbers": ("<li>1<li>2", ["1", "2"]),
    "numbers as words": (
        "<li><b>1</b><li><b>2</b><li><b>3</b>",
        [f"<strong>{n}</strong>" for n in "123"],
    ),
    "in lists of their own": (
        "<li><dl><dt>1<dd>Mix</dl><li><dl><dt>2<dd>Bake</dl>",
        ["<dl><dt>1</dt><dd>Mix</dd></dl>", "<dl><dt>2</dt><dd>Bake</dd></dl>"],
    ),
    "no words kept": ("<li><div>1</div>x<li><div>2</div>Bake", ["Bake"]),
    "code": ("<li><pre>1</pre>Mix<li><pre>2</pre>Bake", ["<pre>1</pre>Mix", "<pre>2</pre>Bake"]),
}


@pytest.mark.parametrize("case", NUMBERED)
def test_numbers_of_items_are_written_once(case):
    items, expected = NUMBERED[case]
    written = rebuilt(f"<ol>{items}</ol>", "x")
    inside = re.sub(' value="[0-9]"', "", written).removeprefix("<ol>").removesuffix("</ol>")
    assert inside == "".join(f"<li>{item}</li>" for item in expected)


def test_a_number_is_written_where_nothing_else_is_kept():
    assert rebuilt("<ol><li><div>1</div>x</ol>", "x") == "<ol><li>1</li></ol>"


def test_numbers_of_lists_without_numbers_stay():
    assert rebuilt("<ul><li><div>1</div>Mix</ul>") == "<ul><li>1<br>Mix</li></ul>"


@pytest.mark.parametrize(
    ("told", "written"),
    [
        *((f"type={kind}", f' type="{kind}"') for kind in "1aAiI"),
        ("type='\"><b>'", ""),
        ("type=aA", ""),
        ("type", ""),
        ("type=disc", ""),
        ("start=3 type=i", ' type="i"'),
    ],
)
def test_lists_keep_their_kind_of_numbers(told, written):
    assert re.findall("<ol(.*?)>", rebuilt(f"<ol {told}><li>A</ol>")) == [written]
    assert re.findall("<ul(.*?)>", rebuilt(f"<ul {told}><li>A</ul>")) == [""]


def test_code_keeps_its_lines():
    page = segment_html("<pre>if a:\n    <b>b()</b></pre>")
    html = kept_html(page, np.array([True]))
    assert html == "<article>\n<pre>\nif a:\n    b()</pre>\n</article>"


@pytest.mark.parametrize(
    "href",
    [
        "javascript:f()",
        " JaVaScript:f()",
        "java&#10;script:f()",
        "&#1;javascript:f()",
        "data:x",
        "",
    ],
)
def test_links_that_lead_nowhere_good_are_text(href):
    assert rebuilt(f'<p><a href="{href}">A</a> b') == "<p>A b</p>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>A</h1><h2><a href=/a>A</a></h2>B", "<h1>A</h1><p>B</p>"),
        ("<h1>A</h1>B<h2>A</h2>", "<h1>A</h1><p>B</p><h2>A</h2>"),
        ("<h1>A</h1><h2>a</h2>", "<h1>A</h1><h2>a</h2>"),
        ("<h2>A</h2><h2>A</h2>", "<h2>A</h2><h2>A</h2>"),
        ("<h2>A</h2><h3><a href=/a>A</a></h3>B", "<h2>A</h2><p>B</p>"),
        ("<h3>A</h3><h2>A</h2>", "<h3>A</h3><h2>A</h2>"),
    ],
)
def test_a_headline_is_written_once(html, expected):
    assert rebuilt(html) == expected


def test_addresses_cannot_leave_their_attribute():
    html = """<p><a href='http://a.example/?b&c"><script>'>A</a>"""
    assert rebuilt(html) == '<p><a href="http://a.example/?b&amp;c%22%3E%3Cscript%3E">A</a></p>'


def test_nesting_is_cut():
    assert rebuilt("<blockquote>" * 100 + "A").count("<blockquote>") == MAX_NESTING


def test_lines_of_text_are_paragraphs_and_nothing_is_nothing():
    page = segment_text("A & b\nC")
    assert kept_html(page, np.array([True, False])) == "<article>\n<p>A &amp; b</p>\n</article>"
    assert kept_html(page, np.array([False, False])) == ""


@given(st.lists(LIST_PIECES | OTHER_PIECES, max_size=24))
def test_whatever_stands_in_whatever_no_word_is_lost(pieces):
    page = segment_html("".join(pieces))
    html = kept_html(page, np.ones(page.n_blocks, bool))
    assert html.count("word") == sum("word" in piece for piece in pieces)
