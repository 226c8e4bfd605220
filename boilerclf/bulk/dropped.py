"""The file of what a run into a folder drops: it grows shard by shard, and survives kills."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from boilerclf.errors import ConfigurationError
from boilerclf.files import compressing
from boilerclf.files.locking import lock


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


@contextmanager
def open_dropped(path: Path | None, finished: Iterable[Mapping[str, Any]]) -> Iterator[DroppedFile]:
    """Open the file of dropped blocks; it appears under its name once the run is over.

    Until then it is a hidden file in the same folder, and locked. It stays one if the run is killed
    or fails; but a file that an earlier run had finished gets its name back after an error, with
    what finished shards have written.

    Parameters
    ----------
    path : Path or None
        The file; .gz, .xz, .bz2 and .zst compress it. None: there is none.
    finished : iterable of mapping
        What the journal noted of finished shards, with the file's length after each as "dropped".

    Yields
    ------
    DroppedFile
        Open behind the finished shards; what a killed run wrote of another is cut off.

    Raises
    ------
    ConfigurationError
        If the file cannot be made or is no file, if another run is writing to it, or if what
        finished shards have written is gone.
    """
    if path is None:
        yield DroppedFile(None)
        return
    length = max((noted["dropped"] for noted in finished), default=0)
    part = path.with_name(f".{path.name}.boilerclf-part")
    try:
        if path.exists() and not path.is_file():
            raise ConfigurationError(f"cannot write {str(path)!r}: it is no file; name a file")
        was_finished = length > 0 and not part.exists()  # more inputs after a run's end
        earlier = path if was_finished else part
        if length and (not earlier.exists() or earlier.stat().st_size < length):
            raise ConfigurationError(
                f"what earlier runs wrote to {path} is gone; name another output folder"
            )
        if was_finished:
            os.replace(path, part)
        stream = open(part, "a+b")  # noqa: SIM115  # closed below
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
        stream.seek(length)
        stream.truncate()
        dropped = DroppedFile(stream, path.suffix)
        try:
            yield dropped
        except BaseException:
            if was_finished:
                with suppress(OSError):  # what the disk had no room for is cut off
                    stream.close()
                os.truncate(part, dropped.length)
                os.replace(part, path)
            raise
    os.replace(part, path)
