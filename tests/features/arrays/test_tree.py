import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.features.arrays.page_spans import page_spans
from boilerclf.features.arrays.tree import N_CONTAINERS, grow_tree
from boilerclf.segment.html import segment_html
from boilerclf.segment.tags import TAGS

TEXT = st.sampled_from(["one ", "two words ", "a third text. "])
MARKUP = st.recursive(
    TEXT,
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(["div", "p", "span", "ul", "li", "section", "a"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


def grown(html):
    page = segment_html(html)
    return page, grow_tree([page.markup] if page.n_blocks else [], page_spans([page.n_blocks]))


def ancestors(tree, element):
    """The element and all above it, the sentinel last."""
    path = [element]
    while path[-1] != len(tree.parents) - 1:
        path.append(int(tree.parents[path[-1]]))
    return path


@given(MARKUP)
def test_sums_up_the_tree_as_a_loop_finds_them(html):
    _, tree = grown(html)
    values = np.arange(1, len(tree.parents) + 1)
    values[tree.tops] = 0
    found = np.stack((tree.sum_up(values), tree.sum_up(values**2)), axis=1)
    for element in range(len(tree.parents)):
        path = ancestors(tree, element)
        assert found[element].tolist() == [values[path].sum(), (values[path] ** 2).sum()]


@given(MARKUP, st.integers(0, 99))
def test_sums_inside_elements_as_a_loop_finds_them(html, seed):
    page, tree = grown(html)
    values = np.random.default_rng(seed).integers(0, 99, (page.n_blocks, 2)).astype(np.float32)
    found = tree.inside(values.T).T
    for element, total in enumerate(found.tolist()):
        inside = range(int(tree.first[element]), int(tree.end[element]))
        assert total == [sum(float(values[block, n]) for block in inside) for n in range(2)]
    assert found[tree.tops].tolist() == [values.sum(axis=0).tolist()][: page.n_blocks]


@given(MARKUP)
def test_containers_hold_more_and_more_blocks(html):
    page, tree = grown(html)
    size = tree.end - tree.first
    for block in range(page.n_blocks):
        element = int(page.markup.block_element[block])
        path = ancestors(tree, element)
        for level in range(N_CONTAINERS + 1):
            assert tree.containers[level, block] == element
            above = path[path.index(element) + 1 :]
            larger = [e for e in above[:-1] if size[e] > size[element]]
            element = larger[0] if larger else len(tree.parents) - 1


def test_a_small_page():
    page, tree = grown("<div><ul><li>one<li>two</ul><p>three</div>")
    assert page.block_texts() == ["one", "two", "three"]
    tags = [*(TAGS[tag] for tag in page.markup.tags), "all"]
    around = [[tags[element] for element in row] for row in tree.containers.T.tolist()]
    assert around[0] == ["li", "ul", "div", "all", "all", "all"]
    assert around[2] == ["p", "div", "all", "all", "all", "all"]


@given(st.lists(MARKUP, max_size=4))
def test_pages_side_by_side_keep_their_trees(texts):
    alone = [grown(html) for html in texts]
    pages = [page for page, _ in alone]
    together = grow_tree(
        [page.markup for page in pages if page.n_blocks], page_spans([p.n_blocks for p in pages])
    )
    element, block = 0, 0
    for page, tree in alone:
        inside = slice(element, element + len(tree.parents))
        for name, offset in (("parents", element), ("next_larger", element), ("first", block)):
            expected = getattr(tree, name) + offset
            assert getattr(together, name)[inside].tolist() == expected.tolist()
        assert together.levels[inside].tolist() == tree.levels.tolist()
        blocks = slice(block, block + page.n_blocks)
        assert (together.containers[:, blocks] - element).tolist() == tree.containers.tolist()
        element, block = inside.stop, blocks.stop


@pytest.mark.parametrize("html", ["", "<p></p>", "<div><div></div></div>"])
def test_a_page_without_blocks(html):
    _, tree = grown(html)
    assert tree.containers.shape == (N_CONTAINERS + 1, 0)
    assert tree.inside(np.zeros((2, 0), np.float32)).shape == (2, 0)


def test_a_very_deep_page_needs_few_jumps():
    page, tree = grown("<div>" * 400 + "deep")
    depth = len(ancestors(tree, int(page.markup.block_leaf[0]))) - 1
    assert 2 ** (len(tree.jumps) - 1) < depth <= 2 ** len(tree.jumps)
    ones = np.ones(len(tree.parents))
    ones[-1] = 0
    assert tree.sum_up(ones)[page.markup.block_leaf[0]] == depth
