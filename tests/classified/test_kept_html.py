import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.classified.kept_html import MAX_NESTING, kept_html
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


def test_feet_stay_in_their_tables():
    html = "<p>{0}<table><tfoot><tr><td>{0}2<td>f<tbody><tr><td>{0}1<td>g</table>"
    written = rebuilt("<!doctype html>" + html.format("a") + html.format("b") + "c", "a1", "g")
    assert re.findall("[abc][12]?(?=<)", written) == ["a", "a2", "b", "b1", "b2", "c"]


def test_dropped_and_empty_cells_stay_as_empty_cells():
    html = "<table><tr><th>A<th><th>C<tr><td>1<td>x<td></table>"
    row = "<tr><td>1</td><td></td><td></td></tr>"
    assert rebuilt(html, "x") == (f"<table><tr><th>A</th><th></th><th>C</th></tr>{row}</table>")


def test_cells_of_a_layout_table_are_paragraphs():
    html = "<table><tr><td><h1>A</h1><td>B<table><tr><td>1<td>2</table></table>"
    row = "<tr><td>1</td><td>2</td></tr>"
    assert rebuilt(html) == f"<h1>A</h1><p>B</p><table>{row}</table>"


SECTIONS = {
    "of javadoc": (
        "<ul><li><section><h2>Methods</h2><ul><li><section><h3>a()</h3><div>B</div><pre>c"
        "</pre></section></ul></section></ul>",
        "<h2>Methods</h2><h3>a()</h3><p>B</p><pre>c</pre>",
    ),
    "paragraphs": (
        "<ul><li><h2>A</h2><p>B<p>C<li><h2>D</h2><p>E<p>F<li>G</ul>",
        "<h2>A</h2><p>B</p><p>C</p><h2>D</h2><p>E</p><p>F</p><p>G</p>",
    ),
    "a list in a section": (
        "<ul><li><h3>A</h3><p>B<p>C<ul><li>D<li>E</ul></ul>",
        "<h3>A</h3><p>B</p><p>C</p><ul><li>D</li><li>E</li></ul>",
    ),
}
NO_SECTIONS = {
    "teasers": "<ul><li><h3>A</h3><p>B<li><h3>C</h3><p>D</ul>",
    "cards of a shop": "<ul><li><h3>A</h3><div>B</div><div>C</div><div>D</div></ul>",
    "with numbers": "<ol><li><h2>A</h2><p>B<p>C</ol>",
    "few of the items": "<ul><li><h2>A</h2><p>B<p>C<li>D</ul>",
    "a heading behind other text": "<ul><li>A<h2>B</h2><p>C<p>D<h3>E</h3></ul>",
    "an empty heading": "<ul><li><h2></h2>A<p>B<p>C<p>D</ul>",
}


@pytest.mark.parametrize("case", SECTIONS)
def test_lists_of_sections_are_no_lists(case):
    html, expected = SECTIONS[case]
    assert rebuilt(html) == expected


@pytest.mark.parametrize("case", NO_SECTIONS)
def test_other_lists_stay_lists(case):
    assert rebuilt(NO_SECTIONS[case])[:8] in {"<ul><li>", "<ol><li>"}


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


