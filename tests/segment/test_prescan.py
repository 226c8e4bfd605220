import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from boilerclf.segment.html import segment_html
from boilerclf.segment.limits import Limits
from boilerclf.segment.prescan import most_open, prescan
from boilerclf.segment.rewrite import rewrite

LIMITS = Limits()
SMALL = Limits(max_depth=12, max_formatting=3)


def tree_size(markup):
    """Return the depth of the parser's tree and how many elements it has."""
    depth = n_elements = 0
    waiting = [(LexborHTMLParser(markup).root, 1)]
    while waiting:
        node, level = waiting.pop()
        while node is not None:
            if not node.tag.startswith("-"):
                depth, n_elements = max(depth, level), n_elements + 1
            if node.tag == "template":
                fragments = node.template_fragments()
                waiting += [(fragment.first_child, level + 1) for fragment in fragments]
            waiting.append((node.first_child, level + 1))
            node = node.next
    return depth, n_elements


UNTOUCHED = {
    "nothing": "",
    "one character": "<",
    "text": "a < b",
    "a page": "<!DOCTYPE html><html lang=x><body class=y><p>a<b>b</b></body></html>",
    "a deep one": "<div>" * 300 + "a" + "</div>" * 300,
    "many paragraphs": "<p>a" * 100_000,
    "many icons": "<li><i class='x'></i> <b id=y>a</b></li>" * 3000,
    "a long script": "<script>" + "if(a<b && c = 'd') e = \"f\"; " * 3000 + "</script>a",
    "a long style": "<style>" + "a b c {d: e f}\n" * 3000 + "</style>a",
    "a long comment": "<!--" + " a b <c d e " * 3000 + "-->a",
    "a picture in a value": "<img class=a src='data:" + "A b/" * 20_000 + "' id=b>a",
    "a page in a value": '<div data-x="' + "<p class='a'>b</p>\n" * 3000 + '">a</div>',
    "cards with values": "<div data-a='x > y' title=\"<b>\">a</div>\n" * 3000,
    "not ASCII": "<p title='ä'>中文🙂</p>" * 3000,
    "top tags": "<html><head><body class=a>" * 100,
}


@pytest.mark.parametrize("case", UNTOUCHED)
def test_what_harms_nobody_is_left_as_it_is(case):
    html = UNTOUCHED[case]
    assert prescan(html, LIMITS) == (html.encode(), "")


def numbered(pattern, n):
    return "".join(pattern.format(i) for i in range(n))


CUT = {
    "characters": ("a" * 33_554_433, "max_characters"),
    "attributes": ("<p " + numbered("a{} ", 100_000) + ">x", "max_attributes"),
    "attributes parted by slashes": ("<p " + numbered("a{}/", 100_000) + ">x", "max_attributes"),
    "attributes with values": ("<p " + numbered("a{}='b'", 100_000) + ">x", "max_attributes"),
    "attributes and angles": ("<p " + numbered('a{}="<b>" ', 50_000) + ">x", "max_attributes"),
    "attributes and an angle now and then": (
        "<p " + (numbered("a{} ", 500) + "b='>' c=\"<p\" ") + numbered("d{0}=' >' <e{0} ", 50_000),
        "max_attributes",
    ),
    "attributes, misquoted": (
        "<p " + numbered("a{0}=\"'>\" b{0}='\">' ", 50_000) + ">x",
        "max_attributes",
    ),
    "attributes in a script before": (
        "<script>a<b '</script><p " + numbered("a{} ", 100_000) + ">x",
        "max_attributes",
    ),
    "attributes of many bodies": (numbered("<body a{}=1>", 100_000) + "x", "max_attributes"),
    "attributes of many roots": (numbered("<HTML a{}=1>", 100_000) + "x", "max_attributes"),
    "10 000 nested": ("<div>" * 10_000 + "x", "max_depth"),
    "1 000 000 nested": ("<div>" * 1_000_000 + "x", "max_depth"),
    "nested and closed": ("<div>" * 50_000 + "x" + "</div>" * 50_000, "max_depth"),
    "nested custom elements": (numbered("<a-{}>", 50_000) + "x", "max_depth"),
    "nested SVG": ("<svg>" + "<g>" * 100_000 + "</svg>x", "max_depth"),
    "void elements nest in SVG": ("<svg>" + "<input>" * 100_000 + "</svg>x", "max_depth"),
    "groups of options": ("<optgroup>" * 50_000 + "x", "max_depth"),
    "end tags in comments": ("<div><!--</div>-->" * 50_000 + "x", "max_depth"),
    "end tags in values": ("<div a='</div>'>" * 50_000 + "x", "max_depth"),
    "end tags in scripts": ("<div><script></div></script>" * 50_000 + "x", "max_depth"),
    "end tags in a script in a script": (
        "<div><script><!--<script></script></div></script>-->" * 30_000 + "x",
        "max_depth",
    ),
    "end tags out of scope": ("<div><object></div></object>" * 50_000 + "x", "max_depth"),
    "end tags of inline elements": ("<span><div></span></div>" * 50_000 + "x", "max_depth"),
    "forms taken out": ("<form><div></form>" * 50_000 + "x", "max_depth"),
    "end tags without effect": ("<span>" * 50_000 + "</i>" * 50_000 + "x", "max_depth"),
    "formatting opened again": (
        "<p>" + numbered("<b id={}>", 50_000) + "<p>x" * 50_000,
        "max_formatting",
    ),
    "little formatting opened often": (
        "<p>" + numbered("<font id={}>", 400) + "<p>x" * 50_000,
        "max_formatting",
    ),
    "formatting around many children": (
        numbered("<b id={}>", 10_000) + "<div>" + "<br>" * 10_000 + "x" + "</b>" * 10_000,
        "max_formatting",
    ),
}


