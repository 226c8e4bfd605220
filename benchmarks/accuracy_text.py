"""Labels of plain lines beside other methods, on lines that people have labelled.

    python benchmarks/accuracy_text.py CORPORA
    python benchmarks/accuracy_text.py CORPORA --pages 100 --methods C4 TF-IDF

Every method that learns is trained on four fifths of the sites and judged on the fifth, the same
folds for all. A table shows macro-F1 and ROC-AUC over the lines of each language, the mean of the
languages, and lines a second of labelling. jusText gets each line as a paragraph, with the stop
list of the page's language. What is not installed is left out, and said.
"""

from __future__ import annotations

import argparse
import datetime
import html
import importlib
import re
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import c4
import numpy as np
from numpy.typing import NDArray
from peers import find, markdown_table, sample, versions
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, roc_auc_score

from boilerclf.corpus import LabelledPage, label_records, read_records
from boilerclf.errors import BoilerclfError, DataError
from boilerclf.training import train_folds

CORPUS = "turku-lines"
N_FOLDS = 5

Scores: TypeAlias = NDArray[np.float64]
"""A score for each line of some pages, content where it is 0.5 or more."""
Label: TypeAlias = Callable[[Sequence[LabelledPage]], Scores]
Learn: TypeAlias = Callable[[Sequence[LabelledPage]], Label]

STOP_LISTS = {
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "sv": "Swedish",
}


@dataclass(frozen=True, slots=True)
class Method:
    """A way to label lines: given pages to learn from, it returns what labels others."""

    name: str
    learn: Learn


@dataclass(frozen=True, slots=True)
class Outcome:
    """A method's decisions and scores on all lines, each from a fold that it did not see."""

    method: str
    kept: NDArray[np.bool_]
    scores: Scores
    lines_a_second: float


def lines_of(pages: Sequence[LabelledPage]) -> list[str]:
    return [page.page.block_text(index) for page in pages for index in range(page.page.n_blocks)]


def labels_of(pages: Sequence[LabelledPage]) -> NDArray[np.int8]:
    return np.concatenate([np.zeros(0, np.int8), *(page.labels for page in pages)])


def c4_rule(_: Sequence[LabelledPage]) -> Label:
    """C4's rule, which learns nothing."""

    def label(pages: Sequence[LabelledPage]) -> Scores:
        return np.array([c4.keeps(line) for line in lines_of(pages)], np.float64)

    return label


def justext(_: Sequence[LabelledPage]) -> Label:
    """JusText with each line as a paragraph."""
    module = importlib.import_module("justext")
    stop_words = {lang: module.get_stoplist(name) for lang, name in STOP_LISTS.items()}

    def label(pages: Sequence[LabelledPage]) -> Scores:
        found: list[bool] = []
        for page in pages:
            lines = lines_of([page])
            # A mark at the start of each line, because jusText leaves out what has no text for it.
            text = "".join(f"<p>§{n}§ {html.escape(line)}</p>" for n, line in enumerate(lines))
            kept = [False] * len(lines)
            for paragraph in module.justext(text, stop_words.get(page.lang, frozenset())):
                number = re.match(r"§(\d+)§", paragraph.text)
                if number:
                    kept[int(number[1])] = not paragraph.is_boilerplate
            found += kept
        return np.array(found, np.float64)

    return label


def fasttext(pages: Sequence[LabelledPage]) -> Label:
    """FastText's classifier with its defaults, but word pairs and 25 epochs."""
    module = importlib.import_module("fasttext")
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        for line, its in zip(lines_of(pages), labels_of(pages).tolist(), strict=True):
            file.write(f"__label__{its} {' '.join(line.split())}\n")
        file.flush()
        model = module.train_supervised(file.name, wordNgrams=2, epoch=25, thread=1, verbose=0)

    def label(others: Sequence[LabelledPage]) -> Scores:
        names, values = model.predict([" ".join(line.split()) for line in lines_of(others)], k=1)
        first = np.array([float(its[0]) for its in values])
        is_content = np.array([its[0] == "__label__1" for its in names])
        return np.where(is_content, first, 1 - first)

    return label


