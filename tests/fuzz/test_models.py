"""Model folders of strangers: refused in one line, or models that work, and never much memory."""

import random
import tracemalloc
from collections import Counter

import pytest
from model_folders import changed_model, small_model
from targets import check_model

from boilerclf.errors import ModelError
from boilerclf.model import read_model
from boilerclf.model.archive import MAX_MODEL_BYTES

N_FOLDERS = 400


def write(folder, files):
    for name, content in files.items():
        (folder / name).write_bytes(content)


@pytest.mark.parametrize("kind", ["html", "text"])
def test_the_small_model_is_one_that_works(kind, tmp_path):
    write(tmp_path, small_model(kind))
    assert read_model(tmp_path).kind == kind
    assert set(changed_model(b"\0\0" if kind == "html" else b"\1\0")) == {
        "model.json",
        "weights.npz",
    }


@pytest.mark.filterwarnings("ignore:overflow encountered:RuntimeWarning")  # weights made infinite
def test_changed_folders_are_refused_or_work(tmp_path, monkeypatch):
    monkeypatch.setattr("targets.folder", lambda: tmp_path)
    draw = random.Random(17)  # noqa: S311  # inputs, not secrets
    outcomes = Counter()
    for _ in range(N_FOLDERS):
        check_model(draw.randbytes(40))
        try:
            read_model(tmp_path)
            outcomes["works"] += 1
        except ModelError as error:
            outcomes["names the file" if str(tmp_path) in str(error) else "does not"] += 1
    assert min(outcomes["works"], outcomes["names the file"]) > 10
    assert not outcomes["does not"]


@pytest.mark.filterwarnings("ignore:overflow encountered:RuntimeWarning")
def test_no_folder_takes_more_memory_than_the_cap(tmp_path):
    draw = random.Random(3)  # noqa: S311  # inputs, not secrets
    peak = 0
    for number in range(N_FOLDERS):
        # Every second one claims a shape that its bytes do not bear out.
        chosen = draw.randbytes(2) + (b"\3\0" if number % 2 else draw.randbytes(2))
        write(tmp_path, changed_model(chosen + draw.randbytes(40)))
        tracemalloc.start()
        try:
            read_model(tmp_path)
        except ModelError:
            pass
        finally:
            peak = max(peak, tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peak < MAX_MODEL_BYTES
