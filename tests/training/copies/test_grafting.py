"""A page with a piece put in is the page that segmenting the whole would give."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerclf.features.featurizer import Featurizer
from boilerclf.segment import segment_html, segment_text
from boilerclf.training.copies.grafting import graft

HOST = (
    '<html lang="en"><head><title>Herons</title></head><body class="a">'
    '<nav><a href="/">Home</a></nav><div class="m"><h1>Herons</h1><p>One <b>heron</b> came.</p>{}'
    '<p>Then <a href="/two">two</a>.</p><ol start="3"><li>Up</ol><pre>a\n b</pre></div>'
    "<footer>Print</footer></body></html>"
)
PIECES = (
    "<p>Soon.</p>",
    '<div class="k"><table><tr><th>Length</th><td>18 <a href="/z">m</a></td></tr></table></div>',
    '<div class="m"><pre>ls\n-l</pre></div><ul><li>One<li>Two <b>b</b></ul><p class="m">End</p>',
    "<figure><img src=a.jpg><figcaption>A <i>crane</i></figcaption></figure><button>Go</button>",
    "<ol start=7><li value=9>Up</ol>",
    "<div></div>",
)


def same(first, second):
    for field in fields(first):
        left, right = getattr(first, field.name), getattr(second, field.name)
        if isinstance(left, np.ndarray):
            assert np.array_equal(left, right), field.name
            assert left.dtype == right.dtype, field.name
        elif field.name not in {"markup", "names"}:
            assert left == right, field.name


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize(("block", "side"), [(2, "after"), (3, "before")])
def test_a_grafted_page_is_as_if_it_had_been_written_so(piece, block, side):
    host, wanted = segment_html(HOST.format("")), segment_html(HOST.format(piece))
    added = segment_html(f"<body>{piece}")
    made, is_new = graft(host, added, int(host.markup.block_element[block]), side)
    same(made, wanted)
    assert [made.markup.names[its] for its in made.markup.name_ids] == [
        wanted.markup.names[its] for its in wanted.markup.name_ids
    ]
    assert made.markup.hrefs == wanted.markup.hrefs
    assert made.markup.attributes == wanted.markup.attributes
    assert np.flatnonzero(is_new).tolist() == list(range(3, 3 + added.n_blocks))
    for name in ("tags", "parents", "first_block", "end_block", "first_part", "end_part"):
        assert np.array_equal(getattr(made.markup, name), getattr(wanted.markup, name)), name
        assert getattr(made.markup, name).dtype == getattr(wanted.markup, name).dtype, name
    first = Featurizer("html").first
    assert np.array_equal(first(made).knots, first(wanted).knots)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3), st.randoms())
def test_the_blocks_of_both_stand_in_order(pieces, random):
    page = segment_html(HOST.format(""))
    for piece in pieces:
        added = segment_html(f"<body>{piece}")
        element = int(page.markup.block_element[random.randrange(page.n_blocks)])
        made, is_new = graft(page, added, element, random.choice(("before", "after")))
        texts = np.array(made.block_texts(), object)
        assert texts[is_new].tolist() == added.block_texts()
        assert texts[~is_new].tolist() == page.block_texts()
        assert made.markup.end_block[0] == made.n_blocks
        assert made.markup.end_part[0] == len(made.markup.part_starts)
        page = made


def test_plain_text_has_no_elements():
    page = segment_html(HOST.format(""))
    with pytest.raises(ValueError, match="plain text"):
        graft(page, segment_text("a"), 3, "after")