@pytest.mark.parametrize("case", CUT)
def test_caps(case):
    html, reason = CUT[case]
    started = time.process_time()
    page = segment_html(html)
    seconds = time.process_time() - started
    assert (page.status, page.reason) == ("limited", reason)
    assert ("x" in page.text) or "now and then" in case or case == "characters"
    assert seconds < 1 + 4e-6 * len(html)


def test_copies_of_options_are_not_made():
    html = "<select><button><selectedcontent></selectedcontent></button>"
    page = segment_html(html + "<option selected>x" * 20_000)
    assert page.text.count("x") == 20_000


@pytest.mark.parametrize("n", [1000, 1001])
def test_attributes_are_cut_at_the_cap(n):
    html = "<p " + " ".join(f"attribute{i}" for i in range(n)) + " class=last>x"
    markup, reason = prescan(html, LIMITS)
    assert reason == "max_attributes"
    node = LexborHTMLParser(markup).css_first("p")
    assert list(node.attributes) == [f"attribute{i}" for i in range(1000)]
    assert node.text() == "x"


def test_attributes_within_the_cap_are_kept():
    html = "<p " + " ".join(f"attribute{i}" for i in range(999)) + " class=last>x"
    assert prescan(html, LIMITS) == (html.encode(), "")


def test_depth_is_cut_at_the_cap():
    markup, reason = prescan("<div>" * 20_000 + "x<p>y", LIMITS)
    assert reason == "max_depth"
    assert tree_size(markup)[0] == 512 + 2  # html and body


def test_smaller_caps():
    limits = Limits(max_characters=3000, max_depth=5)
    assert prescan("<i>" * 2000, limits) == (b"<i>" * 5 + b"</i>" * 5, "max_characters,max_depth")


REWRITTEN = {
    "comments": ("<i>a<!-- <b> --></i>", "<i>a</i>"),
    "lone angles": ("a < b << </i>c", "a &lt; b &lt;&lt; c"),
    "implied end tags": (
        "<ul><li>a<p>b<li>c</ul><dl><dt>d<dd>e</dl>",
        "<ul><li>a<p>b</p></li><li>c</li></ul><dl><dt>d</dt><dd>e</dd></dl>",
    ),
    "tables": (
        "<table><tr><td>a<td>b<tr><th>c</table>d",
        "<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>d",
    ),
    "tables in tables": (
        "<table><tr><td><table><tr><td>a</table>b</table>",
        "<table><tr><td><table><tr><td>a</td></tr></table>b</td></tr></table>",
    ),
    "cells without a table": ("<td>a</td><p>b", "<td>a<p>b</p>"),
    "options": (
        "<select><optgroup><option>a<option>b<optgroup><option>c</select>",
        "<select><optgroup><option>a</option><option>b</option></optgroup>"
        "<optgroup><option>c</option></optgroup></select>",
    ),
    "raw text": ("<style><b></style><textarea></b></TEXTAREA >a", None),
    "unclosed raw text": ("<p>a<title><b>", "<p>a<title><b></title></p>"),
    "self-closing tags of SVG": ("<svg><path/><g>a</svg><div/>b", None),
    "out of SVG": ("<svg><g><p>a</svg>b", "<svg><g></g></svg><p>ab</p>"),
    "links": ("<a>a<a>b", "<a>a</a><a>b</a>"),
    "end tags of nothing": ("</div>a</p></br>b</i>", "a<br>b"),
    "CDATA": ("<svg><![CDATA[</svg><b>]]></svg>a", "<svg><![CDATA[</svg><b>]]></svg>a"),
}
FORCED = "<b><b><b><b></b></b></b></b>"
FORCED_WRITTEN = "<b><b><b></b></b></b>"


