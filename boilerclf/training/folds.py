"""Which pages are held out together: whole sites, in the given folds or in finer parts of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.corpus import N_FOLDS, LabelledPage
from boilerclf.errors import DataError

_ENOUGH_FOLDS: Final = 4
"""Judging holds out one fold, its calibration a second, its first pass a third; one has to stay."""


@dataclass(frozen=True, slots=True, eq=False)
class Folds:
    """Parts of the labelled pages that share no site.

    Parameters
    ----------
    cells : int64 array of shape (n_pages,)
        The smallest part that is held out at a time: each page's, from 0 on without a gap.
    outer : tuple of frozenset of int
        For each fold of cross-validation, its cells.
    n_sites : int
        Sites of the pages.
    """

    cells: NDArray[np.int64]
    outer: tuple[frozenset[int], ...]
    n_sites: int

    @property
    def n_cells(self) -> int:
        """The number of cells."""
        return sum(map(len, self.outer))

    def require(self, n_cells: int, purpose: str, *, without: frozenset[int] = frozenset()) -> None:
        """Refuse pages of too few sites.

        Parameters
        ----------
        n_cells : int
            Cells that are needed.
        purpose : str
            What they are needed for, as the message says it.
        without : frozenset of int, default: frozenset()
            Cells that do not count.

        Raises
        ------
        DataError
            There are fewer.
        """
        if self.n_cells - len(without) < n_cells:
            message = (
                f"{purpose} holds out sites in turn, and the labelled pages come from "
                f"{_counted(self.n_sites, 'site')} in {_counted(len(self.outer), 'fold')}: "
                "give pages of more sites"
            )
            raise DataError(message)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def split_pages(pages: Sequence[LabelledPage]) -> Folds:
    """Put pages into cells, all pages of a site into one.

    Parameters
    ----------
    pages : sequence of LabelledPage
        Pages with a label; their `fold` is kept to. More than five folds are merged into five;
        fewer than four are cut by site into about five cells.

    Returns
    -------
    Folds
        No cells for no pages.

    Raises
    ------
    DataError
        A site lies in two folds.

    Examples
    --------
    >>> from boilerclf.corpus import Record, label_record
    >>> pages = [
    ...     label_record(Record(name, "mine", name, fold, lines=("a",), labels=(1,)))
    ...     for name, fold in (("a", 7), ("b", 7), ("c", 9))
    ... ]
    >>> folds = split_pages(pages)
    >>> folds.cells.tolist(), [sorted(cells) for cells in folds.outer]
    ([0, 1, 2], [[0, 1], [2]])
    """
    fold_of: dict[str, int] = {}
    for page in pages:
        if fold_of.setdefault(page.site, page.fold) != page.fold:
            message = (
                f"site {page.site!r} lies in fold {fold_of[page.site]} and in fold {page.fold}: "
                "give all pages of a site one fold"
            )
            raise DataError(message)
    given = sorted(set(fold_of.values()))
    fold_at = {fold: place % N_FOLDS for place, fold in enumerate(given)}
    n_parts = 1 if len(given) >= _ENOUGH_FOLDS else -(-N_FOLDS // max(len(given), 1))
    part_of: dict[str, tuple[int, int]] = {}
    for fold in given:
        sites = sorted(site for site, fold_of_site in fold_of.items() if fold_of_site == fold)
        part_of |= {site: (fold_at[fold], place % n_parts) for place, site in enumerate(sites)}
    parts = sorted(set(part_of.values()))
    cell_of = {part: cell for cell, part in enumerate(parts)}
    return Folds(
        cells=np.array([cell_of[part_of[page.site]] for page in pages], np.int64),
        outer=tuple(
            frozenset(cell for part, cell in cell_of.items() if part[0] == fold)
            for fold in sorted({part[0] for part in parts})
        ),
        n_sites=len(fold_of),
    )
