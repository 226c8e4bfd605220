import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.features.cohesion import (
    COLUMNS,
    SECOND_COLUMNS,
    TITLE_COLUMNS,
    cohesion,
    title_overlap,
    trusted,
    vocabulary,
)

STORY = (
    "Herons nest along the river",
    "The herons of the river and its banks are counted from the old towpath in the spring of "
    "each year",
    "Cookies and more",
    "12 345 or so",
)


def test_words_that_recur(view_of, named):
    view = view_of(*STORY)
    found = named(COLUMNS, cohesion(vocabulary(view), view.n_words))
    # herons, nest, along, river; of the long block: herons, river, banks, counted, from, towpath,
    # spring, each, year
    assert found["n_recurring"] == [2, 2, 0, 0]
    assert found["recurring_share"] == pytest.approx([2 / 4, 2 / 9, 0, 0])
    assert found["recurring_in_long_share"] == pytest.approx([2 / 4, 0, 0, 0])


@pytest.mark.parametrize(
    ("blocks", "shares"),
    [
        (("",), [0]),
        (("a of the",), [0]),
        (("river river river",), [0]),
        (("river", "RIVER"), [1, 1]),
        (("1234 1234", "1234"), [0, 0]),
        (("渡船早上离开", "渡船"), [1 / 5, 1]),
        (("เรือออกตอนเช้า", "เรือออกตอนเช้า"), [1, 1]),
        (("العبارة تغادر", "العبارة"), [1 / 2, 1]),
    ],
)
def test_share_that_recurs(blocks, shares, view_of, named):
    view = view_of(*blocks)
    found = named(COLUMNS, cohesion(vocabulary(view), view.n_words))
    assert found["recurring_share"] == pytest.approx(shares)


@pytest.mark.parametrize(
    ("title", "overlap", "covered"),
    [
        ("", 0, 0),
        ("of the", 0, 0),
        ("Herons", 1 / 4, 1),
        ("Herons | Gazette", 1 / 4, 1 / 2),
        ("Herons nest along the RIVER", 1, 1),
        ("Gazette", 0, 0),
    ],
)
def test_overlap_with_the_title(title, overlap, covered, view_of, named):
    found = named(TITLE_COLUMNS, title_overlap(vocabulary(view_of(STORY[0], "of")), title))
    assert found == {
        "title_overlap": [pytest.approx(overlap), 0],
        "title_covered": [pytest.approx(covered), 0],
    }


def test_trust_comes_from_other_blocks_alone(view_of, named):
    words = vocabulary(view_of("herons nest", "herons river", "herons"))
    found = named(SECOND_COLUMNS, trusted(words, np.array([1.0, 0.5, 0.25])))
    assert found["trusted_share"] == pytest.approx([0.75 / 2, 1 / 2, 1])
    assert found["trusted_others_share"] == pytest.approx([0.375 / 2, 0.625 / 2, 0.75])
    assert found["n_trusted"] == pytest.approx([0.75, 1, 1])


def test_a_word_of_one_block_finds_no_trust(view_of):
    words = vocabulary(view_of("herons herons", "river"))
    assert trusted(words, np.array([1.0, 1.0])).tolist() == [[0, 0, 0]] * 2


def test_a_page_without_blocks(view_of):
    view = view_of()
    words = vocabulary(view)
    assert cohesion(words, view.n_words).shape == (0, len(COLUMNS))
    assert title_overlap(words, "A title").shape == (0, len(TITLE_COLUMNS))
    assert trusted(words, np.zeros(0)).shape == (0, len(SECOND_COLUMNS))


WORDS = st.lists(st.sampled_from(["herons", "river", "of", "渡船", "12"]), max_size=6).map(" ".join)


@given(st.lists(WORDS, min_size=1, max_size=6), st.integers(0, 99))
def test_shares_are_shares_and_the_order_of_blocks_does_not_matter(view_of, blocks, seed):
    view, turned = view_of(*blocks), view_of(*blocks[::-1])
    found = cohesion(vocabulary(view), view.n_words)
    assert ((found[:, :2] >= 0) & (found[:, :2] <= 1)).all()
    np.testing.assert_array_equal(found[::-1], cohesion(vocabulary(turned), turned.n_words))
    trust = trusted(vocabulary(view), np.random.default_rng(seed).random(len(blocks)))
    assert ((trust[:, :2] >= 0) & (trust[:, :2] <= 1 + 1e-6)).all()
    # Trust is never found where no word recurs.
    assert (trust[found[:, 2] == 0] < 1e-6).all()
