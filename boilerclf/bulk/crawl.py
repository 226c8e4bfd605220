"""Whole crawls into a folder: a shard an input, on all cores, continued where a run was killed."""

from __future__ import annotations

import json
import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, Final, cast

from boilerclf.bulk.classifier import DocumentClassifier
from boilerclf.bulk.classifying import batched
from boilerclf.bulk.dropped import DroppedFile, open_dropped
from boilerclf.bulk.job import STATUSES, STOPPED, Job, Progress
from boilerclf.bulk.journal import Journal, open_journal
from boilerclf.bulk.plan import plan_shards, unfinished
from boilerclf.bulk.rendering import Rendered, Renderer, render
from boilerclf.bulk.shards import Shard, Write, open_jsonl_shard, open_parquet_shard
from boilerclf.bulk.workers import ordered_map
from boilerclf.cores import worker_count
from boilerclf.errors import InputError, MissingExtraError
from boilerclf.files import open_output
from boilerclf.sources import Document, printable
from boilerclf.sources.document import Rows, Skipped
from boilerclf.sources.inputs import Entry, open_file
from boilerclf.versions import version_of

SUMMARY: Final = "summary.json"


def classify_crawl(
    job: Job, *, watch: Callable[[Progress], None] = lambda progress: None
) -> Progress:
    """Classify whole files into a folder, a shard each.

    A shard's bytes depend on its input and on the options alone: not on the number of workers, the
    order of the inputs, or on how often the run was killed and started again. Shards that an
    earlier run of the same options finished are left as they are, unless their input has changed;
    so are those of inputs that are gone.

    Parameters
    ----------
    job : Job
        What to do.
    watch : callable, optional
        Called after every few pages.

    Returns
    -------
    Progress
        As it was at the end.

    Raises
    ------
    ConfigurationError
        Before anything is read: as from `boilerclf.sources.read_documents` and
        `boilerclf.bulk.journal.open_journal`.
    ModelError
        For a model that cannot be used.
    InputError
        If no worker can be started, or a page failed and `job` is strict.
    OSError
        If writing fails, as on a full disk. What was finished stays.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = pathlib.Path(folder, "page.txt")
    ...     _ = page.write_text("The first ferry sailed at nine on Monday morning.")
    ...     done = classify_crawl(Job([str(page)], page.parent / "out"))
    ...     done.n_pages, len(list(page.parent.glob("out/page.txt-*.jsonl.gz")))
    (1, 1)
    """
    shards = plan_shards(job)
    settings = replace(job.settings, with_reasons=job.dropped is not None, kind=job.kind)
    run = {
        **{f"{name} version": version_of(name) for name in ("boilerclf", "turbohtml")},
        "format": job.form,
        "kind": job.kind,
        "content": settings.content,
        "headline": settings.headline,
        "models": DocumentClassifier(settings).identities(),
        "page seconds": job.budget.seconds,
        "page memory": job.budget.megabytes,
        "dropped": None if job.dropped is None else os.path.realpath(job.dropped),
    }
    with open_journal(job.folder, run) as journal:
        missing = unfinished(shards, journal, job)
        with open_dropped(job.dropped, journal) as dropped:
            crawl = _Crawl(replace(job, settings=settings), journal, dropped, watch)
            crawl.run(missing, of=shards)
        _write_summary(job, journal)
    return crawl.progress


def _write_summary(job: Job, journal: Journal) -> None:
    """Write what is in the folder; nothing that another run would measure otherwise."""
    shards = dict(sorted(journal.finished.items()))
    counts: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    for noted in shards.values():
        counts.update(noted["counts"])
        skipped.update(noted["skipped"])
    summary = {
        **_counted(counts, skipped),
        "shards": [
            {
                "shard": name,
                "input": noted["input"],
                **_counted(Counter(noted["counts"]), Counter(noted["skipped"])),
            }
            for name, noted in shards.items()
        ],
    }
    with open_output(job.folder / SUMMARY) as stream:
        stream.write(json.dumps(summary, indent=1, ensure_ascii=False) + "\n")


def _counted(counts: Counter[str], skipped: Counter[str]) -> dict[str, Any]:
    return {
        "pages": {status: counts[status] for status in STATUSES},
        "blocks": counts["blocks"],
        "kept": counts["kept"],
        "skipped": dict(sorted(skipped.items())),
    }


@dataclass(frozen=True, slots=True)
class _Sent:
    """What stays here of a task while workers are at it.

    Parameters
    ----------
    n_bytes : int
        Length of its documents.
    columns : pyarrow.RecordBatch or None
        What is passed through, where it is not in the documents.
    is_last : bool
        The last task of its shard.
    """

    n_bytes: int
    columns: Any
    is_last: bool


@dataclass(slots=True)
class _Reading:
    """What there is to note of a file that is read, beside its pages.

    Parameters
    ----------
    skipped : Counter
        What it holds beside pages.
    is_passing : bool, default: False
        It was not read for a reason that lies outside it, and may be read another time.
    """

    skipped: Counter[str] = field(default_factory=Counter)
    is_passing: bool = False


