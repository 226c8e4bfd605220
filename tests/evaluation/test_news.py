"""The news slice counts headlines kept and story lines dropped."""

import numpy as np

from boilerclf.corpus import Record, label_record
from boilerclf.evaluation.news import news_slice


def stories():
    pages = []
    for name in "abcdef":
        lines = (f"Harbour {name} wins the prize", *[f"{name}{n} was seen." for n in range(5)])
        pages.append(label_record(Record(name, "mine", name, 0, lines=lines, labels=(1,) * 6)))
    return pages


def test_keeping_everything_keeps_every_headline():
    news = news_slice(stories(), lambda _, page: np.ones(page.n_blocks, bool))
    assert (news.n_pages, news.n_story_lines) == (6, 36)
    assert (news.headlines_kept, news.story_dropped, news.story_dropped_before) == (1.0, 0.0, 0.0)


def test_a_rule_that_knows_the_story_keeps_no_headline():
    def knows(number, page):
        name = "abcdef"[number]
        texts = [page.block_text(index) for index in range(page.n_blocks)]
        return np.array([text.startswith((name, f"Harbour {name} ")) for text in texts])

    news = news_slice(stories(), knows)
    assert news.n_headlines > 0
    assert (news.headlines_kept, news.story_dropped) == (0.0, 0.0)


def test_nothing_is_counted_without_headlines():
    news = news_slice(stories()[:1], lambda _, page: np.ones(page.n_blocks, bool))
    assert news.n_pages == 0
    assert np.isnan(news.headlines_kept)
