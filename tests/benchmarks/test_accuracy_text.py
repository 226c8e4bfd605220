"""The table of text methods: rules as published, each page judged without its fold."""

import json
from pathlib import Path

import numpy as np
import pytest

from boilerclf.corpus import Record, label_record

ROOT = Path(__file__).parents[2]


@pytest.fixture
def accuracy_text(script):
    return script("accuracy_text")


@pytest.fixture
def lines_folder(tmp_path):
    """A folder with the sample pages under the name of the corpus."""
    text = (ROOT / "data" / "text" / "labels.jsonl").read_text("utf-8")
    (tmp_path / "turku-lines.jsonl").write_text(text, "utf-8")
    return tmp_path


def page(*lines, labels, name="a", fold=0, lang="en"):
    return label_record(Record(name, "mine", name, fold, lines=lines, labels=labels, lang=lang))


def test_the_c4_rule(accuracy_text):
    lines = ("Rain fell all night.", "Rain fell all night", "Oh no!", "Did it rain today?")
    label = accuracy_text.c4_rule([])
    assert label([page(*lines, labels=(1, 0, 0, 1))]).tolist() == [1, 0, 0, 1]


@pytest.mark.parametrize(
    ("line", "is_kept"),
    [
        ("She said: “Please go now.”", True),
        ("Wait for it...", True),
        ("Turn on JavaScript now please.", False),
        ('So he "said so" ', True),
        ("Rain fell.", False),
        ("", False),
    ],
)
def test_both_text_benchmarks_have_the_same_rule(accuracy_text, script, line, is_kept):
    assert script("c4").keeps(line) == is_kept
    assert accuracy_text.c4_rule([])([page(line or "Rain", labels=(1,))]).tolist() == [is_kept]
    assert script("speed_text").c4_rule(f"Rain\n{line}\nRain") == (line if is_kept else "")


def test_a_method_never_sees_the_fold_it_labels(accuracy_text):
    pages = [page("Rain.", "Menu", labels=(1, 0), name=str(n), fold=n % 5) for n in range(10)]

    def learn(seen):
        folds = {its.fold for its in seen}

        def label(others):
            assert folds.isdisjoint(its.fold for its in others)
            return accuracy_text.labels_of(others).astype(float)

        return label

    outcome = accuracy_text.judge(accuracy_text.Method("oracle", learn), pages)
    assert outcome.kept.tolist() == [True, False] * 10
    row = accuracy_text.table(pages, [outcome]).splitlines()[2]
    assert row.startswith("| oracle | 1.000 / 1.000 | 1.000 / 1.000 | ")


def test_tf_idf_learns_what_lines_say(accuracy_text):
    pages = [
        page(f"It rained in town {n}", "Main menu", labels=(1, 0), name=str(n)) for n in range(8)
    ]
    scores = accuracy_text.tf_idf(pages[:6])(pages[6:])
    assert np.all(scores[::2] > scores[1::2])


def test_the_script_prints_a_table(accuracy_text, lines_folder, capsys):
    assert accuracy_text.main([str(lines_folder), "--methods", "C4"]) == 0
    printed = capsys.readouterr().out
    n_pages = len(
        [json.loads(line) for line in (lines_folder / "turku-lines.jsonl").open(encoding="utf-8")]
    )
    assert f"### turku-lines: {n_pages} pages" in printed
    assert "\n| boilerclf | " in printed
    assert "\n| C4's line rule | " in printed


def test_a_folder_without_the_corpus_is_an_error_of_one_line(accuracy_text, tmp_path, capsys):
    assert accuracy_text.main([str(tmp_path)]) > 0
    assert capsys.readouterr().err.startswith("accuracy_text.py: error: ")
