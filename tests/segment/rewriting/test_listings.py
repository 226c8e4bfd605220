"""Listings whose lines are cells or boxes: one block of code each, and what is none of them."""

import pytest
from turbohtml import parse

from boilerclf.segment import segment_html
from boilerclf.segment.rewriting.listings import write_listings
from tests.segment.visibility.test_marks import shown

STYLE = "style='color:red;font-family:Consolas, \"Courier New\", monospace;white-space: pre'"
ROW = "<tr><td class=blob-num>{}</td><td class=blob-code>{}</td></tr>"

LISTINGS = {
    "GitHub": (
        "<table class=highlight>"
        "<tr><td class=blob-num data-line-number=1><td class=blob-code><b>if</b> a:\n"
        "<tr><td class=blob-num data-line-number=2><td class=blob-code>    b()</table>",
        "if a:\n    b()",
    ),
    "a difference": (
        "<table><tr><td class=blob-num>1<td class=blob-num><td class=blob-code>\n"
        " <span data-code-marker='-'>a</span>\n"
        "<tr><td class=blob-num><td class=blob-num>1<td class=blob-code>\n"
        " <span data-code-marker='+'>  b</span>\n</table>",
        "-a\n+  b",
    ),
    "Gitea": (
        "<table><tr><td class=lines-num><span></span><td class='lines-code chroma'>"
        "<code class=code-inner><span>package</span> main</code>"
        "<tr><td class=lines-num><td class=lines-code><code>\timport</code></table>",
        "package main\n\timport",
    ),
    "SyntaxHighlighter": (
        "<div class=syntaxhighlighter><table><tr>"
        "<td class=gutter><div class=line>1</div><div class=line>2</div></td>"
        "<td class=code><div class=container><div class=line><code>for a</code></div>"
        "<div class=line><code>&nbsp;&nbsp;</code><code>b</code></div></div></table></div>",
        "for a\n  b",
    ),
    "Crayon": (
        "<table class=crayon-table><tr>"
        "<td class=crayon-nums><div class=crayon-num>1</div><div class=crayon-num>2</div></td>"
        "<td class=crayon-code><div class=crayon-pre><div class=crayon-line>for&nbsp;a</div>"
        "<div class=crayon-line>&nbsp;&nbsp;b</div></div></table>",
        "for a\n  b",
    ),
    "lists in code": (
        "<div><code><button>-</button><b>{</b><ul class=obj><li><div>a: <i>1</i>,</div>"
        "<li><div>b: [<ul><li>2</ul>]</div></ul>}</code></div>",
        "{\n  a: 1,\n  b: [\n    2\n  ]\n}",
    ),
    "broken lines": (
        "<p><code>for a;\n do<br>\n&nbsp; <b>b</b><br>done</code>\n</p>",
        "for a; do\n  b\ndone",
    ),
    "lines of one word": (
        "<table><tr><td class=blob-code>def f():<tr><td class=blob-code>    <b>pass</b></table>",
        "def f():\n    pass",
    ),
    "a sign around a word": (
        "<table><tr><td class=blob-code><span data-code-marker='+'><b># a</b></span></table>",
        "+# a",
    ),
    "what is no code": (
        "<p><code><script>b()</script><i class=lineno>1</i>a<i hidden>x</i><br>"
        "<i style='display:none'>y</i><i class=sr-only>z</i><button>Copy</button>b</code></p>",
        "a\nb",
    ),
    "W3Schools": (
        "<div class='w3-code notranslate'>for a:<br>\n&nbsp;&nbsp;<b>b</b><br>done</div>",
        "for a:\n  b\ndone",
    ),
    "a language and line feeds": (
        "<p><code class=language-cpp>int a;\n  b();\n</code></p>",
        "int a;\n  b();",
    ),
    "an address": (
        "<p><code>ssh <a class=__cf_email__ data-cfemail=0160416f6f2f6f6e>[email]</a><br>ls</code>",
        "ssh a@nn.no\nls",
    ),
    "Doxygen": (
        "<meta name=generator content='Doxygen 1.9.8'>"
        "<div class=fragment><div class=line><span class=lineno>    1</span> int a;</div>"
        "<div class=line><span class=lineno>    2</span>   b();</div></div>",
        "int a;\n  b();",
    ),
    "Doxygen that tells its name nowhere": (
        "<div class=fragment>"
        "<div class=line><a name=l00008></a><span class=lineno>    8</span>&#160;</div>"
        "<div class=foldopen data-start='{'><div class=line><a name=l00009></a>"
        "<span class=lineno>    9</span>&#160;<b>if</b> (wet)</div></div>"
        "<div class=line><a name=l00010></a><span class=lineno>   10</span>&#160; dry();</div>"
        "<div class=ttc><div class=ttname>dry</div>Wipes it.</div></div>",
        "if (wet)\n dry();",
    ),
    "Doxygen, numbers without a gap": (
        "<div class=fragment><div class=line><a></a><span class=lineno>1</span>for a;</div>"
        "<div class=line><a></a><span class=lineno>2</span>  b();</div></div>",
        "for a;\n  b();",
    ),
    "copied from VS Code": (
        f"<div {STYLE}><div><span>for</span> a:</div><div><span>    </span><span>b()</span></div>"
        "<br><div>&nbsp; done</div></div>",
        "for a:\n    b()\n\n  done",
    ),
    "copied, with line feeds between the lines": (
        f"<div {STYLE}>\n  <div>for a:</div>\n  <div>    b()</div>\n  <div><br></div>\n"
        "  <div>done</div>\n</div>",
        "for a:\n    b()\n\ndone",
    ),
    "copied, in boxes more": (
        f"<div {STYLE}><div style='white-space:pre;font:12px Menlo'><div>a</div>\n<div>  b</div>"
        "</div></div>",
        "a\n  b",
    ),
    "of Notion": (
        "<div style='font-size:85%;font-family:SFMono-Regular;white-space:pre;tab-size:2'>"
        "<span>ssh</span> a\n  <span>ls</span> b</div>",
        "ssh a\n  ls b",
    ),
    "styled, with breaks": (f"<div {STYLE}>for a:<br>  b()</div>", "for a:\n  b()"),
    "Doxygen's style sheet": (
        "<link rel=stylesheet href=doxygen.css>"
        "<div class=fragment><div class=line> a();</div><div class=line>    b();</div></div>",
        " a();\n    b();",
    ),
}

