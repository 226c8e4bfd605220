"""The gate lets a second set of curves in, as far as it is open for a page."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.features.columns import N_KNOTS
from boilerclf.features.featurizer import Featurizer
from boilerclf.features.summary import page_summary
from boilerclf.model import AdditiveModel, Gate
from boilerclf.segment import segment_html, segment_text

NONE = np.zeros(0, np.float32)
KNOTS = np.array([[9.0, 0.0], [4.5, 9.0]], np.float32)
N_WORDS = np.array([2.9, 0.9], np.float32)


def curves(seed):
    return np.random.default_rng(seed).normal(size=(2, N_KNOTS)).astype(np.float32)


def test_a_summary_is_the_mean_over_blocks_and_over_words():
    assert page_summary(KNOTS.T, N_WORDS) == pytest.approx([0.75, 0.5, 0.875, 0.25])


def test_a_page_without_blocks_has_a_summary_of_zeros():
    summary = page_summary(np.zeros((2, 0), np.float32), np.zeros(0, np.float32))
    assert summary.tolist() == [0, 0, 0, 0]


def test_the_share_is_a_logistic_regression_of_the_summary_and_the_words():
    gate = Gate(-1.0, np.array([2, 0, 0, 4], np.float32), NONE, 0.0, curves(0))
    expected = 1 / (1 + np.exp(-(2 * 0.75 + 4 * 0.25 + 0.5 - 1)))
    shares = gate.shares(page_summary(KNOTS.T, N_WORDS)[None], np.array([0.5]))
    assert shares == pytest.approx([expected])


@given(st.floats(-30, 30))
def test_scores_move_from_one_set_of_curves_to_the_sum_of_both(intercept):
    first = AdditiveModel(0.5, curves(1), np.zeros(0, np.float32))
    gate = Gate(intercept, np.zeros(4, np.float32), NONE, 2.0, curves(2))
    added = AdditiveModel(2.0, gate.curves, first.hashed)
    share = gate.shares(page_summary(KNOTS.T, N_WORDS)[None], np.zeros(1))
    found = gate.curves_for(first, float(share[0])).scores(KNOTS)
    expected = first.scores(KNOTS) + share * added.scores(KNOTS)
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_a_scaled_gate_lets_in_more_and_opens_the_same():
    gate = Gate(1.0, np.ones(4, np.float32), NONE, 2.0, curves(3)).scaled(3.0)
    assert (gate.intercept, gate.offset) == (1.0, 6.0)
    np.testing.assert_allclose(gate.curves, 3 * curves(3), rtol=1e-6)


STORIES = ("Rain fell on the valley all night, and the river rose by a foot.", "Menu")


@pytest.mark.parametrize(
    ("kind", "pages"),
    [
        ("html", [segment_html(f"<h1>{text}</h1><p>{text}<a href=/>More</a>") for text in STORIES]),
        ("text", [segment_text(f"{text}\n{text}\nMore") for text in STORIES]),
    ],
)
def test_pages_of_one_pass_are_scored_each_with_its_own_curves(kind, pages):
    featurizer = Featurizer(kind)
    n_columns, rng = len(featurizer.columns), np.random.default_rng(4)

    def drawn(*shape):
        return rng.normal(size=shape).astype(np.float32)

    model = AdditiveModel(0.5, drawn(n_columns, N_KNOTS), np.zeros(0, np.float32))
    weights = drawn(2 * featurizer.n_own), drawn(featurizer.n_page_words)
    gate = Gate(0.2, *weights, 1.5, drawn(n_columns, N_KNOTS))
    together = featurizer.first(*pages)
    hashed = rng.normal(size=len(together.n_words))
    found = gate.scores(model, together, gate.page_shares(together), hashed)
    expected = []
    for page in pages:
        alone = featurizer.first(page)
        (share,) = gate.page_shares(alone)
        expected += gate.curves_for(model, share).scores(alone.knots).tolist()
    assert len(set(gate.page_shares(together))) == 2
    np.testing.assert_allclose(found, np.array(expected) + hashed, atol=1e-4)


PAGES = (
    "<meta property=og:type content=product><p class='price price'>Rain fell on the valley.",
    "<link rel=canonical href=/blog/rain><p class=price>Rain fell on the valley.",
    "<p class=Price>Rain fell on the valley.",
    "<p>Rain fell on the valley.",
)


def words_of(*pages):
    pages, columns = Featurizer("html").first(*map(segment_html, pages)).view.page_words
    return [set(columns[pages == page].tolist()) for page in range(pages.max(initial=-1) + 1)]


def test_the_words_of_a_page_are_those_of_its_names_and_of_what_it_declares():
    typed, placed, named = words_of(*PAGES[:3])
    n_names = Featurizer("html").n_page_words // 2
    (price,) = named
    assert price < n_names
    assert typed == {price, *(column for column in typed if column >= n_names)}
    assert (len(typed), len(placed)) == (2, 6)  # blog, rain, their counts, the depth
    assert words_of(PAGES[3]) == []


def test_the_share_of_a_page_follows_its_words():
    featurizer = Featurizer("html")
    words = np.zeros(featurizer.n_page_words, np.float32)
    (price,), typed, placed = (words_of(PAGES[page])[0] for page in (2, 0, 1))
    (product,) = typed - {price}
    words[price], words[product] = 1.0, -3.0
    flat = np.zeros((len(featurizer.columns), N_KNOTS), np.float32)
    gate = Gate(0.5, np.zeros(2 * featurizer.n_own, np.float32), words, 0.0, flat)
    shares = gate.page_shares(featurizer.first(*map(segment_html, PAGES)))
    odds = np.log(shares / (1 - shares))
    assert odds == pytest.approx([0.5 + 1 - 3, 0.5 + 1, 0.5 + 1, 0.5])
    assert not {product} & placed


def test_plain_text_has_no_words_of_pages():
    view = Featurizer("text").first(segment_text("Rain fell.")).view
    assert [len(its) for its in view.page_words] == [0, 0]
    assert Featurizer("text").n_page_words == 0
