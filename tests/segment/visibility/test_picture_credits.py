import time

import pytest

from boilerclf.segment import segment_html

APART = {
    "fields": "<span class=text>The slip.</span><span class=credit>Ida Marlow</span>",
    "of a block": "<span class=c-fig__text>The slip</span><i class=c-fig__credit>Ida Marlow</i>",
    "behind a sentence": "The slip. <small class=photo-credit>Ida Marlow</small>",
    "first": "<cite class=copyright>Ida Marlow</cite> The slip",
    "in two parts": "The slip. <span class=credits><span class=credit>Ida</span> Marlow</span>",
    "below a paragraph": "<p>The slip</p> <span class=imageSource>Ida Marlow</span>",
}


@pytest.mark.parametrize("case", APART)
def test_a_credit_is_a_block_of_its_own(case):
    texts = segment_html(f"<figure><img><figcaption>{APART[case]}</figcaption></figure>")
    assert sorted(text.rstrip(".") for text in texts.block_texts()) == ["Ida Marlow", "The slip"]


@pytest.mark.parametrize("credit", ["Photo: Ida", "(Image: Ida)", "© Ida", "Photo by Ida", "[Ida]"])
def test_a_credit_that_says_so_needs_no_full_stop_before_it(credit):
    html = f"<figcaption>The slip <span class=credit>{credit}</span></figcaption>"
    assert segment_html(html).block_texts() == ["The slip", credit]


TOGETHER = {
    "in brackets": "The slip (Photo: <span class=credit>Ida</span>)",
    "in a sentence": "By <span class=credit>Ida</span> in May",
    "at its beginning": "<span class=credit>Ida Weir</span> took this from the slip at dawn.",
    "at its end": "The slip, as seen by <span class=credit>Ida</span>",
    "before a mark": "<span class=credit>Ida</span>: the slip",
    "alone": "<span class=credit>Ida</span>",
    "without a class": "The slip. <span>Ida</span>",
    "with another": "The slip. <span class=text>Ida</span>",
    "long": f"The slip. <span class=credit>{'Ida ' * 50}</span>",
}


@pytest.mark.parametrize("case", TOGETHER)
def test_other_captions_are_one_block(case):
    assert segment_html(f"<figcaption>{TOGETHER[case]}</figcaption>").n_blocks == 1


def test_outside_of_captions_nothing_changes():
    assert segment_html("<p>The slip. <span class=credit>Ida</span></p>").n_blocks == 1


def test_many_credits_take_linear_time():
    one = "<figcaption>The slip. <span class=credit>Ida</span></figcaption>"
    segment_html(one)
    start = time.perf_counter()
    segment_html(one * 300)
    few = time.perf_counter() - start
    start = time.perf_counter()
    segment_html(one * 2400)
    segment_html("<figcaption>" + "<span class=credit>" * 300 + "a")
    segment_html("<figcaption>The slip. " + "<span class=credit>Ida</span> " * 2400)
    segment_html("<figcaption>" * 300 + "The slip. " + "<span class=credit>Ida</span> " * 2400)
    assert time.perf_counter() - start < 60 * few + 1
