"""Model folders as places: those that are none, paths to them, one written over another."""

import pytest

from boilerclf.errors import ModelError
from boilerclf.model import load_model, save_model


@pytest.mark.parametrize(
    ("make", "match"),
    [
        (lambda path: None, "is not there: give a model folder"),
        (lambda path: path.write_bytes(b"\x80\x04"), r"is a file \(pickle and joblib files are"),
        (lambda path: path.mkdir(), "model.json cannot be read"),
    ],
    ids=["nothing", "file", "empty folder"],
)
def test_what_is_no_model_folder_is_refused_by_name(tmp_path, make, match):
    make(tmp_path / "model.joblib")
    with pytest.raises(ModelError, match=match):
        load_model(tmp_path / "model.joblib")


@pytest.mark.parametrize("name", ["a" * 5000, "a\0b", ""])
def test_what_can_be_no_name_is_no_model(name):
    with pytest.raises(ModelError, match="is not there: give a model folder"):
        load_model(name)


def test_a_folder_is_loaded_by_its_path(folder, classifier):
    assert load_model(folder).card == load_model(str(folder)).card == classifier.card


def test_replacing_a_model_leaves_nothing_else_behind(folder, classifier):
    save_model(classifier, folder)
    assert sorted(path.name for path in folder.iterdir()) == [
        "README.md",
        "model.json",
        "weights.npz",
    ]
