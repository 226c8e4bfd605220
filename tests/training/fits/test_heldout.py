"""What follows from held-out scores: each cell is calibrated by the others."""

from dataclasses import replace

import numpy as np
import pytest

from boilerclf.corpus import Record, label_record
from boilerclf.model import find_units, shipped_model
from boilerclf.page import UNSEEN
from boilerclf.training.fits.calibration import fit_platt
from boilerclf.training.fits.heldout import HeldOut
from boilerclf.training.fits.samples import build_samples
from tests.training.fits.conftest import N_CELLS


def test_a_cell_is_calibrated_by_the_others(samples):
    rng = np.random.default_rng(0)
    scores = rng.normal(size=len(samples.labels)) + samples.labels
    inside = samples.held_out(frozenset({2}))
    turned = replace(
        samples, labels=np.where(inside, 1 - samples.labels, samples.labels).astype(np.int8)
    )
    before = HeldOut(samples, scores).probabilities()
    after = HeldOut(turned, scores).probabilities()
    np.testing.assert_array_equal(before[inside], after[inside])
    assert (before[~inside] != after[~inside]).all()


def test_held_out_pages_are_pooled_as_at_prediction(html_pages, quick):
    pages = html_pages[:8]
    samples = build_samples(pages, np.arange(8) % N_CELLS, kind="html", options=quick)
    scores = np.random.default_rng(0).normal(size=len(samples.labels))
    held_out = HeldOut(samples, scores)
    pooled = np.split(held_out.probabilities(), samples.ends[1:-1])
    model = shipped_model("html")
    n_pooled = 0
    for number, page in enumerate(pages):
        rows = slice(samples.ends[number], samples.ends[number + 1])
        alone = held_out.platt(number % N_CELLS)(scores[rows])
        units = find_units(model.featurizer.first(page.page).view)
        np.testing.assert_array_equal(pooled[number], units.pooled(alone, samples.n_words[rows]))
        n_pooled += np.count_nonzero(pooled[number] != alone)
    assert n_pooled > 100


def test_what_nobody_sees_is_noise_in_held_out_pages_as_at_prediction(html_pages, quick):
    page = html_pages[0]
    hidden = page.page.markup.block_flags | np.where(np.arange(page.page.n_blocks) % 2, UNSEEN, 0)
    markup = replace(page.page.markup, block_flags=hidden.astype(np.uint8))
    pages = [replace(page, page=replace(page.page, markup=markup)), *html_pages[1:4]]
    samples = build_samples(pages, np.arange(4), kind="html", options=quick)
    held_out = HeldOut(samples, np.full(len(samples.labels), 2.0))
    found = held_out.probabilities()[: page.page.n_blocks]
    assert not found[1::2].any()
    assert found[::2].min() > 0.5
    assert not held_out.judged().chosen[0][: page.page.n_blocks][1::2].any()


def commented(site, label):
    """Return a page with two comments of one label below a story."""
    texts = ("Wells", "The well in the square was mended on Monday by five men, and it is deep.")
    texts += ("2 comments", "My aunt fell in it.", "So did mine, and twice.")
    html = "<h1>{}</h1><p>{}<section><h2>{}</h2><p>{}<p>{}</section>".format(*texts)
    labels = (1, 1, 0, label, label)
    return label_record(Record(site, "mine", site, 0, html=html, block_texts=texts, labels=labels))


@pytest.mark.parametrize(
    ("labels", "in_all", "without_each"),
    [
        ((1, 1, 0), True, (False, False, True)),
        ((0, 0, 1), False, (False, False, False)),
        ((-1, -1, -1), None, (None, None, None)),
        ((1, -1, -1), True, (None, True, True)),
    ],
)
@pytest.mark.parametrize("of_parent", [True, False])
def test_what_comments_are_is_said_by_the_labels_of_other_cells(
    quick, labels, in_all, without_each, of_parent
):
    pages = [commented(site, label) for site, label in zip("abc", labels, strict=True)]
    samples = build_samples(pages, np.arange(3), kind="html", options=quick)
    held_out = HeldOut(
        samples,
        np.full(len(samples.labels), 3.0),
        is_calibrated=True,
        parent_keeps_comments=of_parent,
    )

    def said(by_labels):
        return of_parent if by_labels is None else by_labels

    assert held_out.keeps_comments() == said(in_all)
    pooled = np.split(held_out.probabilities(), samples.ends[1:-1])
    for cell, by_others in enumerate(without_each):
        assert held_out.keeps_comments(cell) == said(by_others)
        assert (pooled[cell][-1] > 0.9) == said(by_others)


def test_cells_without_scores_are_left_out(samples):
    out = samples.held_out(frozenset({0}))
    scores = np.where(out, np.nan, samples.labels - 0.5)
    held_out = HeldOut(samples, scores)
    assert np.isnan(held_out.probabilities()).tolist() == out.tolist()
    judged = held_out.judged()
    assert set(samples.cells[judged.pages]) == {1, 2, 3}
    assert judged.scores()["roc_auc"] == 1.0
    assert judged.scores()["page_f1"] == 1.0


def test_even_corpora_count_the_same_in_the_calibration(samples):
    # Eleven pages whose scores mean what they say, and one of another corpus where 2 means 0.
    rng = np.random.default_rng(0)
    corpora = np.zeros(12, np.int64)
    corpora[0] = 1
    rows = np.repeat(corpora, np.diff(samples.ends))
    scores = np.where(samples.labels == 1, 2.0, -2.0) + rng.normal(size=len(rows)) + 2.0 * rows
    plain = replace(samples, corpora=corpora, corpus_names=("many", "one"))
    even = replace(plain, options=replace(plain.options, even_corpora=True))
    weights = np.where(rows == 1, len(rows) / 2 / rows.sum(), len(rows) / 2 / (1 - rows).sum())
    assert HeldOut(even, scores).platt() == fit_platt(scores, samples.labels, weights)
    assert HeldOut(plain, scores).platt() == fit_platt(scores, samples.labels)
    assert HeldOut(even, scores).platt() != HeldOut(plain, scores).platt()
