"""An evaluation as tables of plain text."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from boilerclf.evaluation.compared import Comparison

SCORE_NAMES = {
    "page_f1": "page F1",
    "untouched_f1": "page F1, all kept",
    "content_precision": "content precision",
    "content_recall": "content recall",
    "content_f1": "content F1",
    "noise_precision": "noise precision",
    "noise_recall": "noise recall",
    "noise_f1": "noise F1",
    "macro_f1": "macro-F1",
    "roc_auc": "ROC-AUC",
    "brier": "Brier score",
    "calibration_error": "calibration error",
    "empty_share": "pages left empty",
    "must_have_kept": "must_have kept",
    "must_not_have_kept": "must_not_have kept",
}
"""What scores are called in tables."""

_SLICE_NAMES = {
    "untouched_f1": "F1 all kept",
    "content_precision": "precision",
    "content_recall": "recall",
}
"""Shorter names, where a column stands beside a cell of 22 letters in 40 columns."""

_MAX_CELL = 22
_GAP = "  "


def render_evaluation(evaluation: Mapping[str, Any], width: int) -> str:
    """Return an evaluation as people read it.

    Parameters
    ----------
    evaluation : mapping
        What `Evaluation.to_dict` returns.
    width : int
        Columns of the terminal; fewer than 40 count as 40.

    Returns
    -------
    str
        Paragraphs and tables with an empty line between them. Scores that are not defined are left
        out of the first table and are "-" in the others.
    """
    width = max(width, 40)
    parts = [*_heading(evaluation, width), _overall(evaluation["scores"], width)]
    for field, slices in evaluation["slices"].items():
        parts.append(_slices(field, slices, evaluation["slice_means"][field], width))
    parts.append(_kinds(evaluation["kinds"], width))
    parts.append(_news(evaluation["news"], width))
    parts.append(_reliability(evaluation["reliability"], width))
    return "\n\n".join(part for part in parts if part)


def render_comparison(comparison: Comparison, width: int) -> str:
    """Return two models side by side as people read them.

    Parameters
    ----------
    comparison : Comparison
        As from `boilerclf.evaluation.compare`.
    width : int
        Columns of the terminal; fewer than 40 count as 40.

    Returns
    -------
    str
        A line that names the other model, and a table; a difference whose interval excludes 0 has
        a star.
    """
    width = max(width, 40)
    rows = [
        (
            SCORE_NAMES[name],
            _number(compared.one.value),
            _number(compared.other.value),
            f"{compared.difference.value:+.3f}{'*' if compared.is_sure else ' '}",
            "-"
            if math.isnan(compared.difference.low)
            else f"{compared.difference.low:+.3f} to {compared.difference.high:+.3f}",
        )
        for name, compared in comparison.scores.items()
    ]
    header = ("side by side", "this", "other", "this - other", "95 % interval")
    named = textwrap.wrap(_shown(f"the other model is {comparison.other}"), width)
    return "\n".join(named) + "\n\n" + _table(header, rows, width)


def _heading(evaluation: Mapping[str, Any], width: int) -> list[str]:
    made_by = ", ".join(
        f"{key} {evaluation[key]}" for key in ("model", "decision") if evaluation[key]
    )
    corpora = ", ".join(
        f"{name} (sha256 {digest[:12]})" for name, digest in evaluation["corpora"].items()
    )
    counts = (
        f"{evaluation['n_pages']:,} pages of {evaluation['n_sites']:,} sites, "
        f"{evaluation['n_blocks']:,} labelled blocks, {evaluation['n_content']:,} of them content"
    )
    if evaluation["n_unknown"]:
        counts += f", {evaluation['n_unknown']:,} blocks without a label"
    paragraphs = (made_by, corpora, counts)
    return ["\n".join(textwrap.wrap(_shown(text), width)) for text in paragraphs]


def _overall(scores: Mapping[str, Mapping[str, float | None]], width: int) -> str:
    rows = [
        (SCORE_NAMES[name], _number(score["value"]), _interval(score))
        for name, score in scores.items()
        if score["value"] is not None
    ]
    return _table(("all pages", "score", "95 % interval"), rows, width) if rows else ""


def _slices(
    field: str,
    slices: Sequence[Mapping[str, Any]],
    means: Mapping[str, float | None],
    width: int,
) -> str:
    with_interval = [name for name in means if name in ("page_f1", "macro_f1")]
    others = [name for name in means if name not in with_interval]
    header = [f"by {field}"]
    for name in with_interval:
        header += [SCORE_NAMES[name], "95 %"]
    header += ["pages", "blocks", *(_SLICE_NAMES.get(name, SCORE_NAMES[name]) for name in others)]
    rows = []
    for part in slices:
        row = [_cut(part["value"])]
        for name in with_interval:
            row += [_number(part["scores"][name]["value"]), _interval(part["scores"][name])]
        row += [f"{part['n_pages']:,}", f"{part['n_blocks']:,}"]
        rows.append(row + [_number(part["scores"][name]["value"]) for name in others])
    if len(slices) > 1:
        row = ["(mean)"]
        for name in with_interval:
            row += [_number(means[name]), ""]
        rows.append([*row, "", "", *(_number(means[name]) for name in others)])
    return _table(header, rows, width)


def _kinds(kinds: Sequence[Mapping[str, Any]], width: int) -> str:
    rows = [
        (
            row["kind"],
            f"{row['n_content']:,}",
            _number(row["content_kept"]),
            f"{row['n_noise']:,}",
            _number(row["noise_dropped"]),
        )
        for row in kinds
    ]
    header = ("by kind of block", "content", "kept", "noise", "dropped")
    return _table(header, rows, width) if rows else ""


def _news(news: Mapping[str, Any] | None, width: int) -> str:
    if not news or not news["n_pages"]:
        return ""
    rows = [
        ("foreign headlines kept", f"{news['n_headlines']:,}", _number(news["headlines_kept"])),
        ("story lines dropped", f"{news['n_story_lines']:,}", _number(news["story_dropped"])),
        ("... nothing spliced in", "", _number(news["story_dropped_before"])),
    ]
    return _table((f"{news['n_pages']:,} spliced pages", "lines", "share"), rows, width)


def _reliability(bins: Sequence[Mapping[str, Any]], width: int) -> str:
    rows = [
        (
            f"{row['low']:.2f}-{row['high']:.2f}",
            f"{row['weight']:,.0f}",
            _number(row["probability"]),
            _number(row["share"]),
        )
        for row in bins
        if row["weight"]
    ]
    return _table(("probability", "blocks", "mean", "content"), rows, width) if rows else ""


def _table(header: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    """Lay out columns, the first to the left; those that do not fit follow in a further table."""
    columns = list(zip(header, *rows, strict=True))
    sizes = [max(map(len, column)) for column in columns]
    first, start, tables = columns[0], 1, []
    while start < len(columns):
        end, used = start, sizes[0]
        while end < len(columns) and (end == start or used + len(_GAP) + sizes[end] <= width):
            used += len(_GAP) + sizes[end]
            end += 1
        lines = [
            _GAP.join(
                [first[row].ljust(sizes[0])]
                + [columns[index][row].rjust(sizes[index]) for index in range(start, end)]
            ).rstrip()
            for row in range(len(first))
        ]
        tables.append("\n".join(lines))
        start = end
    return "\n\n".join(tables)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _interval(score: Mapping[str, float | None]) -> str:
    return "-" if score["low"] is None else f"{score['low']:.3f}-{score['high']:.3f}"


def _cut(text: str) -> str:
    text = _shown(text)
    return text if len(text) <= _MAX_CELL else f"{text[: _MAX_CELL - 3]}..."


def _shown(text: str) -> str:
    return "".join(char if char.isprintable() else "\ufffd" for char in text)
