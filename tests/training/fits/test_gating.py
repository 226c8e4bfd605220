"""The gate is fitted without what is left out; its columns are products with the shares."""

from dataclasses import replace

import numpy as np
from scipy.sparse import csr_matrix

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


def test_a_gate_learns_words_and_to_do_without_them():
    """Pages whose means tell nothing are told apart by a word; those without it by the means."""
    rng = np.random.default_rng(1)
    opens_gate = np.tile([True, False], 30)
    cells = np.repeat([0, 1, 2], 20)
    told = np.repeat([True, False], 30)  # by a word of their names
    summaries = rng.random((60, 4))
    summaries[~told, 0] += opens_gate[~told]
    made = samples_of(opens_gate, cells, summaries)
    words = np.zeros(made.page_words.shape, np.float32)
    words[told & opens_gate, 3] = 1
    words[told & opens_gate, -1] = 1
    gate = fit_gate(replace(made, page_words=csr_matrix(words)), frozenset())
    assert gate.words.shape == (words.shape[1],)
    assert set(np.flatnonzero(gate.words).tolist()) == {3, words.shape[1] - 1}
    # A declared word counts 0.5 in fitting, one of names 0.2: the weight goes with its square. And
    # of five copies with declared words one has no names, so that these words have to do alone.
    assert gate.words[-1] / gate.words[3] > 1.3 * (0.5 / 0.2) ** 2
    assert gate.words[3] > 0
    shares = gate.shares(summaries, words @ gate.words.astype(np.float64))
    nameless = gate.shares(summaries, words[:, -1] * np.float64(gate.words[-1]))
    silent = gate.shares(summaries, np.zeros(60))
    assert (shares[told & opens_gate] > nameless[told & opens_gate] + 0.01).all()
    assert (nameless[told & opens_gate] > silent[told & opens_gate] + 0.05).all()
    assert gate.weights[0] > 0


def test_a_gate_of_text_has_no_words():
    record = Record("a", "mine", "a.example", 0, lines=("Rain fell.", "Share"), labels=(1, 0))
    made = build_samples([label_record(record)] * 6, np.arange(6) % 3, kind="text", options=OPTIONS)
    opens_gate = np.tile([True, False], 3)
    summaries = np.tile([[1.0, 0.0], [0.0, 0.0]], (3, 1))
    gate = fit_gate(replace(made, opens_gate=opens_gate, summaries=summaries), frozenset())
    assert gate.words.shape == (0,)
    assert gate.weights[0] > 0
