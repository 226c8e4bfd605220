"""Elements that may be blocks are read as parts of the sentence that they stand in."""

import pytest

from boilerclf.segment.html import segment_html
from boilerclf.segment.tags import TAGS

IN = "style='color:red; DISPLAY : inline'"

IN_LINE = {
    "a number": (
        f"<div>On 2 May it had <div {IN}>5</div> weirs in use.</div>",
        ["On 2 May it had 5 weirs in use."],
    ),
    "a paragraph": (f"<div>It had <p {IN}>5</p> weirs.</div>", ["It had 5 weirs."]),
    "what is centred": (f"<div>It had <center {IN}>5</center> weirs.</div>", ["It had 5 weirs."]),
    "the end": (f"<div>It had <div {IN}>5 <b>weirs</b>.</div></div>", ["It had 5 weirs."]),
    "the beginning": (f"<div><div {IN}>It had</div> 5 weirs.</div>", ["It had 5 weirs."]),
    "a sentence of its own": (
        f"<div>It rains. <div {IN}>We row.</div></div>",
        ["It rains. We row."],
    ),
    "an item": (f"<ul><li>It had <div {IN}>5</div> weirs.</ul>", ["It had 5 weirs."]),
    "in one another": (
        f"<div>It had <div {IN}><div {IN}><div {IN}>5-</div>day</div></div> passes.</div>",
        ["It had 5-day passes."],
    ),
    "all parts of a sentence": (
        f"<div><div {IN}>In May</div> <div {IN}>the weir, and</div>\n<div {IN}>5 locks</div>"
        f"<div {IN}>, shut.</div></div>",
        ["In May the weir, and 5 locks, shut."],
    ),
    "between spans": (
        f"<div><span>It had </span><div {IN}>5</div><span> weirs in use.</span></div>",
        ["It had 5 weirs in use."],
    ),
    "what goes on behind it alone": (
        f"<div><b>It cost two coins or </b><div {IN}>Five</div><i> in all</i></div>",
        ["It cost two coins or Five in all"],
    ),
    "behind text and before an element": (
        f"<div>It had <div {IN}>5</div><b> weirs</b></div>",
        ["It had 5 weirs"],
    ),
    "behind an element and before text": (
        f"<div><b>It had </b><div {IN}>5</div> weirs</div>",
        ["It had 5 weirs"],
    ),
    "four words": (f"<div><b>we row</b> <div {IN}>on lakes</div></div>", ["we row on lakes"]),
    "a note in brackets": (
        f"<table><tr><th><a href=/>Weirs</a> <div {IN}>(<a href=/>2018</a>)</div></table>",
        ["Weirs (2018)"],
    ),
    "a link in a sentence": (
        f"<div><b>The end</b> <div {IN}>of the <a href=/>long weir</a></div></div>",
        ["The end of the long weir"],
    ),
    "ideographs": (
        f"<div><div {IN}>五月，</div><div {IN}>河上有五座堰</div><div {IN}>。</div></div>",
        ["五月，河上有五座堰。"],
    ),
    "Hindi": (f"<div><div {IN}>मई में,</div> <div {IN}>पाँच बाँध थे।</div></div>", ["मई में, पाँच बाँध थे।"]),
}

APART = {
    "three words": (f"<div><b>we row</b> <div {IN}>home</div></div>", ["we row", "home"]),
    "letters": (f"<div><div {IN}>a</div><div {IN}>b</div></div>", ["a", "b"]),
    "words that would run together": (
        f"<div>It had<div {IN}>five</div>weirs.</div>",
        ["It had", "five", "weirs."],
    ),
    "a word before a span": (
        f"<div><b>It had two, and </b><div {IN}>five</div><b>weirs, in use.</b></div>",
        ["It had two, and", "five", "weirs, in use."],
    ),
    "a name before a link": (
        f"<div>by <p {IN}>Anna</p><a href=/x>Follow</a></div>",
        ["by", "Anna", "Follow"],
    ),
    "behind text and before a word": (
        f"<div>text <div {IN}>One</div><b>two</b></div>",
        ["text", "One", "two"],
    ),
    "a menu": (
        f"<div><div {IN}>Oars</div> <div {IN}>Sails</div> <div {IN}>Our terms</div></div>",
        ["Oars", "Sails", "Our terms"],
    ),
    "a menu in small letters": (
        f"<div><div {IN}>oars</div> <div {IN}>sails</div> <div {IN}>contact us</div></div>",
        ["oars", "sails", "contact us"],
    ),
    "a menu of links": (
        f"<div><div {IN}><a href=1>how to find us</a></div> "
        f"<div {IN}><a href=2>what we do</a></div></div>",
        ["how to find us", "what we do"],
    ),
    "a menu with signs between": (
        f"<div><div {IN}>Oars</div> | <div {IN}>Sails</div></div>",
        ["Oars", "|", "Sails"],
    ),
    "a menu of ideographs": (
        f"<div><div {IN}>首页</div><div {IN}>关于</div></div>",
        ["首页", "关于"],
    ),
    "sentences": (
        f"<div><div {IN}>It rains.</div> <div {IN}>We row.</div></div>",
        ["It rains.", "We row."],
    ),
    "before a block": (
        f"<div><div {IN}>It had two,</div><p>and five weirs.",
        ["It had two,", "and five weirs."],
    ),
    "a block inside": (
        f"<div>It had <div {IN}><p>5</p></div> weirs.</div>",
        ["It had", "5", "weirs."],
    ),
    "a box of the line": (
        "<div>It had <div style=display:inline-block>5</div> weirs.</div>",
        ["It had", "5", "weirs."],
    ),
    "in line for old browsers": (
        "<div>It had <div style='display:inline-block;*display:inline'>5</div> weirs.</div>",
        ["It had", "5", "weirs."],
    ),
    "afloat": (
        "<div>It had <div style='float: left; display: inline'>5</div> weirs.</div>",
        ["It had", "5", "weirs."],
    ),
    "laid over": (
        "<div>It had <div style='display:inline;position:absolute'>5</div> weirs.</div>",
        ["It had", "5", "weirs."],
    ),
    "a heading": (f"<div>It had <h3 {IN}>5</h3> weirs.</div>", ["It had", "5", "weirs."]),
    "items": (f"It had <ul><li {IN}>5 <li {IN}>weirs.</ul>", ["It had", "5", "weirs."]),
}


