"""Quality has a floor, and the floor has a fingerprint: the digest of the pages it was measured on.

The html model is judged on pages that it never saw, the text model by cross-validation. To lower
a floor on purpose, ``BOILERCLF_LOWER_FLOOR=1 python -m pytest tests/test_quality_floor.py``
writes the scores of today into quality_floor.json.
"""

import json
import os
from pathlib import Path

import pytest

from boilerclf.corpus import digest_file, label_records, read_records
from boilerclf.evaluation import cross_validate, evaluate
from boilerclf.model import load_model

FLOORS = Path(__file__).with_name("quality_floor.json")
TOLERANCE = 0.01

CORPORA = os.environ.get("BOILERCLF_CORPORA")
needs_corpora = pytest.mark.skipif(
    not CORPORA, reason="BOILERCLF_CORPORA names no folder of corpora"
)


def html_score(path):
    pages = label_records(read_records([path])[::4])
    return evaluate(load_model("html"), pages).scores["page_f1"].value


def text_score(path):
    records = [record for record in read_records([path]) if record.lang in {"en", "es"}]
    return cross_validate(label_records(records), kind="text", passes=1).scores["macro_f1"].value


@needs_corpora
@pytest.mark.parametrize(
    ("corpus", "score"), [("daniel-judge", html_score), ("turku-lines", text_score)]
)
def test_no_score_falls_below_its_floor(corpus, score):
    path = Path(CORPORA) / f"{corpus}.jsonl.xz"
    floors = json.loads(FLOORS.read_text())
    reached = score(path)
    if os.environ.get("BOILERCLF_LOWER_FLOOR"):
        floors[corpus] = {"digest": digest_file(path), "score": round(reached, 4)}
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n")
    assert digest_file(path) == floors[corpus]["digest"], "other pages than the floor was set on"
    assert reached >= floors[corpus]["score"] - TOLERANCE


def test_there_is_a_floor_for_each_corpus():
    floors = json.loads(FLOORS.read_text())
    assert sorted(floors) == ["daniel-judge", "turku-lines"]
    assert all(0.5 < floor["score"] <= 1 for floor in floors.values())
