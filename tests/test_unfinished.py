"""Several files replaced together: all of them or none, whatever comes between."""

import os
import signal
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from boilerclf.unfinished import requests_put_off, write_together

ROOT = Path(__file__).parents[1]
OLD, NEW = (dict.fromkeys("abc", text * 3000) for text in (b"old", b"new"))


def held(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def asked_to_end(monkeypatch):
    """Send a signal after the first of the renames."""

    def after_the_first(number):
        rename = Path.replace

        def renamed(part, target):
            rename(part, target)
            if target.name == "a":
                os.kill(os.getpid(), number)

        monkeypatch.setattr(Path, "replace", renamed)

    return after_the_first


def test_an_interrupt_between_the_renames_waits(tmp_path, asked_to_end):
    write_together(tmp_path, OLD)
    asked_to_end(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        write_together(tmp_path, NEW)
    assert held(tmp_path) == NEW
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_what_is_ignored_stays_so_for_what_is_started_meanwhile():
    ask = "import signal; print(signal.getsignal(signal.SIGTERM) is signal.SIG_IGN)"
    earlier = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with requests_put_off():
            os.kill(os.getpid(), signal.SIGTERM)
            said = subprocess.run([sys.executable, "-c", ask], capture_output=True, check=True)
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTERM, earlier)
    assert said.stdout.split() == [b"True"]


ENDED = """
import os, signal, sys
from pathlib import Path
from boilerclf.cli.console import clear_away_when_terminated
from boilerclf import unfinished

def killed(*_):
    os.kill(os.getpid(), signal.SIGTERM)
    os.getpid()

folder, when = Path(sys.argv[1]), sys.argv[2]
clear_away_when_terminated()
rename = Path.replace
if when == "renaming":
    Path.replace = lambda part, target: (rename(part, target), killed())
else:
    unfinished.keep_permissions = killed  # the first part is there, and empty
unfinished.write_together(folder, {name: b"new" * 3000 for name in "abc"})
"""


@pytest.mark.parametrize(("when", "wanted"), [("renaming", NEW), ("writing", OLD)])
def test_a_termination_leaves_the_files_of_one_call_and_no_parts(tmp_path, when, wanted):
    write_together(tmp_path, OLD)
    done = subprocess.run(
        [sys.executable, "-c", ENDED, str(tmp_path), when], cwd=ROOT, check=False, timeout=60
    )
    assert done.returncode == -signal.SIGTERM
    assert held(tmp_path) == wanted


HALF_IMPORTED = """
import os, signal, sys, types
from boilerclf.cli.console import clear_away_when_terminated

clear_away_when_terminated()
for name in ("boilerclf.files", "boilerclf.unfinished", "multiprocessing"):
    sys.modules[name] = types.ModuleType(name)
os.kill(os.getpid(), signal.SIGTERM)
os.getpid()
"""


def test_a_termination_amid_the_imports_is_one():
    done = subprocess.run(
        [sys.executable, "-c", HALF_IMPORTED],
        cwd=ROOT,
        check=False,
        timeout=60,
        capture_output=True,
    )
    assert (done.returncode, done.stderr) == (-signal.SIGTERM, b"")


def test_threads_that_write_into_one_folder_do_not_mix(tmp_path):
    seen = []

    def write(files):
        for _ in range(40):
            write_together(tmp_path, files)
            seen.append(len(files))

    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(write, files) for files in (OLD, NEW)]:
            done.result()
    assert seen == [3] * 80
    assert held(tmp_path) in (OLD, NEW)


def test_a_full_disk_names_the_file_and_leaves_the_earlier_ones(tmp_path, room):
    write_together(tmp_path, OLD)
    with room(10_000), pytest.raises(OSError, match="File too large") as error:
        write_together(tmp_path, NEW | {"b": bytes(20_000)})
    assert error.value.filename == str(tmp_path / "b")
    assert held(tmp_path) == OLD


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path):
    (tmp_path / "b").mkdir()
    with pytest.raises(IsADirectoryError) as error:
        write_together(tmp_path, NEW)
    assert error.value.filename == str(tmp_path / "b")
    assert os.listdir(tmp_path) == ["b"]


def test_permissions_of_earlier_files_stay(tmp_path):
    write_together(tmp_path, OLD)
    (tmp_path / "a").chmod(0o600)
    (tmp_path / "b").chmod(0o664)
    write_together(tmp_path, NEW)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert (modes["a"], modes["b"]) == (0o600, 0o664)
