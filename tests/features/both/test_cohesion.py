import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.features.both.cohesion import FAMILY
from boilerclf.features.html import title
from boilerclf.features.second import trust

STORY = (
    "Herons nest along the river",
    "The herons of the river and its banks are counted from the old towpath in the spring of "
    "each year",
    "Cookies and more",
    "12 345 or so",
)


def test_words_that_recur(view_of, named):
    found = named(FAMILY, view_of(*STORY))
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
    found = named(FAMILY, view_of(*blocks))
    assert found["recurring_share"] == pytest.approx(shares)


@pytest.mark.parametrize(
    ("text", "overlap", "covered"),
    [
        ("", 0, 0),
        ("of the", 0, 0),
        ("Herons", 1 / 4, 1),
        ("Herons | Gazette", 1 / 4, 1 / 2),
        ("Herons nest along the RIVER", 1, 1),
        ("Gazette", 0, 0),
    ],
)
def test_overlap_with_the_title(text, overlap, covered, html_view, named):
    view = html_view(f"<title>{text}</title><p>{STORY[0]}</p><p>of</p>")
    found = named(title.FAMILY, view)
    assert found == {
        "title_overlap": [pytest.approx(overlap), 0],
        "title_covered": [pytest.approx(covered), 0],
    }


def test_trust_comes_from_other_blocks_alone(lines_of, named):
    view = lines_of("herons nest", "herons river", "herons")
    found = named(trust.FAMILY, view, np.array([1.0, 0.5, 0.25]))
    assert found["trusted_share"] == pytest.approx([0.75 / 2, 1 / 2, 1])
    assert found["trusted_others_share"] == pytest.approx([0.375 / 2, 0.625 / 2, 0.75])
    assert found["n_trusted"] == pytest.approx([0.75, 1, 1])


def test_a_word_of_one_block_finds_no_trust(lines_of, values_of):
    view = lines_of("herons herons", "river")
    assert values_of(trust.FAMILY, view, np.array([1.0, 1.0]))[:, :5].tolist() == [[0] * 5] * 2


def test_trust_is_the_sum_of_the_others_and_at_most_1(lines_of, named):
    view = lines_of("herons", "herons", "herons")
    found = named(trust.FAMILY, view, np.array([0.2, 0.3, 0.9]))
    assert found["trusted_share"] == pytest.approx([1, 1, 0.5])


def test_others_share_is_the_mean_over_the_other_blocks(lines_of, named):
    view = lines_of("herons herons river", "herons", "herons", "river")
    found = named(trust.FAMILY, view, np.array([0.9, 0.2, 0.4, 0.6]))
    # herons twice: (0.2 + 0.4) / 2 elsewhere; river once: 0.6.
    assert found["trusted_others_share"][0] == pytest.approx((2 * 0.3 + 0.6) / 3)
    assert found["trusted_share"][0] == pytest.approx((2 * 0.6 + 0.6) / 3)
    assert found["n_trusted"][0] == pytest.approx(2 * 0.6 + 0.6)


def test_recurring_in_long_counts_long_blocks_alone(view_of, named):
    long_ = "a " * 13 + "herons river"
    found = named(FAMILY, view_of(long_, "herons", "towpath", "towpath", "a " * 14 + "towpath"))
    assert found["recurring_in_long_share"] == pytest.approx([0, 1, 1, 1, 0])
    short = named(FAMILY, view_of("a " * 12 + "herons river", "herons"))
    assert short["recurring_in_long_share"] == [0, 0]


def test_titles_of_pages_are_kept_apart(html_view, named):
    pages = [f"<title>{word}</title><p>herons river" for word in ("Herons", "Towpath", "River")]
    found = named(title.FAMILY, html_view(*pages))
    assert found == {"title_overlap": [0.5, 0, 0.5], "title_covered": [1, 0, 1]}


def test_pages_without_words_or_with_ideographs_stand_between_others(html_view, named):
    pages = [
        "<title>Herons 渡船 herons</title><p>herons river",
        "<title>Towpath</title><p>on it",
        "<title>早上 River</title><p>早上 river 渡船 herons",
        "<p>towpath",
        "<title>渡船</title><p>渡船",
        "<title>River</title><p>up",
    ]
    found = named(title.FAMILY, html_view(*pages))
    assert found == {"title_overlap": [0.5, 0, 0.5, 0, 1, 0], "title_covered": [0.5, 0, 1, 0, 1, 0]}


def test_a_page_without_blocks(view_of, lines_of, html_view, values_of):
    assert not values_of(FAMILY, view_of()).size
    assert not values_of(title.FAMILY, html_view("<title>A title</title>")).size
    assert not values_of(trust.FAMILY, lines_of(), np.zeros(0)).size


WORDS = st.lists(st.sampled_from(["herons", "river", "of", "渡船", "12"]), max_size=6).map(" ".join)


@given(st.lists(WORDS, min_size=1, max_size=6), st.integers(0, 99))
def test_shares_are_shares_and_the_order_of_blocks_does_not_matter(
    view_of, lines_of, values_of, blocks, seed
):
    found = values_of(FAMILY, view_of(*blocks))
    assert ((found[:, :2] >= 0) & (found[:, :2] <= 1)).all()
    np.testing.assert_array_equal(found[::-1], values_of(FAMILY, view_of(*blocks[::-1])))
    probability = np.random.default_rng(seed).random(len(blocks))
    trusted = values_of(trust.FAMILY, lines_of(*blocks), probability)[:, :3]
    assert ((trusted[:, :2] >= 0) & (trusted[:, :2] <= 1 + 1e-6)).all()
    # Trust is never found where no word recurs.
    assert (trusted[found[:, 2] == 0] < 1e-6).all()
