import itertools
import math
import multiprocessing
import signal
import threading
from functools import partial
from multiprocessing import connection

import pytest

from boilerclf.bulk import Budget
from boilerclf.bulk.budget import MOST, NOT_SENT, OUT_OF_MEMORY
from boilerclf.bulk.workers import ordered_map
from boilerclf.errors import ConfigurationError, InputError, MissingExtraError

# Worker processes find a function by its name, which those of a test file have not; this module is
# written where they look.
MODULE = '''
import os, signal, pathlib
from boilerclf.errors import MissingExtraError

def run(items):
    for item in items:
        if item == "segfault":
            os.kill(os.getpid(), signal.SIGSEGV)
        if item == "exit":
            os._exit(7)
        if item == "end of file":
            raise EOFError("of the page")
        if item == "broken":
            raise BrokenPipeError("of the page")
        if item == "memory":
            raise MemoryError
        if item == "raise":
            raise MissingExtraError("zstandard", "crawl")
        if isinstance(item, pathlib.Path) and not item.exists():
            item.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if isinstance(item, Large) and not item.once.exists():
            item.once.touch()
            signal.setitimer(signal.ITIMER_REAL, 0.2)
            return ["x" * 10_000_000]
    return [str(item).upper() for item in items]

class Large:
    """Its result is larger than a pipe holds; the worker dies while it is sent, the first time."""

    def __init__(self, once):
        self.once = once

    def __str__(self):
        return "large"

class Hungry:
    """Wants memory, which another task holds, the first time."""

    def __init__(self, once):
        self.once = once

    def __str__(self):
        if not self.once.exists():
            self.once.touch()
            raise MemoryError
        return "fed"

class Dies:
    def __reduce__(self):
        return os._exit, (3,)

class Raises:
    """Cannot be received, by a worker or from one."""

    def __init__(self, name):
        self.name = name

    def __reduce__(self):
        return fail, (self.name,)

class Keeps(Raises):
    """Can be received; what is made of it cannot be sent."""

    def __reduce__(self):
        return Keeps, (self.name,)

    def __str__(self):
        return Unsent(self.name)

class Unsent(str):
    def upper(self):
        return self

    def __reduce__(self):
        fail(self)

def fail(name):
    raise {"memory": MemoryError, "name": AttributeError}[name]

def make(value):
    if value == "dies":
        os._exit(1)
    return run
'''


@pytest.fixture
def module(tmp_path, monkeypatch):
    (tmp_path / "of_workers.py").write_text(MODULE)
    monkeypatch.syspath_prepend(tmp_path)
    import of_workers

    return of_workers


@pytest.fixture
def work(module):
    """Run tasks, and return the results of each."""

    def lost(item, exit_code):
        return [f"{item if isinstance(item, str) else 'item'} lost: {exit_code}"]

    def work(tasks, *, n_workers=2, value=""):
        results = ordered_map(module.make, (value,), tasks, lost=lost, n_workers=n_workers)
        return [list(itertools.chain.from_iterable(parts)) for parts in results]

    return work


def test_results_come_in_order_and_tasks_are_taken_as_needed():
    taken = []

    def tasks():
        for number in itertools.count():
            taken.append(number)
            yield [number, 1]

    results = ordered_map(partial, (sum,), tasks(), lost=max, n_workers=2)
    assert [next(results) for _ in range(20)] == [[number + 1] for number in range(20)]
    assert len(taken) <= 20 + 2 * 8
    results.close()


def test_no_tasks_give_no_results(work):
    assert work([]) == []
    assert work([[]]) == [[]]


def test_results_larger_than_a_pipe_holds(work):
    assert work([["x" * 300_000]] * 9) == [["X" * 300_000]] * 9


@pytest.mark.parametrize("n_workers", [1, 2])
@pytest.mark.parametrize(
    ("item", "code"), [("segfault", -11), ("exit", 7), ("memory", OUT_OF_MEMORY)]
)
def test_an_item_that_ends_its_worker_costs_itself_alone(work, n_workers, item, code):
    tasks = [[str(10 * task + n) for n in range(4)] for task in range(8)]
    expected = [list(task) for task in tasks]
    for place in ((0, 0), (3, 2), (7, 3)):
        tasks[place[0]][place[1]] = item
        expected[place[0]][place[1]] = f"{item} lost: {code}"
    assert work(tasks, n_workers=n_workers) == expected


def test_an_item_that_ends_its_worker_before_it_is_worked_on(work, module):
    tasks = [["a", module.Dies(), "b"], ["c"], ["d"]]
    assert work(tasks) == [["A", "item lost: 3", "B"], ["C"], ["D"]]


