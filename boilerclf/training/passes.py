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

from boilerclf.errors import DataError
from boilerclf.features.columns import N_KNOTS, Column
from boilerclf.features.featurizer import Featurizer
from boilerclf.features.second.own import logit_curve
from boilerclf.model import AdditiveModel, Gate, sigmoid
from boilerclf.page import LABELS
from boilerclf.training.design import Csr, Layer, curves_of, hat_matrix, side_by_side, stacked
from boilerclf.training.gating import can_be_gated, fit_gate, gated_columns
from boilerclf.training.regression import PageEffects, SharedColumns, curve_basis, fit_regression
from boilerclf.training.samples import Samples

_MASKED_EVERY: Final = 3
"""One block in so many has a copy without what `masked_copy` masks, which weighs as much more."""

Cells = frozenset[int]
Fitted = TypeVar("Fitted")


@dataclass(frozen=True, slots=True, eq=False)
class Learnt:
    """Both passes fitted without some cells, and scores of the others' blocks out of fold.

    Parameters
    ----------
    first : AdditiveModel
        The first pass.
    second : AdditiveModel or None
        The second pass, not calibrated; None for a model of one pass.
    scores : float64 array of shape (n_rows,)
        Log-odds of the last pass for each block, from fits without its cell; NaN in the cells that
        were left out altogether.
    gate : Gate or None, default: None
        What the kind of page changes in the first pass.
    """

    first: AdditiveModel
    second: AdditiveModel | None
    scores: NDArray[np.float64]
    gate: Gate | None = None


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
    lasts = {its for out in exclusions for its in (out, *_larger(out, cells))}
    firsts = lasts
    if samples.options.passes == 2:
        firsts = lasts | {its for out in lasts for its in _larger(out, cells)}
    # More threads in the linear algebra would sum in another order, and wait for each other.
    with threadpool_limits(limits=1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # max_iter is meant as the end
        gates: Mapping[Cells, Gate] = {}
        wanted = firsts | {its for out in firsts for its in _larger(out, cells)}
        if priors is not None:
            gates = {} if priors.gate is None else dict.fromkeys(wanted, priors.gate)
        elif can_be_gated(samples):
            gates = _fit_all(fit_gate, samples, wanted, jobs)
        prior = None if priors is None else priors.first
        first = _fit_all(partial(_fit_first, gates=gates, prior=prior), samples, firsts, jobs)
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
    fits = Parallel(n_jobs=jobs, prefer="threads")(
        delayed(fit)(samples, out, *([] if probability is None else [probability[out]]))
        for out in ordered
    )
    return dict(zip(ordered, fits, strict=True))


def _out_of_fold(samples: Samples, fits: Mapping[Cells, _Fit], out: Cells) -> NDArray[np.float64]:
    """Return each row's score from the fit without `out` and without the row's own cell."""
    return _unseen(samples.of_rows(samples.cells), out, lambda without: fits[without].scores)


def _unseen(
    cells: NDArray[np.int64], out: Cells, values: Callable[[Cells], NDArray[np.float64]]
) -> NDArray[np.float64]:
    """Return the values of what lies in cells, each from a fit without `out` and its own cell."""
    unseen = values(out).copy()  # of the cells in `out` themselves
    for cell in sorted(set(cells.tolist()) - out):
        inside = cells == cell
        unseen[inside] = values(out | {cell})[inside]
    return unseen


def _fit_first(
    samples: Samples,
    out: Cells,
    *,
    gates: Mapping[Cells, Gate],
    prior: NDArray[np.float64] | None = None,
) -> _Fit:
    options = samples.options
    columns = Featurizer(samples.kind).columns
    named = samples.named
    if not gates:
        return _fit(samples, out, columns, named, samples.hashed, c=options.first_c, prior=prior)
    shares = _unseen(samples.cells, out, lambda its: gates[its].shares(samples.summaries))
    return _fit(
        samples,
        out,
        columns,
        named,
        samples.hashed,
        c=options.first_c,
        prior=prior,
        gate=gates[out],
        story_shares=np.repeat(shares, np.diff(samples.ends)),
    )


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
    named = second_hats(samples, probability)
    if prior is None and options.second_from_first:
        own_logit = [column.name for column in columns].index("own_logit")
        prior = _keeping_score(named.shape[1], own_logit)
    return _fit(samples, out, columns, named, None, c=options.second_c, prior=prior)


def second_hats(samples: Samples, probability: NDArray[np.float64]) -> Csr:
    """Return the hat functions of the second pass's own columns.

    Parameters
    ----------
    samples : Samples
        All pages.
    probability : float64 array of shape (n_rows,)
        First-pass probabilities of all their blocks.

    Returns
    -------
    float32 csr_matrix
        A row a block.
    """
    featurizer = Featurizer(samples.kind)
    pages = zip(samples.features, samples.by_page(probability), strict=True)
    return stacked([hat_matrix(featurizer.second(features, its)) for features, its in pages])


def _fit(  # noqa: PLR0913  # what to fit on, and how
    samples: Samples,
    out: Cells,
    columns: Sequence[Column],
    named: Csr,
    hashed: Csr | None,
    *,
    c: float,
    prior: NDArray[np.float64] | None = None,
    gate: Gate | None = None,
    story_shares: NDArray[np.float64] | None = None,
) -> _Fit:
    """Fit one logistic regression on all cells but `out`, and score the blocks in `out`."""
    options = samples.options
    held = samples.held_out(out)
    rows = np.flatnonzero(~held & (samples.weights > 0))
    words = [] if hashed is None else [hashed]
    gated = [] if story_shares is None else gated_columns(named, story_shares)
    layers: list[Layer] = [((named, *words, *gated), rows)]
    shares = [1.0]
    if hashed is not None and samples.masked is not None:
        masked = rows[::_MASKED_EVERY]
        layers.append(((named, samples.masked, *gated), masked))
        shares = [1 - options.masked_copy, _MASKED_EVERY * options.masked_copy]
    _refuse_one_class(samples.labels[rows])
    learnt = np.concatenate([its for _, its in layers])
    weights = np.concatenate(
        [share * samples.weights[its] for share, (_, its) in zip(shares, layers, strict=True)]
    )
    n_named = named.shape[1]
    n_columns = n_named + sum(part.shape[1] for part in words)
    of_pages = None if hashed is None else samples.paged
    shared = None
    page_of = samples.of_rows(np.arange(len(samples.ends) - 1))
    if of_pages is not None:
        without = np.full(len(learnt) - len(rows), -1)  # a page's words are masked too
        shared = SharedColumns(of_pages, np.append(page_of[rows], without), n_named)
    effects = None
    if options.page_effect:
        effects = PageEffects(page_of[learnt], options.page_effect)
    changed = slice(n_columns, n_columns + n_named)  # what a story changes of the curves
    curves = [slice(0, n_named), *([changed] if gated else [])]
    coefficients, intercept = fit_regression(
        side_by_side(layers),
        samples.labels[learnt],
        weights,
        c=c,
        max_iter=options.max_iter,
        basis=curve_basis(options.curve_penalty, *curves),
        shared=shared,
        effects=effects,
        prior=prior,
    )
    scores = np.full(len(held), np.nan)
    at = np.flatnonzero(held)
    scores[at] = side_by_side([((named, *words, *gated), at)]) @ coefficients + intercept
    if shared is not None:
        scores[at] += replace(shared, page_of=page_of[at]).scores(coefficients)
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
