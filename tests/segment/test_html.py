from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from boilerclf.page import (
    CONTROL,
    EMPHASIS,
    HIDDEN,
    LINE_BREAK,
    LINK,
    NOSCRIPT,
    PREFORMATTED,
    TEMPLATE,
    UNSEEN,
)
from boilerclf.segment.html import segment_html
from boilerclf.segment.tags import TAGS

BLOCKS = {
    "elements of Word": (
        "<p>In <st1:place><st1:City>Bar</st1:City>, <st1:State>Foo</st1:State></st1:place> now",
        ["In Bar, Foo now"],
    ),
    "a picture amid text": ("<p>Press <picture><img></picture> twice", ["Press twice"]),
    "paragraphs": ("<p>a<p>b</p>c", ["a", "b", "c"]),
    "white space folds": ("<p> a\n\t b \u00a0 c </p>", ["a b c"]),
    "inline elements end no block": ("<p>a<b>b</b> <i>c</i><span> d</span>e", ["ab c de"]),
    "a link ends no block": ("<p>See <a href=/>the shop</a>, please.", ["See the shop, please."]),
    "white space between inline elements": ("<p><b>a</b>\n<b>b</b>", ["a b"]),
    "text on both sides of a block": ("<div>a<p>b</p>c<div>d</div>e</div>", list("abcde")),
    "a rule parts": ("a<hr>b", ["a", "b"]),
    "an image parts nothing": ("<p>a<img alt=x>b", ["ab"]),
    "wbr parts nothing": ("<p>super<wbr>market", ["supermarket"]),
    "one br": ("<p>a<br>b", ["a\nb"]),
    "two br": ("<p>a<br><br>b", ["a", "b"]),
    "two br with white space": ("<p>a<br>\n &nbsp;<br/> b", ["a", "b"]),
    "five br": ("a<br><br><br><br><br>b<br>c", ["a", "b\nc"]),
    "br at the ends": ("<p><br>a<br></p><br><br>b<br><br>", ["a", "b"]),
    "br inside a link": ("<a>a<br><br>b</a>", ["a", "b"]),
    "an old page": (
        "<font>One line<br>and another.<br><br>Two <b>lines<br></b><br>Three</font>",
        ["One line\nand another.", "Two lines", "Three"],
    ),
    "table cells": ("<table><tr><th>a<td>b<tr><td>c</table>", ["a", "b", "c"]),
    "caption": ("<table><caption>a</caption><tr><td>b</table>", ["a", "b"]),
    "text lost in a table": ("<table>a<tr><td>b</table>", ["a", "b"]),
    "list items": ("<ul><li>a<li>b<ol><li>c</ol>d</ul>", ["a", "b", "c", "d"]),
    "definitions": ("<dl><dt>a<dd>b<dt>c</dl>", ["a", "b", "c"]),
    "headings": ("<h1>a</h1>b<h6>c</h6>", ["a", "b", "c"]),
    "pre": ("<pre>\n  a\n\n b  c\n</pre>d", ["  a\n\n b  c", "d"]),
    "pre with markup": ("<pre><b>if</b> a:\n    <i>b</i><br>c</pre>", ["if a:\n    b\nc"]),
    "pre of one line": ("<ul><li>Type<pre>  go &lt;x&gt;</pre></ul>", ["Type", "  go <x>"]),
    "pre whose lines are divs": ("<pre><div>a</div><div>  b</div>c</pre>d", ["a\n  b\nc", "d"]),
    "pre in a list item": ("<ol><li><pre>a\n  b</pre><li>c</ol>", ["a\n  b", "c"]),
    "ruby": (
        "<p><ruby>時計<rp>(</rp><rt>とけい</rt><rp>)</rp></ruby>が<ruby>動<rt>うご</ruby>く",
        ["時計が動く"],
    ),
    "exponents": ("<p>10<sup>6</sup> 10<sup> -6</sup>, m<sup>2</sup>", ["10^6 10^ -6, m2"]),
    "notes after a number": (
        "<p>In 1999<sup><a>3</a></sup> and 1782<sup><a href=#n>4</a></sup> the 1<sup>st</sup>",
        ["In 1999^3 and 1782 4 the 1st"],
    ),
    "two notes": ("<p>In 1999.<sup>12</sup><sup>13</sup>", ["In 1999.12 13"]),
    "mixed numbers": ("<p>1<sup>1</sup>/<sub>2</sub> cups", ["1 1/2 cups"]),
    "a number that begins raised": ("<p><sup>1</sup>2 a<sup><sup>2</sup></sup>", ["12 a2"]),
    "tooltips": ("<p>a<span role=tooltip>b</span> c", ["a b c"]),
    "lines of ideographs": ("<p>猫が \n  いて、\n朝 の\n a<br>\n朝", ["猫がいて、朝 の a\n朝"]),
    "soft hyphens": ("<p>super\u00admar<b>&shy;</b>&shy;<b>ket</b> &shy;", ["supermarket"]),
    "deeper than the parser's tree": ("<div>" * 3000 + "a<p>b", ["a", "b"]),
    "xmp": ("<xmp>a <b> c</xmp>", ["a <b> c"]),
    "plaintext": ("<plaintext>a <b>", ["a <b>"]),
    "noscript in the body": ("<p>a<noscript>b<p>c</noscript>", ["a", "b", "c"]),
    "noscript in the head": ("<head><noscript><link><style></style></noscript></head>b", ["b"]),
    "noscript in the head, with text": ("<head><noscript><p>a</noscript></head>b", ["ab"]),
    "template": ("<template><p>a<template>b</template></template><p>c", ["a", "b", "c"]),
    "options of a select": ("<select><option>a<option>b</select>", ["a b"]),
    "groups of options": (
        "<select><optgroup><option>a<option>b<optgroup><option>c</select>",
        ["a b", "c"],
    ),
    "buttons": ("<button>a</button><button>b</button>", ["a", "b"]),
    "custom elements": ("<x-card>a<x-text>b</x-text></x-card>", ["a", "b"]),
    "custom elements in a paragraph": ("<p><x-t>a</x-t>, <b>b</b> <x-t>c</x-t>", ["a, b c"]),
    "custom elements after text": ("<div>at <x-t>a</x-t><div>b", ["at a", "b"]),
    "custom elements before text": ("<li><a>a</a> <x-t>b</x-t> ago", ["a b ago"]),
    "custom elements in one another": ("<div>at <x-t><x-y>a</x-y></x-t>.", ["at a."]),
    "custom elements around a block": ("<div>a <x-t><p>b</p></x-t> c", ["a", "b", "c"]),
    "custom elements that are cards": (
        "<div>a <x-t><x-y>b</x-y><x-z>c</x-z></x-t> d",
        ["a", "b", "c", "d"],
    ),
    "custom elements between the parts of a sentence": (
        "<span>Eels cost $</span><x-y>12</x-y><span> each, in coin.</span>",
        ["Eels cost $12 each, in coin."],
    ),
    "facts of a report": (
        "<span>Of </span><ix:nonNumeric>$<ix:nonFraction>12</ix:nonFraction> or<ix:nonFraction> 14"
        "</ix:nonFraction></ix:nonNumeric><span> Each.</span><ix:continuation><p>Two</p><p>more"
        "</ix:continuation>",
        ["Of $12 or 14 Each.", "Two", "more"],
    ),
    "custom elements apart": ("<div><a>a</a><x-t>b</x-t></div>", ["a", "b"]),
    "custom elements between words": ("<h3>one<x-by>two</x-by></h3>", ["one", "two"]),
    "custom elements in scripts without letter case": ("<p>今天<x-t>北京</x-t>", ["今天北京"]),
    "empty custom elements": ("<p>a<o:p></o:p> b", ["a b"]),
    "long custom elements": (f"<p>a <x-t>{'<i>b</i> ' * 40}</x-t>", ["a", "b " * 39 + "b"]),
    "inline styles that make blocks": (
        "<div><a style='display:block'>a</a><b style='color:red;DISPLAY: block'>b</b><i>c</i>"
        "<i style='display:inline-block'>d</i></div>",
        ["a", "b", "cd"],
    ),
    "MathML": (
        "<p>so <math><semantics><mrow><mi>a</mi><mo>=</mo><mn>1</mn></mrow>"
        "<annotation>a=1</annotation></semantics></math> holds",
        ["so a=1 holds"],
    ),
    "SVG": ("<p>a<svg><title>no</title><text>no</text></svg>b", ["ab"]),
    "left out": (
        "<script>no</script><style>no</style><textarea>no</textarea><canvas>no</canvas>"
        "<datalist><option>no</datalist><progress>no</progress><meter>no</meter><amp-ad>no</amp-ad>"
        "<iframe>no</iframe><noembed>no</noembed><!-- no -->a",
        ["a"],
    ),
    "for browsers that cannot show it": (
        "<video><p>no</p></video>a<audio>no</audio>b<object><p>no <a>no</a></p></object>",
        ["ab"],
    ),
    "a page inside an open video": ("<video><p>a</video>" + "<p>b" * 32, ["a", *"b" * 32]),
    "title": ("<title>no</title>a", ["a"]),
    "closed as in XML": (
        "<?xml version='1.0'?><html><head><title/><script src='x.js'/></head><body><p>a<a id='b'/>"
        " c<i/> d<br/>e<img src='f'/></p><div/><p>g</p></body></html>",
        ["a c d\ne", "g"],
    ),
    "not closed in HTML": ("<p>a<b/>c<p>d", ["ac", "d"]),
    "CDATA and instructions": ("<?xml version='1.0'?>a<![CDATA[no]]>b", ["ab"]),
    "XHTML": (
        "<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0//EN' 'x.dtd' "
        "[<!ENTITY e 'no'>]><html xmlns='http://www.w3.org/1999/xhtml'><body><p>a<br />b</p>"
        "<p>c</p></body></html>",
        ["]>", "a\nb", "c"],
    ),
    "frames": ("<frameset><frame><noframes>no</noframes></frameset>", []),
    "entities": ("<p>a &amp; b &lt;c&gt; &#x4e2d;&nosuch;", ["a & b <c> 中&nosuch;"]),
    "no markup": ("a", ["a"]),
    "right to left and marks": ("<p>\u200fשלום\u200e e\u0301", ["\u200fשלום\u200e e\u0301"]),
    "nothing to see": ("<p>\u200b\u00ad</p><p>\u2060 \ufeff<br>\u200d</p><p>a", ["a"]),
    "link around blocks": ("<a><div>a</div>b<h2>c</h2></a>d", ["a", "b", "c", "d"]),
    "emphasis around paragraphs": ("<b><p>a</p><p>b</p></b>c", ["a", "b", "c"]),
    "unclosed": ("<div><ul><li>a <b>b", ["a b"]),
    "stray end tags": ("</div>a</p>b</span>c", ["a", "bc"]),
    "lone surrogate": ("<p>a\ud800b", ["a\ufffdb"]),
    "NUL": ("<p>a\x00b", ["ab"]),
}


