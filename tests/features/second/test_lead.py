import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.features.second.lead import FAMILY

PAGE = (
    "Home",
    "Harbour",
    "Harbour lantern returns",
    "by Ann",
    "The harbour lantern was lit again on Friday by a crowd of people.",
    "A lantern of the harbour shone over all boats until the morning came.",
    "Lantern prices",
)
PROBABILITY = np.array([0.1, 0.1, 0.3, 0.2, 0.9, 0.9, 0.1])


def test_the_block_above_a_story_that_shares_most_of_its_words_is_the_lead(view_of, named):
    found = named(FAMILY, view_of(*PAGE), PROBABILITY)
    assert found["is_lead"] == [0, 0, 1, 0, 0, 0, 0]
    assert found["n_lead"] == [0, 1, 2, 0, 0, 0, 0]
    assert np.round(found["lead_share"], 3).tolist() == [0, 1, 0.667, 0, 0, 0, 0]


def test_of_equals_the_first_is_the_lead(view_of, named):
    page = (PAGE[2], *PAGE[2:])
    probability = np.append(0.3, PROBABILITY[2:])
    assert named(FAMILY, view_of(*page), probability)["is_lead"] == [1, 0, 0, 0, 0, 0]


def test_nothing_leads_where_no_content_is_likely_or_it_stands_far_below(view_of, values_of):
    assert not values_of(FAMILY, view_of(*PAGE), np.full(7, 0.4)).any()
    far = (PAGE[2], *("Next" for _ in range(15)), *PAGE[4:6])
    probability = np.append(np.full(16, 0.1), (0.9, 0.9))
    assert not values_of(FAMILY, view_of(*far), probability)[0].any()


def test_the_lead_stands_at_most_15_blocks_above_the_story(view_of, named):
    far = (PAGE[2], *("Next" for _ in range(14)), *PAGE[4:6])
    probability = np.append(np.full(15, 0.1), (0.9, 0.9))
    assert named(FAMILY, view_of(*far), probability)["is_lead"] == [1] + [0] * 16


def test_no_blocks(view_of, values_of):
    assert not values_of(FAMILY, view_of(), np.zeros(0)).size


@given(st.lists(st.floats(0, 1), min_size=7, max_size=7))
def test_one_block_leads_where_any_shares_words(view_of, named, probabilities):
    found = named(FAMILY, view_of(*PAGE), np.array(probabilities))
    assert sum(found["is_lead"]) == any(found["n_lead"])
