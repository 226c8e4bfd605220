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
    "a number behind its label": ("<p>Phone:<a href=tel:1>555-1234</a>", "Phone: 555-1234"),
    "who wrote it": ("<p>Posted by<a href=/a>Ann</a>", "Posted by Ann"),
    "an abbreviation of a name": ("<p>Nearby<a href=/a>Co</a>", "NearbyCo"),
    "a number of a collection": ("<p>GO:<a href=/8150>0008150</a>", "GO:0008150"),
    "fields of a link": (
        "<p><a href=/rain/boats><span class=a>oars and sails</span><span class=b>boats</span></a>",
        "oars and sails boats",
    ),
}


@pytest.mark.parametrize("case", TEXTS)
def test_what_is_no_part_of_a_word_stands_apart_from_it(case):
    html, text = TEXTS[case]
    assert segment_html(html).block_texts() == [text]


PRICES = {
    "in spans": ("<p><span>$</span><span>1,299</span><sup>99</sup> each", "$1,299.99 each"),
    "whose sign is raised too": ("<p><sup>$</sup>24<sup>50</sup>", "$24.50"),
    "behind another block": ("<p>It cost $</p><p>24<sup>50</sup>", "24^50"),
}


@pytest.mark.parametrize("case", PRICES)
def test_raised_coins_are_those_of_a_price(case):
    html, text = PRICES[case]
    assert segment_html(html).block_texts()[-1] == text


RATINGS = {
    "stars, a rating and a count": (
        "<p><span>★★★★☆</span><span>4.2</span><span>(1,204)</span>",
        "★★★★☆ 4.2 (1,204)",
    ),
    "words behind": ("<p><b>4,5</b><span>(12 votes)</span>", "4,5 (12 votes)"),
    "sections of a law": ("<p><span>2.13</span><span>(4)(b)</span>", "2.13 (4)(b)"),
    "numbers of a law": ("<p><span>§ 12</span><span>(3)</span>", "§ 12(3)"),
    "a call": ("<p><b>f</b><span>(2)</span>", "f(2)"),
}


@pytest.mark.parametrize("case", RATINGS)
def test_a_rating_stands_apart_from_those_who_gave_it(case):
    html, text = RATINGS[case]
    assert segment_html(html).block_texts() == [text]
