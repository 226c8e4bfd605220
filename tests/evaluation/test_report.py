import json
import math
import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boilerclf.corpus import Record, label_record
from boilerclf.errors import ConfigurationError
from boilerclf.evaluation import evaluate_predictions

LINES = ("Menu", "Rain fell.", "Wet roads.", "Share this")


def page(name, labels=(0, 1, 1, 0), lines=LINES, **said):
    return label_record(
        Record(name, "mine", said.pop("site", name), 0, lines=lines, labels=labels, **said)
    )


def evaluate(pages, probabilities, threshold=0.5, **options):
    scores = [np.array(row, dtype=float) for row in probabilities]
    return evaluate_predictions(pages, scores, [row > threshold for row in scores], **options)


def test_scores_of_two_pages():
    pages = [page("a", lang="en"), page("b", lang="fi", labels=(0, 0, 1, 0))]
    evaluation = evaluate(
        pages,
        [[0.1, 0.9, 0.4, 0.2], [0.1, 0.8, 0.9, 0.3]],
        model="rain 1a2b",
        decision="threshold 0.5",
        corpora={"mine": "ab" * 32},
    )
    value = {name: score.value for name, score in evaluation.scores.items()}
    assert (evaluation.n_pages, evaluation.n_sites, evaluation.n_blocks) == (2, 2, 8)
    assert (evaluation.n_content, evaluation.n_unknown) == (3, 0)
    # Kept of the first page: "Rain fell." of its four gold words; of the second both lines.
    assert value["page_f1"] == pytest.approx((2 * 2 / (2 + 4) + 2 * 2 / (4 + 2)) / 2)
    assert value["content_precision"] == pytest.approx(2 / 3)
    assert value["content_recall"] == pytest.approx(2 / 3)
    assert value["noise_f1"] == pytest.approx(4 / 5)
    assert value["macro_f1"] == pytest.approx((2 / 3 + 4 / 5) / 2)
    assert value["roc_auc"] == pytest.approx(14 / 15)
    assert value["brier"] == pytest.approx((0.01 * 2 + 0.01 * 2 + 0.36 + 0.04 + 0.64 + 0.09) / 8)
    assert value["empty_share"] == 0
    assert math.isnan(value["must_have_kept"])
    assert [
        (part.field, part.value, part.n_pages, part.n_blocks) for part in evaluation.slices
    ] == [
        ("lang", "en", 1, 4),
        ("lang", "fi", 1, 4),
    ]
    assert evaluation.slices[0].scores["content_recall"].value == 0.5
    assert evaluation.slice_means("lang")["content_recall"] == pytest.approx(0.75)
    assert evaluation.slice_means("type") == {}