TABLES = {
    "columns": (
        "<tr><th>A<th colspan=2>B<tr><td>1<td>2<td>3",
        [["A", "B", ""], ["1", "2", "3"]],
    ),
    "rows": (
        "<tr><td rowspan=2>1<td>2<td rowspan=3>3<tr><td>4<tr><td>5<td>6",
        [["1", "2", "3"], ["", "4", ""], ["5", "6", ""]],
    ),
    "both": (
        "<tr><td rowspan=2 colspan=2>1<td>2<tr><td>3<tr><td>4<td>5<td>6",
        [["1", "", "2"], ["", "", "3"], ["4", "5", "6"]],
    ),
    "all rows of the group": (
        "<tr><td rowspan=0>1<td>2<tr><td>3<tbody><tr><td>4<td>5",
        [["1", "2"], ["", "3"], ["4", "5"]],
    ),
    "no numbers": (
        "<tr><td colspan=x>1<td rowspan=-1>2<tr><td colspan=0>3<td>4",
        [["1", "2"], ["3", "4"]],
    ),
    "digits that HTML does not know": (
        "<tr><td colspan=²>1<td rowspan=٢>2<tr><td>3<td>4",
        [["1", "2"], ["3", "4"]],
    ),
    "more than a row has": (
        "<tr><td colspan=1000>1<td>2<tr><td>3<td>4",
        [["1", "2"], ["3", "4"]],
    ),
    "more digits than numbers have": (
        f"<tr><td rowspan={'9' * 5000}>1<td>2<tr><td>3",
        [["1", "2"], ["", "3"]],
    ),
    "a list in a cell": (
        "<tr><th>A<th>B<tr><td><ul><li>1</ul><td>2",
        [["A", "B"], ["<ul><li>1</li></ul>", "2"]],
    ),
    "a long list in a cell": (
        "<tr><th>A<td><ul><li>1<li>2<li>3<ul><li>4</ul><li>5</ul><tr><th>B<td>6",
        [
            ["A", "<ul><li>1</li><li>2</li><li>3<ul><li>4</li></ul></li><li>5</li></ul>"],
            ["B", "6"],
        ],
    ),
    "many blocks in a cell": (
        "<tr><th>A<th>B<tr><td><p>1<p>2<p>3<p>4<td>5<tr><td>6<td>7<tr><td>8<td>9",
        [["A", "B"], ["1<br>2<br>3<br>4", "5"], ["6", "7"], ["8", "9"]],
    ),
    "a foot before the body": (
        "<thead><tr><th>A<th>B<tfoot><tr><td>1<td>2<tr><td>3<td>4<tbody><tr><td>5<td>6<tr><td>7",
        [["A", "B"], ["5", "6"], ["7", ""], ["1", "2"], ["3", "4"]],
    ),
    "a foot at the end": (
        "<thead><tr><th>A<th>B<tbody><tr><td>1<td>2<tfoot><tr><td>3<td>4",
        [["A", "B"], ["1", "2"], ["3", "4"]],
    ),
    "code and a heading in cells": (
        "<tr><th>A<th>B<th>C<tr><td><pre>a\n  b</pre><td>2<td>3<tr><td><h3>4</h3>5<td>6<td>7",
        [["A", "B", "C"], ["<code>a</code><br><code>  b</code>", "2", "3"], ["4<br>5", "6", "7"]],
    ),
}


@pytest.mark.parametrize("case", TABLES)
def test_values_stand_in_their_columns(case):
    html, rows = TABLES[case]
    written = rebuilt(f"<table>{html}</table>")
    cells = [re.findall("<t[dh]>(.*?)</t[dh]>", row) for row in written.split("<tr>")[1:]]
    assert cells == rows


DATA = {
    "one long cell": f"<tr><td>A<td>{'B ' * 500}<tr><td>C<td>D",
    "a text in few rows": f"<tr><td>A<td><p>B<p>{'C ' * 100}" + "<tr><td>D<td>E" * 3,
    "short paragraphs": "<tr><td><p>A<p>B<td>C<tr><td><p>D<p>E<td>F",
    "one row": "<tr><td>A<td>B",
    "icons in several rows": "<tr><td class=icon>A<td>1<tr><td class=icon>B<td>2",
    "a caption": "<caption>A<tr><td>B<td>",
    "lists in short cells": "<tr><td>A<td><ul><li>1<li>2</ul><tr><td>B<td>3",
    "lists beside a head": "<tr><th>A<td><ul><li>1</ul><tr><td>B<td>2",
    "a thead": "<thead><tr><td>A<td><tbody><tr><td>B<td>",
}


@pytest.mark.parametrize("case", DATA)
def test_what_holds_data_is_a_table(case):
    assert rebuilt(f"<table>{DATA[case]}</table>").startswith("<table>")


def test_a_table_in_an_item_of_a_layout_may_have_lists_in_its_cells():
    table = "<table><tr><td>A<td><ul><li>1<li>2<li>3<li>4</ul><tr><td>B<td>3</table>"
    written = rebuilt(f"<table><tr><td><ul><li>{table}</ul></table>")
    assert written.startswith("<ul><li><table><tr><td>A</td>")


