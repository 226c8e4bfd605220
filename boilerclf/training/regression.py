"""Logistic regression where the rows of a page share columns.

What a page's words say holds for all its blocks. Written out for each block these columns would
outnumber all others by far, and scikit-learn takes no matrix that is a product; so the loss it
minimizes is minimized here with the page's columns held once a page.
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
        The page of each row.
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
        by_page: NDArray[np.float64] = self.pages @ weights[self.columns]
        return by_page[self.page_of]


def fit_shared(  # noqa: PLR0913  # the rows, what is known of them, and how to fit
    rows: Csr,
    labels: NDArray[np.int8],
    weights: NDArray[np.float64],
    shared: SharedColumns,
    *,
    c: float,
    max_iter: int,
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
    shared : SharedColumns
        The columns that rows have by their page.
    c : float
        Inverse strength of the penalty, which the intercept does not feel.
    max_iter : int
        Steps of L-BFGS at most.

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
    >>> found, intercept = fit_shared(rows, labels, ones, pages, c=1.0, max_iter=50)
    >>> bool(found[0] > 0), bool(intercept < 0)
    (True, True)
    """
    n_pages = shared.pages.shape[0]
    total = float(weights.sum())
    signs = 2.0 * labels - 1.0
    across, pages_across = rows.T.tocsr(), shared.pages.T.tocsr()

    def loss(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        column_weights = point[:-1].astype(np.float32)
        margin = signs * (rows @ column_weights + shared.scores(column_weights) + point[-1])
        pull = -signs * weights * np.exp(-np.logaddexp(0.0, margin)) / total
        gradient = np.empty_like(point)
        gradient[:-1] = across @ pull.astype(np.float32) + point[:-1] / (c * total)
        by_page = np.bincount(shared.page_of, pull, n_pages).astype(np.float32)
        gradient[shared.columns] += pages_across @ by_page
        gradient[-1] = pull.sum()
        penalty = point[:-1] @ point[:-1] / (2 * c * total)
        return float(weights @ np.logaddexp(0.0, -margin)) / total + float(penalty), gradient

    found = minimize(
        loss,
        np.zeros(rows.shape[1] + 1),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": max_iter, "gtol": _TOLERANCE, "ftol": 64 * np.finfo(float).eps},
    ).x
    return found[:-1], float(found[-1])
