"""What boilerclf costs, every figure a ratio to something measured beside it in the same run.

    python benchmarks/speed.py CORPORA                       all tables but the one of memory
    python benchmarks/speed.py CORPORA --pages 100 --rounds 3 --parts tools stages
    python benchmarks/speed.py CORPORA --parts memory        22,000 pages, some minutes

One process, pages in memory as `str`, tools interleaved page by page and in another order each
round, the median over rounds. The unit for HTML is the bare parse of selectolax's Lexbor. The
other tools and fastText come with the extra ``bench``; what is not installed is left out, and said.
"""

from __future__ import annotations

import argparse
import datetime
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from footprint import memory_growth, process_times
from peers import find, installed, markdown_table, sample, versions
from selectolax.lexbor import LexborHTMLParser
from speed_text import OURS, run_text
from timing import interleaved, ratio_cells

from boilerclf.classified import ClassifiedPage
from boilerclf.corpus import read_records
from boilerclf.errors import BoilerclfError, DataError
from boilerclf.model import Classifier, find_units, load_model
from boilerclf.segment import segment_html
from boilerclf.segment.decoding.decode import decode

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("tools", "stages", "sizes", "text", "process", "memory")

PARSE = "Lexbor parse"
STAGES = (
    "decode",
    "parse",
    "walk",
    "featurize",
    "first pass",
    "second pass",
    "units",
    "decide",
    "output",
)

SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
"""Characters of the synthetic pages."""

HTML_A_CALL = 32
"""Pages of HTML that are classified together."""

FEW_PAGES, MANY_PAGES = 2_000, 20_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpora", type=Path, help="folder of the corpora")
    parser.add_argument("--model", default="html", help="html or a model folder")
    parser.add_argument("--text-model", default="text", help="text or a model folder")
    parser.add_argument("--pages", type=int, help="at most so many pages (and pages of lines)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tools", nargs="*", help="beginnings of names; none: boilerclf alone")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS[:-1])
    options = parser.parse_args(arguments)
    try:
        run(options)
    except BoilerclfError as error:
        print(f"speed.py: error: {error}", file=sys.stderr)
        return error.exit_code
    return 0


def run(options: argparse.Namespace) -> None:
    if options.rounds < 1 or (options.pages is not None and options.pages < 1):
        raise DataError("--rounds and --pages take numbers above 0")
    today = f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}"
    packages = ("boilerclf", "turbohtml", "selectolax", "numpy")
    print(f"{today}, {versions(packages)}, {options.rounds} rounds")
    if {"tools", "stages", "memory"} & set(options.parts):
        run_pages(options)
    if "sizes" in options.parts:
        run_sizes(load_model(options.model), options.rounds)
    if "text" in options.parts:
        run_text(options)
    if "process" in options.parts:
        run_process(options)


def run_pages(options: argparse.Namespace) -> None:
    """Print what depends on the pages of wcxb-dev."""
    paths = find(options.corpora, ["wcxb-dev"])
    if not paths:
        return
    classifier = load_model(options.model)
    pages = [record.html or "" for record in sample(read_records(paths.values()), options.pages)]
    mean = sum(map(len, pages)) / len(pages)
    print(f"\n{len(pages):,} pages of wcxb-dev, {mean:,.0f} characters on average")
    if "tools" in options.parts:
        tools = {tool.name: tool.extract for tool in installed(options.tools)}
        calls: dict[str, Callable[[str], object]] = {
            PARSE: LexborHTMLParser,
            OURS: lambda html: classifier.classify(html).content,
            **{name: lambda html, call=call: call(html, "") for name, call in tools.items()},
        }
        times, raised = interleaved(calls, pages, options.rounds)
        rows = [
            [name, *ratio_cells(times[name], times[PARSE]), f"{raised[name]:,}"] for name in times
        ]
        times = together_times(classifier, pages, options.rounds)
        name = f"{OURS}, {HTML_A_CALL} pages a call"
        rows.append([name, *ratio_cells(times[OURS], times[PARSE]), "0"])
        milliseconds = 1000 * statistics.median(times[PARSE]) / len(pages)
        print(f"One {PARSE} takes {milliseconds:.2f} ms on average.\n")
        print(markdown_table(["time ÷ Lexbor parse", "median", "range", "raised"], rows))
    if "stages" in options.parts:
        stages = stage_times(classifier, pages, options.rounds)
        rows = [[name, *ratio_cells(seconds, stages["parse"])] for name, seconds in stages.items()]
        print(f"\n{markdown_table(['stage ÷ parse', 'median', 'range'], rows)}")
    if "memory" in options.parts:
        grown = memory_growth(classifier, pages, FEW_PAGES, MANY_PAGES)
        print(f"\nResident memory after {MANY_PAGES:,} pages − after {FEW_PAGES:,}: {grown:.1f} MB")


def together_times(
    classifier: Classifier, pages: Sequence[str], rounds: int
) -> dict[str, list[float]]:
    """Time boilerclf, `HTML_A_CALL` pages a call, beside a bare parse of each of them.

    Returns
    -------
    dict
        Seconds for all pages by name, one figure a round.
    """

    def parse(batch: Sequence[str]) -> None:
        for html in batch:
            LexborHTMLParser(html)

    def together(batch: Sequence[str]) -> list[str]:
        read = [segment_html(html) for html in batch]
        return [page.content for page in classifier.classify_pages(read)]

    batches = [pages[at : at + HTML_A_CALL] for at in range(0, len(pages), HTML_A_CALL)]
    return interleaved({PARSE: parse, OURS: together}, batches, rounds)[0]


