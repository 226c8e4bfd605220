import numpy as np
import pytest

from boilerclf.classified.kept_html import MAX_NESTING, kept_html
from boilerclf.segment import segment_html, segment_text


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
        ("<li>A", "<p>A</p>"),
        ("<ul>A</ul>", "<p>A</p>"),
        ("<ul><li><div>A</div><div>B</div></ul>", "<ul><li>A<br>B</li></ul>"),
        ("<dl><dt>A<dd>B</dl>", "<dl><dt>A</dt><dd>B</dd></dl>"),
        ("<blockquote>A<p>B</blockquote>", "<blockquote><p>A</p><p>B</p></blockquote>"),
        ("<p>one <b>two</b> <i>three</i>", "<p>one <strong>two</strong> <em>three</em></p>"),
        ("<p>run <code>a &lt; b</code><br>so", "<p>run <code>a &lt; b</code><br>so</p>"),
        ("<p>see <a href='/x y(1)'>the <b>page</b></a>.",
         '<p>see <a href="/x%20y%281%29">the <strong>page</strong></a>.</p>'),
        ("<p>&lt;script&gt;x()&lt;/script&gt;", "<p>&lt;script&gt;x()&lt;/script&gt;</p>"),
        ("<p onclick=f()>A<script>g()</script>", "<p>A</p>"),
    ],
)  # fmt: skip
def test_structure_survives(html, expected):
    assert rebuilt(html) == expected


def test_dropped_and_empty_cells_stay_as_empty_cells():
    html = "<table><tr><th>A<th><th>C<tr><td>1<td>x<td></table>"
    row = "<tr><td>1</td><td></td><td></td></tr>"
    assert rebuilt(html, "x") == (f"<table><tr><th>A</th><th></th><th>C</th></tr>{row}</table>")


def test_cells_of_a_layout_table_are_paragraphs():
    html = "<table><tr><td><h1>A</h1><td>B<table><tr><td>1<td>2</table></table>"
    row = "<tr><td>1</td><td>2</td></tr>"
    assert rebuilt(html) == f"<h1>A</h1><p>B</p><table>{row}</table>"


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


def test_addresses_cannot_leave_their_attribute():
    html = """<p><a href='http://a.example/?b&c"><script>'>A</a>"""
    assert rebuilt(html) == '<p><a href="http://a.example/?b&amp;c%22%3E%3Cscript%3E">A</a></p>'


def test_nesting_is_cut():
    assert rebuilt("<blockquote>" * 100 + "A").count("<blockquote>") == MAX_NESTING


def test_lines_of_text_are_paragraphs_and_nothing_is_nothing():
    page = segment_text("A & b\nC")
    assert kept_html(page, np.array([True, False])) == "<article>\n<p>A &amp; b</p>\n</article>"
    assert kept_html(page, np.array([False, False])) == ""
