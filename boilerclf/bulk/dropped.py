"""The file of what a run into a folder drops: it grows shard by shard, and survives kills."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from boilerclf.errors import ConfigurationError
from boilerclf.files import compressing


class DroppedFile:
    """What is dropped, appended shard by shard.

    Parameters
    ----------
    stream : binary stream or None
        Open behind what finished shards have written; None: nobody asked for it.
    suffix : str
        Of the file's name, which says how it is compressed.
    """

    def __init__(self, stream: BinaryIO | None, suffix: str = "") -> None:
        self._stream = stream
        self._suffix = suffix

    @property
    def length(self) -> int:
        """What the file has in bytes, finished shards alone."""
        return 0 if self._stream is None else self._stream.tell()

    @contextmanager
    def member(self) -> Iterator[Callable[[bytes], object]]:
        """Open the lines of one shard; yield what takes them."""
        if self._stream is None:
            yield lambda lines: None
            return
        with compressing(self._stream, self._suffix) as member:
            yield member.write
        self._stream.flush()


@contextmanager
def open_dropped(path: Path | None, finished: Iterable[Mapping[str, Any]]) -> Iterator[DroppedFile]:
    """Open the file of dropped blocks; it appears under its name once the run is over.

    Until then it is a hidden file in the same folder, and stays one if the run is killed.

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
        If the file cannot be made, or what finished shards have written is gone.
    """
    if path is None:
        yield DroppedFile(None)
        return
    length = max((noted["dropped"] for noted in finished), default=0)
    part = path.with_name(f".{path.name}.boilerclf-part")
    try:
        if length and path.exists() and not part.exists():  # more inputs after a run's end
            os.replace(path, part)
        stream = open(part, "r+b" if part.exists() else "w+b")  # noqa: SIM115  # closed below
    except OSError as error:
        raise ConfigurationError(
            f"cannot write {str(path)!r}: {error.strerror or error}; "
            "name a file in a folder you may write to"
        ) from error
    with stream:
        if os.fstat(stream.fileno()).st_size < length:
            raise ConfigurationError(
                f"what earlier runs wrote to {path} is gone; name another output folder"
            )
        stream.seek(length)
        stream.truncate()
        yield DroppedFile(stream, path.suffix)
    os.replace(part, path)
