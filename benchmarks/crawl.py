"""What a crawl costs: WARC to Parquet with 1 and 2 workers, where the time goes, memory, kills.

    python benchmarks/crawl.py CORPORA                        all parts, 20,000 pages
    python benchmarks/crawl.py CORPORA --pages 3000 --parts speed kills

The pages are those of wcxb-dev in their order, again and again, one compressed record each, as in
the files of Common Crawl. Times are those of the processor unless a table says otherwise; the
machine should have nothing else to do, and how busy it was stands in the first line.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import hashlib
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from multiprocessing import active_children
from pathlib import Path

from peers import find, installed, markdown_table, versions

from boilerclf.bulk import DocumentClassifier, Job, Progress, Settings, classify_crawl
from boilerclf.corpus import read_records
from boilerclf.errors import BoilerclfError, DataError
from boilerclf.sources import Document, read_documents

PARTS = ("speed", "kills", "dump")
DUMP_PAGES = 2_500_000_000
"""Pages of one Common Crawl dump, about: recent ones have 2.3 to 2.8 billion."""

HTML = Settings("html")
N_KILLS = 5
N_PEER_PAGES = 150
"""Pages that trafilatura is timed on, spread over the collection."""


@dataclass(frozen=True)
class Run:
    """One run: seconds by the clock and of the processor, and resident MB of a worker, sampled."""

    n_pages: int
    seconds: float
    reading_and_writing: float
    workers: float
    megabytes: list[float]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpora", type=Path, help="folder of the corpora")
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    options = parser.parse_args(arguments)
    try:
        run(options)
    except BoilerclfError as error:
        print(f"crawl.py: error: {error}", file=sys.stderr)
        return error.exit_code
    return 0


def run(options: argparse.Namespace) -> None:
    if options.pages < 1:
        raise DataError("--pages takes a number above 0")
    paths = find(options.corpora, ["wcxb-dev"])
    if not paths:
        raise DataError(f"wcxb-dev is not in {options.corpora}")
    html = [record.html or "" for record in read_records(paths.values())][: options.pages]
    load = os.getloadavg()[0]
    today = f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}"
    packages = versions(("boilerclf", "pyarrow", "fastwarc", "turbohtml", "numpy"))
    print(f"{today}, {packages}, {os.cpu_count()} cores, load before: {load:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        warc = Path(folder, "crawl.warc.gz")
        write_warc(warc, html, options.pages)
        if "speed" in options.parts:
            print_speed(warc, Path(folder), options.pages, len(html))
        if "kills" in options.parts:
            print_kills(html[:200], Path(folder))
        if "dump" in options.parts:
            print_dump(html)


def write_warc(path: Path, pages: Sequence[str], n_pages: int) -> None:
    """Write pages as the responses of a crawl, again and again up to a number."""
    members = [
        gzip.compress(warc_record(number, page.encode("utf-8", "replace")), 6, mtime=0)
        for number, page in enumerate(pages)
    ]
    with path.open("wb") as file:
        file.writelines(islice(cycle(members), n_pages))


def warc_record(number: int, page: bytes) -> bytes:
    """Return the record of a response whose address holds the page's number."""
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:page:%d>\r\n"
        b"WARC-Target-URI: http://ellery.example/%d\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
    ) % (number, number, len(body), body)


def print_speed(warc: Path, folder: Path, n_pages: int, n_distinct: int) -> None:
    """Print throughput with 1 and 2 workers, where the time goes, and memory."""
    runs = {jobs: timed(warc, folder / f"out{jobs}", jobs) for jobs in (1, 2)}
    same = digest(folder / "out1") == digest(folder / "out2")
    one, two = runs[1], runs[2]
    print(f"\n{n_pages:,} pages, {warc.stat().st_size / n_pages / 1000:.0f} KB each compressed\n")
    rows = [
        [
            f"{jobs}",
            f"{n_pages / its.seconds:.1f}",
            f"{1000 * its.seconds / n_pages:.2f}",
            f"{1000 * its.workers / n_pages:.2f}",
            f"{1000 * its.reading_and_writing / n_pages:.2f}",
            " ".join(f"{value:.0f}" for value in its.megabytes),
        ]
        for jobs, its in runs.items()
    ]
    header = ["jobs", "pages/s", "ms by the clock", "ms in workers", "ms reading and writing"]
    print(markdown_table([*header, "MB of a worker, by fifths of the run"], rows))
    print(f"\n2 jobs ÷ 1 job: {one.seconds / two.seconds:.2f}; same bytes: {same}")
    inside = seconds_inside(islice(read_documents([str(warc)]), n_distinct)) / n_distinct
    every = (one.workers + one.reading_and_writing) / n_pages
    print(
        f"decode, parse, classify: {1000 * inside:.2f} of {1000 * every:.2f} ms a page; "
        f"outside: {100 * (1 - inside / every):.1f} %"
    )


