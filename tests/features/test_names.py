import pytest

from boilerclf.features.name_vocabulary import NAME_WORDS
from boilerclf.features.names import COLUMNS, GROUPS, name_groups, names
from boilerclf.features.tree import grow_tree
from boilerclf.segment.html import segment_html


def columns_of(html, named):
    page = segment_html(html)
    return named(COLUMNS, names(page.markup, grow_tree(page.markup, page.n_blocks)))


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
    bits = int(name_groups([name])[0])
    assert [group for bit, group in enumerate(GROUPS) if bits >> bit & 1] == groups


def test_every_entry_is_found_by_its_own_group():
    for bit, (group, words) in enumerate(NAME_WORDS.items()):
        for word in words.split():
            assert name_groups([word.replace("*", "")])[0] >> bit & 1, (group, word)


def test_near_and_around(named):
    html = "<div class=comments><ul><li class=item><p>a<p><b class=price>b</b></ul></div><p>c"
    found = columns_of(html, named)
    assert found["in_comment_name"] == [1, 1, 0]
    assert found["near_comment_name"] == [0, 0, 0]
    assert found["near_list_name"] == [1, 1, 0]
    assert found["near_product_name"] == [0, 1, 0]


def test_a_name_of_the_whole_page_says_nothing_of_a_part(named):
    found = columns_of("<html class=article><body class=comments><p>a", named)
    assert found["in_article_name"] == found["in_comment_name"] == [0]


def test_a_page_without_blocks(named):
    assert set(map(tuple, columns_of("<div class=nav></div>", named).values())) == {()}
