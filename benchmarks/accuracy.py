"""Page F1 of boilerclf beside other extractors, on collections that people have marked.

    python benchmarks/accuracy.py CORPORA                    with the shipped model
    python benchmarks/accuracy.py CORPORA --cv               wcxb-dev out of fold, trained anew
    python benchmarks/accuracy.py CORPORA --pages 50 --tools trafilatura readability

Each figure is the mean over pages with its 95 % interval over sites. A tool that raises on a page
scores 0 there. The other tools come with the extra ``bench``; what is not installed is left out,
and said. With ``--cv`` each page of wcxb-dev is judged by a model that never saw its fold, and the
collections that are there to judge with by the one given as ``--model``. Rows in brackets are of
the same model on pages whose hints were taken away (`disguise.py`).
"""

from __future__ import annotations

import argparse
import datetime
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from disguise import DISGUISES
from numpy.typing import NDArray
from peers import Tool, addresses, find, installed, markdown_table, sample, versions

from boilerclf.corpus import Record, label_records, read_records
from boilerclf.errors import BoilerclfError, DataError
from boilerclf.evaluation import Bootstrap, Score, page_f1
from boilerclf.model import Classifier, load_model
from boilerclf.segment import segment_html
from boilerclf.training import train_folds

SLICED_BY = {"wcxb-dev": "type", "dragnet-judge": "", "daniel-judge": "lang"}
"""The collections, and by which field of their records each is sliced."""

TRAINED_ON = ("wcxb-dev", "snippets")
"""What the html model learns from: `train.py`."""

OURS = "boilerclf"


@dataclass(frozen=True, slots=True)
class Collection:
    """Pages with gold text, and the address of each that is known."""

    name: str
    records: Sequence[Record]
    urls: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Scores:
    """A tool's page F1 on each page of a collection, and how often it raised."""

    tool: str
    values: NDArray[np.float64]
    n_raised: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpora", type=Path, help="folder of the corpora")
    parser.add_argument("--model", default="html", help="html or a model folder")
    parser.add_argument("--cv", action="store_true", help="judge wcxb-dev out of fold")
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
    print(f"\n{today}, {versions(('boilerclf', 'selectolax', 'numpy'), tools)}")
    for name, path in paths.items():
        collection = read_collection(path, name, options.pages)
        if options.cv and name in TRAINED_ON:
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
    """Read the pages of a collection that have gold text, or a sample of them."""
    marked = [record for record in read_records([path]) if record.content is not None]
    if not marked:
        raise DataError(f"{path}: no record has gold text; give HTML records with `content`")
    return Collection(name, sample(marked, n_pages), addresses(path))


def ids(collection: Collection) -> list[str]:
    return [record.id for record in collection.records]


def out_of_fold(folder: Path, jobs: int) -> dict[str, Classifier]:
    """Train a model a fold as `train.py` does; return the one to judge each page of wcxb-dev."""
    paths = find(folder, TRAINED_ON)
    pages = label_records(read_records(paths.values()), jobs, silver=True)
    start = time.perf_counter()
    models = train_folds(pages, kind="html", jobs=jobs)
    print(f"trained {len(models)} folds in {time.perf_counter() - start:,.0f} s")
    return {
        pages[index].id: model.classifier
        for model in models
        for index in model.held_out
        if pages[index].corpus == TRAINED_ON[0]
    }


def judge_ours(
    collection: Collection, models: Mapping[str, Classifier], disguise: str = ""
) -> Scores:
    """Score boilerclf, each page with the model that may judge it, perhaps in disguise."""
    change = DISGUISES[disguise] if disguise else str
    values = [
        page_f1(
            models[record.id].classify_page(segment_html(change(record.html or ""))).content,
            record.content or "",
        )
        for record in collection.records
    ]
    return Scores(f"{OURS} [{disguise}]" if disguise else OURS, np.array(values), 0)


def judge(tool: Tool, collection: Collection) -> Scores:
    """Score a tool; a page on which it raises scores 0 and is counted."""
    values, n_raised = np.zeros(len(collection.records)), 0
    for index, record in enumerate(collection.records):
        try:
            text = tool.extract(record.html or "", collection.urls.get(record.id, ""))
        except Exception:  # whatever another tool raises is its answer to this page
            n_raised += 1
        else:
            values[index] = page_f1(text, record.content or "")
    return Scores(tool.name, values, n_raised)


def table(collection: Collection, field: str, scores: Sequence[Scores]) -> str:
    """Return a Markdown table: a tool a row, all pages and each slice a column."""
    slices = {"all": np.ones(len(collection.records), np.bool_)}
    if field:
        given = np.array([getattr(record, field) or "?" for record in collection.records])
        slices |= {str(value): given == value for value in np.unique(given)}
    header = ["page F1", *(f"{name} ({chosen.sum():,})" for name, chosen in slices.items())]
    rows = []
    for tool in scores:
        cells = [shown(interval(collection, tool.values, chosen)) for chosen in slices.values()]
        rows.append([tool.tool, *cells, f"{tool.n_raised:,}"])
    if field:
        header.append("mean of slices / worst")
        for row, tool in zip(rows, scores, strict=True):
            means = [tool.values[chosen].mean() for name, chosen in slices.items() if name != "all"]
            row.insert(-1, f"{np.mean(means):.3f} / {min(means):.3f}")
    return markdown_table([*header, "raised"], rows)


def interval(
    collection: Collection, values: NDArray[np.float64], chosen: NDArray[np.bool_]
) -> Score:
    """Return the mean over the chosen pages with its 95 % interval over their sites."""
    sites = [collection.records[index].site for index in np.flatnonzero(chosen)]
    sums = np.column_stack([values[chosen], np.ones(len(sites))])
    return Bootstrap(sites).score(sums, lambda its: its[..., 0] / its[..., 1])


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
