"""Hashed columns: grams of four characters, inside blocks alone."""

import numpy as np
import pytest

from boilerclf.features.view import view_text
from boilerclf.features.words import gram_tokens


def grams(*lines):
    text = "\n".join(lines)
    ends = np.cumsum([len(line) + 1 for line in lines]) - 1
    starts = ends - [len(line) for line in lines]
    return gram_tokens(view_text(text, starts, ends))


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
