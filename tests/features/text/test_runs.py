import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.features.second import trust
from boilerclf.features.text.runs import FAMILY

LINES = (
    "Council backs buses",
    "Council gains power",
    "The herons of the river were counted from the old towpath.",
    "Herons nest",
    "River towpath closed",
)


def test_a_list_of_strangers_shares_no_words_with_what_stands_outside_it(lines_of, named):
    found = named(FAMILY, lines_of(*LINES))
    # council recurs inside its own list alone; of herons, river, were, counted, from, towpath the
    # list below has three; of herons, nest; river, towpath, closed the sentence has three.
    assert found["outside_share"] == pytest.approx([0, 0, 3 / 6, 1 / 2, 2 / 3])
    assert found["run_outside_share"] == pytest.approx([0, 0, 3 / 6, 3 / 5, 3 / 5])
    page = 6 / 17
    assert found["run_relative_share"] == pytest.approx(
        [0.5 + 0.5 * (share - page) for share in (0, 0, 3 / 6, 3 / 5, 3 / 5)]
    )
    assert found["run_lines"] == [2, 2, 1, 2, 2]


def test_a_word_that_two_lists_have_recurs_and_one_that_a_list_has_twice_does_not(lines_of, named):
    sentence = "The towpath along the water was closed for the winter."
    lines = lines_of("Herons nest", "Otters nest", sentence, "Herons return")
    # herons, nest; otters, nest; the sentence; herons, return.
    assert named(FAMILY, lines)["outside_share"] == pytest.approx([1 / 2, 0, 0, 1 / 2])


def test_trust_comes_from_outside_the_run(lines_of, named):
    probability = np.array([0.9, 0.7, 0.8, 0.4, 0.2])
    found = named(trust.FAMILY, lines_of(*LINES), probability)
    assert found["trusted_outside_share"] == pytest.approx(
        [0, 0, (0.4 + 0.2 + 0.2) / 6, 0.8 / 2, 2 * 0.8 / 3]
    )
    assert found["run_trusted_share"] == pytest.approx([0, 0, 0.8 / 6, 3 * 0.8 / 5, 3 * 0.8 / 5])
    assert found["run_probability"] == pytest.approx([0.8, 0.8, 0.8, 0.3, 0.3])


def test_a_page_without_blocks_or_words_has_no_share(lines_of, values_of):
    assert not values_of(FAMILY, lines_of()).size
    assert not values_of(trust.FAMILY, lines_of(), np.zeros(0)).size
    numbers = lines_of("12", "of a")
    assert values_of(FAMILY, numbers)[:, :2].tolist() == [[0, 0], [0, 0]]
    found = values_of(trust.FAMILY, numbers, np.array([0.2, 0.6]))
    assert found[:, -1].tolist() == pytest.approx([0.4, 0.4])


@given(st.lists(st.booleans(), max_size=40))
def test_a_sentence_is_alone_and_other_lines_stand_with_their_neighbours(lines_of, marks):
    sentence = "a b c d e f g h."
    numbers = lines_of(*(sentence if mark else "a" for mark in marks)).run_of
    for index in range(1, len(marks)):
        apart = marks[index] or marks[index - 1]
        assert numbers[index] - numbers[index - 1] == apart
