"""Scripts that start workers, and what is asked of them while these start."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from boilerclf.bulk import worker_count

ROOT = Path(__file__).parents[2]

SCRIPT = """
import boilerclf
from boilerclf.bulk import classify_documents

pages = ["Rain fell on the town all day.", "It rained all night as well."]
for document, page in classify_documents(pages, jobs=2):
    print(document.id, page.status)
"""


def script(tmp_path, program, *command, **options):
    path = tmp_path / "script.py"
    path.write_text(program)
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *(command or [path])],
        env=env,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


needs_two_cores = pytest.mark.skipif(worker_count(2) < 2, reason="one core starts no workers")


@needs_two_cores
def test_a_script_without_a_guard_is_told_so(tmp_path):
    done = script(tmp_path, SCRIPT)
    assert done.returncode == 1
    assert done.stderr.count("Traceback") == 1  # the script's own, not those of its workers
    last = done.stderr.splitlines()[-1]
    assert "ConfigurationError: worker processes import the script that starts them" in last
    assert 'put that under if __name__ == "__main__":' in last
    assert "memory" not in done.stderr


@needs_two_cores
def test_a_script_with_a_guard_runs(tmp_path):
    imports, _, work = SCRIPT.partition("\n\n")
    body = "".join(f"    {line}\n" for line in work.splitlines())
    done = script(tmp_path, f'{imports}\n\nif __name__ == "__main__":\n{body}')
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 ok\n2 ok\n", "")


@needs_two_cores
def test_a_script_that_is_no_file_is_told_that_it_has_to_be_one(tmp_path):
    done = script(tmp_path, "", "-", input=SCRIPT)
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert "ended before it could begin (exit code 1; its own message stands above)" in last
    assert "has to be a file" in last
    assert "memory" not in last


INTERRUPTED = """
import signal
from functools import partial
from boilerclf.bulk.workers import ordered_map

if __name__ == "__mp_main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # some shells have it ignored
    signal.raise_signal(signal.SIGINT)

if __name__ == "__main__":
    print(list(ordered_map(partial, (sum,), [[1, 2], [3]], lost=max, n_workers=2)))
    print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))
"""


def test_an_interrupt_of_a_worker_that_is_starting_is_left_to_its_parent(tmp_path):
    done = script(tmp_path, INTERRUPTED)
    assert (done.returncode, done.stdout, done.stderr) == (0, "[[3], [3]]\nFalse\n", "")


ENDED_AMID_A_START = """
import os, signal, sys
from multiprocessing import util
from boilerclf.cli import program

spawn = util.spawnv_passfds

def asked_to_end(path, arguments, handles):
    process = spawn(path, arguments, handles)
    if b"spawn_main" in b"".join(map(os.fsencode, arguments)):
        os.kill(os.getpid(), number)
    return process

if __name__ == "__main__":
    number = int(sys.argv.pop())
    util.spawnv_passfds = asked_to_end
    program()
"""


@needs_two_cores
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -15)])
def test_a_request_to_end_waits_until_a_worker_has_started(tmp_path, number, code):
    (tmp_path / "a.html").write_text("<p>The first ferry sailed at nine.")
    asked = ["predict", "a.html", "--out", "kept.jsonl", "--jobs", "2", str(int(number))]
    done = script(tmp_path, ENDED_AMID_A_START, "script.py", *asked, timeout=60)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False)
    assert sorted(os.listdir(tmp_path)) == ["a.html", "script.py"]
