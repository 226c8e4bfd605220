"""What columns' values mean, in words."""

import pytest

from boilerclf.classified.phrases import phrase


@pytest.mark.parametrize(
    ("column", "high", "low"),
    [
        ("link_density", "mostly links", "few links"),
        ("in_nav", "in <nav>", "not in <nav>"),
        ("n_byline_keywords", "words of bylines", "no words of bylines"),
        ("blocks_after_headline", "far below the headline", "not below the headline"),
        ("blocks_before_longest", "far above the longest block", "not above the longest block"),
        ("headline_level", "far from the headline", "close to the headline"),
        ("previous1_n_words", "above it: long", "above it: short"),
        ("next2_link_density", "below it: mostly links", "below it: few links"),
        ("previous1_probability", "below content", "below noise"),
        ("next1_probability", "above content", "above noise"),
        ("no_such_column", "no_such_column", "no_such_column"),
    ],
)
def test_a_high_and_a_low_value_in_words(column, high, low):
    assert (phrase(column, is_high=True), phrase(column, is_high=False)) == (high, low)
