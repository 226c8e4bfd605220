"""What stands beside a headline, above a story and at the ends of a page of text."""

import numpy as np
import pytest

from boilerclf.features.text.view import LineView
from boilerclf.model import find_units
from boilerclf.model.units.places import (
    AMID_TIE,
    BESIDE_TIE,
    END_TIE,
    FEWEST,
    HEADLINE_TIE,
    WORD_TIE,
    places_of,
)
from boilerclf.segment import segment_text

STORY = "The ferry sailed at nine on Monday morning, and it was full of people and sheep."


def pooled(lines):
    """Return the probabilities of lines after places; lines are texts with their own."""
    page = segment_text("\n".join(text for text, _ in lines))
    own = np.array([probability for _, probability in lines])
    return places_of(LineView([page])).pooled(own).tolist()


def drawn(own, chance):
    odds = own / (1 - own) * (1 + chance) / (1 - chance)
    return pytest.approx(odds / (1 + odds))


def test_what_stands_between_a_headline_and_noise_is_drawn_to_the_noise():
    found = pooled(
        [("The owl of Kell", 0.9), ("Ann Weir", 0.6), ("9 May", 0.1), (STORY, 0.95), ("Ann", 0.6)]
    )
    assert found == [0.9, drawn(0.6, -0.8 * BESIDE_TIE), 0.1, 0.95, 0.6]


NOT_BESIDE = {
    "no noise below": [("The owl of Kell", 0.9), ("Four eggs", 0.6), ("Flour", 0.6), (STORY, 0.9)],
    "a sentence between": [("The owl of Kell", 0.9), ("It came.", 0.6), ("9 May", 0.1)],
    "a long line between": [("The owl of Kell", 0.9), (STORY[:-1], 0.6), ("9 May", 0.1)],
    "noise too far below": [
        ("The owl", 0.9),
        *[(f"Item {n}", 0.6) for n in "abcd"],
        ("9 May", 0.1),
    ],
    "a story comes first": [(STORY, 0.9), ("Four eggs", 0.6), ("9 May", 0.1)],
    "nothing is kept": [("The owl of Kell", 0.4), ("Ann Weir", 0.4), ("9 May", 0.1)],
    "the likeliest comes later": [("Recipes", 0.6), ("The owl of Kell", 0.8), ("9 May", 0.1)],
}


@pytest.mark.parametrize("lines", NOT_BESIDE.values(), ids=NOT_BESIDE)
def test_other_lines_are_not(lines):
    assert pooled(lines) == [probability for _, probability in lines]


def test_a_word_of_noise_below_a_headline_draws_its_line_with_nothing_below():
    found = pooled([("The owl of Kell", 0.7), ("Written by Ann", 0.8), ("Four eggs", 0.6)])
    beside = drawn(0.8, -BESIDE_TIE).expected
    assert found == [0.7, drawn(beside, -WORD_TIE), 0.6]


def test_short_lines_with_a_word_of_noise_are_drawn_to_noise_a_little():
    texts = [STORY, "Subscribe", "It rains.", f"Subscribe {STORY}"[:-1], "Subscribe now!"]
    found = pooled([(text, 0.6) for text in texts])
    assert found == [0.6, drawn(0.6, -WORD_TIE), 0.6, 0.6, 0.6]


def test_the_likeliest_line_above_a_story_without_headline_is_drawn_to_it():
    found = pooled([("News", 0.1), ("The owl of Kell", 0.4), ("9 May", 0.2), (STORY, 0.9)])
    assert found == [0.1, drawn(0.4, 0.8 * HEADLINE_TIE), 0.2, 0.9]
    assert found[1] > 0.5


NO_HEADLINE = {
    "a headline is kept": [("The owl of Kell", 0.6), ("News", 0.4), (STORY, 0.9)],
    "a short line comes first": [("News", 0.4), ("It came.", 0.8), (STORY, 0.9)],
    "nothing above": [(STORY, 0.9), ("The owl of Kell", 0.4)],
    "a sentence above": [("It came.", 0.4), (STORY, 0.9)],
    "a single word above": [("Sport", 0.4), (STORY, 0.9)],
    "a long line above": [(STORY[:-1], 0.4), (STORY, 0.9)],
}