def test_pages_left_empty_count_among_those_whose_gold_has_words():
    pages = [page("a"), page("b"), page("c", labels=(0, 0, 0, 0))]
    evaluation = evaluate(pages, [[0, 1, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
    assert evaluation.scores["empty_share"].value == 0.5
    assert evaluation.scores["page_f1"].value == pytest.approx((1 + 0 + 1) / 3)


def test_snippets_and_unknown_blocks():
    record = Record(
        "a", "mine", "a", 0,
        html="<p>Rain fell.<p>Wet roads.<p>Share this<p>Menu",
        must_have=("Rain", "roads"), must_not_have=("Share",),
    )  # fmt: skip
    evaluation = evaluate([label_record(record)], [[0.9, 0.1, 0.8, 0.9]])
    assert (evaluation.n_blocks, evaluation.n_unknown, evaluation.n_content) == (3, 1, 2)
    assert evaluation.scores["must_have_kept"].value == 0.5
    assert evaluation.scores["must_not_have_kept"].value == 1
    assert math.isnan(evaluation.scores["page_f1"].value)
    assert math.isnan(evaluation.scores["empty_share"].value)
    assert evaluation.scores["roc_auc"].value == 0.5


def test_html_is_compared_with_its_gold_text():
    html = "<p>Rain fell.<p>* * *<p>Menu<br>Home"
    labelled = label_record(Record("a", "mine", "a", 0, html=html, content="Rain fell. Badly."))
    evaluation = evaluate([labelled], [[0.9, 0.9, 0.1]])
    assert evaluation.scores["page_f1"].value == pytest.approx(4 / 5)
    assert evaluation.n_unknown == 1


def test_intervals_come_from_sites():
    pages = [page(str(n), site=str(n % 4)) for n in range(16)]
    good, bad = [0, 1, 1, 0], [1, 0, 0, 1]
    evaluation = evaluate(pages, [bad if n % 4 == 0 else good for n in range(16)])
    score = evaluation.scores["page_f1"]
    assert (score.value, score.low, score.high) == (0.75, 0.25, 1)
    one_site = evaluate([page("a", site="s"), page("b", site="s")], [good, bad])
    assert math.isnan(one_site.scores["page_f1"].low)


def test_the_interval_of_roc_auc_draws_whole_sites():
    """One site whose blocks are ranked well and one ranked badly: a draw may have either alone."""
    pages = [page(str(n), site="good" if n == 0 else "bad") for n in range(4)]
    good, bad = [0.1, 0.9, 0.8, 0.2], [0.9, 0.1, 0.2, 0.8]
    score = evaluate(pages, [good, bad, bad, bad]).scores["roc_auc"]
    assert (score.low, score.high) == (0, 1)
    pages = [replace(its, site=its.id if n else "2") for n, its in enumerate(pages)]
    score = evaluate(pages, [good, good, bad, good]).scores["roc_auc"]
    assert (score.low, score.high) == (0.5, 1)


def test_slices_by_corpus_only_where_there_are_several():
    one, other = page("a", type="news"), replace(page("b"), corpus="other")
    row = [0, 1, 1, 0]
    assert [part.field for part in evaluate([one], [row]).slices] == ["type"]
    assert [(part.field, part.value) for part in evaluate([one, other], [row, row]).slices] == [
        ("type", "(not given)"),
        ("type", "news"),
        ("corpus", "mine"),
        ("corpus", "other"),
    ]


def test_no_pages_have_no_scores():
    evaluation = evaluate([], [])
    assert (evaluation.n_pages, evaluation.n_blocks, evaluation.slices) == (0, 0, ())
    assert all(math.isnan(score.value) for score in evaluation.scores.values())
    assert evaluation.to_text() == "0 pages of 0 sites, 0 labelled blocks, 0 of them content"


def test_a_page_without_blocks_counts_as_a_page():
    evaluation = evaluate([page("a", lines=("",), labels=(0,)), page("b")], [[], [0, 1, 1, 0]])
    assert (evaluation.n_pages, evaluation.n_blocks) == (2, 4)
    assert evaluation.scores["page_f1"].value == 1


@pytest.mark.parametrize(
    ("probabilities", "kept", "message"),
    [
        ([], [], "1 pages, 0 arrays of probabilities and 0 of decisions"),
        ([[0.5] * 3], [[True] * 4], "page 'a' has 4 blocks, 3 probabilities and 4 decisions"),
        ([[0.5] * 4], [[True] * 5], "page 'a' has 4 blocks, 4 probabilities and 5 decisions"),
    ],
)
def test_what_does_not_fit_is_refused(probabilities, kept, message):
    with pytest.raises(ConfigurationError, match=message):
        evaluate_predictions(
            [page("a")], list(map(np.array, probabilities)), list(map(np.array, kept))
        )


def test_the_record_is_json_without_nan():
    pages = [page("a", lang="en"), page("b", lang="fi")]
    evaluation = evaluate(pages, [[0, 1, 1, 0]] * 2, model="m", corpora={"mine": "0" * 64})
    record = json.loads(json.dumps(evaluation.to_dict(), allow_nan=False))
    assert record["scores"]["must_have_kept"] == {"value": None, "low": None, "high": None}
    assert record["scores"]["page_f1"] == {"value": 1, "low": 1, "high": 1}
    assert [part["value"] for part in record["slices"]["lang"]] == ["en", "fi"]
    assert record["slices"]["lang"][0]["scores"]["macro_f1"]["value"] == 1
    # All kept: the four gold words among seven.
    assert record["slice_means"] == {
        "lang": {
            **dict.fromkeys(
                ("page_f1", "macro_f1", "roc_auc", "content_precision", "content_recall"), 1
            ),
            "untouched_f1": pytest.approx(2 * 4 / (7 + 4)),
        }
    }
    assert (record["model"], record["corpora"]) == ("m", {"mine": "0" * 64})
    assert len(record["reliability"]) == 15


EXPECTED = """\
model rain, decision threshold 0.5

mine (sha256 abababababab)

2 pages of 2 sites, 8 labelled blocks, 4 of them content

all pages          score  95 % interval
page F1            1.000    1.000-1.000
page F1, all kept  0.727    0.727-0.727
content precision  1.000    1.000-1.000
content recall     1.000    1.000-1.000
content F1         1.000    1.000-1.000
noise precision    1.000    1.000-1.000
noise recall       1.000    1.000-1.000
noise F1           1.000    1.000-1.000
macro-F1           1.000    1.000-1.000
ROC-AUC            1.000    1.000-1.000
Brier score        0.010    0.010-0.010
calibration error  0.100    0.100-0.100
pages left empty   0.000    0.000-0.000

by lang      page F1  95 %  macro-F1  95 %  pages  blocks
(not given)    1.000     -     1.000     -      1       4
e\ufffd[2Jn         1.000     -     1.000     -      1       4
(mean)         1.000           1.000

by lang      F1 all kept  ROC-AUC  precision  recall
(not given)        0.727    1.000      1.000   1.000
e\ufffd[2Jn             0.727    1.000      1.000   1.000
(mean)             0.727    1.000      1.000   1.000

probability  blocks   mean  content
0.07-0.13         4  0.100    0.000
0.87-0.93         4  0.900    1.000"""


def test_the_tables_that_people_read():
    pages = [page("a", lang="e\x1b[2Jn"), page("b")]
    evaluation = evaluate(
        pages,
        [[0.1, 0.9, 0.9, 0.1]] * 2,
        model="rain",
        decision="threshold 0.5",
        corpora={"mine": "ab" * 32},
    )
    assert evaluation.to_text(60) == EXPECTED


@given(st.integers(1, 200), st.text(max_size=60))
@settings(max_examples=30)
def test_no_line_is_wider_than_the_terminal(width, name):
    pages = [page("a", type=name, extractor="x" * 30), page("b", lang="en")]
    evaluation = evaluate(
        pages,
        [[0.1, 0.9, 0.4, 0.1]] * 2,
        model="m" * 50,
        corpora={"c" * 60: "0" * 64},
        n_resamples=5,
    )
    assert max(map(len, evaluation.to_text(width).splitlines())) <= max(width, 40)


def test_the_same_input_gives_the_same_bytes():
    pages = [page(str(n), lang="en") for n in range(7)]
    rows = np.random.default_rng(0).random((7, 4))
    texts = {json.dumps(evaluate(pages, rows).to_dict()) for _ in range(2)}
    assert len(texts) == 1


def test_lines_in_doubt_are_no_part_of_page_f1():
    lines = ("Rain fell.", "Menu", "A caption")
    page = label_record(Record("a", "mine", "a", 0, lines=lines, labels=(1, 0, -1)))
    kept = [np.array([True, False, True])]
    evaluation = evaluate_predictions([page], [np.array([0.9, 0.1, 0.5])], kept)
    assert evaluation.scores["page_f1"].value == 1.0
    assert evaluation.scores["untouched_f1"].value == 0.8
    assert evaluation.n_unknown == 1


def test_one_long_name_takes_its_own_room_alone():
    pages = [page(str(number), type="x" * (200_000 if number == 7 else 1)) for number in range(200)]
    tracemalloc.start()
    found = evaluate(pages, [[0.1, 0.9, 0.8, 0.2]] * 200, n_resamples=10)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [(its.n_pages, len(its.value)) for its in found.slices if its.field == "type"] == [
        (199, 1),
        (1, 200_000),
    ]
    assert most < 5_000_000
