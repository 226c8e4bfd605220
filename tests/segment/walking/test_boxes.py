"""Words in boxes that a style sheet makes of inline elements have a space between them."""

import pytest

from boilerclf.segment import segment_html

CELLS = "<div class=r><span class=c>depth</span><span class=c>twelve</span></div>"

PARTED = {
    "cells": f"<style>.c{{display:table-cell}}</style>{CELLS}",
    "blocks": f"<style>.r .c{{display:block}}</style>{CELLS}",
    "by their tag": f"<style>div.r > span{{Display: list-item}}</style>{CELLS}",
    "on wide screens": f"<style>@media (min-width:9px){{.c{{display:table-row}}}}</style>{CELLS}",
    "inline": "<div><a style='display:table-cell'>depth</a><a>twelve</a></div>",
    "grids": f"<style>.c{{display:grid}}</style>{CELLS}",
    "captions": f"<style>.c{{display:table-caption}}</style>{CELLS}",
    "by their tag, in capitals": f"<style>SPAN{{display:block}}</style>{CELLS}",
    "with rules for other tags": f"<style>a span,a,div a{{display:block}}</style>{CELLS}".replace(
        "span class=c>depth</span", "a>depth</a"
    ),
    "a row far away that comes back": (
        "<style>.r{position:absolute;left:-9999px;display:flex}.r.on{left:0}</style>" + CELLS
    ),
    "beside bare text": "<style>.c{display:block}</style><div>depth<b class=c>twelve</b></div>",
    "deeper": "<style>.c{display:flex}</style><div><b class=c><i>depth</i></b><u>twelve</u></div>",
}
WHOLE = {
    "of other elements": f"<style>.d .c,.c.d{{display:table-cell}}</style>{CELLS}",
    "in the line": f"<style>.c{{display:inline-block}}</style>{CELLS}",
    "what comes before": f"<style>.c::before{{display:block}}</style>{CELLS}",
    "on narrow screens": f"<style>@media (max-width:600px){{.c{{display:block}}}}</style>{CELLS}",
    "of a font": f"<style>span{{font-display:block}}</style>{CELLS}",
    "behind as many rules as are tried": (
        f"<style>{'.d .c{display:block}' * 32}.c{{display:block}}</style>{CELLS}"
    ),
    "nothing told": CELLS,
}


@pytest.mark.parametrize("case", PARTED)
def test_words_in_boxes_are_parted(case):
    assert segment_html(PARTED[case]).block_texts() == ["depth twelve"]


@pytest.mark.parametrize("case", WHOLE)
def test_other_words_are_not(case):
    assert segment_html(WHOLE[case]).block_texts() == ["depthtwelve"]


@pytest.mark.parametrize("initial", ["T", "Th", "\u201cT", "\u201cTh"])
def test_a_large_initial_stays_with_its_word(initial):
    style = "<style>.c{display:block;float:left}</style>"
    html = f"{style}<p><span class=c>{initial}</span><span>e boat"
    assert segment_html(html).block_texts() == [f"{initial}e boat"]


@pytest.mark.parametrize(
    ("before", "after"), [("12", "items"), ("Tea", "Pot"), ("tray", "tables"), ("at:", "noon")]
)
def test_what_is_no_initial_is_parted(before, after):
    html = f"<style>.c{{display:block}}</style><div>{before}<b class=c>{after}</b></div>"
    assert segment_html(html).block_texts() == [f"{before} {after}"]


@pytest.mark.parametrize(
    ("left", "right", "text"),
    [
        ("Boats", "3", "Boats 3"),
        ("3", "boats", "3 boats"),
        ("CO", "2", "CO2"),
        ("1", "2", "12"),
        ("b", "oats", "boats"),
    ],
)
def test_a_figure_is_a_value_beside_a_word_of_three_letters(left, right, text):
    cells = CELLS.replace("depth", left).replace("twelve", right)
    page = segment_html(f"<style>.c{{display:table-cell}}</style>{cells}")
    assert page.block_texts() == [text]
