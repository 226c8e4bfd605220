"""Curves and bars of a report, as pictures that are part of the page: SVG by matplotlib."""

from __future__ import annotations

import base64
import io
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.errors import MissingExtraError
from boilerclf.evaluation import Judgement, LearningPoint, Outcome, Score
from boilerclf.evaluation.calibration import Reliability

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_CONTENT, _NOISE, _OTHER, _INK = "#0b6b3a", "#8a2d0b", "#0a58ca", "#1b1b1b"

_STYLE: Final[dict[Any, Any]] = {
    "svg.hashsalt": "boilerclf",  # the same names of parts on every run
    "svg.fonttype": "none",  # text stays text: small, and set in the reader's font
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.alpha": 0.3,
    "figure.constrained_layout.use": True,
}

_MOST_POINTS: Final = 200
"""Points of a curve: more are not seen, and make the report large."""

_LONGEST_LABEL: Final = 30
"""Characters of the name of a slice."""

_MOST_BARS: Final = 25


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture.

    Parameters
    ----------
    title : str
        What stands above it.
    said : str
        What it shows, for those who do not see it.
    address : str
        The picture itself, as a ``data:`` address.
    """

    title: str
    said: str
    address: str


@contextmanager
def _unsaid() -> Iterator[None]:
    """Keep matplotlib from telling where it has its cache, as where there is no home for one."""
    log = logging.getLogger("matplotlib")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(level)


class _Drawing:
    """One picture while it is drawn; `plot` ends it."""

    def __init__(self, width: float = 6.4, height: float = 4.0) -> None:
        try:
            with _unsaid():
                import matplotlib as mpl  # noqa: PLC0415  # an extra, slow to load
                from matplotlib.figure import Figure  # noqa: PLC0415
        except ImportError as error:
            raise MissingExtraError("matplotlib", "report") from error
        self._style = mpl.rc_context
        with self._style(_STYLE):
            self._figure = Figure(figsize=(width, height))
            self.axes: Axes = self._figure.subplots()

    def plot(self, title: str, said: str) -> Plot:
        """Return the picture, with the same bytes on every run."""
        picture = io.BytesIO()
        with self._style(_STYLE):
            self._figure.savefig(picture, format="svg", metadata={"Date": None, "Creator": None})
        encoded = base64.b64encode(picture.getvalue()).decode()
        return Plot(title, said, f"data:image/svg+xml;base64,{encoded}")


def precision_recall(judgement: Judgement, words: Sequence[NDArray[np.float64]]) -> Plot:
    """Draw precision over recall of content, in words, for all thresholds.

    Parameters
    ----------
    judgement : Judgement
        What was judged.
    words : sequence of float64 arrays of shape (n_blocks,)
        The words of each page's blocks.

    Returns
    -------
    Plot
        With a mark at the decision.
    """
    from sklearn.metrics import precision_recall_curve  # noqa: PLC0415  # slow to load

    labels, scores, weights, kept = _known(judgement, words)
    drawing = _Drawing()
    said = "Precision and recall of content, counted in words; there is no content or no noise."
    if 0 < labels.sum() < len(labels):
        precision, recall, _ = precision_recall_curve(labels, scores, sample_weight=weights)
        step = max(1, len(recall) // _MOST_POINTS)
        chosen = np.unique(np.append(np.arange(0, len(recall), step), len(recall) - 1))
        drawing.axes.plot(recall[chosen], precision[chosen], color=_CONTENT)
        at_recall = weights @ (kept & labels) / max(weights @ labels, 1)
        at_precision = weights @ (kept & labels) / max(weights @ kept, 1)
        drawing.axes.plot([at_recall], [at_precision], "D", color=_INK, label="the decision")
        drawing.axes.legend(loc="lower left")
        said = (
            "Precision over recall of content, counted in words; "
            f"the decision has recall {at_recall:.3f} and precision {at_precision:.3f}."
        )
    drawing.axes.set(xlabel="recall of content", ylabel="precision", ylim=(0, 1.02), xlim=(0, 1.02))
    return drawing.plot("Precision and recall", said)


def _known(judgement: Judgement, words: Sequence[NDArray[np.float64]]) -> tuple[Any, Any, Any, Any]:
    """Return labels, probabilities, words and decisions of the blocks whose label is known."""
    none = np.zeros(0)
    labels = np.concatenate([none, *(page.labels for page in judgement.pages)])
    known = labels >= 0
    return (
        labels[known] == 1,
        np.concatenate([none, *judgement.probabilities])[known],
        np.concatenate([none, *words])[known],
        np.concatenate([none.astype(bool), *judgement.kept])[known],
    )


def reliability(bins: Sequence[Reliability]) -> Plot:
    """Draw how often blocks were content over how probable that was said to be."""
    drawing = _Drawing()
    filled = [row for row in bins if row.weight]
    drawing.axes.plot([0, 1], [0, 1], "--", color="#767676", label="as it should be")
    drawing.axes.plot(
        [row.probability for row in filled],
        [row.share for row in filled],
        "o-",
        color=_CONTENT,
        label="this model",
    )
    drawing.axes.legend(loc="upper left")
    drawing.axes.set(xlabel="mean probability", ylabel="share of content")
    return drawing.plot(
        "Reliability",
        "Share of content over probability, in bins; the table below has the figures.",
    )


def histogram(judgement: Judgement, words: Sequence[NDArray[np.float64]]) -> Plot:
    """Draw how many blocks of content and of noise have which probability."""
    labels, scores, _, _ = _known(judgement, words)
    drawing = _Drawing()
    drawing.axes.hist(
        [scores[labels], scores[~labels]],
        bins=np.linspace(0, 1, 21).tolist(),
        color=[_CONTENT, _NOISE],
        label=["content", "noise"],
    )
    if len(scores):
        drawing.axes.set_yscale("log")
    drawing.axes.legend(loc="upper center")
    drawing.axes.set(xlabel="probability of content", ylabel="blocks")
    return drawing.plot("Probabilities", "Blocks of content and of noise by their probability.")


def thresholds(found: Sequence[Outcome]) -> Plot:
    """Draw what each threshold keeps of content, and what of it is noise."""
    drawing = _Drawing()
    places = [float(outcome.name) for outcome in found]
    drawing.axes.plot(
        places, [outcome.recall for outcome in found], "o-", color=_CONTENT, label="content kept"
    )
    drawing.axes.plot(
        places,
        [outcome.noise_share for outcome in found],
        "s--",
        color=_NOISE,
        label="noise in what is kept",
    )
    drawing.axes.legend(loc="center left")
    drawing.axes.set(xlabel="threshold", ylabel="share of words", ylim=(0, 1.02))
    return drawing.plot(
        "Other thresholds", "Content kept and noise left by threshold; the table has the figures."
    )


def columns(judgement: Judgement) -> Plot:
    """Draw the heaviest columns."""
    heaviest = judgement.columns[:_MOST_BARS][::-1]
    drawing = _Drawing(height=1.2 + 0.22 * len(heaviest))
    drawing.axes.barh(
        [f"{column.name} ({column.in_pass})" for column in heaviest],
        [column.weight for column in heaviest],
        color=[{"first": _CONTENT, "second": _OTHER}[column.in_pass] for column in heaviest],
    )
    drawing.axes.set(xlabel="standard deviation of its part of the log-odds")
    names = ", ".join(column.name for column in heaviest[::-1][:5])
    return drawing.plot("Heaviest columns", f"The columns that move labels most: {names}.")


def slices(name: str, scores: Mapping[str, Score], score: str) -> Plot:
    """Draw a score by slices of the data, with its intervals."""
    drawing = _Drawing(height=1.1 + 0.3 * len(scores))
    labels = [drawable(value) for value in scores][::-1]
    values = np.array([found.value for found in scores.values()])[::-1]
    ends = np.array([(found.low, found.high) for found in scores.values()])[::-1].reshape(-1, 2)
    ends = np.where(np.isnan(ends), values[:, None], ends)
    away = np.abs(ends - values[:, None]).T
    places = np.arange(len(labels))
    drawing.axes.errorbar(values, places, xerr=away, fmt="o", color=_CONTENT, capsize=3)
    drawing.axes.set_yticks(places, labels, parse_math=False)
    drawing.axes.set(xlabel=f"{score}, with its 95 % interval", ylim=(-0.6, len(labels) - 0.4))
    return drawing.plot(f"By {name}", f"{score} by {name}; the table has the figures.")


def drawable(text: str) -> str:
    """Return a text as a picture can show it: printable, and not long."""
    start = text[: _LONGEST_LABEL + 1]
    safe = "".join(char if char.isprintable() else "\ufffd" for char in start)
    return safe if len(safe) <= _LONGEST_LABEL else f"{safe[: _LONGEST_LABEL - 1]}…"


def learning(points: Sequence[LearningPoint]) -> Plot:
    """Draw scores over the sites that were learnt from, of at least one point."""
    drawing = _Drawing()
    sites = [point.n_sites for point in points]
    said = []
    for name, color, style in (("page_f1", _CONTENT, "o-"), ("macro_f1", _OTHER, "s--")):
        scores: list[Score] = [getattr(point, name) for point in points]
        values = np.array([score.value for score in scores])
        ends = np.array([(score.low, score.high) for score in scores]).reshape(-1, 2)
        away = np.abs(np.where(np.isnan(ends), values[:, None], ends) - values[:, None]).T
        said.append(f"{name.replace('_', ' ')} from {values[0]:.3f} to {values[-1]:.3f}")
        drawing.axes.errorbar(
            sites,
            values,
            yerr=away,
            fmt=style,
            color=color,
            capsize=3,
            label=name.replace("_", " "),
        )
    drawing.axes.legend(loc="lower right")
    drawing.axes.set(xlabel="sites that were learnt from", ylabel="score on held-out sites")
    told = f"From {sites[0]} to {sites[-1]} sites learnt from: {' and '.join(said)}."
    return drawing.plot("Learning curve", told)
