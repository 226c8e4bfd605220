"""Lines of one shape, and what stands below them, are drawn together wherever they stand."""

import numpy as np

from boilerclf.features.text.view import LineView
from boilerclf.model import shipped_model
from boilerclf.model.units.pooling import ALIKE_DEVIATION, DEVIATION
from boilerclf.model.units.records import record_units
from boilerclf.segment import segment_text

THREAD = """Ann Weir
Posted 3 May 2021, 09:12
Is the kettle cracked?
Bo
Posted 14 June 2021, 10:40
No!
Quote
Ann Weir
Posted 15 June 2021, 08:02
Thank you, it boils again."""


def texts_of(units, page):
    texts = page.block_texts()
    groups = {}
    for block, unit in zip(units.blocks.tolist(), units.unit_of.tolist(), strict=True):
        groups.setdefault(int(units.group_of[unit]), []).append(texts[block])
    return list(groups.values())


def test_dates_and_what_stands_below_them_are_groups():
    page = segment_text(THREAD)
    dates, posts = record_units(LineView([page]))
    lines = THREAD.split("\n")
    assert texts_of(dates, page) == [[lines[1], lines[4], lines[8]]]
    assert texts_of(posts, page) == [[lines[2], lines[5], lines[9]]]
    assert dates.deviation.tolist() == [DEVIATION]
    assert posts.deviation.tolist() == [ALIKE_DEVIATION]


def test_lines_below_each_other_are_of_one_group_alone():
    page = segment_text("Kell 9\nPort Arden 21\nWithy 4\nAll of them drew.")
    results, below = record_units(LineView([page]))
    assert texts_of(results, page) == [["Kell 9", "Port Arden 21", "Withy 4"]]
    assert texts_of(below, page) == []


def test_nothing_belongs_together_where_no_shape_comes_twice():
    assert record_units(LineView([segment_text("Kell 9\nKell: 9\nKell\nKell")])) == ()
    assert record_units(LineView([])) == ()


def test_pages_share_no_records():
    pages = [segment_text("Kell 9\nWon."), segment_text("Withy 4\nLost.")]
    assert record_units(LineView(pages)) == ()
    pages = [segment_text(THREAD), segment_text("Quote"), segment_text(THREAD)]
    found = record_units(LineView(pages))
    assert [units.blocks.tolist() for units in found] == [
        [1, 4, 8, 12, 15, 19],
        [2, 5, 9, 13, 16, 20],
    ]
    assert found[0].group_of.tolist() == [0, 0, 0, 1, 1, 1]


def test_an_odd_date_goes_with_the_others_and_the_last_post_with_its_thread():
    view = LineView([segment_text(THREAD)])
    own = np.array([0.2, 0.2, 0.7, 0.2, 0.52, 0.7, 0.1, 0.2, 0.2, 0.48])
    pooled = own
    for units in record_units(view):
        pooled = units.pooled(pooled, view.n_words)
    assert pooled[1] == pooled[4] == pooled[8] < 0.4
    assert pooled[9] > 0.5
    assert pooled[[0, 3, 6, 7]].tolist() == [0.2, 0.2, 0.1, 0.2]


def test_the_shipped_model_gives_dates_of_posts_like_probabilities():
    page = segment_text(THREAD)
    scored = shipped_model("text").score(page)
    dates = [1, 4, 8]
    assert np.ptp(scored.probabilities[dates]) < np.ptp(scored.alone[dates])