@pytest.mark.parametrize("case", BLOCKS)
def test_blocks(case):
    html, texts = BLOCKS[case]
    page = segment_html(html, source="somewhere")
    assert page.block_texts() == texts
    assert (page.kind, page.source, page.lines) == ("html", "somewhere", None)
    assert page.status == ("ok" if texts else "empty")
    check_laws(page)


@pytest.mark.parametrize(
    "html", ["", " \n", "\ufeff", "<!-- a -->", "<p>&nbsp;<br>", "<div hidden>"]
)
def test_nothing_there(html):
    page = segment_html(html)
    assert (page.n_blocks, page.text, page.status, page.reason) == (0, "", "empty", "no_text")
    check_laws(page)


FLAGS = {
    "attribute": ("<div hidden>a</div>", [HIDDEN]),
    "until found": ("<div hidden=until-found><p>a</div>", [HIDDEN]),
    "not displayed": ("<div style='color:red; DISPLAY :\n none'><p>a</div>b", [HIDDEN | UNSEEN, 0]),
    "not visible": ("<p style='visibility: hidden !important'>a", [HIDDEN]),
    "displayed": ("<p style='display:block'>a", [0]),
    "hidden in part": ("<p>a<span hidden>b</span>", [0]),
    "noscript": ("<body><noscript><p>a</p></noscript>b", [NOSCRIPT, 0]),
    "noscript in the head": ("<head><noscript><img><p>a</noscript>", [0]),
    "template": ("<template>a</template>b", [TEMPLATE | UNSEEN, 0]),
    "shadow root": ("<x-y><template shadowrootmode=open>a</template></x-y>", [0]),
    "hidden shadow root": ("<template shadowrootmode=open hidden>a</template>", [HIDDEN]),
    "shadow root in a template": (
        "<template><p>a</p><template shadowrootmode=open>b</template></template>",
        [TEMPLATE, TEMPLATE],
    ),
    "pre": ("<pre>a</pre>b", [PREFORMATTED, 0]),
    "all at once": (
        "<body><noscript><div hidden><template><pre>a</pre></template></div></noscript>b",
        [NOSCRIPT | HIDDEN | TEMPLATE | PREFORMATTED | UNSEEN, 0],
    ),
}