@pytest.mark.parametrize("kind", ["Raises", "Keeps"])
@pytest.mark.parametrize(("name", "code"), [("memory", OUT_OF_MEMORY), ("name", NOT_SENT)])
def test_an_item_that_cannot_be_sent_costs_itself_alone(work, module, kind, name, code):
    tasks = [["a", getattr(module, kind)(name), "b"], ["c"]]
    assert work(tasks) == [["A", f"item lost: {code}", "B"], ["C"]]


@pytest.mark.parametrize("n_workers", [1, 2])
@pytest.mark.parametrize("tasks", [[1], [4], [1, 1, 1], [2, 3, 1] * 10])
def test_items_that_cannot_be_packed_cost_themselves_alone(work, n_workers, tasks):
    bad = threading.Lock()
    given = [["a"] * n + [bad] for n in tasks]
    expected = [["A"] * n + [f"item lost: {NOT_SENT}"] for n in tasks]
    assert work(given, n_workers=n_workers) == expected
    assert work([[bad], [bad], ["a"]], n_workers=n_workers) == [
        [f"item lost: {NOT_SENT}"],
        [f"item lost: {NOT_SENT}"],
        ["A"],
    ]


def test_a_worker_that_something_else_ended_costs_nothing(work, tmp_path):
    once = tmp_path / "once"
    assert work([["a", once, "b"], ["c"]]) == [["A", str(once).upper(), "B"], ["C"]]


def test_memory_that_is_wanting_once_costs_nothing(work, module, tmp_path):
    tasks = [["a", module.Hungry(tmp_path / "once"), "b"], ["c"]]
    assert work(tasks) == [["A", "FED", "B"], ["C"]]


def test_a_worker_that_dies_while_it_sends_a_result_costs_nothing(work, module, tmp_path):
    def tasks():
        yield ["a", module.Large(tmp_path / "once")]
        # Nobody reads what the worker sends before it is dead.
        connection.wait([child.sentinel for child in multiprocessing.active_children()])
        yield ["b"]

    assert work(tasks(), n_workers=1) == [["A", "LARGE"], ["B"]]
    assert (tmp_path / "once").exists()


@pytest.mark.parametrize(
    ("item", "error"), [("end of file", EOFError), ("broken", ConnectionError)]
)
def test_an_error_that_a_dead_worker_gives_too_is_raised_here(work, item, error):
    with pytest.raises(error, match="of the page"):
        work([["a"], [item], ["b"]])


@pytest.mark.parametrize(
    ("exit_code", "said"),
    [
        (-signal.SIGPROF, "took more than 60 s of processor time"),
        (-9, "ended the process that read it (SIGKILL)"),
        (-40, "ended the process that read it (signal 40)"),
        (0, "ended the process that read it (exit code 0)"),
        (137, "takes more memory than there is, or than a worker may take"),
        (65, "cannot be sent to a worker process, or what was made of it cannot be sent back"),
    ],
)
def test_how_a_worker_ended_is_said(exit_code, said):
    assert Budget().why_lost(exit_code) == said


def test_where_no_timer_ends_workers_none_is_blamed(monkeypatch):
    monkeypatch.delattr(signal, "SIGPROF")
    assert Budget().why_lost(0) == "ended the process that read it (exit code 0)"


@pytest.mark.parametrize(
    "budget",
    [
        {"seconds": math.nan},
        {"seconds": math.inf},
        {"seconds": 1e300},
        {"seconds": -1},
        {"megabytes": 99_999_999_999_999},
    ],
)
def test_what_no_system_can_count_is_no_budget(budget):
    with pytest.raises(ConfigurationError, match="is no budget of a page; give 0 for no limit"):
        Budget(**budget)


@pytest.mark.parametrize(("seconds", "allowed"), [(20, 60), (MOST, MOST), (0, 0)])
def test_pages_that_are_labelled_together_have_the_time_of_all(seconds, allowed):
    with Budget(seconds=seconds).timing(3):
        left, _ = signal.getitimer(signal.ITIMER_PROF)
        assert left == pytest.approx(allowed, abs=1)
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


def test_what_a_task_raises_is_raised_here(work):
    with pytest.raises(InputError, match=r"MissingExtraError: .*\.\[crawl\]"):
        work([["a"], ["raise"], ["b"]])
    assert MissingExtraError("a", "b").args == (str(MissingExtraError("a", "b")),)


def test_workers_that_cannot_begin_are_told(work):
    with pytest.raises(InputError, match=r"ended before it could begin \(exit code 1; its own"):
        work([["a"]], value="dies")


def test_a_daemonic_process_is_told_that_it_starts_no_workers(work, monkeypatch):
    monkeypatch.setitem(multiprocessing.current_process()._config, "daemon", True)
    with pytest.raises(ConfigurationError) as refused:
        work([["a"]])
    assert str(refused.value) == (
        "this process is daemonic, as those of multiprocessing.Pool are, and may start no worker "
        "processes: take jobs=1 and no budget, or start it with daemon=False"
    )
