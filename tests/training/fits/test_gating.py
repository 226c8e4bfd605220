"""The gate is fitted without what is left out; its columns are products with the shares."""

from dataclasses import replace

import numpy as np

from boilerclf.corpus import Record, label_record
from boilerclf.training.fits.gating import can_be_gated, fit_gate
from boilerclf.training.fits.samples import build_samples
from boilerclf.training.options import TrainingOptions

OPTIONS = TrainingOptions(passes=1, first_bits=0, gated=True)


def samples_of(opens_gate, cells, summaries=None, *, n_judged=None, gated=True):
    record = Record("a", "mine", "a.example", 0, html="<p>Rain fell.", content="Rain fell.")
    page = label_record(record)
    made = build_samples(
        [page] * len(cells), np.array(cells), kind="html", options=replace(OPTIONS, gated=gated)
    )
    return replace(
        made,
        opens_gate=np.array(opens_gate, bool),
        summaries=made.summaries if summaries is None else summaries,
        n_judged=len(cells) if n_judged is None else n_judged,
    )


def test_a_gate_needs_pages_of_both_kinds_in_every_cell():
    both = [True, False] * 20
    cells = [0] * 20 + [1] * 20
    assert can_be_gated(samples_of(both, cells))
    assert not can_be_gated(samples_of(both, cells, gated=False))
    assert not can_be_gated(samples_of([True] * 20 + both[:20], cells))


def test_a_gate_knows_nothing_of_cells_left_out_nor_of_copies():
    rng = np.random.default_rng(0)
    opens_gate = np.tile([True, False], 30)
    cells = np.repeat([0, 1, 2], 20)
    summaries = rng.random((60, 4)) + opens_gate[:, None] * [1, 0, 0, 0]
    whole = fit_gate(samples_of(opens_gate, cells, summaries), frozenset({1}))
    assert whole.weights[0] > 0
    changed = summaries.copy()
    changed[cells == 1] = 9.0
    again = fit_gate(samples_of(opens_gate, cells, changed), frozenset({1}))
    np.testing.assert_array_equal(whole.weights, again.weights)
    changed[cells == 2] = 9.0
    first_two = fit_gate(samples_of(opens_gate, cells, changed, n_judged=40), frozenset({1}))
    without = fit_gate(samples_of(opens_gate, cells, summaries), frozenset({1, 2}))
    np.testing.assert_array_equal(first_two.weights, without.weights)
