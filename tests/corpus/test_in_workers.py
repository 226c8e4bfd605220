"""Work in processes: what it gives, and what stays of it when one of them is killed."""

import glob
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from boilerclf.corpus.in_workers import in_workers
from boilerclf.errors import InputError

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("n_workers", [1, 2])
@pytest.mark.parametrize("at_once", [1, 3])
def test_results_come_in_the_order_of_the_calls(n_workers, at_once):
    calls = ((number, 5) for number in range(10))
    assert in_workers(max, calls, n_workers, at_once=at_once) == [5, 5, 5, 5, 5, 5, 6, 7, 8, 9]


def test_an_error_of_the_function_is_raised_as_it_is():
    with pytest.raises(ZeroDivisionError):
        in_workers(divmod, [(1, 1), (1, 0)], 2)


def test_a_worker_that_is_killed_is_told_of_in_one_line():
    with pytest.raises(InputError) as error:
        in_workers(signal.raise_signal, [(signal.SIGKILL,)] * 2, 2)
    assert str(error.value) == (
        "a worker process was killed, perhaps because memory ran out; use fewer --jobs"
    )
    assert in_workers(abs, [(-1,), (-2,)], 2) == [1, 2]  # others take their places


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="no signals are held back here")
def test_an_interrupt_is_left_to_the_program():
    asked = [(signal.SIG_BLOCK, ())] * 4
    assert all(signal.SIGINT in held for held in in_workers(signal.pthread_sigmask, asked, 2))
    assert in_workers(signal.raise_signal, [(signal.SIGINT,)] * 4, 2) == [None] * 4
    assert signal.SIGINT not in signal.pthread_sigmask(*asked[0])


TERMINATED = """
import os, signal
from boilerclf.cli.console import clear_away_when_terminated
from boilerclf.corpus.in_workers import in_workers

def wait(_):
    os.write(1, b"at work\\n")
    signal.pause()

clear_away_when_terminated()
in_workers(wait, [(0,), (1,)], 2)
"""


def test_workers_end_with_a_program_that_is_terminated():
    command = [sys.executable, "-c", TERMINATED]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as process:
        assert [process.stdout.readline() for _ in range(2)] == [b"at work\n"] * 2
        process.terminate()
        # Both streams end: no worker is left that would hold them.
        assert process.communicate(timeout=60)[0] == b""
        assert process.returncode == -signal.SIGTERM
    assert not glob.glob(f"/dev/shm/joblib_memmapping_folder_{process.pid}_*")  # noqa: S108  # joblib's
