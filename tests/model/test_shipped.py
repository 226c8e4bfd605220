"""The models that come with the program."""

import json
import os
import shutil
from pathlib import Path

import pytest

from boilerclf.corpus import label_records, read_records
from boilerclf.errors import ModelError
from boilerclf.evaluation import evaluate
from boilerclf.model import SHIPPED, classify, load_model, shipped_model

ROOT = Path(__file__).parents[2]

if not all((ROOT / "models" / kind / "model.json").is_file() for kind in SHIPPED):
    pytest.skip("models/ is empty: train.py makes the shipped models", allow_module_level=True)


@pytest.mark.parametrize("kind", SHIPPED)
def test_a_shipped_model_is_read_once_and_fits_its_kind(kind):
    model = shipped_model(kind)
    assert model is shipped_model(kind) is load_model(kind)
    assert model.kind == kind
    assert len(model.digest) == 64
    assert model.card.corpora
    assert model.card.curve


@pytest.mark.parametrize("kind", SHIPPED)
def test_a_shipped_model_takes_at_most_two_megabytes(kind):
    files = (ROOT / "models" / kind).iterdir()
    assert sum(path.stat().st_size for path in files) <= 2_000_000


@pytest.mark.parametrize(("kind", "floor"), [("html", 0.85), ("text", 0.8)])
def test_a_shipped_model_knows_the_samples(kind, floor):
    pages = label_records(read_records([ROOT / "data" / kind]))
    assert evaluate(shipped_model(kind), pages).scores["page_f1"].value > floor


def test_a_shipped_model_of_other_columns_is_taken_where_that_is_asked_for(tmp_path, monkeypatch):
    folder = tmp_path / "models" / "text"
    shutil.copytree(ROOT / "models" / "text", folder)
    description = json.loads((folder / "model.json").read_text("utf-8"))
    description["columns"].reverse()
    (folder / "model.json").write_text(json.dumps(description), "utf-8")
    monkeypatch.setattr("boilerclf.model.shipped._PACKAGE", tmp_path)
    shipped_model.cache_clear()
    with pytest.raises(ModelError, match="retrain the model, or pass --allow-mismatch"):
        load_model("text")
    assert load_model("text", allow_mismatch=True).kind == "text"


def test_classify_takes_the_model_of_the_document_s_kind():
    assert classify("<!doctype html><p>Rain fell.").model == shipped_model("html").identity
    assert classify("Rain fell.\nShare").model == shipped_model("text").identity
    assert classify("<p>Rain", kind="text").page.kind == "text"


def test_a_model_is_named_by_a_str_or_a_path():
    folder = ROOT / "models" / "html"
    loaded = load_model(os.fspath(folder))
    assert load_model(folder).identity == loaded.identity
    page = classify("<!doctype html><p>Rain fell.", model=NamedFolder(folder))
    assert page.model == loaded.identity


@pytest.mark.parametrize("model", [5, b"html", Path])
def test_what_is_no_name_of_a_model_is_told_as_such(model):
    with pytest.raises(TypeError, match=r"named by a str or a path, not (int|bytes|type)"):
        classify("<!doctype html><p>Rain fell.", model=model)


def test_an_empty_name_is_no_model():
    with pytest.raises(ModelError, match="model '' is not there"):
        load_model("")


class NamedFolder:
    """A path as other libraries have it."""

    def __init__(self, folder: Path):
        self._folder = folder

    def __fspath__(self) -> str:
        return str(self._folder)
