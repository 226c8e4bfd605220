"""What a run into a folder has to do, and what an earlier run has done of it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from boilerclf.bulk.dropped import is_inside, refuse_unfit
from boilerclf.bulk.job import Job
from boilerclf.bulk.journal import Journal
from boilerclf.bulk.shards import Shard, shard_name
from boilerclf.errors import ConfigurationError
from boilerclf.files import STDIN
from boilerclf.sources import printable
from boilerclf.sources.earlier import JOURNAL
from boilerclf.sources.inputs import Entry, list_files, names_of


def plan_shards(job: Job) -> list[Shard]:
    """List the shards of a run.

    Parameters
    ----------
    job : Job
        What to do.

    Returns
    -------
    list of Shard
        One an input, in the order of the inputs; none for what folders and patterns hold of what
        the run writes.

    Raises
    ------
    ConfigurationError
        If an input is named that the run writes, if two would share a shard, and as from
        `boilerclf.bulk.dropped.refuse_unfit` and `boilerclf.sources.inputs.list_files`.
    """
    entries = list_files(job.inputs)
    if job.dropped is not None:
        refuse_unfit(job.dropped, job.folder)
    dropped = None if job.dropped is None else os.path.realpath(job.dropped)
    named = _named(job.inputs, entries)
    for name, path in named.items():
        if is_inside(path, job.folder):
            raise ConfigurationError(
                f"{printable(name)} is an input inside the output folder "
                f"{printable(job.folder)}; write to another folder"
            )
    entries = [entry for entry in entries if not is_inside(entry.identity, job.folder)]
    is_begun = (job.folder / JOURNAL).exists()
    shards = []
    for entry in entries:
        if entry.identity != dropped:
            shards.append(Shard(entry, job.folder / shard_name(entry.name, job.form)))
        elif entry.name in named or not is_begun:
            raise ConfigurationError(
                f"{printable(entry.name)} is both an input and the file of dropped blocks; "
                "name another file"
            )
    _refuse_shared(shards)
    return shards


def _named(inputs: Sequence[str], entries: Sequence[Entry]) -> dict[str, str]:
    """Return inputs as they were named, and where they are."""
    found = {entry.name: entry.identity for entry in entries}
    # Folders, and patterns that match something, have no entry of their own name.
    return {
        name: found[name] if name in found else os.path.realpath(name)
        for name in names_of(inputs)
        if name not in STDIN
    }


def _refuse_shared(shards: Sequence[Shard]) -> None:
    first: dict[Path, Shard] = {}
    for shard in shards:
        earlier = first.setdefault(shard.path, shard)
        if earlier is not shard:
            raise ConfigurationError(
                f"{printable(earlier.entry.name)} and {printable(shard.entry.name)} would both be "
                f"written to {shard.path.name}; name each input once, or rename one"
            )


def unfinished(shards: Sequence[Shard], journal: Journal, job: Job) -> list[Shard]:
    """Return the shards that are to be written, and take them out of the journal.

    The file of dropped blocks can be cut, not mended: with a shard that is to be written again all
    go whose blocks stand behind its own there.

    Parameters
    ----------
    shards : sequence of Shard
        All of the run.
    journal : Journal
        What is finished; afterwards without what is not.
    job : Job
        What to do.

    Returns
    -------
    list of Shard
        In their order; empty where all are finished.

    Raises
    ------
    ConfigurationError
        If a shard would be written anew from another file that is named alike, or from a stream
        that has been read, or what was dropped of a file that is no input any more would go too.
    """
    names = {shard.path.name for shard in shards}
    again = {
        shard.path.name
        for shard in shards
        if shard.path.name in journal.finished
        and not _is_whole(shard, journal.finished[shard.path.name])
    }
    for shard in shards:
        if shard.path.name in again:
            _refuse_another(shard, journal.finished[shard.path.name])
            _refuse_stream(shard)
    if again and job.dropped is not None:
        again |= _behind(again, journal.finished)
        if gone := sorted(again - names):
            raise ConfigurationError(
                f"an input has changed, or its shard has, and of {gone[0]}, which is none of the "
                f"inputs, what was dropped stands behind it in {printable(job.dropped)}; "
                "name all inputs, or other output"
            )
    if again:
        journal.forget(again)
    return [shard for shard in shards if shard.path.name not in journal.finished]


def _is_whole(shard: Shard, noted: Mapping[str, Any]) -> bool:
    """Tell if a shard is as it was when it was finished, and its input too, or that is gone."""
    if shard.is_gone:
        # Nothing better can be made; what lies elsewhere under this name is refused.
        if noted["state"] is None or noted.get("path", shard.source) != shard.source:
            return False
    elif shard.state is None or noted["state"] != list(shard.state):
        return False
    return shard.path.is_file() and shard.path.stat().st_size == noted["length"]


def _refuse_another(shard: Shard, noted: Mapping[str, Any]) -> None:
    """Refuse a file that only has the name of the one a shard was written from."""
    # Journals of before do not say where that one was.
    if noted.get("path", shard.source) != shard.source:
        raise ConfigurationError(
            f"{shard.path.name} was written from {printable(noted['path'])}, not from "
            f"{printable(shard.source)}; name another output folder"
        )


def _refuse_stream(shard: Shard) -> None:
    """Refuse to replace what a stream gave by what it gives now: nobody can tell if it is more."""
    if shard.is_stream and shard.path.exists():
        name = "standard input" if shard.source == "-" else printable(shard.entry.name)
        raise ConfigurationError(
            f"{shard.path.name} holds what {name} gave to an earlier run and would be replaced; "
            "name another output folder, or leave that input out to go on with the others"
        )


def _behind(names: set[str], finished: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """Return the shards whose dropped blocks stand behind where those of some others begin."""
    # Journals of before do not say where: there it is the beginning of the file.
    start = min(finished[name].get("dropped_from", 0) for name in names)
    return {name for name, noted in finished.items() if noted["dropped"] > start}
