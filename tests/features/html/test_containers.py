import numpy as np
import pytest

from boilerclf.features.arrays import page_spans
from boilerclf.features.arrays.basics import stable_order
from boilerclf.features.html.containers import FAMILY


def columns_of(html_view, html, blocks, named):
    """Give each block its words, characters, linked characters and hash of text."""
    n_words, n_visible, linked, hashes = np.array(blocks, np.float32).reshape(-1, 4).T
    styled = np.zeros((3, len(linked)), np.float32)
    styled[0] = linked
    view = html_view(
        html,
        n_words=n_words,
        n_visible=n_visible,
        styled=styled,
        text_hashes=hashes.astype(np.uint64),
    )
    return named(FAMILY, view)


def test_a_list_and_a_paragraph(html_view, named):
    html = "<div><ul><li>a<li>b</ul><p>c</p></div>"
    found = columns_of(html_view, html, [(2, 10, 10, 7), (2, 10, 5, 7), (16, 80, 0, 9)], named)
    # Container 1 of the items is the list, of the paragraph the page.
    assert found["container1_n_words"] == [4, 4, 20]
    assert found["container1_n_blocks"] == [2, 2, 3]
    assert found["container1_words_per_block"] == pytest.approx([2, 2, 20 / 3])
    assert found["container1_link_density"] == pytest.approx([0.75, 0.75, 0.15])
    assert found["container1_long_share"] == pytest.approx([0, 0, 0.8])
    assert found["container1_word_share"] == pytest.approx([0.2, 0.2, 1])
    assert found["container1_position"] == [0, 1, 1]
    assert found["container2_n_words"] == [20, 20, 20]
    assert found["container2_position"] == [0, 0.5, 1]
    assert found["n_same_shape"] == [1, 1, 0]
    assert found["n_same_place"] == [1, 1, 0]
    assert found["shape_words_per_block"] == [2, 2, 16]
    assert found["shape_link_density"] == pytest.approx([0.75, 0.75, 0])
    assert found["shape_long_share"] == [0, 0, 1]
    assert found["shape_word_share"] == pytest.approx([0.2, 0.2, 0.8])
    assert found["n_same_text"] == [1, 1, 0]
    assert found["text_seen_before"] == [0, 1, 0]


@pytest.mark.parametrize(
    ("block", "shares"),
    [((20, 100, 0, 1), (0, 1, 1)), ((5, 100, 100, 1), (1, 0, 1)), ((0, 0, 0, 0), (0, 0, 0))],
    ids=["no link", "all link", "nothing to see"],
)
def test_a_page_of_one_block(block, shares, html_view, named):
    found = columns_of(html_view, "<p>a", [block], named)
    density, long_, share = shares
    for level in range(1, 6):
        assert found[f"container{level}_link_density"] == [density]
        assert found[f"container{level}_long_share"] == [long_]
        assert found[f"container{level}_word_share"] == [share]
        assert found[f"container{level}_position"] == [0]
    assert found["shape_link_density"] == [density]
    assert found["n_same_shape"] == found["n_same_place"] == found["n_same_text"] == [0]


@pytest.mark.parametrize(
    ("html", "narrow", "wide"),
    [
        ("<p>a<p>b", True, True),
        ("<p class=x>a<p class=y>b", False, True),
        ("<div class=x><p><b>a</b></div><div class=y><p><b>b</b></div>", False, True),
        ("<div>a</div><p>b", False, False),
        ("<div class=x><p>a</div><div class=y><p>b</div>", False, True),
        ("<div><p><b>a</b></div><div><p><b>b</b></div>", True, True),
    ],
)
def test_blocks_of_one_shape(html, narrow, wide, html_view):
    found, _ = html_view(html).alike
    assert [bool(numbers[0] == numbers[1]) for numbers in found[:2]] == [narrow, wide]


def test_shapes_and_texts_are_put_in_order_by_one_sort(html_view, monkeypatch):
    found = []

    def noted(values):
        found.append(values)
        return stable_order(values)

    monkeypatch.setattr(page_spans, "stable_order", noted)
    html_view("<div><p>a<p>b<h2>c</h2></div><ul><li>d<li><b>e</b></ul>").alike  # noqa: B018
    (values,) = found
    n_low_bits = (len(values) - 1).bit_length()
    assert len({*values.tolist()}) == len({number >> n_low_bits for number in values.tolist()})


def test_a_block_alone_has_one_of_each_kind_alike(html_view):
    view = html_view("<p>a<p>a<p>b<div><h2>c</h2></div>")
    assert view.n_alike.tolist() == [[3, 3, 3, 1], [3, 3, 3, 1], [2, 2, 1, 1]]
    assert view.alike[1].tolist() == [False, True, False, False]


def test_a_page_without_blocks(html_view, values_of):
    assert not values_of(FAMILY, html_view("")).size
