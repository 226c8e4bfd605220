"""Old prices, replaced words, times and addresses beside a word."""

import pytest

from boilerclf.segment import segment_html

ADDRESS = "https://a.no/boats/of-the-harbour"
SHORTENED = (
    "<span class=invisible>https://</span><span class=ellipsis>a.no/boats/of</span>"
    "<span class=invisible>-the-harbour</span>"
)
CUT = SHORTENED.replace("of<", "of-the-<").replace("-the-harbour", "harbour")

TEXTS = {
    "an old price": ("<p>Now <s>$5</s>$4, <del>5 €</del>4 €", "Now $5 $4, 5 € 4 €"),
    "figures struck out": ("<p>It is 1<s>5</s>4 or <s>2</s>nd", "It is 154 or 2nd"),
    "a word replaced": ("<p>The <del>oar</del><ins>sail</ins> is", "The oar sail is"),
    "prices replaced": (
        "<p><del><span><bdi>$25</bdi></span></del><ins><span><bdi>$19</bdi></span></ins>",
        "$25 $19",
    ),
    "a part of a word replaced": ("<p>boat<del>s</del><ins>ing</ins> and", "boatsing and"),
    "a part before a word": ("<p><del>row</del><ins>sail</ins>ing", "rowsailing"),
    "a time": (
        "<p>On<time>3 May</time>we, <time>5 May</time>at nine",
        "On 3 May we, 5 May at nine",
    ),
    "a decade and an ordinal": ("<p><time>2020</time>s, <time>10</time>th", "2020s, 10th"),
    "a time in brackets": ("<p>Rain (<time>3 May</time>).", "Rain (3 May)."),
    "an address cut before a word": (f"<p><a href={ADDRESS}>{CUT}</a>", ADDRESS),
    "an address cut before a dash": (f"<p><a href={ADDRESS}>{SHORTENED}</a>", ADDRESS),
    "fields of a link": (
        "<p><a href=/rain/boats><span class=a>oars and sails</span><span class=b>boats</span></a>",
        "oars and sails boats",
    ),
}


@pytest.mark.parametrize("case", TEXTS)
def test_what_is_no_part_of_a_word_stands_apart_from_it(case):
    html, text = TEXTS[case]
    assert segment_html(html).block_texts() == [text]
