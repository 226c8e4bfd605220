"""What plain text costs beside fastText and C4's rule: the part "text" of `speed.py`."""

from __future__ import annotations

import argparse
import importlib
import statistics
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import c4
from peers import find, markdown_table, sample
from timing import interleaved, ratio_cells

from boilerclf.corpus import Record, read_records
from boilerclf.model import Classifier, load_model
from boilerclf.segment import segment

OURS = "boilerclf"

LINES_OF_PAGES = (200, 20)
"""Lines of the pages of text: long ones, and short ones, which share passes."""

PAGES_A_CALL = 64
"""Pages of text that are classified together: as many as a batch of documents has at most."""

TOGETHER = f"{OURS}, {PAGES_A_CALL} pages a call"
"""What that is called in the tables."""

FASTTEXT: Mapping[str, Mapping[str, int]] = {
    "fastText predict, words alone (its default)": {},
    "fastText predict, with subwords": {"minn": 2, "maxn": 5},
}
"""The models of fastText by name, and the options that each is trained with beside the defaults."""

Times = Mapping[str, Sequence[float]]
"""Seconds by name, one figure a round."""


def run_text(options: argparse.Namespace) -> None:
    """Print lines a second of the text model, fastText and C4's rule."""
    paths = find(options.corpora, ["turku-lines"])
    if not paths:
        return
    records = read_records(paths.values())
    classifier = load_model(options.text_model)
    calls: dict[str, Callable[[str], object]] = {
        OURS: lambda text: classifier.classify(text).content,
        "C4's line rule": c4_rule,
    }
    for name, subwords in FASTTEXT.items():
        if predict := fasttext_predict(records, subwords):
            calls[name] = predict
    for n_lines in LINES_OF_PAGES:
        pages = sample(pages_of_lines(records, n_lines), options.pages)
        times = text_times(classifier, calls, pages, options.rounds)
        print(f"\n{len(pages):,} pages of {n_lines} lines of turku-lines\n")
        print(text_table(times, n_lines * len(pages)))


def text_times(
    classifier: Classifier,
    calls: Mapping[str, Callable[[str], object]],
    pages: Sequence[str],
    rounds: int,
) -> dict[str, list[float]]:
    """Time calls of a page each, and boilerclf's of `PAGES_A_CALL` pages each.

    Returns
    -------
    dict
        Seconds for all pages by call, one figure a round; `OURS` and `TOGETHER` are boilerclf's.
    """

    def one_by_one(call: Callable[[str], object]) -> Callable[[Sequence[str]], object]:
        return lambda texts: [call(text) for text in texts]

    def together(texts: Sequence[str]) -> object:
        read = [segment(text, kind="text") for text in texts]
        return [page.content for page in classifier.classify_pages(read)]

    batches = [pages[at : at + PAGES_A_CALL] for at in range(0, len(pages), PAGES_A_CALL)]
    wrapped = {name: one_by_one(call) for name, call in calls.items()}
    return interleaved({**wrapped, TOGETHER: together}, batches, rounds)[0]


def text_table(times: Times, n_lines: int) -> str:
    """Return lines a second of each call, and boilerclf's over them."""
    rows = []
    for name, seconds in times.items():
        speed = f"{n_lines / statistics.median(seconds):,.0f}"
        rows.append(
            [name, speed, *(ratio_cells(seconds, times[ours])[0] for ours in (OURS, TOGETHER))]
        )
    return markdown_table(["", "lines a second", f"{OURS}'s ÷ its", f"{TOGETHER}, ÷ its"], rows)


def pages_of_lines(records: Sequence[Record], n_lines: int = LINES_OF_PAGES[0]) -> list[str]:
    """Return the records' lines as pages of so many lines; a shorter rest is left out."""
    lines = [" ".join(line.split()) for record in records for line in record.lines or ()]
    full = len(lines) - len(lines) % n_lines
    return ["\n".join(lines[start : start + n_lines]) for start in range(0, full, n_lines)]


def c4_rule(text: str) -> str:
    """Return the lines that C4 keeps of a text."""
    return "\n".join(line for line in text.split("\n") if c4.keeps(line))


def fasttext_predict(
    records: Sequence[Record], subwords: Mapping[str, int]
) -> Callable[[str], object] | None:
    """Return fastText's prediction for a page of lines, trained on the records; None without it.

    Its learning rate is half the default, at which it now and then meets a NaN on these lines.
    """
    try:
        fasttext = importlib.import_module("fasttext")
    except ImportError as error:
        print(f"left out: fastText: package fasttext is not installed ({error})")
        return None
    lines = [
        f"__label__{label} {' '.join(line.split())}"
        for record in records
        for line, label in zip(record.lines or (), record.labels, strict=True)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "lines.txt")
        path.write_text("\n".join(lines), encoding="utf-8")
        model = fasttext.train_supervised(str(path), thread=1, verbose=0, lr=0.05, **subwords)
    return lambda text: model.predict(text.split("\n"))
