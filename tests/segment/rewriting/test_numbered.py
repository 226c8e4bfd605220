"""Lists that their style numbers, read as lists with numbers."""

import pytest

from boilerclf.segment import segment_html
from boilerclf.segment.tags import TAGS

ITEM = "<li style='list-style-type: decimal;'>"

NUMBERED = {
    "each item": f"<ul>{ITEM}Oil{ITEM}Tar</ul>",
    "the first, and none otherwise": f"<ul>{ITEM}Oil<li>Tar</ul>",
    "in short": "<ul><li style='color:red;list-style:decimal inside'>Oil</ul>",
    "beside a picture": "<ul><li style='list-style:url(dot.png) decimal'>Oil</ul>",
    "with an advertisement between": f"<ul>{ITEM}Oil</li><div></div>{ITEM}Tar</ul>",
}
NOT_NUMBERED = {
    "bullets": "<ul><li style='list-style-type: disc'>Oil</ul>",
    "no signs": f"<ul>{ITEM}Oil<li style='list-style: none'>Tar</ul>",
    "one amid others": f"<ul><li>Oil{ITEM}Tar</ul>",
    "another word": "<ul><li style='font-family: decimal'>Oil</ul>",
    "a picture of that name": "<ul><li style='list-style:url(decimal.png)'>Oil</ul>",
    "a picture in a folder": "<ul><li style='list-style: inside url(img/decimal.png)'>Oil</ul>",
    "without a list": f"<div>{ITEM}Oil</div>",
}


def lists(html):
    page = segment_html(html)
    return [tag for tag in (TAGS[its] for its in page.markup.tags.tolist()) if tag in ("ul", "ol")]


@pytest.mark.parametrize("case", NUMBERED)
def test_a_list_with_numbers_by_its_style_is_one_with_numbers(case):
    assert lists(NUMBERED[case]) == ["ol"]


@pytest.mark.parametrize("case", NOT_NUMBERED)
def test_other_lists_stay_as_they_are(case):
    assert "ol" not in lists(NOT_NUMBERED[case])
