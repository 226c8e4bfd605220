import gzip
import io
import os
import stat
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from boilerclf.errors import ConfigurationError, MissingExtraError
from boilerclf.files import open_input, open_output, refuse_unwritable

ROOT = Path(__file__).parents[2]

TEXT = "Zwei\nna\u00efve 🙂 \ud800 end\n"
WRITTEN = "Zwei\nnaïve 🙂 \ufffd end\n".encode()


def write(path, text=TEXT):
    with open_output(path) as out:
        out.write(text)
    with open_input(path) as stream:
        return stream.read()


@pytest.mark.parametrize("suffix", [".txt", ".gz", ".xz", ".bz2", ".zst", ".jsonl.GZ"])
def test_what_is_written_can_be_read(tmp_path, suffix):
    first, second = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
    assert write(first) == write(second) == WRITTEN
    assert first.read_bytes() == second.read_bytes()
    assert (first.read_bytes() == WRITTEN) == (suffix == ".txt")
    assert sorted(os.listdir(tmp_path)) == [first.name, second.name]


def test_gzip_holds_no_time_and_no_name(tmp_path):
    write(tmp_path / "a.gz")
    head = (tmp_path / "a.gz").read_bytes()[:10]
    assert head[3:8] == bytes(5)
    assert gzip.decompress((tmp_path / "a.gz").read_bytes()) == WRITTEN


def test_surrogate_pairs_are_two_broken_characters(tmp_path):
    assert write(tmp_path / "a", "\ud83d\ude42\udcff") == "\ufffd\ufffd\ufffd".encode()


def test_an_error_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "out.txt"
    path.write_text("old")
    with pytest.raises(TypeError), open_output(path) as out:
        out.writelines(["new", None])
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["out.txt"]


def test_nothing_is_there_before_the_end(tmp_path):
    with open_output(tmp_path / "out.txt") as out:
        out.write("x")
        assert not (tmp_path / "out.txt").exists()
    assert (tmp_path / "out.txt").read_text() == "x"


def test_permissions_follow_the_mask(tmp_path):
    old = os.umask(0o027)
    try:
        write(tmp_path / "a")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o400])
def test_permissions_of_what_is_replaced_stay(tmp_path, mode):
    (tmp_path / "a").write_text("old")
    (tmp_path / "a").chmod(mode)
    with open_output(tmp_path / "a") as out:
        (part,) = tmp_path.glob(".*")
        assert stat.S_IMODE(part.stat().st_mode) == mode  # before anything is in it
        out.write("new")
    assert (tmp_path / "a").read_text() == "new"
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == mode


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert write(tmp_path / "link") == WRITTEN
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == WRITTEN


@pytest.mark.parametrize("name", ["absent/out.txt", ".", "a\0b"])
def test_where_nothing_can_be_written(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigurationError, match="cannot write"), open_output(name):
        pass
    assert os.listdir(tmp_path) == []


def test_a_device_is_written_to_directly():
    with open_output(os.devnull) as out:
        out.write("x")
    assert not stat.S_ISREG(os.stat(os.devnull).st_mode)


def test_full_disk():
    if not os.path.exists("/dev/full"):
        pytest.skip("no /dev/full on this system")
    with pytest.raises(OSError, match="No space left"), open_output("/dev/full") as out:
        out.write("x")


def test_missing_extra_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(MissingExtraError), open_output(tmp_path / "a.zst"):
        pass
    assert os.listdir(tmp_path) == []


def test_standard_output_is_utf8_everywhere():
    program = (
        "from boilerclf.files import open_output\n"
        "print('before')\n"
        f"with open_output('-') as out: out.write({TEXT!a})\n"
        "print('after')"
    )
    env = os.environ | {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, env=env, check=True, cwd=ROOT
    )
    assert done.stdout.replace(b"\r", b"") == b"before\n" + WRITTEN + b"after\n"


def test_standard_output_replaced_by_a_buffer():
    with redirect_stdout(io.StringIO()) as buffer, open_output("-") as out:
        out.write("x")
    assert buffer.getvalue() == "x"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "the name is empty"),
        ("a\0b", "the name holds a zero character"),
        ("folder", "Is a directory"),
        ("new/", "Is a directory"),
        ("nowhere/a.txt", "No such file or directory: 'nowhere'"),
        ("a" * 300 + ".txt", "File name too long"),
        ("a/" * 4000 + "a.txt", "File name too long"),
        (os.devnull + "/a.txt", "Not a directory"),
    ],
)
def test_a_name_that_cannot_be_a_file_is_refused_before_the_work(here, name, reason):
    os.mkdir("folder")
    with pytest.raises(ConfigurationError) as refused:
        refuse_unwritable(name)
    assert str(refused.value) == (
        f"cannot write {name!r}: {reason}; name a file in a folder you may write to"
    )
    with pytest.raises(ConfigurationError), open_output(name):
        pass
    assert os.listdir() == ["folder"]


@pytest.mark.parametrize("name", ["folder/new.txt", "folder/there.txt", "link.txt"])
def test_a_folder_that_nothing_may_be_written_into_is_told_before_the_work(here, monkeypatch, name):
    os.mkdir("folder")
    (here / "folder/there.txt").write_text("kept")
    os.symlink("folder/there.txt", "link.txt")
    asked = os.access  # the tests may run as root, who may write anywhere
    closed = os.path.realpath("folder")
    monkeypatch.setattr(os, "access", lambda path, mode: path != closed and asked(path, mode))
    with pytest.raises(ConfigurationError) as refused:
        refuse_unwritable(name)
    folder = closed if name == "link.txt" else "folder"
    assert str(refused.value) == (
        f"cannot write {name!r}: Permission denied: {folder!r}; "
        "name a file in a folder you may write to"
    )
    refuse_unwritable(os.devnull)  # in a folder that few may write into


@pytest.mark.parametrize("name", ["-", "new.txt", "there.txt", "folder/new.txt"])
def test_a_name_that_can_be_a_file_is_not(here, name):
    os.mkdir("folder")
    (here / "there.txt").write_text("kept")
    refuse_unwritable(name)
    assert (here / "there.txt").read_text() == "kept"
