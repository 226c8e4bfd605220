"""Fitting both passes, and what they say of pages that they never saw.

Let ``first(S)`` be the first pass fitted on all cells but those in S. The second pass without S
learns from first-pass probabilities that are out of fold: those of cell j come from
``first(S + j)``. What it says of cell i, for calibration and decision, comes from the second pass
without ``S + i``, whose probabilities come from ``first(S + i + j)``. So nothing that judges a
cell, at any level, was fitted on it. Sets are unordered, which is why fits are shared: five
cells need 16 first and 6 second fits for a model, and 25 and 15 for five models of four cells each.

Source: stacked generalization, Wolpert 1992; nested cross-validation, Varma and Simon 2006.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, TypeVar

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # publishes none

from boilerclf.cores import worker_count
from boilerclf.errors import DataError
from boilerclf.features.columns import N_KNOTS, Column
from boilerclf.features.featurizer import Featurizer
from boilerclf.features.second.own import logit_curve
from boilerclf.model import AdditiveModel, Gate, sigmoid
from boilerclf.page import LABELS
from boilerclf.training.fits.design import Csr, curves_of, hat_matrix, stacked
from boilerclf.training.fits.gating import can_be_gated, fit_gate
from boilerclf.training.fits.learnt import Learnt
from boilerclf.training.fits.regression import PageEffects, curve_basis, fit_regression
from boilerclf.training.fits.rows import Rows, joined
from boilerclf.training.fits.samples import Samples

_MASKED_EVERY: Final = 3
"""One block in so many gets a copy without what `masked_copy` masks; to make up for the others, the
copy weighs so many times as much."""

Cells = frozenset[int]
Fitted = TypeVar("Fitted")


@dataclass(frozen=True, slots=True, eq=False)
class _Fit:
    """A fitted pass, and its scores in the cells that it was fitted without."""

    model: AdditiveModel
    scores: NDArray[np.float64]
    gate: Gate | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Priors:
    """The weights of a model from which distance is penalized, as `fit_regression` takes them.

    Parameters
    ----------
    first : float64 array
        Those of the first pass, what its gate changes included.
    second : float64 array or None
        Those of the second pass; None for a model of one pass.
    gate : Gate or None
        The model's gate, whose weights are kept; None where it has none.
    """

    first: NDArray[np.float64]
    second: NDArray[np.float64] | None
    gate: Gate | None


def learn(
    samples: Samples,
    exclusions: Sequence[Cells],
    *,
    jobs: int = 1,
    priors: Priors | None = None,
) -> list[Learnt]:
    """Fit a model for each set of cells that is left out.

    Parameters
    ----------
    samples : Samples
        All pages.
    exclusions : sequence of frozenset of int
        Cells that each model must know nothing of; an empty set for a model of all pages.
    jobs : int, default: 1
        Threads: fitting spends its time in sparse products, which several threads run at once over
        one copy of the data. The result does not depend on their number.
    priors : Priors, default: None
        A model to begin from; every fit begins from it, so its own pages must not be among these.

    Returns
    -------
    list of Learnt
        One for each set.

    Raises
    ------
    DataError
        A fit would see one class only.
    """
    cells = {int(cell) for cell in samples.cells}
    lasts = {more for out in exclusions for more in (out, *_larger(out, cells))}
    firsts = lasts
    if samples.options.passes == 2:
        firsts = lasts | {more for out in lasts for more in _larger(out, cells)}
    # More threads in the linear algebra would sum in another order, and wait for each other.
    with threadpool_limits(limits=1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # max_iter is meant as the end
        gates: Mapping[Cells, Gate] = {}
        wanted = firsts | {more for out in firsts for more in _larger(out, cells)}
        if priors is not None:
            gates = {} if priors.gate is None else dict.fromkeys(wanted, priors.gate)
        elif can_be_gated(samples):
            gates = _fit_all(fit_gate, samples, wanted, jobs)
        prior = None if priors is None else priors.first
        fit = partial(_fit_first, rows=rows_by_cell(samples), gates=gates, prior=prior)
        first = _fit_all(fit, samples, firsts, jobs)
        del fit  # with its rows
        last = first
        if samples.options.passes == 2:
            probability = {out: sigmoid(_out_of_fold(samples, first, out)) for out in lasts}
            prior = None if priors is None else priors.second
            last = _fit_all(partial(_fit_second, prior=prior), samples, lasts, jobs, probability)
    return [
        Learnt(
            first=first[out].model,
            second=last[out].model if samples.options.passes == 2 else None,
            scores=np.where(samples.held_out(out), np.nan, _out_of_fold(samples, last, out)),
            gate=first[out].gate,
            shares=_shares(samples, gates, out) if gates else None,
        )
        for out in exclusions
    ]


def _larger(out: Cells, cells: Collection[int]) -> list[Cells]:
    return [out | {cell} for cell in sorted(cells) if cell not in out]


def _fit_all(
    fit: Callable[..., Fitted],
    samples: Samples,
    exclusions: Collection[Cells],
    jobs: int,
    probability: Mapping[Cells, NDArray[np.float64]] | None = None,
) -> dict[Cells, Fitted]:
    ordered = sorted(exclusions, key=lambda out: (len(out), sorted(out)))  # the long ones first
    fits = Parallel(n_jobs=worker_count(jobs), prefer="threads")(
        delayed(fit)(samples, out, *([] if probability is None else [probability[out]]))
        for out in ordered
    )
    return dict(zip(ordered, fits, strict=True))


def _out_of_fold(samples: Samples, fits: Mapping[Cells, _Fit], out: Cells) -> NDArray[np.float64]:
    """Return each row's score from the fit without `out` and without the row's own cell."""
    return _unseen(samples.of_rows(samples.cells), out, lambda without: fits[without].scores)


def _shares(samples: Samples, gates: Mapping[Cells, Gate], out: Cells) -> NDArray[np.float64]:
    """Return each page's share from the gate without `out` and without the page's own cell."""

    def shares(without: Cells) -> NDArray[np.float64]:
        gate = gates[without]
        return gate.shares(samples.summaries, samples.page_words @ gate.words.astype(np.float64))

    return _unseen(samples.cells, out, shares)


def _unseen(
    cells: NDArray[np.int64], out: Cells, values: Callable[[Cells], NDArray[np.float64]]
) -> NDArray[np.float64]:
    """Return the values of what lies in cells, each from a fit without `out` and its own cell."""
    unseen = values(out).copy()  # of the cells in `out` themselves
    for cell in sorted(set(cells.tolist()) - out):
        inside = cells == cell
        unseen[inside] = values(out | {cell})[inside]
    return unseen


def rows_by_cell(samples: Samples) -> dict[int, Rows]:
    """Return what first passes learn from, cell by cell, in memory that all fits share.

    Parameters
    ----------
    samples : Samples
        All pages.

    Returns
    -------
    dict of int to Rows
        The blocks of each cell that weigh anything, in order.
    """
    cells = samples.of_rows(samples.cells)
    return {
        int(cell): _first_rows(samples, np.flatnonzero((cells == cell) & (samples.weights > 0)))
        for cell in np.unique(samples.cells)
    }


def _first_rows(samples: Samples, blocks: NDArray[np.int64] | None = None) -> Rows:
    """Return some blocks as rows, or all of them without a copy."""
    page_of = samples.page_of_rows()
    every: list[Csr] = [samples.named, *([] if samples.hashed is None else [samples.hashed])]
    if blocks is not None:
        every, page_of = [part[blocks] for part in every], page_of[blocks]
    return Rows(
        np.arange(len(page_of)) if blocks is None else blocks,
        (every[0],),
        words=tuple(every[1:]),
        pages=samples.paged if len(every) > 1 else None,
        page_of=page_of,
    )


def _fit_first(
    samples: Samples,
    out: Cells,
    *,
    rows: Mapping[int, Rows],
    gates: Mapping[Cells, Gate],
    prior: NDArray[np.float64] | None = None,
) -> _Fit:
    options = samples.options
    learnt = joined([some for cell, some in rows.items() if cell not in out])
    unseen = _first_rows(samples)
    weights = samples.weights[learnt.blocks]
    if samples.masked is not None:
        again = np.arange(len(learnt.blocks))[::_MASKED_EVERY]
        masked = samples.masked[learnt.blocks[again]]
        learnt = replace(learnt, masked=masked, masked_rows=again)
        of_masked = _MASKED_EVERY * options.masked_copy * weights[again]
        weights = np.concatenate(((1 - options.masked_copy) * weights, of_masked))
    gate = None
    if gates:
        gate = gates[out]
        of_pages = _shares(samples, gates, out)
        shares = np.repeat(of_pages, np.diff(samples.ends)).astype(np.float32)
        learnt = replace(learnt, shares=shares[learnt.blocks])
        unseen = replace(unseen, shares=shares)
    columns = Featurizer(samples.kind).columns
    is_held = prior is not None
    fit = _fit(samples, columns, learnt, weights, unseen, options.first_c, prior, is_held, gate)
    return replace(fit, scores=np.where(samples.held_out(out), fit.scores, np.nan))


def _fit_second(
    samples: Samples,
    out: Cells,
    probability: NDArray[np.float64],
    *,
    prior: NDArray[np.float64] | None = None,
) -> _Fit:
    options = samples.options
    columns = Featurizer(samples.kind).second_columns
    # Seeing the first pass's columns again only overfits: 0.861 page F1 against 0.864 without.
    learnt, unseen = _second_rows(samples, out, probability)
    is_held = prior is not None
    if prior is None and options.second_from_first:
        own_logit = [column.name for column in columns].index("own_logit")
        prior = _keeping_score(learnt.n_named, own_logit)
    weights = samples.weights[learnt.blocks]
    return _fit(samples, columns, learnt, weights, unseen, options.second_c, prior, is_held)


def _second_rows(
    samples: Samples, out: Cells, probability: NDArray[np.float64]
) -> tuple[Rows, Rows]:
    """Return the second pass's rows to learn from, and those of the cells that are left out.

    Its columns come from the first pass's probabilities of whole pages.
    """
    featurizer = Featurizer(samples.kind)
    held = samples.held_out(out)
    wanted = held, ~held & (samples.weights > 0)
    hats: tuple[list[Csr], list[Csr]] = ([], [])
    pages = zip(samples.features, samples.by_page(probability), strict=True)
    choices = zip(*map(samples.by_page, wanted), strict=True)
    for (features, first_pass), of_page in zip(pages, choices, strict=True):
        knots = featurizer.second(features, first_pass)
        for made, chosen in zip(hats, of_page, strict=True):
            made.append(hat_matrix(knots[chosen]))
    unseen, learnt = (
        Rows(np.flatnonzero(chosen), (stacked(made),))
        for chosen, made in zip(wanted, hats, strict=True)
    )
    return learnt, unseen


def _fit(  # noqa: PLR0913, PLR0917  # what to fit on, and how
    samples: Samples,
    columns: Sequence[Column],
    learnt: Rows,
    weights: NDArray[np.float64],
    unseen: Rows,
    c: float,
    prior: NDArray[np.float64] | None,
    holds_intercept: bool,
    gate: Gate | None = None,
) -> _Fit:
    """Fit one logistic regression on some rows, and score others."""
    options = samples.options
    origins = learnt.origins
    labels = samples.labels[origins]
    _refuse_one_class(labels)
    effects = None
    if options.page_effect:
        effects = PageEffects(samples.page_of_rows()[origins], options.page_effect)
    n_named, n_columns = learnt.n_named, learnt.n_named + learnt.n_words
    changed = slice(n_columns, n_columns + n_named)  # what a story changes of the curves
    curves = [slice(0, n_named), *([] if gate is None else [changed])]
    coefficients, intercept = fit_regression(
        learnt,
        labels,
        weights,
        c=c,
        max_iter=options.max_iter,
        basis=curve_basis(options.curve_penalty, *curves),
        effects=effects,
        prior=prior,
        holds_intercept=holds_intercept,
    )
    scores = np.full(len(samples.labels), np.nan)
    scores[unseen.blocks] = unseen.scores(coefficients) + intercept
    model = AdditiveModel(
        intercept,
        curves_of(coefficients[:n_named], columns),
        (coefficients[n_named:n_columns] * options.hashed_scale).astype(np.float32),
    )
    if gate is None:
        return _Fit(model, scores)
    changes = curves_of(coefficients[changed], columns)
    offset = float(coefficients[changed.stop])
    return _Fit(model, scores, replace(gate, offset=offset, curves=changes))


def _keeping_score(n_columns: int, own_logit: int) -> NDArray[np.float64]:
    """Return the weights, and last the intercept, that leave the first pass's score as it is."""
    curve = logit_curve()
    weights = np.zeros(n_columns + 1)
    place = own_logit * (N_KNOTS - 1)
    weights[place : place + N_KNOTS - 1] = curve[1:] - curve[0]
    weights[-1] = curve[0]
    return weights


def _refuse_one_class(labels: NDArray[np.int8]) -> None:
    seen = np.unique(labels)
    if len(seen) < 2:
        left = f"all labels left are {LABELS[seen[0]]}" if len(seen) else "no label is left"
        message = (
            f"with some of the sites held out {left}: give pages of more sites, with content and "
            "noise on each"
        )
        raise DataError(message)