LAYOUTS = {
    "a forum": "<tr><th>Who<th>What<tr><td>A<td><p>1<p>2<p>3<p>4",
    "quotes": "<tr><th>Who<th>What<tr><td>A<td><blockquote>1</blockquote>2<tr><td>B<td>3",
    "lists and no heads": f"<tr><td>A<td><ul><li>1</ul><tr><td>B<td>{'2 ' * 200}",
    "a list alone in its row": "<tr><td><ul><li>1</ul><tr><td>B<td>2",
    "cells for space": "<tr><td>&nbsp;<td><p>A<p>B<tr><td><td>C<tr><td colspan=2>D",
    "one row of paragraphs": "<tr><td>A<td><p>B<p>C",
    "rows of texts": f"<tr><td>A<td><p>B<p>{'C ' * 100}<tr><td>D<td>E<tr><td>F<td>G",
    "one head": "<tr><th>A<td><pre>1</pre><tr><td>B<td>2",
}


@pytest.mark.parametrize("case", LAYOUTS)
def test_what_lays_out_a_page_is_no_table(case):
    assert "<t" not in rebuilt(f"<table>{LAYOUTS[case]}</table>")


LONE = {
    "a cell": ("<tr><td>A<td>Tides today<tr><td>B<td>C", "<p>Tides today</p>"),
    "a head": ("<tr><th colspan=2>Tides today<tr><td>A<td>B", "<p>Tides today</p>"),
    "a caption": ("<caption>Tides today<tr><th>A<th>B<tr><td>C<td>D", "<p>Tides today</p>"),
    "a table in a cell": (
        "<tr><td>A<td><table><tr><td>B<td>Tides today<tr><td>C<td>D</table><tr><td>E<td>F",
        "<p>Tides today</p>",
    ),
}


@pytest.mark.parametrize("case", LONE)
def test_a_cell_that_is_kept_alone_is_no_table(case):
    rows, expected = LONE[case]
    page = segment_html(f"<table>{rows}</table>")
    kept = np.array([text == "Tides today" for text in page.block_texts()])
    assert kept_html(page, kept) == f"<article>\n{expected}\n</article>"


POINTS = {
    "a number": ("<tr><td><p>(1)<td><p>A beaver", "<p>(1) A beaver</p>"),
    "a letter behind a cell for space": ("<tr><td><td>a)<td>A beaver", "<p>a) A beaver</p>"),
    "a dash": ("<tr><td>\u2013<td>A beaver<p>B", "<p>\u2013 A beaver</p><p>B</p>"),
    "in one another": (
        "<tr><td>1.<td><p>A beaver<table><tr><td>iv)<td>swims</table>",
        "<p>1. A beaver</p><p>iv) swims</p>",
    ),
    "a number before a list": (
        "<tr><td>(1)<td><ul><li>A beaver</ul>",
        "<p>(1)</p><ul><li>A beaver</li></ul>",
    ),
    "a number before a quote": (
        "<tr><td>(1)<td><blockquote>A beaver</blockquote>",
        "<p>(1)</p><blockquote><p>A beaver</p></blockquote>",
    ),
    "a number before a paragraph of a quote": (
        "<tr><td><p>(1)<td><blockquote><p>A beaver</blockquote>",
        "<p>(1)</p><blockquote><p>A beaver</p></blockquote>",
    ),
    "a number before a paragraph of a list": (
        "<tr><td>(1)<td><ul><li><p>A beaver</ul>",
        "<p>(1)</p><ul><li><p>A beaver</p></li></ul>",
    ),
    "a number that is a heading": ("<tr><td><h3>1.</h3><td><p>A beaver", "<p>1. A beaver</p>"),
    "a number as code": ("<tr><td><pre>1.</pre><td>A beaver", "<pre>1.</pre><p>A beaver</p>"),
    "a number and a dash": (
        "<tr><td><p>1.<p>-<td>A beaver",
        "<p>1.</p><p>-</p><p>A beaver</p>",
    ),
    "a number before code": ("<tr><td>(1)<td><pre>a()</pre>", "<p>(1)</p><pre>a()</pre>"),
}


@pytest.mark.parametrize("case", POINTS)
def test_a_text_behind_its_number_is_no_table(case):
    rows, expected = POINTS[case]
    assert rebuilt(f"<table>{rows}</table>") == expected


