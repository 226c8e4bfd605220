"""A long run over damaged pages while workers are killed: nothing lost, nothing twice, memory flat.

    python benchmarks/soak.py CORPORA                       100,000 pages, twice
    python benchmarks/soak.py CORPORA --pages 5000 --kill-every 1000

The pages are those of the HTML collections and mutations of them (bytes cut, doubled, flipped and
swapped), one in a hundred a hostile one, drawn by a fixed seed and packed as the records of WARC
files. They go through ``predict --out`` with two workers twice: once undisturbed, once while a
worker is killed after every so many pages. Then the hostile pages and the longest others are timed
one by one. The exit code is 1 where a page is missing, doubled or over its budget, or where the
outputs differ.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import active_children
from pathlib import Path
from typing import Final

from crawl import digest, resident_megabytes, warc_record
from peers import find, versions

from boilerclf.bulk import DocumentClassifier, Job, Progress, Settings, classify_crawl
from boilerclf.bulk.budget import PAGE_SECONDS
from boilerclf.corpus import read_records
from boilerclf.errors import BoilerclfError, DataError
from boilerclf.sources import Document

COLLECTIONS: Final = ("wcxb-dev", "snippets", "gold-html")
PAGES_A_FILE: Final = 5_000
SEED: Final = 17
N_LONGEST: Final = 200
"""How many of the longest pages are timed beside the hostile ones."""

HOSTILE: Final[tuple[bytes, ...]] = (
    b"<div>" * 100_000,
    b"<p " + b" ".join(b"a%d=b" % n for n in range(50_000)) + b">a",
    b"<" * 500_000,
    b"<!--" + b" x<" * 200_000,
    b"<table><tr><td>" * 30_000,
    b"<form><div></form>" * 20_000,
    b"<p><font>" * 30_000,
    b"<select>" + b"<option>a" * 50_000,
    b"%PDF-1.7\n" + bytes(range(256)) * 500,
    b"\xff\xfe" + bytes(range(256)) * 500,
    b'{"a": ' * 50_000,
    b"<svg>" * 30_000 + b"<math>" * 30_000,
    b"\x00" * 200_000,
    "\u202e\u0301\ud7ff".encode() * 50_000,
    b"<style>" + b".a b>c[d]{display:none}" * 20_000 + b"</style><p class=a>x" * 2_000,
    b"<p hidden>The ferry sailed." * 20_000,
    b"<dl><dt>a<ul><li><pre>" * 20_000,
    b"The first ferry sailed at nine. " * 30_000,
)
"""Pages that parsers have choked on, by kind."""


@dataclass
class Soak:
    """What is seen of a run."""

    seconds: float = 0.0
    n_killed: int = 0
    megabytes: list[float] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run twice, compare, and print what came out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpora", type=Path, help="folder of the corpora")
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--kill-every", type=int, default=3_000, metavar="PAGES")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args(arguments)
    try:
        return run(options)
    except BoilerclfError as error:
        print(f"soak.py: error: {error}", file=sys.stderr)
        return error.exit_code


def run(options: argparse.Namespace) -> int:
    paths = find(options.corpora, COLLECTIONS)
    if not paths or options.pages < 1:
        raise DataError(f"{options.corpora} holds none of {', '.join(COLLECTIONS)}, or no pages")
    print(f"{versions(('boilerclf', 'turbohtml', 'numpy'))}, load before: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        html = [
            (record.html or "").encode("utf-8", "replace")
            for record in read_records(paths.values())
        ]
        files = write_files(root, html, options.pages)
        clean = soak(files, root / "clean", options.jobs, 0)
        disturbed = soak(files, root / "disturbed", options.jobs, options.kill_every)
        statuses, lost, doubled = account(root / "disturbed", options.pages)
        n_over = sum(n for name, n in statuses.items() if "processor time" in name)
        seconds, n_bytes, n_timed = slowest_page(html)
        same = digest(root / "clean") == digest(root / "disturbed")
    counts = ", ".join(f"{n:,} {name}" for name, n in sorted(statuses.items()))
    print(f"{options.pages:,} pages: {counts}")
    print(f"lost: {lost}; doubled: {doubled}; killed: {disturbed.n_killed}; same bytes: {same}")
    for name, its in (("undisturbed", clean), ("disturbed", disturbed)):
        rate = options.pages / its.seconds
        print(f"{name}: {rate:.1f} pages/s, MB of a worker by fifths {by_fifths(its.megabytes)}")
    print(f"disturbed ÷ undisturbed, pages a second: {clean.seconds / disturbed.seconds:.2f}")
    print(
        f"slowest of {n_timed} pages timed alone: {seconds:.1f} s for {n_bytes / 1e6:.2f} MB; "
        f"over the budget of {PAGE_SECONDS:g} s, of all: {n_over}"
    )
    return int(bool(lost or doubled or n_over or not same))


def write_files(root: Path, html: Sequence[bytes], n_pages: int) -> list[str]:
    """Write the pages into WARC files, and return their names."""
    names = []
    pages = mutations(html, n_pages)
    for first in range(0, n_pages, PAGES_A_FILE):
        path = root / f"part{first:07d}.warc.gz"
        with path.open("wb") as file:
            for number in range(first, min(first + PAGES_A_FILE, n_pages)):
                file.write(gzip.compress(warc_record(number, next(pages)), 1, mtime=0))
        names.append(str(path))
    return names


def mutations(html: Sequence[bytes], n_pages: int) -> Iterator[bytes]:
    """Draw pages: as they are, damaged, or one in a hundred hostile."""
    draw = random.Random(SEED)  # noqa: S311  # pages, not secrets
    for number in range(n_pages):
        if number % 100 == 99:
            yield HOSTILE[number // 100 % len(HOSTILE)]
            continue
        page = html[draw.randrange(len(html))]
        yield page if number % 2 else damaged(page, draw)


def damaged(page: bytes, draw: random.Random) -> bytes:
    """Cut, double, flip or swap pieces of a page."""
    data = bytearray(page)
    for _ in range(draw.randrange(1, 6)):
        if not data:
            break
        at = draw.randrange(len(data))
        end = min(len(data), at + draw.randrange(1, 2_000))
        match draw.randrange(4):
            case 0:
                del data[at:end]
            case 1:
                data[at:at] = data[at:end]
            case 2:
                data[at] ^= 1 << draw.randrange(8)
            case _:
                data[at:end] = data[at:end][::-1]
    return bytes(data)


def soak(files: Sequence[str], out: Path, jobs: int, kill_every: int) -> Soak:
    """Classify the files into a folder, killing a worker after every so many pages."""
    seen = Soak()
    next_kill = kill_every

    def watch(progress: Progress) -> None:
        nonlocal next_kill
        children = active_children()
        seen.megabytes.append(max((resident_megabytes(c.pid or 0) for c in children), default=0.0))
        if kill_every and progress.n_pages >= next_kill and children:
            next_kill += kill_every
            os.kill(children[seen.n_killed % len(children)].pid or 0, signal.SIGKILL)
            seen.n_killed += 1

    begin = time.perf_counter()
    classify_crawl(Job([*files], out, settings=Settings("html"), jobs=jobs), watch=watch)
    seen.seconds = time.perf_counter() - begin
    return seen


def account(folder: Path, n_pages: int) -> tuple[Counter[str], int, int]:
    """Return pages by status, how many are missing, and how many stand there twice."""
    statuses: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for path in folder.glob("*.jsonl.gz"):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                record = json.loads(line)
                reason = record.get("reason", "") if record["status"] == "failed" else ""
                statuses[f"{record['status']} {reason}".strip()] += 1
                times[record["url"]] += 1
    return statuses, n_pages - len(times), sum(times.values()) - len(times)


def slowest_page(html: Sequence[bytes]) -> tuple[float, int, int]:
    """Return processor seconds and bytes of the slowest page, and how many were timed."""
    classify = DocumentClassifier(Settings("html"))
    pages = [*HOSTILE, *sorted(html, key=len)[-N_LONGEST:]]
    times = []
    for page in pages:
        begin = time.process_time()
        classify(Document("page", "page", page, "html"))
        times.append((time.process_time() - begin, len(page)))
    return (*max(times), len(times))


def by_fifths(megabytes: Sequence[float]) -> str:
    size = max(1, -(-len(megabytes) // 5))
    fifths = [megabytes[at : at + size] for at in range(0, len(megabytes), size)]
    return " ".join(f"{sum(fifth) / len(fifth):.0f}" for fifth in fifths)


if __name__ == "__main__":
    sys.exit(main())
