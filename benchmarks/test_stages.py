"""Each stage of a prediction on the sample pages, for pytest-benchmark: a slower commit is seen.

    pytest benchmarks/test_stages.py --benchmark-autosave     on the commit before
    pytest benchmarks/test_stages.py --benchmark-compare --benchmark-compare-fail=median:20%

These are not among the tests that `pytest` alone runs.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from boilerclf.classified import ClassifiedPage
from boilerclf.model import find_units, load_model
from boilerclf.segment import segment_html, segment_text
from boilerclf.segment.decoding.decode import decode

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

pytest.importorskip("pytest_benchmark", reason="pytest-benchmark comes with the extra bench")

DATA = Path(__file__).resolve().parents[1] / "data"
READ = {"html": segment_html, "text": segment_text}


def documents(kind: str) -> list[bytes]:
    """Return the sample pages of a kind, in the order of their names."""
    suffix = {"html": "*.html", "text": "*.txt"}[kind]
    return [path.read_bytes() for path in sorted((DATA / kind).glob(suffix))]


@pytest.fixture(params=READ)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def texts(kind: str) -> list[str]:
    return [decode(data).text for data in documents(kind)]


@pytest.fixture
def pages(kind: str, texts: list[str]) -> list[Any]:
    return [page for page in map(READ[kind], texts) if page.n_blocks]


def test_decode(benchmark: BenchmarkFixture, kind: str) -> None:
    found = documents(kind)
    benchmark(lambda: [decode(data) for data in found])


def test_segment(benchmark: BenchmarkFixture, kind: str, texts: list[str]) -> None:
    read = READ[kind]
    benchmark(lambda: [read(text) for text in texts])


def test_featurize(benchmark: BenchmarkFixture, kind: str, pages: list[Any]) -> None:
    featurizer = load_model(kind).featurizer
    benchmark(lambda: [featurizer.first(page) for page in pages])


def test_first_pass(benchmark: BenchmarkFixture, kind: str, pages: list[Any]) -> None:
    classifier = load_model(kind)
    features = [classifier.featurizer.first(page) for page in pages]
    benchmark(lambda: [classifier.first_pass(its) for its in features])


def test_second_pass(benchmark: BenchmarkFixture, kind: str, pages: list[Any]) -> None:
    classifier = load_model(kind)
    features = [classifier.featurizer.first(page) for page in pages]
    seen = [(its, classifier.first_pass(its)) for its in features]
    benchmark(lambda: [classifier.second_pass(*its) for its in seen])


def test_units(benchmark: BenchmarkFixture, kind: str, pages: list[Any]) -> None:
    classifier = load_model(kind)
    seen = [(classifier.featurizer.first(page), classifier.score(page)) for page in pages]
    benchmark(lambda: [find_units(f.view).pooled(s.alone, s.n_words) for f, s in seen])


def test_decide_and_output(benchmark: BenchmarkFixture, kind: str, pages: list[Any]) -> None:
    classifier = load_model(kind)
    rule = classifier.card.decision
    scored = [(page, classifier.score(page)) for page in pages]
    benchmark(
        lambda: [
            ClassifiedPage(
                page, its.probabilities, rule.apply(its.probabilities, its.n_words)
            ).content
            for page, its in scored
        ]
    )


def test_classify(benchmark: BenchmarkFixture, kind: str, texts: list[str]) -> None:
    classifier = load_model(kind)
    benchmark(lambda: [classifier.classify(text).content for text in texts])
