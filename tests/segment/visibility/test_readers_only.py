"""What is said to screen readers beside a text for the eye comes once, as the eye sees it."""

import pytest

from boilerclf.page import UNSEEN
from boilerclf.segment import segment_html

SEEN = "<span aria-hidden=true>149:-</span>"

ONCE = {
    "a price and what it is": (f"{SEEN}<span>Pris 149:-</span>", "149:-"),
    "before it": (f"<span>Pris 149:-</span> {SEEN}", "149:-"),
    "with its kind behind": (f"{SEEN}<span>149:- styck</span>", "149:-"),
    "spelt with a space": (
        "<span aria-hidden=true>$79.99</span><span>Price $ 79.99</span>",
        "$79.99",
    ),
    "the same words": (
        "<span aria-hidden=true>All items</span>\n<span>All items</span>",
        "All items",
    ),
    "of one class": (
        "<span class=price aria-hidden=true>149:-</span><span class=price>Price 149:-</span>",
        "149:-",
    ),
    "in what a visitor opens": (f"<details>{SEEN}<span>Pris 149:-</span></details>", "149:-"),
    "three figures": ("<span aria-hidden=true>149</span> <span>149</span>", "149"),
    "by the class of a calendar": (
        "<b>149:-</b><i class=tribe-common-a11y-visual-hide>a piece</i>",
        "149:-",
    ),
    "by another of it": ("<b>149:-</b><i class=tribe-common-a11y-hidden>a piece</i>", "149:-"),
    "by a class": ("<b>149:-</b><i class=plp-price__sr-text>Pris 149:-</i>", "149:-"),
}
BOTH = {
    "a name and a role": (
        "<span>Ann Lake, reporter</span> <span aria-hidden=true>reporter</span>",
        "Ann Lake, reporter reporter",
    ),
    "a title with a year": (
        "<span aria-hidden=true>2024</span> <span>Report of 2024</span>",
        "2024 Report of 2024",
    ),
    "a title with a date": (
        "<span aria-hidden=true>6 March</span> <span>The tides of 6 March</span>",
        "6 March The tides of 6 March",
    ),
    "a longer number": (f"{SEEN} <span>1 149:-</span>", "149:- 1 149:-"),
    "a long text": (f"{SEEN} <span>{'so ' * 13}149:-</span>", f"149:- {'so ' * 13}149:-"),
    "short counts": ("<span>12</span> <span aria-hidden=true>12</span>", "12 12"),
    "two figures and a space": ("<span>1 2</span> <span aria-hidden=true>1 2</span>", "1 2 1 2"),
    "a link": (f"{SEEN} <span><a href=/>Pris 149:-</a></span>", "149:- Pris 149:-"),
    "another element": (f"{SEEN} <b>Pris 149:-</b>", "149:- Pris 149:-"),
    "both for the eye": (f"{SEEN} {SEEN}", "149:- 149:-"),
    "text between": (f"{SEEN} or <span>149:-</span>", "149:- or 149:-"),
    "the name of a class begins so": ("<b>A</b> <i class=usr-texts>B</i>", "A B"),
}


def shown(html):
    page = segment_html(html)
    texts = page.block_texts()
    return [
        text
        for text, flags in zip(texts, page.markup.block_flags, strict=True)
        if not flags & UNSEEN
    ]


@pytest.mark.parametrize("case", ONCE)
def test_a_text_that_is_said_again_comes_once(case):
    html, text = ONCE[case]
    assert shown(f"<p>{html}</p>") == [text]


@pytest.mark.parametrize("case", BOTH)
def test_texts_that_say_more_stay(case):
    html, text = BOTH[case]
    assert shown(f"<p>{html}</p>") == [text]


def test_a_text_stays_where_the_other_is_hidden():
    assert shown("<p><span aria-hidden=true hidden>149:-</span><span>149:-</span>") == ["149:-"]
