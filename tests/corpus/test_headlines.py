import numpy as np
import pytest

from boilerclf.corpus import lead_headline
from boilerclf.segment import segment_html, segment_text

STORY = "Herons return to the river every spring and build their nests in the old poplars there. "

CASES = {
    "the h1 above the story": ("<h1>Herons</h1><p>Menu<p>{}", [0, 0, 1], 0),
    "the last of two": ("<h1>Gazette</h1><h1>Herons</h1><p>{}", [0, 0, 1], 1),
    "none below the story": ("<p>{}<h1>Herons</h1>", [1, 0], -1),
    "another tag with words of the title": (
        "<title>Herons return | Gazette</title><div>Herons return</div><p>{}",
        [0, 1],
        0,
    ),
    "a short part of the title is none": (
        "<title>Herons | News</title><b>News</b><p>{}",
        [0, 1],
        -1,
    ),
    "the story itself": ("<h1>{}</h1><p>Menu", [1, 0], 0),
    "short content is no story": ("<h1>Herons</h1><p>Menu", [0, 1], -1),
    "no content": ("<h1>Herons</h1><p>{}", [0, 0], -1),
    "unknown is not content": ("<h1>Herons</h1><p>{}", [-1, -1], -1),
}


@pytest.mark.parametrize(("html", "labels", "wanted"), CASES.values(), ids=CASES)
def test_lead_headline(html, labels, wanted):
    page = segment_html(html.format(STORY))
    assert lead_headline(page, np.array(labels, np.int8)) == wanted


@pytest.mark.parametrize(
    ("above", "wanted"),
    [
        (["Herons build nests beside river"], 0),
        (["Herons build nests beside river", "By Ann Reed"], 0),
        (["Herons return every spring", "Herons build nests there"], 1),
        (["Otters leave the southern canals"], -1),
        (["Herons build southern canals"], 0),  # half of its words
        (["Herons leave southern canals"], -1),
        (["Herons return"], -1),  # two words may be chance
        ([STORY], -1),
    ],
)
def test_on_plain_text_the_line_that_shares_words_with_the_story(above, wanted):
    page = segment_text("\n".join([*above, STORY]))
    labels = np.array([0] * len(above) + [1], np.int8)
    assert lead_headline(page, labels) == wanted


def test_stories_alone_and_empty_pages_have_none():
    assert lead_headline(segment_text(STORY), np.array([1], np.int8)) == -1
    assert lead_headline(segment_html(""), np.zeros(0, np.int8)) == -1
