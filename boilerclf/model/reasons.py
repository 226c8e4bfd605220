"""Why a block was taken for noise, in one word: the family of columns that said so most."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.kinds import KINDS
from boilerclf.model.classifier import Classifier
from boilerclf.page import Kind, Page

AROUND: Final = "around"
"""The family of what stands around a block, and of the second pass, which sees nothing else."""

UNSEEN: Final = "hidden"
"""The reason of blocks that no visitor can bring to view; no weights are asked for it."""


def _families(kind: Kind) -> list[str]:
    """Return the family of each column of the first pass, that of the hashed ones last."""
    columns = KINDS[kind]
    own = [family.name for family in columns.first for _ in family.columns]
    n_around = len(columns.first_columns) - len(own)
    return [*own, *([AROUND] * n_around), columns.hashed.name]


def families(kind: Kind) -> tuple[str, ...]:
    """Return the families of columns of a kind of pages, and "hidden" for HTML, sorted.

    Examples
    --------
    >>> {"around", "length", "names"} <= set(families("html"))
    True
    """
    decided = {UNSEEN} if kind == "html" else set()
    return tuple(sorted({*_families(kind), AROUND, *decided}))


def noise_reasons(classifier: Classifier, page: Page, kept: NDArray[np.bool_]) -> tuple[str, ...]:
    """Return for every block the family of columns that sets it apart from content.

    A family's say is the sum of its columns' parts of the first pass's score, weight times value;
    the reason is the family whose say falls lowest below its mean over the blocks that are kept,
    or, where none is, below 0. Where the first pass took the block for content, what speaks for
    noise is what stands around it. A block that no visitor can bring to view is "hidden".

    Parameters
    ----------
    classifier : Classifier
        The model.
    page : Page
        A page of its kind.
    kept : bool array of shape (n_blocks,)
        What is content.

    Returns
    -------
    tuple of str
        A name of `families` a block; empty for a page without blocks.
    """
    if not page.n_blocks:
        return ()
    features = classifier.featurizer.first(page)
    model = classifier.first_for(features)
    parts = model.contributions(features.knots).astype(np.float64)
    kinds, family_of = np.unique(_families(classifier.kind), return_inverse=True)
    says = np.zeros((page.n_blocks, len(kinds)))
    for column, family in enumerate(family_of[:-1]):
        says[:, family] += parts[:, column]
    says[:, family_of[-1]] += classifier.first_hashed(features)
    is_content = says.sum(axis=1) + model.intercept >= 0
    lowest = (says - (says[kept].mean(axis=0) if kept.any() else 0)).argmin(axis=1)
    columns = page.is_unseen.tolist(), is_content.tolist(), lowest.tolist()
    return tuple(
        UNSEEN if unseen else AROUND if content else str(kinds[family])
        for unseen, content, family in zip(*columns, strict=True)
    )
