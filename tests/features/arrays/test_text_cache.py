import numpy as np
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
    assert sorted(asked) == ["a", "bb", "ccc"]


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
            assert len(lengths._columns) <= 5
            assert sum(map(len, lengths._columns)) <= 12
    finally:
        text_cache.MOST_TEXTS, text_cache.MOST_CHARACTERS = few, short
