"""Emphasis that the style of its own element takes away."""

import pytest

import boilerclf
from boilerclf.page import EMPHASIS
from boilerclf.segment import segment_html

MARKDOWN = {
    "around a copied text": (
        "<b style='font-weight:normal;' id=docs-internal-guid-1><p>Rain <b>fell</b></p></b>",
        "Rain **fell**",
    ),
    "of each kind": (
        "<p><strong style='font-weight: 400'>a</strong> <em style='Font-Style:normal'>b</em> "
        "<i style='font-style:normal!important'>c</i>",
        "a b c",
    ),
    "of another kind": (
        "<p><b style='font-weight:bold'>a</b> <b style='font-style:normal'>b</b> "
        "<b style='font-weight:600'>c</b> <i style='font-weight:normal'>d</i>",
        "**a** **b** **c** *d*",
    ),
}


@pytest.mark.parametrize("case", MARKDOWN)
def test_what_is_set_as_the_text_around_is_not_emphasised(case):
    html, markdown = MARKDOWN[case]
    assert boilerclf.classify(html, threshold=0.0).markdown.strip() == markdown


def test_parts_have_no_flag_of_emphasis():
    flags = segment_html("<b style='font-weight:normal'>a <i>b</i></b>").markup.part_flags
    assert [bool(its & EMPHASIS) for its in flags] == [False, True, False]
