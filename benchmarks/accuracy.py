"""Page F1 of boilerclf beside other extractors, on collections that people have marked.

    python benchmarks/accuracy.py CORPORA                    with the shipped model
    python benchmarks/accuracy.py CORPORA --cv               what is trained on, out of fold
    python benchmarks/accuracy.py CORPORA --pages 50 --tools trafilatura readability

Each figure is the mean over pages with its 95 % interval over sites; "came out empty" is the share
of the pages with gold text of which no word is kept. Of ``snippets`` it is known only what must,
and what must not, be kept: its table shows the share of either that is. Another tool that raises on
a page scores 0 there, and keeps nothing; boilerclf's own errors are raised. The other tools come
with the extra ``bench``; what is not installed is left out, and said. With ``--cv`` each page that
the shipped model learns from is judged by a model that never saw its fold, and the collections that
are there to judge with by the one given as ``--model``. Rows in brackets are of the same model on
pages whose hints were taken away (`disguise.py`).
"""

from __future__ import annotations

import argparse
import datetime
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from disguise import DISGUISES
from numpy.typing import NDArray
from peers import Tool, addresses, find, installed, markdown_table, sample, versions

from boilerclf.corpus import Record, read_records, tokens
from boilerclf.errors import BoilerclfError, DataError
from boilerclf.evaluation import Bootstrap, Score
from boilerclf.evaluation.metrics import text_sums
from boilerclf.evaluation.sums import share_of_sums
from boilerclf.model import Classifier, load_model
from boilerclf.segment import segment_html
from boilerclf.training import train_folds

sys.path.insert(1, str(Path(__file__).resolve().parents[1]))  # where train.py lies
from train import CORPORA, WRITTEN, label

SLICED_BY = {
    "wcxb-dev": "type",
    "gold-html": "source",
    "dragnet-judge": "",
    "daniel-judge": "lang",
    "snippets": "",
}
"""The collections, and by which field of their records each is sliced."""

SNIPPETS = "snippets"
"""The collection of which only snippets are known."""

MEASURES: tuple[Mapping[str, str], ...] = (
    {"page F1": "page_f1", "came out empty": "empty_share"},
    {"must_have kept": "must_have_kept", "must_not_have kept": "must_not_have_kept"},
)
"""What is told of pages with gold text and of those without, by the name in `text_sums`."""

OURS = "boilerclf"


Extracts = Callable[[Record], str | None]
"""Takes a page, returns the text that is kept of it; None for one on which a tool raised."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Pages that people have marked, and the address of each that is known."""

    name: str
    records: Sequence[Record]
    urls: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Scores:
    """What a tool reaches on a collection.

    `sums` holds a row a page, numerator and denominator, by the name of what is measured;
    `n_raised` is on how many pages the tool raised.
    """

    tool: str
    sums: Mapping[str, NDArray[np.float64]]
    n_raised: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpora", type=Path, help="folder of the corpora")
    parser.add_argument("--model", default="html", help="html or a model folder")
    parser.add_argument("--cv", action="store_true", help="train anew, judge its pages out of fold")
    parser.add_argument("--pages", type=int, help="at most so many pages of each collection")
    parser.add_argument("--tools", nargs="*", help="beginnings of names; none: boilerclf alone")
    parser.add_argument("--jobs", type=int, default=1, help="worker processes of --cv")
    options = parser.parse_args(arguments)
    try:
        run(options)
    except BoilerclfError as error:
        print(f"accuracy.py: error: {error}", file=sys.stderr)
        return error.exit_code
    return 0


def run(options: argparse.Namespace) -> None:
    paths = find(options.corpora, SLICED_BY)
    if not paths:
        raise DataError(f"{options.corpora} holds none of {', '.join(SLICED_BY)}")
    tools = installed(options.tools)
    today = f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}"
    print(f"\n{today}, {versions(('boilerclf', 'turbohtml', 'numpy'), tools)}")
    for name, path in paths.items():
        collection = read_collection(path, name, options.pages)
        if options.cv and name in CORPORA["html"]:
            models = out_of_fold(options.corpora, options.jobs)
            note = "boilerclf out of fold, trained without the page's fold"
        else:
            classifier = load_model(options.model)
            models = dict.fromkeys(ids(collection), classifier)
            note = f"boilerclf {classifier.identity}"
            if name in {corpus.name for corpus in classifier.card.corpora}:
                note += ", **which was trained on these pages** (see --cv)"
        scores = [
            judge_ours(collection, models),
            *(judge_ours(collection, models, disguise) for disguise in DISGUISES),
            *(judge(tool, collection) for tool in tools),
        ]
        print(f"\n### {name}: {len(collection.records):,} pages, {note}\n")
        print(table(collection, SLICED_BY[name], scores))


