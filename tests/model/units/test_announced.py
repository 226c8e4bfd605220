"""Lines below a head that announces other pages go with it, where it is noise."""

import numpy as np
import pytest

from boilerclf.features.text.view import LineView
from boilerclf.model import find_units, shipped_model
from boilerclf.model.units.announced import MOST, TIE, Announced, announced_lines
from boilerclf.segment import segment_text

STORY = "The ferry sailed at nine on Monday morning, and it was full of people and sheep."
TITLES = "The last ferryman hangs up his cap\nA bridge for cats\nWho was the keeper of the light"


def announced(text):
    page = segment_text(text)
    found = announced_lines(LineView([page]))
    texts = page.block_texts()
    return [] if found is None else [texts[line] for line in found.lines]


@pytest.mark.parametrize(
    "head", ["Related articles", "Read also:", "Lesen Sie auch", "À lire aussi", "相关阅读"]
)
def test_titles_below_a_head_are_announced(head):
    assert announced(f"{STORY}\n{head}\n{TITLES}\nHe was glad.") == TITLES.split("\n")


def test_no_more_than_three_lines_are():
    page = segment_text("Read also\n" + "Another title\n" * (MOST + 2))
    found = announced_lines(LineView([page]))
    assert found.lines.tolist() == [1, 2, 3]
    assert found.heads.tolist() == [0, 0, 0]


NONE = {
    "a sentence": f"Read also\nHe was glad of it.\n{TITLES}",
    "a long line": f"Read also\n{STORY.replace('.', '')}\n{TITLES}",
    "a sentence that says so": f"Read also about it below.\n{TITLES}",
    "a long line that says so": f"Nobody who came here to read also about the old ferry\n{TITLES}",
    "a head and the next head": f"Read also\nRelated articles\n{STORY}",
    "nothing below": "Read also",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_others_are_not(text):
    assert announced(text) == []


def test_the_next_page_is_not_announced():
    pages = [segment_text(f"{STORY}\nRead also"), segment_text(TITLES)]
    assert announced_lines(LineView(pages)) is None


def test_a_line_is_drawn_to_a_head_that_is_noise_and_to_no_other():
    own = np.array([0.1, 0.6, 0.8, 0.6])
    pooled = Announced(np.array([1, 3]), np.array([0, 2])).pooled(own)
    factor = (1 - 0.8 * TIE) / (1 + 0.8 * TIE)
    odds = 0.6 / 0.4 * factor
    assert pooled.tolist() == [0.1, pytest.approx(odds / (1 + odds)), 0.8, 0.6]


def test_teasers_are_less_likely_than_by_themselves():
    page = segment_text(f"{STORY}\nRead also\nThe last ferryman hangs up his cap\n{STORY}")
    scored = shipped_model("text").score(page)
    assert scored.alone[1] < 0.3
    assert scored.probabilities[2] < scored.alone[2]
    assert scored.probabilities[3] == scored.alone[3]


def test_long_pages_have_the_same_announcements(monkeypatch):
    page = segment_text(f"{STORY}\nRead also\n{TITLES}\n" * 40)
    expected = find_units(LineView([page])).announced
    features = shipped_model("text").featurizer.first(page)
    monkeypatch.setattr("boilerclf.features.text.view._STRETCH", 500)
    in_stretches = shipped_model("text").featurizer.first(page)
    assert in_stretches.view.is_long
    assert not features.view.announces_others.all()
    for view in (features.view, in_stretches.view):
        found = find_units(view).announced
        assert found.lines.tolist() == expected.lines.tolist()
        assert found.heads.tolist() == expected.heads.tolist()


@pytest.mark.parametrize(("n_words", "is_announced"), [(13, True), (14, False)])
def test_a_title_has_thirteen_words_at_most(n_words, is_announced):
    title = " ".join(["cap"] * n_words)
    assert announced(f"Read also\n{title}") == ([title] if is_announced else [])
