import json

import numpy as np
import pytest

from boilerclf.corpus import label_records
from boilerclf.evaluation import evaluate


@pytest.fixture
def accuracy(script):
    return script("accuracy")


@pytest.fixture
def collection(accuracy, corpora):
    return accuracy.read_collection(corpora / "wcxb-dev.jsonl", "wcxb-dev", None)


def test_our_scores_are_those_of_evaluate(accuracy, collection, classifier):
    ours = accuracy.judge_ours(collection, dict.fromkeys(accuracy.ids(collection), classifier))
    expected = evaluate(classifier, label_records(collection.records))
    everything = np.ones(len(collection.records), bool)
    empty = accuracy.interval(collection, ours.sums["came out empty"], everything)
    assert empty.value == pytest.approx(expected.scores["empty_share"].value)
    score = accuracy.interval(collection, ours.sums["page F1"], everything)
    assert score.value == pytest.approx(expected.scores["page_f1"].value)
    assert score.low == pytest.approx(expected.scores["page_f1"].low)
    assert score.high == pytest.approx(expected.scores["page_f1"].high)
    assert score.value > 0.7


def test_pages_in_disguise_are_other_pages_with_the_same_gold(accuracy, collection, classifier):
    models = dict.fromkeys(accuracy.ids(collection), classifier)
    plain = accuracy.judge_ours(collection, models, "div and span alone")
    assert plain.tool == "boilerclf [div and span alone]"
    assert plain.sums["page F1"].shape == (len(collection.records), 2)
    assert 0.5 < plain.sums["page F1"][:, 0].mean() < 1.0


def test_a_tool_that_raises_scores_nothing_there_and_is_counted(accuracy, script, collection):
    golds = {record.html: record.content for record in collection.records}
    bad = collection.records[0].html

    def extract(html, url):
        assert url.startswith("https://")
        if html == bad:
            raise RecursionError
        return golds[html]

    scores = accuracy.judge(script("peers").Tool("oracle", "1", extract), collection)
    assert scores.n_raised == 1
    expected = [0.0] + [1.0] * (len(collection.records) - 1)
    assert scores.sums["page F1"][:, 0].tolist() == expected
    lines = accuracy.table(collection, "type", [scores]).splitlines()
    n_pages, cells = len(collection.records), lines[2].split(" | ")
    assert lines[0].startswith(f"|  | page F1, all ({n_pages}) | article (6) | collection (3) |")
    assert cells[1].startswith(f"{(n_pages - 1) / n_pages:.3f} (")
    assert cells[2].startswith("0.833 (")
    assert cells[3] == "1.000 (1.000-1.000)"
    assert cells[-3].endswith(" / 0.833")
    n_with_gold = sum(bool(record.content.strip()) for record in collection.records)
    assert cells[-2].startswith(f"{1 / n_with_gold:.3f} (")
    assert cells[-1] == "1 |"


def test_a_page_that_no_model_may_judge_is_a_fault_of_ours_and_no_score(accuracy, collection):
    with pytest.raises(KeyError):
        accuracy.judge_ours(collection, {})


def test_of_snippets_is_told_what_is_kept_of_either_kind(accuracy, script, tmp_path):
    record = {"id": "1", "html": "<p>Rain fell. Share.", "must_have": ["Rain", "snow"]}
    path = tmp_path / "snippets.jsonl"
    path.write_text(json.dumps(record | {"must_not_have": ["Share"]}), encoding="utf-8")
    collection = accuracy.read_collection(path, "snippets", None)
    everything = script("peers").Tool("everything", "1", lambda html, url: html)
    lines = accuracy.table(collection, "", [accuracy.judge(everything, collection)]).splitlines()
    assert lines[0] == "|  | must_have kept, all (1) | must_not_have kept | raised |"
    assert lines[2] == "| everything | 0.500 | 1.000 | 0 |"


def test_the_script_prints_a_table_and_says_what_the_model_was_trained_on(
    accuracy, corpora, model_folder, capsys
):
    assert (
        accuracy.main([str(corpora), "--model", str(model_folder), "--pages", "5", "--tools"]) == 0
    )
    printed = capsys.readouterr().out
    assert "left out: dragnet-judge" in printed
    assert "### wcxb-dev: 5 pages, boilerclf quick@" in printed
    assert "was trained on these pages" in printed
    assert "\n| boilerclf | 0." in printed or "\n| boilerclf | 1." in printed


def test_cross_validation_judges_each_page_by_a_model_without_its_fold(
    accuracy, corpora, capsys, tmp_path, monkeypatch
):
    some = tmp_path / "written-pages.jsonl"
    some.write_bytes(b"".join(accuracy.WRITTEN["html"].read_bytes().splitlines(keepends=True)[:12]))
    monkeypatch.setitem(accuracy.WRITTEN, "html", some)  # all of them take half a minute
    assert accuracy.main([str(corpora), "--cv", "--pages", "4", "--tools"]) == 0
    assert "4 pages, boilerclf out of fold" in capsys.readouterr().out


def test_a_folder_without_collections_is_an_error_of_one_line(accuracy, tmp_path, capsys):
    assert accuracy.main([str(tmp_path)]) > 0
    assert capsys.readouterr().err.startswith("accuracy.py: error: ")
