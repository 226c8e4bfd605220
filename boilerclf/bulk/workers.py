"""Work spread over processes, its results in the order of the work, whatever a process dies of."""

from __future__ import annotations

import os
import pickle
import queue
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import current_process, get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any, Final, Generic, TypeVar

from boilerclf.bulk.budget import NOT_SENT, OUT_OF_MEMORY
from boilerclf.errors import BoilerclfError, ConfigurationError, InputError
from boilerclf.unfinished import starting_processes

_HELD: Final = 2
"""Tasks a worker holds: one at work, one waiting."""

_WAITING_PER_WORKER: Final = 8
"""Tasks, done ones included, that may wait for a slow one before them."""

_MOST_DEATHS: Final = 2
"""Workers that an item may cost before it is given up: the first may have died of anything."""

_NO_GUARD: Final = 78
"""Exit code of a worker whose script starts workers when it is imported ("configuration error")."""

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(eq=False)
class _Task(Generic[Result]):
    """What was handed out together, and its results by part."""

    parts: list[Result | None]
    n_missing: int = 1


@dataclass(eq=False)
class _Piece(Generic[Item, Result]):
    """One part of a task, as it is sent to a worker."""

    task: _Task[Result]
    number: int
    items: list[Item]
    n_deaths: int = 0

    def finish(self, result: Result) -> None:
        self.task.parts[self.number] = result
        self.task.n_missing -= 1


@dataclass(eq=False)
class _Worker(Generic[Item, Result]):
    process: Any  # multiprocessing's, of the context it was started in
    connection: Connection
    held: deque[_Piece[Item, Result]] = field(default_factory=deque)
    is_ready: bool = False

    def has_room(self, piece: _Piece[Item, Result] | None) -> bool:
        """Tell if a piece can be sent; what a worker may have died of is sent alone."""
        alone = any(held.n_deaths for held in self.held) or (piece and piece.n_deaths)
        return len(self.held) < (1 if alone else _HELD)

    def said(self) -> tuple[bool, Any] | tuple[()] | None:
        """Return what it sent next; nothing where that is still to come, None where it is dead."""
        try:
            return self.connection.recv() if self.connection.poll() else ()
        except (EOFError, OSError):  # the latter, too, where it died amid a message
            return None

    def end(self) -> int:
        """Let go of a dead worker, and return its exit code."""
        self.process.join()
        exit_code = int(self.process.exitcode)
        self.process.close()  # left to Python, an interrupt amid it is shown and dropped
        self.connection.close()
        return exit_code


