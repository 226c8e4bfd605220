"""Files that get their names once they are whole, one alone or several together."""

from __future__ import annotations

import errno
import io
import os
import secrets
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any, BinaryIO, Final, Literal

_REQUESTS: Final = (signal.SIGINT, signal.SIGTERM)

_unfinished: Final[set[Path]] = set()


class _NamingFile(io.FileIO):
    """A file whose errors of writing name what is written, which the system's do not."""

    def __init__(self, path: str | os.PathLike[str], mode: str, shown: str) -> None:
        super().__init__(path, mode)
        self._shown = shown

    def write(self, data: Any) -> int:  # noqa: ANN401  # any buffer
        try:
            return super().write(data)
        except OSError as error:
            error.filename = self._shown
            raise


def open_naming(
    path: str | os.PathLike[str],
    mode: Literal["w", "x", "a", "a+"],
    *,
    shown: str | os.PathLike[str],
) -> BinaryIO:
    """Open a file for writing bytes; an error of writing, as on a full disk, says to what.

    Parameters
    ----------
    path : str or path
        The file.
    mode : {"w", "x", "a", "a+"}
        As of `open`; with "a+" it can be read, too.
    shown : str or path
        What errors of writing call the file: what a user named it.

    Returns
    -------
    binary stream
        Open for writing.

    Raises
    ------
    OSError
        If the file cannot be opened.
    """
    try:
        raw = _NamingFile(path, mode, os.fspath(shown))
    except OSError as error:
        error.filename = os.fspath(shown)
        raise
    return io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)


def _part_name(token: str) -> str:
    return f".boilerclf-{token}.part"


def remove_parts(folder: str | os.PathLike[str]) -> None:
    """Remove what programs that were killed left of unfinished files in a folder.

    Parameters
    ----------
    folder : str or path
        The folder; nobody else may be writing into it.
    """
    for part in Path(folder).glob(_part_name("*")):
        part.unlink(missing_ok=True)


def remove_unfinished() -> None:
    """Remove the files that this process is writing, as it is about to be killed."""
    for part in tuple(_unfinished):
        with suppress(OSError):
            part.unlink()


@contextmanager
def unfinished_beside(target: Path) -> Iterator[Path]:
    """Name a file to be written and renamed; it is removed after errors, and on termination.

    Parameters
    ----------
    target : path
        What the file is to replace.

    Yields
    ------
    path
        In the same folder, a name that nobody else has.
    """
    part = target.with_name(_part_name(secrets.token_hex(8)))
    _unfinished.add(part)
    try:
        yield part
    finally:
        with suppress(OSError):  # it is gone where it was renamed
            part.unlink()
        _unfinished.discard(part)


def keep_permissions(target: Path, part: Path) -> None:
    """Give a file the permissions of the one it is to replace, where there is one.

    Parameters
    ----------
    target, part : path
        The file to be replaced, and what is to replace it.
    """
    with suppress(OSError):  # there is none, or the file system has no permissions
        os.chmod(part, os.stat(target).st_mode & 0o777)


def write_together(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files of a folder; they take the places of earlier ones once all of them are whole.

    Another writer waits meanwhile (not on Windows), and so does a request to end the program
    (SIGINT, SIGTERM) in its main thread: the folder holds the files of one call, never of two.

    Parameters
    ----------
    folder : path
        The folder, which has to be there.
    files : mapping of str to bytes
        What to write under each name.

    Raises
    ------
    OSError
        If writing fails, as on a full disk, or a folder has the name of one of the files. All
        earlier files stay as they were.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_together(Path(folder), {"a": b"1", "b": b"2"})
    ...     sorted(path.name for path in Path(folder).iterdir())
    ['a', 'b']
    """
    with ExitStack() as parts:
        written: dict[Path, Path] = {}
        for name, data in files.items():
            target = folder / name
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
            written[target] = part = parts.enter_context(unfinished_beside(target))
            with open_naming(part, "x", shown=target) as out:
                keep_permissions(target, part)
                out.write(data)
        with _waiting_for(folder), requests_put_off():
            for target, part in written.items():
                part.replace(target)


@contextmanager
def requests_put_off() -> Iterator[None]:
    """Let requests to end the program (SIGINT, SIGTERM) wait, in the thread that is told of them.

    Yields
    ------
    None
        What was asked for meanwhile comes afterwards.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []

    def note(number: int, _: FrameType | None) -> None:
        came.append(number)

    handlers = {number: signal.getsignal(number) for number in _REQUESTS}
    # One that was set by no Python could not be set again; one that is ignored stays so, also in
    # processes that are started meanwhile.
    earlier = {
        number: handler
        for number, handler in handlers.items()
        if handler not in (None, signal.SIG_IGN)  # of any class, perhaps one without a hash
    }
    try:
        for number in earlier:
            signal.signal(number, note)
        yield
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
        for late in came:
            signal.raise_signal(late)


@contextmanager
def starting_processes(*run_trackers: Callable[[], object]) -> Iterator[None]:
    """Put off requests to end, and keep Ctrl-C, which a terminal sends to all, from what starts.

    A process that is half started would say where it was; whoever started it ends it.

    Parameters
    ----------
    *run_trackers : callable
        Start the resource trackers of whatever starts the processes. Started amid this, one would
        let the signal through again.

    Yields
    ------
    None
        Processes and threads started meanwhile never see SIGINT, nor does what they start.
    """
    with requests_put_off():
        if not hasattr(signal, "pthread_sigmask"):
            yield
            return
        for run_tracker in run_trackers:
            run_tracker()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _waiting_for(folder: Path) -> Iterator[None]:
    """Wait for another writer; there is none on Windows, nor on a file system without locks."""
    try:
        import fcntl  # noqa: PLC0415  # not on Windows
    except ImportError:
        yield
        return
    place = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # the file system has no locks
            fcntl.flock(place, fcntl.LOCK_EX)
        yield
    finally:
        os.close(place)