def timed(warc: Path, out: Path, jobs: int) -> Run:
    """Classify a WARC file into a folder."""
    samples: list[tuple[int, float]] = []

    def watch(progress: Progress) -> None:
        resident = [resident_megabytes(child.pid or 0) for child in active_children()]
        samples.append((progress.n_pages, max(resident, default=0.0)))

    own, others = time.process_time(), _of_children()
    begin = time.perf_counter()
    job = Job([str(warc)], out, form="parquet", settings=HTML, jobs=jobs)
    done = classify_crawl(job, watch=watch)
    seconds = time.perf_counter() - begin
    fifths = [[mb for n, mb in samples if n * 5 // (done.n_pages + 1) == part] for part in range(5)]
    return Run(
        done.n_pages,
        seconds,
        time.process_time() - own,
        _of_children() - others,
        [sum(fifth) / len(fifth) for fifth in fifths if fifth],
    )


def resident_megabytes(pid: int) -> float:
    """Return the memory a process holds at the moment; 0 for one that is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def seconds_inside(documents: Iterable[Document]) -> float:
    """Return the processor time of decoding, parsing and classifying alone, to the kept text."""
    classify = DocumentClassifier(HTML)
    seconds = 0.0
    for document in documents:
        begin = time.process_time()
        _, page = classify(document)
        _ = page and page.content
        seconds += time.process_time() - begin
    return seconds


def digest(folder: Path) -> str:
    """Return the SHA-256 of all that is in an output folder, hidden files apart."""
    whole = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if not path.name.startswith("."):
            whole.update(path.name.encode() + path.read_bytes())
    return whole.hexdigest()


def print_kills(html: Sequence[str], folder: Path) -> None:
    """Kill a run at random moments, continue it, and compare."""
    names = [str(folder / f"part{number}.warc.gz") for number in range(5)]
    for number, name in enumerate(names):
        write_warc(Path(name), html[number::5], 60)
    command = [sys.executable, "-m", "boilerclf", "predict", *names, "--format", "parquet"]
    command += ["--model", "html"]
    begin = time.perf_counter()
    _complete([*command, "--out", str(folder / "whole")])
    seconds = time.perf_counter() - begin
    whole = digest(folder / "whole")
    moments = random.Random(6)  # noqa: S311  # moments, not secrets
    n_equal = 0
    for number in range(N_KILLS):
        out = folder / f"killed{number}"
        after = moments.uniform(0.1, 0.95) * seconds
        with subprocess.Popen([*command, "--out", str(out)], stderr=subprocess.DEVNULL) as process:  # noqa: S603  # ours
            try:
                process.wait(after)
            except subprocess.TimeoutExpired:
                process.kill()
        n_shards = len(list(out.glob("*.parquet")))
        _complete([*command, "--out", str(out)])
        n_equal += digest(out) == whole
        print(f"killed after {after:.1f} of {seconds:.1f} s, {n_shards} of 5 shards done")
    print(f"equal to the undisturbed run: {n_equal} of {N_KILLS}")


def _complete(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # ours
    if done.returncode not in (0, 1):
        raise DataError(f"{' '.join(command)} failed: {done.stderr.strip()[-300:]}")


def print_dump(html: Sequence[str]) -> None:
    """Print what a dump of Common Crawl costs, beside trafilatura."""
    chosen = html[:: max(1, len(html) // N_PEER_PAGES)]
    documents = [
        Document(str(number), "-", page.encode("utf-8", "replace"), "html")
        for number, page in enumerate(chosen)
    ]
    seconds = {"boilerclf": seconds_inside(documents) / len(chosen)}
    for tool in installed(["trafilatura"]):
        begin = time.process_time()
        for page in chosen:
            tool.extract(page, "")
        seconds[tool.name] = (time.process_time() - begin) / len(chosen)
    print(f"\n{len(chosen)} pages, decode, parse and classify or extract alone\n")
    rows = [
        [name, f"{1000 * its:.2f}", f"{1 / its:.0f}", f"{DUMP_PAGES * its / 3600:,.0f}"]
        for name, its in seconds.items()
    ]
    header = ["", "ms a page", "pages/s and core", f"core hours for {DUMP_PAGES / 1e9} G pages"]
    print(markdown_table(header, rows))


if __name__ == "__main__":
    sys.exit(main())
