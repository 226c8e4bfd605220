"""Hashed columns: grams of four characters inside blocks, and word beginnings of a page."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.features.hashed.lines import LineWeights, block_entries, page_entries
from boilerclf.features.hashed.words import gram_scores, gram_tokens, page_stems
from boilerclf.features.view import TextView
from boilerclf.page import Page

WORDS = st.lists(st.text("abcЖ中ع", min_size=1, max_size=7), min_size=1, max_size=12)


def page(*lines):
    text = "\n".join(lines)
    ends = np.cumsum([len(line) + 1 for line in lines]) - 1
    starts = ends - [len(line) for line in lines]
    return Page("text", text, starts, ends)


def view(*lines):
    return TextView([page(*lines)])


def grams(*lines):
    return gram_tokens(view(*lines))


@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=5))
def test_grams_are_scored_as_their_tokens_are(lines):
    weights = np.random.default_rng(0).normal(size=1 << 8).astype(np.float32)
    tokens = gram_tokens(view(*lines)).scores(weights)
    np.testing.assert_allclose(gram_scores(view(*lines), weights), tokens, atol=1e-5)


@given(st.lists(WORDS.map(" ".join) | st.just("--"), min_size=1, max_size=6), st.integers(1, 5))
def test_lines_are_scored_as_training_sees_them(lines, middle):
    """Numbers, lines without words and with one, and a second page after the first."""
    lines = [f"{line} {len(line)}" if len(line) > 9 else line for line in lines]
    pages = TextView([page(*its) for its in (lines[:middle], lines[middle:]) if its])
    weights = np.random.default_rng(0).normal(size=1 << 12).astype(np.float32)
    blocks, columns, values = block_entries(pages, 12)
    expected = np.bincount(blocks, weights[columns] * values, pages.n_blocks)
    for number, its in enumerate((lines[:middle], lines[middle:])):
        if its:
            columns, values = page_entries(view(*its), 12)
            expected[pages.spans.page_of == number] += weights[columns] @ values
    np.testing.assert_allclose(LineWeights(weights).block_scores(pages), expected, atol=1e-5)


def test_what_is_masked_is_words_and_shapes_stay():
    lines = view("Rain on Tarvo", "-- !!", "Wind")
    blocks, columns, values = block_entries(lines, 12, masked=True)
    assert np.bincount(blocks).tolist() == [4, 6, 4]  # two shapes of a line, two of each beside it
    assert set(values.tolist()) == {0.5, 0.25}
    own = block_entries(view("Rain on Tarvo"), 12, masked=True)
    assert set(own[1].tolist()) < set(columns[blocks == 0].tolist())


def test_blocks_without_grams_score_0():
    weights = np.ones(1 << 8, np.float32)
    assert gram_scores(view("abc", "abcd", "a"), weights).tolist() == [0.0, 0.75, 0.0]


def stems(*lines):
    return page_stems(view(*lines))[0].tolist()


def test_a_block_has_a_gram_at_each_place_it_fits():
    found = grams("abcdef", "abc", "bcde")
    assert found.blocks.tolist() == [0, 0, 0, 2]
    assert found.hashes[1] == found.hashes[3]
    assert len(set(found.hashes.tolist())) == 3


def test_case_makes_no_difference():
    assert grams("RAIN").hashes.tolist() == grams("rain").hashes.tolist()


def test_the_grams_of_a_block_weigh_the_same_together_in_square():
    found = grams("a long line of words", "short")
    squares = np.bincount(found.blocks, found.values.astype(float) ** 2)
    assert squares == pytest.approx([0.75**2, 0.75**2])


@pytest.mark.parametrize("line", ["", "abc"])
def test_short_blocks_have_none(line):
    assert len(grams(line).hashes) == 0


def test_stems_are_the_first_four_characters_each_once():
    assert stems("Rainy rains", "rain") == stems("RAIN")
    assert len(stems("rain wind", "rail")) == 3
    assert set(stems("rain")) < set(stems("rain", "wind"))
    assert stems("") == []


@given(words=WORDS)
def test_stems_know_no_order_and_no_lines(words):
    apart = stems(*words)
    assert apart == stems(*words[::-1]) == sorted(set(apart))
    assert apart == stems(" ".join(words))


def test_page_entries_are_the_stems_and_weigh_1_in_square():
    lines = view("Rainy rains", "Wind and hail")
    columns, values = page_entries(lines, 12)
    assert columns.tolist() == [stem >> 52 for stem in stems("rain", "wind", "and", "hail")]
    assert values.tolist() == [0.5] * 4
    weights = np.zeros(2**12, np.float32)
    weights[columns] = 3.0
    without = block_entries(lines, 12)
    own = np.bincount(without[0], weights[without[1]] * without[2], 2)
    scores = LineWeights(weights).block_scores(lines)
    np.testing.assert_allclose(scores - own, [6.0, 6.0], atol=1e-6)


def test_the_last_line_of_a_page_is_no_neighbour_of_the_next_page_s_first():
    pages = [page("Rain on Tarvo", "Wind"), page("Herons nest", "Snow and hail")]
    together = block_entries(TextView(pages), 12)
    first, second = (block_entries(TextView([its]), 12) for its in pages)
    assert sorted(zip(*(its.tolist() for its in together), strict=True)) == sorted(
        [
            *zip(*(its.tolist() for its in first), strict=True),
            *zip((second[0] + 2).tolist(), second[1].tolist(), second[2].tolist(), strict=True),
        ]
    )
