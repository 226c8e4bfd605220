"""The units of pages of either kind."""

from __future__ import annotations

from boilerclf.features.html.view import HtmlView
from boilerclf.features.text.view import LineView
from boilerclf.features.view import TextView
from boilerclf.model.units.html import html_units
from boilerclf.model.units.pooling import Units
from boilerclf.model.units.text import text_units


def find_units(view: TextView) -> Units:
    """Find which blocks belong together.

    Parameters
    ----------
    view : TextView
        One page, or several that share a pass: `boilerclf.features.featurizer.Features.view`.

    Returns
    -------
    Units
        No unit or group has blocks of two pages.

    Raises
    ------
    TypeError
        For a view of neither HTML nor lines.

    Examples
    --------
    >>> import numpy as np
    >>> from boilerclf.segment import segment_text
    >>> units = find_units(LineView([segment_text("Rain fell on the town all night, again.")]))
    >>> units.pooled(np.array([0.5]), np.array([8.0], np.float32)).tolist()
    [0.5]
    """
    if isinstance(view, HtmlView):
        return html_units(view)
    if isinstance(view, LineView):
        return text_units(view)
    message = f"units are of HTML and of lines, not of {type(view).__name__}"
    raise TypeError(message)