class _Pool(Generic[Item, Result]):
    """The workers, and what is under way."""

    def __init__(
        self,
        make: Callable[..., Callable[[list[Item]], Result]],
        arguments: tuple[Any, ...],
        lost: Callable[[Item, int], Result],
        n_workers: int,
    ) -> None:
        self._arguments = (make, arguments)
        self._lost = lost
        self._again: deque[_Piece[Item, Result]] = deque()
        self._workers: list[_Worker[Item, Result]] = []
        for _ in range(n_workers):
            self._workers.append(self._new_worker())

    def _new_worker(self) -> _Worker[Item, Result]:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, *self._arguments), daemon=True)
        if getattr(current_process(), "_inheriting", False):  # which `start` would raise for
            os._exit(_NO_GUARD)  # a worker that is still importing the script; its parent tells why
        if current_process().daemon:  # which `start` would raise for, too
            raise ConfigurationError(
                "this process is daemonic, as those of multiprocessing.Pool are, and may start no "
                "worker processes: take jobs=1 and no budget, or start it with daemon=False"
            )
        with starting_processes(resource_tracker.ensure_running):
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def send_again(self) -> None:
        """Send what has to be done again to workers with room for it."""
        while self._again:
            worker = self._free(self._again[0])
            if worker is None:
                return
            self._send(worker, self._again.popleft())

    def has_room(self) -> bool:
        """Tell if a worker can take something new."""
        return not self._again and self._free(None) is not None

    def send(self, items: list[Item]) -> _Task[Result]:
        """Send a new task to a worker that has room."""
        task: _Task[Result] = _Task([None])
        worker = self._free(None)
        assert worker is not None, "has_room() was not asked"  # noqa: S101  # a fault of ours
        self._send(worker, _Piece(task, 0, items))
        self.send_again()  # what could not be sent as a whole
        return task

    def _free(self, piece: _Piece[Item, Result] | None) -> _Worker[Item, Result] | None:
        free = [worker for worker in self._workers if worker.has_room(piece)]
        return min(free, key=lambda worker: len(worker.held), default=None)

    def _send(self, worker: _Worker[Item, Result], piece: _Piece[Item, Result]) -> None:
        try:
            worker.connection.send(piece.items)
        except OSError:  # it has just died, which `receive` will see
            pass
        except MemoryError:
            raise
        except Exception:  # of pickling, before anything is sent
            if len(piece.items) > 1:
                self._again.extend(_split(piece))
            else:
                piece.finish(self._lost(piece.items[0], NOT_SENT))
            return
        worker.held.append(piece)

    def receive(self) -> None:
        """Wait until a worker has something to say, and take it."""
        by_handle: dict[Any, _Worker[Item, Result]] = {}
        for worker in self._workers:
            by_handle[worker.connection] = by_handle[worker.process.sentinel] = worker
        for worker in {
            id(by_handle[handle]): by_handle[handle] for handle in wait(by_handle)
        }.values():
            if not self._take(worker):
                self._replace(worker)

    def _take(self, worker: _Worker[Item, Result]) -> bool:
        """Take what a worker has said; return False where it is dead."""
        is_alive = worker.process.is_alive()  # asked first: what it said before is still there
        while (said := worker.said()) is not None:
            if not said:
                return bool(is_alive)
            is_fine, value = said
            if not is_fine:
                raise value
            if worker.is_ready:
                worker.held.popleft().finish(value)
            worker.is_ready = True
        return False

    def _replace(self, worker: _Worker[Item, Result]) -> None:
        """Start another worker in a dead one's place, and do again, one by one, what it held."""
        self._workers.remove(worker)
        exit_code = worker.end()
        if not worker.is_ready:
            raise _why_none_begins(exit_code)
        for piece in worker.held:
            piece.n_deaths += 1
            if len(piece.items) > 1:
                self._again.extend(_split(piece))
            elif piece.n_deaths < _MOST_DEATHS:
                self._again.append(piece)
            else:
                piece.finish(self._lost(piece.items[0], exit_code))
        self._workers.append(self._new_worker())

    def close(self) -> None:
        """End all workers; they have nothing to lose."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.end()


def _why_none_begins(exit_code: int) -> BoilerclfError:
    """Say why a worker ended before its first task."""
    if exit_code == _NO_GUARD:
        return ConfigurationError(
            "worker processes import the script that starts them, and this one starts its work "
            'when it is imported: put that under if __name__ == "__main__":, or take jobs=1'
        )
    if exit_code > 0:
        return InputError(
            f"a worker process ended before it could begin (exit code {exit_code}; its own message "
            "stands above): workers import the script that starts them, which has to be a file; "
            "or take jobs=1"
        )
    return InputError(
        "a worker process was killed before it could begin, perhaps because memory ran out; "
        "use fewer --jobs"
    )


def _split(piece: _Piece[Item, Result]) -> list[_Piece[Item, Result]]:
    task, n_items = piece.task, len(piece.items)
    task.parts, task.n_missing = [None] * n_items, n_items
    return [_Piece(task, number, [item], piece.n_deaths) for number, item in enumerate(piece.items)]


def ordered_map(
    make: Callable[..., Callable[[list[Item]], Result]],
    arguments: tuple[Any, ...],
    tasks: Iterable[list[Item]],
    *,
    lost: Callable[[Item, int], Result],
    n_workers: int,
) -> Generator[list[Result], None, None]:
    """Apply a function to lists of items in worker processes; few lists are in memory at a time.

    Workers are started afresh ("spawn"), the same on every system and safe after threads; a script
    that calls this needs the usual ``if __name__ == "__main__":``. Where one dies, what it held is
    done again by another, item by item, and an item that ends a second one is given up. Want of
    memory ends one too.

    Parameters
    ----------
    make : callable
        Called once in each worker, with `arguments`; gives the function, which takes a list of
        items. Must be importable by its name.
    arguments : tuple
        What can be sent to another process.
    tasks : iterable of list
        Read as workers become free.
    lost : callable
        Takes an item that was given up and the exit code of the worker that it ended (below 0: the
        number of a signal), and gives what stands in the place of its result.
    n_workers : int
        Processes, 1 or more.

    Yields
    ------
    list
        The results of a task, in the order of the tasks: one, or one an item where a worker died;
        nothing for no tasks.

    Raises
    ------
    InputError
        If a worker died before its first task.
    ConfigurationError
        If it did so because the script starts its work when it is imported; and in a daemonic
        process, which may start none.
    Exception
        What a worker raised; and what reading the tasks raised, after all results before it.
    """
    waiting: deque[_Task[Result]] = deque()
    pool: _Pool[Item, Result] = _Pool(make, arguments, lost, n_workers)
    source = iter(tasks)
    is_over = False
    broken: Exception | None = None
    try:
        while waiting or not is_over:
            pool.send_again()
            while (
                not is_over and pool.has_room() and len(waiting) < n_workers * _WAITING_PER_WORKER
            ):
                try:
                    items = next(source, None)
                except Exception as error:  # raised below
                    items, broken = None, error
                if items is None:
                    is_over = True
                else:
                    waiting.append(pool.send(items))
            if waiting and waiting[0].n_missing:
                pool.receive()
            while waiting and not waiting[0].n_missing:
                yield waiting.popleft().parts  # type: ignore[misc]  # none is missing
        if broken is not None:
            raise broken
    finally:
        pool.close()


def _work(
    connection: Connection,
    make: Callable[..., Callable[[list[Any]], Any]],
    arguments: tuple[Any, ...],
) -> None:
    """Do what a worker does; what it is sent and what it sends never wait for its work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent has it too, and ends its workers
    threading.Thread(target=_end_with_parent, daemon=True).start()
    tasks: queue.SimpleQueue[list[Any]] = queue.SimpleQueue()
    results: queue.SimpleQueue[tuple[bool, Any]] = queue.SimpleQueue()
    try:
        function = make(*arguments)
        first: tuple[bool, Exception | None] = (True, None)
    except Exception as error:  # told to the parent, which raises it
        first = (False, _portable(error))
    with suppress(OSError):
        connection.send(first)
    for target, line in ((_receive, tasks), (_send, results)):
        threading.Thread(target=target, args=(connection, line), daemon=True).start()
    while True:
        items = tasks.get()
        try:
            results.put((True, function(items)))
        except MemoryError:  # other tasks may take it: another worker does each item by itself
            os._exit(OUT_OF_MEMORY)
        except Exception as error:  # told to the parent, which raises it
            results.put((False, _portable(error)))


def _portable(error: Exception) -> Exception:
    """Return an error that can be sent to another process."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  # what was just written
    except Exception:
        return InputError(f"{type(error).__name__}: {error}")
    return error


def _receive(connection: Connection, tasks: queue.SimpleQueue[list[Any]]) -> None:
    while True:
        try:
            tasks.put(connection.recv())
        except (EOFError, OSError):
            os._exit(0)  # the parent is done
        except Exception as error:  # another worker receives them one by one, or gives them up
            os._exit(_code_of(error))


def _send(connection: Connection, results: queue.SimpleQueue[tuple[bool, Any]]) -> None:
    while True:
        try:
            connection.send(results.get())
        except OSError:
            os._exit(0)  # the parent is done
        except Exception as error:  # as above
            os._exit(_code_of(error))


def _code_of(error: Exception) -> int:
    """Return the exit code of a worker that could not receive a task, or send its result."""
    return OUT_OF_MEMORY if isinstance(error, MemoryError) else NOT_SENT


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
