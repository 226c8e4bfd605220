import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boilerclf.errors import ConfigurationError
from boilerclf.features.columns import N_KNOTS
from boilerclf.features.featurizer import MAX_PASS_PAGES, Featurizer
from boilerclf.segment import segment_text
from boilerclf.segment.reader import segment

TEXT = st.text("aBcЖ中กع \n\r\u00a0\u200b\u0301\ufffd\ud800.,!?:•-|07@/", max_size=60)
KINDS = ["html", "text"]


def test_another_kind_is_refused():
    with pytest.raises(ConfigurationError, match="kind 'pdf' is not known: give 'html' or 'text'"):
        Featurizer("pdf")


@pytest.mark.parametrize("kind", KINDS)
def test_names_are_unique_and_in_the_order_of_the_columns(kind):
    featurizer = Featurizer(kind)
    names = featurizer.get_feature_names_out()
    assert len(set(names)) == len(names)
    assert names[: len(featurizer.columns)] == [column.name for column in featurizer.columns]
    assert len(names) == len(featurizer.columns) + len(featurizer.second_columns)


@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None)
@given(text=TEXT, seed=st.integers(0, 99))
def test_both_passes_of_any_page(kind, text, seed):
    page = segment(text, kind=kind)
    featurizer = Featurizer(kind)
    features = featurizer.first(page)
    probability = np.random.default_rng(seed).random(page.n_blocks)
    second = featurizer.second(features, probability)
    assert features.knots.shape == (page.n_blocks, len(featurizer.columns))
    assert second.shape == (page.n_blocks, len(featurizer.second_columns))
    for knots in (features.knots, second):
        assert ((knots >= 0) & (knots <= N_KNOTS - 1)).all()
    weights = np.random.default_rng(seed).normal(size=2**10).astype(np.float32)
    blocks, columns, values = featurizer.block_entries(features, 10)
    sums = np.bincount(blocks, weights[columns].astype(np.float64) * values, page.n_blocks)
    if kind == "text":
        columns, values = featurizer.page_entries(features, 10)
        assert (values.astype(np.float64) ** 2).sum() == pytest.approx(float(len(columns) > 0))
        sums = sums + weights[columns].astype(np.float64) @ values
    np.testing.assert_allclose(
        featurizer.scorer(weights).block_scores(features.view), sums[: page.n_blocks], atol=1e-5
    )
    masked = featurizer.block_entries(features, 10, masked=True)
    assert len(masked[0]) <= len(blocks)


def test_a_pass_has_no_more_pages_than_their_numbers_have_room_for():
    page = segment_text("a")
    parts = Featurizer("text").group_into_passes([page] * (MAX_PASS_PAGES + 1))
    assert [len(part) for part in parts] == [MAX_PASS_PAGES, 1]
