"""Retrain the shipped models from a folder of corpora; without one, train on the sample pages.

    python train.py CORPORA_FOLDER      writes models/html and models/text
    python train.py                     writes models-from-samples/html and .../text

With a corpora folder it needs the extra ``silver``: pages that only snippets are known of are
labelled where two other extractors agree. The same corpora, options and versions of libraries give
the same bytes. Collections that are there
to judge with (``*-judge``) are never read.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from boilerclf.bulk import worker_count
from boilerclf.corpus import corpus_name, digest_file, label_records, list_files, read_records
from boilerclf.errors import BoilerclfError, DataError
from boilerclf.model import save_model
from boilerclf.page import Kind
from boilerclf.training import train

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
    "text": {"turku-lines": "", "wcxb-dev-extracted": "CC-BY-4.0"},
}
"""What each model is trained on, with its licence where that is stated."""


def main() -> int:
    """Train both models and say what was done."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpora", nargs="?", type=Path, help="folder of the corpora")
    parser.add_argument("--out", type=Path, help="folder to write html/ and text/ into")
    parser.add_argument("--jobs", type=int, default=0, help="worker processes; 0: one a core")
    parser.add_argument("--only", choices=list(CORPORA), help="train one of the two models")
    options = parser.parse_args()
    try:
        if options.corpora is None:
            out = options.out or ROOT / "models-from-samples"
            print(f"no corpora folder was given: training on the sample pages, into {out}")
            if out.resolve() == SHIPPED:
                raise DataError(f"{out} holds the shipped models; give a corpora folder for them")
        else:
            out = options.out or SHIPPED
        for kind in [options.only] if options.only else CORPORA:
            train_one(kind, options.corpora, out / kind, worker_count(options.jobs))
    except BoilerclfError as error:
        print(f"train.py: error: {error}", file=sys.stderr)
        return error.exit_code
    return 0


def train_one(kind: Kind, corpora: Path | None, folder: Path, n_workers: int) -> None:
    """Train one model and write it."""
    start = time.perf_counter()
    paths = [ROOT / "data" / kind / "labels.jsonl"] if corpora is None else find(corpora, kind)
    pages = label_records(read_records(paths), n_workers, silver=corpora is not None)
    classifier = train(
        pages,
        kind=kind,
        name=kind if corpora else f"{kind}-from-samples",
        corpora={corpus_name(path): digest_file(path) for path in paths},
        licences={**CORPORA[kind], "labels": "MIT"},
        jobs=n_workers,
    )
    stored = save_model(classifier, folder)
    seconds = time.perf_counter() - start
    names = ", ".join(map(corpus_name, paths))
    print(f"{stored.identity}: {len(pages):,} pages of {names}, {seconds:,.0f} s; wrote {folder}")


def find(folder: Path, kind: Kind) -> list[Path]:
    """Return the files of a model's corpora, in the order of `CORPORA`."""
    if not folder.is_dir():
        raise DataError(f"{folder} is no folder; give the one that holds the corpora")
    found = {corpus_name(path): path for path in list_files([folder])}
    missing = [name for name in CORPORA[kind] if name not in found]
    if missing:
        raise DataError(f"{folder} lacks {' and '.join(missing)}, which the {kind} model needs")
    return [found[name] for name in CORPORA[kind]]


if __name__ == "__main__":
    sys.exit(main())
