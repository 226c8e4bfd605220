"""What becomes of each kind of block: paragraphs, lists, captions, code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boilerclf.corpus import KINDS, LabelledPage, kinds_of
from boilerclf.corpus.quotients import quotient


@dataclass(frozen=True, slots=True)
class KindScore:
    """How blocks of one kind fare.

    Parameters
    ----------
    kind : str
        One of `boilerclf.corpus.KINDS`.
    n_content, n_noise : int
        Blocks of the kind that are labelled so.
    content_kept, noise_dropped : float
        The share of them that is decided so, 0 to 1; NaN where there are none.
    """

    kind: str
    n_content: int
    content_kept: float
    n_noise: int
    noise_dropped: float


def score_kinds(
    pages: Sequence[LabelledPage], kept: Sequence[NDArray[np.bool_]]
) -> tuple[KindScore, ...]:
    """Compare decisions with labels, one kind of block at a time.

    Parameters
    ----------
    pages : sequence of LabelledPage
        The pages; plain text has no kinds and is passed over.
    kept : sequence of bool arrays of shape (n_blocks,)
        The decisions for each page's blocks.

    Returns
    -------
    tuple of KindScore
        The kinds that have a block with a known label, in the order of `KINDS`.

    Examples
    --------
    >>> from boilerclf.corpus import Record, label_record
    >>> html = "<ul><li>Menu</ul><p>Rain fell on the town."
    >>> record = Record("a", "mine", "a", 0, html=html, content="Rain fell on the town.")
    >>> page = label_record(record)
    >>> for score in score_kinds([page], [np.array([False, False])]):
    ...     print(score.kind, score.n_content, score.content_kept, score.n_noise)
    paragraph 1 0.0 0
    list 0 nan 1
    """
    counts = np.zeros((len(KINDS), 2, 2), np.int64)  # by kind, label and decision
    for page, decided in zip(pages, kept, strict=True):
        if page.page.markup is not None:
            known = page.labels >= 0
            at = (kinds_of(page.page)[known], page.labels[known], decided[known].astype(np.int8))
            np.add.at(counts, at, 1)
    return tuple(
        KindScore(
            kind,
            int(of_kind[1].sum()),
            float(quotient(of_kind[1, 1], of_kind[1].sum())),
            int(of_kind[0].sum()),
            float(quotient(of_kind[0, 0], of_kind[0].sum())),
        )
        for kind, of_kind in zip(KINDS, counts, strict=True)
        if of_kind.any()
    )
