"""What is labelled as one: the cells of a table's row, a term and its definition, lines of code."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.view import TextView
from boilerclf.model.units import find_units


def unit_numbers(view: TextView) -> NDArray[np.int64]:
    """Return for each block the number of the unit that it belongs to.

    Parameters
    ----------
    view : TextView
        One page: `boilerclf.features.featurizer.Features.view`.

    Returns
    -------
    int64 array of shape (n_blocks,)
        The first block of its unit, whose blocks have one probability; the block itself where it
        is in no unit.

    Examples
    --------
    >>> from boilerclf.features.featurizer import Featurizer
    >>> from boilerclf.segment import segment_html
    >>> html = "<p>Fares</p><table><tr><td>Child<td>2<tr><td>Dog<td>1<tr><td>Cat</table>"
    >>> unit_numbers(Featurizer("html").first(segment_html(html)).view).tolist()
    [0, 1, 1, 3, 3, 5]
    """
    found = find_units(view)
    units = np.arange(view.n_blocks)
    _, first = np.unique(found.unit_of, return_index=True)
    units[found.blocks] = found.blocks[first][found.unit_of]
    return units
