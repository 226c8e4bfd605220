"""Logistic regression where the rows of a page share columns, or that starts from another one.

What a page's words say holds for all its blocks. Written out for each block these columns would
outnumber all others by far, and scikit-learn takes no matrix that is a product; so the loss it
minimizes is minimized here with the page's columns held once a page. Nor does it know of a penalty
on the distance to given weights, with which a second pass changes the first one's score where there
is reason to, instead of learning it anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from boilerclf.training.design import Csr

_TOLERANCE: Final = 1e-4
"""Of the largest part of the gradient, as in scikit-learn."""


@dataclass(frozen=True, slots=True, eq=False)
class SharedColumns:
    """Columns that hold for all rows of a page.

    Parameters
    ----------
    pages : csr_matrix of shape (n_pages, n_shared)
        The columns of each page.
    page_of : int64 array of shape (n_rows,)
        The page of each row; -1 for a row that has none of the columns.
    first : int
        Of the rows' own columns, the first that has its weight in common with the pages'; the
        others follow.
    """

    pages: Csr
    page_of: NDArray[np.int64]
    first: int

    @property
    def columns(self) -> slice:
        """The columns whose weights are the pages' too."""
        return slice(self.first, self.first + self.pages.shape[1])

    def scores(self, weights: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
        """Return what the shared columns add to the score of each row."""
        return np.append(self.pages @ weights[self.columns], 0.0)[self.page_of]


def fit_regression(  # noqa: PLR0913  # the rows, what is known of them, and how to fit
    rows: Csr,
    labels: NDArray[np.int8],
    weights: NDArray[np.float64],
    *,
    c: float,
    max_iter: int,
    shared: SharedColumns | None = None,
    prior: NDArray[np.float64] | None = None,
) -> tuple[NDArray[np.float64], float]:
    """Fit a logistic regression with an L2 penalty.

    Parameters
    ----------
    rows : csr_matrix of shape (n_rows, n_columns)
        The columns of each row by itself.
    labels : int8 array of shape (n_rows,)
        1 content, 0 noise.
    weights : float64 array of shape (n_rows,)
        What each row counts.
    c : float
        Inverse strength of the penalty, which the intercept does not feel.
    max_iter : int
        Steps of L-BFGS at most.
    shared : SharedColumns, default: None
        The columns that rows have by their page.
    prior : float64 array of shape (n_columns + 1,), default: None
        The weights from which distance is penalized, and where the intercept starts; all 0 where
        None.

    Returns
    -------
    float64 array of shape (n_columns,)
        The weights of the columns.
    float
        The intercept.

    Examples
    --------
    >>> import scipy.sparse as sp
    >>> rows = sp.csr_matrix(np.zeros((2, 1), np.float32))
    >>> pages = SharedColumns(sp.csr_matrix(np.eye(2, 1, dtype=np.float32)), np.arange(2), 0)
    >>> labels, ones = np.array([1, 0], np.int8), np.ones(2)
    >>> found, intercept = fit_regression(
    ...     rows, labels, ones, c=1.0, max_iter=50, shared=pages
    ... )
    >>> bool(found[0] > 0), bool(intercept < 0)
    (True, True)
    """
    start = np.zeros(rows.shape[1] + 1) if prior is None else prior
    total = float(weights.sum())
    signs = 2.0 * labels - 1.0
    across = rows.T.tocsr()
    pages_across: Csr = None if shared is None else shared.pages.T.tocsr()

    def loss(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        column_weights = point[:-1].astype(np.float32)
        scores = rows @ column_weights + point[-1]
        if shared is not None:
            scores += shared.scores(column_weights)
        margin = signs * scores
        pull = -signs * weights * np.exp(-np.logaddexp(0.0, margin)) / total
        moved = (point - start)[:-1]
        gradient = np.empty_like(point)
        gradient[:-1] = across @ pull.astype(np.float32) + moved / (c * total)
        if shared is not None:
            by_page = np.bincount(shared.page_of + 1, pull, shared.pages.shape[0] + 1)[1:]
            gradient[shared.columns] += pages_across @ by_page.astype(np.float32)
        gradient[-1] = pull.sum()
        value = float(weights @ np.logaddexp(0.0, -margin)) / total
        return value + float(moved @ moved) / (2 * c * total), gradient

    found = minimize(
        loss,
        start,
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": max_iter, "gtol": _TOLERANCE, "ftol": 64 * np.finfo(float).eps},
    ).x
    return found[:-1], float(found[-1])
