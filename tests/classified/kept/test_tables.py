"""Tables that are written: their cells, layouts, and the numbers of points."""

import re

import numpy as np
import pytest

from boilerclf.classified.kept.html import kept_html
from boilerclf.segment import segment_html
from tests.classified.kept.test_html import rebuilt


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


@pytest.mark.parametrize(("n_rows", "is_table"), [(8, True), (7, False)])
def test_a_table_with_heads_may_have_parts_of_a_page_in_a_quarter_of_its_rows(n_rows, is_table):
    rows = "<tr><td><blockquote>Q</blockquote><td>1" * 2 + "<tr><td>A<td>2" * (n_rows - 3)
    written = rebuilt(f"<table><tr><th>Who<th>What{rows}</table>")
    assert ("<table>" in written) is is_table
