import numpy as np
import pytest

from boilerclf.features.html.anchors import FAMILY

#                      block 0                block 1    block 2
STORY = "<nav><a href=x>h</a></nav><article><h1>x</h1><p>y</p></article>"


@pytest.fixture
def story(html_view):
    """View the story with other numbers of words and characters, and a headline."""

    def build(headline):
        linked = np.zeros((3, 3), np.float32)
        linked[0] = (8, 0, 0)
        return html_view(
            STORY,
            n_words=np.array([2, 2, 16], np.float32),
            n_visible=np.array([8, 8, 64], np.float32),
            styled=linked,
            headline=np.array([headline]),
        )

    return build


def test_first_pass(story, named):
    found = named(FAMILY, story(1))
    # The headline's own element, then the article, then the body.
    assert found["headline_level"] == [2, 0, 1]
    assert found["levels_to_headline"] == [1, 0, 1]
    assert found["headline_shared_word_share"] == pytest.approx([20 / 20, 2 / 20, 18 / 20])
    assert found["headline_shared_purity"] == pytest.approx([18 / 20, 1, 1])
    assert found["blocks_after_headline"] == [0, 0, 1]
    assert found["blocks_before_headline"] == [1, 0, 0]
    # The longest block is the paragraph.
    assert found["longest_level"] == [2, 1, 0]
    assert found["blocks_before_longest"] == [2, 1, 0]


def test_links_are_no_story(html_view, named):
    """The block of most words is a link, in the element that has most points without links."""
    words = "one two three four five six seven, "
    linked = f"<nav><p><a href=x>{words * 3}</a><p><a href=x>{words * 2}</a></nav>"
    story = f"<article><p>{words}<p>{words}</article>"
    found = named(FAMILY, html_view(f"{linked}<h1>Headline</h1>{story}"))
    assert found["blocks_before_longest"] == [3, 2, 1, 0, 0]
    some = f"<article><p>{words * 3}<p>{words * 3}<p><a href=x>one two</a></article>"
    found = named(FAMILY, html_view(f"<aside><p>{words}<p>{words}</aside>{some}"))
    first = named(FAMILY, html_view(f"<h1>Headline</h1><p>{words}"))
    assert first["blocks_after_headline"] == [0, 1]


def test_without_a_headline_its_columns_are_0(story, named):
    with_, without = (named(FAMILY, story(block)) for block in (1, -1))
    about = {name for name in without if "headline" in name}
    assert len(about) == 6
    assert all(without[name] == [0, 0, 0] for name in about)
    assert all(without[name] == with_[name] for name in set(without) - about)


def test_steps_beyond_the_twelfth_are_told_as_one(html_view, named):
    html = "x" + "<div>x" * 20
    view = html_view(f"<body>{html}", n_good=np.arange(21, dtype=np.float32))
    found = named(FAMILY, view)
    assert found["longest_level"][-1] == 0
    assert found["longest_level"][:8] == [12] * 8
    assert found["longest_level"][9:] == list(range(11, -1, -1))
    assert found["levels_to_longest"][0] == 0


def test_text_behind_the_boxes_of_a_link_is_no_level_away_from_the_longest_of_them(
    html_view, named
):
    """The link holds both boxes and the text; the text's own element holds the link."""
    html = "<p>q</p><a href=x><div>one two three four</div><div>y</div>tail</a><p>z"
    view = html_view(html, n_good=np.array([1, 4, 1, 1, 1], np.float32))
    found = named(FAMILY, view)
    assert found["longest_level"] == [2, 0, 1, 1, 2]
    assert found["levels_to_longest"] == [1, 0, 1, 0, 1]


def test_anchors_of_pages_are_their_own(html_view, named):
    pages = [STORY, "<h2>a</h2><ul><li>b<li>c d e f g h</ul>", STORY]
    together = named(FAMILY, html_view(*pages))
    alone = [named(FAMILY, html_view(page)) for page in pages]
    for name, values in together.items():
        assert values == [value for page in alone for value in page[name]], name


def test_a_page_without_blocks(html_view, values_of):
    assert not values_of(FAMILY, html_view("")).size


@pytest.mark.parametrize(
    ("overlap", "covered", "rank", "block"),
    [
        ([], [], [], None),
        ([0, 0], [0, 0], [0, 0], -1),
        ([0, 0], [0, 0], [0, 0.6], 1),
        ([0, 0], [0, 0], [0.2, 0.2], -1),
        ([0.2], [0.2], [0.2], 0),
        ([0.35], [0.35], [0], -1),
        ([0.36], [0.36], [0], 0),
        ([0.5, 1], [1, 1], [0, 0], 1),
        ([1, 1], [1, 1], [0, 0], 1),  # a path of links stands above
        ([1, 1], [1, 1], [0.2, 0], 0),
        ([1, 0.5], [1, 1], [0, 0.6], 1),
    ],
)
def test_headline(overlap, covered, rank, block, html_view):
    tag_of = {0: "p", 0.2: "h2", 0.6: "h1"}
    html = "".join(f"<{tag_of[r]}>x</{tag_of[r]}>" for r in rank)
    view = html_view(html, title_overlap=np.array((overlap, covered), np.float32))
    assert view.headline.tolist() == ([block] if rank else [])
