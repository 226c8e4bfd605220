import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.features.cohesion import vocabulary
from boilerclf.features.runs import COLUMNS, SECOND_COLUMNS, run_numbers, runs, trusted_runs

LINES = (
    "Council backs buses",
    "Council gains power",
    "The herons of the river were counted from the old towpath.",
    "Herons nest",
    "River towpath closed",
)
SENTENCE = np.array([False, False, True, False, False])


def test_a_list_of_strangers_shares_no_words_with_what_stands_outside_it(view_of, named):
    words = vocabulary(view_of(*LINES))
    found = named(COLUMNS, runs(words, run_numbers(SENTENCE)))
    # council recurs inside its own list alone; of herons, river, were, counted, from, towpath the
    # list below has three; of herons, nest; river, towpath, closed the sentence has three.
    assert found["outside_share"] == pytest.approx([0, 0, 3 / 6, 1 / 2, 2 / 3])
    assert found["run_outside_share"] == pytest.approx([0, 0, 3 / 6, 3 / 5, 3 / 5])
    page = 6 / 17
    assert found["run_relative_share"] == pytest.approx(
        [0.5 + 0.5 * (share - page) for share in (0, 0, 3 / 6, 3 / 5, 3 / 5)]
    )
    assert found["run_lines"] == [2, 2, 1, 2, 2]


def test_trust_comes_from_outside_the_run(view_of, named):
    words = vocabulary(view_of(*LINES))
    probability = np.array([0.9, 0.7, 0.8, 0.4, 0.2])
    found = named(SECOND_COLUMNS, trusted_runs(words, run_numbers(SENTENCE), probability))
    assert found["trusted_outside_share"] == pytest.approx(
        [0, 0, (0.4 + 0.2 + 0.2) / 6, 0.8 / 2, 2 * 0.8 / 3]
    )
    assert found["run_trusted_share"] == pytest.approx([0, 0, 0.8 / 6, 3 * 0.8 / 5, 3 * 0.8 / 5])
    assert found["run_probability"] == pytest.approx([0.8, 0.8, 0.8, 0.3, 0.3])


def test_a_page_without_blocks_or_words_has_no_share(view_of):
    empty = vocabulary(view_of())
    none = np.zeros(0, bool)
    assert runs(empty, run_numbers(none)).shape == (0, len(COLUMNS))
    assert trusted_runs(empty, run_numbers(none), np.zeros(0)).shape == (0, len(SECOND_COLUMNS))
    numbers = vocabulary(view_of("12", "of a"))
    one_run = run_numbers(np.zeros(2, bool))
    assert runs(numbers, one_run)[:, :2].tolist() == [[0, 0], [0, 0]]
    assert trusted_runs(numbers, one_run, np.array([0.2, 0.6]))[:, 2].tolist() == pytest.approx(
        [0.4, 0.4]
    )


@given(st.lists(st.booleans(), max_size=40))
def test_a_sentence_is_alone_and_other_lines_stand_with_their_neighbours(marks):
    sentence = np.array(marks, bool)
    numbers = run_numbers(sentence)
    for index in range(1, len(marks)):
        apart = marks[index] or marks[index - 1]
        assert numbers[index] - numbers[index - 1] == apart
