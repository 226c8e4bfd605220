"""Lines of one shape, wherever they stand on a page of text, and the lines right below them.

A page of records repeats lines of one shape (`boilerclf.features.text.shapes`): the date of each
post, the score of each match. Such lines have one label, and so have the lines right below them,
such as the first line of each post.

Source: that records show in what a page repeats is Bing Liu, Grossman and Zhai 2003, "Mining data
records in web pages"; here it is the characters of lines, not the tags of a tree.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.text.view import LineView
from boilerclf.model.units.pooling import Units


def record_units(view: LineView) -> tuple[Units, ...]:
    r"""Find the lines that stand in records.

    Parameters
    ----------
    view : LineView
        The pages.

    Returns
    -------
    tuple of Units
        First groups of lines of one shape. Then groups of the lines right below lines of one shape,
        unless they have that shape themselves. Empty where no shape comes twice.

    Examples
    --------
    >>> from boilerclf.segment import segment_text
    >>> page = segment_text("Ann\nPosts: 44\nIs it cracked?\nBo\nPosts: 120\nNo!")
    >>> [units.blocks.tolist() for units in record_units(LineView([page]))]
    [[1, 4], [2, 5]]
    """
    lines = view.shapes.nonzero()[0]
    shape_of = np.full(view.n_blocks, -1)
    shape_of[lines] = view.spans.group_ids(view.shapes[lines], lines)[0]
    if not (np.bincount(shape_of[lines]) > 1).any():
        return ()
    above = np.append(-1, shape_of[:-1])
    above[view.spans.first_block] = -1
    above[above == shape_of] = -1
    return _groups(shape_of, is_alike=False), _groups(above, is_alike=True)


def _groups(group: NDArray[np.int64], *, is_alike: bool) -> Units:
    """Return units of one line each, in groups; lines whose group is -1 are in none."""
    unit = np.where(group < 0, -1, np.arange(len(group)))
    return Units.of_blocks(unit, group, is_alike=np.full(len(group), is_alike))