def read_collection(path: Path, name: str, n_pages: int | None) -> Collection:
    """Read the pages of a collection, or a sample of them; with gold text, but for snippets."""
    records = read_records([path])
    marked = [record for record in records if record.content is not None or name == SNIPPETS]
    if not marked:
        raise DataError(f"{path}: no record has gold text; give HTML records with `content`")
    return Collection(name, sample(marked, n_pages), addresses(path))


def ids(collection: Collection) -> list[str]:
    return [record.id for record in collection.records]


@cache
def out_of_fold(folder: Path, jobs: int) -> Mapping[str, Classifier]:
    """Train a model a fold as `train.py` does; return the one to judge each page, by its id."""
    paths = find(folder, CORPORA["html"])
    pages = label("html", [*paths.values(), WRITTEN["html"]], jobs)
    start = time.perf_counter()
    models = train_folds(pages, kind="html", jobs=jobs)
    print(f"trained {len(models)} folds in {time.perf_counter() - start:,.0f} s")
    return {pages[index].id: model.classifier for model in models for index in model.held_out}


def judge_ours(
    collection: Collection, models: Mapping[str, Classifier], disguise: str = ""
) -> Scores:
    """Score boilerclf, each page with the model that may judge it, perhaps in disguise."""
    change = DISGUISES[disguise] if disguise else str

    def kept(record: Record) -> str:
        page = segment_html(change(record.html or ""))
        return models[record.id].classify_page(page).content

    return scored(f"{OURS} [{disguise}]" if disguise else OURS, collection, kept)


def judge(tool: Tool, collection: Collection) -> Scores:
    """Score another tool; a page on which it raises scores 0 and is counted."""

    def kept(record: Record) -> str | None:
        try:
            return tool.extract(record.html or "", collection.urls.get(record.id, ""))
        except Exception:  # whatever it raises is its answer to this page; ours are never caught
            return None

    return scored(tool.name, collection, kept)


def scored(name: str, collection: Collection, kept: Extracts) -> Scores:
    """Score what is kept of each page."""
    texts = [kept(record) for record in collection.records]
    measured = list(map(measures, texts, collection.records))
    sums = {key: np.array([its[key] for its in measured], np.float64) for key in measured[0]}
    return Scores(name, sums, texts.count(None))


def measures(text: str | None, record: Record) -> dict[str, tuple[float, float]]:
    """Return numerator and denominator of what a text scores; None for one that was not made."""
    gold = record.content
    gold_words = None if gold is None else Counter(tokens(gold))
    sums = text_sums(text or "", gold_words, record.must_have, record.must_not_have)
    if text is None:
        sums["page_f1"] = (0.0, 1.0)
    return {label: sums[name] for label, name in MEASURES[gold is None].items()}


def table(collection: Collection, field: str, scores: Sequence[Scores]) -> str:
    """Return a Markdown table: a tool a row, what is measured and slices of the first a column."""
    first, *others = scores[0].sums
    slices = {}
    if field:
        given = np.array([getattr(record, field) or "?" for record in collection.records])
        slices = {str(value): given == value for value in np.unique(given)}
    everything = np.ones(len(collection.records), np.bool_)
    header = [
        f"{first}, all ({len(everything):,})",
        *(f"{name} ({chosen.sum():,})" for name, chosen in slices.items()),
        *(["mean of slices / worst"] if slices else []),
        *others,
        "raised",
    ]
    rows = []
    for tool in scores:
        parts = [interval(collection, tool.sums[first], chosen) for chosen in slices.values()]
        means = [part.value for part in parts]
        rows.append(
            [
                tool.tool,
                shown(interval(collection, tool.sums[first], everything)),
                *map(shown, parts),
                *([f"{np.mean(means):.3f} / {min(means):.3f}"] if means else []),
                *(shown(interval(collection, tool.sums[name], everything)) for name in others),
                f"{tool.n_raised:,}",
            ]
        )
    return markdown_table(["", *header], rows)


def interval(collection: Collection, sums: NDArray[np.float64], chosen: NDArray[np.bool_]) -> Score:
    """Return a share over the chosen pages with its 95 % interval over their sites."""
    sites = [collection.records[index].site for index in np.flatnonzero(chosen)]
    return Bootstrap(sites).score(sums[chosen], share_of_sums)


def shown(score: Score) -> str:
    """Return a score as tables show it; without an interval where there is one site only.

    Examples
    --------
    >>> shown(Score(0.5, 0.4, 0.6)), shown(Score(0.5))
    ('0.500 (0.400-0.600)', '0.500')
    """
    if np.isnan(score.low):
        return f"{score.value:.3f}"
    return f"{score.value:.3f} ({score.low:.3f}-{score.high:.3f})"


if __name__ == "__main__":
    sys.exit(main())