def test_a_text_whose_number_is_dropped_is_a_paragraph():
    assert rebuilt("<table><tr><td>(1)<td>A beaver</table>", "(1)") == "<p>A beaver</p>"
    assert rebuilt("<table><tr><td>(1)<td>A beaver</table>", "A beaver") == "<p>(1)</p>"


def test_a_number_in_a_quote_stays_with_its_text():
    written = rebuilt("<blockquote><table><tr><td>(1)<td>A beaver<p>B</table></blockquote>")
    assert written == "<blockquote><p>(1) A beaver</p><p>B</p></blockquote>"


def test_an_item_keeps_the_number_of_a_table_in_it():
    written = rebuilt("<ul><li>Law<table><tr><td>(1)<td>A beaver</table></ul>")
    assert written == "<ul><li>Law<br>(1) A beaver</li></ul>"


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td>(1)<td>A<tr><td>(2)<td>B",
        "<tr><td>(1)<td>A<td>B",
        "<tr><th>(1)<td>A",
        "<tr><td>12<td>A",
        "<tr><td>(beaver)<td>A",
    ],
)
def test_other_tables_that_begin_with_a_number_are_tables(rows):
    assert rebuilt(f"<table>{rows}</table>").startswith("<table>")


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
        ("<p>A <a href='#'>\xd7</a> b", "<p>A b</p>"),
        ("<p>A<p><a href='#'>...</a><p>B", "<p>A</p><p>B</p>"),
        ("<p><a href='javascript:;'>[<b>\u2013</b>]</a> A", "<p>A</p>"),
        ("<ul><li>A<li><a href='#'>\u25b6</a></ul>", "<ul><li>A</li></ul>"),
        (
            "<p><a href='#'>2</a> <a href='#a'>\xd7</a>",
            '<p><a href="#">2</a> <a href="#a">\xd7</a></p>',
        ),
        ("<p><a href='#'><code>{}</code></a>", '<p><a href="#"><code>{}</code></a></p>'),
        ("<pre>a<a href='#'>{</a></pre>", '<pre>a<a href="#">{</a></pre>'),
    ],
)
def test_links_that_lead_nowhere_and_say_nothing_are_left_out(html, expected):
    assert rebuilt(html) == expected


SIGNS_OF_TEXTS = ("|", "€", "$", "✓", "✗", "😀", "(", "]", "%", "+", "()")
SIGNS_OF_CONTROLS = (
    *("×", "✕", "✖", "¶", "#", "↑", "↩︎", "▲", "▼", "▶"),
    *("◀", "▾", "▸", "›", "–", "-", "...", "…", "[–]", "[ + ]"),
    *("[-]", "[]", "(+)", " ← –"),
)


@pytest.mark.parametrize("sign", SIGNS_OF_TEXTS)
def test_signs_that_may_be_text_are_kept(sign):
    link = f"<a href='#'>{sign}</a>"
    assert rebuilt(f"<p>Name{link}Age") == f'<p>Name<a href="#">{sign}</a>Age</p>'
    assert rebuilt(f"<p>5<a href='javascript:void(0)'>{sign}</a>") == f"<p>5{sign}</p>"
    cells = re.findall(
        "<td>(.+?)</td>", rebuilt(f"<table><tr><th>A<th>B<tr><td>1<td>{link}</table>")
    )
    assert cells == ["1", f'<a href="#">{sign}</a>']


@pytest.mark.parametrize("sign", SIGNS_OF_CONTROLS)
def test_signs_of_controls_are_left_out_and_words_stay_apart(sign):
    link = f"<a href='#'>{sign}</a>"
    assert rebuilt(f"<p>One{link}two{link}, {link}{link}three{link}") == "<p>One two, three</p>"
    assert rebuilt(f"<p>One{link}<b>two</b>{link} {link}3") == "<p>One <strong>two</strong> 3</p>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>A</h1><h2><a href=/a>A</a></h2>B", "<h1>A</h1><p>B</p>"),
        ("<h1>A</h1>B<h2>A</h2>", "<h1>A</h1><p>B</p><h2>A</h2>"),
        ("<h1>A</h1><h2>a</h2>", "<h1>A</h1><h2>a</h2>"),
        ("<h2>A</h2><h2>A</h2>", "<h2>A</h2><h2>A</h2>"),
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
