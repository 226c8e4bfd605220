"""Phrases of lists, counted by group as a search through the words would count them."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.features.arrays.phrases import PhraseTable
from boilerclf.features.arrays.tokens import tokenize_each

FIRST = {"sea": ["rain", "rain falls"], "land": ["rain", "dry land"]}
SECOND = {"weather": ["rain", "wind", "falls on"]}
WORDS = st.lists(
    st.sampled_from(["rain", "falls", "on", "dry", "land", "wind", "heron", "Rain", "中", "文"]),
    max_size=9,
)


def slow(lists, blocks):
    """Look at each word, and each pair of them, in each list."""
    counts = np.zeros((sum(map(len, lists)), len(blocks)))
    for number, words in enumerate(blocks):
        for phrase in (*words, *map(" ".join, pairwise(words))):
            for place, its in enumerate(lists):
                row = sum(map(len, lists[:place]))
                for group, phrases in enumerate(its.values()):
                    if phrase.lower() in phrases:
                        counts[row + group, number] += 1
                        break
    return counts


@given(st.lists(WORDS, max_size=4))
def test_as_a_search_counts_them(blocks):
    tokens = tokenize_each([" ".join(words) for words in blocks])
    for lists in ((FIRST,), (FIRST, SECOND), (SECOND, FIRST)):
        found = PhraseTable(*lists).count(tokens, len(blocks))
        assert found.tolist() == slow(lists, blocks).tolist()


def test_a_phrase_counts_in_the_first_group_of_each_list_that_has_it():
    found = PhraseTable(FIRST, SECOND).count(tokenize_each(["Rain", "rain falls on"]), 2)
    assert found.tolist() == [[1, 2], [0, 0], [1, 2]]


def test_what_begins_no_phrase_is_none_with_what_ends_one():
    found = PhraseTable(FIRST).count(tokenize_each(["dry falls", "land dry", "rain land"]), 3)
    assert found.tolist() == [[0, 0, 1], [0, 0, 0]]
