import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.features.arrays.characters import code_points
from boilerclf.features.arrays.hashing import (
    GRAM,
    hash_beginnings,
    hash_grams,
    hash_pairs,
    hash_spans,
    mix,
    mixed_columns,
)

BASE, MIX = 0x9E3779B97F4A7C15, 0xFF51AFD7ED558CCD
TEXT = st.text(max_size=20)


def one(text, start=0, end=None):
    end = len(text) if end is None else end
    return int(hash_spans(code_points(text), np.array([start]), np.array([end]))[0])


def slow(text):
    """The same hash with Python's whole numbers."""
    total = sum((ord(c) + 1) * BASE**n for n, c in enumerate(text)) % 2**64
    total ^= total >> 33
    total = total * MIX % 2**64
    return total ^ (total >> 33)


@given(TEXT)
def test_the_hash_is_the_polynomial_of_the_code_points(text):
    assert one(text) == slow(text)


@given(TEXT, TEXT, TEXT)
def test_equal_words_have_equal_hashes_wherever_they_stand(before, word, after):
    start = len(before)
    assert one(before + word + after, start, start + len(word)) == one(word)


def test_a_word_far_into_a_long_text_has_the_same_hash():
    assert one("é" * 200_000 + "word", 200_000) == one("word")


def test_words_of_a_small_vocabulary_all_differ():
    words = [
        f"{first}{second}{n}" for first in "abcdefgh" for second in "äß中ж" for n in range(100)
    ]
    words += ["a" * n for n in range(1, 200)] + ["\x00" * n for n in range(1, 50)]
    assert len({one(word) for word in words}) == len(set(words))


def test_no_spans_no_hashes():
    none = np.zeros(0, np.int64)
    assert hash_spans(code_points("abc"), none, none).shape == (0,)
    assert hash_spans(code_points(""), none, none).dtype == np.uint64


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1))
def test_a_pair_is_ordered(first, second):
    one_, two = np.array([first], np.uint64), np.array([second], np.uint64)
    assert (hash_pairs(one_, two) == hash_pairs(two, one_)).all() == (first == second)


@given(st.lists(st.integers(0, 2**64 - 1), unique=True, max_size=20))
def test_mixing_keeps_different_numbers_different_and_its_input_as_it_was(numbers):
    values = np.array(numbers, np.uint64)
    assert len(np.unique(mix(values))) == len(numbers)
    assert values.tolist() == numbers


@given(st.lists(st.integers(0, 2**64 - 1), max_size=20), st.integers(1, 33))
def test_columns_are_the_highest_bits_of_what_is_mixed(numbers, n_bits):
    values = np.array(numbers, np.uint64)
    columns = mixed_columns(values, n_bits)
    assert columns.tolist() == [its >> (64 - n_bits) for its in mix(values).tolist()]
    assert values.tolist() == numbers


@given(TEXT)
def test_grams_are_hashed_as_spans_are(text):
    codes = code_points(text)
    places = np.arange(max(len(text) - GRAM + 1, 0))
    expected = [one(text, n, n + GRAM) for n in places.tolist()]
    assert mix(hash_grams(codes)).tolist() == expected
    assert hash_beginnings(codes, places).tolist() == expected
