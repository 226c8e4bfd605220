"""Pages that share a pass have the same bits as alone, whatever stands beside them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boilerclf.errors import ConfigurationError
from boilerclf.features.columns import N_KNOTS
from boilerclf.features.featurizer import MAX_PASS_CHARACTERS, Featurizer
from boilerclf.model import Decision, Gate, shipped_model
from boilerclf.segment import segment_html, segment_text

ROOT = Path(__file__).parents[2]
STORY = ROOT.joinpath("data", "text", "breaking-news.txt").read_text("utf-8")
CHINESE = "渡船早上离开了码头。\n今天的渡船早上离开, 码头上有很多人。\n订阅"
THAI = "เรือออกตอนเช้า\n" + "เรือออกตอนเช้าทุกวันจากท่าเรือ" * 5 + "\nสมัครสมาชิก"

ODD = [
    "",
    "Rain.",
    " \n\t\n",
    CHINESE,
    STORY,
    THAI,
    "Share this story\n" * 40,
    "\ufffd",  # shows, and is no visible character of any kind
    "Rain fell\n\ufffd\non the ferry.\n\u200b\ufffd",
    "\u3164\n\ufffd\n\u3164",  # a letter that shows nothing
    "\ud83d",
    "\ude00 the second half.",
    "Line one.\r",
    "https:",
    "//ferry.example/",
    "1 2 3\n...\n!",
    "\n".join(f"Line {number} of the long ferry timetable." for number in range(3000)),
    STORY,
]

LINES = st.lists(
    st.sampled_from([*STORY.splitlines(), *CHINESE.splitlines(), *THAI.splitlines(), "\ufffd"])
    | st.text("aBcЖ中ก 7.,!?:•-|@/\u3164\ufffd\ud800", max_size=20),
    max_size=12,
)

BLANK = st.sampled_from(["", "\n", "\n\n\n", " \n\t\n"])
_TEXT = st.sampled_from(["The ferry. ", "ferries, and HERONS nest here ", "Ж中 ", "\ufffd", " \n"])
_PARTS = st.recursive(
    _TEXT,
    lambda inner: st.builds(
        lambda tag, name, parts: f'<{tag} class="{name}">{"".join(parts)}</{tag}>',
        st.sampled_from(["p", "div", "a", "b", "h1", "ul", "li", "nav", "table", "button", "pre"]),
        st.sampled_from(["", "post", "navBar item-2", "Ж中"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)
MARKUP = st.builds("<title>{}</title><body>{}".format, _TEXT, _PARTS)
"""Pages of HTML, some of them without a block."""

TEXTS = st.lists(st.builds("{}{}{}".format, BLANK, LINES.map("\n".join), BLANK), max_size=8)
"""Pages that may begin and end with blank lines."""


def bits(classified):
    return [(page.probabilities.tobytes(), page.kept.tobytes()) for page in classified]


@pytest.fixture(scope="module")
def model():
    return shipped_model("text")


@pytest.fixture(scope="module")
def html_model():
    return shipped_model("html")


def check_any_split(model, data, pages):
    alone = [model.classify_page(page) for page in pages]
    edge = data.draw(st.integers(0, len(pages)))
    split = [*model.classify_pages(pages[:edge]), *model.classify_pages(pages[edge:])]
    assert bits(split) == bits(alone)
    assert bits(model.classify_pages(pages)) == bits(alone)


@settings(max_examples=40)
@given(data=st.data(), texts=TEXTS)
def test_any_split_into_batches_gives_the_same_bits(model, data, texts):
    check_any_split(model, data, [segment_text(text) for text in texts])


@settings(max_examples=60, deadline=None)
@given(data=st.data(), pages=st.lists(MARKUP, max_size=6))
def test_any_split_of_html_pages_gives_the_same_bits(html_model, data, pages):
    check_any_split(html_model, data, [segment_html(page) for page in pages])


def entries_of(featurizer, features, first_block):
    blocks, columns, values = featurizer.block_entries(features, 16)
    inside = (blocks >= first_block[0]) & (blocks < first_block[1])
    found = zip(blocks[inside] - first_block[0], columns[inside], values[inside], strict=True)
    return sorted((int(block), int(column), float(value)) for block, column, value in found)


def check_features(kind, pages):
    """Compare the columns of both passes, and the hashed ones, with those of each page alone."""
    featurizer = Featurizer(kind)
    together = featurizer.first(*pages)
    probability = np.random.default_rng(0).random(together.spans.n_blocks)
    second = featurizer.second(together, probability)
    weights = np.random.default_rng(1).normal(size=2**10).astype(np.float32)
    scores = featurizer.scorer(weights).block_scores(together.view)
    end = 0
    for page in pages:
        start, end = end, end + page.n_blocks
        alone = featurizer.first(page)
        np.testing.assert_array_equal(together.knots[start:end], alone.knots)
        its_second = featurizer.second(alone, probability[start:end])
        np.testing.assert_array_equal(second[start:end], its_second)
        its_scores = featurizer.scorer(weights).block_scores(alone.view)
        np.testing.assert_array_equal(scores[start:end], its_scores)
        its_entries = entries_of(featurizer, alone, (0, page.n_blocks))
        assert entries_of(featurizer, together, (start, end)) == its_entries
    assert end == together.spans.n_blocks


@settings(max_examples=60)
@given(texts=TEXTS)
def test_every_column_is_that_of_the_page_alone(texts):
    check_features("text", [segment_text(text) for text in texts])


@settings(max_examples=100, deadline=None)
@given(pages=st.lists(MARKUP, max_size=6))
def test_every_column_of_html_is_that_of_the_page_alone(pages):
    check_features("html", [segment_html(page) for page in pages])


def test_every_column_of_sample_pages_is_that_of_the_page_alone(html_model):
    pages = [
        segment_html(path.read_text("utf-8", "replace"))
        for path in sorted(ROOT.joinpath("data", "html").glob("*.html"))
    ]
    assert len(pages) > 9
    check_features("html", pages)
    together = html_model.classify_pages(pages)
    assert bits(together) == bits([html_model.classify_page(page) for page in pages])


@pytest.mark.parametrize(
    "texts",
    [
        ["Rain fell.", "\n\n\nHail fell.\n\n\n", "\n\nSun."],
        ["Rain fell?\n\ufffd", "\ufffd\nSnow!\n\ufffd", "\ufffd\nSun."],
        ["Rain?", "\ufffd", "Sun.", "\ufffd\n\ufffd", "7 up"],
        ODD,
    ],
    ids=["blank lines", "blocks that show nothing", "pages that show nothing", "odd"],
)
def test_every_column_of_odd_pages_is_that_of_the_page_alone(texts):
    check_features("text", [segment_text(text) for text in texts])


@pytest.mark.parametrize("turn", range(0, len(ODD), 5))
def test_odd_pages_next_to_each_other(model, turn):
    pages = [segment_text(text) for text in ODD[turn:] + ODD[:turn]]
    together = model.classify_pages(pages)
    assert [its.page for its in together] == pages
    assert bits(together) == bits([model.classify_page(page) for page in pages])


def test_small_pages_do_share_and_large_ones_do_not(model):
    small, large = (
        segment_text(STORY),
        segment_text("Rain fell.\n" * (MAX_PASS_CHARACTERS // 11 + 1)),
    )
    parts = list(model.featurizer.group_into_passes([small, small, large, small]))
    assert [len(part) for part in parts] == [2, 1, 1]
    assert [model.can_share(page) for page in (small, large)] == [True, False]
    fitting = segment_text("a" * (MAX_PASS_CHARACTERS // 2 - 1))
    assert [len(part) for part in model.featurizer.group_into_passes([fitting] * 3)] == [2, 1]


def page_weights(model, rng):
    sizes = 2 * model.featurizer.n_own, model.featurizer.n_page_words
    return [rng.normal(size=size).astype(np.float32) for size in sizes]


def test_a_gate_opens_for_each_page_by_itself(model):
    rng = np.random.default_rng(0)
    n_columns = len(model.featurizer.columns)
    curves = rng.normal(size=(n_columns, N_KNOTS)).astype(np.float32)
    gate = Gate(0.0, *page_weights(model, rng), 1.0, curves)
    gated = replace(model, gate=gate)
    pages = [segment_text(text) for text in (STORY, THAI, STORY)]
    assert len(list(gated.featurizer.group_into_passes(pages))) == 1
    found = gated.classify_pages(pages)
    assert bits(found) == bits([gated.classify_page(p) for p in pages])
    # What a gate lets in is what the opened curves say of the page.
    for page, its in zip(pages, found, strict=True):
        features = gated.featurizer.first(page)
        (share,) = gate.page_shares(features).tolist()
        opened = replace(gated, first=gate.curves_for(gated.first, share), gate=None)
        np.testing.assert_allclose(opened.probabilities(page), its.probabilities, atol=1e-12)
    shares = gate.page_shares(gated.featurizer.first(*pages))
    assert len(set(shares.tolist())) == 2


def test_the_threshold_of_a_page_of_text_lies_where_its_share_of_the_gate_says(model):
    rng = np.random.default_rng(1)
    flat = np.zeros((len(model.featurizer.columns), N_KNOTS), np.float32)
    gate = Gate(4.0, *page_weights(model, rng), 0.0, flat)
    extracted = Decision("threshold", 0.2)
    card = replace(model.card, decision=Decision("threshold", 0.6), extracted=extracted)
    gated = replace(model, gate=gate, card=card)
    pages = [segment_text(text) for text in (STORY, THAI)]
    found = gated.classify_pages(pages)
    assert bits(found) == bits([gated.classify_page(page) for page in pages])
    shares = gate.page_shares(gated.featurizer.first(*pages)).tolist()
    assert shares[0] != pytest.approx(shares[1], abs=0.05)
    for page, its, share in zip(pages, found, shares, strict=True):
        threshold = 0.6 - 0.4 * share
        assert its.decision == f"threshold {threshold:.4g}"
        assert its.kept.tolist() == (its.probabilities >= threshold).tolist()
        assert its.explain().bar == pytest.approx(threshold)
        assert its.explain().gate_share == share
        # What the caller asks for holds for every page.
        assert gated.classify_page(page, extracted).decision == "threshold 0.2"
    said = (
        "threshold 0.6, the nearer to threshold 0.2 the likelier an extractor has cleaned the page"
    )
    assert gated.own_rule == said
    for other in (
        replace(gated, gate=None),
        replace(gated, card=replace(card, extracted=Decision("expected-f1"))),
    ):
        assert other.own_rule == "threshold 0.6"
    without = replace(gated, card=replace(card, extracted=None))
    assert {page.decision for page in without.classify_pages(pages)} == {"threshold 0.6"}


def test_no_pages_pages_of_html_and_a_decision(model, classifier):
    assert model.classify_pages([]) == []
    read = segment_html if classifier.kind == "html" else segment_text
    pages = [read(document) for document in ("<p>Rain fell.", "", "<p>Hail\n<p>Snow")]
    keep = Decision("threshold", 0.0)
    found = classifier.classify_pages(pages, keep)
    assert bits(found) == bits([classifier.classify_page(page, keep) for page in pages])
    assert [page.decision for page in found] == ["threshold 0"] * 3


def test_a_page_of_the_other_kind_is_refused_before_any_is_labelled(model):
    with pytest.raises(ConfigurationError, match="take a model of kind html"):
        model.classify_pages([segment_text(STORY), segment_html("<p>Rain")])
