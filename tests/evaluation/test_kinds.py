"""Decisions are counted by kind of block."""

import math

import numpy as np

from boilerclf.corpus import Record, label_record
from boilerclf.evaluation import evaluate_predictions
from boilerclf.evaluation.kinds import KindScore, score_kinds

HTML = "<ul><li>Menu<li>More</ul><p>Rain fell on the town.<p>Then it was dry again.<p>Share"
GOLD = "Rain fell on the town. Then it was dry again."


def page():
    return label_record(Record("a", "mine", "a", 0, html=HTML, content=GOLD))


def test_each_kind_has_its_shares():
    kept = np.array([False, True, True, False, False])
    paragraphs, items = score_kinds([page()], [kept])
    assert paragraphs == KindScore("paragraph", 2, 0.5, 1, 1.0)
    assert (items.kind, items.n_content, items.n_noise) == ("list", 0, 2)
    assert math.isnan(items.content_kept)
    assert items.noise_dropped == 0.5


def test_text_and_unknown_blocks_are_passed_over():
    text = label_record(Record("a", "mine", "a", 0, lines=("Rain",), labels=(1,)))
    unknown = label_record(Record("a", "mine", "a", 0, html="<p>Rain", must_have=("Snow",)))
    assert score_kinds([text, unknown], [np.array([True]), np.array([True])]) == ()


def test_a_report_shows_them():
    kept = np.array([False, True, True, False, False])
    evaluation = evaluate_predictions([page()], [kept.astype(float)], [kept])
    assert evaluation.to_dict()["kinds"][0] == {
        "kind": "paragraph",
        "n_content": 2,
        "content_kept": 0.5,
        "n_noise": 1,
        "noise_dropped": 1.0,
    }
    assert evaluation.to_dict()["kinds"][1]["content_kept"] is None
    assert "by kind of block" in evaluation.to_text()