class _Crawl:
    """One run: what was sent to workers, and what becomes of it."""

    def __init__(
        self,
        job: Job,
        journal: Journal,
        dropped: DroppedFile,
        watch: Callable[[Progress], None],
    ) -> None:
        self._job = job
        self._journal = journal
        self._dropped = dropped
        self._watch = watch
        self._sent: deque[_Sent] = deque()
        self._readings: deque[_Reading] = deque()
        self.progress = Progress()

    def run(self, shards: list[Shard], *, of: list[Shard]) -> None:
        """Write shards one after the other, while workers are at what follows."""
        self.progress.n_inputs = len(of)
        self.progress.n_done = len(of) - len(shards)
        for shard in of:
            if noted := self._journal.finished.get(shard.path.name):
                self.progress.counts.update(noted["counts"])
                self.progress.skipped.update(noted["skipped"])
                if shard.is_gone:
                    self.progress.gone.append(printable(shard.entry.name))
        states = [shard.state for shard in shards]
        self.progress.n_bytes_total = sum(state[0] for state in states if state)
        if not shards:
            return
        job = self._job
        outcomes = ordered_map(
            Renderer,
            (job.settings, job.budget, job.form),
            self._tasks(shards),
            lost=self._lost,
            n_workers=worker_count(job.jobs),
        )
        with closing(outcomes):
            results = ((self._sent.popleft(), parts) for parts in outcomes)
            for shard, state in zip(shards, states, strict=True):
                self._write(shard, state, results)

    def _lost(self, document: Document, exit_code: int) -> Rendered:
        """Return what stands in the place of a page that ended its worker."""
        failed = replace(document, data=None, error=self._job.budget.why_lost(exit_code))
        return render(
            [(failed, None)], self._job.form, self._job.settings.content, with_dropped=False
        )

    def _tasks(self, shards: list[Shard]) -> Iterator[list[Document]]:
        for shard in shards:
            self._readings.append(_Reading())
            pieces = self._pieces(shard.entry, self._readings[-1])
            documents, columns = next(pieces, ([], None))
            for following in pieces:
                yield self._noted(documents, columns, is_last=False)
                documents, columns = following
            yield self._noted(documents, columns, is_last=True)

    def _noted(self, documents: list[Document], columns: Any, *, is_last: bool) -> list[Document]:  # noqa: ANN401  # of _Sent
        n_bytes = sum(len(document.data or "") for document in documents)
        self._sent.append(_Sent(n_bytes, columns, is_last))
        return documents

    def _pieces(self, entry: Entry, reading: _Reading) -> Iterator[tuple[list[Document], Any]]:
        """Read a file; yield documents with what they pass through, where that is apart."""
        shown = printable(entry.name)
        before = self.progress.n_bytes
        is_open = False
        try:
            with open_file(entry) as (stream, form):
                is_open = True
                as_rows = form.read_rows if self._job.form == "parquet" else None
                items = (as_rows or form.read)(stream, shown, self._job.kind)
                for piece in _together(_counting(items, reading.skipped)):
                    self.progress.n_bytes = before + stream.n_read
                    yield piece
                self.progress.n_bytes = before + stream.n_read
        except (InputError, MissingExtraError) as error:
            reading.is_passing = not is_open or isinstance(error, MissingExtraError)
            yield [Document(shown, shown, None, self._job.kind, error=str(error))], None

    def _write(
        self,
        shard: Shard,
        state: tuple[int, int] | None,
        results: Iterator[tuple[_Sent, list[Rendered]]],
    ) -> None:
        """Write one shard from the next results."""
        counts: Counter[str] = Counter()
        begin = self._dropped.length
        sent, parts = next(results)
        with self._open(shard, sent) as write, self._dropped.member() as write_dropped:
            while True:
                for part in parts:
                    write_dropped(part.dropped)
                    counts.update(part.counts)
                write([part.data for part in parts], sent.columns, sent.n_bytes)
                self._tell(parts)
                if sent.is_last:
                    break
                sent, parts = next(results)
        reading = self._readings.popleft()
        self.progress.skipped.update(reading.skipped)
        self._journal.note(
            shard.path.name,
            {
                "input": printable(shard.entry.name),
                "path": shard.source,
                "state": None if reading.is_passing else state,
                "length": shard.path.stat().st_size,
                "counts": counts,
                "skipped": reading.skipped,
                "dropped_from": begin,
                "dropped": self._dropped.length,
                "dropped_end": self._dropped.end,
            },
        )
        self.progress.n_done += 1

    def _open(self, shard: Shard, first: _Sent) -> AbstractContextManager[Write]:
        if self._job.form == "jsonl":
            return open_jsonl_shard(shard.path)
        return open_parquet_shard(shard.path, first.columns)

    def _tell(self, parts: list[Rendered]) -> None:
        for part in parts:
            self.progress.counts.update(part.counts)
            self.progress.n_pages += sum(part.counts[status] for status in STATUSES)
            self.progress.n_blocks += part.counts["blocks"]
            self.progress.notes += part.notes
        self._watch(self.progress)
        if self._job.strict and any(part.counts["failed"] for part in parts):
            raise InputError(STOPPED)


def _counting(
    items: Iterable[Document | Skipped | Rows], skipped: Counter[str]
) -> Iterator[Document | Rows]:
    for item in items:
        if isinstance(item, Skipped):
            skipped[item.what] += 1
        else:
            yield item


def _together(
    items: Iterable[Document | Rows],
) -> Iterator[tuple[list[Document], Any]]:
    """Put documents together; rows of a table are so already, and bring what they pass through."""
    for is_rows, group in groupby(items, lambda item: isinstance(item, Rows)):
        if is_rows:
            for rows in cast("Iterator[Rows]", group):
                yield rows.documents, rows.columns
        else:
            for documents in batched(cast("Iterator[Document]", group)):
                yield documents, None
