"""Lines of long pages are drawn to the lines right before and after them."""

import numpy as np
import pytest

from boilerclf.features.arrays.page_spans import page_spans
from boilerclf.features.text.view import LineView
from boilerclf.model import find_units, shipped_model
from boilerclf.model.units.nearby import MOST, SHORT_PAGE, drawn_to_neighbours, ties_of
from boilerclf.segment import segment_text

LINE = "The ferry sailed at nine on Monday morning, and {} people were on board of it."


def page_of(n_lines):
    return segment_text("\n".join(LINE.format(number) for number in range(n_lines)))


def drawn(probabilities, stays):
    ties = np.full(len(probabilities) - 1, 2 * stays - 1)
    return drawn_to_neighbours(np.array(probabilities), ties)


def test_the_middle_of_three_lines_is_what_bayes_makes_of_it():
    before, own, after, stays = 0.9, 0.4, 0.7, 0.6
    content = own * (stays * before + (1 - stays) * (1 - before))
    content *= stays * after + (1 - stays) * (1 - after)
    noise = (1 - own) * ((1 - stays) * before + stays * (1 - before))
    noise *= (1 - stays) * after + stays * (1 - after)
    assert drawn([before, own, after], stays)[1] == pytest.approx(content / (content + noise))


def test_unsure_neighbours_draw_nobody_and_sure_lines_are_not_drawn():
    assert drawn([0.5, 0.3, 0.5], 0.6)[1] == 0.3
    assert drawn([0.9, 1.0, 0.9], 0.6).tolist()[1] == 1.0
    assert drawn([0.9, 0.0, 0.9], 0.6).tolist()[1] == 0.0


def test_the_draw_grows_with_the_page_up_to_a_bound():
    assert ties_of(page_spans([SHORT_PAGE])) is None
    strengths = [2 * np.arctanh(ties_of(page_spans([n]))[0]) for n in (30, 60, 95, 5000)]
    assert strengths == pytest.approx([0.0547, 0.2626, MOST, MOST], abs=1e-4)


def test_nothing_is_drawn_over_the_end_of_a_page_or_on_a_short_one():
    ties = ties_of(page_spans([2, 100, 100, 1]))
    assert np.flatnonzero(ties == 0).tolist() == [0, 1, 101, 201]


def test_a_page_beside_others_has_the_bits_that_it_has_alone():
    pages = [page_of(3), page_of(80), page_of(30)]
    rng = np.random.default_rng(0)
    own = [rng.random(page.n_blocks) for page in pages]
    words = [np.full(page.n_blocks, 15, np.float32) for page in pages]
    together = find_units(LineView(pages)).pooled(np.concatenate(own), np.concatenate(words))
    alone = [
        find_units(LineView([page])).pooled(its, n)
        for page, its, n in zip(pages, own, words, strict=True)
    ]
    assert together.tolist() == np.concatenate(alone).tolist()
    assert together[:3].tolist() == own[0].tolist()


def test_an_unsure_line_of_a_long_story_is_likelier_than_by_itself():
    scored = shipped_model("text").score(page_of(100))
    likely = scored.alone > 0.5
    change = (scored.probabilities - scored.alone)[1:-1]
    is_among_likely = likely[1:-1] & likely[:-2] & likely[2:]
    assert is_among_likely.sum() > 80
    assert (change[is_among_likely] > 0).all()
    is_among_unlikely = ~(likely[1:-1] | likely[:-2] | likely[2:])
    assert is_among_unlikely.any()
    assert (change[is_among_unlikely] < 0).all()
    short = shipped_model("text").score(page_of(20))
    assert short.probabilities.tolist() == short.alone.tolist()
