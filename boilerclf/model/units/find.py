"""The units of pages of either kind."""

from __future__ import annotations

from collections.abc import Sequence

from boilerclf.features.html import HtmlFeatures
from boilerclf.features.text import TextFeatures
from boilerclf.model.units.html import html_units
from boilerclf.model.units.pooling import Units
from boilerclf.model.units.text import text_units
from boilerclf.page import Page


def find_units(pages: Sequence[Page], features: HtmlFeatures | TextFeatures) -> Units:
    """Find which blocks belong together.

    Parameters
    ----------
    pages : sequence of Page
        One page, or those of plain text that share a pass.
    features : HtmlFeatures or TextFeatures
        From `boilerclf.features.featurizer.Featurizer.first`, for these pages.

    Returns
    -------
    Units
        No unit or group has blocks of two pages.
    """
    if isinstance(features, HtmlFeatures):
        return html_units(features.markup, features.tree, features.n_words)
    return text_units(pages, features.pages, features.n_words)