def tf_idf(pages: Sequence[LabelledPage]) -> Label:
    """TF-IDF of words and of character grams of a line, of words of its neighbours; then LR."""
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, dtype=np.float32)
    grams = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(1, 4), min_df=3, sublinear_tf=True, dtype=np.float32
    )
    words.fit(lines_of(pages))
    grams.fit(lines_of(pages))

    def columns(some: Sequence[LabelledPage]) -> Any:  # noqa: ANN401  # scipy publishes no types
        own = [lines_of([page]) for page in some]
        lines = [line for page in own for line in page]
        before = [line for page in own for line in ("", *page[:-1])]
        after = [line for page in own for line in (*page[1:], "")]
        parts = [words.transform(lines), grams.transform(lines)]
        return hstack([*parts, words.transform(before), words.transform(after)], format="csr")

    regression = LogisticRegression(max_iter=200).fit(columns(pages), labels_of(pages))

    def label(others: Sequence[LabelledPage]) -> Scores:
        scores: Scores = regression.predict_proba(columns(others))[:, 1]
        return scores

    return label


METHODS = (
    Method("C4's line rule", c4_rule),
    Method("jusText", justext),
    Method("fastText", fasttext),
    Method("TF-IDF of line and neighbours + LR", tf_idf),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpora", type=Path, help="folder of the corpora")
    parser.add_argument("--pages", type=int, help="at most so many pages")
    parser.add_argument("--methods", nargs="*", help="beginnings of names; none: boilerclf alone")
    options = parser.parse_args(arguments)
    try:
        run(options.corpora, options.pages, options.methods)
    except BoilerclfError as error:
        print(f"accuracy_text.py: error: {error}", file=sys.stderr)
        return error.exit_code
    return 0


def run(folder: Path, n_pages: int | None, wanted: Sequence[str] | None) -> None:
    paths = find(folder, [CORPUS])
    if not paths:
        raise DataError(f"{folder} does not hold {CORPUS}")
    pages = sample(label_records(read_records(paths.values())), n_pages)
    today = f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}"
    packages = ("boilerclf", "numpy", "scikit-learn", "jusText", "fasttext-numpy2-wheel")
    print(f"\n{today}, {versions(packages)}")
    outcomes = [judge_ours(pages)]
    for method in METHODS:
        if wanted is None or any(method.name.lower().startswith(its.lower()) for its in wanted):
            try:
                outcomes.append(judge(method, pages))
            except ImportError as error:
                print(f"left out: {method.name}: {error}")
    print(f"\n### {CORPUS}: {len(pages):,} pages, macro-F1 / ROC-AUC\n")
    print(table(pages, outcomes))


def judge_ours(pages: Sequence[LabelledPage]) -> Outcome:
    """Judge boilerclf, each page with the model that was trained without its fold."""
    models = {i: its.classifier for its in train_folds(pages, kind="text") for i in its.held_out}
    start = time.perf_counter()
    judged = [models[index].classify_page(page.page) for index, page in enumerate(pages)]
    seconds = time.perf_counter() - start
    kept = np.concatenate([its.kept for its in judged])
    scores = np.concatenate([its.probabilities for its in judged])
    return Outcome("boilerclf", kept, scores, len(kept) / seconds)


def judge(method: Method, pages: Sequence[LabelledPage]) -> Outcome:
    """Judge a method, trained on the other folds."""
    n_blocks = [page.page.n_blocks for page in pages]
    folds = np.array([page.fold % N_FOLDS for page in pages])
    fold_of_line = np.repeat(folds, n_blocks)
    scores, seconds = np.zeros(len(fold_of_line)), 0.0
    for fold in np.unique(folds):
        label = method.learn([page for page in pages if page.fold % N_FOLDS != fold])
        start = time.perf_counter()
        scores[fold_of_line == fold] = label(
            [page for page in pages if page.fold % N_FOLDS == fold]
        )
        seconds += time.perf_counter() - start
    return Outcome(method.name, scores >= 0.5, scores, len(scores) / seconds)


def table(pages: Sequence[LabelledPage], outcomes: Sequence[Outcome]) -> str:
    """Return a Markdown table: a method a row, a language a column."""
    labels = labels_of(pages)
    lang = np.repeat([page.lang or "?" for page in pages], [page.page.n_blocks for page in pages])
    names = [str(name) for name in np.unique(lang) if len(np.unique(labels[lang == name])) > 1]
    rows = []
    for outcome in outcomes:
        scores = [
            (
                f1_score(labels[lang == name], outcome.kept[lang == name], average="macro"),
                roc_auc_score(labels[lang == name], outcome.scores[lang == name]),
            )
            for name in names
        ]
        cells = [f"{f1:.3f} / {auc:.3f}" for f1, auc in [*scores, np.mean(scores, axis=0)]]
        rows.append([outcome.method, *cells, f"{outcome.lines_a_second:,.0f}"])
    return markdown_table(["method", *names, "mean", "lines/s"], rows)


if __name__ == "__main__":
    sys.exit(main())
