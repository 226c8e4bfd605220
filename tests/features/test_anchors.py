import numpy as np
import pytest

from boilerclf.features.anchors import (
    FIRST_COLUMNS,
    SECOND_COLUMNS,
    first_anchors,
    headline,
    paragraph_points,
    second_anchors,
    top_candidate,
)
from boilerclf.features.tree import grow_tree
from boilerclf.segment.html import segment_html
from boilerclf.segment.tags import TAGS

#                      block 0                block 1    block 2
STORY = "<nav><a href=x>h</a></nav><article><h1>x</h1><p>y</p></article>"
WORDS = np.array([2, 2, 16], np.float32)
LINKED = np.array([8, 0, 0], np.float32)
CHARACTERS = np.array([8, 8, 64], np.float32)


@pytest.fixture(scope="module")
def tree():
    page = segment_html(STORY)
    assert page.n_blocks == 3
    return grow_tree(page.markup, 3)


def test_first_pass(tree, named):
    commas = np.zeros(3, np.float32)
    found = named(FIRST_COLUMNS, first_anchors(tree, WORDS, commas, CHARACTERS, LINKED, 1))
    # The headline's own element, then the article, then the body.
    assert found["headline_level"] == [2, 0, 1]
    assert found["levels_to_headline"] == [1, 0, 1]
    assert found["headline_shared_word_share"] == pytest.approx([20 / 20, 2 / 20, 18 / 20])
    assert found["headline_shared_purity"] == pytest.approx([18 / 20, 1, 1])
    assert found["blocks_after_headline"] == [0, 0, 1]
    assert found["blocks_before_headline"] == [1, 0, 0]
    # The longest block is the paragraph, and the candidate its parent.
    assert found["longest_level"] == [2, 1, 0]
    assert found["blocks_before_longest"] == [2, 1, 0]
    assert found["candidate_level"] == [1, 0, 0]
    assert found["levels_to_candidate"] == [1, 1, 1]
    assert found["blocks_before_candidate"] == [1, 0, 0]
    assert found["blocks_after_candidate"] == [0, 0, 0]
    assert found["has_headline"] == [1, 1, 1]


def test_without_a_headline_its_columns_are_0(tree, named):
    commas = np.zeros(3, np.float32)
    with_, without = (
        named(FIRST_COLUMNS, first_anchors(tree, WORDS, commas, CHARACTERS, LINKED, block))
        for block in (1, -1)
    )
    about = {name for name in without if "headline" in name}
    assert len(about) == 7
    assert all(without[name] == [0, 0, 0] for name in about)
    assert all(without[name] == with_[name] for name in set(without) - about)


def test_second_pass(tree, named):
    probability = np.array([0.0, 0.5, 1.0])
    found = named(SECOND_COLUMNS, second_anchors(tree, probability, WORDS, 1))
    assert found["best_block_level"] == [2, 1, 0]
    assert found["best_block_shared_purity"] == pytest.approx([17 / 20, 17 / 18, 1])
    assert found["best_candidate_level"] == [1, 0, 0]
    assert found["trusted_headline_level"] == [2, 0, 1]
    assert found["trusted_headline_shared_purity"] == pytest.approx([17 / 20, 0.5, 17 / 18])


def test_a_page_without_blocks():
    tree = grow_tree(segment_html("").markup, 0)
    none = np.zeros(0, np.float32)
    first = first_anchors(tree, none, none, none, none, -1)
    assert first.shape == (0, len(FIRST_COLUMNS))
    assert second_anchors(tree, np.zeros(0), none, -1).shape == (0, len(SECOND_COLUMNS))


def test_the_top_candidate_is_less_by_its_links(tree):
    points = np.array([0.0, 0.0, 4.0])
    names = [*(TAGS[tag] for tag in segment_html(STORY).markup.tags), "all"]
    linked = np.zeros(len(names), np.float32)
    assert names[top_candidate(tree, points, linked)] == "article"
    linked[names.index("article")] = 0.75
    assert names[top_candidate(tree, points, linked)] == "body"
    assert names[top_candidate(tree, np.zeros(3), linked)] == "all"


@pytest.mark.parametrize(
    ("overlap", "covered", "rank", "block"),
    [
        ([], [], [], -1),
        ([0, 0], [0, 0], [0, 0], -1),
        ([0, 0], [0, 0], [0, 0.5], 1),
        ([0, 0], [0, 0], [0.2, 0.2], -1),
        ([0.5, 1], [1, 1], [0, 0], 1),
        ([1, 1], [1, 1], [0, 0], 0),
        ([1, 0.5], [1, 1], [0, 0.5], 1),
    ],
)
def test_headline(overlap, covered, rank, block):
    arrays = (np.array(values, np.float32) for values in (overlap, covered, rank))
    assert headline(*arrays) == block


@pytest.mark.parametrize(
    ("n_words", "n_commas", "link_density", "points"),
    [
        (4, 9, 0, 0),
        (17, 0, 0, 2),
        (17, 2, 0, 4),
        (17, 2, 0.5, 2),
        (17, 2, 1, 0),
        (51, 0, 0, 4),
        (900, 0, 0, 4),
    ],
)
def test_points_of_a_paragraph(n_words, n_commas, link_density, points):
    values = (np.array([value], np.float32) for value in (n_words, n_commas, link_density))
    assert paragraph_points(*values).tolist() == [points]