def stage_times(
    classifier: Classifier, pages: Sequence[str], rounds: int
) -> dict[str, list[float]]:
    """Time each stage of a prediction on its own, page by page.

    Returns
    -------
    dict
        Seconds for all pages by stage, one figure a round, and their sum as "all". The walk is the
        time of `segment_html` without that of a bare parse just before it.
    """
    times = {name: [0.0] * rounds for name in (*STAGES, "all")}
    encoded = [page.encode("utf-8", "replace") for page in pages]
    for data in encoded[:1]:  # as in `interleaved`
        _ = list(timed_stages(classifier, data))
    for number in range(rounds):
        for data in encoded:
            for name, seconds in timed_stages(classifier, data):
                times[name][number] += seconds
        times["all"][number] = sum(times[name][number] for name in STAGES)
    return times


def timed_stages(classifier: Classifier, data: bytes) -> Iterator[tuple[str, float]]:
    """Yield each stage of one page's prediction with its seconds, in the order of `STAGES`."""
    ends = [time.perf_counter()]

    def lap() -> float:
        ends.append(time.perf_counter())
        return ends[-1] - ends[-2]

    text = decode(data).text
    yield "decode", lap()
    parsed = LexborHTMLParser(text)
    yield "parse", (parsing := lap())
    del parsed
    lap()
    page = segment_html(text)
    yield "walk", lap() - parsing
    if not page.n_blocks:
        return
    features = classifier.featurizer.first(page)
    yield "featurize", lap()
    probability = classifier.first_pass(features)
    yield "first pass", lap()
    probability = classifier.second_pass(features, probability)
    yield "second pass", lap()
    probability = find_units(features.view).pooled(probability, features.n_words)
    yield "units", lap()
    kept = classifier.card.decision.apply(probability, features.n_words)
    yield "decide", lap()
    _ = ClassifiedPage(page, probability, kept).content
    yield "output", lap()


def run_sizes(classifier: Classifier, rounds: int) -> None:
    """Print time per MB of synthetic pages by size."""
    per_mb = size_times(classifier, SIZES, rounds)
    rows = [
        [f"{size:,}", f"{1000 * ours:.1f}", f"{ours / parse:.2f}"]
        for size, (ours, parse) in per_mb.items()
    ]
    print("\nSynthetic pages\n")
    print(markdown_table(["characters", "ms per MB", "÷ Lexbor parse"], rows))
    growth = per_mb[10_000_000][0] / per_mb[100_000][0]
    print(f"\nTime per MB, 10 MB page ÷ 100 KB page: {growth:.2f}")


def size_times(
    classifier: Classifier, sizes: Sequence[int], rounds: int
) -> dict[int, tuple[float, float]]:
    """Return seconds per million characters of boilerclf and of a bare parse, by size of page."""
    per_mb = {}
    for size in sizes:
        page = synthetic_page(size)
        repeats = max(1, 100_000 // size)
        calls: dict[str, Callable[[str], object]] = {
            PARSE: LexborHTMLParser,
            OURS: lambda html: classifier.classify(html).content,
        }
        times, _ = interleaved(calls, [page] * repeats, rounds)
        scale = 1_000_000 / (repeats * len(page))
        per_mb[size] = tuple(scale * statistics.median(times[name]) for name in (OURS, PARSE))
    return per_mb


def synthetic_page(size: int) -> str:
    """Return a page of that many characters: a menu, then stories with links below them."""
    rng = random.Random(size)  # noqa: S311  # a page, not a secret
    syllables = ("ba", "de", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "we")

    def words(n_words: int) -> str:
        return " ".join(
            "".join(rng.choices(syllables, k=rng.randint(1, 4))) for _ in range(n_words)
        )

    def links(n_links: int) -> str:
        return "".join(f'<li><a href="/{words(1)}">{words(2)}</a></li>' for _ in range(n_links))

    head = f"<!DOCTYPE html><html><head><title>{words(5)}</title></head><body>"
    parts = [head, f'<nav class="menu"><ul>{links(4)}</ul></nav><main>']
    length = sum(map(len, parts))
    while length < size:
        paragraphs = "".join(f"<p>{words(40)}.</p>" for _ in range(rng.randint(1, 5)))
        story = f'<div class="story"><h2>{words(5)}</h2>{paragraphs}</div>'
        parts.append(f'{story}<div class="related"><ul>{links(3)}</ul></div>')
        length += len(parts[-1])
    return "".join(parts)[:size]


def run_process(options: argparse.Namespace) -> None:
    """Print what a whole process costs."""
    page = ROOT / "data" / "html" / "article-harbour-ferry.html"
    ours = [sys.executable, "-m", "boilerclf", "predict", str(page), "--model", options.model]
    unit = [sys.executable, "-c", "import numpy"]
    seconds = process_times({"ours": ours, "unit": unit}, options.rounds)
    median, extent = ratio_cells(seconds["ours"], seconds["unit"])
    print(
        f"\n`boilerclf predict` on a small page ÷ `python -c 'import numpy'`: {median} ({extent})"
    )


if __name__ == "__main__":
    sys.exit(main())
