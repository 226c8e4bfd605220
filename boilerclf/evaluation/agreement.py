"""How far two people, or a person and a model, agree on the same blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import isnan, nan
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from boilerclf.corpus import UNKNOWN, LabelledPage
from boilerclf.errors import DataError
from boilerclf.evaluation.metrics import confusion
from boilerclf.shown import printable


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two files of labels agree.

    Parameters
    ----------
    n_pages, n_blocks : int
        Pages that both hold, and their blocks that both label.
    share : float
        Share of these blocks with the same label, 0 to 1.
    kappa : float
        `cohens_kappa` of them.
    different : tuple of (str, int)
        Pages on which they differ, by id, with the number of blocks; most first.
    """

    n_pages: int
    n_blocks: int
    share: float
    kappa: float
    different: tuple[tuple[str, int], ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as JSON-ready data.

        Returns
        -------
        dict
            By the names of the fields; a kappa that is not defined is None.
        """
        kappa = None if isnan(self.kappa) else self.kappa
        return asdict(self) | {"kappa": kappa, "different": dict(self.different)}

    def to_text(self) -> str:
        """Return the figures in words.

        Returns
        -------
        str
            A line a figure, then a line for each page on which the files differ.
        """
        lines = [
            f"pages in both files   {self.n_pages:,}",
            f"blocks with two labels {self.n_blocks:,}",
            f"same label            {self.share:.4f}",
            f"Cohen's kappa         {self.kappa:.4f}",
        ]
        if self.different:
            lines.append("pages on which they differ, and blocks:")
            lines += [f"  {printable(name)}  {number:,}" for name, number in self.different]
        return "\n".join(lines)


def cohens_kappa(one: ArrayLike, other: ArrayLike) -> float:
    """Return how far two people agree beyond what chance would give them.

    Parameters
    ----------
    one, other : int arrays of shape (n_blocks,)
        1 content, 0 noise.

    Returns
    -------
    float
        1 for the same labels, 0 for no more than by chance, below 0 for less; NaN for no blocks,
        and where both gave all blocks the same one label.

    References
    ----------
    Cohen 1960, A coefficient of agreement for nominal scales.

    Examples
    --------
    >>> cohens_kappa([1, 1, 0, 0], [1, 0, 0, 0])
    0.5
    """
    both, first, second, neither = confusion(one, np.asarray(other) == 1).tolist()
    total = both + first + second + neither
    if not total:
        return nan
    by_chance = (both + first) * (both + second) + (neither + first) * (neither + second)
    by_chance /= total**2
    return nan if by_chance == 1 else ((both + neither) / total - by_chance) / (1 - by_chance)


def agreement(one: Sequence[LabelledPage], other: Sequence[LabelledPage]) -> Agreement:
    """Compare the labels that two people gave the same pages.

    Parameters
    ----------
    one, other : sequence of LabelledPage
        Pages, known by their id. Pages of one of them alone are left out.

    Returns
    -------
    Agreement
        Over the blocks that both label.

    Raises
    ------
    DataError
        No page is in both, a page has other blocks in each, or no block has two labels.

    Examples
    --------
    >>> from boilerclf.corpus import Record, label_record
    >>> one, other = (
    ...     label_record(Record("a", "mine", "a", 0, lines=("Menu", "Rain fell."), labels=labels))
    ...     for labels in ((0, 1), (1, 1))
    ... )
    >>> found = agreement([one], [other])
    >>> found.share, found.different
    (0.5, (('a', 1),))
    """
    theirs = {page.id: page for page in other}
    pairs = [(page, theirs[page.id]) for page in one if page.id in theirs]
    if not pairs:
        raise DataError(
            "no page is in both files; pages are known by their id, those of a .tsv file by its "
            "name and their number: give such files one name, in folders of their own"
        )
    labels: list[tuple[NDArray[np.int8], NDArray[np.int8]]] = []
    different: list[tuple[str, int]] = []
    for page, same in pairs:
        if page.page.block_texts() != same.page.block_texts():
            raise DataError(f"page {page.id!r} has other blocks in each file; label it anew")
        known = (page.labels != UNKNOWN) & (same.labels != UNKNOWN)
        labels.append((page.labels[known], same.labels[known]))
        different.append((page.id, int((page.labels[known] != same.labels[known]).sum())))
    first = np.concatenate([pair[0] for pair in labels])
    second = np.concatenate([pair[1] for pair in labels])
    if not len(first):
        raise DataError("no block has a label in both files")
    return Agreement(
        n_pages=len(pairs),
        n_blocks=len(first),
        share=float((first == second).mean()),
        kappa=cohens_kappa(first, second),
        different=tuple(
            sorted(
                (differing for differing in different if differing[1]),
                key=lambda differing: (-differing[1], differing[0]),
            )
        ),
    )
