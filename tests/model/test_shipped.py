"""The models that come with the program."""

from pathlib import Path

import pytest

from boilerclf.corpus import label_records, read_records
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


def test_classify_takes_the_model_of_the_document_s_kind():
    assert classify("<!doctype html><p>Rain fell.").model == shipped_model("html").identity
    assert classify("Rain fell.\nShare").model == shipped_model("text").identity
    assert classify("<p>Rain", kind="text").page.kind == "text"
