"""Names of models, and of the folders that they are written to."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from boilerclf.errors import ConfigurationError
from boilerclf.model import SHIPPED, load_model, read_model, save_model


def test_names_that_are_not_utf8_are_stored_as_far_as_they_are(classifier, tmp_path):
    card = replace(classifier.card, name="mine\udcff")
    stored = save_model(replace(classifier, card=card), tmp_path)
    read = read_model(tmp_path)
    assert read.card.name == "mine\ufffd"
    assert read.digest == stored.digest
    assert "mine\ufffd" in (tmp_path / "README.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "why"),
    [("", "empty name"), *((kind, f"{kind} is the name of a shipped") for kind in SHIPPED)],
)
def test_a_model_gets_no_name_that_it_is_not_found_by(classifier, here, name, why):
    with pytest.raises(ConfigurationError, match=why):
        save_model(classifier, name)
    assert os.listdir() == []


@pytest.mark.parametrize("folder", ["./html", Path("html")])
def test_a_folder_of_a_shipped_name_is_found_as_a_folder(classifier, here, folder):
    stored = save_model(classifier, folder)
    assert load_model(folder).identity == stored.identity
