import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.features.arrays.hashing import hash_spans
from boilerclf.features.arrays.tokens import tokenize_each
from boilerclf.features.html.names import FAMILY, GROUPS, _words_of, name_groups
from boilerclf.features.lists.names import NAME_WORDS


def groups_of(name):
    return int(name_groups(tokenize_each([name], camel=True), 1)[0])


@pytest.mark.parametrize(
    ("name", "groups"),
    [
        ("", []),
        ("x1 y2", []),
        ("article-body", ["content", "article"]),
        ("ArticleBody", ["content", "article"]),
        ("articlebody", ["content", "article"]),
        ("usercomments", []),
        ("userComments", ["comment"]),
        ("SIDEBAR", ["side"]),
        ("mainnav", ["navigation", "content"]),
        ("comments_shared", ["comment", "share"]),
    ],
)
def test_groups_of_a_name(name, groups):
    bits = groups_of(name)
    assert [group for bit, group in enumerate(GROUPS) if bits >> bit & 1] == groups


@given(st.lists(st.text("abzABZ-_1@[`{é\U0001f600", max_size=12), max_size=6))
def test_words_are_those_that_the_expression_finds(names):
    of_each = [re.findall("[A-Z]?[a-z]+|[A-Z]+", name) for name in names]
    words, starts = _words_of(tokens := tokenize_each(names, camel=True))
    assert words == [word.lower() for its in of_each for word in its]
    owners = tokens.block_of[starts].tolist()
    assert owners == [number for number, its in enumerate(of_each) for _ in its]


def test_words_of_one_hash_are_told_apart():
    # Found by a lattice: `hash_spans` gives each of these the number of the word beside it.
    crafted = {
        "jkcbnongrspknmip": "nav",
        "pdsiurpmkthjnhmr": "comments",
        "gpmikfmlkplovhjp": "footer",
    }
    assert groups_of(" ".join(crafted)) == 0
    for other, word in crafted.items():
        codes = [np.array([*map(ord, its)], np.uint32) for its in (other, word)]
        hashes = [hash_spans(its, np.array([0]), np.array([len(its)]))[0] for its in codes]
        assert hashes[0] == hashes[1]
        assert groups_of(word) > 0


def test_every_entry_is_found_by_its_own_group():
    for bit, (group, words) in enumerate(NAME_WORDS.items()):
        for word in words.split():
            assert groups_of(word.replace("*", "")) >> bit & 1, (group, word)


def test_near_and_around(html_view, named):
    html = "<div class=comments><ul><li class=item><p>a<p><b class=price>b</b></ul></div><p>c"
    found = named(FAMILY, html_view(html))
    assert found["in_comment_name"] == [1, 1, 0]
    assert found["near_comment_name"] == [0, 0, 0]
    assert found["near_list_name"] == [1, 1, 0]
    assert found["near_product_name"] == [0, 1, 0]


def test_a_name_of_the_whole_page_says_nothing_of_a_part(html_view, named):
    found = named(FAMILY, html_view("<html class=article><body class=comments><p>a"))
    assert found["in_article_name"] == found["in_comment_name"] == [0]


def test_a_page_without_blocks(html_view, values_of):
    assert not values_of(FAMILY, html_view("<div class=nav></div>")).size
