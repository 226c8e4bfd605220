"""Nothing that judges a cell was fitted on it."""

from dataclasses import replace

import numpy as np
import pytest

from boilerclf.corpus import UNKNOWN
from boilerclf.errors import DataError
from boilerclf.training.fits.passes import learn
from boilerclf.training.fits.samples import build_samples

N_CELLS = 5


@pytest.fixture(scope="module")
def samples(text_pages, quick):
    pages = text_pages[:12]
    cells = np.arange(len(pages)) % N_CELLS
    return build_samples(pages, cells, kind="text", options=quick)


def with_other_labels(samples, cell):
    """Turn every label of a cell."""
    turned = samples.held_out(frozenset({cell})) & (samples.labels != UNKNOWN)
    return replace(samples, labels=np.where(turned, 1 - samples.labels, samples.labels))


def weights_of(model):
    return [model.intercept, model.curves.tobytes(), model.hashed.tobytes()]


@pytest.mark.parametrize("passes", [1, 2])
def test_a_model_without_a_cell_does_not_know_its_labels(samples, passes):
    samples = replace(samples, options=replace(samples.options, passes=passes))
    out = frozenset({1})
    (before,) = learn(samples, [out])
    (after,) = learn(with_other_labels(samples, 1), [out])
    np.testing.assert_array_equal(before.scores, after.scores)
    assert weights_of(before.first) == weights_of(after.first)
    if passes == 2:
        assert weights_of(before.second) == weights_of(after.second)
    assert np.isnan(before.scores).tolist() == samples.held_out(out).tolist()


@pytest.mark.parametrize("passes", [1, 2])
@pytest.mark.parametrize("out", [frozenset(), frozenset({0})])
def test_scores_of_a_cell_do_not_know_its_labels(samples, passes, out):
    samples = replace(samples, options=replace(samples.options, passes=passes))
    (before,) = learn(samples, [out])
    (after,) = learn(with_other_labels(samples, 2), [out])
    inside = samples.held_out(frozenset({2}))
    np.testing.assert_array_equal(before.scores[inside], after.scores[inside])
    assert (before.scores[~inside] != after.scores[~inside]).any()
    assert weights_of(before.first) != weights_of(after.first)


def test_models_of_many_exclusions_are_those_of_each_alone(samples):
    exclusions = [frozenset({0}), frozenset({1, 3})]
    together = learn(samples, exclusions, jobs=2)
    for out, one in zip(exclusions, together, strict=True):
        (alone,) = learn(samples, [out])
        np.testing.assert_array_equal(one.scores, alone.scores)
        assert weights_of(one.second) == weights_of(alone.second)


def test_blocks_that_weigh_nothing_are_not_learnt_from(samples):
    weights = np.where(samples.held_out(frozenset({3})), 0, samples.weights)
    light = replace(samples, weights=weights)
    (all_others,) = learn(light, [frozenset()])
    (none_of_it,) = learn(samples, [frozenset({3})])
    assert weights_of(all_others.first) == weights_of(none_of_it.first)


def test_a_copy_without_names_moves_weight_from_hashed_to_named_columns(html_pages, quick):
    pages = html_pages[:12]
    cells = np.arange(len(pages)) % N_CELLS

    def norm(share):
        options = replace(quick, first_bits=12, passes=1, max_iter=40, masked_copy=share)
        samples = build_samples(pages, cells, kind="html", options=options)
        (learnt,) = learn(samples, [frozenset()])
        return np.linalg.norm(learnt.first.hashed) / np.linalg.norm(learnt.first.curves)

    assert norm(0.5) < norm(0.0)


def test_page_effects_take_up_what_pages_differ_by(samples):
    # Half the pages have a fifth of content, the others four fifths, whatever their blocks hold.
    page_of = samples.of_rows(np.arange(len(samples.cells)))
    content = np.where(page_of % 2, 2, 8)
    labels = (np.arange(len(page_of)) % 10 < content).astype(np.int8)
    mixed = replace(samples, labels=labels, weights=np.ones(len(labels)))

    def size(effect):
        options = replace(samples.options, passes=1, max_iter=200, page_effect=effect)
        (learnt,) = learn(replace(mixed, options=options), [frozenset()])
        return np.abs(learnt.first.curves).mean()

    assert size(3.0) < 0.8 * size(0.0)


def test_one_class_after_holding_out_is_told_in_one_sentence(samples):
    labels = np.where(samples.held_out(frozenset({0})), samples.labels, 0).astype(np.int8)
    with pytest.raises(DataError, match="all labels left are noise: give pages of more sites"):
        learn(replace(samples, labels=labels), [frozenset()])
