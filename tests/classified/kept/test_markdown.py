"""Markdown of kept blocks: what it looks like, and that it reads back as the kept text."""

import re
from html import unescape

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from turbohtml import parse_fragment

from boilerclf.classified.kept.html import kept_html
from boilerclf.classified.kept.markdown import kept_markdown
from boilerclf.segment import segment_html, segment_text

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
ADDRESS = "http://a.example/news/ferry.html"


def markdown(html, *dropped, address=""):
    page = segment_html(html)
    kept = np.array([text not in dropped for text in page.block_texts()], bool)
    return kept_markdown(page, kept, address)


CASES = {
    "caption": (
        "<table><caption>Times</caption><tr><th>To<th>At<tr><td>Island<td>9</table>",
        "Times\n\n| To | At |\n| --- | --- |\n| Island | 9 |",
    ),
    "break at the end of bold": ("<p><b>Heading<br></b>Text", "**Heading**  \nText"),
    "break at the end of all": ("<p><b>Heading<br></b></p><p>Text", "**Heading**\n\nText"),
    "space at the end of bold": ("<p>a <b>b </b>c", "a **b** c"),
    "bold in other scripts": (
        "<p>A <b>bold</b> one, a <b>bé</b>, <i>курсив</i>, <b>غامق</b>, 是<b>粗体</b>字",
        "A **bold** one, a **bé**, *курсив*, **غامق**, 是**粗体**字",
    ),
    "bold and signs": (
        "<p><b>v2.0</b> <b>snake_case</b> (<i>“x”</i>) <b>— 5 *</b> <a href=/x><b>y</b></a>",
        "**v2.0** **snake_case** (*“x”*) **— 5 \\*** [**y**](/x)",
    ),
    "bold that asterisks would not make": (
        "<p>これは<b>「重要」</b>です。<b>Note:</b>text, <b>a</b><i>b</i>, x<b>€</b> c, <b>d</b>",
        "これは<strong>「重要」</strong>です。<strong>Note:</strong>text, **a**<em>b</em>, "
        "x<strong>€</strong> c, **d**",
    ),
    "italic in bold": (
        "<p><b>a <i>b</i></b> x<b><i>c</i></b>y <b>a <i>b </i>c</b>d<i><b>e</b></i>, f",
        "**a *b*** x***c***y **a *b* c**d***e***, f",
    ),
    "italic in bold twice": (
        "<p><b><i>a</i>b<i>c</i></b> <b>a<i>b</i>c<i>d</i></b>",
        "<strong><em>a</em>b<em>c</em></strong> **a*b*c*d***",
    ),
    "bold in cells and headings": (
        "<h2><b>é</b> 1</h2><table><tr><th><b>à</b><th>b<tr><td>a<b>|</b><td><i>c</i></table>",
        "## **é** 1\n\n| **à** | b |\n| --- | --- |\n| a<strong>\\|</strong> | *c* |",
    ),
    "rows of many lengths": (
        "<table><tr><td>1<tr><td>2<td>3<td>4</table>",
        "| 1 |  |  |\n| --- | --- | --- |\n| 2 | 3 | 4 |",
    ),
    "pipes": (
        "<table><tr><th>a|b<th><code>c|d</code><tr><td>1<td>2</table><p>e|f",
        "| a\\|b | `c\\|d` |\n| --- | --- |\n| 1 | 2 |\n\ne|f",
    ),
    "lines in a cell": (
        "<table><tr><th>a<th>b<tr><td>1<br>2<td><p>3<p>4</table>",
        "| a | b |\n| --- | --- |\n| 1<br>2 | 3<br>4 |",
    ),
    "layout of two columns": (
        "<table><tr><td><h2>A</h2><p>B<td><ul><li>C</ul></table>",
        "## A\n\nB\n\n* C",
    ),
    "layout of many blocks": (
        "<table><tr><td>Menu<td><p>A<p>B<p>C<p>D</table>",
        "Menu\n\nA\n\nB\n\nC\n\nD",
    ),
    "a table by its roles": (
        "<div role=table><div role=rowgroup><div role=row><span role=columnheader>A</span>"
        "<span role=columnheader>B</span></div></div><div role=row><span role=cell>1</span>"
        "<span role=cell><a href=/2>2</a></span></div></div>",
        "| A | B |\n| --- | --- |\n| 1 | [2](/2) |",
    ),
    "a table whose cells and rows are links": (
        "<div role=table><div role=row><a role=columnheader href=/a>A</a><b role=cell>B</b></div>"
        "<a role=row href=/b><i role=cell>1</i><i role=cell>2</i></a></div>",
        "| [A](/a) | B |\n| --- | --- |\n| [1](/b) | 2 |",
    ),
    "a link around a card": (
        "<a href=/a><p>Oak</p><h3>Stool <i>A</i></h3><h3>low</h3></a>",
        "Oak\n\n### [Stool *A*](/a)\n\n### low",
    ),
    "a link around paragraphs": ("<a href=/a><p>A</p><p>B</p></a>", "[A](/a)\n\nB"),
    "a link around a heading and a list with a link": (
        "<div><a href=/a><ul><li>A<li><svg><a href=/b></a></svg>B</ul></a></div>",
        "* [A](/a)\n* B",
    ),
    "a link that holds a space beside a block": (
        "<div><a href=/a>A</a> <a href=/b><h3>B</h3></a></div>",
        "[A](/a)\n\n### [B](/b)",
    ),
    "a post that quotes another": (
        "<blockquote class='postcontent restore'><div class=bbcode_quote><div>A</div></div>B"
        "</blockquote>",
        "> A\n\nB",
    ),
    "layout by role": ("<table role=presentation><tr><td>A<td>B</table>", "A\n\nB"),
    "layout of one column": ("<table><tr><td>A<tr><td>B</table>", "A\n\nB"),
    "one column with a head": (
        "<table><tr><th>A<tr><td>B</table>",
        "| A |\n| --- |\n| B |",
    ),
    "items numbered on": (
        "<ol><li>A</ol><ol start=2><li>B</ol> <ol start=3><li>C</ol>",
        "1. A\n2. B\n3. C",
    ),
    "numbered on in another way": (
        "<ol type=a><li>A</ol><ol type=i start=2><li>B</ol>",
        "1. A\n\n2) B",
    ),
    "a list an item": (
        "<ul class=b><li>A</ul><ul class=b><li>B</ul><ul class=c><li>C</ul>",
        "* A\n* B\n- C",
    ),
    "lists one after another": ("<ul><li>A<li>B</ul><ul><li>C</ul>", "* A\n* B\n- C"),
    "a list without items": ("<ol><li>A</ol><ol></ol><li>B", "1. A\n* B"),
    "a list numbered anew": ("<ol><li>A</ol><ol><li>B</ol>", "1. A\n1) B"),
    "a list in a heading": ("<h3>A<ul><li>B<li>C</ul></h3>", "### A\n\n* B\n* C"),
    "code in a heading": ("<h3>A<pre>b\nc</pre></h3>", "### A\n\n```\nb\nc\n```"),
    "a heading left open": ("<h1>A<p>B<p>C", "# A\n\nB\n\nC"),
    "paragraphs of a heading": ("<h2><p>A<p>B</h2>", "## A B"),
    "nested lists": (
        "<ul><li>A<ol><li>B<ul><li>C</ul><li>D</ol><li>E</ul>",
        "* A\n  1. B\n     * C\n  2. D\n* E",
    ),
    "code in an item": (
        "<ol><li>Run:<pre>a\n  b</pre>then<li>C</ol>",
        "1. Run:\n\n   ```\n   a\n     b\n   ```\n\n   then\n\n2. C",
    ),
    "fences in code": ("<pre>a\n```\nb</pre>", "````\na\n```\nb\n````"),
    "quote": ("<blockquote><p>A<p>B</blockquote>", "> A\n>\n> B"),
    "a quote that begins with a quote": (
        "<p>A<blockquote><blockquote><blockquote>B</blockquote></blockquote>C</blockquote>D",
        "A\n\n> > > B\n>\n> C\n\nD",
    ),
    "such a quote in an item": (
        "<ul><li>A<blockquote><blockquote>B<p>C</blockquote></blockquote></ul>",
        "* A\n  > > B\n  > >\n  > > C",
    ),
    "such a quote in a cell": (
        "<table><tr><th>A<th>B<tr><td>1<td>2<tr><td>3<td>4"
        "<tr><td><blockquote><blockquote>C</blockquote></blockquote><td>D</table>",
        "| A | B |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |\n| C | D |",
    ),
    "images": ("<p>a<img src=b.png alt=c>d", "ad"),
    "marks in words and alone": (
        "<p>snake_case 2 * 3 [1] a[2] f(x) ~5 AT&amp;T 1-2 7.5 - a + b #1 price*",
        "snake_case 2 * 3 [1] a[2] f(x) ~5 AT&T 1-2 7.5 - a + b #1 price*",
    ),
    "marks that would mean something": (
        "<p>_a_ *b* [c](d) `e` &lt;b> &amp;amp; ~~f~~ ![g](h)",
        "\\_a\\_ \\*b\\* [c\\](d) \\`e\\` \\<b> \\&amp; \\~\\~f\\~\\~ !\\[g\\](h)",
    ),
    "marks that would begin something": (
        "<p>1. a<p>- b<p># c<p>> d<p>+ e<p>7.5 f<p>-38 %<p>#1<p>---<p>[i]: j",
        "1\\. a\n\n\\- b\n\n\\# c\n\n\\> d\n\n\\+ e\n\n7.5 f\n\n-38 %\n\n#1\n\n\\---\n\n[i\\]: j",
    ),
    "numbers of items": (
        "<ol start=5><li>a<li>b<li value=9>c</ol>",
        "5. a\n6. b\n9. c",
    ),
    "cells that span": (
        "<table><tr><th>A<th colspan=2>B<tr><td rowspan=2>1<td>2<td>3<tr><td>4<td>5</table>",
        "| A | B |  |\n| --- | --- | --- |\n| 1 | 2 | 3 |\n|  | 4 | 5 |",
    ),
    "raised and lowered": ("<p>10<sup>6</sup> H<sub>2</sub>O", "10<sup>6</sup> H<sub>2</sub>O"),
    "struck out": (
        "<p>Rope <del>12</del> <s>11</s> 10, about ~5 left",
        "Rope ~~12~~ ~~11~~ 10, about ~5 left",
    ),
    "lines of code in a sentence": ("<p>so <code>a<br>b</code>", "so `a`  \n`b`"),
    "formulas": (
        "<p>it_s <math alttext='a_1*\\frac{a}{b}<c'></math> and 2*<math><mi>x_</mi></math>*",
        "it_s $a_1*\\frac{a}{b}<c$ and 2\\*x\\_\\*",
    ),
    "formulas with bars": ("<p><math alttext='|x|_*_'></math>", "$|x|_*_$"),
    "formulas with bars in a table": (
        "<table><td>a<td><math alttext='|x|'></math></table>",
        "| a | $\\|x\\|$ |\n| --- | --- |",
    ),
    "TeX for scripts": (
        r"<p>Let \(a_1 &lt; b\) and $x_i*y_i$ be, at $5, *$6*. \[\sum_{i}\] $$ \begin{a}<br>b_1 $$",
        r"Let $a_1 < b$ and $x_i*y_i$ be, at $5, \*$6\*. $$\sum_{i}$$ $$\begin{a} b_1$$",
    ),
    "signs in addresses": (
        '<p>See <a href="/shop/$item_1">from 5$</a> and <a href="/$a_1">US$</a> more.<p>Second.',
        "See [from 5$](/shop/$item_1) and [US$](/$a_1) more.\n\nSecond.",
    ),
    "signs of patterns": (
        r"<p>sed 's/\(.*\)-\([^_]*\)/\2/' \(not\) \[b_cd\] C:\(x86\)\foo \(n\)",
        r"sed 's/\\(.\*\\)-\\([^\_]\*\\)/\\2/' \\(not\\) \\\[b_cd\\] C:\\(x86\\)\\foo $n$",
    ),
    "signs that are no TeX": (
        r"<p>$HOME_ *and* $PATH_, \[1\], US$5_a$ <code>\(a_1\)</code> \(",
        r"$HOME\_ \*and\* $PATH\_, \\\[1\\], US$5_a$ `\(a_1\)` \\(",
    ),
    "noncharacters of the page": (
        "<p>\ufdee7\ufdef<math alttext=x></math> \ufde4b <a href='/\ufdd0'>c</a> \\(a_1\\)",
        "\ufffd7\ufffd$x$ \ufffdb [c](/\ufffd) $a_1$",
    ),
    "tasks": ("<ul><li>[x] a<li>[1] b</ul>", "* [x] a\n* [1] b"),
    "tasks in paragraphs": ("<ul><li><p>[ ] a<p>b</ul>", "* [ ] a\n\n  b"),
    "bullets as text": (
        "<ul><li><span>•</span><div>a</div><li>· b<li>- c<li>-5<li>○ d<li>·e</ul>",
        "* a\n* b\n* c\n* -5\n* ○ d\n* ·e",
    ),
    "numbers as text": ("<ol><li>1. a<li>2) b<li>7. c</ol>", "1. a\n2. b\n3. 7\\. c"),
    "a list alone in its item": (
        "<ul><li>a<li><ul><li>b</ul><li>c</ul>",
        "* a\n  * b\n* c",
    ),
    "lists alone in two items": (
        "<ul><li>a<li><ul><li>b</ul><li><ul><li>c</ul><li>d</ul>",
        "* a\n  * b\n  - c\n* d",
    ),
    "a numbered one": ("<ol><li>a<li><ol><li>b</ol><li>c</ol>", "1. a\n   1. b\n3. c"),
    "a note as a table": ("<table><tr><td class=icon>Note<td>Mind it.</table>", "Note\n\nMind it."),
    "spaces that do not break": ("<pre>a\n&nbsp; b</pre>", "```\na\n  b\n```"),
    "a role amid a sentence": ("<p>a <span role=heading>b</span> c", "a b c"),
    "a heading by its role": ("<div role=heading aria-level=3>a</div>b", "### a\n\nb"),
    "no task": ("<p>[x] a", "\\[x] a"),
    "footnotes": ("<p>Save 20 %* now<p>*Until May", "Save 20 %* now\n\n*Until May"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_written(case):
    html, expected = CASES[case]
    assert markdown(html) == expected


@pytest.mark.parametrize(
    ("head", "address", "written"),
    [
        ("", ADDRESS, "http://a.example/b"),
        ("", "", "/b"),
        ("<base href=http://c.example/>", "", "http://c.example/b"),
        ("<base href=//c.example/d/>", ADDRESS, "http://c.example/b"),
        ("<base href=javascript:f()>", ADDRESS, "http://a.example/b"),
        ("<base href='//['>", ADDRESS, "http://a.example/b"),
        ("", "data/ferry.html", "/b"),
        (f"<base href=http://c.example/{'x' * 3000}/>", ADDRESS, "http://a.example/b"),
        (f"<base href={'x' * 3000}/>", ADDRESS, "http://a.example/b"),
        ("<base href=http://c.example/>", f"http://a.example/{'x' * 3000}", "http://c.example/b"),
        ("", f"http://a.example/{'x' * 3000}", "/b"),
    ],
)
def test_links_are_whole_where_the_address_is_known(head, address, written):
    assert markdown(f"{head}<p><a href=/b>A</a> c", address=address) == f"[A]({written}) c"


def test_links_do_not_repeat_an_address_without_end():
    links = "<a href=b>Ferry</a> sails. " * 1000
    html = f"<base href='http://c.example/{'x' * 100_000}/'><p>{links}"
    assert len(markdown(html)) < 2 * len(links)


def test_the_source_of_a_page_is_its_address():
    page = segment_html("<p><a href='?q=1#d'>A</a>", source=ADDRESS)
    assert kept_markdown(page, np.array([True])) == f"[A]({ADDRESS}?q=1#d)"
    assert f'<a href="{ADDRESS}?q=1#d">' in kept_html(page, np.array([True]))


def test_dropped_rows_and_cells_leave_a_table():
    html = "<table><tr><th>A<th>B<th>C<tr><td>1<td>x<td>3<tr><td>y<td>y<td>y</table>"
    assert markdown(html, "x", "y") == "| A | B | C |\n| --- | --- | --- |\n| 1 |  | 3 |"
    assert markdown(html, "A", "B", "C", "y") == "| 1 | x | 3 |\n| --- | --- | --- |"


def test_a_cell_that_nobody_sees_takes_no_column():
    html = "<table><tr><th>A<th>B<tr><td style='display:none'>7<td>C<td>D</table>"
    assert markdown(html, "7") == "| A | B |\n| --- | --- |\n| C | D |"


def test_a_column_that_nobody_sees_is_none():
    html = "<table><tr><th>A<th hidden>B<tr><td>1<td hidden>2</table>"
    assert markdown(html, "B", "2") == "| A |\n| --- |\n| 1 |"


def test_a_hidden_cell_keeps_its_column_where_other_rows_say_something_in_it():
    html = "<table><tr><td hidden>x<td>A<tr><td>B<td hidden>y</table>"
    assert markdown(html, "x", "y") == "|  | A |\n| --- | --- |\n| B |  |"


def test_a_hidden_cell_keeps_its_column_where_rows_are_of_several_lengths_without_it():
    html = "<table><tr><th>A<th>B<th>C<tr><td hidden>x<td>1</table>"
    assert markdown(html, "x") == "| A | B | C |\n| --- | --- | --- |\n|  | 1 |  |"


def test_cells_that_say_something_to_listeners_alone_have_their_column():
    html = "<table><tr><th><b class=sr-only>R</b><th>A<th>B<tr><td>1<td>2<td>3</table>"
    assert markdown(html, "R") == "|  | A | B |\n| --- | --- | --- |\n| 1 | 2 | 3 |"


def test_lines_of_plain_text_are_paragraphs():
    page = segment_text("# 1\nsnake_case\n* *")
    assert kept_markdown(page, np.ones(3, bool)) == "\\# 1\n\nsnake_case\n\n\\* \\*"
    assert kept_markdown(page, np.zeros(3, bool)) == ""


TEX = re.compile(r"\\[(\[]")
"""What may begin a formula, which Markdown has between dollar signs."""


def words(html):
    """What is read on a page, white space folded, what separates blocks as white space."""
    blocks = re.sub(
        r"<br ?/?>|</?(?:p|li|t\w+|h\d|pre|[uod]l|caption|d[td]|b\w{5,}|art\w+)>", " ", html
    )
    return " ".join(parse_fragment(blocks).text.split())


TEXT = st.text(st.sampled_from("ab1 _*[]()~<>&`#-+.!|\\:=\"'é漢\n"), max_size=12)
TEXT |= st.text(st.sampled_from("aжعب日、「」“”—€ .*_"), max_size=6)
PLACES = st.sampled_from(
    [
        *("<p>{}</p>", "<p><b>{}</b>{}</p>", "<ul><li>{}<ul><li>{}</ul></ul>", "<h2>{}</h2>"),
        *("<p>{}<br>{}</p>", "<pre>{}</pre>", "<p><code>{}</code> {}</p>"),
        *("<p><a href=/x>{}</a>{}</p>", "<p>{}<i>{}</i>{}</p>", "<ol><li>{}<pre>{}</pre></ol>"),
        *("<table><tr><th>{}<th>{}<tr><td>{}<td>{}</table>", "<blockquote>{}</blockquote>"),
    ]
)


@given(st.lists(st.tuples(PLACES, st.lists(TEXT, min_size=4, max_size=4)), max_size=4))
def test_markdown_reads_back_as_the_kept_text(blocks):
    html = "".join(
        place.format(*(t.replace("&", "&amp;").replace("<", "&lt;") for t in texts))
        for place, texts in blocks
    )
    assume(not TEX.search(html))
    page = segment_html(html)
    kept = np.ones(page.n_blocks, bool)
    read_back = READER.render(kept_markdown(page, kept))
    assert words(read_back) == words(kept_html(page, kept))


def emphasis(html):
    """The text of each kind of emphasis, and each of its characters that is not white space."""
    styles, found = {"strong": 0, "em": 0}, []
    for tag, text in re.findall(r"<(/?\w+)[^>]*>|([^<]+)", html):
        if (name := tag.removeprefix("/")) in styles:
            styles[name] += -1 if tag.startswith("/") else 1
        its_styles = tuple(name for name, depth in styles.items() if depth)
        found += [(character, its_styles) for character in unescape(text) if character.strip()]
    return found


EMPHASISED = [
    *("{}", "<b>{}</b>", "<i>{}</i>", "<b><i>{}</i></b>", "<i>{}<b>a</b></i>", " ", "<b>{0}<i>{0}"),
    *("</i></b>", "<a href=/x><b>{}</b></a>", "<a href=/x>b<i>{}</i></a>", "<sup><i>{}</i></sup>"),
    *("<b>{}<br></b>", "<s><b>{}</b></s>", "<b><code>{}</code></b>"),
]


@given(
    st.lists(st.tuples(st.sampled_from(EMPHASISED), TEXT), max_size=8),
    st.sampled_from(["<p>{}", "<h3>{}", "<ul><li>{}", "<table><tr><th>{}<td>a", "<p>-{}<br>b"]),
)
def test_emphasis_reads_back_as_that_of_the_page(runs, place):
    texts = (
        (run, text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", " "))
        for run, text in runs
    )
    html = place.format("".join(run.format(text) for run, text in texts))
    assume(not TEX.search(html))
    page = segment_html(html)
    kept = np.ones(page.n_blocks, bool)
    read_back = READER.render(kept_markdown(page, kept))
    assert emphasis(read_back) == emphasis(kept_html(page, kept))


@given(st.text(st.sampled_from("".join(map(chr, range(0xFDD0, 0xFDF0))) + "a1*_~$ "), max_size=16))
def test_noncharacters_of_the_page_are_read_as_characters_that_are_unknown(text):
    known = re.sub("[\ufdd0-\ufdef]", "\ufffd", text)
    for place in (
        "<p><b>b</b>{}\\(a_1\\)<i>{}</i>",
        "<a href='/{}'>{}</a>",
        "<pre>{}",
        "<li>{}<td>{}",
    ):
        assert markdown(place.format(text, text)) == markdown(place.format(known, known))
    page = segment_text(f"a {text} b")
    assert kept_markdown(page, np.ones(1, bool)) == markdown(f"<p>a {known} b")
