"""What a run into a folder has finished, written down so that a killed run can be continued."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final

from boilerclf.errors import ConfigurationError
from boilerclf.files import open_naming, remove_parts
from boilerclf.files.locking import lock
from boilerclf.sources.earlier import JOURNAL

_NOTED: Final = {"shard": str, "input": str, "length": int, "dropped": int}
"""What there is of each finished shard, and its type; more is noted now."""

_COUNTED: Final = ("counts", "skipped")
"""What is counted of each."""


class Journal:
    """The journal of an output folder, locked: two runs never write into one folder.

    Parameters
    ----------
    file : binary stream
        Open for reading and appending.
    run : mapping
        What decides the output; written down before the first note.
    records : list of dict
        What the file holds.

    Attributes
    ----------
    finished : dict of str to dict
        What was noted of each finished shard, by its name; a later note goes before earlier ones.
    has_begun_dropped : bool
        This folder's runs have begun the file of dropped blocks.
    has_dropped : bool
        They have finished a shard of which something stands there.
    """

    def __init__(
        self, file: BinaryIO, run: Mapping[str, Any], records: list[dict[str, Any]]
    ) -> None:
        self._file = file
        self._run = None if records else dict(run)
        notes = records[1:]
        self.finished = _finished(notes)
        self.has_dropped = any(note["dropped"] for note in notes if "shard" in note)
        self.has_begun_dropped = self.has_dropped or any("begun" in note for note in notes)

    def note(self, name: str, values: Mapping[str, Any]) -> None:
        """Write down that a shard is finished: after its file is in its place."""
        self.finished[name] = dict(values)
        self._append({"shard": name, **values})

    def forget(self, names: Collection[str]) -> None:
        """Write down, all at once, that some shards are to be written again."""
        for name in names:
            del self.finished[name]
        self._append({"again": sorted(names)})

    def begin_dropped(self) -> None:
        """Write down that the file of dropped blocks is of this folder's runs."""
        self.has_begun_dropped = True
        self._append({"begun": "dropped"})

    def _append(self, record: dict[str, Any]) -> None:
        # With the first note: a run that is refused before leaves the folder to other options.
        records = [record] if self._run is None else [{"run": self._run}, record]
        self._run = None
        self._file.write(b"".join(json.dumps(its).encode("ascii") + b"\n" for its in records))
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
        If the folder holds something else, or a run with other options or versions, or a journal
        that is damaged, or another run is writing into it just now, or it cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        is_new = not (folder / JOURNAL).exists()
        if is_new and any(folder.iterdir()):
            raise ConfigurationError(f"{folder} holds other files; name a new folder")
        file = open_naming(folder / JOURNAL, "a+", shown=folder / JOURNAL)
    except OSError as error:
        is_file = isinstance(error, FileExistsError)
        reason = "it is no folder" if is_file else error.strerror or error
        raise ConfigurationError(
            f"cannot write into {folder}: {reason}; name another folder"
        ) from error
    with file:
        if not lock(file):
            raise ConfigurationError(
                f"another run is writing into {folder}; wait for it, or name another folder"
            )
        records = _read(file)
        if records and records[0] != {"run": dict(run)}:
            raise ConfigurationError(_other_run(folder, records[0]["run"], run))
        remove_parts(folder)
        yield Journal(file, run, records)


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
    records: list[dict[str, Any]] = []
    length = 0
    for line in file:
        if not line.endswith(b"\n"):
            break
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            record = None
        if not _is_known(record, is_first=not records):
            raise ConfigurationError(
                f"line {len(records) + 1} of {file.name} is none that a run writes, so nobody "
                "knows what is finished there; name another folder"
            )
        records.append(record)
        length += len(line)
    file.truncate(length)
    return records


def _is_known(record: Any, *, is_first: bool) -> bool:  # noqa: ANN401  # whatever JSON holds
    """Tell if a run writes such a line."""
    if not isinstance(record, dict):
        return False
    if is_first:
        return isinstance(record.get("run"), dict)
    if "shard" not in record:
        again = record.get("again", ())
        return isinstance(again, list | tuple) and all(isinstance(name, str) for name in again)
    counted = [record.get(key) for key in _COUNTED]
    return all(isinstance(record.get(key), kind) for key, kind in _NOTED.items()) and all(
        isinstance(its, dict) and all(isinstance(count, int) for count in its.values())
        for its in counted
    )
