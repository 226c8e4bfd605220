"""Design matrices: the columns of a page as scikit-learn sees them, and the way back.

A curve is fitted as hat functions: each knot but the first has a column, 1 at the knot and falling
to 0 at its neighbours, so that a linear model draws any curve that is straight between knots
(de Boor 1978, B-splines of order 2). The first knot has none: there every curve is 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from boilerclf.features.columns import N_KNOTS, Column

Csr: TypeAlias = Any
"""A `scipy.sparse.csr_matrix`: scipy publishes no types."""


def hat_matrix(knots: NDArray[np.float32]) -> Csr:
    """Return the hat functions of columns in units of knots.

    Parameters
    ----------
    knots : float32 array of shape (n_blocks, n_columns)
        In [0, N_KNOTS - 1].

    Returns
    -------
    float32 csr_matrix of shape (n_blocks, n_columns * (N_KNOTS - 1))
        At most two entries a block and column; no rows for no blocks.

    Examples
    --------
    >>> hat_matrix(np.array([[2.25]], np.float32)).toarray()[0, :4].tolist()
    [0.0, 0.75, 0.25, 0.0]
    """
    n_blocks, n_columns = knots.shape
    below = knots.astype(np.int32)
    above = knots - below
    values = np.stack((np.where(below > 0, 1 - above, 0), above), axis=2).reshape(
        n_blocks, 2 * n_columns
    )
    hats = below + np.arange(n_columns, dtype=np.int32) * (N_KNOTS - 1) - 1
    indices = np.stack((hats, hats + 1), axis=2).reshape(n_blocks, 2 * n_columns)
    filled = values > 0
    ends = np.concatenate(([0], filled.sum(axis=1).cumsum()))
    return sp.csr_matrix(
        (values[filled].astype(np.float32), indices[filled], ends.astype(np.int32)),
        shape=(n_blocks, n_columns * (N_KNOTS - 1)),
    )


def hashed_matrix(  # noqa: PLR0913  # three parallel arrays and what makes a matrix of them
    blocks: NDArray[np.int64],
    columns: NDArray[np.int64],
    values: NDArray[np.float32],
    *,
    n_blocks: int,
    n_bits: int,
    scale: float,
) -> Csr:
    """Return the hashed columns of blocks, entries of one block and column summed.

    Parameters
    ----------
    blocks, columns : int64 arrays of shape (n_entries,)
        The place of each entry.
    values : float32 array of shape (n_entries,)
        The entries.
    n_blocks : int
        Rows.
    n_bits : int
        Binary logarithm of the number of columns.
    scale : float
        What all values are multiplied with.

    Returns
    -------
    float32 csr_matrix of shape (n_blocks, 2**n_bits)
        Empty rows for blocks without an entry.

    Examples
    --------
    >>> at, one = np.zeros(2, np.int64), np.ones(2, np.float32)
    >>> hashed_matrix(at, at, one, n_blocks=1, n_bits=1, scale=0.5).toarray().tolist()
    [[1.0, 0.0]]
    """
    matrix = sp.csr_matrix(
        (values * np.float32(scale), (blocks.astype(np.int32), columns.astype(np.int32))),
        shape=(n_blocks, 1 << n_bits),
        dtype=np.float32,
    )
    matrix.sum_duplicates()
    return matrix


def presence_row(columns: NDArray[np.int64], n_columns: int) -> Csr:
    """Return a row with 1 in some columns.

    Parameters
    ----------
    columns : int64 array of shape (n_present,)
        The columns, each once.
    n_columns : int
        How many there are, 0 and more.

    Returns
    -------
    float32 csr_matrix of shape (1, n_columns)
        Empty for no columns.

    Examples
    --------
    >>> presence_row(np.array([2]), 3).toarray().tolist()
    [[0.0, 0.0, 1.0]]
    """
    row = np.ones(len(columns), np.float32), columns.astype(np.int32), np.array([0, len(columns)])
    return sp.csr_matrix(row, shape=(1, n_columns))


def curves_of(
    coefficients: NDArray[np.floating[Any]], columns: Sequence[Column]
) -> NDArray[np.float32]:
    """Return the curves that the coefficients of hat functions draw.

    A flag has no value between 0 and 1: its curve is 0 up to the last knot, which the model knows
    for a step.

    Parameters
    ----------
    coefficients : float array of shape (n_columns * (N_KNOTS - 1),)
        As fitted on `hat_matrix`.
    columns : sequence of Column
        The named columns.

    Returns
    -------
    float32 array of shape (n_columns, N_KNOTS)
        The score at each knot; 0 at the first.

    Examples
    --------
    >>> from boilerclf.features.columns import flags, ratios
    >>> curves_of(np.arange(1.0, 19.0), (*ratios("link_density"), *flags("is_hidden"))).tolist()[0]
    [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]
    """
    curves = np.zeros((len(columns), N_KNOTS), np.float32)
    curves[:, 1:] = coefficients.reshape(len(columns), N_KNOTS - 1)
    curves[[column.scale == "flag" for column in columns], :-1] = 0
    return curves


def coefficients_of(curves: NDArray[np.float32]) -> tuple[NDArray[np.float64], float]:
    """Return the coefficients of hat functions that draw the curves, and what they leave over.

    Parameters
    ----------
    curves : float32 array of shape (n_columns, N_KNOTS)
        The score at each knot.

    Returns
    -------
    float64 array of shape (n_columns * (N_KNOTS - 1),)
        The coefficients.
    float
        The sum of the curves' first knots, which belongs to the intercept.

    Examples
    --------
    >>> coefficients, rest = coefficients_of(np.arange(1, 11, dtype=np.float32).reshape(1, 10))
    >>> coefficients.tolist(), rest
    ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0], 1.0)
    """
    exact = curves.astype(np.float64)
    return (exact[:, 1:] - exact[:, :1]).ravel(), float(exact[:, 0].sum())


def stacked(matrices: Sequence[Csr]) -> Csr:
    """Return matrices of the same columns one below the other."""
    return sp.vstack(matrices, format="csr")
