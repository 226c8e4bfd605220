from collections import Counter

import numpy as np
import pytest

from boilerclf.features.arrays.characters import code_points
from boilerclf.features.arrays.hashing import hash_spans
from boilerclf.features.hashed.path import PLACES, block_entries, bucket
from boilerclf.features.html.view import HtmlView
from boilerclf.segment.html import segment_html

BITS = 24


def entries_of(html):
    """The hashed columns of each block, those of names apart."""
    view = HtmlView([segment_html(html)])
    every, of_tags = (block_entries(view, BITS, masked=masked)[:2] for masked in (False, True))
    found = []
    for block in range(view.n_blocks):
        tags = Counter(of_tags[1][of_tags[0] == block].tolist())
        names = Counter(every[1][every[0] == block].tolist()) - tags
        found.append({"tags": sorted(tags.elements()), "names": sorted(names.elements())})
    return found


def word(text, place):
    hashes = hash_spans(code_points(text), np.array([0]), np.array([len(text)]))
    return int(bucket(hashes, PLACES.index(place), BITS)[0])


def test_words_of_names_around_a_block():
    (found,) = entries_of('<div class="postBody"><p id="lead-2"><b role=note>text</b></div>')
    assert found["names"] == sorted(
        [
            *(word(name, "around") for name in ("note", "lead", "post", "body")),
            word("lead", "own"),
            word("post", "parent"),
            word("body", "parent"),
        ]
    )


def test_each_element_around_gives_its_tag_and_the_pair_with_its_parent():
    (found,) = entries_of("<div><p><b>text</b></div>")
    # html, body, div, p and b around; p once more as own, div as its parent.
    assert len(found["tags"]) == 2 * (5 + 1 + 1)
    assert found["names"] == []


def test_blocks_in_like_elements_have_like_columns():
    first, second, third = entries_of("<ul><li>a<li>b<ul><li>c</ul></ul>")
    assert first == second
    assert first != third


@pytest.mark.parametrize("n_bits", [1, 8, 24])
def test_columns_are_in_range_and_differ_by_place(n_bits):
    hashes = np.random.default_rng(0).integers(0, 2**64 - 1, 500, np.uint64)
    found = [bucket(hashes, place, n_bits) for place in range(len(PLACES))]
    assert all(((columns >= 0) & (columns < 2**n_bits)).all() for columns in found)
    assert all((found[0] != columns).any() for columns in found[1:])


def test_a_page_without_blocks_has_no_entries():
    assert entries_of("<p class=x></p>") == []
