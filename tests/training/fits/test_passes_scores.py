"""What a fitted pass says of pages that it never saw is what its model says of them."""

from dataclasses import replace

import numpy as np
import pytest

from boilerclf.features.featurizer import Featurizer
from boilerclf.model import Gate
from boilerclf.training.fits import gating, passes
from boilerclf.training.fits.passes import learn
from boilerclf.training.fits.samples import build_samples

CELLS = 3


def build(pages, kind, options):
    cells = np.arange(len(pages)) % CELLS
    return pages, build_samples(pages, cells, kind=kind, options=options)


@pytest.fixture(scope="module")
def html(html_pages, quick):
    return build(html_pages, "html", replace(quick, gated=True, passes=1))


@pytest.fixture(scope="module")
def text(text_pages, quick):
    return build(text_pages[:9], "text", replace(quick, masked_copy=0.25, passes=1))


@pytest.fixture
def few_are_enough(monkeypatch):
    monkeypatch.setattr(gating, "_FEWEST", 1)


def known_gates(samples):
    """A gate for each set of cells, whose share tells which one it is."""
    n_weights = samples.summaries.shape[1]
    flat = np.zeros((n_weights // 2, 10), np.float32)
    sets = [frozenset(), *({frozenset({a, b}) for a in range(CELLS) for b in range(CELLS)})]
    zero = np.zeros(n_weights, np.float32)
    words = np.zeros(samples.page_words.shape[1], np.float32)
    return {out: Gate(sum(2.0**c for c in out) - 3, zero, words, 0.0, flat) for out in sets}


@pytest.mark.parametrize("out", [frozenset(), frozenset({1})])
def test_the_shares_that_a_pass_learns_from_are_out_of_fold(html, monkeypatch, out):
    _, samples = html
    seen = []
    whole = passes.fit_regression
    monkeypatch.setattr(
        passes,
        "fit_regression",
        lambda rows, *its, **more: seen.append(rows) or whole(rows, *its, **more),
    )
    gates = known_gates(samples)
    fit_first(samples, out, gates)
    (rows,) = seen
    cells = samples.of_rows(samples.cells)[rows.blocks]
    for cell in range(CELLS):
        without = gates[out | {cell}]
        expected = without.shares(np.zeros((1, samples.summaries.shape[1])), np.zeros(1))[0]
        assert rows.shares[cells == cell] == pytest.approx(expected)
    assert set(cells.tolist()) == set(range(CELLS)) - out


def fit_first(samples, out, gates):
    return passes._fit_first(samples, out, rows=passes.rows_by_cell(samples), gates=gates)


def first_scores(fit, featurizer, page):
    features = featurizer.first(page)
    hashed = featurizer.scorer(fit.model.hashed).block_scores(features.view)
    if fit.gate is not None:
        return fit.gate.scores(fit.model, features, fit.gate.page_shares(features), hashed)
    return fit.model.scores(features.knots, hashed)


def check_held_out(pages, samples, kind, fit, out):
    featurizer = Featurizer(kind)
    checked = 0
    for number, page in enumerate(pages):
        rows = slice(samples.ends[number], samples.ends[number + 1])
        if samples.cells[number] in out:
            expected = first_scores(fit, featurizer, page.page)
            np.testing.assert_allclose(fit.scores[rows], expected, atol=1e-4)
            checked += 1
        else:
            assert np.isnan(fit.scores[rows]).all()
    assert checked > 2


def test_held_out_scores_of_a_gated_pass_are_its_model_s(html, few_are_enough):
    pages, samples = html
    assert gating.can_be_gated(samples)
    out = frozenset({1})
    sets = [out, *(out | {cell} for cell in (0, 2))]
    gates = {its: gating.fit_gate(samples, its) for its in sets}
    fit = fit_first(samples, out, gates)
    assert fit.gate.offset != 0
    assert fit.gate.curves.any()
    check_held_out(pages, samples, "html", fit, out)


def test_a_model_is_learnt_with_its_gate(html, few_are_enough):
    _, samples = html
    (learnt,) = learn(samples, [frozenset()])
    assert learnt.gate.offset != 0
    assert learnt.gate.curves.any()
    assert learnt.gate.weights.tobytes() == gating.fit_gate(samples, frozenset()).weights.tobytes()
    (without,) = learn(
        replace(samples, options=replace(samples.options, gated=False)), [frozenset()]
    )
    assert without.gate is None


def test_held_out_scores_of_text_know_the_page_s_words(text):
    pages, samples = text
    out = frozenset({2})
    fit = fit_first(samples, out, {})
    check_held_out(pages, samples, "text", fit, out)


def test_a_masked_copy_shares_a_block_s_weight_and_knows_no_page_words(text, monkeypatch):
    _, samples = text
    seen = []
    whole = passes.fit_regression

    def fit(rows, labels, weights, **options):
        seen.append((rows, labels, weights))
        return whole(rows, labels, weights, **options)

    monkeypatch.setattr(passes, "fit_regression", fit)
    fit_first(samples, frozenset(), {})
    ((rows, labels, weights),) = seen
    learnt = np.flatnonzero(samples.weights > 0)
    assert sorted(rows.blocks) == learnt.tolist()
    assert np.array_equal(rows.origins, [*rows.blocks, *rows.blocks[::3]])
    n, masked = len(learnt), rows.blocks[::3]
    np.testing.assert_allclose(weights[:n], 0.75 * samples.weights[rows.blocks])
    np.testing.assert_allclose(weights[n:], 3 * 0.25 * samples.weights[masked])
    assert labels.tolist() == samples.labels[rows.origins].tolist()
    assert rows.page_of.tolist() == samples.of_rows(np.arange(9))[rows.blocks].tolist()
    assert rows.pages is samples.paged
    assert (rows.masked != samples.masked[masked]).nnz == 0
    assert rows.masked.nnz < samples.hashed[masked].nnz
