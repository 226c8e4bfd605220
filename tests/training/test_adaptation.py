"""Adapting a model to labels of one's own: better on pages held out, and still itself elsewhere."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from boilerclf.corpus import UNKNOWN, Record, label_record, label_records, read_records
from boilerclf.errors import ConfigurationError, DataError
from boilerclf.evaluation import differences
from boilerclf.model import Decision, ModelCard, load_model
from boilerclf.training import adapt
from boilerclf.training.adaptation import _priors, _strongest, _Tried
from boilerclf.training.fits.heldout import HeldOut

ADAPT = Path(__file__).parents[2] / "data" / "adapt"


def pages_of(name):
    return label_records(read_records([ADAPT / name]))


@pytest.fixture(scope="module")
def pages():
    return pages_of("labels.jsonl")


@pytest.fixture(scope="module")
def adapted(pages):
    return adapt(load_model("html"), pages, name="rowing", corpora={"labels": "ab" * 32})


def test_a_second_pass_with_hashed_columns_is_refused(pages):
    parent = load_model("html")
    older = replace(parent, second=replace(parent.second, hashed=np.zeros(8, np.float32)))
    with pytest.raises(ConfigurationError, match="train it anew"):
        adapt(older, pages, name="older")


def gain(pages, before, after):
    return differences(pages, before, after)[0].gain


def test_what_is_judged_is_held_out_by_site_and_gains(adapted, pages):
    assert adapted.by_site
    assert {page.id for page in adapted.pages} == {page.id for page in pages}
    found = gain(adapted.pages, adapted.before, adapted.after)
    assert found.low > 0
    assert found.value >= 0.05


def test_pages_of_clubs_that_it_never_saw_gain_too(adapted):
    held_out = pages_of("held-out.jsonl")
    assert not {page.site for page in held_out} & {page.site for page in adapted.pages}
    before, after = (
        [model.classify_page(page.page).kept for page in held_out]
        for model in (load_model("html"), adapted.classifier)
    )
    found = gain(held_out, before, after)
    assert found.low > 0
    assert found.value >= 0.05


def test_it_does_not_forget_what_other_pages_are_like(adapted, html_pages):
    before, after = (
        [model.classify_page(page.page).kept for page in html_pages]
        for model in (load_model("html"), adapted.classifier)
    )
    assert gain(html_pages, before, after).value >= -0.04


def test_the_card_tells_the_lineage(adapted, pages):
    parent = load_model("html")
    card = adapted.classifier.card
    assert card.name == "rowing"
    assert card.options["adapted_from"] == [f"html@{parent.digest}"]
    assert card.options["first_c"] == adapted.strength
    (note,) = card.corpora
    assert (note.name, note.digest, note.n_pages) == ("labels", "ab" * 32, len(pages))
    assert card.scores["page_f1"] > 0.95


def test_comments_are_content_where_the_labels_say_so(adapted):
    html = load_model("html")
    assert adapted.classifier.card.keeps_comments
    assert not html.card.keeps_comments
    pages = pages_of("held-out.jsonl")
    shares = [
        np.mean(np.concatenate([model.classify_page(p.page).kept[p.labels == 1] for p in pages]))
        for model in (html, adapted.classifier)
    ]
    assert shares[0] < 0.7
    assert shares[1] > 0.85


def test_the_gate_stays_the_parent_s_and_its_curves_follow(adapted):
    ours, theirs = adapted.classifier.gate, load_model("html").gate
    assert np.array_equal(ours.weights, theirs.weights)
    assert ours.intercept == theirs.intercept
    assert not np.array_equal(ours.curves, theirs.curves)


def test_the_order_of_the_pages_is_no_matter(adapted, pages):
    again = adapt(
        load_model("html"), pages[::-1], name="rowing", corpora={"labels": "ab" * 32}, jobs=2
    )
    assert np.array_equal(again.classifier.first.curves, adapted.classifier.first.curves)
    assert np.array_equal(again.classifier.second.curves, adapted.classifier.second.curves)
    assert again.classifier.card == adapted.classifier.card


def test_the_prior_says_what_the_parent_says(pages):
    """The weights of hat functions and hashed columns score blocks as the parent does."""
    from boilerclf.training.adaptation import _options
    from boilerclf.training.fits.passes import _first_rows
    from boilerclf.training.fits.samples import build_samples

    parent = load_model("html")
    options = _options(parent)
    some = pages[:3]
    samples = build_samples(some, np.arange(3), kind="html", options=options)
    prior = _priors(parent, options.hashed_scale).first
    shares = np.repeat(
        parent.gate.shares(samples.summaries, samples.page_words @ parent.gate.words),
        np.diff(samples.ends),
    )
    rows = replace(_first_rows(samples), shares=shares.astype(np.float32))
    scores = rows.scores(prior[:-1]) + prior[-1]
    wanted = np.concatenate(
        [parent.first_pass(parent.featurizer.first(page.page)) for page in some]
    )
    assert np.allclose(1 / (1 + np.exp(-scores)), wanted, atol=1e-5)


def test_pages_of_one_site_are_held_out_one_by_one(pages):
    one = [replace(page, site="one.example", fold=0) for page in pages[:6]]
    adapted = adapt(load_model("html"), one, name="one")
    assert not adapted.by_site
    assert len({page.site for page in adapted.pages}) == 6


def test_text_is_adapted_as_well():
    pages = label_records(read_records([ADAPT.parent / "text" / "labels.jsonl"]))
    adapted = adapt(load_model("text"), pages, name="mine")
    assert adapted.classifier.kind == "text"
    assert adapted.classifier.first.hashed.shape == load_model("text").first.hashed.shape


def test_lines_in_doubt_count_in_no_page_f1():
    from boilerclf.training.adaptation import _options, _page_f1
    from boilerclf.training.fits.samples import build_samples

    record = Record("a", "a", "a", 0, lines=("Menu", "Share", "Rain fell"), labels=(0, -1, 1))
    page, options = label_record(record), _options(load_model("text"))
    samples = build_samples([page], np.zeros(1, np.int64), kind="text", options=options)
    held_out, scores = HeldOut(samples, np.zeros(3)), np.array([0.1, 0.9, 0.9])
    assert _page_f1(held_out, scores, (Decision("threshold", 0.5), None), 0) == 1.0
    all_kept = Decision("threshold", 0.0), None
    assert _page_f1(held_out, scores, all_kept, 0) == pytest.approx(4 / 5)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (np.ones_like, "no block is labelled noise"),
        (lambda labels: np.full_like(labels, UNKNOWN), "no block is labelled noise"),
        (np.zeros_like, "no block is labelled content"),
    ],
)
def test_one_class_is_refused(pages, change, said):
    changed = [replace(page, labels=change(page.labels)) for page in pages]
    with pytest.raises(DataError, match=said):
        adapt(load_model("html"), changed, name="mine")


def test_too_few_pages_are_refused(pages):
    with pytest.raises(DataError, match="adapting holds out sites in turn"):
        adapt(load_model("html"), pages[:2], name="mine")


def tried(*errors):
    return [_Tried(0.1, None, None, np.zeros(0), np.array(row)) for row in errors]


EVERY = np.ones(4, np.bool_)


@pytest.mark.parametrize(
    ("errors", "chosen"),
    [
        # The fewest errors, where all pages say so.
        ([[0.5, 0.5, 0.5, 0.5], [0.1, 0.1, 0.1, 0.1]], 1),
        # The strongest penalty, where what it loses is less than one standard error of it ...
        ([[0.5, 0.1, 0.1, 0.1], [0.1, 0.1, 0.1, 0.1]], 0),
        # ... or less than half a hundredth.
        ([[0.104, 0.104, 0.104, 0.104], [0.1, 0.1, 0.1, 0.1]], 0),
        ([[0.106, 0.106, 0.106, 0.106], [0.1, 0.1, 0.1, 0.1]], 1),
    ],
)
def test_the_strongest_penalty_that_is_about_as_good_as_the_best_is_taken(errors, chosen):
    assert _strongest(tried(*errors), EVERY) == chosen


def test_pages_that_are_judged_have_no_say_in_the_penalty():
    errors = tried([0.5, 0.5, 0.1, 0.1], [0.1, 0.1, 0.5, 0.5])
    assert _strongest(errors, np.array([True, True, False, False])) == 1
    assert _strongest(errors, np.array([False, False, True, True])) == 0


@pytest.mark.parametrize(("probability", "is_changed"), [(0.9, False), (0.45, True)])
def test_another_decision_than_the_parent_s_has_to_gain(probability, is_changed):
    from boilerclf.training.adaptation import _decision, _options
    from boilerclf.training.fits.samples import build_samples

    lines = ("Menu", "Rain fell on the town")
    records = [Record(name, "a", name, 0, lines=lines, labels=(0, 1)) for name in "abc"]
    pages, options = label_records(records), _options(load_model("text"))
    samples = build_samples(pages, np.arange(3), kind="text", options=options)
    given, other = Decision("threshold", 0.5), Decision("threshold", 0.4)
    held_out = SimpleNamespace(
        samples=samples,
        shares=None,
        judged=lambda: SimpleNamespace(decision=lambda without: other),
    )
    card = ModelCard("mine", "text", given)
    found = _decision(held_out, np.array([0.1, probability] * 3), card)
    assert found == (other if is_changed else given)


@pytest.mark.parametrize(("n_words", "is_changed"), [(100, True), (200, False)])
def test_another_decision_has_to_gain_a_hundredth_of_page_f1(n_words, is_changed):
    from boilerclf.training.adaptation import _decision, _options
    from boilerclf.training.fits.samples import build_samples

    # The other decision keeps three words more: a gain of 3 / (2 * n_words + 3).
    lines = ("rain " * n_words, "Rain fell again")
    records = [Record(name, "a", name, 0, lines=lines, labels=(1, 1)) for name in "abc"]
    pages, options = label_records(records), _options(load_model("text"))
    samples = build_samples(pages, np.arange(3), kind="text", options=options)
    given, other = Decision("threshold", 0.5), Decision("threshold", 0.4)
    held_out = SimpleNamespace(
        samples=samples,
        shares=None,
        judged=lambda: SimpleNamespace(decision=lambda without: other),
    )
    card = ModelCard("mine", "text", given)
    found = _decision(held_out, np.array([0.9, 0.45] * 3), card)
    assert found == (other if is_changed else given)
