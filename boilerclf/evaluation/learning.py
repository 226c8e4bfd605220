"""The learning curve: how scores on held-out sites rise with the sites that are learnt from."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from boilerclf.corpus import LabelledPage
from boilerclf.errors import DataError
from boilerclf.evaluation.bootstrap import Score
from boilerclf.evaluation.judging import evaluate
from boilerclf.model import Decision
from boilerclf.page import Kind
from boilerclf.training import TrainingOptions, train

SHARES: Final = (0.125, 0.25, 0.5, 1.0)
"""Shares of the sites that are learnt from."""


@dataclass(frozen=True, slots=True)
class LearningPoint:
    """A model trained on some of the sites, judged on sites held out from all of them.

    Parameters
    ----------
    n_sites, n_pages : int
        What it was trained on.
    page_f1, macro_f1 : Score
        Its scores on the held-out sites.
    """

    n_sites: int
    n_pages: int
    page_f1: Score
    macro_f1: Score


def learning_curve(
    labelled_pages: Sequence[LabelledPage],
    *,
    kind: Kind,
    options: TrainingOptions | None = None,
    decision: Decision | None = None,
    jobs: int = 1,
) -> tuple[LearningPoint, ...]:
    """Train on more and more sites, and judge each model on the same held-out ones.

    The first fold is held out. Of the others' sites each model has all that the one before had.

    Parameters
    ----------
    labelled_pages : sequence of LabelledPage
        Pages of one kind.
    kind : {"html", "text"}
        Their kind.
    options : TrainingOptions, default: None
        How to train; `boilerclf.training.default_options` where None.
    decision : Decision, default: None
        How labels are chosen; what each model has chosen where None.
    jobs : int, default: 1
        Worker processes, 0 and less: one a core; the result does not depend on their number.

    Returns
    -------
    tuple of LearningPoint
        One for each of `SHARES`, without those for which there are too few sites to train.

    Examples
    --------
    >>> from boilerclf.corpus import Record, label_record
    >>> lines = ("Menu", "Rain fell on the town all night.")
    >>> records = [
    ...     Record(site, "mine", site, fold, lines=lines, labels=(0, 1))
    ...     for fold, site in enumerate("abcd")
    ... ]
    >>> pages = [label_record(record) for record in records]
    >>> [(point.n_sites, point.n_pages) for point in learning_curve(pages, kind="text")]
    [(3, 3)]
    """
    first = min((page.fold for page in labelled_pages), default=0)
    held_out = [page for page in labelled_pages if page.fold == first]
    sites = sorted({page.site for page in labelled_pages if page.fold != first}, key=_draw)
    points: list[LearningPoint] = []
    for share in SHARES:
        chosen = set(sites[: round(share * len(sites))])
        pages = [page for page in labelled_pages if page.site in chosen]
        try:
            model = train(pages, kind=kind, name="some", options=options, jobs=jobs)
        except DataError:  # too few sites, or one label alone
            continue
        scores = evaluate(model, held_out, decision, jobs=jobs).scores
        points.append(LearningPoint(len(chosen), len(pages), scores["page_f1"], scores["macro_f1"]))
    return tuple(points)


def _draw(site: str) -> bytes:
    """Return what sites are sorted by: chance, but the same on every run."""
    return hashlib.sha256(site.encode("utf-8", "surrogatepass")).digest()
