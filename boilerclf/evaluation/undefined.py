"""Scores that are not defined: NaN in Python, null in JSON."""

from __future__ import annotations

import math
from typing import Any


def without_nan(value: Any) -> Any:  # noqa: ANN401  # JSON is any of these
    """Return what JSON can hold, with None for NaN.

    Parameters
    ----------
    value : dict, list, tuple, str, number or None
        What `dataclasses.asdict` gives.

    Returns
    -------
    dict, list, str, number or None
        A list where a tuple was.

    Examples
    --------
    >>> without_nan({"value": 0.5, "low": float("nan")})
    {'value': 0.5, 'low': None}
    """
    if isinstance(value, dict):
        return {key: without_nan(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [without_nan(item) for item in value]
    return None if isinstance(value, float) and math.isnan(value) else value
