"""Which element names a block, and the names of elements."""

import pytest

from boilerclf.segment.html import segment_html
from boilerclf.segment.tags import TAGS

LEAVES = {
    "highlighted pre": ("<pre><span class=comment># a</span> b</pre>", "pre"),
    "code in a pre": ("<pre class=x><code><span class=hljs-comment># a</span></code></pre>", "pre"),
    "code": ("<p><code><i>a</i></code> b", "p"),
    "no code": ("<p><span>a</span> b", "span"),
}


@pytest.mark.parametrize("case", LEAVES)
def test_code_is_named_by_its_block(case):
    html, tag = LEAVES[case]
    markup = segment_html(html).markup
    assert [TAGS[markup.tags[i]] for i in markup.block_leaf] == [tag]


NAMES = {
    "class": ("<p class='a  b'>x", "a  b"),
    "in one order": ("<p id=i class=c data-x=y itemprop=q role=r>x", "c i r q"),
    "without values": ("<p class id>x", ""),
    "other attributes": ("<p title=a>x", ""),
    "an unknown element": ("<x-y class=c>x", "x-y c"),
    "an unknown element without attributes": ("<x-y>x", "x-y "),
}


@pytest.mark.parametrize("case", NAMES)
def test_names(case):
    html, name = NAMES[case]
    markup = segment_html(html).markup
    assert markup.names[0] == ""
    assert markup.names[markup.name_ids[markup.block_element[0]]] == name


def test_a_name_is_numbered_once():
    markup = segment_html("<p class=a>x<p class=b>x<p class=a>x").markup
    assert markup.names == ("", "a", "b")
    assert markup.name_ids[markup.block_element].tolist() == [1, 2, 1]