@pytest.mark.parametrize("case", FLAGS)
def test_block_flags(case):
    html, flags = FLAGS[case]
    assert segment_html(html).markup.block_flags.tolist() == flags


STYLES = {
    "link": ("<p>a<a>b</a>c", {"b": LINK}, [1]),
    "emphasis": ("<p>a<b>b</b><em>c</em><mark>d</mark>e", dict.fromkeys("bcd", EMPHASIS), [0]),
    "both": ("<a>a<i>b</i></a>", {"a": LINK, "b": LINK | EMPHASIS}, [1]),
    "button": ("<button>a</button>b", {"a": CONTROL}, [0, 0]),
    "button in a heading": ("<h3>a <button>b</button></h3>", {"b": CONTROL}, [0, 0]),
    "button that is a heading": ("<h3><span><button>a <i></i></button></span></h3>b", {}, [0, 0]),
    "button that is a heading by its role": (
        "<div role=heading aria-level=3><button>a</button></div>b",
        {},
        [0, 0],
    ),
    "card in a heading": ("<h2><button><div>a</div></button></h2>", {"a": CONTROL}, [0]),
    "options": ("<select><option>a<option>b", {"a": CONTROL, "b": CONTROL}, [0]),
    "link around a block": ("<a>a<div>b</div>c</a>d", dict.fromkeys("abc", LINK), [1, 1, 1]),
    "bold around paragraphs": ("<b><p>a</p>b</b>c", {"a": EMPHASIS, "b": EMPHASIS}, [0, 0]),
    "block inside inline inside block": (
        "<p><span>a<a><span>b<x-y>c</x-y></span>d</a></span>e",
        dict.fromkeys("bcd", LINK),
        [1, 1, 1],
    ),
    "several links": ("<p><a>a</a>, <a>b</a> x <a>c<b>d</b>e</a>", None, [3]),
    "links without text": ("<p><a></a><a> </a>a<a><img></a>", {}, [0]),
    "old page": ("x<br><a>a</a><br><br><a>b</a><br>y", {"a": LINK, "b": LINK}, [1, 1]),
}


