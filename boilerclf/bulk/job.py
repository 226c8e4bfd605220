"""What to make of a crawl, and how far that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from boilerclf.bulk.budget import Budget
from boilerclf.bulk.classifier import Settings
from boilerclf.bulk.shards import ShardFormat
from boilerclf.sources.document import AskedKind

STATUSES: Final = ("ok", "empty", "limited", "failed")

STOPPED: Final = "stopped at the first page that failed, as --strict asks"
"""What ends a strict run."""


@dataclass(frozen=True, slots=True)
class Job:
    """What to make of a crawl.

    Parameters
    ----------
    inputs : sequence of str
        As for `boilerclf.sources.read_documents`.
    folder : Path
        Where to write, a shard a file that the inputs stand for, and ``summary.json``.
    form : {"jsonl", "parquet"}, default: "jsonl"
        The format of the shards.
    kind : {"auto", "html", "text"}, default: "auto"
        What to read documents as.
    settings : Settings
        Which models, which decision.
    budget : Budget
        What one page may cost.
    jobs : int, default: 1
        Worker processes, at most one a core; 0 and less take one a core. One more process reads
        and writes.
    dropped : Path or None, default: None
        A file for what is dropped: a record a block, as from `boilerclf.sources.DroppedWriter`.
    strict : bool, default: False
        Stop at the first page that fails.
    """

    inputs: Sequence[str]
    folder: Path
    form: ShardFormat = "jsonl"
    kind: AskedKind = "auto"
    settings: Settings = field(default_factory=Settings)
    budget: Budget = field(default_factory=Budget)
    jobs: int = 1
    dropped: Path | None = None
    strict: bool = False


@dataclass
class Progress:
    """How far a run is, kept up to date while it goes on.

    Parameters
    ----------
    n_inputs, n_done : int
        Inputs, and how many of them are finished, by earlier runs included.
    n_pages, n_blocks : int
        Of this run, so far.
    n_bytes, n_bytes_total : int
        Of the files that this run reads: read so far (it reads some pages ahead), and in all where
        that is known.
    counts : Counter
        Pages by status, "blocks" and "kept", of all runs into the folder.
    skipped : Counter
        What the files hold beside pages, of all runs into the folder.
    gone : list of str
        Inputs that are no more, whose shards of an earlier run stay.
    notes : list of tuple of str
        Id, source, status and what is to be said, of pages of which something is; taken away by
        whoever says it.
    """

    n_inputs: int = 0
    n_done: int = 0
    n_pages: int = 0
    n_blocks: int = 0
    n_bytes: int = 0
    n_bytes_total: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    gone: list[str] = field(default_factory=list)
    notes: list[tuple[str, str, str, str]] = field(default_factory=list)
