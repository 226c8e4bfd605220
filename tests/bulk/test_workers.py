import itertools
import math
import os

import pytest

from boilerclf.bulk import worker_count
from boilerclf.bulk.workers import ordered_map
from boilerclf.errors import InputError

# Worker processes find a function by its name, which those of a test file have not.
START = {"n_workers": 2, "start": math.sqrt, "arguments": (1.0,)}


@pytest.mark.parametrize(("asked", "cores", "got"), [(1, 8, 1), (3, 8, 3), (8, 2, 2)])
def test_workers_asked_for(monkeypatch, asked, cores, got):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)), raising=False)
    assert worker_count(asked) == got


@pytest.mark.parametrize("asked", [0, -1, 10_000])
def test_never_more_workers_than_cores(monkeypatch, asked):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 5}, raising=False)
    assert worker_count(asked) == 3
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert worker_count(asked) == 1


def test_results_come_in_order_and_tasks_are_taken_as_needed():
    taken = []

    def tasks():
        for number in itertools.count():
            taken.append(number)
            yield number

    results = ordered_map(math.sqrt, tasks(), **START)
    assert [next(results) for _ in range(20)] == [math.sqrt(number) for number in range(20)]
    assert len(taken) <= 20 + 6
    results.close()


def test_no_tasks_give_no_results():
    assert list(ordered_map(math.sqrt, [], **START)) == []


def test_what_a_task_raises_is_raised_here():
    results = ordered_map(math.sqrt, [4.0, -1.0, 9.0], **START)
    assert next(results) == 2.0
    with pytest.raises(ValueError, match="math domain error"):
        next(results)


def test_a_worker_that_dies_is_told():
    with pytest.raises(InputError, match=r"a worker process died.*fewer --jobs"):
        list(ordered_map(os._exit, [1], **START))