@pytest.mark.parametrize("lines", NO_HEADLINE.values(), ids=NO_HEADLINE)
def test_nothing_else_is_taken_for_a_headline(lines):
    assert pooled(lines) == [probability for _, probability in lines]


def test_a_word_of_noise_makes_no_headline():
    assert pooled([("Contact us", 0.48), (STORY, 0.9)]) == [drawn(0.48, -WORD_TIE), 0.9]


def test_a_headline_is_not_looked_for_more_than_fifteen_lines_above():
    menu, ends = [("News", 0.1)] * 14, [("News", 0.1)] * 2
    near = [("The owl of Kell", 0.4), *menu, (STORY, 0.9)]
    assert pooled([*ends, *near])[2] > 0.5
    far = [("The owl of Kell", 0.4), ("News", 0.1), *menu, (STORY, 0.9)]
    assert pooled([*ends, *far])[2] == 0.4


def test_short_lines_at_the_ends_of_a_page_are_drawn_to_its_noise():
    own = [0.6] * 2 + [0.9] * (FEWEST - 4) + [0.6] * 2
    texts = ["News", "It rains.", *[STORY] * (FEWEST - 4), "News", "It rains."]
    found = pooled(list(zip(texts, own, strict=True)))
    expected = drawn(0.6, -END_TIE * (1 - np.mean(own)))
    assert found == [expected, *own[1:-2], expected, 0.6]


def test_a_page_of_few_lines_has_no_ends():
    own = [0.6] * (FEWEST - 1)
    assert pooled([("It", probability) for probability in own]) == own


@pytest.mark.parametrize("text", ["The roof", "The owl of Kell and its wife", "It rains."])
def test_the_only_short_line_amid_a_story_is_drawn_to_noise(text):
    found = pooled([(STORY, 0.9), (STORY, 0.9), (text, 0.6), (STORY, 0.9)])
    assert found == [0.9, 0.9, drawn(0.6, -AMID_TIE), 0.9]


NOT_AMID = {
    "two of them": [(STORY, 0.9), ("The roof", 0.6), (STORY, 0.9), ("The wall", 0.6), (STORY, 0.9)],
    "two in a row": [(STORY, 0.9), ("The roof", 0.6), ("The wall", 0.6), (STORY, 0.9)],
    "the last line": [(STORY, 0.9), (STORY, 0.9), ("The roof", 0.6)],
    "a long line": [(STORY, 0.9), (f"{STORY} And it sank", 0.6), (STORY, 0.9)],
}


@pytest.mark.parametrize("lines", NOT_AMID.values(), ids=NOT_AMID)
def test_others_stay_where_they_are(lines):
    assert pooled(lines) == [probability for _, probability in lines]


def test_each_page_has_its_own_line_amid_a_story():
    one, two = f"{STORY}\nShare\n{STORY}", f"{STORY}\nShare\n{STORY}\nShare\n{STORY}"
    pages = [segment_text(text) for text in (one, two, STORY, "Share", one)]
    assert places_of(LineView(pages)).amid_story.tolist() == [1, 11]


def test_a_page_beside_others_has_the_bits_that_it_has_alone():
    rng = np.random.default_rng(0)
    texts = [
        "News\nThe owl of Kell\nAnn\nShare\n" + f"{STORY}\n" * 9 + "Imprint",
        "News",
        "Sport\nShare\n" * 6,
        f"{STORY}\nShare\n" * 4,
    ]
    pages = [segment_text(text) for text in texts]
    own = [rng.random(page.n_blocks) for page in pages]
    together = places_of(LineView(pages)).pooled(np.concatenate(own)).tolist()
    alone = [places_of(LineView([page])).pooled(its) for page, its in zip(pages, own, strict=True)]
    assert together == np.concatenate(alone).tolist()


def test_the_rows_of_a_table_at_the_end_of_a_page_stay_together():
    page = segment_text(f"News\n{STORY}\n" * 4 + "boat,time,berth\nPetrel,7:12,2\nCoot,7:31,4")
    view = LineView([page])
    found = find_units(view).pooled(np.full(view.n_blocks, 0.52), view.n_words)
    assert len(set(found[-3:].tolist())) == 1