OTHERS = {
    "a cell that holds a listing": (
        "<table><tr><td class=code><pre>a\n  b</pre><div class=line>c</div></table>",
        ["a\n  b", "c"],
    ),
    "lines with names beside them": (
        "<table><tr><td>Ann<td class=blob-code>a<tr><td>Bob<td class=blob-code>b</table>",
        ["Ann", "a", "Bob", "b"],
    ),
    "a table with a head": (
        "<table><tr><th>File<th>Line<tr><td class=blob-num>1<td class=blob-code>a</table>",
        ["File", "Line", "a"],
    ),
    "a cell without a table": ("<template><td class=blob-code>a</template>b", ["b"]),
    "text beside the lines": (
        "<div class=syntaxhighlighter><table><td class=code><p>Note</p><div class=line>a</div>"
        "</table></div>",
        ["Note", "a"],
    ),
    "a cell of codes": ("<table><td class=code><div class=line>A1</div></table>", ["A1"]),
    "a table with a caption": (
        "<table><caption>Sums</caption><tr><td class=blob-code>a<tr><td class=blob-code>b</table>",
        ["Sums", "a", "b"],
    ),
    "broken code in a word of a sentence": (
        "<p>Type <b><code>git add<br>git commit</code></b> now",
        ["Type git add\ngit commit now"],
    ),
    "a break at the end": ("<p><code>a<br></code>", ["a"]),
    "broken code in a sentence": ("<p>Type <code>a<br>  b</code>", ["Type a\nb"]),
    "broken code beside code": ("<p><code>a<br>b</code><code>c</code>", ["a\nbc"]),
    "boxes in W3Schools' ones": (
        "<div class=w3-code><h3>Use</h3>a<br>b</div>",
        ["Use", "a\nb"],
    ),
    "Jekyll's code in an item": (
        "<li><code class='language-plaintext highlighter-rouge'>git\n-a</code>",
        ["git -a"],
    ),
    "a language in a sentence": (
        "<p>Type <code class=language-sh>ls\n-l</code>",
        ["Type ls -l"],
    ),
    "a box that folds its lines": (
        f"<div {STYLE.replace('pre', 'pre-wrap')}>a\n  b</div>",
        ["a\nb"],
    ),
    "a box in another font": (
        f"<div {STYLE.replace('monospace', 'serif').replace('Cons', 'C').replace('Cour', 'C')}>"
        "a\n  b</div>",
        ["a\nb"],
    ),
    "a styled box that holds a paragraph": (f"<div {STYLE}>a\n  b<p>c</div>", ["a\nb", "c"]),
    "a styled box in one that is no code": (
        f"<div {STYLE}><p>c<div><div {STYLE}>a\n  b</div>\n  d</div>",
        ["c", "a\n  b", "d"],
    ),
    "styled boxes on either side of what is no code": (
        f"<div {STYLE}><div {STYLE}>a\n  b</div><div {STYLE}>c<p>d\n  e</div>"
        f"<div {STYLE}>f\n  g</div></div>",
        ["a\n  b", "c", "d\ne", "f\n  g"],
    ),
    "a styled box in code": (f"<pre>a\n<div {STYLE}>  b</div></pre>", ["a\n  b"]),
    "fragments of other makers": (
        "<div class=fragment><div class=line>a</div><div class=line>b</div></div>",
        ["a", "b"],
    ),
    "a page of Doxygen's without code": (
        "<link rel=stylesheet href=doxygen.css><p>It ends at <span class=lineno>the last</span>",
        ["It ends at the last"],
    ),
}


@pytest.mark.parametrize("case", LISTINGS)
def test_listings_are_one_block_of_code(case):
    markup, text = LISTINGS[case]
    page = segment_html(f"<body>{markup}")
    assert shown(page) == [text]


@pytest.mark.parametrize("case", OTHERS)
def test_what_is_no_listing_stays_as_it_is(case):
    markup, texts = OTHERS[case]
    assert shown(segment_html(f"<body>{markup}")) == texts


def test_a_styled_box_in_code_is_a_line():
    document = parse(f"<div {STYLE}><div {STYLE}>a</div>\n<div>  b</div></div>")
    write_listings(document)
    assert [node.tag for node in document.select("body *")] == ["pre", "div", "div"]


NESTED = {
    "tables": (ROW.format(1, "a <table>" + ROW.format(1, "b") + "</table>"), ["a", "b"]),
    "cells": (
        "<td class=code><div class=line>a</div>"
        "<table><td class=code><div class=line>b</div><div class=line> c</div></table>",
        ["a", "b\n c"],
    ),
}


@pytest.mark.parametrize("case", NESTED)
def test_of_listings_inside_one_another_the_inner_one_is_read(case):
    markup, texts = NESTED[case]
    page = segment_html(f"<div class=syntaxhighlighter><table>{markup}</table></div>")
    assert shown(page) == texts