@pytest.mark.parametrize("case", STYLES)
def test_styles(case):
    html, styles, n_links = STYLES[case]
    page = segment_html(html)
    markup = page.markup
    assert markup.n_links.tolist() == n_links
    if styles is not None:
        edges = [*markup.part_starts.tolist(), len(page.text)]
        parts = [page.text[i:j] for i, j in pairwise(edges)]
        found = {
            part: flag for part, flag in zip(parts, markup.part_flags.tolist(), strict=True) if flag
        }
        assert {part: flag for part, flag in found.items() if not part.isspace()} == styles


def test_a_button_that_is_a_heading_is_read_as_its_text():
    page = segment_html("<h3 id=q><button class=opens>Why?</button></h3><div>So.</div>")
    tags = [TAGS[tag] for tag in page.markup.tags.tolist()]
    assert tags == ["html", "head", "body", "h3", "span", "div"]
    assert TAGS[page.markup.tags[page.markup.block_leaf[0]]] == "span"


def inside(html, tag, number=0):
    """Return the texts of the blocks inside an element."""
    page = segment_html(html)
    markup = page.markup
    element = np.flatnonzero(markup.tags == TAGS.index(tag))[number]
    return page.block_texts()[markup.first_block[element] : markup.end_block[element]]


INSIDE = {
    "block": ("a<div>b<p>c</p></div>d", "div", ["b", "c"]),
    "inline": ("<p>a <b>b</b> c", "b", ["a b c"]),
    "link around a block": ("<p>x</p><a><div>a</div></a>b", "a", ["a"]),
    "text before, in the same block": ("x <a>y<div>a</div></a>b", "a", ["x y", "a"]),
    "text before, none of its own": ("x <a><div>a</div></a>b", "a", ["a"]),
    "text before, wrapped": ("x <a><span> <em><div>a</div></em></span></a>b", "em", ["a"]),
    "text after, in the same block": ("<a><div>a</div>y</a> b", "a", ["a", "y b"]),
    "bold around paragraphs": ("x<b><p>a</p><p>b</p></b>y", "b", ["a", "b"]),
    "nothing": ("a<span><img></span>b", "span", []),
    "nothing, after text": ("a<div></div>b", "div", []),
    "br": ("a<span><br></span>b", "span", ["a\nb"]),
    "body": ("a<p>b", "body", ["a", "b"]),
}


@pytest.mark.parametrize("case", INSIDE)
def test_blocks_inside(case):
    html, tag, texts = INSIDE[case]
    assert inside(html, tag) == texts
    check_laws(segment_html(html))


def test_elements_around_a_block():
    page = segment_html("<body><div class=x><p>a <a><em>b</em></a><td>c</p><a><i>d</i></a></div>")
    markup = page.markup
    own = [TAGS[markup.tags[i]] for i in markup.block_element]
    leaf = [TAGS[markup.tags[i]] for i in markup.block_leaf]
    assert own == ["p", "div"]
    assert leaf == ["p", "i"]