@pytest.mark.parametrize("case", [*IN_LINE, *APART])
def test_what_a_style_puts_in_line_is_a_part_of_its_sentence(case):
    html, texts = (IN_LINE | APART)[case]
    assert segment_html(html).block_texts() == texts


def test_what_is_in_line_is_read_as_a_span():
    markup = segment_html(f"<main>It had <div id=n {IN}>5</div> weirs.</main>").markup
    tags = [TAGS[tag] for tag in markup.tags.tolist()]
    assert tags == ["html", "head", "body", "main", "span"]
    assert [markup.names[name] for name in markup.name_ids.tolist()] == ["", "", "", "", "n"]


UNKNOWN = {
    "behind bold text": (
        "<b>Eels cost </b><x-y>12</x-y><i> coins each.</i>",
        ["Eels cost 12 coins each."],
    ),
    "before a comma": ("<b>Eels </b><x-y>here</x-y><i>, not there</i>", ["Eels here, not there"]),
    "with a comment between": (
        "<b>Eels cost </b><x-y>12</x-y><!-- a --> <i><b>coins</b> each, so</i>",
        ["Eels cost 12 coins each, so"],
    ),
    "with a picture and an icon between": (
        "<b>Eels cost </b><x-y>12</x-y><img><i></i> coins each, so",
        ["Eels cost 12 coins each, so"],
    ),
    "in ideographs": ("<b>鳗鱼，每条</b><x-y>12</x-y><b>元。</b>", ["鳗鱼，每条12元。"]),
    "behind a sentence": (
        "<b>It rains. </b><x-y>12</x-y><i> more of them.</i>",
        ["It rains.", "12", "more of them."],
    ),
    "before a capital": (
        "<b>Eels cost </b><x-y>12</x-y><i> See all of them</i>",
        ["Eels cost", "12", "See all of them"],
    ),
    "in a menu": ("<b>eels </b><x-y>oars</x-y><i> sails</i>", ["eels", "oars", "sails"]),
    "in a menu of ideographs": ("<b>首页</b><x-y>鳗鱼</x-y><b>关于</b>", ["首页", "鳗鱼", "关于"]),
    "nothing before": (
        "<x-y>Eels</x-y><i> cost two coins each.</i>",
        ["Eels", "cost two coins each."],
    ),
    "a block behind": (
        "<b>Eels cost </b><x-y>12</x-y><p>coins each, so",
        ["Eels cost", "12", "coins each, so"],
    ),
    "a block in what is behind": (
        "<b>Eels cost </b><x-y>12</x-y><i> <div>coins each, so</div></i>",
        ["Eels cost", "12", "coins each, so"],
    ),
    "words that would run together": (
        "<b>Eels cost </b><x-y>twelve</x-y><i>coins each, so</i>",
        ["Eels cost", "twelve", "coins each, so"],
    ),
    "a card": (
        "<b>Eels cost </b><x-y><p>12</p></x-y><i> coins each, so</i>",
        ["Eels cost", "12", "coins each, so"],
    ),
}


@pytest.mark.parametrize("case", UNKNOWN)
def test_an_unknown_element_is_inline_where_the_sentence_goes_on_behind_it(case):
    html, texts = UNKNOWN[case]
    assert segment_html(f"<div>{html}</div>").block_texts() == texts
