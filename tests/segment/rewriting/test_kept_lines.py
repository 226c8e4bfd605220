"""Line breaks that a style sheet keeps, outside of ``<pre>``."""

import time

import pytest

from boilerclf.page import PREFORMATTED
from boilerclf.segment import segment_html

LINES = {
    "of an inline style": (
        "<p style='white-space: pre-line'>\n  Over\n  the sea\n\n  and home\n</p>is\nit",
        ["Over\nthe sea", "and home", "is it"],
    ),
    "of a rule": (
        "<style>.poem{color:red;white-space:pre-wrap}</style><div class=poem>Over\n<i>the sea\nand"
        "</i> home</div><p>is\nit",
        ["Over\nthe sea\nand home", "is it"],
    ),
    "of a rule for a tag inside": (
        "<style>#post p{white-space:pre}</style><div id=post><p>a\nb</p>c\nd</div>",
        ["a\nb", "c d"],
    ),
    "of a rule for wide screens": (
        "<style>@media (min-width:600px){.m{white-space:pre-line}}</style><p class=m>a\nb",
        ["a\nb"],
    ),
    "of a rule for paper": (
        "<style>@media print{.m{white-space:pre-line}}</style><p class=m>a\nb",
        ["a b"],
    ),
    "of an important rule": (
        "<style>.m{white-space:pre!important}p.m.n{white-space:normal}</style><p class='m n'>a\nb",
        ["a\nb"],
    ),
    "of the weaker rule": (
        "<style>p.m{white-space:normal}.m{white-space:pre}</style><p class=m>a\nb<p class=m>c\nd",
        ["a b", "c d"],
    ),
    "of the later rule": (
        "<style>.m{white-space:normal}.n{white-space:pre}</style><p class='m n'>a\nb",
        ["a\nb"],
    ),
    "against a rule": (
        "<style>.m{white-space:nowrap}</style><p class=m style=white-space:pre-wrap>a\nb",
        ["a\nb"],
    ),
    "beside values of other browsers": (
        "<p style='white-space:pre-wrap;white-space:-moz-pre-wrap'>a\r\nb\rc",
        ["a\nb\nc"],
    ),
    "of white-space-collapse": ("<p style='white-space-collapse:preserve'>a\nb", ["a\nb"]),
    "of a class of Tailwind": ("<p class='mb-2 whitespace-pre-line'>a\nb", ["a\nb"]),
    "of a class like it": ("<p class=my-whitespace-pre-line>a\nb", ["a b"]),
    "folded again inside": (
        "<style>body{white-space:pre-line}.f{white-space:normal}</style><div>a\nb<p class=f>c\nd"
        "</p><b style='white-space:nowrap'>e\nf</b> <b class=whitespace-normal>g</b></div>",
        ["a\nb", "c d", "e f g"],
    ),
    "between elements": (
        "<ul style='white-space:pre-line'>\n <li>a\nb</li>\n\n <li><b>c</b>\n<b>d</b></li>\n</ul>",
        ["a\nb", "c\nd"],
    ),
    "in a table": (
        "<table style='white-space:pre-line'>\n <tr>\n <td>a\nb</td>\n <td>c</td></table>",
        ["a\nb", "c"],
    ),
    "of another property": ("<p style='my-white-space:pre;x:white-space'>a\nb", ["a b"]),
    "in code that is a block": (
        "<style>code{white-space:pre-wrap}</style><div><code>if a:\n    b\n</code></div>"
        "<p>Call <code>a\nb</code> now",
        ["if a:\n    b", "Call a\nb now"],
    ),
    "in boxes set as code": (
        "<style>.c{white-space:pre;font-family:monospace}</style><div class=c>if a:\n    b</div>"
        "<div class=c>c<p>d\n  e</div>",
        ["if a:\n    b", "c", "d\ne"],
    ),
    "that HTML keeps": (
        "<style>pre,pre code{white-space:pre-wrap}</style><pre><code>a\n  b</code></pre>"
        "<pre style='white-space:pre-wrap'>c\n  d</pre><code>e\nf</code>",
        ["a\n  b", "c\n  d", "e f"],
    ),
    "in controls": ("<button style='white-space:pre-line'>a\nb</button>", ["a b"]),
}


@pytest.mark.parametrize("case", LINES)
def test_lines_that_a_style_keeps_are_lines(case):
    html, texts = LINES[case]
    assert segment_html(html).block_texts() == texts


def test_only_code_is_preformatted():
    page = segment_html(LINES["in boxes set as code"][0])
    assert [bool(flags & PREFORMATTED) for flags in page.markup.block_flags] == [True, False, False]


def test_many_lines_and_rules_take_linear_time():
    def seconds(n):
        rules = "".join(f".m .a{i}{{white-space:pre}}p{{white-space:normal}}" for i in range(n))
        lines = "a\nb<i>c</i>" * n
        html = f"<style>{rules}</style><div style=white-space:pre>{lines}<p class=a1>"
        start = time.perf_counter()
        assert segment_html(html).n_blocks == 1
        return time.perf_counter() - start

    seconds(10)
    assert seconds(16_000) < 16 * seconds(2000) + 0.5


@pytest.mark.parametrize(
    "piece",
    [
        "<div style=white-space:pre>a\nb",
        "<code style=white-space:pre>\na\nb",
        "<div><code style=white-space:pre>\na\nb",
        "<p style=white-space:pre>a\nb</p>",
    ],
)
def test_elements_in_one_another_take_linear_time(piece):
    def seconds(n):
        start = time.perf_counter()
        segment_html(piece * n)
        return time.perf_counter() - start

    seconds(10)
    assert seconds(8000) < 16 * seconds(1000) + 0.5
