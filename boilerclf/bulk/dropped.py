"""The file of what a run into a folder drops: it grows shard by shard, and survives kills."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from operator import itemgetter
from pathlib import Path
from typing import Any, BinaryIO, Final

from boilerclf.bulk.journal import Journal
from boilerclf.errors import ConfigurationError
from boilerclf.files import compressing, is_irregular, open_naming
from boilerclf.files.locking import lock

_END_BYTES: Final = 4096
"""Of what finished shards have written, by which a later run knows it again."""


class DroppedFile:
    """What is dropped, appended shard by shard.

    Parameters
    ----------
    stream : binary stream or None
        Open behind what finished shards have written; None: nobody asked for it.
    suffix : str
        Of the file's name, which says how it is compressed.

    Attributes
    ----------
    length : int
        What finished shards have written, in bytes.
    """

    def __init__(self, stream: BinaryIO | None, suffix: str = "") -> None:
        self._stream = stream
        self._suffix = suffix
        self.length = 0 if stream is None else stream.tell()

    @property
    def end(self) -> int:
        """A checksum of the end of what finished shards have written; 0 where that is nothing."""
        return 0 if self._stream is None else _end_of(self._stream.name, self.length)

    @contextmanager
    def member(self) -> Iterator[Callable[[bytes], object]]:
        """Open the lines of one shard; yield what takes them."""
        if self._stream is None:
            yield lambda lines: None
            return
        with compressing(self._stream, self._suffix) as member:
            yield member.write
        self._stream.flush()
        self.length = self._stream.tell()


def _end_of(path: str | os.PathLike[str], length: int) -> int:
    with open(path, "rb") as file:
        file.seek(max(length - _END_BYTES, 0))
        return zlib.crc32(file.read(min(length, _END_BYTES)))


def _is_as_written(path: Path, noted: Mapping[str, Any]) -> bool:
    """Tell if a file has what it had after a shard; journals of before do not say how it ended."""
    if not path.is_file() or path.stat().st_size < noted["dropped"]:
        return False
    return bool(noted.get("dropped_end") in (None, _end_of(path, noted["dropped"])))


def is_inside(path: str, folder: Path) -> bool:
    """Tell if a path without links is a folder, or lies in it."""
    return os.path.join(path, "").startswith(os.path.join(os.path.realpath(folder), ""))


def refuse_unfit(path: Path, folder: Path) -> None:
    """Refuse a file of dropped blocks that a run into a folder cannot add to, shard by shard.

    Parameters
    ----------
    path : Path
        The file.
    folder : Path
        The output folder.

    Raises
    ------
    ConfigurationError
        If the file is none, or lies in the folder, where the run's own files are.
    """
    if is_irregular(path):
        raise ConfigurationError(f"cannot write {str(path)!r}: it is no file; name a file")
    if is_inside(os.path.realpath(path), folder):
        raise ConfigurationError(
            f"{path} is in the output folder, which holds nothing but the run's own files; "
            "name a file in another folder for what is dropped"
        )


@contextmanager
def open_dropped(path: Path | None, journal: Journal) -> Iterator[DroppedFile]:
    """Open the file of dropped blocks; it appears under its name once the run is over.

    Until then it is a hidden file in the same folder, and locked. It stays one if the run is killed
    or fails; but a file that an earlier run had finished gets its name back after an error, with
    what finished shards have written.

    Parameters
    ----------
    path : Path or None
        The file; .gz, .xz, .bz2 and .zst compress it. Links are followed. None: there is none.
    journal : Journal
        Of the output folder: with the file's length after each finished shard as "dropped", and a
        checksum of its end as "dropped_end".

    Yields
    ------
    DroppedFile
        Open behind the finished shards; what a killed run wrote of another is cut off.

    Raises
    ------
    ConfigurationError
        If the file cannot be made, if it is not this folder's, if another run is writing to it, or
        if what finished shards have written is gone.
    """
    if path is None:
        yield DroppedFile(None)
        return
    last = max(journal.finished.values(), key=itemgetter("dropped"), default={"dropped": 0})
    length: int = last["dropped"]
    target = Path(os.path.realpath(path))
    part = target.with_name(f".{target.name}.boilerclf-part")
    try:
        if not journal.has_dropped and target.exists() and target.stat().st_size:
            raise ConfigurationError(
                f"{path} is there already and nothing in it is of this output folder; "
                "name another file, or remove that one"
            )
        is_begun = part.exists()
        was_finished = length > 0 and not is_begun  # more inputs after a run's end
        earlier = target if was_finished else part
        if length and not _is_as_written(earlier, last):
            raise ConfigurationError(
                f"what earlier runs wrote to {path} is gone; name another output folder"
            )
        if was_finished:
            os.replace(target, part)
        stream = open_naming(part, "a", shown=path)
    except OSError as error:
        raise ConfigurationError(
            f"cannot write {str(path)!r}: {error.strerror or error}; "
            "name a file in a folder you may write to"
        ) from error
    with stream:
        if not lock(stream):
            raise ConfigurationError(
                f"another run is writing to {path}; wait for it, or name another file"
            )
        if not journal.has_begun_dropped:
            if is_begun:
                raise ConfigurationError(
                    f"{part} is what an unfinished run into another folder has dropped; "
                    "finish that run, remove that file, or name another file"
                )
            journal.begin_dropped()
        stream.seek(length)
        stream.truncate()
        dropped = DroppedFile(stream, target.suffix)
        try:
            yield dropped
        except BaseException:
            if was_finished:
                with suppress(OSError):  # what the disk had no room for is cut off
                    stream.close()
                os.truncate(part, dropped.length)
                os.replace(part, target)
            raise
    os.replace(part, target)
