"""The news slice counts headlines kept and story lines dropped."""

from dataclasses import replace

import numpy as np
import pytest

from boilerclf.corpus import Record, label_record
from boilerclf.evaluation.news import news_slice


def stories():
    pages = []
    for name in "abcdef":
        lines = (f"Harbour {name} wins the prize", *[f"{name}{n} was seen." for n in range(5)])
        pages.append(label_record(Record(name, "mine", name, 0, lines=lines, labels=(1,) * 6)))
    return pages


def all_of(pages):
    return [np.ones(page.page.n_blocks, bool) for page in pages]


def test_keeping_everything_keeps_every_headline():
    news = news_slice(stories(), all_of(stories()), lambda _, spliced: all_of(spliced))
    assert (news.n_pages, news.n_story_lines) == (6, 36)
    assert (news.headlines_kept, news.story_dropped, news.story_dropped_before) == (1.0, 0.0, 0.0)


def test_a_rule_that_knows_the_story_keeps_no_headline():
    def knows(numbers, spliced):
        return [
            np.array(
                [text.startswith((name, f"Harbour {name} ")) for text in its.page.block_texts()]
            )
            for name, its in zip(["abcdef"[number] for number in numbers], spliced, strict=True)
        ]

    news = news_slice(stories(), all_of(stories()), knows)
    assert news.n_headlines > 0
    assert (news.headlines_kept, news.story_dropped) == (0.0, 0.0)


def test_what_is_dropped_before_is_what_was_decided_of_the_pages_as_they_are():
    pages = [replace(page, labels=np.array([1, 1, 1, 1, 1, 0], np.int8)) for page in stories()]
    kept = [np.arange(6) >= 2 for _ in pages]
    asked = []

    def kept_of(numbers, spliced):
        asked.append([*numbers])
        return all_of(spliced)

    news = news_slice(pages, kept, kept_of)
    assert asked == [[0, 1, 2, 3, 4, 5]]
    assert (news.n_story_lines, news.story_dropped) == (30, 0.0)
    assert news.story_dropped_before == pytest.approx(2 / 5)


def test_nothing_is_counted_without_headlines():
    one = stories()[:1]
    news = news_slice(one, all_of(one), lambda _, spliced: all_of(spliced))
    assert news.n_pages == 0
    assert np.isnan(news.headlines_kept)
