"""What a run into a folder has finished, written down so that a killed run can be continued."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final

from boilerclf.errors import ConfigurationError
from boilerclf.files import remove_parts
from boilerclf.files.locking import lock

NAME: Final = ".boilerclf-journal"
"""One JSON object a line: first what the run is, then a line for each shard that is finished."""


class Journal:
    """The journal of an output folder, locked: two runs never write into one folder.

    Parameters
    ----------
    file : binary stream
        Open for reading and appending.
    finished : dict of str to dict
        What was noted of each finished shard, by its name; a later note goes before earlier ones.
    """

    def __init__(self, file: BinaryIO, finished: dict[str, dict[str, Any]]) -> None:
        self._file = file
        self.finished = finished

    def note(self, name: str, values: Mapping[str, Any]) -> None:
        """Write down that a shard is finished: after its file is in its place."""
        self.finished[name] = dict(values)
        self._append({"shard": name, **values})

    def forget(self, names: Collection[str]) -> None:
        """Write down, all at once, that some shards are to be written again."""
        for name in names:
            del self.finished[name]
        self._append({"again": sorted(names)})

    def begin(self, run: Mapping[str, Any]) -> None:
        """Write down what the run is."""
        self._append({"run": dict(run)})

    def _append(self, record: dict[str, Any]) -> None:
        self._file.write(json.dumps(record).encode("ascii") + b"\n")
        self._file.flush()


@contextmanager
def open_journal(folder: Path, run: Mapping[str, Any]) -> Iterator[Journal]:
    """Open an output folder for a run, a new one or one to be continued.

    Parameters
    ----------
    folder : Path
        Made if it is not there.
    run : mapping
        What decides the output: a run is continued only by one that would write the same.

    Yields
    ------
    Journal
        With what an earlier run has finished. What one that was killed left half done is removed.

    Raises
    ------
    ConfigurationError
        If the folder holds something else, or a run with other options or versions, or another run
        is writing into it just now, or it cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        is_new = not (folder / NAME).exists()
        if is_new and any(folder.iterdir()):
            raise ConfigurationError(f"{folder} holds other files; name a new folder")
        file = open(folder / NAME, "a+b")  # noqa: SIM115  # closed below
    except OSError as error:
        raise ConfigurationError(
            f"cannot write into {folder}: {error.strerror or error}; name another folder"
        ) from error
    with file:
        if not lock(file):
            raise ConfigurationError(
                f"another run is writing into {folder}; wait for it, or name another folder"
            )
        remove_parts(folder)
        records = _read(file)
        journal = Journal(file, _finished(records[1:]))
        if not records:
            journal.begin(run)
        elif records[0] != {"run": dict(run)}:
            raise ConfigurationError(_other_run(folder, records[0].get("run", {}), run))
        yield journal


def _finished(records: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    finished: dict[str, dict[str, Any]] = {}
    for record in records:
        for name in record.get("again", ()):
            finished.pop(name, None)
        if "shard" in record:
            finished[record["shard"]] = record
    return finished


def _other_run(folder: Path, earlier: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    differing = [name for name in now if earlier.get(name) != now[name]]
    was = ", ".join(f"{name} {earlier.get(name)!r}, now {now[name]!r}" for name in differing)
    return f"{folder} holds a run with other options or versions ({was}); name another folder"


def _read(file: BinaryIO) -> list[dict[str, Any]]:
    """Read all whole lines, and cut off what a killed run wrote of another."""
    file.seek(0)
    records = []
    length = 0
    for line in file:
        if not line.endswith(b"\n"):
            break
        try:
            records.append(json.loads(line))
        except ValueError:
            break
        length += len(line)
    file.truncate(length)
    return records
