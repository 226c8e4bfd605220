"""Logistic regression with smooth curves, page effects, shared columns, or a start elsewhere.

A named column's curve has a weight a knot, and few blocks lie near some of the knots. A penalty on
each weight by itself leaves these near 0 whatever their neighbours are; one on steps and bends lets
them follow (P-splines, Eilers and Marx 1996). It is put in by a change of basis, in which it is the
usual penalty again.

People differ in what they call content, and pages in what there is. An effect for each page,
normal around 0 and forgotten after the fit, takes up what all blocks of a page have in common, so
that the columns learn what tells its blocks apart (a mixed model: Stiratelli, Laird and Ware 1984,
"Random-effects models for serial observations with binary response").

scikit-learn takes no matrix that is a product (`boilerclf.training.fits.rows`), so the loss it
minimizes is minimized here. Nor does it know a penalty on the distance to given weights. With that
a second pass starts from the first one's score and changes it only where there is reason to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from boilerclf.features.columns import N_KNOTS
from boilerclf.training.fits.rows import Rows

_TOLERANCE: Final = 1e-4
"""Of the largest part of the gradient, as in scikit-learn."""


@dataclass(frozen=True, slots=True, eq=False)
class CurveBasis:
    """A basis of curves in which a penalty on their form is one on squared coordinates.

    Parameters
    ----------
    places : tuple of slice
        The columns that are hat functions, curve by curve.
    factor : float64 array of shape (N_KNOTS - 1, N_KNOTS - 1)
        Turns coordinates of a curve into its weights.
    """

    places: tuple[slice, ...]
    factor: NDArray[np.float64]

    def weights(self, coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the weights that coordinates stand for; columns that are no curve stay."""
        return self._turned(coordinates, self.factor.T)

    def gradient(self, by_weight: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return a gradient by coordinates, given the one by weights."""
        return self._turned(by_weight, self.factor)

    def of_columns(self, chosen: NDArray[np.int64]) -> CurveBasis:
        """Return the basis for some columns only, with all that are curves among them."""
        starts = [int(np.searchsorted(chosen, place.start)) for place in self.places]
        widths = [place.stop - place.start for place in self.places]
        places = (slice(start, start + width) for start, width in zip(starts, widths, strict=True))
        return replace(self, places=tuple(places))

    def _turned(
        self, values: NDArray[np.float64], matrix: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        turned = values.copy()
        for place in self.places:
            turned[place] = (values[place].reshape(-1, N_KNOTS - 1) @ matrix).ravel()
        return turned


def curve_basis(penalty: tuple[float, float, float], *places: slice) -> CurveBasis:
    """Return the basis for a penalty on the form of curves.

    Parameters
    ----------
    penalty : tuple of three float
        What the squares of a curve's heights, of its steps from knot to knot and of its bends weigh
        in the penalty; the first above 0, the others 0 or more.
    *places : slice
        The columns that are hat functions, each `N_KNOTS` - 1 for a curve.

    Returns
    -------
    CurveBasis
        For (1, 0, 0) the weights themselves.

    References
    ----------
    Eilers and Marx 1996, Flexible smoothing with B-splines and penalties, section 3.

    Examples
    --------
    >>> basis = curve_basis((0.1, 1.0, 0.0), slice(0, 9))
    >>> one = basis.weights(np.eye(9)[8])
    >>> bool((one >= 0).all()), curve_basis((1.0, 0.0, 0.0)).factor.tolist() == np.eye(9).tolist()
    (True, True)
    """
    heights = np.eye(N_KNOTS - 1)
    steps = heights - np.eye(N_KNOTS - 1, k=-1)  # the first from the knot where all curves are 0
    bends = np.diff(steps, axis=0)
    form = penalty[0] * heights + penalty[1] * steps.T @ steps + penalty[2] * bends.T @ bends
    return CurveBasis(places, np.linalg.cholesky(np.linalg.inv(form)))


@dataclass(frozen=True, slots=True, eq=False)
class PageEffects:
    """An effect for each page on the log-odds of all its rows.

    Parameters
    ----------
    page_of : int64 array of shape (n_rows,)
        The page of each row, 0 or more.
    deviation : float
        Standard deviation of the effects, in log-odds; above 0.
    """

    page_of: NDArray[np.int64]
    deviation: float

    @property
    def n_pages(self) -> int:
        """How many effects there are."""
        return int(self.page_of.max(initial=-1)) + 1


def fit_regression(  # noqa: PLR0913  # the rows, what is known of them, and how to fit
    rows: Rows,
    labels: NDArray[np.int8],
    weights: NDArray[np.float64],
    *,
    c: float,
    max_iter: int,
    basis: CurveBasis | None = None,
    effects: PageEffects | None = None,
    prior: NDArray[np.float64] | None = None,
    holds_intercept: bool = False,
) -> tuple[NDArray[np.float64], float]:
    """Fit a logistic regression with an L2 penalty.

    Parameters
    ----------
    rows : Rows
        The columns of each row.
    labels : int8 array of shape (n_rows,)
        1 content, 0 noise.
    weights : float64 array of shape (n_rows,)
        What each row counts.
    c : float
        Inverse strength of the penalty, which the intercept does not feel unless it is held.
    max_iter : int
        Steps of L-BFGS at most.
    basis : CurveBasis, default: None
        What the penalty falls on; the weights themselves where None.
    effects : PageEffects, default: None
        What pages add to the score of their rows; none where None.
    prior : float64 array of shape (n_columns + 1,), default: None
        The weights from which distance is penalized, and where the intercept starts; all 0 where
        None.
    holds_intercept : bool, default: False
        Let the penalty fall on the intercept's distance from where it starts as well.

    Returns
    -------
    float64 array of shape (n_columns,)
        The weights of the columns.
    float
        The intercept.

    Examples
    --------
    >>> import scipy.sparse as sp
    >>> rows = Rows(np.arange(2), (sp.csr_matrix(np.eye(2, 1, dtype=np.float32)),))
    >>> labels, ones = np.array([1, 0], np.int8), np.ones(2)
    >>> found, intercept = fit_regression(rows, labels, ones, c=1.0, max_iter=50)
    >>> bool(found[0] > 0), bool(intercept < 0)
    (True, True)
    """
    start = np.zeros(rows.n_columns + 1) if prior is None else prior
    basis = basis or CurveBasis((), np.eye(N_KNOTS - 1))
    words = rows.used_words()
    if 2 * len(words) < rows.n_words:  # what no row has stays where it starts, at a price
        after = np.arange(rows.n_named + rows.n_words, rows.n_columns + 1)
        used = np.concatenate((np.arange(rows.n_named), rows.n_named + words, after))
        found, intercept = fit_regression(
            rows.of_words(words),
            labels,
            weights,
            c=c,
            max_iter=max_iter,
            basis=basis.of_columns(used[:-1]),
            effects=effects,
            prior=start[used],
            holds_intercept=holds_intercept,
        )
        point = start[:-1].copy()
        point[used[:-1]] = found
        return point, intercept
    loss = _Loss(rows, labels, weights, start, basis, effects, c, holds_intercept)
    found = minimize(
        loss,
        np.zeros(loss.n_pages + len(start)),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": max_iter, "gtol": _TOLERANCE, "ftol": 64 * np.finfo(float).eps},
    ).x
    point = loss.point(found)
    return point[:-1], float(point[-1])


class _Loss:
    """The mean logistic loss with its penalty, and its gradient, by coordinates.

    The coordinates are the effects of pages, then those of the columns' weights less where these
    start, in the basis of the penalty, then the intercept's.
    """

    def __init__(  # noqa: PLR0913, PLR0917  # what is fitted, as `fit_regression` has it
        self,
        rows: Rows,
        labels: NDArray[np.int8],
        weights: NDArray[np.float64],
        start: NDArray[np.float64],
        basis: CurveBasis,
        effects: PageEffects | None,
        c: float,
        holds_intercept: bool,
    ) -> None:
        self._rows, self._basis, self._effects = rows, basis, effects
        self._weights, self._total = weights, float(weights.sum())
        self._signs = 2.0 * labels - 1.0
        self._start, self._c = start, c
        self.n_pages = 0 if effects is None else effects.n_pages
        # In units in which the penalty on columns is that of the effects' deviation.
        self._unit = 0.0 if effects is None else effects.deviation / np.sqrt(c)
        self._n_penalized = self.n_pages + len(start) - (not holds_intercept)

    def point(self, coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the weights of the columns, and last the intercept."""
        return self._start + self._basis.weights(coordinates[self.n_pages :])

    def __call__(self, coordinates: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        point = self.point(coordinates)
        scores = self._rows.scores(point[:-1]) + point[-1]
        if self._effects is not None:
            scores += self._unit * coordinates[self._effects.page_of]
        margin = self._signs * scores
        pull = -self._signs * self._weights * np.exp(-np.logaddexp(0.0, margin)) / self._total
        by_weight = np.append(self._rows.pull(pull), pull.sum())
        gradient = np.empty_like(coordinates)
        gradient[self.n_pages :] = self._basis.gradient(by_weight)
        if self._effects is not None:
            of_pages = np.bincount(self._effects.page_of, pull, self.n_pages)
            gradient[: self.n_pages] = self._unit * of_pages
        moved = coordinates[: self._n_penalized]
        gradient[: self._n_penalized] += moved / (self._c * self._total)
        value = float(self._weights @ np.logaddexp(0.0, -margin)) / self._total
        return value + float(moved @ moved) / (2 * self._c * self._total), gradient
