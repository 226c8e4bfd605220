"""What is computed in threads is what one thread computes, bit by bit, from the first page on."""

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

PROGRAM = """
import hashlib, json, os, sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

root, n_threads = Path(sys.argv[1]), int(sys.argv[2])
samples = [path.read_bytes() for path in sorted((root / "data").glob("*/*.*"))]
# Names and words that differ from page to page: all threads have something to remember at once.
pages = [
    page.replace(b"class=\\"", f"class=\\"c{copy}x main-{copy} ".encode()) + b"\\nNo. %d." % copy
    for copy in range(4)
    for page in samples
]
sys.setswitchinterval(1e-6)

def digest(page):
    import boilerclf
    labelled = boilerclf.classify(page)
    parts = labelled.probabilities.tobytes(), labelled.kept.tobytes(), labelled.content.encode()
    return labelled.page.kind, hashlib.sha256(b"".join(parts)).hexdigest()

def run():
    if n_threads == 1:
        return [digest(page) for page in pages]
    with ThreadPoolExecutor(n_threads) as threads:
        return list(threads.map(digest, pages))

def forked():
    reading, writing = os.pipe()
    if not os.fork():
        os.close(reading)
        with open(writing, "w") as pipe:
            json.dump([digest(page) for page in pages], pipe)
        os._exit(0)
    os.close(writing)
    with open(reading) as pipe:
        found = json.load(pipe)
    os.wait()
    return found

found = {"cold": run(), "warm": run(), "one thread after": [digest(page) for page in pages]}
if hasattr(os, "fork"):
    found["forked after"] = forked()
    # Forked while threads are at work: what they hold must not be waited for.
    with ThreadPoolExecutor(n_threads) as threads:
        at_work = [threads.submit(digest, page) for page in pages]
        found["forked meanwhile"] = forked()
        found["beside the fork"] = [task.result() for task in at_work]
json.dump(found, sys.stdout)
"""


def run(n_threads, **environment):
    command = [sys.executable, "-c", PROGRAM, str(ROOT), str(n_threads)]
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"} | environment
    done = subprocess.run(
        command, env=env, cwd="/", capture_output=True, text=True, check=True, timeout=300
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def alone():
    found = run(1)
    (first, *others) = found.values()
    assert all(other == first for other in others)
    kinds = [kind for kind, _ in first]
    assert kinds.count("html") > 90
    assert kinds.count("text") > 3
    return first


@pytest.mark.parametrize("n_threads", [2, 8])
def test_threads_give_what_one_thread_gives(alone, n_threads):
    found = run(n_threads)
    assert set(found) >= {"cold", "warm", "one thread after"}
    assert {name for name, pages in found.items() if pages != alone} == set()


@pytest.mark.skipif(
    not sysconfig.get_config_var("Py_GIL_DISABLED"),
    reason="needs a free-threaded Python, such as python3.13t",
)
def test_threads_that_run_at_once_give_what_one_thread_gives(alone):
    found = run(8, PYTHON_GIL="0")
    assert {name for name, pages in found.items() if pages != alone} == set()


FORKED_WITHIN_A_SHEET = """
import os, signal, threading
from boilerclf.segment.css.styles import Styles

CSS = ".a { display: none } .b { display: block }"
is_within, may_go_on = threading.Event(), threading.Event()
slow = Styles([CSS])

def rules_that_wait():
    is_within.set()
    may_go_on.wait()
    yield from ()

slow._others = rules_that_wait()
thread = threading.Thread(target=lambda: slow.shows(["b"]))
thread.start()
is_within.wait()
child = os.fork()
if not child:
    signal.alarm(20)  # ends a child that waits for what no thread of its own will let go
    os._exit(0 if Styles([CSS]).shows(["b"]) else 1)
status = os.waitpid(child, 0)[1]
may_go_on.set()
thread.join()
print(status)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_child_forked_while_a_style_sheet_is_read_reads_its_own():
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FORKED_WITHIN_A_SHEET],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == "0\n"
