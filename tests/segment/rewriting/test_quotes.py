"""Quotation marks that a browser draws around ``<q>``."""

import time

import pytest

from boilerclf.segment import segment_html

QUOTES = {
    "of English": (
        "<p>She said <q>It <b>rains</b></q>, <q>a lot</q>.",
        "She said “It rains”, “a lot”.",
    ),
    "one in another": ("<p><q>a <q>b <q>c</q></q> d</q>", "“a ‘b “c”’ d”"),
    "of the page's language": (
        "<html lang=de-AT><p>Er sagte <q>ja</q>, <q><a href=/>nein</a></q>!",
        "Er sagte „ja“, „nein“!",
    ),
    "of the language around": ("<html lang=en><p lang=fr_CA>a <q lang=en>b</q>", "a «b»"),
    "of an unknown language": ("<p lang=xx>a <q>b</q>", "a “b”"),
    "of Japanese": ("<p lang=ja>彼は<q>はい</q>と", "彼は「はい」と"),
    "of Swiss German": ("<p lang=de-CH>a <q>b <q>c</q></q>", "a «b ‹c›»"),
    "that the text has": (
        "<p>a <q>“b.”</q> and “<q>c</q>,” then <q>'d' e</q>",
        "a “b.” and “c,” then “'d' e”",
    ),
    "beside fields of other elements": (
        "<div><b>Ms Oak</b><q>It rains a lot</q><cite>David Slater</cite></div>",
        "Ms Oak “It rains a lot” David Slater",
    ),
    "in a word": ("<p>the <q>un</q>sinkable ship, <q>a</q>", "the “un”sinkable ship, “a”"),
    "around nothing": ("<p>a<q></q> <q> </q>b", "a b"),
    "hidden by quotes": ("<style>blockquote, q{quotes:none}</style><p>a <q>b</q>", "a b"),
    "hidden by content": (
        "<style>blockquote:before,q:before,q:after{content:''}</style><p>a <q>b</q>",
        "a b",
    ),
    "not hidden by rules for others": (
        "<style>.q{quotes:none}q-x{content:none}q{color:red}</style><p>a <q>b</q>",
        "a “b”",
    ),
}


@pytest.mark.parametrize("case", QUOTES)
def test_a_quote_has_the_marks_that_a_browser_draws(case):
    html, text = QUOTES[case]
    assert segment_html(html).block_texts() == [text]


def test_a_quote_that_is_more_than_a_phrase_has_none():
    assert segment_html("<q><p>a</p><p>b</p></q>").block_texts() == ["a", "b"]
    assert segment_html("<div><q>a" + "<b>b</b>" * 600).block_texts() == ["a" + "b" * 600]


def test_quotes_in_one_another_take_linear_time():
    def seconds(n):
        html = f"{'<q>a' * 400}{'<i><q>b</q></i>' * n}"
        start = time.perf_counter()
        segment_html(html)
        return time.perf_counter() - start

    seconds(10)
    assert seconds(16_000) < 16 * seconds(2000) + 0.5