def check_laws(page):
    markup = page.markup
    n_elements, n_blocks, n_parts = len(markup.tags), page.n_blocks, len(markup.part_starts)
    # Types and shapes.
    for name, dtype, length in (
        ("tags", np.int16, n_elements),
        ("parents", np.int32, n_elements),
        ("name_ids", np.int32, n_elements),
        ("first_block", np.int32, n_elements),
        ("end_block", np.int32, n_elements),
        ("block_element", np.int32, n_blocks),
        ("block_leaf", np.int32, n_blocks),
        ("block_flags", np.uint8, n_blocks),
        ("n_links", np.int32, n_blocks),
        ("part_starts", np.int64, n_parts),
        ("part_flags", np.uint8, n_parts),
    ):
        column = getattr(markup, name)
        assert (column.dtype, column.shape) == (dtype, (length,)), name
    assert page.starts.dtype == page.ends.dtype == np.int64
    # The blocks tile the text, each begins with a part and shows something.
    assert page.starts.tolist() == [0, *page.ends[:-1].tolist()][:n_blocks]
    assert (page.starts < page.ends).all()
    assert n_blocks == 0 or page.ends[-1] == len(page.text)
    assert np.isin(page.starts, markup.part_starts).all()
    assert (np.diff(markup.part_starts) >= 0).all()
    assert all(text.strip() for text in page.block_texts())
    # A parent comes before its children, and holds their blocks.
    assert (markup.parents < np.arange(n_elements)).all()
    assert ((markup.parents == -1) == (np.arange(n_elements) == 0)).all()
    assert (markup.first_block <= markup.end_block).all()
    child = np.flatnonzero(markup.parents >= 0)
    parent = markup.parents[child]
    assert (markup.first_block[parent] <= markup.first_block[child]).all()
    assert (markup.end_block[child] <= markup.end_block[parent]).all()
    # The blocks inside an element are those with text in it: its own, and its descendants'.
    for block in range(n_blocks):
        chain = []
        element = markup.block_leaf[block]
        while element >= 0:
            chain.append(element)
            element = markup.parents[element]
        assert markup.block_element[block] in chain
        assert (markup.first_block[chain] <= block).all()
        assert (markup.end_block[chain] > block).all()
    assert page.text.encode().decode() == page.text


MARKUP = """
<p> </p> <div> </div> <a> </a> <b> </b> <span> </span> <br> <br><br> <li> <ul> </ul> <table>
</table> <tr> <td> <select> <option> </select> <pre> </pre> <template> </template> <noscript>
</noscript> <svg> </svg> <math> <mi> </math> <x-y> </x-y> <button> </button> <h1> </h1> <hr>
<script> </script> <style> </style> <title> </title> <textarea> </textarea> <!-- --> <!x ]]> <audio>
</audio> <math/alttext=x> <mfrac> </mfrac> <img/class=tex/alt=x> <script/type=math/tex>
<td/colspan=2> <ol/start=3> <i/style=display:block> <i/class=lineno> 12 <sup> <![CDATA[ <p/hidden>
<p/class=a> <html/lang=x> <body/a=1> <frameset> <plaintext> <img> <i/id=1> a b &amp; &#0; &#xd800; é
中 < > " ' = / </
"""
WORDS = st.sampled_from([*MARKUP.split(), *" \n\xa0\u2028\u200b\x00", "\ud800", "\U0001f642"])


@given(st.lists(WORDS, max_size=40).map("".join))
@example("<template><select><template>a<b>b</template></select>c</template>d")
def test_laws_on_any_markup(html):
    page = segment_html(html)
    check_laws(page)
    assert set(page.text) <= set(html) | set(f"{LINE_BREAK}\n &\ufffd$/()^")  # of formulas too
    again = segment_html(html)
    assert again.text == page.text
    for column in page.markup.__slots__:
        assert np.array_equal(getattr(page.markup, column), getattr(again.markup, column)), column


@given(st.text())
def test_laws_on_any_text(text):
    page = segment_html(text)
    check_laws(page)
    if not set("<&\ud800\x00") & set(text) and text.isprintable():
        assert " ".join(page.block_texts()) == " ".join(text.split()) or not text.strip(
            "\u200b\xad"
        )


@given(st.lists(st.sampled_from(["<p>a</p>", "<div>b", "</div>", "<br>", "c ", "<i>d</i>"])))
def test_text_survives(pieces):
    page = segment_html("".join(pieces))
    letters = [letter for letter in "".join(page.block_texts()) if letter in "abcd"]
    wanted = {"<p>a</p>": "a", "<div>b": "b", "c ": "c", "<i>d</i>": "d"}
    assert letters == [wanted[piece] for piece in pieces if piece in wanted]
