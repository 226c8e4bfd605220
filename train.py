"""Retrain the shipped models from a folder of corpora; without one, train on the sample pages.

    python train.py CORPORA_FOLDER             writes models/html and models/text
    python train.py CORPORA_FOLDER --scores    and shows the scores on pages held out from training
    python train.py                            writes models-from-samples/html and .../text

With a corpora folder it needs the extra ``silver``: pages that only snippets are known of are
labelled where two other extractors agree. Both models learn from what stands in ``data/written`` as
well, the text model also from HTML pages, in short texts cut out of them and line by line, as the
html model labels them: the one just trained, or with ``--only text`` the shipped one. The same
corpora, options and versions of libraries give the same bytes. Collections that are there to judge
with (``*-judge``) are never read.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections.abc import Collection, Sequence
from pathlib import Path

from boilerclf.bulk import worker_count
from boilerclf.corpus import (
    LabelledPage,
    corpora_in,
    corpus_name,
    digest_file,
    label_records,
    read_records,
)
from boilerclf.errors import BoilerclfError, DataError
from boilerclf.evaluation import evaluate_predictions
from boilerclf.model import Classifier, read_model, save_model
from boilerclf.page import Kind
from boilerclf.training import Trained, default_options, train_judged
from boilerclf.training.copies.excerpts import EXCERPTS, LINES, excerpts

ROOT = Path(__file__).resolve().parent
SHIPPED = ROOT / "models"

CORPORA: dict[Kind, dict[str, str]] = {
    "html": {
        "wcxb-dev": "CC-BY-4.0",
        "snippets": "Apache-2.0",
        "snippets-gold": "CC0-1.0",
        "gold-html": "MIT, Apache-2.0",
        "recipes": "MIT",
    },
    "text": {
        "turku-lines": "",
        "wcxb-dev-extracted": "CC-BY-4.0",
        "gold-html-extracted": "MIT, Apache-2.0",
    },
}
"""What each model is trained on, with its licence where that is stated."""

WRITTEN: dict[Kind, Path] = {
    "html": ROOT / "data" / "written" / "written-pages.jsonl",
    "text": ROOT / "data" / "written" / "written-texts.jsonl",
}
"""What was written for this project to learn from, beside the corpora."""

LICENCES = {
    **dict.fromkeys((EXCERPTS, LINES), "CC-BY-4.0, MIT, Apache-2.0"),
    "labels": "MIT",
    "written-texts": "MIT",
    "written-pages": "MIT",
}
"""The licences of what texts are cut out of, and of what was written for this project."""

EXCERPTED = {"wcxb-dev": 0.5, "snippets": 1.0, "gold-html": 1.0, "recipes": 0.3}
"""The share of the pages of HTML collections that texts for the text model are cut out of."""


def main() -> int:
    """Train both models and say what was done."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpora", nargs="?", type=Path, help="folder of the corpora")
    parser.add_argument("--out", type=Path, help="folder to write html/ and text/ into")
    parser.add_argument("--jobs", type=int, default=0, help="worker processes; 0: one a core")
    parser.add_argument("--only", choices=list(CORPORA), help="train one of the two models")
    parser.add_argument("--scores", action="store_true", help="show the scores on held-out pages")
    options = parser.parse_args()
    try:
        if options.corpora is None:
            out = options.out or ROOT / "models-from-samples"
            print(f"no corpora folder was given: training on the sample pages, into {out}")
            if out.resolve() == SHIPPED:
                raise DataError(f"{out} holds the shipped models; give a corpora folder for them")
        else:
            out = options.out or SHIPPED
        n_workers = worker_count(options.jobs)
        for kind in [options.only] if options.only else CORPORA:
            html = SHIPPED / "html" if options.only else out / "html"
            trained = train_one(kind, options.corpora, out / kind, html, n_workers)
            if options.scores:
                show_scores(trained)
    except BoilerclfError as error:
        print(f"train.py: error: {error}", file=sys.stderr)
        return error.exit_code
    return 0


def train_one(
    kind: Kind, corpora: Path | None, folder: Path, html: Path, n_workers: int
) -> Trained:
    """Train one model and write it."""
    start = time.perf_counter()
    paths = (
        [ROOT / "data" / kind / "labels.jsonl"]
        if corpora is None
        else [*find(corpora, CORPORA[kind]), WRITTEN[kind]]
    )
    pages = label(kind, paths, n_workers)
    digests = {corpus_name(path): digest_file(path) for path in paths}
    if corpora is not None and kind == "text":
        cut, digest = cut_excerpts(corpora, read_model(html), n_workers)
        digests |= dict.fromkeys((EXCERPTS, LINES), digest)
        pages += cut
    trained = train_judged(
        pages,
        kind=kind,
        name=kind if corpora else f"{kind}-from-samples",
        corpora=digests,
        licences={**CORPORA[kind], **LICENCES},
        jobs=n_workers,
    )
    stored = save_model(trained.classifier, folder)
    seconds = time.perf_counter() - start
    names = ", ".join(digests)
    print(f"{stored.identity}: {len(pages):,} pages of {names}, {seconds:,.0f} s; wrote {folder}")
    return trained


def label(kind: Kind, paths: Sequence[Path], n_workers: int) -> list[LabelledPage]:
    """Return the pages to learn from; where only snippets are known, two other extractors label."""
    return label_records(read_records(paths), n_workers, silver=kind == "html")


def cut_excerpts(
    corpora: Path, classifier: Classifier, n_workers: int
) -> tuple[list[LabelledPage], str]:
    """Return texts cut out of HTML pages, and a digest of those pages and of their model."""
    paths = find(corpora, EXCERPTED)
    pages = label_records(read_records(paths), n_workers)
    habits = default_options("html").unlearnt_kinds
    cut = excerpts(pages, classifier, habits=habits, shares=EXCERPTED)
    digests = [classifier.digest, *map(digest_file, paths)]
    return cut, hashlib.sha256("\n".join(digests).encode()).hexdigest()


def show_scores(trained: Trained) -> None:
    """Print how pages are labelled that the fits behind their labels did not see."""
    evaluation = evaluate_predictions(
        trained.pages,
        trained.probabilities,
        trained.kept,
        model=trained.classifier.card.name,
        decision="chosen without the page's own group of sites",
    )
    print(evaluation.to_text())


def find(folder: Path, names: Collection[str]) -> list[Path]:
    """Return the files of corpora, in the order of their names."""
    found = corpora_in(folder)
    missing = [name for name in names if name not in found]
    if missing:
        raise DataError(f"{folder} lacks {' and '.join(missing)}, which training needs")
    return [found[name] for name in names]


if __name__ == "__main__":
    sys.exit(main())
