"""Two people, or before and after, on the same blocks."""

from math import isnan

import numpy as np
import pytest

from boilerclf.corpus import Record, label_record
from boilerclf.errors import DataError
from boilerclf.evaluation import agreement, cohens_kappa, differences, evaluate_predictions


def page(labels, name="a", lines=("Menu", "Rain fell", "Share", "It went on")):
    return label_record(Record(name, "mine", name, 0, lines=lines, labels=labels))


def test_kappa_is_cohen_s_own_example():
    # Cohen 1960, table 1 reduced to two categories: 0.7 agree, 0.5 by chance.
    one = np.repeat([1, 1, 0, 0], [35, 15, 15, 35])
    other = np.repeat([1, 0, 1, 0], [35, 15, 15, 35])
    assert cohens_kappa(one, other) == pytest.approx((0.7 - 0.5) / 0.5)
    assert cohens_kappa([1, 0], [0, 1]) == -1.0
    # Of 8 blocks one calls 6 content and the other 2: 4 agree, 3 by chance.
    many, few = np.repeat([1, 0], [6, 2]), np.repeat([1, 0], [2, 6])
    assert cohens_kappa(many, few) == cohens_kappa(few, many) == pytest.approx((4 - 3) / (8 - 3))
    assert isnan(cohens_kappa([1, 1], [1, 1]))
    assert isnan(cohens_kappa([], []))


def test_blocks_that_both_label_are_compared():
    found = agreement(
        [page((0, 1, 0, 1)), page((0, 1, 0, 1), "b"), page((1, 1, 1, 1), "c")],
        [page((0, 1, -1, 0)), page((0, 1, 0, 1), "b")],
    )
    assert (found.n_pages, found.n_blocks) == (2, 7)
    assert found.share == pytest.approx(6 / 7)
    assert found.different == (("a", 1),)
    assert "Cohen's kappa" in found.to_text()
    assert found.to_dict()["different"] == {"a": 1}


def test_pages_on_which_people_differ_come_by_how_much_then_by_name():
    names = ("c", "b", "d", "a")
    labels = ((0, 1, 0, 1), (0, 1, 0, 0), (0, 1, 1, 0), (0, 1, 0, 0))
    found = agreement(
        [page((0, 1, 0, 1), name) for name in names],
        [page(its, name) for name, its in zip(names, labels, strict=True)],
    )
    assert found.different == (("d", 2), ("a", 1), ("b", 1))


def test_control_characters_in_ids_are_shown():
    name = "a\x1b[2J\x9b31m\nb"
    found = agreement([page((0, 1, 0, 1), name)], [page((0, 1, 0, 0), name)])
    assert found.to_text().splitlines()[-1] == r"  a\x1b[2J\x9b31m\x0ab  1"


def test_files_that_do_not_belong_together_are_refused():
    with pytest.raises(DataError, match="no page is in both"):
        agreement([page((0, 1, 0, 1))], [page((0, 1, 0, 1), "b")])
    with pytest.raises(DataError, match="has other blocks in each file"):
        agreement([page((0, 1, 0, 1))], [page((0, 1), lines=("Menu", "Rain"))])
    with pytest.raises(DataError, match="no block has a label in both"):
        agreement([page((-1, 1, 0, 1))], [page((0, -1, -1, -1))])


def test_a_gain_is_the_difference_and_has_an_interval_over_sites():
    pages = [page((0, 1, 0, 1), name) for name in "abcdef"]
    keep_all, right = np.ones(4, np.bool_), np.array([False, True, False, True])
    f1, macro = differences(pages, [keep_all] * 6, [right] * 6)
    assert (f1.name, macro.name) == ("page_f1", "macro_f1")
    assert f1.after.value == macro.after.value == 1.0
    assert f1.before.value == pytest.approx(2 * 5 / 12)
    assert f1.gain.value == pytest.approx(1 - f1.before.value)
    assert f1.gain.low == f1.gain.high == pytest.approx(f1.gain.value)  # all pages alike
    assert macro.gain.value == pytest.approx(1 - 1 / 3)


def test_blocks_with_open_labels_do_not_count():
    f1, macro = differences([page((0, 1, -1, 1))], [np.ones(4, np.bool_)], [np.ones(4, np.bool_)])
    assert f1.gain.value == 0.0
    assert f1.before.value == pytest.approx(2 * 5 / 11)  # "Share" is no word that is kept
    assert macro.gain.value == 0.0


def test_a_score_before_and_after_is_that_of_an_evaluation():
    pages = [page((0, 1, -1, 1)), page((-1, -1, 0, 1), "b"), page((1, 0, 1, 0), "c")]
    kept = [np.array([False, True, True, True]), np.ones(4, np.bool_), np.zeros(4, np.bool_)]
    probabilities = [its.astype(np.float64) for its in kept]
    scores = evaluate_predictions(pages, probabilities, kept).scores
    for found in differences(pages, kept, kept[::-1]):
        assert found.before == scores[found.name]
        assert not isnan(found.before.low)
