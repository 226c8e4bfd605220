import importlib
import json
from pathlib import Path

import pytest

from boilerclf.corpus import label_records, read_records
from boilerclf.model import save_model
from boilerclf.training import TrainingOptions, train

ROOT = Path(__file__).parents[2]
QUICK = TrainingOptions(first_bits=6, max_iter=8)


@pytest.fixture
def script(monkeypatch):
    """Import a benchmark as it is when it is run: its own folder first on the path."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    return importlib.import_module


@pytest.fixture(scope="session")
def corpora(tmp_path_factory):
    """A folder with the sample pages under the name of a collection."""
    folder = tmp_path_factory.mktemp("corpora")
    html = ROOT / "data" / "html"
    items = [json.loads(line) for line in (html / "labels.jsonl").read_text("utf-8").splitlines()]
    for item in items:
        item["html"] = (html / item.pop("html_file")).read_text("utf-8", "replace")
    text = "".join(json.dumps(item) + "\n" for item in items)
    (folder / "wcxb-dev.jsonl").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="session")
def classifier(corpora, tmp_path_factory):
    pages = label_records(read_records([corpora / "wcxb-dev.jsonl"]))
    model = train(pages, kind="html", name="quick", options=QUICK)
    return save_model(model, tmp_path_factory.mktemp("model") / "quick")


@pytest.fixture(scope="session")
def model_folder(classifier, tmp_path_factory):
    folder = tmp_path_factory.mktemp("saved") / "quick"
    save_model(classifier, folder)
    return folder