@pytest.mark.parametrize("case", REWRITTEN)
def test_rewriting(case):
    html, wanted = REWRITTEN[case]
    if wanted is None:
        wanted = {
            "raw text": "<style><b></style><textarea></b></textarea>a",
            "self-closing tags of SVG": "<svg><path/><g>a</g></svg><div/>b</div>",
        }[case]
    markup, reached = rewrite((FORCED + html).encode(), SMALL, 0)
    assert (markup.decode(), reached) == (FORCED_WRITTEN + wanted, ["max_formatting"])


NAMES = """div span b i font a p li ul td tr table tbody select option optgroup svg math g title
style script foreignObject mi object button h1 form input br template nobr textarea dd dl iframe
desc caption html body xmp noscript annotation-xml ruby rt center x-y image""".split()  # noqa: SIM905  # reads better
NAME = st.sampled_from(NAMES)
ATTRIBUTES = st.sampled_from(["", " id=1", " id=2", "/", ' a=">"', " a='</div>'", ' a="</p></b>"'])
OTHER = st.sampled_from(
    ["x", " ", "<!--", "-->", "<!", "<![CDATA[", "]]>", '"', "'", "<", "</", '<p a="', ">"]
)
TOKENS = st.one_of(
    st.builds("<{}{}>".format, NAME, ATTRIBUTES), st.builds("</{}>".format, NAME), OTHER
)


@given(
    st.lists(TOKENS, max_size=3).map("".join),
    st.lists(TOKENS, min_size=1, max_size=8).map("".join),
)
@example("", "<form id=1><math></form><script>a<dl>")
@example("", "<tr><option><tr><optgroup/>")
@example("<math>", "<image><svg><object/><desc>")
@example("", "<p><rt><ruby>")
@example("x", "<</x><g/>")
def test_markup_is_left_alone_only_if_its_tree_is_small(head, unit):
    html = head + unit * 60
    markup, reached = rewrite(html.encode(), SMALL, 0)
    depth, n_elements = tree_size(markup)
    n_tags = html.count("<") + 1
    assert depth <= 2 * SMALL.max_depth + 8
    assert n_elements <= 8 * n_tags + 8
    assert reached or markup.decode() == html


PLAIN = st.one_of(
    TOKENS,
    st.builds('<{}{}{}="{}">'.format, NAME, st.sampled_from([" ", ""]), NAME, OTHER),
    st.builds("<{0}>{1}</{0}>".format, NAME, OTHER),
    st.builds("{0}{1}{0}".format, st.sampled_from(["'", '"']), TOKENS),
    st.sampled_from(["<br>", "<img a='b'/>", '=">', "='", "<div<", "<!-- ", " -->"]),
)


@given(
    st.lists(PLAIN, max_size=3).map("".join),
    st.lists(PLAIN, min_size=1, max_size=8).map("".join),
)
@example("", """<div a="<p b="x='">t</p>">c</div>'>""")
@example("", "<div<p>x</p></div>")
@example("", '<div a="<p b=\'"\'>t</p> x=">c</div>')
@example("", "<div><<p>x</p>/div>")
@example("<svg>", "<input><br><a>x</a>")
@example("<table>", "<td><p>x</p></td>")
def test_no_tree_is_deeper_than_what_may_be_open(head, unit):
    html = head + unit * 60
    depth, _ = tree_size(html)
    n_formatting = len(re.findall("<(?:a|b|i|font|nobr)(?=[ >/<])", html))
    unsaid = 8  # html, body and parts of tables
    assert depth <= most_open(html.encode()) * 2 + n_formatting + unsaid


@given(st.lists(st.sampled_from(["<b>", "</b>", "<p>", "</p>", "<div>", "</div>"]), min_size=1))
def test_text_outlasts_rewriting(tags):
    html = "".join(f"{tag}w{number} " for number, tag in enumerate(tags))
    markup, _ = rewrite((FORCED + html).encode(), Limits(max_depth=2, max_formatting=1), 0)
    words = re.findall("w[0-9]+", LexborHTMLParser(markup).body.text())
    assert words == [f"w{number}" for number in range(len(tags))]


PATTERNS = {
    "quotes": '<p a="',
    "equals": "<p a=",
    "angles": "<p <",
    "single quotes": "<p a='>",
    "slashes": "<p /",
    "spaces": "<p  ",
    "end tags": "</p a=",
    "comments": "<!-",
    "open comments": "<!--",
    "data": "<svg><![CDATA[",
    "scripts": "<script><!--",
    "script ends": "<script></scrip",
    "styles": "<style><",
    "fonts": "<font color=x>a<",
    "quoted angles": '=">',
    "openings": "<a<a",
}


@pytest.mark.parametrize("case", PATTERNS)
@pytest.mark.parametrize("end", ["", "!", ">", "\"'>"])
def test_patterns_take_linear_time(case, end):
    html = PATTERNS[case] * 50_000 + end
    started = time.process_time()
    prescan(html, LIMITS)
    rewrite(html.encode(), LIMITS, 0)
    assert time.process_time() - started < 5
