"""The family of each column: under these names reasons are summed up."""

from __future__ import annotations

from boilerclf.classified.reason_names import AROUND, UNSEEN
from boilerclf.features.kinds import KINDS
from boilerclf.page import Kind


def first_families(kind: Kind) -> tuple[str, ...]:
    """Return the family of each named column of the first pass, in their order.

    Parameters
    ----------
    kind : {"html", "text"}
        The kind of pages.

    Returns
    -------
    tuple of str
        One a column; "around" for those that are repeated for a block's neighbours.

    Examples
    --------
    >>> first_families("html")[0]
    'length'
    """
    columns = KINDS[kind]
    own = [family.name for family in columns.first for _ in family.columns]
    n_around = len(columns.first_columns) - len(own)
    return (*own, *([AROUND] * n_around))


def families(kind: Kind) -> tuple[str, ...]:
    """Return the families of columns of a kind of pages, and "hidden" for HTML.

    Parameters
    ----------
    kind : {"html", "text"}
        The kind of pages.

    Returns
    -------
    tuple of str
        Each once, sorted.

    Examples
    --------
    >>> {"around", "length", "names"} <= set(families("html"))
    True
    """
    decided = {UNSEEN} if kind == "html" else set()
    return tuple(sorted({*first_families(kind), KINDS[kind].hashed_name, AROUND, *decided}))
