"""Shares that are not defined where there is nothing to share."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def quotient(part: ArrayLike, whole: ArrayLike) -> NDArray[np.float64]:
    """Return part / whole, NaN where the whole is 0.

    Parameters
    ----------
    part, whole : number or array
        Of one shape.

    Returns
    -------
    float64 array
        Of the same shape; without dimensions for two numbers.

    Examples
    --------
    >>> quotient([1, 0], [2, 0]).tolist(), quotient(1, 4).item()
    ([0.5, nan], 0.25)
    """
    part, whole = np.asarray(part, dtype=np.float64), np.asarray(whole, dtype=np.float64)
    result = np.full_like(whole, np.nan)
    np.divide(part, whole, out=result, where=whole != 0)
    return result
