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
    "beside bare text": "<style>.c{display:block}</style><div>depth<b class=c>twelve</b></div>",
    "deeper": "<style>.c{display:flex}</style><div><b class=c><i>depth</i></b><u>twelve</u></div>",
}
WHOLE = {
    "of other elements": f"<style>.d .c,.c.d{{display:table-cell}}</style>{CELLS}",
    "in the line": f"<style>.c{{display:inline-block}}</style>{CELLS}",
    "what comes before": f"<style>.c::before{{display:block}}</style>{CELLS}",
    "on narrow screens": f"<style>@media (max-width:600px){{.c{{display:block}}}}</style>{CELLS}",
    "nothing told": CELLS,
}


@pytest.mark.parametrize("case", PARTED)
def test_words_in_boxes_are_parted(case):
    assert segment_html(PARTED[case]).block_texts() == ["depth twelve"]


@pytest.mark.parametrize("case", WHOLE)
def test_other_words_are_not(case):
    assert segment_html(WHOLE[case]).block_texts() == ["depthtwelve"]


def test_a_large_initial_stays_with_its_word():
    html = "<style>.c{display:block;float:left}</style><p><span class=c>T</span><span>he boat"
    assert segment_html(html).block_texts() == ["The boat"]
