import math
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.corpus import Record, label_record, label_records


def text_record(lines, labels):
    return Record("a", "mine", "s", 2, lines=tuple(lines), labels=tuple(labels))


def test_text_labels_go_with_their_lines():
    labelled = label_record(text_record(["Menu", "", "Rain fell.", " \t", "Bye"], [0, 1, 1, 0, 0]))
    assert labelled.page.block_texts() == ["Menu", "Rain fell.", "Bye"]
    assert labelled.labels.tolist() == [0, 1, 0]
    assert labelled.matched.tolist() == [0, 1, 0]
    assert (labelled.labels.dtype, labelled.matched.dtype) == (np.int8, np.float32)
    assert labelled.gold == "\nRain fell."


@pytest.mark.parametrize(
    "mark", ["\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029"]
)
def test_a_break_inside_a_line_does_not_shift_the_labels(mark):
    labelled = label_record(text_record([f"Menu{mark}Home", f"Rain{mark}", "Bye"], [0, 1, 0]))
    assert labelled.labels.tolist() == [0, 1, 0]
    assert labelled.page.lines.tolist() == [1, 2, 3]


@given(st.lists(st.tuples(st.text(), st.integers(0, 1)), max_size=8))
def test_every_block_of_text_has_the_label_of_its_line(pairs):
    lines, labels = [line for line, _ in pairs], [label for _, label in pairs]
    labelled = label_record(text_record(lines, labels))
    assert len(labelled.labels) == labelled.page.n_blocks
    for line, label in zip(labelled.page.lines.tolist(), labelled.labels.tolist(), strict=True):
        assert label == labels[line - 1]


def test_html_with_gold_is_labelled_by_alignment():
    html = (
        "<title>x</title><nav>Menu Home</nav><hr><p>Rain fell on Tarvo.<p>***<p>Rain Share this now"
    )
    record = Record(
        "a", "mine", "s", 0, html=html, content="Rain fell on Tarvo.", must_have=("Menu",)
    )
    labelled = label_record(record)
    assert labelled.page.block_texts() == [
        "Menu Home",
        "Rain fell on Tarvo.",
        "***",
        "Rain Share this now",
    ]
    assert labelled.labels.tolist() == [0, 1, -1, 0]
    assert labelled.matched[[0, 1, 3]].tolist() == [0, 1, 0]
    assert math.isnan(labelled.matched[2])
    assert (labelled.gold, labelled.must_have) == ("Rain fell on Tarvo.", ("Menu",))


def test_half_of_the_words_is_not_enough():
    record = Record("a", "mine", "s", 0, html="<p>Rain fell<p>x y z", content="Rain x y")
    labelled = label_record(record)
    assert labelled.matched.tolist() == pytest.approx([0.5, 2 / 3])
    assert labelled.labels.tolist() == [0, 1]


def test_html_with_snippets_is_labelled_where_they_are():
    record = Record(
        "a",
        "mine",
        "s",
        0,
        html="<p>Rain<p>Menu<p>Bye",
        must_have=("Rain",),
        must_not_have=("Bye",),
    )
    labelled = label_record(record)
    assert labelled.labels.tolist() == [1, -1, 0]
    assert [labelled.matched[0], labelled.matched[2]] == [1, 0]
    assert math.isnan(labelled.matched[1])
    assert labelled.gold is None


def test_what_the_record_says_is_handed_on():
    said = {"type": "news", "lang": "en", "extractor": "x", "title": "Rain"}
    labelled = label_record(Record("a", "mine", "s", 2, html="<p>x", content="x", **said))
    assert {key: getattr(labelled, key) for key in said} == said
    assert (labelled.id, labelled.corpus, labelled.site, labelled.fold) == ("a", "mine", "s", 2)
    assert labelled.page.source == "a"


def test_workers_change_nothing():
    records = [text_record([f"line {number}", "x"], [1, 0]) for number in range(40)]
    alone, together = label_records(records), label_records(records, jobs=2)
    assert [page.gold for page in together] == [f"line {number}" for number in range(40)]
    for left, right in zip(alone, together, strict=True):
        assert left.page.text == right.page.text
        assert left.labels.tolist() == right.labels.tolist()


def test_workers_are_not_loaded_where_none_are_asked_for():
    code = (
        "import sys; from boilerclf.corpus import Record, label_records;"
        "label_records([Record('a', 'm', 's', 0, lines=('x',), labels=(1,))]);"
        "print(sorted({'joblib', 'sklearn', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_nothing_is_known_of_lines_in_doubt():
    html = "<p>Rain fell on the town.<p>Menu<p>A roof was lost<p>in the high street.<p>Share"
    doubt = ("MENU", "A roof was lost in the high street.")
    gold = "Rain fell on the town."
    record = Record("a", "mine", "a", 0, html=html, content=gold, doubt=doubt, source="by hand")
    page = label_record(record)
    assert page.labels.tolist() == [1, -1, -1, -1, 0]
    assert page.source == "by hand"
