import pickle
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.features.arrays import text_cache
from boilerclf.features.arrays.text_cache import TextCache


def counted():
    """A cache of lengths, and the texts it had to compute."""
    asked = []

    def compute(texts):
        asked.extend(texts)
        return np.array([[len(text) for text in texts], [1 for _ in texts]])

    return TextCache(compute, 2, np.int64), asked


def test_what_was_seen_is_not_computed_again():
    lengths, asked = counted()
    assert lengths.lookup(["a", "bb", "a"]).tolist() == [[1, 2, 1], [1, 1, 1]]
    assert lengths.lookup(["bb", "ccc"]).tolist() == [[2, 3], [1, 1]]
    assert asked == ["a", "bb", "ccc"]


def test_no_texts_have_no_columns():
    assert counted()[0].lookup([]).shape == (2, 0)


@given(st.lists(st.lists(st.text("ab", max_size=4), max_size=8), max_size=8))
def test_bounds_are_kept_and_change_nothing(pages):
    lengths, _ = counted()
    few, short = text_cache.MOST_TEXTS, text_cache.MOST_CHARACTERS
    text_cache.MOST_TEXTS, text_cache.MOST_CHARACTERS = 5, 12
    try:
        for page in pages:
            assert lengths.lookup(page)[0].tolist() == [len(text) for text in page]
            assert len(lengths._known.columns) <= 5
            assert sum(map(len, lengths._known.columns)) <= 12
    finally:
        text_cache.MOST_TEXTS, text_cache.MOST_CHARACTERS = few, short


def lengths_of(texts):
    return np.array([[len(text) for text in texts]])


@pytest.fixture
def _many_switches():
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("_many_switches")
def test_threads_are_told_the_numbers_of_their_own_texts(monkeypatch):
    monkeypatch.setattr(text_cache, "MOST_TEXTS", 64)  # begun anew all the time
    lengths = TextCache(lengths_of, 1, np.int64)
    pages = [["x" * (place * page % 97) for place in range(20)] for page in range(400)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lengths.lookup, pages))
    assert [numbers[0].tolist() for numbers in found] == [list(map(len, page)) for page in pages]


def test_nobody_waits_for_who_is_writing():
    lengths = TextCache(lengths_of, 1, np.int64)
    with lengths._known.growing:  # as of a thread that is writing
        assert lengths.lookup(["a", "bb", "a"]).tolist() == [[1, 2, 1]]
        assert lengths._known.columns == {}
    assert lengths.lookup(["a", "bb", "a"]).tolist() == [[1, 2, 1]]
    assert lengths._known.columns == {"a": 0, "bb": 1}


def test_a_forked_process_begins_anew_where_another_thread_was_writing():
    lengths = TextCache(lengths_of, 1, np.int64)
    lengths.lookup(["a"])
    parents = lengths._known
    parents.process = 0  # as in a process that was forked
    with parents.growing:
        assert lengths.lookup(["a", "bb"]).tolist() == [[1, 2]]
        assert lengths.lookup(["a", "bb"]).tolist() == [[1, 2]]
        assert lengths._known.columns == {"a": 0, "bb": 1}
    assert parents.columns == {"a": 0}


def test_what_is_known_is_not_sent_to_other_processes():
    lengths = TextCache(lengths_of, 1, np.int64)
    lengths.lookup(["a", "bb"])
    sent = pickle.loads(pickle.dumps(lengths))  # noqa: S301  # what was just written
    assert sent._known.columns == {}
    assert sent.lookup(["bb"]).tolist() == [[2]]
