"""An evaluation as one file for a browser: scores, curves, and the worst pages with reasons."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.evaluation import Comparison, Judgement, LearningPoint, Slice, outcomes
from boilerclf.evaluation.sums import ScoreTable
from boilerclf.evaluation.tables import SCORE_NAMES
from boilerclf.evaluation.thresholds import Outcome, block_words
from boilerclf.page import LABELS
from boilerclf.web import plots
from boilerclf.web.explained import ShownBlock, shown_blocks
from boilerclf.web.plots import Plot
from boilerclf.web.rendering import render

_WORST: Final = 12
"""Pages that are shown block by block ..."""

_MOST_BLOCKS: Final = 80
"""... and the blocks shown of one."""

_BESIDE: Final = 2
"""Blocks shown on either side of a wrong one."""

_MOST_SLICES: Final = 40
"""Values of one field that are shown, those with most pages."""


@dataclass(frozen=True, slots=True)
class _WorstPage:
    """A page on which labels are far from the gold."""

    id: str
    site: str
    score: float
    n_blocks: int
    n_wrong: int
    blocks: list[ShownBlock]


def report_page(
    judgement: Judgement,
    *,
    learning: Sequence[LearningPoint] = (),
    comparison: Comparison | None = None,
) -> str:
    """Return an evaluation as one file for a browser.

    Parameters
    ----------
    judgement : Judgement
        What was judged, its columns weighed.
    learning : sequence of LearningPoint, default: ()
        The learning curve.
    comparison : Comparison, default: None
        The scores beside those of another model.

    Returns
    -------
    str
        HTML that asks for nothing from elsewhere, and in which no text of a page is markup.

    Raises
    ------
    MissingExtraError
        Where the ``report`` extra is not installed.
    """
    evaluation = judgement.evaluation
    words = block_words(judgement.pages)
    found = outcomes(judgement.pages, judgement.probabilities, judgement.kept, "as decided")
    by_field = _by_field(evaluation.slices)
    drawn = [
        plots.precision_recall(judgement, words),
        plots.reliability(evaluation.reliability),
        plots.histogram(judgement, words),
    ]
    return render(
        "report.html.jinja",
        script="blocks.js",
        style="style.css",
        evaluation=evaluation,
        names=SCORE_NAMES,
        scores={
            name: score for name, score in evaluation.scores.items() if not math.isnan(score.value)
        },
        plots=drawn,
        outcomes=found,
        advice=_advice(found[1:]),
        threshold_plot=plots.thresholds(found[1:]),
        reliability=[row for row in evaluation.reliability if row.weight],
        slices=by_field,
        slice_plots={name: _slice_plot(name, some) for name, some in by_field.items()},
        columns=judgement.columns[:40],
        column_plot=plots.columns(judgement) if judgement.columns else None,
        learning=learning,
        learning_plot=plots.learning(learning) if learning else None,
        comparison=comparison,
        worst=list(_worst_pages(judgement, words)),
    )


def _advice(found: Sequence[Outcome]) -> list[Outcome]:
    """Return the highest thresholds that keep 99, 95 and 90 % of the content's words."""
    chosen = [
        max(
            (outcome for outcome in found if outcome.recall >= share),
            key=lambda outcome: outcome.name,
            default=None,
        )
        for share in (0.99, 0.95, 0.9)
    ]
    return list(dict.fromkeys(outcome for outcome in chosen if outcome is not None))


def _by_field(slices: Sequence[Slice]) -> dict[str, list[Slice]]:
    by_field: dict[str, list[Slice]] = {}
    for part in slices:
        by_field.setdefault(part.field, []).append(part)
    return {
        name: sorted(some, key=lambda part: (-part.n_pages, part.value))[:_MOST_SLICES]
        for name, some in by_field.items()
    }


def _slice_plot(name: str, some: Sequence[Slice]) -> Plot:
    score = "page_f1" if not math.isnan(some[0].scores["page_f1"].value) else "macro_f1"
    shown = {part.value: part.scores[score] for part in some}
    return plots.slices(name, shown, SCORE_NAMES[score])


def _worst_pages(
    judgement: Judgement, words: Sequence[NDArray[np.float64]]
) -> Iterable[_WorstPage]:
    """Yield the pages with the lowest page F1, or, without gold text, with most words wrong."""
    table = ScoreTable.of(judgement.pages, judgement.probabilities, judgement.kept)
    f1 = table.sums["page_f1"]
    scores = []
    for number, page in enumerate(judgement.pages):
        known, kept = page.labels >= 0, judgement.kept[number]
        is_right = (page.labels == 1) == kept
        n_known = max(1.0, float(words[number][known].sum()))
        right = float(words[number][known & is_right].sum()) / n_known if known.any() else 1.0
        scores.append(float(f1[number, 0]) if f1[number, 1] else right)
    for number in np.argsort(scores, kind="stable")[:_WORST].tolist():
        if scores[number] < 1:
            yield _worst_page(judgement, number, scores[number])


def _worst_page(judgement: Judgement, number: int, score: float) -> _WorstPage:
    page, classifier = judgement.pages[number], judgement.classifiers[number]
    (labelled,) = classifier.classify_pages([page.page], judgement.decision, explained=True)
    wrong = (page.labels >= 0) & ((page.labels == 1) != judgement.kept[number])
    near = np.unique(np.flatnonzero(wrong)[:, None] + np.arange(-_BESIDE, _BESIDE + 1))
    gold = [LABELS[label] if label >= 0 else "" for label in page.labels.tolist()]
    chosen = near[(near >= 0) & (near < len(wrong))][:_MOST_BLOCKS].tolist()
    blocks = shown_blocks(labelled.explain(), chosen, gold)
    return _WorstPage(page.id, page.site, score, page.page.n_blocks, int(wrong.sum()), blocks)
