"""Large and hostile markup is read in linear time."""

import time

import pytest

from boilerclf.segment.html import segment_html

CHAINS = ",".join(f"i>{'b>' * (60 + n)}b .c" for n in range(32))
"""Selectors that are tried anew from each element around one."""
LINE = "a" * 40 + "<b></b>"
LINKS = '{"children":[' * 9 + '{"text":"a"}' + "]}" * 9
QUESTION = "<button class=accordion>Is it open?</button><div>"
BUSY = 3
"""How many times the seconds below a busy machine may take; a loop in a loop takes far longer."""

LARGE = {
    "a million paragraphs": ("<p>a" * 250_000, 250_000, 20),
    "one long line": ("a" * 10_000_000, 1, 2),
    "one long grapheme": ("e" + "\u0301" * 1_000_000, 1, 2),
    "many invisible": ("<p>\u200b" * 250_000, 0, 20),
    "br": ("<p>" + "a<br><br>" * 250_000, 250_000, 10),
    "lt": ("<" * 2_000_000, 1, 20),
    "unclosed comment": ("a<!--" + "-" * 10_000_000, 1, 2),
    "unclosed script": ("a<script>" + "</scrip" * 1_000_000, 1, 20),
    "unclosed title": ("a<title>" + "<p>" * 1_000_000, 1, 20),
    "unclosed textarea": ("a<textarea>" + "<p>" * 1_000_000, 1, 20),
    "styled code in one another": (
        "<div style='white-space:pre;font:mono'>" * 500 + "a<br>" * 200_000,
        1,
        10,
    ),
    "styled boxes in one another with what is no code behind": (
        "<div style='white-space:pre;font:mono'>" * 500 + "a<br>" * 200_000 + "<p>a",
        2,
        5,
    ),
    "fonts in a style": (f"<div style='white-space:pre;{'font:' * 400_000}'>a", 1, 2),
    "cells with lines of links": (
        "<table><tr>" + "<td>Text<br><a href=a>A</a> <a href=b>B</a></td>" * 100_000,
        200_000,
        6,
    ),
    "types with wide spaces": (
        "a<script type=application/ld+json>" + ('"@type":' + " " * 1000) * 2000 + "</script>",
        1,
        2,
    ),
    "types and addresses": (
        "<meta property=og:type content=a><link rel=canonical href=/b/c>" * 50_000 + "a",
        1,
        10,
    ),
    "many formulas": ("<p>" + "<math><mi>x</mi></math>" * 100_000, 1, 10),
    "scripts of formulas": ("<p>" + "<script type=math/tex>x</script>" * 100_000, 1, 10),
    "formulas in formulas": ("<math><mtext>" * 400 + "a" * 1_000_000, 1, 2),
    "custom elements amid text": ("<p>" + "<x-y>a</x-y> " * 100_000, 1, 10),
    "custom elements in one another": ("<p>a " + "<x-y>" * 200_000 + "a", 2, 10),
    "custom elements in sentences": ("<b> so it was</b><x-y>,</x-y>" * 50_000 + ".", 1, 10),
    "elements in line": ("so " + "<div style=display:inline>it was </div>" * 50_000, 1, 10),
    "elements in line in one another": (
        "so " + "<div style=display:inline>" * 500 + "a " * 500_000,
        2,
        5,
    ),
    "line numbers in one another": ("<div class=gutter>" * 500 + "1 " * 500_000, 1, 5),
    "cells that span": ("<table>" + "<tr><td colspan=9>a" * 100_000, 100_000, 20),
    "elements that a style parts": ("<p>" + "<b>ab</b><b>Cd</b>" * 100_000, 1, 10),
    "boxes below chains of children": (
        f"<style>{CHAINS}{{display:block}}</style>{'<b>' * 400}"
        + "<u><u class=c>abcd</u><u>defg</u></u>" * 20_000,
        1,
        4,
    ),
    "hidden below chains of children": (
        f"<style>{CHAINS}{{display:none}}</style>{'<b>' * 400}"
        + "<u><u class=c>a</u>b</u>" * 20_000,
        1,
        4,
    ),
    "tags below chains of children": (
        f"<style>{CHAINS.replace('.c', 'u')}{{display:none}}</style>{'<b>' * 400}"
        + "<i><u>a</u>b</i>" * 20_000,
        1,
        4,
    ),
    "a row with many names": (
        f"<p class='{'ab ' * 100_000}'>" + "<b>ab</b><b>cd</b>" * 50_000,
        1,
        10,
    ),
    "a row with a long style": (
        f"<p style='{'a:b;' * 100_000}'>" + "<b>ab</b><b>cd</b>" * 50_000,
        1,
        10,
    ),
    "fields with comments between": (
        "<p>" + "<b class=a>abc</b><!----><b class=b>def</b><!---->" * 50_000,
        1,
        10,
    ),
    "links in elements": (
        "<b>" * 300 + "".join(f"<a href={n}>ab</a>" for n in range(50_000)),
        1,
        10,
    ),
    "pictures amid words": ("<p>" + "abc<img>" * 200_000, 1, 10),
    "a text in answers": (f"{QUESTION * 490}{'abc ' * 500_000}", 491, 2),
    "indents": ("<pre>" + "<i> </i>" * 200_000 + "a", 1, 10),
    "lines of code": ("<pre>" + "<i class=line>a</i><i class=line></i>" * 100_000, 1, 10),
    "a line of lists in code": (
        f"<code><ul><li>a</ul>{LINE * 100_000}",
        2,
        2,
    ),
    "listings in one another": ("<div><code>a<br>" * 10_000, 10_000, 2),
    "tags of the page": ("".join(f"<bOdY a{n}>" for n in range(50_000)) + "a", 1, 5),
    "headings and breaks": ("<h2>a</h2><br>" * 20_000, 20_000, 5),
    "spans of data in one another": (
        f"<script type=application/json>[{','.join([LINKS] * 40_000)}]</script>",
        0,
        10,
    ),
    "nested templates": ("<template>" * 300 + "a", 1, 2),
}


@pytest.mark.parametrize("case", LARGE)
def test_large_input_takes_linear_time(case):
    html, n_blocks, seconds = LARGE[case]
    started = time.process_time()
    page = segment_html(html)
    assert time.process_time() - started < BUSY * seconds
    assert page.n_blocks == n_blocks
